"""kg view: a graph as one page that opens in a browser without a network, or as a picture for print."""

from __future__ import annotations

import webbrowser
from pathlib import Path

import click


@click.command("view")
@click.argument("graph", type=click.Path(path_type=Path), required=False)
@click.option("-g", "--graph", "source", type=click.Path(path_type=Path), help="The graph: a directory or a file.")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="The page to write (else beside the graph).")
@click.option("--open", "shown", is_flag=True, help="Open the page in the browser.")
def view(graph: Path | None, source: Path | None, output: Path | None, shown: bool) -> None:
    """Write the page of GRAPH (an RDF file or a directory that kg build made; output/ if not given)."""
    from kg.store import read_graph
    from kg.view import write_page

    path = graph or source or Path("output")
    page = output or (path / "graph.html" if path.is_dir() else path.with_suffix(".html"))
    write_page(read_graph(path), page)
    click.echo(page)
    if shown:
        webbrowser.open(page.resolve().as_uri())
