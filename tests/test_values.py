"""Values as written, against what a reader takes them to say."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import values
from kg.values import parse

CASES = [json.loads(line) for line in (Path(__file__).parent / "cases" / "values.jsonl").read_text().splitlines()]


@pytest.mark.parametrize("case", CASES, ids=[case["text"] for case in CASES])
def test_a_value_is_read_as_a_reader_reads_it(case: dict[str, object]) -> None:
    found = [
        {
            key: value
            for key, value in (
                ("low", _text(one.low)),
                ("high", _text(one.high) if one.high != one.low else ""),
                ("unit", one.unit),
                ("bound", one.bound),
                ("sense", one.sense),
                ("basis", one.basis),
                ("order", one.order),
            )
            if value
        }
        for one in parse(str(case["text"]))
    ]
    assert found == case["values"]


def _text(number: Decimal | None) -> str:
    return "" if number is None else f"{number:f}"


@given(st.text(max_size=40))
def test_any_text_is_read_without_an_error(text: str) -> None:
    for value in parse(text):
        assert (value.low is None) == (value.high is None) == (value.unit == values.COMPLEXITY)


@given(st.decimals(min_value=0, max_value=10**6, places=2), st.sampled_from(["%", "x", " dB", " points", ""]))
def test_a_number_keeps_its_value_and_its_unit(number: Decimal, unit: str) -> None:
    (value,) = parse(f"reaches {number}{unit}")
    assert (value.number, value.unit) == (number, unit.strip())


def test_words_without_a_number_are_no_value() -> None:
    assert parse("state-of-the-art") == parse("GPT-4") == parse("") == ()


def test_an_exponent_beyond_reason_is_not_worked_out() -> None:
    for text in ("10^99999999", "1e99999999", "3 x 10^99999999"):
        assert all(value.high is not None and value.high < 100 for value in parse(text))
