"""``kg mcp``: the graph as tools for a language model, over standard input and output."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.query import GRAPH
from kg.errors import ResourceError


@click.command()
@GRAPH
@click.option("--seconds", type=float, default=30.0, show_default=True, help="Stop a query that takes longer.")
@click.option("--megabytes", type=int, default=2048, show_default=True, help="Stop a query that needs more memory.")
def mcp(path: Path, seconds: float, megabytes: int) -> None:
    """Serve the graph to a language model by the Model Context Protocol over stdio, read-only."""
    try:
        from kg.handover.server import server
    except ModuleNotFoundError as error:
        raise ResourceError(f"the package '{error.name}' is missing. Install: pip install 'paper-kg[mcp]'") from error
    from kg.handover.tools import Tools
    from kg.store.pool import Limits

    tools = Tools(path, Limits(seconds, megabytes, 16))
    try:
        server(tools).run("stdio")
    finally:
        tools.close()
