from __future__ import annotations

import pytest

from kg.score.openfacts import folded, score


def test_articles_case_and_spaces_do_not_count() -> None:
    assert folded(("The  Film", "is  on", "a plate")) == ("film", "is on", "plate")


def test_a_right_pair_with_other_words_is_half_right() -> None:
    gold = {"s": [("film", "is deposited over", "plate"), ("edge", "of", "plate")]}
    found = score(gold, {"s": [("film", "is over", "plate"), ("edge", "of", "plate")]})
    assert found.exact.f1 == pytest.approx(0.5)
    assert found.pairs.f1 == 1.0
    assert (found.words.hits, found.words.found, found.words.gold) == (3, 3, 4)


def test_a_fact_the_wrong_way_round_is_wrong() -> None:
    assert score({"s": [("a", "of", "b")]}, {"s": [("b", "of", "a")]}).pairs.f1 == 0.0
