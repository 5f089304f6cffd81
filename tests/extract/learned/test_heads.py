"""Distances as the classifier sees them, and the calibration."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from kg.errors import ResourceError
from kg.extract.learned.calibration import Calibration
from kg.extract.learned.extractor import CALIBRATION, FOLDER
from kg.extract.learned.heads import RELATION_NAMES, node_buckets, pair_buckets
from kg.extract.learned.signs import SIGNS, logit


def test_a_word_is_before_inside_or_after_a_span() -> None:
    buckets = node_buckets(np.array([12]), np.array([14]), (10, 17))
    assert buckets[0].tolist() == [7, 8, 9, 9, 10, 11, 12]
    assert buckets[1:].tolist() == [[20] * 7] * 2


def test_a_pair_is_known_by_its_order_and_distance() -> None:
    buckets = pair_buckets(np.array([3, 5]))
    assert buckets.tolist() == [[9, 11, 21, 21], [7, 9, 21, 21], [20, 20, 20, 20], [20, 20, 20, 20]]


def test_confidence_rises_with_the_score_for_every_relation() -> None:
    calibration = Calibration.read(FOLDER / CALIBRATION)
    for relation in RELATION_NAMES:
        plain = dict.fromkeys(SIGNS, 0.0) | {relation: 1.0, "head_chance": 4.0, "tail_chance": 4.0}
        both = [plain | {"score": logit(p), "all_scores": logit(p)} for p in (0.06, 0.95)]
        low, high = calibration.confidences([tuple(row.values()) for row in both])
        assert 0 < low < high < 1
    assert 0 < calibration.keep < calibration.assert_ < 1


@pytest.mark.parametrize(
    "text", ["", "{}", '{"signs": ["score"], "trees": {"depth": 1, "nodes": []}, "keep": 0, "assert": 1}']
)
def test_a_damaged_calibration_is_named(tmp_path: Path, text: str) -> None:
    path = tmp_path / CALIBRATION
    path.write_text(text, "utf-8")
    with pytest.raises(ResourceError, match="calibration"):
        Calibration.read(path)
