"""Short and long forms, by the papers' own definitions: "Long Range Arena (LRA)"."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Final

from kg.model import Extraction
from kg.resolve.names import normalised, singular

_FUNCTION: Final = frozenset({"a", "an", "and", "by", "for", "from", "in", "of", "on", "the", "to", "with"})


def abbreviates(short: str, long: str) -> bool:
    """Tell whether the letters of ``short`` stand in ``long`` in order, the first at the start of a word.

    This is the test of Schwartz and Hearst, read from the end; a short form has two capitals at least.
    """
    if sum(map(str.isupper, short)) < 2 or _shares_a_word(short, long):
        return False
    letters = [c.lower() for c in short if c.isalnum()]
    if letters and letters[-1] == "s" and short.endswith("s"):
        letters.pop()  # the plural of an acronym
    if (
        not 2 <= len(letters) <= 12
        or " " in short.strip()
        or len(re.split(r"[\s-]+", long)) < 2
        or len(long) <= len(short)
    ):
        return False
    text = long.lower()
    position = len(text)
    for number, letter in reversed(list(enumerate(letters))):
        position -= 1
        while position >= 0 and (text[position] != letter or (not number and not _begins_word(text, position))):
            position -= 1
        if position < 0:
            return False
    return not text[:position].strip()


def _shares_a_word(short: str, long: str) -> bool:
    """Tell whether the long form only says more than the short one: "XLM-R Base" is no long form of "XLM-R"."""
    words = [word.casefold().removesuffix("s") for word in re.findall(r"\w{2,}", long)]
    parts = [part.casefold().removesuffix("s") for part in re.findall(r"\w{3,}", short)]
    return any(word.startswith(part) for part in parts for word in words)


def _begins_word(text: str, position: int) -> bool:
    return position == 0 or not text[position - 1].isalnum()


@dataclass(frozen=True, slots=True)
class Acronyms:
    """What the short forms of a collection stand for, in normalised forms.

    Attributes:
        by_paper: paper id → short form → the long form that this paper gives.
        dominant: short form → the long form that more than half of the papers that define it give.
        support: short form → papers that give the dominant long form, papers that define it.
        short: long form → the short form whose dominant long form it is.
    """

    by_paper: Mapping[str, Mapping[str, str]]
    dominant: Mapping[str, str]
    support: Mapping[str, tuple[int, int]]
    short: Mapping[str, str]

    def canonical(self, key: str, paper_id: str) -> str:
        """Return the form by which the whole collection knows what the paper calls ``key``."""
        own = self.by_paper.get(paper_id, {}).get(key)
        if own is not None:
            return key if self.dominant.get(key) == own else own
        return self.short.get(key, key)


def collect(extractions: Iterable[Extraction]) -> Acronyms:
    """Gather the definitions of all papers."""
    by_paper = {extraction.paper.id: _definitions(extraction) for extraction in extractions}
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for short, long in chain.from_iterable(definitions.items() for definitions in by_paper.values()):
        counts[short][long] += 1
    same = {short: _meanings(longs) for short, longs in counts.items()}
    dominant: dict[str, str] = {}
    support: dict[str, tuple[int, int]] = {}
    candidates: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
    for short, longs in sorted(counts.items()):
        meanings: Counter[str] = Counter()
        for long, papers in longs.items():
            meanings[same[short][long]] += papers
        leader, papers = min(meanings.items(), key=lambda item: (-item[1], item[0]))
        if 2 * papers > meanings.total():
            dominant[short] = leader
            support[short] = (papers, meanings.total())
            for long in longs:
                if same[short][long] == leader:
                    candidates[long].append((-papers, short))
    own = {
        paper: {short: same[short][long] for short, long in definitions.items()}
        for paper, definitions in by_paper.items()
    }
    return Acronyms(own, dominant, support, {long: min(options)[1] for long, options in candidates.items()})


def _meanings(longs: Counter[str]) -> dict[str, str]:
    """Map each long form to the more frequent one that says the same in more or in fewer words.

    "bidirectional encoders for transformers" is no other BERT, but "multi-head" and "multi-scale attention" differ, and
    so do "large language model" and "large language model for code".
    """
    leaders: list[str] = []
    found: dict[str, str] = {}
    for long in sorted(longs, key=lambda form: (-longs[form], form)):
        words = _content(long)
        last = singular(long.split()[-1])
        alike = (one for one in leaders if words <= _content(one) or words >= _content(one))
        found[long] = next((one for one in alike if singular(one.split()[-1]) == last), long)
        if found[long] == long:
            leaders.append(long)
    return found


def _content(form: str) -> frozenset[str]:
    return frozenset(singular(word) for word in form.split()) - _FUNCTION


def _definitions(extraction: Extraction) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, others in sorted(extraction.aliases.items()):
        for other in others:
            short, long = sorted((name, other), key=len)
            if abbreviates(short, long):
                found.setdefault(normalised(short), normalised(long))
    return {short: long for short, long in found.items() if short and long and short != long}
