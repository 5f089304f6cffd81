"""The calibration finds what it is made from."""

from __future__ import annotations

import random

import numpy as np
import pytest

from kg.extract.learned.signs import SIGNS, logit
from kg.train.calibrate import PRECISION, chances, fit
from kg.train.judge import Judged

pytest.importorskip("sklearn")


def signs(score: float) -> tuple[float, ...]:
    return (logit(score), *[0.0] * (len(SIGNS) - 1))


def sample(number: int) -> list[Judged]:
    dice = random.Random(3)
    found = []
    for n in range(number):
        score = dice.uniform(0.05, 0.95)
        right = dice.random() < score**2
        found.append(Judged("uses", signs(score), right, n % 3))
    return found


def test_confidence_is_how_often_such_a_fact_is_right() -> None:
    judged = sample(6000)
    fitted = fit(judged, gold=3000)
    assert fitted.error < 0.03
    assert fitted.keep < fitted.assert_
    sure = [j.right for j, c in zip(judged, fitted.out_of_fold, strict=True) if c >= fitted.assert_]
    assert sum(sure) / len(sure) >= PRECISION
    low, high = chances(fitted.nodes, np.array([signs(0.2), signs(0.9)]))
    assert low < 0.2 < 0.6 < high


def test_scores_that_mean_nothing_are_found_out() -> None:
    dice = random.Random(5)
    judged = [Judged("uses", signs(dice.uniform(0.05, 0.95)), dice.random() < 0.3, n % 3) for n in range(3000)]
    fitted = fit(judged, gold=1000)
    assert fitted.out_of_fold.mean() == pytest.approx(0.3, abs=0.03)
    assert fitted.out_of_fold.std() < 0.12


def test_where_nothing_is_right_every_confidence_is_low() -> None:
    judged = [Judged("uses", signs(0.5), False, n % 2) for n in range(30)]
    assert fit(judged, gold=10).out_of_fold.max() < 0.1


def test_the_same_statements_grow_the_same_trees() -> None:
    judged = sample(600)
    assert fit(judged, 300).nodes == fit(judged, 300).nodes
