"""Values of real abstracts against a table made by hand, by reading them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg import extract, papers, pipeline
from kg.results import measured
from kg.values import Value, parse

TABLE = [json.loads(line) for line in (Path(__file__).parent / "cases" / "measured.jsonl").read_text().splitlines()]


def read(value: Value) -> tuple[str, str, str]:
    low, high = (f"{end:f}" if end is not None else value.order for end in (value.low, value.high))
    return low, high, value.unit


def row(case: dict[str, str]) -> tuple[str, str, str]:
    return case["low"], case["high"], case["unit"]


@pytest.mark.parametrize("case", TABLE, ids=[case["value"] for case in TABLE])
def test_the_wording_of_a_value_is_read_as_in_the_table(case: dict[str, str]) -> None:
    assert [read(value) for value in parse(case["value"])] == [row(case)]


@pytest.mark.slow
def test_values_and_units_of_what_is_extracted_are_right() -> None:
    titles = {case["title"] for case in TABLE}
    chosen = [paper for paper in papers.listed().papers if paper.title in titles]
    assert len(chosen) == len(titles)
    outcome = pipeline.build(papers.from_records(chosen), extract.load())
    known = {(case["title"], *row(case)): case["bound"] for case in TABLE}
    names = {paper.id: paper.title for paper in chosen}
    found = [item for claim in outcome.every.claims for item in measured(claim)]
    keys = [(names[item.claim.paper_id], *read(item.value)) for item in found]
    right = [known[key] == item.value.bound for key, item in zip(keys, found, strict=True) if key in known]
    print(f"{len(found)} values extracted, {len(right)} right with unit, {sum(right)} of these with their bound")
    assert len(found) >= 20
    assert len(right) >= 0.95 * len(found), sorted(set(keys) - set(known))
    assert sum(right) >= 0.9 * len(right)
