"""Entities by the names that people type."""

from __future__ import annotations

from collections import Counter

from kg.errors import UnknownNameError
from kg.model import Entity, Graph
from kg.resolve.names import normalised


def find(graph: Graph, name: str) -> tuple[Entity, ...]:
    """Return the entities that a name stands for: by exact label or alias, else by normalised form.

    Raises:
        UnknownNameError: there is none; the text names the nearest that there are.
    """
    folded, key = name.strip().casefold(), normalised(name)
    exact = [entity for entity in graph.entities if folded in map(str.casefold, (entity.name, *entity.aliases))]
    named = [entity for entity in exact if entity.name.casefold() == folded] or exact
    if named:
        return tuple(named)
    alike = [entity for entity in graph.entities if key and key in map(normalised, (entity.name, *entity.aliases))]
    if alike:
        return tuple(alike)
    raise UnknownNameError(f"no entity is called '{name}'. {_nearest(graph, name)}")


def _nearest(graph: Graph, name: str) -> str:
    from rapidfuzz import fuzz, process

    known = [entity for entity in graph.entities if entity.type != "Paper"]
    labels = [entity.name for entity in known]
    found = process.extract(name, labels, scorer=fuzz.WRatio, processor=str.casefold, limit=3, score_cutoff=60)
    if not found:
        return "Look for it with: kg search WORDS"
    facts = Counter(end for claim in graph.claims for end in {claim.head_entity, claim.tail_entity})
    return f"Nearest: {', '.join(f'{label} ({_counted(facts[known[n].iri])})' for label, _, n in found)}."


def _counted(number: int) -> str:
    return f"{number:,} fact" if number == 1 else f"{number:,} facts"


def titles(graph: Graph) -> dict[str, str]:
    """Return the titles of the papers by id."""
    return {paper.id: paper.title for paper in graph.papers}


def labels(graph: Graph) -> dict[str, str]:
    """Return the preferred labels of the entities by IRI."""
    return {entity.iri: entity.name for entity in graph.entities}
