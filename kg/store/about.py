"""What a graph says of one entity, and how two entities are linked."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from kg.store.access import OpenGraph, text
from kg.store.terms import Node, kg, local_name

_SAID: Final = """SELECT ?thing ?claim ?predicate ?other ?name ?confidence ?quote ?title
  ?wording ?modality ?value ?metric ?dataset ?condition WHERE {{
  ?claim {here} ?thing ; {there} ?other ; rdf:predicate ?predicate ; kg:confidence ?confidence ;
    prov:wasDerivedFrom ?paper ; oa:hasSelector ?span .
  ?span oa:exact ?quote .
  ?paper dcterms:title ?title .
  ?other skos:prefLabel ?name .
  OPTIONAL {{ ?claim kg:wording ?wording }}
  OPTIONAL {{ ?claim kg:modality ?modality }}
  OPTIONAL {{ ?claim kg:value ?value }}
  OPTIONAL {{ ?claim kg:metric ?metric }}
  OPTIONAL {{ ?claim kg:dataset ?dataset }}
  OPTIONAL {{ ?claim kg:condition ?condition }}
}}"""
_OUT: Final = """SELECT DISTINCT ?thing ?predicate ?other WHERE {
  ?thing ?predicate ?other .
  ?other a kg:Entity .
  FILTER (STRSTARTS(STR(?predicate), STR(kg:)))
}"""
_IN: Final = """SELECT DISTINCT ?thing ?predicate ?other WHERE {
  ?other ?predicate ?thing .
  ?other a kg:Entity .
  FILTER (STRSTARTS(STR(?predicate), STR(kg:)))
}"""


@dataclass(frozen=True, slots=True)
class Said:
    """One claim, seen from the entity that is asked about.

    Attributes:
        relation: a typed relation's name or an open fact's words.
        forward: whether the entity is the head.
        other: the name of the other end.
    """

    claim: str
    relation: str
    forward: bool
    other: str
    confidence: float
    quote: str
    paper: str
    typed: bool
    modality: str
    details: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """An edge of a path, as head, relation and tail, and whether the path follows it against its direction."""

    head: str
    relation: str
    tail: str
    against: bool


def said_of(graph: OpenGraph, thing: str) -> list[Said]:
    """Return all claims about an entity: where it is the head first, by relation, the surest first."""
    found = []
    for forward in (True, False):
        here, there = ("rdf:subject", "rdf:object") if forward else ("rdf:object", "rdf:subject")
        for row in graph.store.rows(_SAID.format(here=here, there=there), {"thing": thing}):
            found.append(_said(row, forward))
    return sorted(found, key=lambda s: (not s.typed, not s.forward, s.relation, s.modality, -s.confidence, s.claim))


def types_of(graph: OpenGraph, thing: str) -> list[str]:
    """Return the names of the entity's types."""
    rows = graph.store.rows("SELECT ?thing ?type WHERE { ?thing a ?type }", {"thing": thing})
    names = {local_name(text(row[1])) for row in rows}
    return sorted(names - {"Entity", "ScholarlyArticle"})


def path(graph: OpenGraph, starts: list[str], ends: list[str], limit: int = 50_000) -> list[Step] | None:
    """Return a shortest way over plain facts, in either direction, or None if there is none.

    Args:
        limit: how many entities may be visited before the search is given up.
    """
    goal = frozenset(ends)
    came: dict[str, Step | None] = dict.fromkeys(sorted(starts))
    queue = deque(came)
    while queue and len(came) < limit:
        here = queue.popleft()
        if here in goal:
            return _back(came, here)
        for step in _steps(graph, here):
            there = step.head if step.against else step.tail
            if there not in came:
                came[there] = step
                queue.append(there)
    return None


def _steps(graph: OpenGraph, here: str) -> Iterator[Step]:
    for query, against in ((_OUT, False), (_IN, True)):
        rows = sorted((text(p), text(other)) for _, p, other in graph.store.rows(query, {"thing": here}))
        for predicate, other in rows:
            head, tail = (other, here) if against else (here, other)
            yield Step(head, local_name(predicate), tail, against)


def _back(came: dict[str, Step | None], here: str) -> list[Step]:
    steps: list[Step] = []
    while (step := came[here]) is not None:
        steps.append(step)
        here = step.tail if step.against else step.head
    return steps[::-1]


def claims_of(graph: OpenGraph, step: Step) -> list[str]:
    """Return the plain claims that make an edge."""
    query = """SELECT ?head ?predicate ?tail ?claim WHERE {
      ?claim rdf:subject ?head ; rdf:object ?tail ; rdf:predicate ?predicate .
      FILTER NOT EXISTS { ?claim kg:modality ?modality }
    }"""
    ends: dict[str, Node] = {"head": step.head, "predicate": kg(step.relation), "tail": step.tail}
    return sorted(text(row[3]) for row in graph.store.rows(query, ends))


def _said(row: tuple[Node | None, ...], forward: bool) -> Said:
    _, claim, predicate, _, name, confidence, quote, title, wording, modality, *details = map(text, row)
    return Said(
        claim=claim,
        relation=wording or local_name(predicate),
        forward=forward,
        other=name,
        confidence=float(confidence),
        quote=quote,
        paper=title,
        typed=not wording,
        modality=modality,
        details=tuple(item for item in details if item),
    )
