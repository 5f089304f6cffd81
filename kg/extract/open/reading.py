"""From the two networks to statements: entities are runs of tokens, likely pairs of them are related by words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Protocol

import numpy as np

from kg.extract.learned.encoder import Floats
from kg.extract.learned.heads import Ints
from kg.extract.open.heads import BEGINS, INSIDE
from kg.extract.open.layout import RELATES, Layout, Span, layout
from kg.extract.open.signs import Signs

PAIR_AT_LEAST: Final = 0.1
WORD_AT_LEAST: Final = 0.5
ENTITIES_AT_MOST: Final = 60


class Stages(Protocol):
    """Both stages, as ``OpenHeads`` has them."""

    def tokens(self, s: Signs, vectors: Floats) -> tuple[Floats, Floats]: ...

    def pairs(self, lay: Layout, x: Floats) -> tuple[Floats, Floats]: ...

    def words(self, lay: Layout, x: Floats, pairs: Floats, rows: Ints) -> Floats: ...


@dataclass(frozen=True, slots=True)
class Read:
    """A statement that the networks read in a sentence; probabilities have four digits, so that no last bit decides.

    Attributes:
        head, tail: ranges of tokens; ``words``: the tokens of the relation, in order.
        pair: the probability that the two are related; ``wording``: that these are the words, all others not.
        ends: the probability of the less likely of the two entities.
        agreed: 1 where the rules relate the two, too; ``same``: 1 where they do by the same words.
    """

    head: Span
    words: tuple[int, ...]
    tail: Span
    pair: float
    wording: float
    ends: float
    agreed: float
    same: float


def read(heads: Sequence[Stages], s: Signs, vectors: Floats) -> list[Read]:
    """Return what is stated in a sentence, in the order of the text; of several networks the mean decides."""
    seen = [one.tokens(s, vectors) for one in heads]
    kinds = _mean([kind for kind, _ in seen])
    spans = entities(kinds)[:ENTITIES_AT_MOST]
    if len(spans) < 2:
        return []
    lay = layout(s, spans)
    paired = [one.pairs(lay, x) for one, (_, x) in zip(heads, seen, strict=True)]
    related = _mean([probability for probability, _ in paired])
    rows = np.flatnonzero(related >= PAIR_AT_LEAST)
    told = zip(heads, seen, paired, strict=True)
    words = _mean([one.words(lay, x, pairs, rows) for one, (_, x), (_, pairs) in told])
    sure = [float(kinds[a:b, BEGINS : INSIDE + 1].sum(axis=1).min()) for a, b in spans]
    found = []
    for row, word in zip(rows.tolist(), words, strict=True):
        chosen = word >= WORD_AT_LEAST
        if chosen.any():
            h, t = lay.pairs[row].tolist()
            found.append(
                Read(
                    spans[h],
                    tuple(np.flatnonzero(chosen).tolist()),
                    spans[t],
                    round(float(related[row]), 4),
                    round(float(np.where(chosen, word, 1 - word).prod()), 4),
                    round(min(sure[h], sure[t]), 4),
                    float(lay.pair[row, 3] > 0),
                    float(np.array_equal(chosen, (lay.token[row, :, 4] == RELATES) & (lay.free[row] > 0))),
                )
            )
    return found


def _mean(probabilities: Sequence[Floats]) -> Floats:
    result: Floats = np.round(np.stack(probabilities).mean(axis=0), 4)
    return result


def entities(kinds: Floats) -> list[Span]:
    """Return the entities: a token that begins one, or is inside of none, and those inside that follow."""
    kind = kinds.argmax(axis=1).tolist()
    found: list[Span] = []
    first = -1
    for n, what in enumerate([*kind, -1]):
        if first >= 0 and what != INSIDE:
            found.append((first, n))
            first = -1
        if what == BEGINS or (what == INSIDE and first < 0):
            first = n
    return found
