"""What descends from what: chains of basedOn claims, versions and sizes among them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from kg.model import TYPED, Claim, Entity, Graph


@dataclass(frozen=True, slots=True)
class Branch:
    """An entity of a family tree.

    Attributes:
        claim: what states that it descends from the one above; None at the root and for a version by its name.
        below: what descends from it; empty where the entity stands higher up in the tree already.
    """

    entity: Entity
    claim: Claim | None
    below: tuple[Branch, ...] = ()

    def __len__(self) -> int:
        return 1 + sum(map(len, self.below))

    def walk(self, depth: int = 0) -> Iterator[tuple[int, Branch]]:
        """Yield this branch and all below it, each with its depth."""
        yield depth, self
        for branch in self.below:
            yield from branch.walk(depth + 1)


def descendants(graph: Graph, root: Entity) -> Branch:
    """Return the tree of what descends from an entity, directly or not, each entity once."""
    return _grown(graph, root, _steps(graph))


def ancestors(graph: Graph, root: Entity) -> Branch:
    """Return the tree of what an entity descends from."""
    back: defaultdict[str, dict[str, Claim | None]] = defaultdict(dict)
    for older, younger in _steps(graph).items():
        for entity, claim in younger.items():
            back[entity][older] = claim
    return _grown(graph, root, back)


def _steps(graph: Graph) -> dict[str, dict[str, Claim | None]]:
    """Return for each entity what is based on it, with the surest claim that says so."""
    steps: defaultdict[str, dict[str, Claim | None]] = defaultdict(dict)
    for claim in graph.claims:
        if claim.relation == "basedOn" and claim.layer == TYPED and not claim.modality:
            known = steps[claim.tail_entity].get(claim.head_entity)
            if known is None or claim.confidence > known.confidence:
                steps[claim.tail_entity][claim.head_entity] = claim
    for entity in graph.entities:
        for family in entity.broader:
            steps[family].setdefault(entity.iri, None)
    return steps


def _grown(graph: Graph, root: Entity, steps: dict[str, dict[str, Claim | None]]) -> Branch:
    entities = {entity.iri: entity for entity in graph.entities}
    children: defaultdict[str, list[tuple[str, Claim | None]]] = defaultdict(list)
    seen, level = {root.iri}, [root.iri]
    while level:  # by levels, so that each entity stands as near to the root as it can
        following: list[str] = []
        for above in level:
            for iri, claim in sorted(steps.get(above, {}).items(), key=lambda step: _label(entities, step[0])):
                if iri in entities and iri not in seen:
                    seen.add(iri)
                    children[above].append((iri, claim))
                    following.append(iri)
        level = following

    def branch(iri: str, claim: Claim | None) -> Branch:
        return Branch(entities[iri], claim, tuple(branch(*child) for child in children[iri]))

    return branch(root.iri, None)


def _label(entities: dict[str, Entity], iri: str) -> tuple[str, str]:
    return (entities[iri].name.casefold() if iri in entities else "", iri)
