"""kg view: a graph as one page that opens in a browser without a network, or as a picture for print."""

from __future__ import annotations

import webbrowser
from pathlib import Path

import click


@click.command("view")
@click.argument("graph", type=click.Path(path_type=Path), required=False)
@click.option("-g", "--graph", "source", type=click.Path(path_type=Path), help="The graph: a directory or a file.")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="The page to write (else beside the graph).")
@click.option("--open", "shown", is_flag=True, help="Open it in the browser.")
@click.option("--svg", type=click.Path(path_type=Path), help="Write a picture for print instead of a page.")
@click.option("--whole", is_flag=True, help="With --svg: the whole graph, not only the page's first view.")
def view(
    graph: Path | None, source: Path | None, output: Path | None, shown: bool, svg: Path | None, whole: bool
) -> None:
    """Write the page of GRAPH (an RDF file or a directory that kg build made; output/ if not given)."""
    from kg.store import read_graph
    from kg.view import overview_svg, whole_svg, write_page, write_text

    path = graph or source or Path("output")
    found = read_graph(path)
    if svg:
        made = svg
        write_text((whole_svg if whole else overview_svg)(found), made)
    else:
        made = output or (path / "graph.html" if path.is_dir() else path.with_suffix(".html"))
        write_page(found, made)
    click.echo(made)
    if shown:
        webbrowser.open(made.resolve().as_uri())
