"""``kg validate``: whether a graph keeps its own rules."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kg.cli.query import GRAPH
from kg.errors import ResourceError


@click.command()
@GRAPH
@click.option("--shacl", is_flag=True, help="Check the SHACL shapes, too, with pyshacl (slow, from 100,000 facts on).")
@click.option("--shapes", is_flag=True, help="Only print the SHACL shapes.")
def validate(path: Path, shacl: bool, shapes: bool) -> None:
    """Check that every claim has its quote, its paper and fitting types, and that every edge has its claim."""
    from kg.store import queries, read_graph, turtle
    from kg.store import shapes as shacl_shapes
    from kg.store.access import counted, open_graph, text

    if shapes:
        click.echo(shacl_shapes.turtle(), nl=False)
        return
    graph = open_graph(path)
    broken = 0
    for check in queries.checks().values():
        rows = graph.store.rows(check.text)
        broken += len(rows)
        click.echo(f"{'ok' if not rows else counted(len(rows), 'case'):<10} {check.title}")
        for row in rows[:5]:
            click.echo("           " + "  ".join(map(text, row)))
    if shacl:
        try:
            import pyshacl
        except ImportError:
            raise ResourceError("pyshacl is not installed. Install it with: pip install pyshacl") from None
        conforms, _, report = pyshacl.validate(
            turtle(read_graph(path)).decode(), shacl_graph=shacl_shapes.turtle(),
            data_graph_format="turtle", shacl_graph_format="turtle",
        )  # fmt: skip
        broken += not conforms
        click.echo("ok         SHACL shapes" if conforms else report)
    if broken:
        sys.exit(1)
