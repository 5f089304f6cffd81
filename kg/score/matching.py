"""When a found fact is a gold fact.

A fact is right where paper and relation are the gold's and both ends name the gold's entities. Names agree *strictly*
when their folded forms are equal, or equal to an alias of the gold's; *loosely* when they share the last word and half
of their words; a measured result also when the numbers meet.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

Key = tuple[str, ...]

_SKIP: Final = frozenset(
    {"a", "an", "the", "our", "its", "their", "this", "these"}
    | {"proposed", "novel", "new", "existing", "previous", "prior"}
)
_GENERIC: Final = frozenset(
    {"model", "method", "approach", "framework", "architecture", "algorithm", "network", "task", "dataset"}
    | {"benchmark", "problem"}
)
_PAPER: Final = frozenset(
    {"this paper", "paper", "we", "this work", "this article", "this survey", "this study", "the paper"}
)
_PAPER_KEY: Final = ("PAPER",)
_WORD: Final = re.compile(r"[a-z0-9]+(?:[./+%'-][a-z0-9]+)*%?")
_NUMBER: Final = re.compile(r"\d+(?:\.\d+)?")


def folded(name: str) -> Key:
    """Return the words of a name that count: no articles, no plurals, no generic word at the end."""
    words: list[str] = []
    for match in _WORD.findall(name.lower().replace("–", "-").replace("’", "'")):
        parts = [match] if re.search(r"\d", match) else match.split("-")
        words += [_one(part) for part in parts if part not in _SKIP]
    while len(words) > 1 and words[-1] in _GENERIC:
        words.pop()
    return tuple(words)


def _one(word: str) -> str:
    plural = len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is"))
    return word[:-1] if plural else word


def loosely_equal(one: Key, two: Key) -> bool:
    """Tell whether two folded names share their last word and at least half of their words."""
    if not one or not two or one[-1] != two[-1]:
        return False
    shared = (Counter(one) & Counter(two)).total()
    return 4 * shared >= len(one) + len(two)


@dataclass(frozen=True, slots=True)
class End:
    """One end of a fact: all folded forms of its name, its type (Model and Method are one), and the numbers in it."""

    keys: frozenset[Key]
    type: str
    numbers: frozenset[str]

    @classmethod
    def of(cls, name: str, type: str, aliases: Iterable[str] = ()) -> End:
        """Return the end with this name."""
        keys = {folded(wording) for wording in (name, *aliases)} - {()}
        kind = "Method" if type == "Model" else type
        if kind == "Paper" or name.lower() in _PAPER:
            keys.add(_PAPER_KEY)
        return cls(frozenset(keys), kind, frozenset(_NUMBER.findall(name)))

    def agreement(self, other: End) -> int:
        """Return 2 for a strict, 1 for a loose agreement, 0 for none."""
        if self.keys & other.keys:
            return 2
        if self.type == other.type == "Result":
            return int(bool(self.numbers & other.numbers))
        return int(any(loosely_equal(one, two) for one in self.keys for two in other.keys))


@dataclass(frozen=True, slots=True)
class Item:
    """A fact as the score sees it."""

    head: End
    relation: str
    tail: End
    text: str
    numbers: frozenset[str]
    identity: tuple[str, Key, Key]

    @classmethod
    def of(cls, record: Mapping[str, object], wordings: Sequence[str] = ()) -> Item:
        """Return the fact of a record; ``wordings`` names the keys under which aliases of head and tail stand."""
        head, tail = str(record["head"]), str(record["tail"])
        head_type, tail_type = str(record.get("head_type") or ""), str(record.get("tail_type") or "")
        aliases = [_strings(record.get(key)) for key in wordings] or [(), ()]
        relation = str(record["relation"])
        qualifiers = record.get("qualifiers")
        value = str((qualifiers.get("value") or "") if isinstance(qualifiers, Mapping) else "")
        measured = value + (" " + tail if tail_type == "Result" else "")
        return cls(
            head=End.of(head, head_type, aliases[0]),
            relation=relation,
            tail=End.of(tail, tail_type, aliases[1]),
            text=f"{head}::{relation}::{tail}",
            numbers=frozenset(_NUMBER.findall(measured.replace(",", ""))),
            identity=(relation, folded(head), folded(tail)),
        )


def _strings(value: object) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list | tuple) else ()


@dataclass(frozen=True, slots=True)
class Match:
    """A gold fact and the found fact that was counted for it."""

    gold: int
    found: int
    strict: bool
    typed: bool


def matches(gold: Sequence[Item], found: Sequence[Item]) -> Iterator[Match]:
    """Pair each gold fact with at most one found fact, the best pairs first."""
    pairs: list[tuple[int, bool, int, int]] = []
    for i, wanted in enumerate(gold):
        for j, item in enumerate(found):
            if wanted.relation != item.relation:
                continue
            level = min(wanted.head.agreement(item.head), wanted.tail.agreement(item.tail))
            if level:
                typed = wanted.head.type == item.head.type and wanted.tail.type == item.tail.type
                pairs.append((-level, not typed, i, j))
    taken: tuple[set[int], set[int]] = (set(), set())
    for level, untyped, i, j in sorted(pairs):
        if i not in taken[0] and j not in taken[1]:
            taken[0].add(i)
            taken[1].add(j)
            yield Match(i, j, level == -2, not untyped)
