"""Whether what a sentence does not state plainly is read as a fact, by invented sentences and their plain twins.

Each line of the file of cases is a small world: ``title``, ``before`` and ``after`` (plain sentences around), the fact
(``relation``, ``head``, ``tail``), ``plain`` (sentences that state it) and ``other`` (``kind`` and ``text``: sentences
that deny it, hedge it, announce it, ask for it, make it depend on what is not so, or say that others failed to show
it). ``part`` names the set, each by another hand; README.md tells what was measured before a set was looked at. The
sets in ``kg/data/annotations/not-plain.jsonl`` have been learned from; those in ``tests/cases/negation.jsonl`` measure.

Any fact whose evidence is such a sentence counts as one that reads as plain, whatever it says, with two exceptions:
what cannot be done or shown is a limitation, stated plainly ("X does not run on phones"), and who does not have a
limitation avoids it, which is ``addresses``. ``holds`` of an ``other`` names a relation that its sentence states
plainly beside. Questions stand in the abstract and, once more, as its title.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from kg.errors import InputError
from kg.extract.base import Extractor
from kg.gate import Gate
from kg.model import Extraction, Fact, Paper
from kg.pipeline import cut
from kg.score.matching import Item

PLAIN: Final = "plain twins"
ALL: Final = "not plain, in all"
_TITLE: Final = "question as title"
_QUESTION: Final = "question"
_STATES_A_LACK: Final = frozenset({"negated", "attributed"})
_LIMITATION: Final = "hasLimitation"
_KEYS: Final = ("part", "relation", "head", "tail", "title", "before", "after", "plain", "other")


@dataclass(frozen=True, slots=True)
class Case:
    """A sentence in its paper: what it says, of which kind it is, and the fact that it is about."""

    part: str
    kind: str
    sentence: str
    paper: Paper
    fact: Item
    holds: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """A case and the facts that count: of a plain one its own, of another one all that its sentence gave."""

    case: Case
    facts: tuple[Fact, ...]
    cut: float

    @property
    def kept(self) -> bool:
        """Whether a fact is reported at all."""
        return bool(self.facts)

    @property
    def sure(self) -> bool:
        """Whether a fact stands in the default graph."""
        return any(fact.confidence >= self.cut for fact in self.facts)


def read(path: Path) -> tuple[Case, ...]:
    """Read the cases of a file.

    Raises:
        InputError: names the line that is none.
    """
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"cannot be read ({error}).", str(path)) from None
    found: list[Case] = []
    for number, line in enumerate(lines, 1):
        try:
            world = json.loads(line)
            found += _cases(number, {key: world[key] for key in _KEYS})
        except (ValueError, KeyError, TypeError) as error:
            raise InputError(f"no case ({error}).", f"{path}:{number}") from None
    return tuple(found)


def _cases(number: int, world: dict[str, Any]) -> Iterator[Case]:
    fact = Item.of(world)
    said = [(PLAIN, text, "") for text in world["plain"]]
    said += [(one["kind"], one["text"], one.get("holds", "")) for one in world["other"]]
    for place, (kind, text, holds) in enumerate(said):
        abstract = " ".join((world["before"], text, world["after"]))
        yield Case(world["part"], kind, text, Paper(f"{number}.{place}", world["title"], abstract), fact, holds)
        if kind == _QUESTION and text.endswith("?"):
            paper = Paper(f"{number}.{place}.title", text, f"{world['before']} {world['after']}")
            yield Case(world["part"], _TITLE, text, paper, fact, holds)


def verdicts(cases: Sequence[Case], extractor: Extractor) -> Iterator[Verdict]:
    """Extract the facts of every case's paper and yield those that count."""
    gate, least = Gate(), cut(extractor.describe())
    for case, extraction in zip(cases, extractor.extract(case.paper for case in cases), strict=True):
        yield Verdict(case, tuple(_counting(case, gate.checked(extraction))), least)


def _counting(case: Case, extraction: Extraction) -> Iterator[Fact]:
    start = case.paper.text.index(case.sentence)
    stop = start + len(case.sentence)
    for fact in extraction.facts:
        if fact.evidence.start >= stop or fact.evidence.end <= start:
            continue
        if case.kind == PLAIN:
            if _same(case.fact, fact):
                yield fact
        elif fact.relation == case.holds:
            continue
        elif case.kind not in _STATES_A_LACK or fact.relation != _implied(case):
            yield fact


def _implied(case: Case) -> str:
    """The relation that a denial of the case's fact may state plainly."""
    return "addresses" if case.fact.relation == _LIMITATION else _LIMITATION


def _same(wanted: Item, fact: Fact) -> bool:
    ends = {"head_type": fact.head.type, "tail_type": fact.tail.type}
    found = Item.of({"head": fact.head.name, "relation": fact.relation, "tail": fact.tail.name} | ends)
    if wanted.relation != found.relation:
        return False
    numbers = bool(wanted.tail.numbers & found.tail.numbers)
    return bool(wanted.head.agreement(found.head)) and (numbers or bool(wanted.tail.agreement(found.tail)))


@dataclass(frozen=True, slots=True)
class Row:
    """Of the sentences of one kind in one part: how many there are, give a fact at all, and one in the graph."""

    part: str
    kind: str
    sentences: int
    kept: int
    sure: int


def table(judged: Iterable[Verdict]) -> Iterator[Row]:
    """Yield the rows: by part, each kind in the order of the file, all that is not plain, and the plain twins."""
    judged = list(judged)
    for part in dict.fromkeys(v.case.part for v in judged):
        here = [v for v in judged if v.case.part == part]
        other = [v for v in here if v.case.kind != PLAIN]
        for kind in dict.fromkeys(v.case.kind for v in other):
            yield _row(part, kind, [v for v in other if v.case.kind == kind])
        yield _row(part, ALL, other)
        yield _row(part, PLAIN, [v for v in here if v.case.kind == PLAIN])


def _row(part: str, kind: str, judged: Sequence[Verdict]) -> Row:
    return Row(part, kind, len(judged), sum(v.kept for v in judged), sum(v.sure for v in judged))
