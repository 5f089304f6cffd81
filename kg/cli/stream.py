"""``kg stream``: the facts of a corpus of any size."""

from __future__ import annotations

import resource
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli import options
from kg.cli.build import LAYERS

if TYPE_CHECKING:
    from kg.papers import Skip
    from kg.streaming import Place


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@click.option(
    "-o", "--output", type=click.Path(file_okay=False, path_type=Path), required=True, help="Folder for facts.jsonl."
)
@click.option("--layer", type=click.Choice(list(LAYERS)), default="typed", show_default=True, help="Which facts.")
@options.mapping
@options.extractor
@options.min_confidence
@click.option("--every", type=click.FloatRange(0), default=10.0, show_default=True, help="Seconds between two reports.")
def stream(
    files: tuple[Path, ...],
    output: Path,
    layer: str,
    mapping: tuple[str, ...],
    extractor: str,
    min_confidence: float | None,
    every: float,
) -> None:
    """Find the facts of a corpus of any size, a few papers at a time.

    FILE is JSON Lines with title and abstract. The same command again goes on where a killed one was; the facts are
    then those of one run, to the byte. Memory does not grow with the corpus; names are joined within a paper only.
    """
    from kg.gate import Gate
    from kg.streaming import FACTS, Task, stream

    gate = Gate(LAYERS[layer], min_confidence or 0.0)
    task = Task(files, options.names(mapping), options.loaded(extractor, LAYERS[layer]), gate, output)
    report = _Report(files, every)
    done = stream(task, report, _skip)
    click.echo(
        f"{done.papers:,} papers, {done.sentences:,} sentences, {done.facts:,} facts in {output / FACTS}"
        f" ({done.written / 1e6:,.1f} MB)"
    )
    click.echo(report.pace(done), err=True)
    if done.lost or done.failed:
        click.echo(f"kg: {done.lost:,} records skipped, {done.failed:,} papers failed", err=True)
        sys.exit(1)


def _skip(skip: Skip) -> None:
    click.echo(f"kg: {skip} (skipped)", err=True)


class _Report:
    """Tells the progress on standard error: counts, rate, share of the input, time left, memory."""

    def __init__(self, files: tuple[Path, ...], every: float) -> None:
        self._sizes = [path.stat().st_size if path.is_file() else 0 for path in files]
        self._every = every
        self._begun = self._told = time.perf_counter()
        self._first: Place | None = None

    def __call__(self, place: Place) -> None:
        """Tell of a place, if it is time to."""
        if self._first is None:
            self._first = place
            if place.papers:
                click.echo(f"going on after {place.papers:,} papers and {place.facts:,} facts", err=True)
            return
        now = time.perf_counter()
        if now - self._told < self._every:
            return
        self._told = now
        seconds = now - self._begun
        read, before, size = self._read(place), self._read(self._first), max(1, sum(self._sizes))
        left = (size - read) * seconds / max(1, read - before)
        rate = (place.facts - self._first.facts) / seconds
        click.echo(
            f"{place.papers:,} papers  {place.facts:,} facts  {rate:,.0f} facts/s"
            f"  {100 * read / size:.1f}%  {left / 60:,.0f} min left  {_megabytes():,.0f} MB",
            err=True,
        )

    def _read(self, place: Place) -> int:
        return sum(self._sizes[: place.file]) + place.at

    def pace(self, done: Place) -> str:
        """Return how much this run did in a CPU second."""
        seconds = max(1e-3, time.process_time())
        first = self._first or done
        sentences, facts = done.sentences - first.sentences, done.facts - first.facts
        return f"{seconds:,.0f} CPU s: {sentences / seconds:,.0f} sentences, {facts / seconds:,.0f} facts a second"


def _megabytes() -> float:
    """Return the memory that the process holds now, or its highest so far where that is not told."""
    try:
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return pages * resource.getpagesize() / 1e6
