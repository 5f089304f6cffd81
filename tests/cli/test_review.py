"""kg review as a person uses it: judge, stop, go on, and see the figure in kg eval."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg import records
from kg.cli import main
from kg.store import write_store
from tests.store.made import made


@pytest.fixture
def output(tmp_path: Path) -> Path:
    write_store(made(), tmp_path / "store")
    titles = {paper.id: paper.title for paper in made().papers}
    lines = records.json_lines(made().claims, titles)
    (tmp_path / "facts.jsonl").write_text("".join(lines), encoding="utf-8")
    return tmp_path


def review(output: Path, answers: str, *more: str) -> Result:
    return CliRunner().invoke(main, ["review", "--sample", "6", "-g", str(output), *more], input=answers)


def test_each_fact_is_shown_with_its_quote_and_the_precision_comes_with_its_interval(output: Path) -> None:
    answer = review(output, "y\ny\nn\ns\nhm\ny\nq\n")
    assert answer.exit_code == 0
    assert answer.stdout.count(" of 6   ") == 6
    assert answer.stdout.count("“") == 6
    assert answer.stdout.splitlines()[-1] == "precision 0.750, 95% interval 0.301 to 0.954 (3 of 4 right)"


def test_a_later_run_goes_on_where_the_first_ended(output: Path) -> None:
    first = review(output, "y\nn\n")  # the input ends
    assert "(1 of 2 right)" in first.stdout
    second = review(output, "y\ny\ny\ny\n")
    assert second.stdout.count(" of 6   ") == 4
    assert "(5 of 6 right)" in second.stdout
    assert review(output, "").stdout.splitlines() == ["", second.stdout.splitlines()[-1]]


def test_nothing_judged_is_said(output: Path) -> None:
    assert review(output, "q\n").stdout.splitlines()[-1] == "Nothing judged."
    assert not (output / "reviews.jsonl").exists()


def test_eval_takes_the_judgements_into_account(output: Path, tmp_path: Path) -> None:
    review(output, "y\nn\ny\ny\nq\n")
    gold = tmp_path / "gold.jsonl"
    fact = {"head": "BERT", "head_type": "Model", "relation": "isA", "tail": "Transformers", "tail_type": "Model"}
    gold.write_text(json.dumps({"title": made().papers[0].title, "facts": [fact]}), encoding="utf-8")
    answer = CliRunner().invoke(main, ["eval", str(gold), "--facts", str(output / "facts.jsonl")])
    assert answer.exit_code == 0, answer.output
    last = answer.stdout.splitlines()[-1]
    assert last == "judged by kg review: precision 0.750, 95% interval 0.301 to 0.954 (3 of 4 right)"
