"""``kg push``: the graph handed over to another SPARQL server."""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.argument("url")
@click.option(
    "-g",
    "path",
    type=click.Path(path_type=Path),
    default=Path("output"),
    show_default=True,
    help="Output directory, store, or RDF file that is handed over.",
)
@click.option("--graph", "name", default="", metavar="IRI", help="Into this named graph. [default: the default graph]")
@click.option("--add", "method", flag_value="POST", help="Add to what the server's graph holds.")
@click.option("--replace", "method", flag_value="PUT", default=True, help="Take the place of it.  [default]")
@click.option("--seconds", type=float, default=600.0, show_default=True, help="Wait so long for the server.")
def push(url: str, path: Path, name: str, method: str, seconds: float) -> None:
    """Put the graph into a SPARQL 1.1 server, by the Graph Store protocol at URL.

    Oxigraph: http://HOST:7878/store, Fuseki: http://HOST:3030/DATASET/data, Virtuoso: http://HOST:8890/sparql-graph-crud.
    A token in the environment variable KG_TOKEN is sent along.
    """
    from kg.store import syntax
    from kg.store.access import counted, open_graph
    from kg.store.remote import Remote

    graph = open_graph(path)
    remote = Remote(url, seconds)
    remote.push((line.encode() for line in syntax.ntriples(graph.store.triples())), name, method=method or "PUT")
    click.echo(f"{counted(len(graph.store), 'triple')} at {url}", err=True)
