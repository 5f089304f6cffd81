"""Trees answer as the library that grew them does."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.learned.trees import Trees

STUMP = [[0, 0.5, 1, 2], [-1.0], [2.0]]


def test_up_to_the_threshold_is_left_and_above_it_right() -> None:
    trees = Trees.of([STUMP], depth=1)
    assert trees.log_odds(np.array([[0.4], [0.5], [0.6]])).tolist() == [-1.0, -1.0, 2.0]


def test_trees_of_unequal_size_are_summed() -> None:
    deep = [[1, 0.0, 1, 2], [10.0], [0, 0.5, 3, 4], [20.0], [30.0]]
    trees = Trees.of([STUMP, deep, [[100.0]]], depth=2)
    assert trees.log_odds(np.array([[0.0, -1.0], [0.0, 1.0], [1.0, 1.0]])).tolist() == [109.0, 119.0, 132.0]


@given(st.integers(0, 2**32 - 1))
def test_they_answer_as_the_library_that_grew_them(seed: int) -> None:
    ensemble = pytest.importorskip("sklearn.ensemble")
    dice = np.random.default_rng(seed)
    inputs = dice.normal(size=(60, 3)).astype(np.float32)
    right = (inputs[:, 0] + dice.normal(size=60) > 0).astype(int)
    right[:2] = 0, 1
    model = ensemble.GradientBoostingClassifier(n_estimators=3, max_depth=2, init="zero", random_state=0)
    model.fit(inputs, right)
    grown = [_nodes(model.estimators_[n, 0].tree_, model.learning_rate) for n in range(3)]
    assert np.allclose(Trees.of(grown, depth=2).log_odds(inputs), model.decision_function(inputs))


def _nodes(tree: object, rate: float) -> list[list[float]]:
    left, right, feature, threshold, value = (
        getattr(tree, name) for name in ("children_left", "children_right", "feature", "threshold", "value")
    )
    return [
        [rate * value[n, 0, 0]] if left[n] < 0 else [int(feature[n]), threshold[n], int(left[n]), int(right[n])]
        for n in range(len(left))
    ]
