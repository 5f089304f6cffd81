"""What is known of a statement beside its score: the paper's other statements, the rules, its ends.

The pair classifier looks at one sentence. Whether a fact is a second wording of a better one, whether the rules read
the like, how often its ends are spoken of, shows only in the paper as a whole.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from kg.extract.learned.assembly import Statement, Things
from kg.extract.learned.candidates import MAIN, SELF, Found, Node
from kg.extract.learned.heads import RELATION_NAMES
from kg.extract.learned.likeness import alike, folded_words
from kg.extract.learned.text import Text
from kg.extract.learned.wording import is_generic
from kg.model import Fact
from kg.schema import ENTITY_TYPES

Words = tuple[str, ...]
BEFORE: Final = ("for", "on", "of", "with", "by", "to", "in", "as", "and", ",", "than", "over", "using", "from", "(")
"""Words before the tail that tell relations apart."""
_TYPES: Final = tuple(t.name for t in ENTITY_TYPES)
_OF_THE_PAIR: Final = ("score", "head_chance", "tail_chance", "all_scores", "sentences", "other_relation", "reversed",
                       "reversed_other")  # fmt: skip
_OF_THE_RULES: Final = ("same", "alike", "same_pair", "alike_pair", "reversed_pair", "same_tail", "same_head")
_OF_RIVALS: Final = ("both_alike", "tail_shares_word", "head_is_other", "by_head", "by_tail", "better_by_head",
                     "better_by_tail", "beside_by_head", "beside_by_tail", "other_of_pair")  # fmt: skip
_OF_THE_ENDS: Final = ("head_main", "head_self", "tail_main", "head_is_main", "tail_is_main", "head_generic",
                       "tail_generic", "head_in_title", "tail_in_title", "head_capital", "tail_capital", "head_digit",
                       "tail_digit", "head_mentions", "tail_mentions", "head_words", "tail_words", "distance",
                       "in_order", "position")  # fmt: skip
SIGNS: Final = (
    *_OF_THE_PAIR,
    *(f"rules_{name}" for name in _OF_THE_RULES),
    *(f"rival_{name}" for name in _OF_RIVALS),
    *_OF_THE_ENDS,
    *(f"before_{word}" for word in BEFORE),
    *RELATION_NAMES,
    *(f"head_{name}" for name in _TYPES),
    *(f"tail_{name}" for name in _TYPES),
)


def logit(p: float) -> float:
    """Return the log odds, bounded so that 0 and 1 stay finite."""
    p = min(max(p, 1e-4), 1 - 1e-4)
    return math.log(p / (1 - p))


@dataclass(frozen=True, slots=True)
class Said:
    """A statement with the folded names of its ends."""

    statement: Statement
    head: Words
    tail: Words

    @property
    def score(self) -> float:
        """Return its best score."""
        return self.statement.best.score


class RuleFacts:
    """What the rules find in a paper, by folded names."""

    def __init__(self, facts: Iterable[Fact]) -> None:
        self.pairs: set[tuple[Words, Words]] = set()
        self.by_relation: dict[str, set[tuple[Words, Words]]] = defaultdict(set)
        for fact in facts:
            pair = folded_words(fact.head.name), folded_words(fact.tail.name)
            self.pairs.add(pair)
            self.by_relation[fact.relation].add(pair)

    def signs(self, relation: str, head: Words, tail: Words) -> tuple[float, ...]:
        """Return how far the rules agree with a fact, as in ``_OF_THE_RULES``."""
        same = self.by_relation[relation]
        found = (
            (head, tail) in same,
            any(alike(h, head) and alike(t, tail) for h, t in same),
            (head, tail) in self.pairs,
            any(alike(h, head) and alike(t, tail) for h, t in self.pairs),
            (tail, head) in self.pairs,
            any(t == tail for _, t in same),
            any(h == head for h, _ in same),
        )
        return tuple(map(float, found))


class Signs:
    """The signs of the statements of one paper.

    Args:
        said: the paper's statements.
        rules: the facts that the rules find in it.
    """

    def __init__(self, said: Sequence[Statement], things: Things, text: Text, found: Found, rules: RuleFacts) -> None:
        self._things, self._text, self._found, self._rules = things, text, found, rules
        self._said = [Said(s, self._folded(s.head), self._folded(s.tail)) for s in said]
        self._like: dict[str, list[Said]] = defaultdict(list)
        self._pairs: dict[frozenset[str], list[Said]] = defaultdict(list)
        for s in self._said:
            self._like[s.statement.relation].append(s)
            self._pairs[frozenset((s.statement.head, s.statement.tail))].append(s)
        self._all_scores: Counter[tuple[str, str, str]] = Counter()
        self._of_nodes: dict[tuple[int, Node, Node], dict[str, float]] = defaultdict(dict)
        for c in found.candidates:
            self._all_scores[things.key(c.head), c.relation, things.key(c.tail)] += round(c.score * 10_000)
            self._of_nodes[c.sentence, c.head, c.tail][c.relation] = c.score

    def rows(self) -> list[tuple[float, ...]]:
        """Return the signs of each statement, in the order of ``SIGNS``."""
        return [self._row(s) for s in self._said]

    def _folded(self, key: str) -> Words:
        return folded_words(self._things.name(key))

    def _row(self, s: Said) -> tuple[float, ...]:
        relation, head, tail = s.statement.relation, s.statement.head, s.statement.tail
        types = self._things.type(head), self._things.type(tail)
        return (
            *self._pair(s),
            *self._rules.signs(relation, s.head, s.tail),
            *self._rivals(s),
            *self._ends(s),
            *self._before(s.statement.best.tail),
            *(float(relation == name) for name in RELATION_NAMES),
            *(float(types[0] == name) for name in _TYPES),
            *(float(types[1] == name) for name in _TYPES),
        )

    def _pair(self, s: Said) -> tuple[float, ...]:
        best = s.statement.best
        there = self._of_nodes[best.sentence, best.head, best.tail]
        back = self._of_nodes.get((best.sentence, best.tail, best.head), {})
        whole = self._all_scores[s.statement.head, best.relation, s.statement.tail] / 10_000
        return (
            logit(best.score),
            logit(self._chance(best.head)),
            logit(self._chance(best.tail)),
            logit(whole),
            math.log(s.statement.sentences),
            logit(max((p for r, p in there.items() if r != best.relation), default=0.0)),
            logit(back.get(best.relation, 0.0)),
            logit(max(back.values(), default=0.0)),
        )

    def _chance(self, node: Node) -> float:
        return 1.0 if node in (MAIN, SELF) else self._found.mentions[node].probability

    def _rivals(self, s: Said) -> tuple[float, ...]:
        head, tail, sentence = s.statement.head, s.statement.tail, s.statement.best.sentence
        both = word = other = by_head = by_tail = beside_head = beside_tail = 0.0
        better_head = better_tail = 0
        for rival in self._like[s.statement.relation]:
            if rival is s:
                continue
            better = rival.score > s.score
            same_head, same_tail = rival.statement.head == head, rival.statement.tail == tail
            beside = rival.statement.best.sentence == sentence
            if same_head:
                by_head += rival.score
                better_head += better
                beside_head = max(beside_head, rival.score if beside else 0.0)
            if same_tail:
                by_tail += rival.score
                better_tail += better
                beside_tail = max(beside_tail, rival.score if beside else 0.0)
            if better:
                if (same_head or alike(rival.head, s.head)) and (same_tail or alike(rival.tail, s.tail)):
                    both = max(both, rival.score)
                if same_head and not set(rival.tail).isdisjoint(s.tail):
                    word = max(word, rival.score)
                if same_tail and self._things.main in (head, rival.statement.head):
                    other = max(other, rival.score)
        pair = self._pairs[frozenset((head, tail))]
        of_pair = max((r.score for r in pair if r.statement.relation != s.statement.relation), default=0.0)
        return (logit(both), logit(word), logit(other), round(by_head, 4), round(by_tail, 4), better_head, better_tail,
                beside_head, beside_tail, logit(of_pair))  # fmt: skip

    def _ends(self, s: Said) -> tuple[float, ...]:
        things, text, best = self._things, self._text, s.statement.best
        head, tail = things.name(s.statement.head), things.name(s.statement.tail)
        title = text.paper.title.lower()
        spans = sorted(node for node in (best.head, best.tail) if node[0] >= 0)
        distance = spans[1][0] - spans[0][1] if len(spans) == 2 else -1
        main = things.main
        facts = (
            best.head == MAIN,
            best.head == SELF,
            best.tail == MAIN,
            bool(main) and s.statement.head == main,
            bool(main) and s.statement.tail == main,
            is_generic(head),
            is_generic(tail),
            head.lower() in title,
            tail.lower() in title,
            *(any(c.isupper() for c in name) for name in (head, tail)),
            *(any(c.isdigit() for c in name) for name in (head, tail)),
            things.mentions(s.statement.head),
            things.mentions(s.statement.tail),
            len(head.split()),
            len(tail.split()),
            distance,
            len(spans) == 2 and best.head < best.tail,
            best.sentence / max(1, len(text.sentences) - 1),
        )
        return tuple(map(float, facts))

    def _before(self, node: Node) -> tuple[float, ...]:
        word = self._text.wording(node[0] - 1, node[0]).lower() if node[0] > 0 else ""
        return tuple(float(word == one) for one in BEFORE)
