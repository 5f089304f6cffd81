"""What a language model may ask of a graph: each method is a tool, its docstring the tool's description."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kg import retrieve
from kg.across.names import titles
from kg.across.selecting import select
from kg.errors import QueryError, UnknownNameError
from kg.model import Graph
from kg.retrieve import BUDGET
from kg.retrieve.rendering import render
from kg.store import about, answers, diagnosis, formats, queries, read_graph
from kg.store.access import open_graph, text
from kg.store.oxigraph import SparqlError, Table
from kg.store.pool import Limits, Pool
from kg.store.terms import PREFIXES

_MOST = 1000
_WORKERS = 3
_TURNS = 10
"""A query waits as long as so many before it may take: one slow query must not fail the others."""


@dataclass(frozen=True, slots=True)
class Named:
    """An entity of the graph and how many facts are about it."""

    name: str
    iri: str
    facts: int


@dataclass(frozen=True, slots=True)
class Statement:
    """What one paper says of an entity, with the words that say it."""

    head: str
    relation: str
    tail: str
    quote: str
    paper: str
    confidence: float
    modality: str
    details: tuple[str, ...]


@dataclass(frozen=True)  # the SDK would take slots for default values and make no output schema
class Answer:
    """Rows of a query, or RDF in Turtle; ``total`` counts the rows before the limit, ``note`` says why it is 0."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    total: int
    turtle: str
    note: str


@dataclass(frozen=True, slots=True)
class Number:
    """A measured number: who has it, on what, and the words that state it."""

    model: str
    metric: str
    value: str
    dataset: str
    split: str
    kind: str
    baseline: str
    condition: str
    quote: str
    paper: str


class Tools:
    """The tools over one graph, for several callers at once; a query's process is killed when it takes too long."""

    def __init__(self, path: Path, limits: Limits) -> None:
        self._graph = open_graph(path)
        self._path = path
        self._pool = Pool(self._graph.path, limits, _WORKERS, _TURNS * limits.seconds)
        self._read: Graph | None = None

    def close(self) -> None:
        """End the worker process."""
        self._pool.close()

    def search_entities(self, words: str, limit: int = 10) -> list[Named]:
        """Find entities (models, data sets, tasks, metrics, …) by words of their names."""
        found = self._graph.index.names(words, count=_bounded(limit))
        return [Named(one.text, one.iri, self._graph.facts(one.iri)) for one in found]

    def explain(self, entity: str, limit: int = 20) -> list[Statement]:
        """Say what the papers state about one entity, given by name or IRI; each statement with its quote."""
        statements: list[Statement] = []
        for thing in self._graph.entities(entity):
            own = self._graph.label(thing) or entity
            for said in about.said_of(self._graph, thing):
                head, tail = (own, said.other) if said.forward else (said.other, own)
                statements.append(
                    Statement(
                        head, said.relation, tail, said.quote, said.paper, said.confidence, said.modality, said.details
                    )
                )
        return statements[: _bounded(limit)]

    def query(self, question: str, parameters: dict[str, str] | None = None, limit: int = 100) -> Answer:
        """Ask a named query (by its name, with parameters by name) or read-only SPARQL (prefix kg: for relations)."""
        named = re.fullmatch(r"[\w-]+", question.strip()) is not None
        asked = queries.find(question.strip()) if named else queries.parse("query", question)
        given = parameters or {}
        _known(asked, given)
        found: Table | bool | None = None
        try:
            for values in answers.bind(self._graph, asked, given):
                payload = self._pool.ask(asked.text, "json", "ttl", values)
                if payload.kind == "triples":
                    return Answer((), (), 0, payload.data.decode(), "")
                found = answers.joined(found, formats.from_json(payload.data))
        except SparqlError as error:
            problem, line, column, _ = diagnosis.diagnose(
                asked.text, error.problem, error.line, error.column, frozenset(PREFIXES)
            )
            raise QueryError(f"{line}:{column}: {problem}") from error
        if not isinstance(found, Table):
            return Answer(("answer",), (("yes" if found else "no",),), 1, "", "")
        table = answers.labelled(self._graph, answers.in_order(found) if named else found)
        rows = tuple(tuple(map(text, row)) for row in table.rows)
        note = "" if rows else self._why(asked, given, named)
        return Answer(table.columns, rows[: _bounded(limit)], len(rows), "", note)

    def context(self, question: str, budget: int = BUDGET, kind: str = "", entity: str = "") -> str:
        """Give the facts that bear on a question, numbered, with quotes and papers, within a budget of tokens.

        kind: "" or generalisable, subsystem, issue; entity: a name that the question is about.
        """
        found = retrieve.context(self._graph, question, max(1, budget), kind, entity=entity)
        return render(found, "text") or "nothing found: the papers do not answer this, or the budget is too small"

    def results(self, dataset: str = "", metric: str = "", model: str = "", limit: int = 50) -> list[Number]:
        """List who has which number on what data set, the best first; an empty filter fits all."""
        if self._read is None:
            self._read = read_graph(self._path)
        names = titles(self._read)
        return [
            Number(
                model=item.claim.head,
                metric=item.metric.name,
                value=item.value.text,
                dataset=item.dataset,
                split=item.split,
                kind=item.kind,
                baseline=item.baseline,
                condition=item.condition,
                quote=item.claim.evidence,
                paper=names.get(item.claim.paper_id, ""),
            )
            for item in select(self._read, dataset=dataset, metric=metric, model=model)[: _bounded(limit)]
        ]

    def _why(self, asked: queries.NamedQuery, given: Mapping[str, str], named: bool) -> str:
        # the question was answered in a worker, so that it is known to be harmless here
        return answers.why_empty(self._graph, asked, given) if named else "no row"


def _known(asked: queries.NamedQuery, given: Mapping[str, str]) -> None:
    known = [parameter.name for parameter in asked.parameters]
    for name in given:
        if name not in known:
            options = ", ".join(known) or "none"
            raise UnknownNameError(f"'{name}' is no parameter of {asked.name}. Its parameters: {options}")


def _bounded(limit: int) -> int:
    return max(1, min(limit, _MOST))
