"""Entities whose names are alike and that nothing joins: for a person to decide."""

from __future__ import annotations

from collections.abc import Iterator

from kg.model import Graph
from kg.resolve.keys import key_of
from kg.resolve.likeness import Known, doubts
from kg.schema import PAPER, RESULT


def alike(graph: Graph, score: float = 90) -> list[tuple[str, str, float]]:
    """Return pairs of labels and how alike they are, the most alike first.

    Args:
        score: how alike the keys must be, 0 to 100.
    """
    labels: dict[str, str] = {}
    for entity in graph.entities:
        if entity.type not in (PAPER, RESULT):
            labels.setdefault(key_of(entity.name, entity.type), entity.name)
    known = {key: Known(key, {label: 1}, frozenset(), frozenset()) for key, label in labels.items()}
    linked = set(_linked(graph))
    found = [(labels[join.one], labels[join.other], join.score) for join in doubts(known, score)]
    return sorted((pair for pair in found if frozenset(pair[:2]) not in linked), key=lambda p: (-p[2], p[0], p[1]))


def _linked(graph: Graph) -> Iterator[frozenset[str]]:
    """Yield the pairs that a fact or a family joins: what a paper compares with another is not the other."""
    names = {entity.iri: entity.name for entity in graph.entities}
    for claim in graph.claims:
        yield frozenset((names.get(claim.head_entity, ""), names.get(claim.tail_entity, "")))
    for entity in graph.entities:
        for family in entity.broader:
            yield frozenset((entity.name, names.get(family, "")))
