"""Gradient-boosted regression trees (Friedman, 2001), as ``kg train`` grows them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.int64]
Values = npt.NDArray[np.floating[Any]]


@dataclass(frozen=True, slots=True)
class Trees:
    """Binary trees, all of them side by side: row t, column n is node n of tree t; node 0 is the root.

    Attributes:
        feature: the column of the input that a node asks for.
        threshold: up to and including it the answer is ``left``, above it ``right``.
        left, right: the next node; a leaf names itself.
        value: what a leaf adds to the log odds.
        depth: how many questions lead to the deepest leaf.
    """

    feature: Numbers
    threshold: Values
    left: Numbers
    right: Numbers
    value: Values
    depth: int

    def log_odds(self, inputs: Values) -> Values:
        """Return the sum over all trees for each row of ``inputs``, (rows, features)."""
        inputs = inputs.astype(np.float32)  # as when the trees were grown
        trees = np.arange(len(self.feature))
        rows = np.arange(len(inputs))[:, None]
        node = np.zeros((len(inputs), len(trees)), dtype=np.int64)
        for _ in range(self.depth):
            below = inputs[rows, self.feature[trees, node]] <= self.threshold[trees, node]
            node = np.where(below, self.left[trees, node], self.right[trees, node])
        total: Values = self.value[trees, node].sum(axis=1)
        return total

    @classmethod
    def of(cls, trees: Sequence[Sequence[Sequence[float]]], depth: int) -> Trees:
        """Return the trees whose nodes are (feature, threshold, left, right); a leaf is (value,)."""
        longest = max((len(tree) for tree in trees), default=1)
        whole = np.zeros((3, len(trees), longest), dtype=np.int64)
        numbers = np.zeros((2, len(trees), longest))
        for t, tree in enumerate(trees):
            for n, node in enumerate(tree):
                if len(node) == 1:
                    whole[:, t, n], numbers[:, t, n] = (0, n, n), (0.0, node[0])
                else:
                    feature, threshold, left, right = node
                    whole[:, t, n], numbers[:, t, n] = (feature, left, right), (threshold, 0.0)
        return cls(whole[0], numbers[0], whole[1], whole[2], numbers[1], depth)

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> Trees:
        """Read what ``kg train`` wrote: the trees' nodes and their depth.

        Raises:
            KeyError, TypeError, ValueError: if it is something else.
        """
        return cls.of(data["nodes"], int(data["depth"]))
