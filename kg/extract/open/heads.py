"""The two small networks of the open facts, in numpy: what each token is, and what relates two spans.

The arrays are named as in ``kg.train.opened.network``, which trains them; a linear layer is ``x @ weight.T + bias``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from kg.extract.learned.encoder import Floats
from kg.extract.learned.heads import Ints, linear, sigmoid, softmax
from kg.extract.open.layout import PAIR_SIZES, TOKEN_SIZES, Layout
from kg.extract.open.signs import Signs

OTHER, BEGINS, INSIDE, RELATES = range(4)
"""What a token is: nothing, the first of an entity, a further one of it, a word of a relation."""
CLASSES: Final = 4
ROUNDS: Final = 2
SCALE: Final = np.float32(6)


def relu(x: Floats) -> Floats:
    """Return what is above zero."""
    result: Floats = np.maximum(x, 0)
    return result


@dataclass(frozen=True, slots=True)
class OpenHeads:
    """The weights of both networks by name."""

    weights: Mapping[str, Floats]

    def _linear(self, name: str, x: Floats) -> Floats:
        return linear(self.weights, name, x)

    def _row(self, name: str, number: Ints) -> Floats:
        result: Floats = self.weights[f"{name}.weight"][number]
        return result

    def tokens(self, s: Signs, vectors: Floats) -> tuple[Floats, Floats]:
        """Return the probabilities of what each token is, (tokens, 4), and the tokens' vectors for the second stage.

        Each token sees itself, its neighbours, the token above it and the mean of those below.
        """
        tag_above = np.where(s.above >= 0, s.tag[s.above], 0)
        signs = self._row("tag", s.tag) + self._row("dep", s.dep) + self._row("said", s.said)
        x: Floats = relu(self._linear("enter", vectors) + signs + self._row("tag_above", tag_above))
        above, below = edges(s)
        none = np.zeros_like(x[:1])
        for n in range(ROUNDS):
            up: Floats = above @ x
            down: Floats = below @ x
            seen = {"own": x, "above": up, "below": down}
            seen |= {"before": np.concatenate([none, x[:-1]]), "after": np.concatenate([x[1:], none])}
            y: Floats = np.zeros_like(x)
            for name, vector in seen.items():
                y = y + self._linear(f"{name}.{n}", vector)
            x = x + relu(y)
        return softmax(self._linear("token_out", x)), x

    def pairs(self, lay: Layout, x: Floats) -> tuple[Floats, Floats]:
        """Return the probability that each pair is related, and the pairs' vectors."""
        total = np.concatenate([np.zeros_like(x[:1]), np.cumsum(x, axis=0, dtype=np.float32)])
        width = (lay.last + 1 - lay.start)[:, None].astype(np.float32)
        node = np.concatenate([(total[lay.last + 1] - total[lay.start]) / width, x[lay.last]], axis=1)
        heads, tails = relu(self._linear("head", node)), relu(self._linear("tail", node))
        h, t = lay.pairs.T
        p = heads[h] + tails[t] + self._linear("bilinear", heads)[h] * tails[t]
        p = p + self._attention(lay, x, heads, tails) @ self._linear("context", x)
        p = p + sum(self._row(f"pair_number.{k}", lay.pair[:, k]) for k in range(len(PAIR_SIZES)))
        p = p + self._linear("way", lay.way)
        p = relu(p + lay.path @ self._linear("path", x) + lay.said @ self._linear("rule", x))
        p = relu(p + self._linear("pair_hidden", p))
        return sigmoid(self._linear("pair_out", p)[:, 0]), p

    def _attention(self, lay: Layout, x: Floats, heads: Floats, tails: Floats) -> Floats:
        """Return how much each pair looks at each token."""
        h, t = lay.pairs.T
        word = self._linear("look_word", x).T
        score = ((self._linear("look_head", heads) @ word)[h] + (self._linear("look_tail", tails) @ word)[t]) / SCALE
        for k in range(len(TOKEN_SIZES)):
            score = score + self.weights[f"look_number.{k}.weight"][:, 0][lay.token[:, :, k]]
        return softmax(np.where(lay.free > 0, score, np.float32(-30)))

    def words(self, lay: Layout, x: Floats, pairs: Floats, rows: Ints) -> Floats:
        """Return for these pairs the probability of each token that it is a word of the relation, (rows, tokens)."""
        z = self._linear("word", x)[None] + self._linear("word_pair", pairs[rows])[:, None]
        token = lay.token[rows]
        z = relu(z + sum(self._row(f"token_number.{k}", token[:, :, k]) for k in range(len(TOKEN_SIZES))))
        z = relu(z + self._linear("word_hidden", z))
        result: Floats = sigmoid(self._linear("word_out", z)[:, :, 0]) * lay.free[rows]
        return result


def edges(s: Signs) -> tuple[Floats, Floats]:
    """Return the matrices that give each token the one above it, and the mean of those below it."""
    size = len(s)
    above = np.zeros((size, size), dtype=np.float32)
    below = np.flatnonzero(s.above >= 0)
    above[below, s.above[below]] = 1
    return above, (above.T / np.maximum(above.sum(axis=0), 1)[:, None]).astype(np.float32)
