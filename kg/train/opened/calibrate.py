"""Fit how sure an open fact is on statements about sentences that were not learned from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from kg.extract.open.calibration import OpenCalibration, features
from kg.extract.open.reading import Read
from kg.score.openfacts import Triple
from kg.train.calibrate import Array, best_cut, precise_cut

RIDGE: Final = 0.1
ROUNDS: Final = 50


@dataclass(frozen=True, slots=True)
class Judged:
    """A statement about a sentence that was not learned from, and whether it was annotated."""

    sentence: str
    read: Read
    triple: Triple
    right: bool


def fitted(statements: Sequence[Judged], gold: int) -> OpenCalibration:
    """Fit the regression and find the cuts.

    Args:
        gold: how many facts the sentences have.
    """
    right = np.array([one.right for one in statements], dtype=np.float64)
    weights = _regression(np.array([features(one.read) for one in statements]), right)
    calibration = OpenCalibration(tuple(round(float(w), 4) for w in weights), 0.0, 0.0)
    confidence = confidences(calibration, statements)
    return OpenCalibration(calibration.weights, best_cut(confidence, right, gold), precise_cut(confidence, right))


def confidences(calibration: OpenCalibration, statements: Sequence[Judged]) -> Array:
    """Return the confidence of each statement."""
    return np.array([calibration.confidence(one.read) for one in statements])


def _regression(inputs: Array, right: Array) -> Array:
    """Return the weights of a logistic regression with a ridge, by Newton's method."""
    weights = np.zeros(inputs.shape[1])
    for _ in range(ROUNDS):
        p = 1 / (1 + np.exp(-inputs @ weights))
        gradient = inputs.T @ (p - right) + RIDGE * weights
        hessian = (inputs * (p * (1 - p))[:, None]).T @ inputs + RIDGE * np.eye(inputs.shape[1])
        weights -= np.linalg.solve(hessian, gradient)
    return weights
