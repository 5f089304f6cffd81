"""``kg merges``: which names became one entity and why, what may be one, and a person's decisions about both."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.across import FORMAT, GRAPH, opened, records

if TYPE_CHECKING:
    from kg.resolve.judging import Pair, Verdict


@click.command()
@click.argument("name", required=False)
@click.option("--join", nargs=2, metavar="A B", help="Decide that A and B are one thing.")
@click.option("--part", nargs=2, metavar="A B", help="Decide that B is not A; undoes a merge.")
@click.option("--doubts", is_flag=True, help="List names that are alike and were not merged.")
@click.option("--judge", type=click.Path(path_type=Path), metavar="PAIRS.jsonl", help="Judge by labelled pairs.")
@GRAPH
@FORMAT
def merges(
    name: str | None,
    join: tuple[str, str] | None,
    part: tuple[str, str] | None,
    doubts: bool,
    judge: Path | None,
    path: Path,
    format: str,
) -> None:
    """List which names became one entity, why, and how sure that is; with NAME only those of that entity.

    Decisions go to decisions.jsonl in the output directory. Every later build follows them.
    """
    if join or part:
        _decide(path, join, part)
    elif judge:
        _judge(judge)
    elif doubts:
        _doubts(path, format)
    else:
        _list(path, name, format)


def _decide(path: Path, join: tuple[str, str] | None, part: tuple[str, str] | None) -> None:
    from kg.resolve import decisions

    file = (path if path.is_dir() or not path.suffix else path.parent) / decisions.FILE
    for kind, pair in ((decisions.SAME, join), (decisions.DIFFERENT, part)):
        if pair:
            decisions.add(file, kind, *pair)
    click.echo(f"{file}: {len(decisions.read(file))} decisions. They take effect with the next kg build.", err=True)


def _list(path: Path, name: str | None, format: str) -> None:
    graph = opened(path)
    wanted = None
    if name:
        from kg.across.names import find

        wanted = {entity.iri for entity in find(graph, name)}
    found = [merge for merge in graph.merges if wanted is None or merge.entity in wanted]
    rows = [
        {"kept": m.kept, "name": m.name, "reason": m.reason, "score": m.score, "entity": m.entity}
        for m in sorted(found, key=lambda m: (m.kept.casefold(), m.entity, m.name))
    ]
    if format != "text":
        records(rows, format)
        return
    width = min(48, max((len(str(row["kept"])) for row in rows), default=0))
    for row in rows:
        click.echo(f"{row['kept']:<{width}} ← {row['name']}   ({row['reason']}, {row['score']:.2f})")
    click.echo(f"{len(rows):,} merges. Undo one: kg merges --part 'A' 'B'", err=True)


def _doubts(path: Path, format: str) -> None:
    from kg.across.doubtful import alike

    rows = [{"one": one, "other": other, "score": score} for one, other, score in alike(opened(path))]
    if format != "text":
        records(rows, format)
        return
    for row in rows:
        click.echo(f"{row['score']:.2f}  {row['one']}  |  {row['other']}")
    click.echo(f"{len(rows):,} pairs are alike and kept apart. Join one: kg merges --join 'A' 'B'", err=True)


def _judge(file: Path) -> None:
    from kg import papers
    from kg.extract.acronyms import acronyms
    from kg.model import Extraction
    from kg.resolve.acronyms import collect
    from kg.resolve.judging import judge, read

    pairs = read(file)
    listed = papers.listed().papers
    defined = collect(
        Extraction(paper, aliases={short: (long,) for short, long in acronyms(paper.text).items()}) for paper in listed
    )
    for label, some in (("all", pairs), ("hard", [pair for pair in pairs if pair.hard])):
        verdict = judge(some, listed, defined)
        same = sum(pair.same for pair in some)
        figures = f"precision {verdict.precision:.3f}  recall {verdict.recall:.3f}"
        click.echo(f"{label:<5} {len(some):4} pairs, {same:4} the same   {figures}")
    _errors(judge(pairs, listed, defined))


def _errors(verdict: Verdict) -> None:
    def show(label: str, pairs: tuple[Pair, ...]) -> None:
        for pair in pairs:
            click.echo(f"{label}: {pair.a} | {pair.b}")

    show("wrongly joined", verdict.wrongly_joined)
    show("wrongly apart", verdict.wrongly_apart)
