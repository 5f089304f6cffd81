"""From candidates to the facts of a paper: one name a thing, one fact a statement.

The classifier speaks of spans and of "the main contribution". Here its name is found, the wordings of one thing fall
together, and of candidates that say the same with overlapping spans the best remains.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from kg.extract.acronyms import acronyms
from kg.extract.learned.candidates import MAIN, SELF, Candidate, Found, Node
from kg.extract.learned.contribution import main_contribution
from kg.extract.learned.text import Text
from kg.extract.naming import folded
from kg.model import THIS_PAPER, Mention
from kg.schema import PAPER

_SELF_KEY: Final = "\0paper"
_REFERENCE: Final = re.compile(
    r"\b(?:(?:our|the proposed|the presented|this|the resulting)(?: [\w-]+){0,2}? (?:models?|methods?|approach"
    r"|framework|architecture|algorithm|technique|system|networks?|scheme|strategy|solution|pipeline|variants?)|we|it|our)\b",
    re.IGNORECASE,
)
_PAPER: Final = re.compile(r"\b(?:we|this (?:paper|work|study|article|survey|report)|our)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Statement:
    """A fact with its best candidate: the keys of both ends, and the highest score in which they were found."""

    head: str
    relation: str
    tail: str
    best: Candidate
    sentences: int
    also: tuple[Candidate, ...] = ()


class Things:
    """The things of one paper: which spans name the same one, and by what name this paper calls it."""

    def __init__(self, text: Text, found: Found) -> None:
        self._text, self._found = text, found
        self._short = {folded(long): folded(short) for short, long in acronyms(text.paper.text).items()}
        self._spans: dict[str, list[Node]] = defaultdict(list)
        self._names: dict[str, str] = {}
        self._types: dict[str, str] = {}
        self._keys: dict[Node, str] = {}
        for span in found.mentions:
            self._spans[self.key(span)].append(span)
        self.main = main_contribution(text, found.candidates, self.key)

    def key(self, node: Node) -> str:
        """Return what is equal for two nodes that name one thing, "" for a main contribution that has no name."""
        if node == SELF:
            return _SELF_KEY
        if node == MAIN:
            return self.main or _SELF_KEY
        if node not in self._keys:
            key = folded(self._text.wording(*node))
            self._keys[node] = self._short.get(key, key)
        return self._keys[node]

    def name(self, key: str) -> str:
        """Return the most frequent wording of a thing, the longest of equals."""
        if key == _SELF_KEY:
            return THIS_PAPER
        if key not in self._names:
            counts = Counter(self._text.wording(*span) for span in self._spans[key])
            self._names[key] = max(counts, key=lambda n: (counts[n], len(n), n))
        return self._names[key]

    def type(self, key: str) -> str:
        """Return the type that a thing's mentions carry, weighted by their probability."""
        if key == _SELF_KEY:
            return PAPER
        if key not in self._types:
            weights: Counter[str] = Counter()
            for span in self._spans[key]:
                tagged = self._found.mentions[span]
                weights[tagged.type] += round(tagged.probability * 10_000)
            self._types[key] = max(weights, key=lambda t: (weights[t], t))
        return self._types[key]

    def mentions(self, key: str) -> int:
        """Return how many spans name a thing; 0 for the paper itself."""
        return len(self._spans.get(key, ()))

    def aliases(self) -> Mapping[str, tuple[str, ...]]:
        """Return the other wordings of each thing, by its name."""
        found = {}
        for key, spans in self._spans.items():
            name = self.name(key)
            others = sorted({self._text.wording(*span) for span in spans} - {name})
            if others:
                found[name] = tuple(others)
        return found


ALSO_AT_LEAST: Final = 0.3
"""The score from which on another sentence may serve as evidence, too."""
STATEMENT_AT_LEAST: Final = 0.05
"""The score from which on a statement is looked at."""


def statements(things: Things, candidates: Iterable[Candidate], keeps: Callable[[Candidate], bool]) -> list[Statement]:
    """Return one statement for each head, relation and tail that is no mere noise.

    Overlapping rivals of a better one are dropped.
    """
    ordered = sorted(candidates, key=lambda c: (-c.score, c.sentence, c.head, c.relation, c.tail))
    best: dict[tuple[str, str, str], Candidate] = {}
    seen: dict[tuple[str, str, str], set[int]] = defaultdict(set)
    also: dict[tuple[str, str, str], list[Candidate]] = defaultdict(list)
    for candidate in ordered:
        triple = things.key(candidate.head), candidate.relation, things.key(candidate.tail)
        if triple[0] != triple[2] and triple[2] != _SELF_KEY and keeps(candidate):
            best.setdefault(triple, candidate)
            seen[triple].add(candidate.sentence)
            also[triple].append(candidate)
    kept: dict[tuple[str, str, str], Candidate] = {}
    for triple, candidate in best.items():
        if candidate.score < STATEMENT_AT_LEAST:
            break
        if not any(_rivals(triple, candidate, other, kept[other]) for other in kept):
            kept[triple] = candidate
    return [Statement(*triple, c, len(seen[triple]), _elsewhere(also[triple], c)) for triple, c in kept.items()]


def _elsewhere(found: Iterable[Candidate], best: Candidate) -> tuple[Candidate, ...]:
    """Return what says the same in other sentences, the best of each, the surest first."""
    by_sentence: dict[int, Candidate] = {}
    for candidate in found:
        if candidate.sentence != best.sentence and candidate.score >= ALSO_AT_LEAST:
            by_sentence.setdefault(candidate.sentence, candidate)
    return tuple(by_sentence.values())


def _rivals(triple: tuple[str, str, str], a: Candidate, other: tuple[str, str, str], b: Candidate) -> bool:
    if triple[1] != other[1]:
        return False
    heads, tails = _overlap(a.head, b.head), _overlap(a.tail, b.tail)
    return (triple[0] == other[0] and tails) or (triple[2] == other[2] and heads) or (heads and tails)


def _overlap(a: Node, b: Node) -> bool:
    return a != b and a[0] >= 0 and b[0] >= 0 and a[0] < b[1] and b[0] < a[1]


def mention(things: Things, text: Text, number: int, node: Node) -> Mention:
    """Return the mention that a node is in a sentence; an unsaid one is an empty span at the sentence's start."""
    sentence = text.spans[number]
    key = things.key(node)
    name, kind = things.name(key), things.type(key)
    if node not in (MAIN, SELF):
        start = text.words[node[0]][0] - sentence.start
        end = text.words[node[1] - 1][1] - sentence.start
        return Mention(sentence, start, end, sentence.text[start:end], kind, name)
    named = re.search(rf"(?<!\w){re.escape(name)}(?!\w)", sentence.text) if node == MAIN else None
    pattern = _REFERENCE if node == MAIN else _PAPER
    found = named or (pattern.search(sentence.text) if number else None)
    start, end = found.span() if found else (0, 0)
    return Mention(sentence, start, end, sentence.text[start:end], kind, name)
