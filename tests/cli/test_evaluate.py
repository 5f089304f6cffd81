"""``kg eval`` prints the figures and names what is wrong with its input."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.cli import main

FACT = {"head": "Foo", "head_type": "Model", "relation": "uses", "tail": "Bar", "tail_type": "Model"}


def test_figures_and_misses_are_printed(tmp_path: Path) -> None:
    gold, facts = tmp_path / "gold.jsonl", tmp_path / "facts.jsonl"
    gold.write_text(json.dumps({"title": "T", "facts": [FACT, FACT | {"tail": "Missed"}]}), "utf-8")
    found = [FACT | {"paper": "T"}, FACT | {"paper": "T", "tail": "Wrong"}]
    facts.write_text("\n".join(map(json.dumps, found)), "utf-8")
    result = CliRunner().invoke(main, ["eval", str(gold), "--facts", str(facts), "--misses", "5"])
    assert result.exit_code == 0, result.output
    assert "papers 1   gold facts 2   found 2" in result.stdout
    assert ["uses", "0.500", "0.500", "0.500", "1", "2", "2"] in [line.split() for line in result.stdout.splitlines()]
    assert "[t] Foo::uses::Missed   (another tail)" in result.stdout
    assert "[t] Foo::uses::Wrong   (another tail)" in result.stdout


@pytest.mark.parametrize(
    ("gold", "message"),
    [
        ("{", ":1: not JSON"),
        ("[]", ":1: no key 'title'"),
        ('\n{"title": "x"}', ":2: no key 'facts'"),
        (None, "no such file"),
    ],
)
def test_bad_gold_is_an_error_in_one_line(tmp_path: Path, gold: str | None, message: str) -> None:
    path = tmp_path / "gold.jsonl"
    if gold is not None:
        path.write_text(gold, "utf-8")
    result = CliRunner().invoke(main, ["eval", str(path), "--facts", str(path)])
    assert (result.exit_code, result.stderr.count("\n")) == (1, 1)
    assert message in result.stderr
