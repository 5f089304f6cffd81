"""``kg build`` and ``kg facts``: from papers to facts."""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli import options
from kg.cli.progress import counted
from kg.model import OPEN, TYPED

if TYPE_CHECKING:
    from kg.papers import Reading
    from kg.pipeline import Outcome

LAYERS = {"typed": frozenset({TYPED}), "open": frozenset({OPEN}), "all": frozenset({TYPED, OPEN})}


@click.command()
@options.files
@click.option(
    "-o",
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("output"),
    show_default=True,
    help="The folder to write to.",
)
@click.option("--layer", type=click.Choice(list(LAYERS)), default="typed", show_default=True, help="Which facts.")
@options.mapping
@options.extractor
@options.min_confidence
def build(
    files: tuple[str, ...],
    output: Path,
    layer: str,
    mapping: tuple[str, ...],
    extractor: str,
    min_confidence: float | None,
) -> None:
    """Read papers and write their graph: graph.ttl, graph.html, facts.jsonl, the store and run.json.

    FILE is a listing page, JSON Lines or CSV with title and abstract, "-" standard input. Without FILE the listed
    papers, which come with the program, are read.
    """
    from kg import pipeline
    from kg.gate import Gate
    from kg.resolve import decisions

    clock = time.perf_counter()
    reading = options.reading(files, mapping)
    seconds = time.perf_counter() - clock
    finder = options.loaded(extractor, LAYERS[layer])
    _say_read(reading, seconds)
    clock = time.perf_counter()
    with counted("Extract", len(reading.papers)) as progress:
        least = pipeline.cut(finder.describe()) if min_confidence is None else min_confidence
        gate = Gate(LAYERS[layer], least)
        outcome = pipeline.build(reading, finder, gate, progress, decisions.read(output / decisions.FILE))
    _say_found(outcome, time.perf_counter() - clock)
    clock = time.perf_counter()
    written = pipeline.write(outcome, output)
    _say_written(written, output, time.perf_counter() - clock)
    options.report_losses(reading, output / "run.json")
    for failure in outcome.failed:
        click.echo(f"kg: {failure.paper.source}: {failure.error} (nothing extracted)", err=True)
    if not outcome.complete:
        sys.exit(1)


def _line(label: str, text: str, seconds: float | None = None) -> None:
    click.echo(f"{label:<9} {text:<68}{f'{seconds:8.1f} s' if seconds is not None else ''}".rstrip())


def _say_read(reading: Reading, seconds: float) -> None:
    reasons = Counter(skip.reason.split(";")[0] for skip in reading.skipped)
    common = ", ".join(reason for reason, _ in reasons.most_common(2))
    skipped = f"   ({len(reading.skipped):,} skipped: {common})" if reading.skipped else ""
    _line("Read", f"{len(reading.papers):,} abstracts{skipped}", seconds)


def _say_found(outcome: Outcome, seconds: float) -> None:
    from kg.pipeline import with_values

    graph = outcome.graph
    done = len(graph.papers) - len(outcome.failed)
    rate = f"   {outcome.sentences / seconds:,.0f} sentences/s" if outcome.sentences else ""
    counts = f"{len(outcome.every.claims):,} facts, {with_values(outcome.every):,} with numbers"
    _line("Extract", f"{done:,} / {len(graph.papers):,}   {counts}{rate}", seconds)
    names = sum(1 + len(entity.aliases) for entity in graph.entities)
    _line("Resolve", f"{names:,} names → {len(graph.entities):,} entities   ({len(graph.merges):,} merges: kg merges)")
    if len(graph.claims) < len(outcome.every.claims):
        least = outcome.gate.min_confidence
        _line(
            "Keep", f"{len(graph.claims):,} facts of confidence {least:.2f} and more in the graph, all in facts.jsonl"
        )
    if outcome.rejected:
        reasons = Counter(rejection.reason for rejection in outcome.rejected)
        _line("Reject", f"{len(outcome.rejected):,}: " + ", ".join(f"{r} {n:,}" for r, n in reasons.most_common(4)))


def _say_written(files: tuple[Path, ...], output: Path, seconds: float) -> None:
    for name in ("graph.ttl", "graph.html", "facts.jsonl"):
        path = output / name
        if path in files:
            note = ", opens offline" if name == "graph.html" else ""
            _line("Wrote" if name == "graph.ttl" else "", f"{path} ({_size(path)}{note})")
    _line("", f"{output / 'store'}/, {output / 'rejected.jsonl'}, {output / 'run.json'}", seconds)
    where = "" if output == Path("output") else f" -g {output}"
    _line("Next", f"kg query outperforms{where}   ·   kg view --open{where}")


def _size(path: Path) -> str:
    size = path.stat().st_size
    return f"{size / 1e6:.1f} MB" if size >= 1e6 else f"{size / 1e3:.0f} kB"


@click.command()
@options.files
@click.option("--layer", type=click.Choice(list(LAYERS)), default="typed", show_default=True, help="Which facts.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["jsonl", "text", "csv"]),
    help="text is head::relation::tail. [default: text on a terminal, else jsonl]",
)
@options.mapping
@options.extractor
@options.min_confidence
def facts(
    files: tuple[str, ...],
    layer: str,
    form: str | None,
    mapping: tuple[str, ...],
    extractor: str,
    min_confidence: float | None,
) -> None:
    """Extract the facts of papers and print them."""
    from kg import pipeline, records
    from kg.gate import Gate

    reading = options.reading(files, mapping)
    finder = options.loaded(extractor, LAYERS[layer])
    with counted("Extract", len(reading.papers)) as progress:
        outcome = pipeline.build(reading, finder, Gate(LAYERS[layer], min_confidence or 0.0), progress)
    claims = outcome.graph.claims
    titles = {paper.id: paper.title for paper in outcome.graph.papers}
    form = form or ("text" if sys.stdout.isatty() else "jsonl")
    lines: Iterator[str]
    if form == "text":
        lines = map("{}\n".format, map(records.triple, claims))
    else:
        lines = records.csv_lines(claims, titles) if form == "csv" else records.json_lines(claims, titles)
    for line in lines:
        click.echo(line, nl=False)
    options.report_losses(reading)
    for failure in outcome.failed:
        click.echo(f"kg: {failure.paper.source}: {failure.error} (nothing extracted)", err=True)
    if not outcome.complete:
        sys.exit(1)
