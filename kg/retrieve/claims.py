"""Reads claims out of an open graph, one by one, and never more than so many: a graph may have hubs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

from kg.store import terms
from kg.store.access import OpenGraph
from kg.store.terms import Node, kg, local_name

HUB: Final = 300
"""How many claims of one entity are looked at."""
_DETAILS: Final = tuple(map(kg, ("value", "metric", "dataset", "condition")))


@dataclass(frozen=True, slots=True)
class Stated:
    """A claim as the store holds it: its ends are IRIs, ``head_name`` and ``tail_name`` what its paper calls them."""

    iri: str
    head: str
    relation: str
    tail: str
    head_name: str
    tail_name: str
    types: frozenset[str]
    span: str
    paper: str
    confidence: float
    typed: bool
    modality: str
    details: tuple[str, ...]

    @property
    def is_text(self) -> bool:
        """Whether this is a mere sentence, of which no claim is known: it has a span and a paper only."""
        return not self.relation


class Claims:
    """The claims of a graph by entity and by sentence; whatever was read is kept."""

    def __init__(self, graph: OpenGraph) -> None:
        self.graph = graph
        self._claims: dict[str, Stated] = {}
        self._of: dict[tuple[str, int], tuple[Stated, ...]] = {}
        self._texts: dict[tuple[str, str], tuple[str, ...]] = {}

    def of(self, entity: str, most: int = HUB) -> tuple[Stated, ...]:
        """Return claims whose head or tail is the entity, at most so many of each, sorted."""
        if (entity, most) not in self._of:
            found = {
                claim for end in (terms.SUBJECT, terms.OBJECT) for claim in islice(self._subjects(end, entity), most)
            }
            self._of[entity, most] = self._all(found)
        return self._of[entity, most]

    def degree(self, entity: str) -> int:
        """Return how many claims have the entity as head or tail, counted up to ``HUB`` of each."""
        return sum(1 for end in (terms.SUBJECT, terms.OBJECT) for _ in islice(self._subjects(end, entity), HUB))

    def at(self, span: str) -> tuple[Stated, ...]:
        """Return the claims that quote this span, sorted."""
        return self._all(islice(self._subjects(terms.OA + "hasSelector", span), HUB))

    def passages(self, phrases: Iterable[str], count: int) -> Iterator[Stated]:
        """Yield what the papers' sentences with any of the phrases state; a sentence without claims as mere text."""
        for paper, start, end in self.graph.index.passages_of_any(phrases, count):
            title, abstract = (self._text(paper, terms.DCTERMS + name) for name in ("title", "abstract"))
            shift = len(title) + 1
            span = f"{paper}#char={start + shift},{end + shift}"
            if found := self.at(span):
                yield from found
            else:
                self._texts[span, terms.OA + "exact"] = (f"{title}\n{abstract}"[start + shift : end + shift],)
                yield as_text(span, paper)

    def quote(self, claim: Stated) -> str:
        """Return the sentence that states the claim."""
        return self._text(claim.span, terms.OA + "exact")

    def title(self, claim: Stated) -> str:
        """Return the title of the claim's paper."""
        return self._text(claim.paper, terms.DCTERMS + "title")

    def names(self, entity: str) -> tuple[str, ...]:
        """Return label and aliases of an entity, the label first."""
        return (*self._literals(entity, terms.PREF_LABEL), *self._literals(entity, terms.ALT_LABEL))

    def name(self, entity: str) -> str:
        """Return the label of an entity, its IRI if it has none."""
        return next(iter(self.names(entity)), entity) if entity else ""

    def narrower(self, entity: str) -> list[str]:
        """Return the versions and sizes of an entity."""
        return sorted(islice(self._subjects(terms.BROADER, entity), HUB))

    def _all(self, iris: Iterable[str]) -> tuple[Stated, ...]:
        return tuple(claim for name in sorted(iris) if (claim := self._claim(name)) is not None)

    def _claim(self, name: str) -> Stated | None:
        if name not in self._claims:
            said: dict[str, Node] = {predicate: node for _, predicate, node in self.graph.store.triples(subject=name)}
            if terms.SUBJECT not in said or terms.OA + "hasSelector" not in said:
                return None  # a statement of another's graph, without words that state it
            self._claims[name] = _stated(name, said)
        return self._claims[name]

    def _subjects(self, predicate: str, thing: str) -> Iterator[str]:
        return (subject for subject, _, _ in self.graph.store.triples(predicate, thing=thing))

    def _objects(self, subject: str, predicate: str) -> Iterator[Node]:
        return (node for _, _, node in self.graph.store.triples(predicate, subject=subject))

    def _text(self, subject: str, predicate: str) -> str:
        return next(iter(self._literals(subject, predicate)), "")

    def _literals(self, subject: str, predicate: str) -> tuple[str, ...]:
        if (subject, predicate) not in self._texts:
            self._texts[subject, predicate] = tuple(sorted(map(_bare, self._objects(subject, predicate))))
        return self._texts[subject, predicate]


def as_text(span: str, paper: str) -> Stated:
    """Return a sentence without what it states."""
    return Stated(span, "", "", "", "", "", frozenset(), span, paper, 1.0, False, "", ())


def _stated(name: str, said: dict[str, Node]) -> Stated:
    def text(predicate: str) -> str:
        return _bare(said.get(predicate, ""))

    wording = text(kg("wording"))
    return Stated(
        iri=name,
        head=text(terms.SUBJECT),
        relation=wording or local_name(text(terms.PREDICATE)),
        tail=text(terms.OBJECT),
        head_name=text(kg("head")),
        tail_name=text(kg("tail")),
        types=frozenset((local_name(text(kg("headType"))), local_name(text(kg("tailType"))))) - {""},
        span=text(terms.OA + "hasSelector"),
        paper=text(terms.PROV + "wasDerivedFrom"),
        confidence=float(text(kg("confidence")) or 0),
        typed=not wording,
        modality=text(kg("modality")),
        details=tuple(detail for predicate in _DETAILS if (detail := text(predicate))),
    )


def _bare(node: Node) -> str:
    return node if isinstance(node, str) else node.text
