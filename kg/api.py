"""The Python side: papers in, a graph out that can be asked, drawn and taken away.

import kg
graph = kg.build("abstracts.jsonl")
graph.facts[0].evidence
graph.query("SELECT ?h ?t { ?h kg:outperforms ?t }")
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from kg import extract, papers, pipeline
from kg.errors import InputError
from kg.files import replace_file
from kg.gate import Gate
from kg.model import Claim, Entity, Graph, Paper

if TYPE_CHECKING:
    import networkx
    import rdflib

    from kg.store.oxigraph import Store
    from kg.store.terms import Node

Input = str | Path | Iterable[str | Path | Paper | Mapping[str, object]] | None
Value = str | int | float | bool | Decimal
Row = dict[str, Value]


def build(
    source: Input = None, *, extractor: str = extract.DEFAULT, min_confidence: float | None = None
) -> KnowledgeGraph:
    """Build the knowledge graph of some papers.

    Args:
        source: a file, several files, or papers (``Paper`` or mappings with ``title`` and ``abstract``); without it
            the listed papers.
        extractor: a name of ``kg.extract.EXTRACTORS``.
        min_confidence: leave out facts of which the extractor is less sure; default: the extractor's own cut.
    """
    gate = None if min_confidence is None else Gate(min_confidence=min_confidence)
    return KnowledgeGraph(pipeline.build(_reading(source), extract.load(extractor), gate))


def _reading(source: Input) -> papers.Reading:
    if source is None:
        return papers.listed()
    if isinstance(source, str | Path):
        return papers.read([source])
    items = list(source)
    paths = [item for item in items if isinstance(item, str | Path)]
    if paths and len(paths) < len(items):
        raise InputError("give either files or papers, not both")
    if paths:
        return papers.read(paths)
    return papers.from_records(item for item in items if not isinstance(item, str | Path))


class KnowledgeGraph:
    """A built graph and what can be done with it.

    Attributes:
        outcome: the graph with the record of its making: skipped records, rejected candidates.
    """

    def __init__(self, outcome: pipeline.Outcome) -> None:
        self.outcome = outcome

    def __repr__(self) -> str:
        return f"<KnowledgeGraph of {len(self.papers)} papers, {len(self.facts)} facts, {len(self.entities)} entities>"

    @property
    def graph(self) -> Graph:
        """The graph as plain data."""
        return self.outcome.graph

    @property
    def facts(self) -> tuple[Claim, ...]:
        """Every fact with its quote."""
        return self.graph.claims

    @property
    def entities(self) -> tuple[Entity, ...]:
        """Everything that the facts are about."""
        return self.graph.entities

    @property
    def papers(self) -> tuple[Paper, ...]:
        """The papers that were read."""
        return self.graph.papers

    def query(self, sparql: str, **values: str) -> list[Row] | bool | list[tuple[str, str, Value]]:
        """Answer SPARQL: rows for SELECT, a truth value for ASK, triples for CONSTRUCT and DESCRIBE.

        The usual prefixes (``kg:``, ``entity:``, ``rdfs:``, ``skos:``, …) need no declaration. A column without a
        value is left out of its row.

        Args:
            values: IRIs to put in for variables of the query.
        """
        from kg.store import guard
        from kg.store.oxigraph import Table

        guard.check(sparql)
        answer = self._store.ask(sparql, values)
        if isinstance(answer, bool):
            return answer
        if isinstance(answer, Table):
            return [
                {column: _plain(node) for column, node in zip(answer.columns, row, strict=True) if node is not None}
                for row in answer.rows
            ]
        return [(subject, predicate, _plain(node)) for subject, predicate, node in answer]

    def to_turtle(self) -> bytes:
        """Return the graph as Turtle."""
        from kg.store import turtle

        return turtle(self.graph)

    def to_rdflib(self) -> rdflib.Graph:
        """Return the graph as an rdflib graph of its own."""
        import rdflib

        return rdflib.Graph().parse(data=self.to_turtle(), format="turtle")

    def to_networkx(self) -> networkx.MultiDiGraph:
        """Return the graph as a network: entities are nodes, facts are edges."""
        from kg.networks import network

        return network(self.graph)

    def _repr_html_(self) -> str:
        """Show the graph in a notebook, in a frame that can reach nothing around it."""
        from kg.view import frame

        return frame(self.graph)

    def to_html(self, path: str | Path) -> Path:
        """Write the graph as one HTML page that opens offline."""
        from kg.view import page

        target = Path(path)
        replace_file(target, page(self.graph).encode())
        return target

    def save(self, directory: str | Path) -> tuple[Path, ...]:
        """Write everything that ``kg build`` writes."""
        return pipeline.write(self.outcome, Path(directory))

    @cached_property
    def _store(self) -> Store:
        from kg.store import rdf, syntax
        from kg.store.oxigraph import Store

        return Store.of(syntax.ntriples(rdf.triples(self.graph)))


def _plain(node: Node) -> Value:
    """Return a node of an answer as a Python value: numbers and truth values as such, all else as text."""
    if isinstance(node, str):
        return node
    kind = node.datatype.rpartition("#")[2]
    if kind == "integer":
        return int(node.text)
    if kind == "decimal":
        return Decimal(node.text)
    if kind in ("double", "float"):
        return float(node.text)
    return node.text == "true" if kind == "boolean" else node.text
