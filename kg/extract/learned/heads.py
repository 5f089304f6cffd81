"""The two small networks upon the encoder, in numpy: which spans are mentions, and what relates two of them.

The arrays are named as in ``kg.train.network``, which trains them; a linear layer is ``x @ weight.T + bias``. A word is
the mean of the vectors of its first and last piece.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from kg.extract.learned.encoder import Floats
from kg.schema import ENTITY_TYPES, PAPER, RELATIONS

Ints = npt.NDArray[np.int64]

MAX_WORDS: Final = 14
"""The longest mention, in words."""
SPAN_TYPES: Final = tuple(t.name for t in ENTITY_TYPES if t.name != PAPER)
RELATION_NAMES: Final = tuple(r.name for r in RELATIONS)
SPECIAL: Final = 2
"""The nodes of every sentence beside its spans: the paper's main contribution, then the paper itself."""


def word_buckets(distance: Ints) -> Ints:
    """Return the bucket, 1 to 17, of a word's distance to a span; 9 is inside."""
    size = np.abs(distance)
    near = np.where(size <= 5, size, np.where(size <= 8, 6, np.where(size <= 14, 7, 8)))
    result: Ints = np.sign(distance) * near + 9
    return result


def span_buckets(distance: Ints) -> Ints:
    """Return the bucket, 1 to 17, of the distance between the starts of two spans; 9 is none."""
    size = np.abs(distance)
    steps = ((4, size), (8, 5), (14, 6), (22, 7))
    near = np.select([size <= limit for limit, _ in steps], [value for _, value in steps], 8)
    result: Ints = np.sign(distance) * near + 9
    return result


FAR, HEAD_IS_SPECIAL, TAIL_IS_SPECIAL = 20, 20, 21


def node_buckets(start: Ints, end: Ints, sentence: tuple[int, int]) -> Ints:
    """Return the buckets of the distance of every node of a sentence to every word, shape (spans + 2, words)."""
    word = np.arange(*sentence)[None, :]
    first, last = start[:, None], end[:, None]
    distance = np.where(word < first, word - first, np.where(word >= last, word - last + 1, 0))
    return np.concatenate([word_buckets(distance), np.full((SPECIAL, word.size), FAR)])


def pair_buckets(start: Ints) -> Ints:
    """Return the buckets of the distance of every node to every node, shape (spans + 2, spans + 2)."""
    n = start.size
    bucket = np.full((n + SPECIAL, n + SPECIAL), TAIL_IS_SPECIAL, dtype=np.int64)
    bucket[:n, :n] = span_buckets(start[None, :] - start[:, None])
    bucket[n:, :] = HEAD_IS_SPECIAL
    return bucket


@dataclass(frozen=True, slots=True)
class Words:
    """The vectors of a text's words: ``first`` and ``last`` piece, shape (words, 384) each, and of [CLS]."""

    first: Floats
    last: Floats
    cls: Floats

    @property
    def mean(self) -> Floats:
        """One vector a word."""
        result: Floats = (self.first + self.last) / np.float32(2)
        return result


@dataclass(frozen=True, slots=True)
class Spans:
    """Candidate mentions: ``start`` and ``end`` in words; probabilities of no mention and of each type."""

    start: Ints
    end: Ints
    probability: Floats

    def take(self, rows: Ints) -> Spans:
        """Return these rows only."""
        return Spans(self.start[rows], self.end[rows], self.probability[rows])


def softmax(x: Floats) -> Floats:
    """Return the softmax over the last axis."""
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    result: Floats = e / e.sum(axis=-1, keepdims=True)
    return result


def sigmoid(x: Floats) -> Floats:
    """Return probabilities for log odds."""
    result: Floats = (1 / (1 + np.exp(-np.clip(x, -30, 30)))).astype(np.float32)
    return result


def linear(weights: Mapping[str, Floats], name: str, x: Floats) -> Floats:
    """Return what the linear layer of this name makes of ``x``."""
    result: Floats = x @ weights[f"{name}.weight"].T
    bias = weights.get(f"{name}.bias")
    return result if bias is None else result + bias


@dataclass(frozen=True, slots=True)
class Heads:
    """The weights of both networks by name."""

    weights: Mapping[str, Floats]

    def _linear(self, name: str, x: Floats) -> Floats:
        return linear(self.weights, name, x)

    def spans(self, words: Words, sentences: Sequence[tuple[int, int]]) -> Spans:
        """Score every span of up to ``MAX_WORDS`` words within a sentence.

        Args:
            words: the vectors of the text's words.
            sentences: first word and word after the last of each sentence.
        """
        start, end = _all_spans(sentences)
        begin, stop = self._linear("span_start", words.first), self._linear("span_end", words.last)
        inner = words.mean @ self.weights["span_mean.weight"].T
        total = np.concatenate([np.zeros_like(inner[:1]), np.cumsum(inner, axis=0, dtype=np.float32)])
        mean = (total[end] - total[start]) / (end - start)[:, None].astype(np.float32) + self.weights["span_mean.bias"]
        hidden = begin[start] + stop[end - 1] + mean + self.weights["span_width.weight"][end - start]
        return Spans(start, end, softmax(self._linear("span_out", np.maximum(hidden, 0))))

    def pairs(self, words: Words, spans: Spans, sentence: tuple[int, int]) -> Floats:
        """Return the probability of each relation between the spans of one sentence and its two special nodes.

        Args:
            words: the vectors of the text's words.
            spans: the mentions of the sentence.
            sentence: its first word and the word after its last.

        Returns:
            Shape (spans + 2, spans + 2, relations): head, tail, relation; the main contribution and the paper last.
        """
        a, b = sentence
        inside = words.mean[a:b]
        own = np.concatenate([words.first[spans.start], words.last[spans.end - 1]], axis=1)
        special = self.weights["special"] + np.concatenate([words.cls, inside.max(axis=0)])
        node = np.concatenate([np.concatenate([own, special]), _padded(spans.probability, SPECIAL)], axis=1)
        head = np.maximum(self._linear("pair_head", node), 0)
        tail = np.maximum(self._linear("pair_tail", node), 0)
        attention = self._attention(head, tail, inside, spans, sentence)
        first = self._first_layer(head, tail, attention, self._linear("pair_context", inside), spans)
        out = self._linear("pair_out", self._among_rivals(np.maximum(first, 0)))
        return sigmoid(out)

    def _among_rivals(self, hidden: Floats) -> Floats:
        """Let each pair see the strongest signs among the pairs of the same head, and of the same tail."""
        row = self._linear("pair_row", hidden.max(axis=1))
        column = self._linear("pair_column", hidden.max(axis=0))
        result: Floats = np.maximum(hidden + row[:, None] + column[None], 0)
        return result

    def _attention(self, head: Floats, tail: Floats, inside: Floats, spans: Spans, sentence: tuple[int, int]) -> Floats:
        """Return how much each pair looks at each word, shape (nodes, nodes, words)."""
        bucket = node_buckets(spans.start, spans.end, sentence)
        scores = [
            self._linear(f"attend_{side}", node) @ self._linear(f"attend_{side}_word", inside).T / np.float32(8)
            + self.weights[f"attend_{side}_distance.weight"][bucket, 0]
            for side, node in (("head", head), ("tail", tail))
        ]
        return softmax(scores[0][:, None] + scores[1][None])

    def _first_layer(self, head: Floats, tail: Floats, attention: Floats, inside: Floats, spans: Spans) -> Floats:
        """Return ``pair_hidden`` of [head + distance, tail, what is looked at, bilinear(head) * tail], block by block.

        What is looked at is brought into the layer before it is weighed: there are fewer words than pairs.
        """
        weight = self.weights["pair_hidden.weight"]
        size = head.shape[1]
        h, t, c, m = (weight[:, k * size : (k + 1) * size].T for k in range(4))
        product = self._linear("pair_bilinear", head)[:, None] * tail[None]
        near = (self.weights["pair_distance.weight"] @ h)[pair_buckets(spans.start)]
        result: Floats = (head @ h)[:, None] + near + (tail @ t)[None] + attention @ (inside @ c) + product @ m
        return result + self.weights["pair_hidden.bias"]


def _all_spans(sentences: Sequence[tuple[int, int]]) -> tuple[Ints, Ints]:
    """Return first word and word after the last of each span, in the order of the text, the shorter ones first."""
    last = np.concatenate([np.full(b - a, b, dtype=np.int64) for a, b in sentences])
    first = np.concatenate([np.arange(a, b, dtype=np.int64) for a, b in sentences])
    end = first[:, None] + np.arange(1, MAX_WORDS + 1)
    inside = end <= last[:, None]
    return np.repeat(first, inside.sum(axis=1)), end[inside]


def _padded(probability: Floats, rows: int) -> Floats:
    return np.concatenate([probability, np.zeros((rows, probability.shape[1]), dtype=np.float32)])
