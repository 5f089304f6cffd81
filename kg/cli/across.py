"""What shows across papers: results, conflicts, comparisons, each with the words that state it."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from kg.model import Claim, Graph
    from kg.results import Measurement

GRAPH = click.option(
    "-g", "--graph", "path", type=click.Path(path_type=Path), default=Path("output"), show_default=True,
    help="Output directory, store, or RDF file.",
)  # fmt: skip
FORMAT = click.option(
    "--format", "format", type=click.Choice(("text", "json", "csv")), default="text", show_default=True
)


def opened(path: Path) -> Graph:
    """Return the graph that stands at a path."""
    from kg.store import read_graph

    return read_graph(path)


def records(rows: Sequence[Mapping[str, Any]], format: str) -> None:
    """Print records as JSON or CSV."""
    if format == "json":
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    buffer = io.StringIO(newline="")
    if rows:
        writer = csv.DictWriter(buffer, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    click.echo(buffer.getvalue(), nl=False)


@click.command()
@click.option("--dataset", metavar="NAME", help="Only results on this data set, in any of its wordings.")
@click.option("--metric", metavar="NAME", help="Only results in this metric, in any of its wordings.")
@click.option("--model", metavar="NAME", help="Only results of this model or method.")
@GRAPH
@FORMAT
def results(dataset: str | None, metric: str | None, model: str | None, path: Path, format: str) -> None:
    """Print what was measured as a leaderboard: by data set and metric, the best first, with the quotes."""
    from kg.across.names import titles
    from kg.across.selecting import record, select

    graph = opened(path)
    names = titles(graph)
    found = select(graph, dataset=dataset or "", metric=metric or "", model=model or "")
    if format != "text":
        records([record(item, names) for item in found], format)
        return
    for heading, group in groupby(found, key=_heading):
        click.secho(heading, bold=True)
        _board(list(group), names)
        click.echo()
    if not found:
        click.echo("kg: no result fits. All results: kg results", err=True)


def _heading(item: Measurement) -> str:
    metric = item.metric.name or "no metric named"
    level = item.kind == "level"
    better = {1: " (more is better)", -1: " (less is better)", 0: ""}[item.metric.better] if level else ", changes"
    return f"{item.dataset or 'no data set named'} · {metric}{better}"


def _board(items: Sequence[Measurement], titles: Mapping[str, str]) -> None:
    shown = [(_value(item), item.claim.head, _details(item)) for item in items]
    widths = [min(44, max(len(row[n]) for row in shown)) for n in range(2)]
    for item, (value, model, details) in zip(items, shown, strict=True):
        click.echo(f"  {value:<{widths[0]}}  {model:<{widths[1]}}  {details}".rstrip())
        quote(item.claim.evidence, titles.get(item.claim.paper_id, ""))


def _value(item: Measurement) -> str:
    bound = f"{item.value.bound} " if item.value.bound else ""
    sense = {1: " more", -1: " less", 0: ""}[item.value.sense]
    return f"{bound}{item.value.text}{sense}".replace("\\%", "%")


def _details(item: Measurement) -> str:
    parts = (
        item.split,
        f"against {item.baseline}" if item.baseline and item.kind == "change" else "",
        item.condition,
    )
    return " · ".join(part for part in parts if part)


def quote(words: str, title: str, indent: str = "      ") -> None:
    """Print a quote and its paper."""
    click.echo(f"{indent}“{' '.join(words.split())}”  — {title}")


@click.command()
@click.argument("entity", required=False)
@GRAPH
@FORMAT
def conflicts(entity: str | None, path: Path, format: str) -> None:
    """Show where papers disagree, both quotes side by side; with ENTITY only what concerns it."""
    from kg.across.conflicts import conflicts as all_conflicts
    from kg.across.names import find, titles

    graph = opened(path)
    found = all_conflicts(graph)
    if entity:
        wanted = {one.iri for one in find(graph, entity)}
        found = tuple(c for c in found if any({x.head_entity, x.tail_entity} & wanted for x in (c.one, c.other)))
    names = titles(graph)
    if format != "text":
        rows = [
            {"kind": c.kind, "about": " / ".join(c.about), "setting": "; ".join(c.setting)}
            | {"one": _triple(c.one), "one_evidence": c.one.evidence, "one_paper": names.get(c.one.paper_id, "")}
            | {"other": _triple(c.other), "other_evidence": c.other.evidence}
            | {"other_paper": names.get(c.other.paper_id, "")}
            for c in found
        ]
        records(rows, format)
        return
    for conflict in found:
        click.secho(f"{' / '.join(conflict.about)}: {conflict.kind}", bold=True)
        click.echo(f"  {' · '.join(conflict.setting)}")
        for claim in (conflict.one, conflict.other):
            click.echo(f"  {_triple(claim)}")
            quote(claim.evidence, names.get(claim.paper_id, ""))
        click.echo()
    click.echo(f"{len(found)} conflicts" if found else "kg: no two claims stand against each other", err=True)


def _triple(claim: Claim) -> str:
    return f"{claim.head}::{claim.relation}::{claim.tail}"


@click.command()
@click.argument("one", metavar="A")
@click.argument("other", metavar="B")
@GRAPH
def compare(one: str, other: str, path: Path) -> None:
    """Show everything that bears on A and B: who beats whom, results on the same data, what both share."""
    from kg.across.comparing import compare as compared
    from kg.across.names import find, titles

    graph = opened(path)
    names = titles(graph)
    a, b = find(graph, one)[0], find(graph, other)[0]
    found = compared(graph, a, b)
    if a.iri == b.iri or not found:
        what = "are one entity" if a.iri == b.iri else "are nowhere compared, measured alike or linked to one third"
        click.echo(f"kg: {a.name} and {b.name} {what}", err=True)
        return
    _section(f"{a.name} and {b.name}", [(_stated(c), c) for c in found.direct], names)
    if found.measured:
        click.secho("measured alike", bold=True)
        for x, y in found.measured:
            values = f"{x.claim.head} {_value(x)}   {y.claim.head} {_value(y)}"
            click.echo(f"  {x.dataset} · {x.metric.name}   {values}")
            quote(x.claim.evidence, names.get(x.claim.paper_id, ""))
            quote(y.claim.evidence, names.get(y.claim.paper_id, ""))
    for shared in found.shared:
        _section(f"both: {shared.relation} {shared.label}", [("", shared.one), ("", shared.other)], names)
    for pair in found.through:
        third = "; ".join(map(_stated, pair))
        _section(f"through a third: {third}", [("", claim) for claim in pair], names)


def _stated(claim: Claim) -> str:
    stated = claim.qualifiers
    details = [text for text in (stated.value, stated.metric, stated.dataset, stated.condition) if text]
    return _triple(claim) + (f"   {' · '.join(details)}" if details else "")


def _section(title: str, rows: Sequence[tuple[str, Claim]], titles: Mapping[str, str]) -> None:
    if rows:
        click.secho(title, bold=True)
    for text, claim in rows:
        if text:
            click.echo(f"  {text}")
        quote(claim.evidence, titles.get(claim.paper_id, ""))


COMMANDS: Iterable[click.Command] = (results, conflicts, compare)
