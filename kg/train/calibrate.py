"""Grow the calibration's trees on out-of-fold statements, and tell how far it can be believed.

Gradient boosting on the logistic loss (Friedman, 2001, 2002), from scikit-learn; every figure that is reported comes
from trees grown on the other folds.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import numpy.typing as npt

from kg.extract.learned.trees import Trees
from kg.train.judge import Judged

if TYPE_CHECKING:
    from sklearn.ensemble import GradientBoostingClassifier

Array = npt.NDArray[np.floating[Any]]

TREES: Final = 200
RATE: Final = 0.06
DEPTH: Final = 4
SHARE: Final = 0.7
"""Of the statements, drawn anew for each tree."""
SIGNS_AT_ONCE: Final = 0.3
"""The share of the signs among which a node chooses."""
LEAF: Final = 20
SEED: Final = 1
PRECISION: Final = 0.80
"""The precision, out of fold, of what stands in the graph as a plain fact."""
BINS: Final = 10
PLATEAU: Final = 0.003
"""How much F1 is given for precision."""


@dataclass(frozen=True, slots=True)
class Bin:
    """A row of the reliability table: facts whose confidence is in [low, high)."""

    low: float
    high: float
    facts: int
    confidence: float
    precision: float


@dataclass(frozen=True, slots=True)
class Fitted:
    """A calibration and its figures.

    Attributes:
        nodes: of the trees grown on all folds, as ``Trees.of`` takes them.
        keep: the confidence at which F1 is best; assert_: from which on the precision is at least ``PRECISION``.
        error: the expected calibration error out of fold.
    """

    nodes: list[list[list[float]]]
    keep: float
    assert_: float
    error: float
    reliability: tuple[Bin, ...]
    out_of_fold: Array


def fit(judged: Sequence[Judged], gold: int) -> Fitted:
    """Fit on the judged statements of all folds.

    Args:
        judged: statements of papers that the model had not seen.
        gold: how many gold facts these papers have.
    """
    signs = np.array([j.signs for j in judged], dtype=np.float32)
    right = np.array([j.right for j in judged], dtype=np.float64)
    folds = np.array([j.fold for j in judged])
    confidence = np.zeros(len(judged))
    for fold in np.unique(folds):
        others = folds != fold
        confidence[~others] = chances(grown(signs[others], right[others]), signs[~others])
    bins = reliability(confidence, right)
    return Fitted(
        nodes=grown(signs, right),
        keep=best_cut(confidence, right, gold),
        assert_=precise_cut(confidence, right),
        error=calibration_error(bins),
        reliability=bins,
        out_of_fold=confidence,
    )


def grown(signs: Array, right: Array) -> list[list[list[float]]]:
    """Return the nodes of trees grown on statements, each (feature, threshold, left, right), or (value,) for a leaf."""
    from sklearn.ensemble import GradientBoostingClassifier

    if len(set(right.tolist())) < 2:  # nothing to tell apart: the share of the right ones, taken with care
        return [[[math.log((right.sum() + 1) / (len(right) - right.sum() + 1))]]]
    model = GradientBoostingClassifier(
        n_estimators=TREES,
        learning_rate=RATE,
        max_depth=DEPTH,
        subsample=SHARE,
        max_features=SIGNS_AT_ONCE,
        min_samples_leaf=LEAF,
        init="zero",  # else the mean would have to be kept beside the trees
        random_state=SEED,
    ).fit(signs, right)
    return [_nodes(model, number) for number in range(TREES)]


def _nodes(model: GradientBoostingClassifier, number: int) -> list[list[float]]:
    tree = model.estimators_[number, 0].tree_
    nodes: list[list[float]] = []
    for n in range(tree.node_count):
        if tree.children_left[n] < 0:
            nodes.append([round(RATE * float(tree.value[n, 0, 0]), 6)])
        else:
            way = int(tree.children_left[n]), int(tree.children_right[n])
            nodes.append([int(tree.feature[n]), float(tree.threshold[n]), *way])
    return nodes


def chances(nodes: list[list[list[float]]], signs: Array) -> Array:
    """Return the probabilities that trees give to statements."""
    result: Array = 1 / (1 + np.exp(-Trees.of(nodes, DEPTH).log_odds(signs)))
    return result


def best_cut(confidence: Array, right: Array, gold: int) -> float:
    """Return the highest confidence, to two digits, whose F1 is within ``PLATEAU`` of the best: fewer are wrong."""
    cuts = np.round(np.arange(0.05, 0.95, 0.01), 2)
    taken = [confidence >= cut for cut in cuts]
    f1 = np.array([2 * right[t].sum() / (t.sum() + gold) for t in taken])
    return float(cuts[f1 >= f1.max() - PLATEAU].max())


def precise_cut(confidence: Array, right: Array) -> float:
    """Return the lowest confidence, to two digits, from which on at least ``PRECISION`` of the facts are right."""
    for cut in np.round(np.arange(0.05, 0.99, 0.01), 2):
        taken = confidence >= cut
        if taken.any() and right[taken].mean() >= PRECISION:
            return float(cut)
    return 0.99


def calibration_error(bins: Sequence[Bin]) -> float:
    """Return the expected calibration error: how far confidence and precision are apart, by facts."""
    apart = sum(b.facts * abs(b.confidence - b.precision) for b in bins)
    return apart / max(1, sum(b.facts for b in bins))


def reliability(confidence: Array, right: Array) -> tuple[Bin, ...]:
    """Return mean confidence and precision in ten bins of equal width."""
    edges = np.linspace(0, 1, BINS + 1)
    rows = []
    for low, high in itertools.pairwise(edges):
        inside = (confidence >= low) & ((confidence < high) | (high == 1))
        if inside.any():
            rows.append(
                Bin(
                    float(low),
                    float(high),
                    int(inside.sum()),
                    float(confidence[inside].mean()),
                    float(right[inside].mean()),
                )
            )
    return tuple(rows)
