"""Answers of named queries: parameters bound by name, rows in a fixed order, quotes and reasons at hand."""

from __future__ import annotations

import difflib
import itertools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg import iri, schema
from kg.errors import UnknownNameError
from kg.store.access import OpenGraph, counted, text
from kg.store.oxigraph import Table
from kg.store.queries import ENTITY, PAPER, NamedQuery, Parameter
from kg.store.terms import DECIMAL, INTEGER, KG, Literal, Node, local_name
from kg.store.tokens import tokens

_COUNTED = 1000
_QUOTE = """SELECT ?claim ?quote ?paper WHERE {
  ?claim oa:hasSelector ?span ; prov:wasDerivedFrom ?source .
  ?span oa:exact ?quote .
  ?source dcterms:title ?paper .
}"""


@dataclass(frozen=True, slots=True)
class Quote:
    """The words that state a claim, and the title of the paper in which they stand."""

    text: str
    paper: str


def bind(graph: OpenGraph, query: NamedQuery, given: Mapping[str, str]) -> list[dict[str, Node]]:
    """Return the values of the parameters, as many sets of them as the given names have meanings.

    Raises:
        UnknownNameError: a name stands for nothing in the graph; the text names the nearest.
    """
    choices = [
        [(p.name, node) for node in _nodes(graph, p, given[p.name])] for p in query.parameters if p.name in given
    ]
    return [dict(values) for values in itertools.product(*choices)]


def joined(before: Table | bool | None, answer: Table | bool) -> Table | bool:
    """Return the rows of two answers, each row once; a later yes or no takes the place of an earlier."""
    if not isinstance(before, Table) or not isinstance(answer, Table):
        return answer
    return Table(before.columns, tuple(dict.fromkeys((*before.rows, *answer.rows))))


def in_order(table: Table) -> Table:
    """Return the rows sorted: by falling count where they count something, then column by column."""
    counts = table.columns.index("count") if "count" in table.columns else None

    def place(row: tuple[Node | None, ...]) -> tuple[object, ...]:
        count = -int(text(row[counts]) or 0) if counts is not None else 0
        return count, *(_comparable(node) for node in row)

    return Table(table.columns, tuple(sorted(table.rows, key=place)))


def claims(table: Table) -> list[str]:
    """Return the claims that a table names."""
    return [node for row in table.rows for node in row if isinstance(node, str) and node.startswith(iri.CLAIM)]


def quotes(graph: OpenGraph, claims: Iterable[str]) -> dict[str, Quote]:
    """Return the words that state these claims."""
    found = {}
    for claim in dict.fromkeys(claims):
        for _, quote, paper in graph.store.rows(_QUOTE, {"claim": claim}):
            found[claim] = Quote(text(quote), text(paper))
    return found


def labelled(graph: OpenGraph, table: Table) -> Table:
    """Return the table with entities by their names, papers by their titles and our own terms by their short form."""
    known: dict[str, Node] = {}

    def shown(node: Node | None) -> Node | None:
        if not isinstance(node, str):
            return node
        if node not in known:
            name = graph.label(node) if node.startswith(iri.ROOT) and not node.startswith(iri.CLAIM) else ""
            if not name and node.startswith(iri.PAPER):
                rows = graph.store.rows("SELECT ?paper ?title WHERE { ?paper dcterms:title ?title }", {"paper": node})
                name = text(rows[0][1]) if rows else ""
            known[node] = Literal(name) if name else local_name(node) if node.startswith(KG) else node
        return known[node]

    return Table(table.columns, tuple(tuple(map(shown, row)) for row in table.rows))


def why_empty(graph: OpenGraph, query: NamedQuery, given: Mapping[str, str]) -> str:
    """Say why a named query has no rows: nothing of the kind at all, or not for these values."""
    whole = graph.store.ask(f"{query.text.rstrip()}\nLIMIT {_COUNTED}")  # all rows of a large graph take seconds
    if not given or not isinstance(whole, Table):
        return f"no row: nothing in this graph answers '{query.title}'"
    if not whole.rows:
        return f"no row, and none without {_options(given)} either: the graph holds no facts of this kind"
    if len(given) > 1:
        return f"no row that fits {_options(given)} together, of {_total(whole)} in all"
    name, value = next(iter(given.items()))
    kind = next(p.kind for p in query.parameters if p.name == name)
    if kind == ENTITY:
        facts = sum(graph.facts(thing) for thing in graph.entities(value))
        return f"no row for '{value}': {counted(facts, 'fact')}, none of this kind. See them: kg explain '{value}'"
    return f"no row for {_options(given)}, of {_total(whole)} in all"


def why_nothing(graph: OpenGraph, sparql: str) -> str:
    """Say why a query of the user's own has no rows: a term that is not in the graph, or too tight a filter."""
    prologue = "\n".join(f"PREFIX {prefix} {namespace}" for prefix, namespace in _declared(sparql))
    for token in tokens(sparql):
        if token.kind not in ("iri", "name") or token.text.endswith(":") or token.text.endswith(("#>", "/>")):
            continue
        for pattern in (f"?a {token.text} ?b", f"?a ?b {token.text}", f"{token.text} ?a ?b"):
            if graph.store.ask(f"{prologue}\nASK {{ {pattern} }}"):
                break
        else:
            near = difflib.get_close_matches(token.text.removeprefix("kg:"), schema.RELATION, n=1)
            hint = f" (did you mean kg:{near[0]}?)" if near and token.text.startswith("kg:") else ""
            return f"no row: {token.text} (line {token.line}) is nowhere in the graph{hint}"
    return "no row: each term is in the graph, but not in this combination. A filter or a pattern may be too tight"


def _declared(sparql: str) -> list[tuple[str, str]]:
    found = list(tokens(sparql))
    return [
        (found[i + 1].text, found[i + 2].text)
        for i in range(len(found) - 2)
        if found[i].kind == "word" and found[i].text.lower() == "prefix"
    ]


def _nodes(graph: OpenGraph, parameter: Parameter, value: str) -> list[Node]:
    if parameter.kind == ENTITY:
        return list(graph.entities(value))
    if parameter.kind == PAPER:
        return list(graph.papers(value))
    if found := graph.index.wordings(value, parameter.kind):
        return [Literal(spelling) for spelling in found]
    near = graph.index.nearest(value, [parameter.kind], 5)
    hint = f"Nearest: {', '.join(item.text for item in near)}." if near else ""
    raise UnknownNameError(f"no {local_name(parameter.kind)} is worded '{value}'. {hint}".rstrip())


def _total(table: Table) -> str:
    more = " or more" if len(table.rows) == _COUNTED else ""
    return counted(len(table.rows), "row") + more


def _options(given: Mapping[str, str]) -> str:
    return " ".join(f"--{name} '{value}'" for name, value in given.items())


def _comparable(node: Node | None) -> tuple[float, str]:
    if isinstance(node, Literal) and node.datatype in (DECIMAL, INTEGER):
        return float(node.text), ""
    return 0.0, text(node)
