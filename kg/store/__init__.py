"""From graphs to RDF, the store that answers SPARQL, and the named queries.

turtle       a graph as readable Turtle
write_store  a graph as a store on disk
read_graph   a graph from a store, or from an RDF file of any format
"""

from __future__ import annotations

from pathlib import Path

from kg.errors import InputError
from kg.model import Graph
from kg.store import oxigraph, rdf, reading, syntax

__all__ = ["read_graph", "turtle", "write_store"]


def turtle(graph: Graph) -> bytes:
    """Return the graph as Turtle: the same graph, the same bytes."""
    return "".join(syntax.turtle(rdf.triples(graph))).encode()


def write_store(graph: Graph, directory: Path) -> None:
    """Put a store of the graph in the place of ``directory``, in one step."""
    oxigraph.write(directory, syntax.ntriples(rdf.triples(graph)))


def read_graph(path: Path) -> Graph:
    """Return the graph that a store, an output directory or an RDF file holds.

    Raises:
        InputError: the path does not exist or holds no RDF.
    """
    if not path.exists():
        raise InputError("no such file or directory. Make a graph with: kg build", str(path))
    if not path.is_dir():
        return reading.graph(oxigraph.parse(path))
    directory = path if (path / "CURRENT").is_file() else path / "store"
    return reading.graph(oxigraph.Store.open(directory).triples())
