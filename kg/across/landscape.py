"""The field as the papers draw it: methods by tasks, what limits them and what helps, and how it goes by year."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from kg.model import TYPED, Claim, Graph
from kg.schema import PAPER


@dataclass(frozen=True, slots=True)
class Matrix:
    """How many papers say that a method (row) serves a task (column)."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Limitation:
    """A problem.

    Attributes:
        papers: how many papers say that something has it or that something addresses it.
        limits: what has it, and the first claim that says so.
        answers: what addresses it, and the first claim that says so.
    """

    problem: str
    papers: int
    limits: tuple[tuple[str, Claim], ...]
    answers: tuple[tuple[str, Claim], ...]


def plain(graph: Graph) -> list[Claim]:
    """Return the typed claims that are neither negated, hedged nor about the future."""
    return [claim for claim in graph.claims if claim.layer == TYPED and not claim.modality]


def matrix(graph: Graph, rows: int = 20, columns: int = 12) -> Matrix:
    """Return the methods and tasks that most papers join, as a table."""
    labels = {entity.iri: entity.name for entity in graph.entities}
    kinds = {entity.iri: entity.type for entity in graph.entities}
    cells: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for claim in plain(graph):
        fits = kinds.get(claim.head_entity) in ("Model", "Method") and kinds.get(claim.tail_entity) == "Task"
        if claim.relation == "usedFor" and fits:
            cells[claim.head_entity, claim.tail_entity].add(claim.paper_id)
    tasks = _most(((task, papers) for (_, task), papers in cells.items()), columns)
    methods = _most(((method, papers) for (method, task), papers in cells.items() if task in tasks), rows)
    counts = tuple(tuple(len(cells.get((method, task), ())) for task in tasks) for method in methods)
    return Matrix(tuple(labels[iri] for iri in methods), tuple(labels[iri] for iri in tasks), counts)


def _most(items: Iterable[tuple[str, set[str]]], count: int) -> list[str]:
    papers: defaultdict[str, set[str]] = defaultdict(set)
    entries: Counter[str] = Counter()
    for key, ids in items:
        papers[key] |= ids
        entries[key] += 1
    return sorted(papers, key=lambda key: (-len(papers[key]), -entries[key], key))[:count]


def limitations(graph: Graph) -> tuple[Limitation, ...]:
    """Return the problems, those of most papers first."""
    labels = {entity.iri: entity.name for entity in graph.entities}
    sides: dict[str, defaultdict[str, dict[str, Claim]]] = {
        "hasLimitation": defaultdict(dict), "addresses": defaultdict(dict)
    }  # fmt: skip
    papers: defaultdict[str, set[str]] = defaultdict(set)
    for claim in plain(graph):
        if claim.relation in sides and claim.tail_type in ("Problem", "Property"):
            name = claim.head if claim.head_type != PAPER else "this paper"
            sides[claim.relation][claim.tail_entity].setdefault(labels.get(claim.head_entity, name), claim)
            papers[claim.tail_entity].add(claim.paper_id)
    found = [
        Limitation(
            labels.get(problem, problem),
            len(ids),
            tuple(sorted(sides["hasLimitation"][problem].items(), key=lambda item: item[0])),
            tuple(sorted(sides["addresses"][problem].items(), key=lambda item: item[0])),
        )
        for problem, ids in papers.items()
    ]
    return tuple(sorted(found, key=lambda one: (-one.papers, -len(one.limits) - len(one.answers), one.problem)))


def connected(graph: Graph, count: int = 10) -> tuple[tuple[str, str, int, int], ...]:
    """Return the entities of most papers: label, type, papers, facts."""
    facts: Counter[str] = Counter()
    papers: defaultdict[str, set[str]] = defaultdict(set)
    for claim in plain(graph):
        for iri in {claim.head_entity, claim.tail_entity}:
            facts[iri] += 1
            papers[iri].add(claim.paper_id)
    known = [entity for entity in graph.entities if entity.type != PAPER and facts[entity.iri]]
    known.sort(key=lambda entity: (-len(papers[entity.iri]), -facts[entity.iri], entity.iri))
    return tuple((e.name, e.type, len(papers[e.iri]), facts[e.iri]) for e in known[:count])


def years(graph: Graph) -> dict[int, int]:
    """Return how many papers there are of each year; empty where no paper has a date."""
    return dict(sorted(Counter(paper.year for paper in graph.papers if paper.year is not None).items()))
