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


def test_merges_are_listed_with_reason_and_score(graph: Path) -> None:
    answer = run(graph, "merges", "Transformers")
    assert answer.exit_code == 0
    assert answer.stdout.splitlines() == [
        f"{merge.kept} ← {merge.name}   ({merge.reason}, {merge.score:.2f})"
        for merge in made().merges
        if merge.kept == "Transformers"
    ]
    assert len(json.loads(run(graph, "merges", "--format", "json").stdout)) == len(made().merges) > 0


def test_a_decision_is_written_beside_the_graph_and_followed_by_the_next_build(tmp_path: Path) -> None:
    papers = tmp_path / "papers.jsonl"
    lines = [
        {"title": "Foo: A Method", "abstract": "BERT outperforms Transformers."},
        {"title": "Bar: A Method", "abstract": "GPT-2 outperforms transformer models."},
    ]
    papers.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    output = tmp_path / "out"
    build = ["build", str(papers), "-o", str(output)]
    assert CliRunner().invoke(main, build).exit_code == 0
    assert "transformer models" in run(output, "merges").stdout
    answer = run(output, "merges", "--part", "Transformers", "transformer models")
    assert (answer.exit_code, answer.stdout) == (0, "")
    assert "1 decisions. They take effect with the next kg build." in answer.stderr
    assert CliRunner().invoke(main, build).exit_code == 0
    assert run(output, "merges").stdout == ""


def test_pairs_judge_the_identity(tmp_path: Path) -> None:
    pairs = tmp_path / "pairs.jsonl"
    lines = [
        {"a": "BERT", "b": "Bidirectional Encoder Representations from Transformers", "type": "Model", "same": True},
        {"a": "GPT-2", "b": "GPT-3", "type": "Model", "same": True, "hard": True},
    ]
    pairs.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    answer = CliRunner().invoke(main, ["merges", "--judge", str(pairs)])
    assert answer.stdout.splitlines() == [
        "all      2 pairs,    2 the same   precision 1.000  recall 0.500",
        "hard     1 pairs,    1 the same   precision 1.000  recall 0.000",
        "wrongly apart: GPT-2 | GPT-3",
    ]


def test_conflicts_show_both_quotes_and_in_what_the_settings_differ(graph: Path) -> None:
    text = run(graph, "conflicts", "BERT").stdout
    assert "AlphaNet / BERT: each outperforms the other\n  two papers · same data set: GLUE" in text
    assert "“AlphaNet outperforms BERT by 3.5% F1 on GLUE”" in text
    assert "“BERT outperforms AlphaNet on GLUE when tuned well”" in text
    (row,) = json.loads(run(graph, "conflicts", "BERT", "--format", "json").stdout)
    assert {row["one"], row["other"]} == {"AlphaNet::outperforms::BERT", "BERT::outperforms::AlphaNet"}
    nothing = run(graph, "conflicts", "PyTorch")
    assert (nothing.stdout, "stand against each other" in nothing.stderr) == ("", True)


def test_a_comparison_quotes_what_bears_on_both(graph: Path) -> None:
    text = run(graph, "compare", "AlphaNet", "BetaFormer").stdout
    assert "BetaFormer::outperforms::AlphaNet   GLUE · same size" in text
    assert "both: usedFor speech separation" in text
    assert "“BetaFormer outperforms AlphaNet on GLUE”" in text
    assert "are nowhere compared" in run(graph, "compare", "PyTorch", "Wikipedia").stderr


def test_a_lineage_is_indented_text_and_a_picture_on_demand(graph: Path) -> None:
    lines = run(graph, "lineage", "BERT", "--svg")
    names = [line.rstrip() for line in lines.stdout.splitlines() if "“" not in line]
    assert names == ["BERT", "  AlphaNet", "    BetaFormer"]
    assert (graph / "charts" / "lineage-bert.svg").read_bytes().startswith(b"<?xml")
    assert "no paper says" in run(graph, "lineage", "PyTorch").stderr


def test_the_landscape_and_the_report_are_written(graph: Path) -> None:
    text = run(graph, "landscape", "--svg").stdout
    assert "  AlphaNet: speech separation 1" in text
    assert "    addressed by AlphaNet" in text
    assert {file.name for file in (graph / "charts").iterdir()} >= {"methods-tasks.svg", "limitations.svg", "years.svg"}
    assert run(graph, "report").stdout.strip() == str(graph / "REPORT.md")
    assert "## Where papers stand against each other: " in (graph / "REPORT.md").read_text(encoding="utf-8")
