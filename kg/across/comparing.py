"""Everything that bears on two entities, side by side."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from kg.model import TYPED, Claim, Entity, Graph
from kg.results import LEVEL, Measurement, results

_TELLING = ("outperforms", "matches", "comparedWith", "basedOn", "isA", "uses", "evaluatedOn", "usedFor")


@dataclass(frozen=True, slots=True)
class Shared:
    """Something that both have: the relation, its label, and the first claim of each."""

    relation: str
    label: str
    one: Claim
    other: Claim


@dataclass(frozen=True, slots=True)
class Comparison:
    """What the graph holds on two entities.

    Attributes:
        direct: the claims that join the two.
        measured: results of both in one metric on one data set.
        shared: what both have, in the same relation.
        through: claims about a third that both are compared with.
    """

    direct: tuple[Claim, ...]
    measured: tuple[tuple[Measurement, Measurement], ...]
    shared: tuple[Shared, ...]
    through: tuple[tuple[Claim, Claim], ...]

    def __bool__(self) -> bool:
        return bool(self.direct or self.measured or self.shared or self.through)


def compare(graph: Graph, a: Entity, b: Entity) -> Comparison:
    """Gather what bears on two entities; plain typed claims only."""
    plain = [claim for claim in graph.claims if claim.layer == TYPED and not claim.modality]
    ends = {a.iri, b.iri}
    direct = [claim for claim in plain if {claim.head_entity, claim.tail_entity} == ends]
    direct.sort(key=lambda c: (_TELLING.index(c.relation) if c.relation in _TELLING else len(_TELLING), c.id))
    return Comparison(tuple(direct), _measured(graph, a, b), _shared(graph, plain, a, b), _through(plain, a, b))


def _measured(graph: Graph, a: Entity, b: Entity) -> tuple[tuple[Measurement, Measurement], ...]:
    found: defaultdict[tuple[str, str], dict[str, list[Measurement]]] = defaultdict(lambda: defaultdict(list))
    for item in results(graph):
        if item.kind == LEVEL and item.metric.name and item.dataset:
            found[item.dataset_key, item.metric.name][item.claim.head_entity].append(item)
    return tuple(
        (one, other)
        for _, by_head in sorted(found.items())
        for one in by_head.get(a.iri, ())
        for other in by_head.get(b.iri, ())
    )


def _shared(graph: Graph, plain: list[Claim], a: Entity, b: Entity) -> tuple[Shared, ...]:
    labels = {entity.iri: entity.name for entity in graph.entities}
    said: dict[str, dict[tuple[str, str], Claim]] = {a.iri: {}, b.iri: {}}
    for claim in plain:
        if claim.head_entity in said and claim.relation != "outperforms":
            said[claim.head_entity].setdefault((claim.relation, claim.tail_entity), claim)
    both = sorted(said[a.iri].keys() & said[b.iri].keys())
    return tuple(Shared(r, labels.get(tail, tail), said[a.iri][r, tail], said[b.iri][r, tail]) for r, tail in both)


def _through(plain: list[Claim], a: Entity, b: Entity) -> tuple[tuple[Claim, Claim], ...]:
    """Return the pairs of claims by which one beats a third that beats, or is beaten by, the other."""
    ranked = [claim for claim in plain if claim.relation in ("outperforms", "matches")]
    near: dict[str, dict[str, list[Claim]]] = {a.iri: defaultdict(list), b.iri: defaultdict(list)}
    for claim in ranked:
        for own, third in ((claim.head_entity, claim.tail_entity), (claim.tail_entity, claim.head_entity)):
            if own in near and third not in near:
                near[own][third].append(claim)
    thirds = sorted(near[a.iri].keys() & near[b.iri].keys())
    return tuple((one, other) for third in thirds for one in near[a.iri][third] for other in near[b.iri][third])
