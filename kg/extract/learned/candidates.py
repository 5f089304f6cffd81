"""What the two stages say of a paper: the mentions, and every relation that two of them may have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from threadpoolctl import threadpool_limits

from kg.extract.learned.encoder import Encoder, Floats
from kg.extract.learned.heads import RELATION_NAMES, SPAN_TYPES, Heads, Spans, Words
from kg.extract.learned.text import Text

Node = tuple[int, int]
"""A span in words, or one of the two special nodes."""
MAIN: Final[Node] = (-1, -1)
SELF: Final[Node] = (-2, -2)

MENTION_AT_LEAST: Final = 0.15
RELATION_AT_LEAST: Final = 0.02
MENTIONS_AT_MOST: Final = 120


@dataclass(frozen=True, slots=True)
class Tagged:
    """A span that may be a mention: the probability that it is one, and its likeliest type."""

    probability: float
    type: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A relation between two nodes of a sentence, and its probability before calibration."""

    sentence: int
    head: Node
    relation: str
    tail: Node
    score: float


@dataclass(frozen=True, slots=True)
class Found:
    """All mentions and candidates of a paper; scores are rounded, so that no last bit decides an order."""

    mentions: Mapping[Node, Tagged]
    candidates: tuple[Candidate, ...]


def find(text: Text, encoder: Encoder, heads: Heads) -> Found:
    """Run the encoder and both stages over one paper."""
    return found_in(text, encoder(text.pieces), heads) if text.words else Found({}, ())


def found_in(text: Text, vectors: Floats, heads: Heads) -> Found:
    """Run both stages upon the encoder's vectors.

    They run on one thread: more cost time on arrays so small, and could change a last bit.
    """
    if not text.words:
        return Found({}, ())
    with threadpool_limits(limits=1, user_api="blas"):
        return _found_in(text, vectors, heads)


def _found_in(text: Text, vectors: Floats, heads: Heads) -> Found:
    words = Words(vectors[list(text.pieces.first)], vectors[list(text.pieces.last)], vectors[0])
    spans = likely(heads.spans(words, text.sentences))
    mentions = {
        (int(start), int(end)): Tagged(round(float(1 - p[0]), 4), SPAN_TYPES[int(p[1:].argmax())])
        for start, end, p in zip(spans.start, spans.end, spans.probability, strict=True)
    }
    return Found(mentions, tuple(_candidates(text, words, spans, heads)))


def likely(spans: Spans) -> Spans:
    """Keep the spans that may be mentions, in the order of the text."""
    some = 1 - spans.probability[:, 0]
    rows = np.flatnonzero(some > MENTION_AT_LEAST)
    if rows.size > MENTIONS_AT_MOST:
        best = np.argsort(-np.round(some[rows], 4), kind="stable")[:MENTIONS_AT_MOST]
        rows = np.sort(rows[best])
    return spans.take(rows)


def _candidates(text: Text, words: Words, spans: Spans, heads: Heads) -> Iterator[Candidate]:
    for number, (first, last) in enumerate(text.sentences):
        here = spans.take(np.flatnonzero((spans.start >= first) & (spans.start < last)))
        if not here.start.size:
            continue
        probability = heads.pairs(words, here, (first, last))
        nodes = [*zip(here.start.tolist(), here.end.tolist(), strict=True), MAIN, SELF]
        for h, t, r in np.argwhere(probability > RELATION_AT_LEAST):
            if h != t and nodes[t] != SELF:
                score = round(float(probability[h, t, r]), 4)
                yield Candidate(number, nodes[h], RELATION_NAMES[r], nodes[t], score)
