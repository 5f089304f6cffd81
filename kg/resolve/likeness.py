"""Names that are one thing though their keys differ: pairs found by blocking, each judged by evidence.

Likeness alone merges nothing: "GPT-2" and "GPT-3", "disinformation" and "misinformation" are as alike as two spellings
of one word. A pair joins for a reason that a reader can check; what is only alike is a ``Doubt`` for a person to
decide. Each name is compared with a bounded number of others, so that the work grows linearly.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from kg.resolve.names import singular

WINDOW: Final = 4
"""With how many neighbours of its block a name is compared."""
_GENERIC: Final = frozenset(
    {"model", "architecture", "network", "method", "approach", "algorithm", "technique", "framework", "dataset"}
    | {"benchmark", "corpus", "library"}
)
_SMALL: Final = frozenset(("", "a", "an", "and", "for", "from", "in", "of", "on", "the", "to", "with"))


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a key.

    Attributes:
        names: its wordings and how often each is used.
        types: the types that its uses carry.
        papers: the ids of the papers that use it.
        longs: the long forms of which it is the acronym.
    """

    key: str
    names: Mapping[str, int]
    types: frozenset[str]
    papers: frozenset[str]
    longs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Join:
    """Two keys that are one thing (or, as a doubt, look like it): why, and how sure that is."""

    one: str
    other: str
    reason: str
    score: float


def joins(known: Mapping[str, Known]) -> Iterator[Join]:
    """Yield the pairs that are one thing, the surest kind first."""
    yield from _in_blocks(known, _letters, "hyphen or space", 0.99)
    yield from _in_blocks(known, _singulars, "plural within", 0.97)
    yield from _generic(known)
    yield from _initials(known)
    yield from _slips(known)


def doubts(known: Mapping[str, Known], score: float = 90) -> Iterator[Join]:
    """Yield pairs that are alike and nothing more, for a person to decide."""
    for one, other in _neighbours(known):
        likeness = fuzz.ratio(one, other)
        if likeness >= score and _digits(one) == _digits(other):
            yield Join(one, other, "alike", round(likeness / 100, 3))


def _letters(key: str) -> str:
    """Return the key without spaces, but for those between digits, and with "v2.0" as "2"; "" if it is too short."""
    text = re.sub(r"(?<!\d) | (?!\d)", "", re.sub(r"\bv(?=\d)|(?<=\d)\.0\b|['’`]", "", key))
    return text if sum(map(str.isalpha, text)) >= 4 else ""


def _singulars(key: str) -> str:
    words = key.split()
    return " ".join(map(singular, words)) if len(words) > 1 else ""


def _in_blocks(known: Mapping[str, Known], form: Callable[[str], str], reason: str, score: float) -> Iterator[Join]:
    blocks: defaultdict[str, set[str]] = defaultdict(set)
    for key, entry in known.items():
        for wording in (key, *entry.longs):
            if alike := form(wording):
                blocks[alike].add(key)
    for _, keys in sorted(blocks.items()):
        for one, other in pairwise(sorted(keys)):
            yield Join(one, other, reason, score)


def _generic(known: Mapping[str, Known]) -> Iterator[Join]:
    """Join "Mamba architecture" to "Mamba": a generic word after what is always written as a name."""
    for key in sorted(known):
        base, _, last = key.rpartition(" ")
        base = base if base in known else singular(base)
        if last not in _GENERIC or base not in known or not all(map(_is_name, known[base].names)):
            continue
        if _kinds(known[base].types) & _kinds(known[key].types):
            yield Join(base, key, f"generic word '{last}'", 0.97)


def _kinds(types: Iterable[str]) -> set[str]:
    """Return the types, with those as one that are hard to tell apart."""
    return {"Model" if type in ("Method", "Software") else type for type in types}


def _is_name(name: str) -> bool:
    return all(re.match(r"\W*(?:[A-Z0-9]|\w*[A-Z])", word) for word in re.split(r"[\s-]+", name) if word not in _SMALL)


def _initials(known: Mapping[str, Known]) -> Iterator[Join]:
    """Join "LRA" to "Long Range Arena" where one paper uses both and nothing else there has these initials."""
    shorts: defaultdict[str, list[str]] = defaultdict(list)
    longs: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for key, entry in sorted(known.items()):
        if (
            3 <= len(key) <= 6
            and key.isalpha()
            and not entry.longs
            and all(name.isupper() for name in _singular(entry))
        ):
            shorts[key].extend(sorted(entry.papers))
        words = key.split()
        if 3 <= len(words) <= 6:
            for paper in entry.papers:
                longs["".join(word[0] for word in words), paper].add(key)
    for short, papers in sorted(shorts.items()):
        found = set().union(*(longs.get((short, paper), set()) for paper in papers))
        if len(found) == 1:
            yield Join(short, found.pop(), "initials, in one paper", 0.9)


def _singular(entry: Known) -> Iterable[str]:
    return (name.removesuffix("s") for name in entry.names)


def _slips(known: Mapping[str, Known]) -> Iterator[Join]:
    """Join a slip of the pen to the common spelling: one letter inside a long word, in one paper against three."""
    for one, other in _neighbours(known):
        rare, common = sorted((one, other), key=lambda key: (len(known[key].papers), key))
        if len(known[rare].papers) != 1 or len(known[common].papers) < 3 or Levenshtein.distance(one, other) != 1:
            continue
        if _digits(one) == _digits(other) and _slipped(one.split(), other.split()):
            papers = len(known[common].papers)
            yield Join(common, rare, f"one letter, in 1 paper against {papers}", round(papers / (papers + 1), 3))


def _slipped(one: Sequence[str], other: Sequence[str]) -> bool:
    """Tell whether one long word differs, neither at its start, where it may be negated, nor at its end."""
    differing = [(a, b) for a, b in zip(one, other, strict=False) if a != b]
    if len(one) != len(other) or len(differing) != 1:
        return False
    a, b = differing[0]
    return min(len(a), len(b)) >= 8 and a[:3] == b[:3] and a[-3:] == b[-3:]


def _neighbours(known: Mapping[str, Known]) -> Iterator[tuple[str, str]]:
    """Yield pairs of keys that stand close in the order of their letters, read from the front or from behind."""
    seen: set[tuple[str, str]] = set()
    long = [key for key in known if len(key) >= 10]
    for order in (sorted(long), sorted(long, key=lambda key: key[::-1])):
        for n, one in enumerate(order):
            for other in order[n + 1 : n + 1 + WINDOW]:
                pair = (one, other) if one < other else (other, one)
                if pair not in seen and one[0] == other[0]:
                    seen.add(pair)
                    yield pair


def _digits(key: str) -> list[str]:
    return re.findall(r"\d+", key)
