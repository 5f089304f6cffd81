"""Fit the calibration on out-of-fold statements, and tell how far it can be believed.

Newton's method on a logistic regression with a ridge on the relations' intercepts; every figure that is reported comes
from a fit on the other folds.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from kg.extract.learned.calibration import FEATURES
from kg.extract.learned.heads import RELATION_NAMES
from kg.train.judge import Judged

Array = npt.NDArray[np.float64]

RIDGE: Final = 1.0
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
        weights, intercepts: of the fit on all folds.
        keep: the confidence at which F1 is best; assert_: from which on the precision is at least ``PRECISION``.
        error: the expected calibration error out of fold.
    """

    weights: dict[str, float]
    intercepts: dict[str, float]
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
    inputs = np.array([_row(j) for j in judged]).reshape(-1, len(FEATURES) + len(RELATION_NAMES))
    right = np.array([j.right for j in judged], dtype=np.float64)
    folds = np.array([j.fold for j in judged])
    confidence = np.zeros(len(judged))
    for fold in np.unique(folds):
        others = folds != fold
        confidence[~others] = _sigmoid(inputs[~others] @ _regression(inputs[others], right[others]))
    solution = _regression(inputs, right)
    bins = reliability(confidence, right)
    return Fitted(
        weights={name: round(float(w), 4) for name, w in zip(FEATURES, solution, strict=False)},
        intercepts={
            name: round(float(w), 4) for name, w in zip(RELATION_NAMES, solution[len(FEATURES) :], strict=True)
        },
        keep=best_cut(confidence, right, gold),
        assert_=precise_cut(confidence, right),
        error=sum(b.facts * abs(b.confidence - b.precision) for b in bins) / max(1, len(judged)),
        reliability=bins,
        out_of_fold=confidence,
    )


def _row(judged: Judged) -> list[float]:
    return [*judged.inputs, *(float(judged.relation == name) for name in RELATION_NAMES)]


def _sigmoid(z: Array) -> Array:
    result: Array = 1 / (1 + np.exp(-z))
    return result


def _regression(inputs: Array, right: Array) -> Array:
    ridge = np.r_[np.full(len(FEATURES), RIDGE / 100), np.full(len(RELATION_NAMES), RIDGE)]
    weights = np.zeros(inputs.shape[1])
    for _ in range(50):
        p = _sigmoid(inputs @ weights)
        gradient = inputs.T @ (p - right) + ridge * weights
        hessian = (inputs * (p * (1 - p))[:, None]).T @ inputs + np.diag(ridge)
        weights -= np.linalg.solve(hessian, gradient)
    return weights


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
