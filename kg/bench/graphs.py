"""Graphs of any size that look like those of real papers: for measuring, never for looking anything up.

Names are drawn as in a growing literature: an end of a fact is a new thing now and then, and otherwise one that was
spoken of before, the likelier the more often it was (Simon's process, whose degrees follow Zipf's law). A paper has a
title and an abstract, its claims quote sentences of that abstract at their offsets, and the shares of relations,
qualifiers and quotes are those of the 73 listed papers. One seed gives one graph, and memory does not grow with the
number of papers but for four bytes an end.
"""

from __future__ import annotations

import random
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from kg import iri, schema
from kg.bench.names import METRICS, UNITS, Thing
from kg.model import OPEN, TYPED, Claim, Entity, Graph, Paper, Qualifiers
from kg.store import rdf, syntax

#: How often a relation is found among 6,220 annotated facts.
_SHARES: Final = {
    "usedFor": 1291, "uses": 1065, "hasLimitation": 533, "isA": 481, "improves": 453, "proposes": 427,
    "evaluatedOn": 412, "addresses": 328, "outperforms": 315, "achieves": 198, "reduces": 189, "basedOn": 185,
    "trainedOn": 116, "matches": 91, "comparedWith": 49, "availableAt": 48, "targets": 39,
}  # fmt: skip
_RELATIONS: Final = tuple(schema.RELATION[name] for name in _SHARES)
_WEIGHTS: Final = tuple(_SHARES.values())
_COMMON: Final = {"Model": 8, "Method": 8, "Task": 4, "Dataset": 3, "Property": 3, "Problem": 3, "Software": 1}
_CONDITIONS: Final = ("under the same budget", "without pre-training", "in the zero-shot setting", "at low resolution")
_WORDING: Final = ("is sensitive to", "shares weights with", "was inspired by", "scales with")
_FILLER: Final = (
    "the", "of", "and", "in", "a", "to", "with", "for", "on", "as", "is", "by", "that", "this", "from", "over",
    "across", "large", "small", "training", "inference", "results", "method", "approach", "several", "benchmarks",
    "while", "keeping", "cost", "low", "further", "analysis", "shows", "strong", "gains", "when", "data", "are",
    "scarce",
)  # fmt: skip
_NEW: Final = 0.3
_PER_PAPER: Final = 12
_BATCH: Final = 500


class _Literature:
    """Draws what facts are about."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self._spoken_of: dict[str, array[int]] = {name: array("I") for name in schema.TYPE_NAMES}
        self._count = 0

    def thing(self, kinds: frozenset[str]) -> Thing:
        """Return something of one of the kinds: new, or spoken of before."""
        names = [name for name in _COMMON if name in kinds] or sorted(kinds - {schema.PAPER})
        kind = self.chance.choices(names, [_COMMON.get(name, 1) for name in names])[0]
        before = self._spoken_of[kind]
        if not before or self.chance.random() < (0.8 if kind in ("Result", "Resource") else _NEW):
            before.append(self._count)
            self._count += 1
        else:
            before.append(before[self.chance.randrange(len(before))])
        return Thing(before[-1], kind)

    def things(self) -> Iterator[Thing]:
        """Yield everything that was drawn, once."""
        for kind in sorted(self._spoken_of):
            for number in sorted(set(self._spoken_of[kind])):
                yield Thing(number, kind)

    def dataset(self) -> str:
        """Return the name of a data set that was spoken of."""
        before = self._spoken_of["Dataset"]
        return Thing(before[self.chance.randrange(len(before))], "Dataset").name if before else "GLUE"


def batches(facts: int, seed: int = 0) -> Iterator[Graph]:
    """Yield a graph of so many facts in parts of 500 papers; the last part holds the entities."""
    world = _Literature(seed)
    number = 0
    while facts > 0:
        papers: list[Paper] = []
        claims: list[Claim] = []
        for _ in range(_BATCH):
            count = min(facts, 1 + int(world.chance.expovariate(1 / (_PER_PAPER - 1))))
            if not count:
                break
            paper, found = _paper(world, number, count)
            papers.append(paper)
            claims += found
            facts -= count
            number += 1
        speaking = dict.fromkeys(claim.paper_id for claim in claims if claim.head_type == schema.PAPER)
        titles = {paper.id: paper.title for paper in papers}
        entities = tuple(Entity(iri.paper_iri(key), titles[key], schema.PAPER) for key in speaking)
        yield Graph(papers=tuple(papers), entities=entities, claims=tuple(claims))
    yield Graph(entities=tuple(map(_entity, world.things())))


def lines(facts: int, seed: int = 0) -> Iterator[str]:
    """Yield the graph as lines of N-Triples, which are N-Quads, too."""
    for part in batches(facts, seed):
        yield from syntax.ntriples(rdf.triples(part))


def _entity(thing: Thing) -> Entity:
    named = thing.kind not in ("Result", "Resource")
    aliases = (f"{thing.name} (v{thing.number % 9})",) if named and thing.number % 10 == 0 else ()
    return Entity(thing.iri, thing.name, thing.kind, aliases)


def _paper(world: _Literature, number: int, count: int) -> tuple[Paper, list[Claim]]:
    """Return a paper whose sentences state so many facts, up to three in each."""
    chance = world.chance
    own = world.thing(frozenset({"Model", "Method"}))
    title = f"{own.name}: {' '.join(chance.choices(_FILLER, k=6)).capitalize()} {number}"
    identifier = f"made.{number:07d}"
    sentences: list[str] = []
    claims: list[Claim] = []
    start = len(title) + 1
    while count > 0:
        if claims:
            stated = [_fact(world, own) for _ in range(min(count, chance.randint(1, 3)))]
        else:  # so that nothing is drawn of which no claim speaks
            stated = [_Stated(None, "proposes", own, Qualifiers(), TYPED, "", 0.9)]
        text = " and ".join(fact.words for fact in stated)
        text = f"{text[0].upper()}{text[1:]}, {' '.join(chance.choices(_FILLER, k=chance.randint(6, 22)))}."
        claims += {claim.id: claim for claim in (fact.claim(identifier, text, start) for fact in stated)}.values()
        sentences.append(text)
        start += len(text) + 1
        count -= len(stated)
    year = 2015 + number % 11
    return Paper(identifier, title, " ".join(sentences), f"made:{number}", year), claims


@dataclass(frozen=True, slots=True)
class _Stated:
    """A fact that is still without a place."""

    head: Thing | None
    relation: str
    tail: Thing
    qualifiers: Qualifiers
    layer: str
    modality: str
    confidence: float

    @property
    def words(self) -> str:
        said = self.qualifiers
        more = f" by {said.value} {said.metric}" if said.value else f" in {said.metric}" if said.metric else ""
        where = f" on {said.dataset}" if said.dataset else ""
        verb = schema.RELATION[self.relation].label if self.layer == TYPED else self.relation
        may = {"": "", "hedged": "may be that it ", "negated": "not that it ", "future": "will be that it "}
        return (
            f"{self.head.name if self.head else 'this paper'} {may[self.modality]}{verb} {self.tail.name}{more}{where}"
            + (f" {said.condition}" if said.condition else "")
        )

    def claim(self, paper: str, quote: str, start: int) -> Claim:
        head = self.head.name if self.head else "this paper"
        return Claim(
            id=iri.digest(paper, str(start), head, self.relation, self.tail.name),
            paper_id=paper,
            head=head,
            head_type=self.head.kind if self.head else schema.PAPER,
            relation=self.relation,
            tail=self.tail.name,
            tail_type=self.tail.kind,
            evidence=quote,
            start=start,
            end=start + len(quote),
            confidence=self.confidence,
            qualifiers=self.qualifiers,
            extractor="made",
            head_entity=self.head.iri if self.head else iri.paper_iri(paper),
            tail_entity=self.tail.iri,
            head_text=head,
            tail_text=self.tail.name,
            layer=self.layer,
            modality=self.modality,
        )


def _fact(world: _Literature, own: Thing) -> _Stated:
    chance = world.chance
    relation = chance.choices(_RELATIONS, _WEIGHTS)[0]
    kinds = relation.heads - {schema.PAPER}
    head: Thing | None = own if own.kind in kinds and chance.random() < 0.5 else None
    if head is None and kinds and (schema.PAPER not in relation.heads or chance.random() < 0.9):
        head = world.thing(kinds)
    tail = world.thing(relation.tails - {schema.PAPER})
    if head and relation.name in ("isA", "basedOn") and head.number < tail.number:
        head, tail = tail, head  # what is newer builds on what is older: descent has no circles
    layer = OPEN if chance.random() < 0.03 else TYPED
    modality = chance.choice(("hedged", "negated", "future")) if layer == TYPED and chance.random() < 0.03 else ""
    wording = chance.choice(_WORDING) if layer == OPEN else relation.name
    confidence = round(chance.uniform(0.67, 0.99), 3)
    return _Stated(head, wording, tail, _qualifiers(world, relation.name), layer, modality, confidence)


def _qualifiers(world: _Literature, relation: str) -> Qualifiers:
    chance = world.chance
    if relation not in ("achieves", "outperforms", "improves", "reduces", "evaluatedOn", "matches"):
        return Qualifiers()

    def sometimes(share: float, value: str) -> str:
        return value if chance.random() < share else ""

    unit = chance.choice(UNITS)
    value = sometimes(0.9 if relation == "achieves" else 0.2, f"{chance.randrange(1, 999) / 10}{unit}")
    return Qualifiers(
        metric=chance.choice(METRICS) if value or chance.random() < 0.3 else "",
        value=value,
        unit=unit.strip() if value else "",
        dataset=sometimes(0.5 if value else 0.15, world.dataset()),
        baseline=sometimes(0.1, "the previous best"),
        condition=sometimes(0.1, chance.choice(_CONDITIONS)),
    )
