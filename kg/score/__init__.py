"""Precision, recall and F1 of the facts that were found, by facts that annotators wrote down."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from kg.score.matching import Item, Key, Match, matches

LEVELS: Final = ("strict", "strict typed", "relaxed", "relaxed typed")
ALIASES: Final = ("head_aliases", "tail_aliases")


@dataclass(frozen=True, slots=True)
class Ratio:
    """How many of the found facts are right, and how many of the gold facts were found."""

    hits: int
    found: int
    gold: int

    def __add__(self, other: Ratio) -> Ratio:
        """Return both counts taken together."""
        return Ratio(self.hits + other.hits, self.found + other.found, self.gold + other.gold)

    @property
    def precision(self) -> float:
        return self.hits / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        return self.hits / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True)
class Sheet:
    """A paper's gold facts, its found facts, and which of them are the same."""

    title: str
    gold: Sequence[Item]
    found: Sequence[Item]
    matches: Sequence[Match]

    @property
    def missed(self) -> list[Item]:
        """The gold facts that were not found."""
        taken = {match.gold for match in self.matches}
        return [item for i, item in enumerate(self.gold) if i not in taken]

    @property
    def wrong(self) -> list[Item]:
        """The found facts that are not in the gold."""
        taken = {match.found for match in self.matches}
        return [item for j, item in enumerate(self.found) if j not in taken]


@dataclass(frozen=True, slots=True)
class Score:
    """The judgement over all papers of the gold.

    Attributes:
        sheets: paper by paper, in the order of the gold.
        total: for each of ``LEVELS``.
        relations: loosely matched, by relation, the most frequent of the gold first.
        types: loosely matched with the right type of the tail, by that type.
        values_found: of the matched gold facts with numbers, those found with all of them (hits of gold).
        values_right: of the matched found facts with numbers, those that have only the gold's (hits of found).
    """

    sheets: tuple[Sheet, ...]
    total: Mapping[str, Ratio]
    relations: Mapping[str, Ratio]
    types: Mapping[str, Ratio]
    values_found: Ratio
    values_right: Ratio


def paper_key(title: str) -> str:
    """Return the form by which a paper is found again: small letters, only words."""
    return re.sub(r"\W+", " ", title.lower()).strip()


def score(gold: Iterable[Mapping[str, object]], found: Iterable[Mapping[str, object]]) -> Score:
    """Judge found facts (records of ``facts.jsonl``) by gold papers (records with ``title`` and ``facts``).

    Each gold fact counts once, and so does each found triple of a paper; facts of other papers are passed over.
    """
    wanted: dict[str, list[Item]] = {}
    for paper in gold:
        facts = paper.get("facts")
        items = [Item.of(fact, ALIASES) for fact in facts] if isinstance(facts, list) else []
        wanted[paper_key(str(paper["title"]))] = items
    got: defaultdict[str, dict[tuple[str, Key, Key], Item]] = defaultdict(dict)
    for record in found:
        title = paper_key(str(record["paper"]))
        if title in wanted:
            item = Item.of(record)
            got[title].setdefault(item.identity, item)
    sheets = []
    for title, items in wanted.items():
        candidates = list(got[title].values())
        sheets.append(Sheet(title, items, candidates, tuple(matches(items, candidates))))
    return _tally(sheets)


def _tally(sheets: Sequence[Sheet]) -> Score:
    gold = [item for sheet in sheets for item in sheet.gold]
    found = [item for sheet in sheets for item in sheet.found]
    hits: Counter[str] = Counter()
    pairs: list[tuple[Item, Item]] = []
    for sheet in sheets:
        for match in sheet.matches:
            pairs.append((sheet.gold[match.gold], sheet.found[match.found]))
            reached = (match.strict, match.strict and match.typed, True, match.typed)
            hits.update(level for level, holds in zip(LEVELS, reached, strict=True) if holds)
    valued = [(want.numbers, have.numbers) for want, have in pairs]
    wanted_values = [(want, have) for want, have in valued if want]
    found_values = [(want, have) for want, have in valued if have]
    return Score(
        sheets=tuple(sheets),
        total={level: Ratio(hits[level], len(found), len(gold)) for level in LEVELS},
        relations=_grouped(
            Counter(want.relation for want, _ in pairs),
            Counter(item.relation for item in found),
            Counter(item.relation for item in gold),
        ),
        types=_grouped(
            Counter(want.tail.type for want, have in pairs if want.tail.type == have.tail.type),
            Counter(item.tail.type for item in found),
            Counter(item.tail.type for item in gold),
        ),
        values_found=Ratio(sum(want <= have for want, have in wanted_values), len(found_values), len(wanted_values)),
        values_right=Ratio(sum(have <= want for want, have in found_values), len(found_values), len(wanted_values)),
    )


def _grouped(hits: Counter[str], found: Counter[str], gold: Counter[str]) -> dict[str, Ratio]:
    groups = sorted(found.keys() | gold.keys(), key=lambda group: (-gold[group], group))
    return {group: Ratio(hits[group], found[group], gold[group]) for group in groups}
