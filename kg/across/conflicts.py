"""Where papers disagree: two claims that cannot both hold without a difference in data, metric or condition.

Whether they do disagree is for the reader to say, who sees both quotes and in what they differ.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from kg.metrics import metric
from kg.model import TYPED, Claim, Graph
from kg.resolve.names import normalised
from kg.results import LEVEL, Measurement, results
from kg.values import COMPLEXITY, parse

DIRECTION: Final = "each outperforms the other"
LIMITATION: Final = "has the limitation, and is said to address it"
ORDER: Final = "complexities differ"
NUMBER: Final = "numbers differ"
_LINKS: Final = frozenset({"isA", "basedOn", "outperforms", "comparedWith", "matches"})


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two claims that stand against each other.

    Attributes:
        kind: one of the constants of this module.
        about: the labels of the entities in question.
        setting: in what the two differ ("same data set: GLUE", "condition: when tuned well against none given").
    """

    kind: str
    about: tuple[str, ...]
    one: Claim
    other: Claim
    setting: tuple[str, ...] = ()


def conflicts(graph: Graph) -> tuple[Conflict, ...]:
    """Return all conflicts of a graph, sorted by kind and place."""
    labels = {entity.iri: entity.name for entity in graph.entities}
    plain = [claim for claim in graph.claims if claim.layer == TYPED and not claim.modality]
    found = [*_directions(plain, labels), *_limitations(plain, labels), *_orders(plain, labels), *_numbers(graph)]
    return tuple(sorted(found, key=lambda c: (c.kind, c.about, c.one.id, c.other.id)))


def _directions(claims: list[Claim], labels: Mapping[str, str]) -> Iterator[Conflict]:
    better: defaultdict[tuple[str, str], list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.relation == "outperforms" and claim.head_entity != claim.tail_entity:
            better[claim.head_entity, claim.tail_entity].append(claim)
    for (a, b), forward in sorted(better.items()):
        if a < b and (b, a) in better:
            for one in forward:
                for other in better[b, a]:
                    yield Conflict(DIRECTION, _named(labels, a, b), one, other, setting(one, other))


def _limitations(claims: list[Claim], labels: Mapping[str, str]) -> Iterator[Conflict]:
    limited: defaultdict[tuple[str, str], list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.relation == "hasLimitation":
            limited[claim.head_entity, claim.tail_entity].append(claim)
    for claim in claims:
        if claim.relation == "addresses":
            for one in limited.get((claim.head_entity, claim.tail_entity), ()):
                about = (
                    labels.get(claim.head_entity, claim.head_entity),
                    labels.get(claim.tail_entity, claim.tail_entity),
                )
                yield Conflict(LIMITATION, about, one, claim, setting(one, claim))


def _orders(claims: list[Claim], labels: Mapping[str, str]) -> Iterator[Conflict]:
    """Yield pairs of unequal complexity of one thing, or of a thing and what it is based on or set against."""
    said: defaultdict[str, dict[str, Claim]] = defaultdict(dict)
    for claim in claims:
        for order in _stated(claim):
            said[claim.head_entity].setdefault(order, claim)
    for entity, orders in sorted(said.items()):
        for (_, one), (_, other) in combinations(sorted(orders.items()), 2):
            yield Conflict(ORDER, _named(labels, entity), one, other, setting(one, other))
    links = sorted({(c.head_entity, c.tail_entity) for c in claims if c.relation in _LINKS})
    for member, family in links:
        for order, one in sorted(said.get(family, {}).items()):
            for another, other in sorted(said.get(member, {}).items()):
                if order != another and member != family:
                    yield Conflict(ORDER, _named(labels, family, member), one, other, setting(one, other))


def _stated(claim: Claim) -> list[str]:
    """Return the classes of complexity that a claim gives its head: what it has or achieves, not what it removes."""
    if claim.relation == "hasLimitation" and claim.tail_type in ("Problem", "Property"):
        values = parse(claim.tail) if "complexity" in claim.tail or "cost" in claim.tail else ()
    elif claim.relation == "achieves":
        values = parse(claim.qualifiers.value) or parse(claim.tail)
    else:
        return []
    return [value.order for value in values if value.unit == COMPLEXITY]


def _numbers(graph: Graph) -> Iterator[Conflict]:
    """Yield pairs of figures that one thing reached in one metric on one data set, as two sentences give them."""
    groups: defaultdict[tuple[str, ...], list[Measurement]] = defaultdict(list)
    for item in results(graph):
        if item.kind == LEVEL and item.metric.name and item.dataset_key and item.value.number is not None:
            key = (item.claim.head_entity, item.metric.name, item.dataset_key, item.split, item.value.unit)
            groups[key].append(item)
    for _, items in sorted(groups.items()):
        for a, b in combinations(items, 2):
            apart = a.claim.evidence != b.claim.evidence and normalised(a.condition) == normalised(b.condition)
            if apart and a.value.number != b.value.number:
                about = (a.claim.head, a.metric.name, a.dataset)
                yield Conflict(NUMBER, about, a.claim, b.claim, setting(a.claim, b.claim))


def _named(labels: Mapping[str, str], *entities: str) -> tuple[str, ...]:
    return tuple(labels.get(entity, entity) for entity in entities)


def setting(one: Claim, other: Claim) -> tuple[str, ...]:
    """Tell in what the settings of two claims agree and differ."""
    parts = ["one paper" if one.paper_id == other.paper_id else "two papers"]
    for name in ("dataset", "metric", "condition"):
        a, b = getattr(one.qualifiers, name), getattr(other.qualifiers, name)
        if not a and not b:
            continue
        same = metric(a).name == metric(b).name if name == "metric" else normalised(a) == normalised(b)
        label = "data set" if name == "dataset" else name
        parts.append(f"same {label}: {a}" if same else f"{label}: {a or 'none given'} against {b or 'none given'}")
    return tuple(parts)
