"""The invented sentences that are not plain, and their plain twins."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from kg import extract
from kg.bench import plainness
from kg.errors import InputError
from kg.schema import RELATION
from kg.train.corpora import FOLDER

CASES = Path(__file__).parents[1] / "cases" / "negation.jsonl"


def test_the_cases_cover_every_relation_and_stand_once_each() -> None:
    cases = plainness.read(CASES)
    assert {case.fact.relation for case in cases} == RELATION.keys()
    assert max(Counter((case.paper.title, case.sentence) for case in cases).values()) == 1
    assert sum(case.kind == plainness.PLAIN for case in cases) >= 100
    assert sum(case.kind != plainness.PLAIN for case in cases) >= 200


def test_no_sentence_that_measures_was_learned_from() -> None:
    learned, measuring = (
        {case.sentence for case in plainness.read(path) if case.kind != plainness.PLAIN}
        for path in (FOLDER / "not-plain.jsonl", CASES)
    )
    assert len(learned) > 1000
    assert not learned & measuring


def test_a_line_that_is_no_case_is_named(tmp_path: Path) -> None:
    path = tmp_path / "cases.jsonl"
    path.write_text('{"part": "development"}\n', "utf-8")
    with pytest.raises(InputError, match=r"cases\.jsonl:1"):
        plainness.read(path)


@pytest.mark.slow
def test_hardly_any_sentence_that_is_not_plain_stands_in_the_graph_and_plain_ones_do() -> None:
    rows = list(plainness.table(plainness.verdicts(plainness.read(CASES), extract.load())))
    other = [row for row in rows if row.kind == plainness.ALL]
    plain = [row for row in rows if row.kind == plainness.PLAIN]
    assert sum(row.sure for row in other) <= 0.01 * sum(row.sentences for row in other)
    assert sum(row.kept for row in other) <= 0.02 * sum(row.sentences for row in other)
    assert sum(row.kept for row in plain) >= 0.75 * sum(row.sentences for row in plain)
