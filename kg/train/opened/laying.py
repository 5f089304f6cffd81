"""Annotated open facts laid upon the tokens of the parser.

An annotation names words; where these stand several times in the sentence, those are taken that lie closest together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np

from kg.extract.learned.encoder import Floats
from kg.extract.learned.heads import Ints
from kg.extract.open import heads, signs
from kg.extract.open.layout import Span
from kg.extract.open.signs import Signs
from kg.extract.parse import ParsedSentence
from kg.score.opengold import Triple

Laid = tuple[Span, tuple[int, ...], Span]


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence to learn from.

    Attributes:
        kinds: what each token is, as in ``kg.extract.open.heads``.
        spans: the annotated entities, and those that only the rules see, which are related to nothing.
        relations: the words between two of the spans, by their numbers.
    """

    signs: Signs
    vectors: Floats
    kinds: Ints
    spans: tuple[Span, ...]
    relations: Mapping[tuple[int, int], tuple[int, ...]]


def example(parsed: ParsedSentence, s: Signs, vectors: Floats, facts: Iterable[Triple]) -> Example:
    """Lay the facts upon a sentence."""
    laid = [one for fact in facts if (one := lay(parsed, fact))]
    counted = Counter(span for head, _, tail in laid for span in (head, tail))
    spans = _apart(sorted(counted, key=lambda span: (-counted[span], span[0] - span[1], span)))
    kinds = np.full(len(s), heads.OTHER, dtype=np.int64)
    for _, words, _ in laid:
        kinds[list(words)] = heads.RELATES
    for first, last in spans:
        kinds[first:last], kinds[first] = heads.INSIDE, heads.BEGINS
    every = tuple(sorted(_apart([*spans, *_said(s)])))
    number = {span: n for n, span in enumerate(every)}
    relations = {(number[head], number[tail]): words for head, words, tail in laid if head in number and tail in number}
    return Example(s, vectors, kinds, every, relations)


def lay(parsed: ParsedSentence, fact: Triple) -> Laid | None:
    """Return the tokens of a fact; None if its words are not there."""
    text = parsed.sentence.text
    head, relation, tail = fact
    best: tuple[int, Laid] | None = None
    for h, t in product(_standing(text, head), _standing(text, tail)):
        if h[0] < t[1] and t[0] < h[1]:
            continue
        for words in _sequences(
            [[w for w in _standing(text, one) if not _touches(w, (h, t))] for one in relation.split()]
        ):
            ends = [*words, h, t]
            width = max(end for _, end in ends) - min(start for start, _ in ends)
            laid = _in_tokens(parsed, h, words, t)
            if laid and (best is None or width < best[0]):
                best = width, laid
    return best[1] if best else None


def _sequences(standing: Sequence[Sequence[Span]]) -> Iterable[list[Span]]:
    """Yield for each place of the first word the nearest places of the others behind it."""
    for first in standing[0]:
        found = [first]
        for places in standing[1:]:
            behind = [place for place in places if place[0] >= found[-1][1]]
            if not behind:
                break
            found.append(behind[0])
        if len(found) == len(standing):
            yield found


def _in_tokens(parsed: ParsedSentence, head: Span, words: Iterable[Span], tail: Span) -> Laid | None:
    h, t = parsed.token_range(*head), parsed.token_range(*tail)
    tokens = {n for word in words for n in range(*parsed.token_range(*word))}
    kept = tuple(sorted(n for n in tokens if not h[0] <= n < h[1] and not t[0] <= n < t[1]))
    return (h, kept, t) if kept and h[1] > h[0] and t[1] > t[0] else None


def _standing(text: str, words: str) -> list[Span]:
    """Return where words stand whole, in characters."""
    found = []
    at = text.find(words)
    while at >= 0:
        end = at + len(words)
        before = at > 0 and text[at - 1].isalnum() and words[0].isalnum()
        after = end < len(text) and text[end].isalnum() and words[-1].isalnum()
        if not before and not after:
            found.append((at, end))
        at = text.find(words, at + 1)
    return found


def _touches(one: Span, others: Iterable[Span]) -> bool:
    return any(one[0] < other[1] and other[0] < one[1] for other in others)


def _apart(spans: Iterable[Span]) -> list[Span]:
    """Leave out what overlaps an earlier one."""
    kept: list[Span] = []
    for span in spans:
        if not _touches(span, kept):
            kept.append(span)
    return kept


def _said(s: Signs) -> list[Span]:
    """Return the entities that the rules see."""
    found = []
    for first in np.flatnonzero(s.said == signs.BEGINS).tolist():
        last = first + 1
        while last < len(s) and s.said[last] == signs.INSIDE:
            last += 1
        found.append((first, last))
    return found
