"""``kg add`` and ``kg remove``: a graph that grows and shrinks by whole papers."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kg.cli import options
from kg.cli.progress import counted

DIRECTORY = click.option(
    "-g", "--graph", "directory", type=click.Path(file_okay=False, path_type=Path), default=Path("output"),
    show_default=True, help="The folder that kg build wrote.",
)  # fmt: skip


@click.command()
@click.argument("files", nargs=-1, type=click.Path(), metavar="[FILE]...")
@DIRECTORY
@options.mapping
@options.extractor
def add(files: tuple[str, ...], directory: Path, mapping: tuple[str, ...], extractor: str) -> None:
    """Put further papers into the graph, each whole or not at all.

    A paper that is there already changes nothing; one whose text has changed takes the place of the former. Without
    FILE the graph is made again from what was found before, which finishes what a killed run began.
    """
    from kg import growth, papers

    reading = options.reading(files, mapping) if files else papers.Reading(())
    with counted("Extract", len(reading.papers)) as progress:
        finder = options.loaded(extractor, growth.layers(directory))
        change = growth.add(directory, reading, finder, progress)
    click.echo(f"Added {change.added:,}, replaced {change.replaced:,}, known already {change.known:,}")
    _say(change, directory)
    options.report_losses(reading, directory / "run.json")
    failed = [one for one in change.outcome.failed if one.paper in reading.papers]
    for failure in failed:
        click.echo(f"kg: {failure.paper.source}: {failure.error} (nothing extracted)", err=True)
    if reading.lost or failed:
        sys.exit(1)


@click.command()
@click.argument("papers", nargs=-1, required=True, metavar="PAPER...")
@DIRECTORY
def remove(papers: tuple[str, ...], directory: Path) -> None:
    """Withdraw papers, by title or id, with everything that only they say."""
    from kg import growth

    _say(growth.remove(directory, papers), directory)


def _say(change: object, directory: Path) -> None:
    from kg.growth import Change

    assert isinstance(change, Change)
    graph = change.outcome.graph
    click.echo(
        f"{directory}: {len(graph.papers):,} papers, {len(graph.claims):,} facts, {len(graph.entities):,} entities"
    )
