"""Triples as a graph: the way back from RDF, and a best reading of RDF that someone else made.

A graph of ours comes back whole. In any other RDF each link between two resources becomes a claim without evidence,
so that it can be looked at and asked like one of ours.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final
from urllib.parse import unquote

from kg import iri, schema
from kg.model import OPEN, TYPED, Claim, Entity, Graph, Merge, Paper, Qualifiers
from kg.store import terms
from kg.store.rdf import OPEN_RELATION, QUALIFIERS
from kg.store.terms import Node, Triple, kg, local_name

_LABELS: Final = (
    terms.PREF_LABEL,
    terms.LABEL,
    terms.SCHEMA_ORG + "name",
    "https://schema.org/name",
    "http://xmlns.com/foaf/0.1/name",
    terms.DCTERMS + "title",
)
_SUBJECT_ONLY: Final = frozenset({terms.TYPE, terms.RDF + "first", terms.RDF + "rest", terms.RDFS + "isDefinedBy"})


class _Resource:
    """What is said of one subject: its objects by predicate, in the order of the triples."""

    __slots__ = ("_objects",)

    def __init__(self) -> None:
        self._objects: dict[str, list[Node]] = {}

    def add(self, predicate: str, node: Node) -> None:
        self._objects.setdefault(predicate, []).append(node)

    def all(self, predicate: str) -> list[str]:
        return [n if isinstance(n, str) else n.text for n in self._objects.get(predicate, ())]

    def one(self, predicate: str) -> str:
        found = self.all(predicate)
        return found[0] if found else ""

    def links(self) -> Iterable[tuple[str, str]]:
        for predicate, nodes in self._objects.items():
            for node in nodes:
                if isinstance(node, str):
                    yield predicate, node


def graph(triples: Iterable[Triple]) -> Graph:
    """Return the graph that the triples describe."""
    resources: dict[str, _Resource] = {}
    kinds: dict[str, list[str]] = {}
    for subject, predicate, node in triples:
        resource = resources.get(subject)
        if resource is None:
            resource = resources[subject] = _Resource()
        resource.add(predicate, node)
        if predicate == terms.TYPE and isinstance(node, str):
            kinds.setdefault(node, []).append(subject)
    claim_iris = kinds.get(kg("Claim"), [])
    if not claim_iris and not kinds.get(kg("Entity")) and not kinds.get(kg("Paper")):
        return _foreign(resources)
    papers = [
        _paper(resources[subject])
        for subject in dict.fromkeys(kinds.get(kg("Paper"), ()))
        if resources[subject].one(terms.DCTERMS + "identifier")
    ]
    claims = [_claim(subject, resources) for subject in dict.fromkeys(claim_iris)]
    entities = [_entity(subject, resources[subject]) for subject in dict.fromkeys(kinds.get(kg("Entity"), ()))]
    merges = [_merge(resources[subject]) for subject in dict.fromkeys(kinds.get(kg("Merge"), ()))]
    return in_order(papers, entities, claims, merges)


def in_order(
    papers: Iterable[Paper], entities: Iterable[Entity], claims: Iterable[Claim], merges: Iterable[Merge] = ()
) -> Graph:
    """Return the graph of these parts, each sorted as ``Graph`` has it."""
    papers = sorted(papers, key=lambda paper: paper.id)
    titles = {paper.id: paper.title for paper in papers}
    return Graph(
        papers=tuple(papers),
        entities=tuple(sorted(entities, key=lambda entity: entity.iri)),
        claims=tuple(
            sorted(claims, key=lambda c: (titles.get(c.paper_id, ""), c.start, c.head, c.relation, c.tail, c.id))
        ),
        merges=tuple(sorted(merges, key=lambda m: (m.entity, m.kept, m.name, m.reason, m.score))),
    )


def _paper(resource: _Resource) -> Paper:
    authors, year = resource.one(kg("authors")), resource.one(terms.DCTERMS + "issued")
    return Paper(
        id=resource.one(terms.DCTERMS + "identifier"),
        title=resource.one(terms.DCTERMS + "title"),
        abstract=resource.one(terms.DCTERMS + "abstract"),
        source=resource.one(terms.DCTERMS + "source"),
        year=int(year) if year.lstrip("-").isdigit() else None,
        url=resource.one(terms.SCHEMA_ORG + "url"),
        authors=tuple(authors.split("\n")) if authors else tuple(sorted(resource.all(terms.DCTERMS + "creator"))),
    )


def _entity(subject: str, resource: _Resource) -> Entity:
    types = {local_name(kind) for kind in resource.all(terms.TYPE) if kind.startswith(terms.KG)} - {"Entity"}
    return Entity(
        iri=subject,
        name=resource.one(terms.PREF_LABEL) or local_name(subject),
        type=min(types & schema.TYPE_NAMES, default=""),
        aliases=tuple(sorted(resource.all(terms.ALT_LABEL))),
        broader=tuple(sorted(resource.all(terms.BROADER))),
    )


def _claim(subject: str, resources: Mapping[str, _Resource]) -> Claim:
    said = resources[subject]
    span = resources.get(said.one(terms.OA + "hasSelector")) or _Resource()
    predicate = said.one(terms.PREDICATE)
    layer = said.one(kg("layer")) or (OPEN if predicate == OPEN_RELATION else TYPED)
    extractor = said.one(terms.PROV + "wasAttributedTo")
    return Claim(
        id=unquote(subject.removeprefix(iri.CLAIM)),
        paper_id=unquote(said.one(terms.PROV + "wasDerivedFrom").removeprefix(iri.PAPER)),
        head=said.one(kg("head")),
        head_type=local_name(said.one(kg("headType"))),
        relation=said.one(kg("wording")) or ("" if predicate == OPEN_RELATION else local_name(predicate)),
        tail=said.one(kg("tail")),
        tail_type=local_name(said.one(kg("tailType"))),
        evidence=span.one(terms.OA + "exact"),
        start=int(span.one(terms.OA + "start") or 0),
        end=int(span.one(terms.OA + "end") or 0),
        confidence=float(said.one(kg("confidence")) or 1),
        qualifiers=Qualifiers(**{name: said.one(kg(name)) for name in QUALIFIERS}),
        extractor=unquote(extractor.removeprefix(terms.EXTRACTOR)),
        head_entity=said.one(terms.SUBJECT),
        tail_entity=said.one(terms.OBJECT),
        head_text=said.one(kg("headText")),
        tail_text=said.one(kg("tailText")),
        layer=layer,
        modality=said.one(kg("modality")),
    )


def _merge(resource: _Resource) -> Merge:
    return Merge(
        entity=resource.one(kg("into")),
        kept=resource.one(kg("kept")),
        name=resource.one(kg("name")),
        reason=resource.one(kg("reason")),
        score=float(resource.one(kg("score")) or 1),
    )


def _foreign(resources: Mapping[str, _Resource]) -> Graph:
    """Read links between resources as claims: RDF from elsewhere has no quotes to show."""
    names: dict[str, str] = {}
    types: dict[str, str] = {}
    claims: list[Claim] = []

    def note(node: str) -> None:
        if node not in names:
            said = resources.get(node) or _Resource()
            names[node] = next((text for label in _LABELS if (text := said.one(label))), "") or local_name(node)
            types[node] = min({local_name(kind) for kind in said.all(terms.TYPE)} & schema.TYPE_NAMES, default="")

    for subject, resource in resources.items():
        for predicate, node in resource.links():
            if predicate in _SUBJECT_ONLY:
                continue
            note(subject)
            note(node)
            relation = local_name(predicate)
            claims.append(
                Claim(
                    id=iri.digest(subject, predicate, node),
                    paper_id="",
                    head=names[subject],
                    head_type=types[subject],
                    relation=relation,
                    tail=names[node],
                    tail_type=types[node],
                    evidence="",
                    start=0,
                    end=0,
                    confidence=1.0,
                    qualifiers=Qualifiers(),
                    extractor="",
                    head_entity=subject,
                    tail_entity=node,
                    layer=TYPED if relation in schema.RELATION else OPEN,
                )
            )
    return in_order((), (Entity(node, name, types[node]) for node, name in names.items()), claims)
