"""``kg export``: the graph in the formats of other tools."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kg.cli.query import GRAPH
from kg.files import replace_pieces


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@GRAPH
@click.option("--format", "format", help="Another format than the extension's; needed with FILE -.")
def export(file: Path, path: Path, format: str | None) -> None:
    """Write the graph to FILE; its extension picks the format.

    ttl, nt, nq, trig, jsonld, rdf: RDF, with every quote. nanopub.trig: one nanopublication for each fact. graphml,
    gexf: networks for Gephi and yEd. nodes.csv, edges.csv: tables for Neo4j's import. csv, jsonl: one fact a line.
    """
    from kg.store import exports, read_graph

    pieces = exports.written(read_graph(path), f"x.{format}" if format else file.name)
    if str(file) == "-":
        sys.stdout.writelines(pieces)
        return
    replace_pieces(file, (piece.encode() for piece in pieces))
