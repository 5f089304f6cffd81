"""Judgements: the draw is random and repeatable, the interval is Wilson's, and what was judged is kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.across.reviewing import Estimate, draw, estimate, key, read, store
from kg.errors import InputError
from tests.store.made import made


def test_a_seed_draws_the_same_claims_and_another_seed_others() -> None:
    one, other = draw(made(), 10, 0), draw(made(), 10, 1)
    assert one == draw(made(), 10, 0)
    assert len(set(one)) == 10
    assert set(one) != set(other)
    assert all(claim.layer == "typed" for claim in draw(made(), 1000, 0))
    assert len(draw(made(), 1000, 0)) == sum(claim.layer == "typed" for claim in made().claims)


@pytest.mark.parametrize(
    ("right", "judged", "low", "high"),
    [(45, 50, 0.786, 0.957), (0, 10, 0.0, 0.278), (10, 10, 0.722, 1.0), (1, 2, 0.095, 0.905)],
)
def test_the_interval_is_that_of_wilson(right: int, judged: int, low: float, high: float) -> None:
    assert [round(end, 3) for end in Estimate(right, judged).interval] == [low, high]


@given(st.integers(0, 200), st.integers(0, 200))
def test_the_interval_holds_the_estimate_and_stays_within_0_and_1(right: int, wrong: int) -> None:
    result = Estimate(right, right + wrong)
    low, high = result.interval
    assert 0 <= low <= high <= 1
    assert low - 1e-9 <= result.precision <= high + 1e-9


def test_the_last_judgement_of_a_fact_counts_once(tmp_path: Path) -> None:
    file = tmp_path / "new" / "reviews.jsonl"
    assert read(file) == {}
    one, two, three = made().claims[:3]
    for claim, right in ((one, True), (two, True), (one, False)):
        store(file, claim, right)
    judged = read(file)
    assert judged == {key(one): False, key(two): True}
    assert estimate(judged, [key(one), key(one), key(two), key(three)]) == Estimate(1, 2)


def test_a_broken_judgement_is_named_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "reviews.jsonl"
    store(file, made().claims[0], True)
    for line in ('{"verdict": "right"}', "right", '{"verdict": "maybe", "paper_id": "a", "start": 1, "end": 2}'):
        file.write_text(file.read_text(encoding="utf-8").splitlines()[0] + "\n" + line + "\n", encoding="utf-8")
        with pytest.raises(InputError, match=r"reviews\.jsonl:2: not a judgement"):
            read(file)
