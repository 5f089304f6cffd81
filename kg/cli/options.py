"""Options and checks that several commands share."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from kg import extract, papers
from kg.extract.base import Extractor
from kg.model import TYPED

files = click.argument("files", nargs=-1, type=click.Path(), metavar="[FILE]...")
mapping = click.option(
    "--map",
    "mapping",
    multiple=True,
    metavar="OURS=THEIRS",
    help="Read a field under another name: --map abstract=summary. May be given several times.",
)
extractor = click.option(
    "--extractor", default=extract.DEFAULT, show_default=True, metavar="NAME", help="What finds the facts, or a folder."
)
min_confidence = click.option(
    "--min-confidence",
    type=click.FloatRange(0, 1),
    help="Leave out less certain facts. [default: build: what was right 4 times in 5; facts: 0]",
)


def names(mapping: Sequence[str]) -> dict[str, str]:
    """Return which field stands under which other name."""
    found: dict[str, str] = {}
    for pair in mapping:
        ours, equals, theirs = pair.partition("=")
        if not equals or not theirs or ours not in papers.FIELDS:
            raise click.BadParameter(
                f"'{pair}' is not OURS=THEIRS, where OURS is one of {', '.join(papers.FIELDS)}.", param_hint="--map"
            )
        found[ours] = theirs
    return found


def reading(files: Sequence[str], mapping: Sequence[str]) -> papers.Reading:
    """Read the files, or the listed papers where none is named."""
    named = names(mapping)
    return papers.read(files, named) if files else papers.listed()


def loaded(name: str, layers: frozenset[str] = frozenset({TYPED})) -> Extractor:
    """Return the extractor of this name, and of open facts if these are wanted."""
    return extract.for_layers(name, layers)


def report_losses(reading: papers.Reading, seen: Path | None = None) -> None:
    """Name the records that were left out on standard error, the first twenty of many."""
    shown = reading.skipped[:20]
    for skip in shown:
        click.echo(f"kg: {skip} (skipped)", err=True)
    if len(reading.skipped) > len(shown):
        where = f"; all are in {seen}" if seen else ""
        click.echo(f"kg: … and {len(reading.skipped) - len(shown):,} more{where}", err=True)
