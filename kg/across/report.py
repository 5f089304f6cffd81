"""A page that a person reads in two minutes: what was read, what was found, what is open, where papers disagree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from kg.across.conflicts import conflicts
from kg.across.doubtful import alike
from kg.across.landscape import connected, limitations
from kg.across.names import titles
from kg.model import Claim, Graph
from kg.results import LEVEL, results


def markdown(graph: Graph, run: Mapping[str, object] | None = None) -> str:
    """Return the report.

    Args:
        run: what ``run.json`` says of the build; without it the report tells nothing of what was left out.
    """
    names = titles(graph)
    parts = (
        _read(graph, run or {}), _found(graph), _rejected(run or {}), _entities(graph), _results(graph, names),
        _open(graph, names), _conflicts(graph, names),
    )  # fmt: skip
    return "\n\n".join("\n".join(part) for part in map(list, parts) if part) + "\n"


def _read(graph: Graph, run: Mapping[str, object]) -> Iterator[str]:
    yield "# What the papers say"
    yield ""
    skipped, sentences = run.get("skipped"), run.get("sentences")
    read = f"{sentences:,} sentences of " if isinstance(sentences, int) else ""
    left = f"; {len(skipped)} records were left out" if isinstance(skipped, list) and skipped else ""
    yield f"Read: {read}{len(graph.papers):,} papers{left}."


def _found(graph: Graph) -> Iterator[str]:
    kinds = Counter(claim.relation for claim in graph.claims if claim.layer == "typed")
    listed = ", ".join(f"{relation} {count:,}" for relation, count in kinds.most_common())
    yield (
        f"Found: {len(graph.claims):,} facts ({listed}) about {len(graph.entities):,} entities; "
        f"{len(results(graph)):,} measured results. {len(graph.merges):,} wordings were put under the name of another "
        f"(`kg merges`), {len(alike(graph)):,} pairs of names are alike and kept apart (`kg merges --doubts`)."
    )


def _rejected(run: Mapping[str, object]) -> Iterator[str]:
    reasons = run.get("rejected")
    if isinstance(reasons, Mapping) and reasons:
        listed = ", ".join(f"{reason} {count:,}" for reason, count in reasons.items())
        yield f"Rejected: {sum(reasons.values()):,} candidates: {listed} (`rejected.jsonl`)."


def _entities(graph: Graph) -> Iterator[str]:
    yield "## What most papers speak of"
    yield ""
    yield "| entity | type | papers | facts |"
    yield "| --- | --- | ---: | ---: |"
    for name, kind, papers, facts in connected(graph):
        yield f"| {_cell(name)} | {kind} | {papers} | {facts} |"


def _results(graph: Graph, names: Mapping[str, str]) -> Iterator[str]:
    boards = Counter((item.dataset, item.metric.name) for item in results(graph) if item.kind == LEVEL and item.dataset)
    if boards:
        yield "## Where most was measured"
        yield ""
        for (dataset, metric), count in sorted(boards.items(), key=lambda b: (-b[1], b[0]))[:5]:
            yield f"- {dataset}, {metric or 'no metric named'}: {count} result{'s' * (count > 1)}"
        yield ""
        yield "All of them, with quotes: `kg results`."


def _open(graph: Graph, names: Mapping[str, str]) -> Iterator[str]:
    found = limitations(graph)
    common, unanswered = found[:5], [one for one in found if one.limits and not one.answers]
    if not found:
        return
    yield "## What limits, and what helps"
    yield ""
    for one in common:
        helps = ", ".join(name for name, _ in one.answers[:4]) or "nothing in these papers"
        limited = ", ".join(name for name, _ in one.limits[:4]) or "–"
        yield f"- **{one.problem}** ({one.papers} paper{'s' * (one.papers > 1)}): of {limited}; addressed by {helps}"
    yield ""
    yield f"## Open questions: {len(unanswered):,} limitations that nothing here addresses"
    yield ""
    for one in unanswered[:5]:
        name, claim = one.limits[0]
        yield f"- {name}: {one.problem}. {_quote(claim, names)}"


def _conflicts(graph: Graph, names: Mapping[str, str]) -> Iterator[str]:
    found = conflicts(graph)
    yield f"## Where papers stand against each other: {len(found)}"
    for conflict in found[:5]:
        yield ""
        yield f"**{' / '.join(conflict.about)}**: {conflict.kind} ({'; '.join(conflict.setting)})"
        yield ""
        yield f"- {_quote(conflict.one, names)}"
        yield f"- {_quote(conflict.other, names)}"
    if len(found) > 5:
        yield ""
        yield f"The other {len(found) - 5}: `kg conflicts`."


def _quote(claim: Claim, names: Mapping[str, str]) -> str:
    return f"“{' '.join(claim.evidence.split())}” ({names.get(claim.paper_id, '')})"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
