"""``kg bench``: how fast it is, beside what it stands on."""

from __future__ import annotations

import click

from kg.cli import options


@click.group()
def bench() -> None:
    """Measure speed, in CPU seconds, beside what the program stands on."""


@bench.command()
@options.files
@options.mapping
@options.extractor
@click.option("--rounds", type=click.IntRange(1), default=3, show_default=True, help="How often each is measured.")
def extract(files: tuple[str, ...], mapping: tuple[str, ...], extractor: str, rounds: int) -> None:
    """Find the facts of papers, and parse the same text with spaCy alone, in turn."""
    from kg.bench import extraction

    reading = options.reading(files, mapping)
    paces = list(extraction(reading.papers, options.loaded(extractor), rounds))
    click.echo(f"{len(reading.papers):,} papers, {paces[0].sentences:,} sentences, median of {rounds} rounds\n")
    click.echo(f"{'':<34} {'sentences/CPU s':>16} {'CPU s (range)':>18} {'share':>6}")
    for pace in paces:
        span = f"{min(pace.rounds):.2f}-{max(pace.rounds):.2f}"
        click.echo(f"{pace.name:<34} {pace.rate:16,.0f} {span:>18} {pace.rate / paces[0].rate:6.2f}")
