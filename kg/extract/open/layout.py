"""How two spans and the words between and around them lie in the sentence and in its tree, in numbers.

A span is a range of tokens; its head is the token in it that depends on one outside. For every ordered pair of spans
and every token some small whole numbers are read, each of which the network has vectors for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from kg.extract.learned.encoder import Floats
from kg.extract.learned.heads import Ints, span_buckets, word_buckets
from kg.extract.open.signs import DEPS, RULES, Signs

Span = tuple[int, int]
LABELS: Final = len(DEPS) + 1
PAIR_SIZES: Final = (24, 8, 12, len(RULES) + 2, len(RULES) + 2, LABELS, LABELS)
"""How many values each number of a pair has: distance, spans between, length of the way, rule for the pair, rule for
the reverse pair, labels of both heads."""
TOKEN_SIZES: Final = (10, 24, 24, 7 * LABELS, 4)
"""The same for a token of a pair: place, distances to head and tail, role in the tree, whether the rules take it."""
UP, TOP, DOWN, BESIDE = 1, 2, 3, 3
"""Roles of a token: on the way up from the head, where both ways meet, down to the tail; below one of these (+3)."""
RELATES, REVERSED = 2, 3
"""The rules take the token for the relation of this pair; of the reverse pair."""


@dataclass(frozen=True, slots=True)
class Layout:
    """The numbers of all ordered pairs of spans of a sentence.

    Attributes:
        start, last: the first and the last token of each span.
        pairs: numbers of head and tail span, (pairs, 2).
        pair: shape (pairs, numbers); ``token``: shape (pairs, tokens, numbers).
        way: how often each label stands on the way up from the head and down to the tail, (pairs, 2 * LABELS).
        path, said: the share of each token in the way between the heads, and in what the rules say, (pairs, tokens).
        free: 1 outside both spans.
    """

    start: Ints
    last: Ints
    pairs: Ints
    pair: Ints
    token: Ints
    way: Floats
    path: Floats
    said: Floats
    free: Floats


def layout(s: Signs, spans: Sequence[Span]) -> Layout:
    """Read the numbers of all ordered pairs of at least two spans that do not overlap."""
    count = len(spans)
    start, end = np.array(spans, dtype=np.int64).T
    heads = np.array([_head(s, one) for one in spans], dtype=np.int64)
    pairs = np.array([(h, t) for h in range(count) for t in range(count) if h != t], dtype=np.int64)
    h, t = pairs.T
    word = np.arange(len(s))[None, :]
    inside = (word >= start[:, None]) & (word < end[:, None])
    away = np.where(word < start[:, None], word - start[:, None], np.where(inside, 0, word - end[:, None] + 1))
    free = (~inside[h] & ~inside[t]).astype(np.float32)
    on_way, way, length = _ways(s, heads, pairs)
    token = np.zeros((len(pairs), len(s), len(TOKEN_SIZES)), dtype=np.int64)
    left, right = np.minimum(away[h], away[t]), np.maximum(away[h], away[t])
    zone = np.select([inside[h], inside[t], right < 0, left > 0], [1, 3, 0, 4], 2)
    token[:, :, 0] = zone + 5 * (start[h] < start[t])[:, None]
    token[:, :, 1], token[:, :, 2] = word_buckets(away[h]), word_buckets(away[t])
    below = np.where(s.above >= 0, on_way[:, s.above], 0)
    role = np.where(on_way > 0, on_way, np.where(below > 0, below + BESIDE, 0))
    token[:, :, 3] = role * LABELS + s.dep
    forward, backward = _proposed(s, spans, pairs, token[:, :, 4])
    lower, upper = np.minimum(end[h], end[t]), np.maximum(start[h], start[t])
    between = ((start[None, :] >= lower[:, None]) & (start[None, :] < upper[:, None])).sum(axis=1)
    numbers = (span_buckets(start[t] - start[h]), np.minimum(between, 7), length, forward, backward)
    pair = np.stack([*numbers, s.dep[heads[h]], s.dep[heads[t]]], axis=1)
    path, said = _shares((on_way > 0) * free), _shares((token[:, :, 4] >= RELATES) * free)
    return Layout(start, end - 1, pairs, pair, token, way, path, said, free)


def _shares(marks: Floats) -> Floats:
    result: Floats = (marks / np.maximum(marks.sum(axis=1, keepdims=True), 1)).astype(np.float32)
    return result


def _head(s: Signs, span: Span) -> int:
    first, last = span
    outside = [n for n in range(first, last) if not first <= s.above[n] < last]
    return outside[-1] if outside else last - 1


def _ways(s: Signs, heads: Ints, pairs: Ints) -> tuple[Ints, Floats, Ints]:
    """Return each token's role on the way from head to tail, the labels on it, and the number of its steps, 0: none."""
    chains = [_chain(s, head) for head in heads.tolist()]
    on_way = np.zeros((len(pairs), len(s)), dtype=np.int64)
    way = np.zeros((len(pairs), 2 * LABELS), dtype=np.float32)
    length = np.zeros(len(pairs), dtype=np.int64)
    for k, (h, t) in enumerate(pairs.tolist()):
        common = set(chains[h]).intersection(chains[t])
        up = [n for n in chains[h] if n not in common]
        down = [n for n in chains[t] if n not in common]
        on_way[k, up], on_way[k, down] = UP, DOWN
        np.add.at(way[k], s.dep[up], 1)
        np.add.at(way[k], LABELS + s.dep[down], 1)
        if common:
            on_way[k, chains[h][len(up)]] = TOP
            length[k] = min(len(up) + len(down), PAIR_SIZES[2] - 2) + 1
    return on_way, way, length


def _chain(s: Signs, token: int) -> list[int]:
    """Return the token and what stands above it, up to the root."""
    found: list[int] = []
    while token >= 0 and len(found) <= len(s):
        found.append(token)
        token = int(s.above[token])
    return found


def _proposed(s: Signs, spans: Sequence[Span], pairs: Ints, token: Ints) -> tuple[Ints, Ints]:
    """Mark the tokens that the rules take for the relation; return the rules' numbers for both directions."""
    owner = {n: k for k, (first, last) in enumerate(spans) for n in range(first, last)}
    said: dict[tuple[int, int], tuple[tuple[int, ...], int]] = {}
    for (a, b), proposal in s.proposals.items():
        if a in owner and b in owner:
            said.setdefault((owner[a], owner[b]), proposal)
    forward, backward = (np.zeros(len(pairs), dtype=np.int64) for _ in range(2))
    for k, (a, b) in enumerate(pairs.tolist()):
        if (b, a) in said:
            words, rule = said[b, a]
            backward[k] = rule + 1
            token[k, list(words)] = REVERSED
        if (a, b) in said:
            words, rule = said[a, b]
            forward[k] = rule + 1
            token[k] = 1
            token[k, list(words)] = RELATES
    return forward, backward
