"""What the page shows of a Graph: nodes, links (all claims that join two entities by one relation) and claims.

Ids are integers in order of importance: node 0 is the best connected one. So "the 3,000 best connected" is a slice, and
no later step can depend on the order of a hash.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from kg.iri import paper_iri
from kg.model import THIS_PAPER, TYPED, Claim, Entity, Graph, Paper
from kg.schema import PAPER
from kg.view.palette import RELATION_ORDER


@dataclass(frozen=True, slots=True)
class Node:
    """An entity of the page.

    Attributes:
        id: its rank by number of links; ``scene.nodes[node.id] is node``.
        papers: places in ``scene.papers`` of the papers that speak of it.
        degree: the number of its links; support: the number of claims about it.
    """

    id: int
    iri: str
    name: str
    type: str
    aliases: tuple[str, ...]
    papers: tuple[int, ...]
    degree: int
    support: int


@dataclass(frozen=True, slots=True)
class Link:
    """All claims (places in ``scene.claims``) that say the same of the same two nodes."""

    id: int
    source: int
    target: int
    relation: str
    claims: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Scene:
    """A graph in the form that positions, page and picture are made from."""

    papers: tuple[Paper, ...] = ()
    nodes: tuple[Node, ...] = ()
    links: tuple[Link, ...] = ()
    claims: tuple[Claim, ...] = ()
    place: dict[str, int] = field(default_factory=dict)


def scene(graph: Graph) -> Scene:
    """Arrange the plain typed claims of a graph; claims with a modality are left out.

    Open facts are shown only where there is nothing else, as in RDF that someone else made.
    """
    plain = [claim for claim in graph.claims if not claim.modality and claim.head_entity != claim.tail_entity]
    claims = tuple(claim for claim in plain if claim.layer == TYPED) or tuple(plain)
    papers = _papers(graph, claims)
    number = {paper.id: place for place, paper in enumerate(papers)}
    joined: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for index, claim in enumerate(claims):
        joined[claim.head_entity, claim.relation, claim.tail_entity].append(index)
    nodes = _nodes(graph, claims, list(joined), number)
    place = {node.iri: node.id for node in nodes}
    triples = sorted(
        joined, key=lambda t: (place[t[0]], place[t[2]], RELATION_ORDER.get(t[1], len(RELATION_ORDER)), t[1])
    )
    links = tuple(
        Link(id, place[triple[0]], place[triple[2]], triple[1], tuple(joined[triple]))
        for id, triple in enumerate(triples)
    )
    return Scene(papers, nodes, links, claims, place)


def _papers(graph: Graph, claims: tuple[Claim, ...]) -> tuple[Paper, ...]:
    """The papers that the claims name, sorted by title; one that the graph does not hold gets its id for a title."""
    known = {paper.id: paper for paper in graph.papers}
    used = {claim.paper_id for claim in claims}
    papers = [known.get(id) or Paper(id, id or "no paper", "") for id in used]
    return tuple(sorted(papers, key=lambda paper: (paper.title.casefold(), paper.id)))


def _nodes(
    graph: Graph, claims: tuple[Claim, ...], triples: list[tuple[str, str, str]], number: dict[str, int]
) -> tuple[Node, ...]:
    entities = {entity.iri: entity for entity in graph.entities}
    title = {paper.id: paper.title for paper in graph.papers}
    titles = {paper_iri(id): name for id, name in title.items()}
    degree = Counter(iri for head, _, tail in triples for iri in (head, tail))
    support: Counter[str] = Counter()
    papers: dict[str, set[int]] = defaultdict(set)
    for claim in claims:
        for iri, name, type in (
            (claim.head_entity, claim.head, claim.head_type),
            (claim.tail_entity, claim.tail, claim.tail_type),
        ):
            entities.setdefault(iri, Entity(iri, name, type))
            support[iri] += 1
            papers[iri].add(number[claim.paper_id])
            if type == PAPER and name == THIS_PAPER:
                titles.setdefault(iri, title.get(claim.paper_id, claim.paper_id))
    ranked = sorted(degree, key=lambda iri: (-degree[iri], -support[iri], entities[iri].name.casefold(), iri))
    return tuple(
        Node(
            id,
            iri,
            titles.get(iri, entities[iri].name) if entities[iri].type == PAPER else entities[iri].name,
            entities[iri].type,
            entities[iri].aliases,
            tuple(sorted(papers[iri])),
            degree[iri],
            support[iri],
        )
        for id, iri in enumerate(ranked)
    )
