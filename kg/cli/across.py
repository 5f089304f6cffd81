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
    from kg.model import Graph
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


COMMANDS: Iterable[click.Command] = (results,)
