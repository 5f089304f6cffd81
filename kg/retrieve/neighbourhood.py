"""The part of a graph around a question: claims found by words and by names, and how strongly each entity is touched.

Activation spreads from what the question names (personalised PageRank) over the claims that were gathered, two steps
far at most, and never over more than a bounded number of them, so that the time does not grow with the graph.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from kg.retrieve.claims import Claims, Stated
from kg.retrieve.question import Question

_SPANS: Final = 60
_NAMES: Final = 40
_NEIGHBOURS: Final = 25
_FEW: Final = 30
"""How many claims are looked at, as head and as tail, of an entity that the question does not name."""
_MOST: Final = 500
_ROUNDS: Final = 12
_RETURN: Final = 0.35
"""How much of the activation goes back to the named entities in each round."""


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """Claims, by IRI, and the activation of their entities, at most 1."""

    claims: dict[str, Stated]
    activation: dict[str, float]


def around(claims: Claims, question: Question) -> Neighbourhood:
    """Return the part of the graph that a question touches."""
    index = claims.graph.index
    found: dict[str, Stated] = {}
    rare = question.searched
    seeds = dict(question.entities)
    for entity in seeds:
        found.update((claim.iri, claim) for claim in claims.of(entity))
    for span in index.quotes_of_any([term.word for term in rare], _SPANS):
        found.update((claim.iri, claim) for claim in claims.at(span))
    telling = [term.word.casefold() for term in rare if not term.relations and len(term.word) > 2]
    for entity in index.names_of_any(telling, _NAMES):
        seeds.setdefault(entity, 0.0)
        if len(found) < _MOST:
            found.update((claim.iri, claim) for claim in claims.of(entity, _FEW))
    named = {entity: weight for entity, weight in seeds.items() if weight} or dict.fromkeys(seeds, 1.0)
    for entity in _nearest(found, named):
        if len(found) >= _MOST:
            break
        found.update((claim.iri, claim) for claim in claims.of(entity, _FEW))
    return Neighbourhood(found, spread(found, named))


def _nearest(found: dict[str, Stated], named: dict[str, float]) -> list[str]:
    reached = spread(found, named)
    papers = {claim.paper for claim in found.values()}
    nearest = sorted(reached, key=lambda entity: (-reached[entity], entity))
    return [entity for entity in nearest if entity not in named and entity not in papers][:_NEIGHBOURS]


def spread(found: dict[str, Stated], named: dict[str, float]) -> dict[str, float]:
    """Return the activation of each entity, the largest 1, after some rounds of personalised PageRank."""
    links: dict[str, dict[str, float]] = {}
    for claim in sorted(found.values(), key=lambda claim: claim.iri):
        for here, there in ((claim.head, claim.tail), (claim.tail, claim.head)):
            out = links.setdefault(here, {})
            out[there] = out.get(there, 0.0) + claim.confidence
    whole = sum(named[entity] for entity in sorted(named)) or 1.0
    start = {entity: named[entity] / whole for entity in sorted(named)}
    now = dict(start)
    for _ in range(_ROUNDS):
        then = {entity: _RETURN * weight for entity, weight in start.items()}
        for here, amount in now.items():
            out = links.get(here, {})
            total = sum(out.values())
            for there, weight in out.items():
                then[there] = then.get(there, 0.0) + (1 - _RETURN) * amount * weight / total
        now = then
    most = max(now.values(), default=1.0) or 1.0
    return {entity: amount / most for entity, amount in now.items()}
