"""``kg serve``: the graph as a SPARQL endpoint with a page to ask from."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.query import GRAPH
from kg.errors import KgError


@click.command()
@GRAPH
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", type=int, default=8080, show_default=True, help="The port to listen on; 0 takes a free one.")
@click.option("--seconds", type=float, default=30.0, show_default=True, help="Stop a query that takes longer.")
@click.option("--megabytes", type=int, default=2048, show_default=True, help="Stop a query that needs more memory.")
@click.option("--workers", type=click.IntRange(1), default=2, show_default=True, help="Queries answered at once.")
def serve(path: Path, host: str, port: int, seconds: float, megabytes: int, workers: int) -> None:
    """Serve the graph, read-only: SPARQL 1.1 at /sparql, a page to ask from at /, the drawn graph at /graph."""
    import socket

    import uvicorn

    from kg.store.pool import Limits
    from kg.store.server import application

    served = application(path, Limits(seconds, megabytes), host, workers)
    listener = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen()  # from here on nobody is turned away
    except OSError as error:
        raise KgError(f"cannot listen on {host}:{port} ({error.strerror}). Choose another --port") from error
    click.echo(f"http://{host}:{listener.getsockname()[1]}/   (stop with Ctrl-C)", err=True)
    uvicorn.Server(uvicorn.Config(served, log_level="warning", server_header=False)).run(sockets=[listener])
