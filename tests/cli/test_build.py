"""``kg build`` and ``kg facts`` as a user meets them: files, exit codes, one-line errors."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.cli import main
from tests.tiny import Tiny

GOOD = {"title": "Foo: a Model", "abstract": "We test it. Foo outperforms Bar by 5% here. Foo never outperforms Baz."}


def run(*arguments: str | Path, text: str | None = None) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], input=text)


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    path = tmp_path / "papers.jsonl"
    path.write_text(json.dumps(GOOD) + "\n", "utf-8")
    return path


def test_build_writes_every_output_and_says_what_it_did(papers: Path, tmp_path: Path, tiny: Tiny) -> None:
    result = run("build", papers, "-o", tmp_path / "out")
    assert result.exit_code == 0, result.output
    assert "1 abstracts" in result.stdout
    assert "1 facts, 1 with numbers" in result.stdout
    assert "1: negated 1" in result.stdout
    (line,) = (tmp_path / "out" / "facts.jsonl").read_text("utf-8").splitlines()
    fact = json.loads(line)
    assert list(fact) == [
        "paper", "paper_id", "head", "head_type", "relation", "tail", "tail_type", "evidence", "start", "end",
        "confidence", "qualifiers", "extractor", "head_entity", "tail_entity",
    ]  # fmt: skip
    assert list(fact["qualifiers"]) == ["metric", "value", "unit", "dataset", "baseline", "condition"]
    assert (fact["head"], fact["relation"], fact["tail"]) == ("Foo", "outperforms", "Bar")
    assert f"{GOOD['title']}\n{GOOD['abstract']}"[fact["start"] : fact["end"]] == fact["evidence"]
    (rejected,) = (tmp_path / "out" / "rejected.jsonl").read_text("utf-8").splitlines()
    assert json.loads(rejected)["reason"] == "negated"
    report = json.loads((tmp_path / "out" / "run.json").read_text("utf-8"))
    assert (report["papers"], report["facts"], report["rejected"]) == (1, 1, {"negated": 1})
    for name in ("graph.ttl", "store/CURRENT"):
        assert (tmp_path / "out" / name).stat().st_size > 0


def test_a_broken_record_is_named_counted_and_costs_the_exit_status(papers: Path, tmp_path: Path, tiny: Tiny) -> None:
    papers.write_text(papers.read_text("utf-8") + '{"title": "No abstract"}\n', "utf-8")
    result = run("build", papers, "-o", tmp_path / "out")
    assert result.exit_code == 1
    assert f"kg: {papers}:2: no key 'abstract'; the keys are title (skipped)\n" in result.stderr
    report = json.loads((tmp_path / "out" / "run.json").read_text("utf-8"))
    assert [skip["where"] for skip in report["skipped"]] == [f"{papers}:2"]
    assert report["facts"] == 1


def test_a_paper_that_cannot_be_extracted_is_named_and_the_rest_is_built(
    papers: Path, tmp_path: Path, tiny: Tiny
) -> None:
    papers.write_text(papers.read_text("utf-8") + '{"title": "Fail", "abstract": "x"}\n', "utf-8")
    result = run("build", papers, "-o", tmp_path / "out")
    assert result.exit_code == 1
    assert f"kg: {papers}:2: cannot be parsed (nothing extracted)" in result.stderr
    assert json.loads((tmp_path / "out" / "run.json").read_text("utf-8"))["facts"] == 1


def test_a_repeated_record_is_no_loss(papers: Path, tmp_path: Path, tiny: Tiny) -> None:
    papers.write_text(papers.read_text("utf-8") * 2, "utf-8")
    result = run("build", papers, "-o", tmp_path / "out")
    assert result.exit_code == 0
    assert "repeats" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (["build", "none.jsonl"], 1, "kg: none.jsonl: no such file"),
        (["build", "--extractor", "rule"], 1, "kg: no extractor is called 'rule'. Did you mean 'rules'?"),
        (["build", "--frobnicate"], 2, "No such option"),
        (["bild"], 2, "No such command"),
        (["facts", "--format", "xml"], 2, "is not one of"),
        (["facts", "--map", "abstract"], 2, "is not OURS=THEIRS"),
        (["build", "--min-confidence", "2"], 2, "is not in the range"),
    ],
)
def test_mistakes_are_answered_in_one_line_with_the_right_status(
    arguments: list[str], status: int, message: str, tiny: Tiny, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run(*arguments)
    assert result.exit_code == status
    assert message in result.stderr
    assert "Traceback" not in result.output
    assert result.stdout == ""
    if status == 1:
        assert result.stderr.count("\n") == 1
    assert not (tmp_path / "output").exists()


def test_an_output_folder_that_cannot_be_made_is_an_error_in_one_line(papers: Path, tiny: Tiny) -> None:
    result = run("build", papers, "-o", papers / "below")
    assert result.exit_code == 1
    assert result.stderr == f"kg: {papers / 'below'}: not a directory\n"


def test_facts_are_printed_as_json_lines_text_or_csv(papers: Path, tiny: Tiny) -> None:
    assert json.loads(run("facts", papers).stdout)["tail"] == "Bar"
    assert run("facts", papers, "--format", "text").stdout == "Foo::outperforms::Bar\n"
    header, row = run("facts", papers, "--format", "csv").stdout.splitlines()
    assert header.startswith("paper,paper_id,head,head_type,relation")
    assert dict(zip(header.split(","), row.split(","), strict=True))["value"] == "5%"


def test_facts_read_standard_input_and_other_field_names(tiny: Tiny) -> None:
    text = json.dumps({"name": "Foo", "summary": GOOD["abstract"]})
    result = run("facts", "-", "--map", "title=name", "--map", "abstract=summary", "--format", "text", text=text)
    assert (result.exit_code, result.stdout) == (0, "Foo::outperforms::Bar\n")


def test_open_facts_are_left_out_unless_asked_for_and_doubtful_ones_on_request(papers: Path, tiny: Tiny) -> None:
    def extractors(*arguments: str) -> set[str]:
        return {json.loads(line)["extractor"] for line in run("facts", papers, *arguments).stdout.splitlines()}

    assert extractors("--layer", "open") == {"open"}
    assert "open" not in extractors()
    assert extractors("--layer", "all") == extractors() | {"open"}
    assert run("facts", papers, "--min-confidence", "0.95").stdout == ""
    assert run("facts", papers, "--min-confidence", "0.5").stdout != ""


def test_a_graph_with_open_facts_is_built_on_request(papers: Path, tmp_path: Path, tiny: Tiny) -> None:
    result = run("build", papers, "-o", tmp_path / "out", "--layer", "all")
    assert result.exit_code == 0, result.output
    lines = (tmp_path / "out" / "facts.jsonl").read_text("utf-8").splitlines()
    assert "open" in {json.loads(line)["extractor"] for line in lines}
    assert json.loads((tmp_path / "out" / "run.json").read_text("utf-8"))["extractor"]["open.name"] == "open"


def test_help_and_version_answer() -> None:
    assert run("--version").exit_code == 0
    for command in ("build", "facts", "eval"):
        assert run(command, "--help").exit_code == 0
