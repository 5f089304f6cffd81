"""The calibration finds what it is made from."""

from __future__ import annotations

import random

import pytest

from kg.extract.learned.calibration import features
from kg.train.calibrate import PRECISION, fit
from kg.train.judge import Judged


def sample(number: int) -> list[Judged]:
    dice = random.Random(3)
    found = []
    for n in range(number):
        score = dice.uniform(0.05, 0.95)
        right = dice.random() < score**2
        found.append(Judged("uses", features(score, 0.9, 0.9, 1, 0.0), right, n % 3))
    return found


def test_confidence_is_how_often_such_a_fact_is_right() -> None:
    judged = sample(6000)
    fitted = fit(judged, gold=3000)
    assert fitted.error < 0.03
    assert fitted.keep < fitted.assert_
    sure = [j.right for j, c in zip(judged, fitted.out_of_fold, strict=True) if c >= fitted.assert_]
    assert sum(sure) / len(sure) >= PRECISION


def test_scores_that_mean_nothing_are_found_out() -> None:
    dice = random.Random(5)
    judged = [
        Judged("uses", features(dice.uniform(0.05, 0.95), 0.9, 0.9, 1, 0.0), dice.random() < 0.3, n % 3)
        for n in range(3000)
    ]
    fitted = fit(judged, gold=1000)
    assert fitted.weights["relation"] == pytest.approx(0, abs=0.1)
    assert fitted.out_of_fold.mean() == pytest.approx(0.3, abs=0.03)
