"""Tables and quotes for the terminal."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING

import click

from kg import iri

if TYPE_CHECKING:
    from kg.store.answers import Quote
    from kg.store.oxigraph import Table


def show(table: Table, given: set[str], *, markdown: bool) -> None:
    """Print a table: fitted to a terminal, in full elsewhere; columns that tell nothing are left out."""
    names, rows = _worth(table, given)
    if markdown:
        for line in (names, ["---"] * len(names), *rows):
            click.echo("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |")
        return
    from rich import box
    from rich.console import Console
    from rich.table import Table as Grid
    from rich.text import Text

    grid = Grid(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for name in names:
        grid.add_column(name, overflow="fold")
    for row in rows:
        grid.add_row(*(Text(cell) for cell in row))
    console = Console(file=sys.stdout, width=None if sys.stdout.isatty() else 10_000, highlight=False)
    if not sys.stdout.isatty():
        console.width = console.measure(grid).maximum
    with console.capture() as printed:
        console.print(grid)
    for text in printed.get().splitlines():
        click.echo(text.rstrip())


def with_quotes(table: Table, quotes: Mapping[str, Quote], given: set[str]) -> None:
    """Print each row on a line and below it the words that state it."""
    names, rows = _worth(table, given)
    click.echo("  ·  ".join(names), err=True)
    for row, nodes in zip(rows, table.rows, strict=True):
        click.echo("  ·  ".join(cell for cell in row if cell))
        for node in nodes:
            if isinstance(node, str) and node in quotes:
                click.echo(f"    “{quotes[node].text}”  — {quotes[node].paper}")


def _worth(table: Table, given: set[str]) -> tuple[list[str], list[list[str]]]:
    """Return the columns that tell something: no claims' IRIs, nothing empty, no parameter that is the same in all."""
    keep = []
    for i, name in enumerate(table.columns):
        values = {row[i] for row in table.rows}
        claims = all(isinstance(value, str) and value.startswith(iri.CLAIM) for value in values - {None})
        if not (values == {None} or claims or (name in given and len(values) == 1)):
            keep.append(i)
    keep = keep or list(range(len(table.columns)))
    rows = [["" if (n := row[i]) is None else n if isinstance(n, str) else n.text for i in keep] for row in table.rows]
    return [table.columns[i] for i in keep], rows
