"""The commands over several papers, as a user runs them."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.cli import main
from kg.store import write_store
from tests.store.made import made


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("output")
    write_store(made(), directory / "store")
    return directory


def run(graph: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, [*arguments, "-g", str(graph)])


def test_results_are_printed_as_a_leaderboard_with_quotes(graph: Path) -> None:
    answer = run(graph, "results", "--dataset", "GLUE benchmark", "--metric", "F1-score")
    assert answer.exit_code == 0
    assert "GLUE · F1 (more is better)\n  91.3  BetaFormer\n" in answer.stdout
    assert "“BetaFormer achieves 91.3 F1 on GLUE”  — BetaFormer" in answer.stdout
    assert "21.20 dB" not in answer.stdout


def test_results_as_json_and_csv_carry_the_value_as_written_and_as_a_number(graph: Path) -> None:
    rows = json.loads(run(graph, "results", "--format", "json", "--model", "AlphaNet").stdout)
    level = next(row for row in rows if row["kind"] == "level")
    assert (level["value"], level["low"], level["unit"], level["metric"]) == ("21.20 dB", "21.20", "dB", "SI-SDRi")
    assert {row["model"] for row in rows} == {"AlphaNet"}
    table = csv.DictReader(io.StringIO(run(graph, "results", "--format", "csv", "--model", "AlphaNet").stdout))
    assert [row["evidence"] for row in table] == [row["evidence"] for row in rows]


def test_results_of_an_unknown_model_name_the_nearest(graph: Path) -> None:
    answer = run(graph, "results", "--model", "BetaFormr")
    assert answer.exit_code == 1
    assert answer.stderr.startswith("kg: no entity is called 'BetaFormr'. Nearest: BetaFormer (1")


def test_no_fitting_result_is_said_on_standard_error(graph: Path) -> None:
    answer = run(graph, "results", "--dataset", "SQuAD")
    assert (answer.exit_code, answer.stdout) == (0, "")
    assert "no result fits" in answer.stderr
