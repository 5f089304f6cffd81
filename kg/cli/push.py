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
@click.option("--pieces", type=click.IntRange(1), metavar="N", help="Send N triples a request, not all in one.")
@click.option("--from", "after", type=click.IntRange(0), default=0, help="So many triples are there from last time.")
@click.option("--update", "updates", metavar="URL", help="With --pieces: swap the whole graph in by this address.")
@click.option("--seconds", type=float, default=600.0, show_default=True, help="Wait so long for the server.")
def push(
    url: str, path: Path, name: str, method: str, pieces: int | None, after: int, updates: str | None, seconds: float
) -> None:
    """Put the graph into a SPARQL 1.1 server, by the Graph Store protocol at URL.

    Oxigraph: http://HOST:7878/store, Fuseki: http://HOST:3030/DATASET/data, Virtuoso: http://HOST:8890/sparql-graph-crud
    (with --graph; see docs/servers.md).
    A token in the environment variable KG_TOKEN is sent along, but never by plain http to another machine.

    It is sent in one request, which the server takes whole or not at all. In --pieces a break leaves what was sent, and
    the message says how to go on; with --update (Oxigraph: http://HOST:7878/update) the old graph stands until the end.
    """
    from kg.store import delivery
    from kg.store.access import counted, open_graph
    from kg.store.remote import Remote

    if not pieces and (after or updates):
        raise click.UsageError("--from and --update are for --pieces.")
    graph = open_graph(path)
    target = delivery.Target(Remote(url, seconds), name, method or delivery.PUT)
    if not pieces:
        delivery.whole(target, graph.store.triples())
    else:
        waiting = delivery.Target(target.remote, delivery.WAITING) if updates else target
        for done in delivery.in_pieces(waiting, graph.store.triples(), pieces, after):
            click.echo(f"{done:,} of {counted(len(graph.store), 'triple')}", err=True)
        if updates:
            delivery.move(Remote(updates, seconds), target)
    click.echo(f"{counted(len(graph.store), 'triple')} at {url}", err=True)
