"""``kg query``, ``kg search``, ``kg explain``, ``kg path`` as a user meets them."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
import rdflib
from click.testing import CliRunner, Result

from kg.cli import main
from kg.store import queries, turtle, write_store
from tests.store.made import entity, made


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("output")
    write_store(made(), path / "store")
    (path / "graph.ttl").write_bytes(turtle(made()))
    return path


def run(*arguments: str | Path, text: str | None = None) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], input=text)


def test_query_alone_lists_the_named_ones_with_their_parameters() -> None:
    result = run("query")
    assert result.exit_code == 0
    assert len(result.stdout.splitlines()) == len(queries.named())
    assert "Who outperforms a model, on what, and by how much?  [--model]" in result.stdout


def test_a_named_query_with_a_parameter_gives_a_table_of_what_differs(output: Path) -> None:
    result = run("query", "outperforms", "--model", "bert", "-g", output)
    assert result.exit_code == 0
    assert [line.split("  ")[0] for line in result.stdout.splitlines()][0::2] == ["better", "AlphaNet"]
    assert "3.5%" in result.stdout
    assert "claim" not in result.stdout


@pytest.mark.parametrize("place", ["", "store", "graph.ttl"])
def test_an_output_folder_a_store_and_a_turtle_file_give_the_same_answer(output: Path, place: str) -> None:
    result = run("query", "most-used", "-g", output / place, "--format", "csv")
    assert result.stdout == "thing,count\nPyTorch,1\nsparse attention,1\n"


def test_evidence_shows_the_words_below_each_row(output: Path) -> None:
    result = run("query", "outperforms", "--model=AlphaNet", "-g", output, "--evidence")
    assert "“BERT outperforms AlphaNet on GLUE when tuned well”  — A Second Look at BERT" in result.stdout


def test_each_format_of_a_table_can_be_read_back(output: Path) -> None:
    def printed(format: str) -> str:
        return run("query", "outperforms", "--model", "BERT", "-g", output, "--format", format).stdout

    (row,) = csv.DictReader(io.StringIO(printed("csv")))
    assert (row["model"], row["better"], row["value"]) == ("BERT", "AlphaNet", "3.5%")
    (binding,) = json.loads(printed("json"))["results"]["bindings"]
    assert binding["model"] == {"type": "uri", "value": entity("BERT")}
    assert rdflib.query.Result.parse(io.BytesIO(printed("xml").encode()), format="xml").bindings[0][
        rdflib.Variable("value")
    ] == (rdflib.Literal("3.5%"))
    (found,) = rdflib.query.Result.parse(io.BytesIO(printed("tsv").encode()), format="tsv").bindings
    assert found[rdflib.Variable("better")] == rdflib.Literal("AlphaNet")
    assert printed("md").splitlines()[1].startswith("| --- |")


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")  # rdflib's own reader raises it
def test_a_graph_is_constructed_in_the_format_that_is_asked_for(output: Path) -> None:
    text = "CONSTRUCT { ?a kg:outperforms ?b } WHERE { ?a kg:outperforms ?b }"
    for format, name in (("ttl", "turtle"), ("nt", "nt"), ("rdf", "xml"), ("jsonld", "json-ld")):
        result = run("query", "-", "-g", output, "--format", format, text=text)
        assert len(rdflib.Graph().parse(data=result.stdout, format=name)) == 3, format


def test_an_ask_is_answered_with_yes_or_no(output: Path) -> None:
    assert run("query", "-", "-g", output, text="ASK { ?a kg:outperforms ?b }").stdout == "yes\n"
    assert run("query", "-", "-g", output, text="ASK { ?a kg:outperforms ?a }").stdout == "no\n"


def test_an_unknown_name_is_answered_with_the_nearest(output: Path) -> None:
    result = run("query", "outperforms", "--model", "BRET", "-g", output)
    assert (result.exit_code, result.stderr) == (1, "kg: no entity is called 'BRET'. Nearest: BERT (7 facts).\n")
    result = run("query", "results", "--dataset", "GLEU", "-g", output)
    assert (result.exit_code, result.stderr) == (1, "kg: no dataset is worded 'GLEU'. Nearest: GLUE.\n")
    result = run("query", "outperfroms", "-g", output)
    assert result.exit_code == 1
    assert "no query is called 'outperfroms'. Nearest: outperforms" in result.stderr


def test_an_unknown_parameter_is_a_matter_of_usage(output: Path) -> None:
    result = run("query", "outperforms", "--mdoel", "BERT", "-g", output)
    assert result.exit_code == 2
    assert "'--mdoel' is no parameter of outperforms. Its parameters: --model." in result.stderr
    assert run("query", "outperforms", "-g", output, "--model").exit_code == 2


BROKEN = [
    ("SELECT *\nWHERE {\n  ?s ?p ?o .\n  FIL (?s)\n}", "4:3: unexpected 'FIL' (did you mean FILTER?)\n"
     "    4 |   FIL (?s)\n          ^^^\n"),
    ("SELECT * { ?s foo:bar ?o }", "1:15: unknown prefix 'foo:' (declare it: PREFIX foo: <…>)\n"),
    ("SELECT * { ?s kgg:uses ?o }", "1:15: unknown prefix 'kgg:' (did you mean kg:?)\n"),
    ("SELECT * { ?s ?p ?o ", "1:10: '{' is never closed\n"),
    ("SELECT * { ?s ?p 'o }", "1:18: this string is never closed\n"),
    ("SELECT ?x (COUNT(?s) AS ?n) { ?s ?p ?x }", "the SELECT contains a variable that is unbound"),
    ("SELECT * { ?s ?p ?o } ORDER DESC(?s)", "1:29: unexpected 'DESC', expected BY\n"),
    ("", "1:1: the query is empty\n"),
    ("SELECT * {\n SERVICE <http://a/> { ?s ?p ?o } }", "2:2: SERVICE is refused"),
    ("DELETE WHERE { ?s ?p ?o }", "1:1: DELETE is refused"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "message"), BROKEN)
def test_a_broken_query_is_answered_with_its_place_and_a_hint(
    output: Path, tmp_path: Path, text: str, message: str
) -> None:
    path = tmp_path / "broken.rq"
    path.write_text(text, encoding="utf-8")
    result = run("query", path, "-g", output)
    assert result.exit_code == 1
    assert result.stderr.startswith(f"kg: {path}:")
    assert message in result.stderr
    assert result.stdout == ""


def test_a_query_that_takes_too_long_is_an_error(output: Path) -> None:
    slow = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    result = run("query", "-", "-g", output, "--seconds", "0.5", text=slow)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "stopped after 0.5 s" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "text", "reason"),
    [
        (["outperforms", "--model", "Mamba"], None, "no row for 'Mamba': 2 facts, none of this kind."),
        (
            ["-"],
            "SELECT * { entity:bert kg:outperfroms ?o }",
            "kg:outperfroms (line 1) is nowhere in the graph (did you",
        ),
        (["-"], "PREFIX e: <http://e/>\nSELECT * { ?s ?p e:x }", "e:x (line 2) is nowhere in the graph"),
        (["-"], "SELECT * { entity:bert kg:uses ?o }", "each term is in the graph, but not in this combination"),
    ],
)
def test_an_empty_answer_is_explained(output: Path, arguments: list[str], text: str | None, reason: str) -> None:
    result = run("query", *arguments, "-g", output, text=text)
    assert result.exit_code == 0
    assert reason in result.stderr


def test_explain_shows_relations_names_and_quotes(output: Path) -> None:
    result = run("explain", "transformer", "-g", output)
    lines = result.stdout.splitlines()
    assert lines[0] == "Transformers  Model · 2 papers · 4 facts · also: Transformer, transformer models"
    assert lines[1] == "hasLimitation"
    assert lines[2] == "  quadratic complexity  0.90  “Transformers suffer from quadratic complexity”"
    assert "← isA" in lines
    hedged = run("explain", "GPT-2", "-g", output).stdout
    assert "← outperforms (hedged)" in hedged
    assert '“has "shown"”' in run("explain", "robustness", "-g", output).stdout


def test_path_shows_each_step_with_its_words(output: Path) -> None:
    result = run("path", "mobile devices", "language modeling", "-g", output)
    lines = [line for line in result.stdout.splitlines() if not line.startswith(" ")]
    assert lines == ["AlphaNet::targets::mobile devices", "AlphaNet::basedOn::BERT", "BERT::usedFor::language modeling"]
    assert "“BERT is used for language modeling”" in result.stdout


def test_a_hedged_claim_is_no_step_of_a_path(output: Path) -> None:
    result = run("path", "AlphaNet", "GPT-2", "-g", output)
    assert result.stdout == ""
    assert "no way leads from 'AlphaNet' to 'GPT-2'" in result.stderr


def test_search_finds_names_and_sentences(output: Path) -> None:
    lines = run("search", "quadratic", "complexity", "-g", output).stdout.splitlines()
    assert lines[0] == "quadratic complexity  (3 facts)"
    assert "  “AlphaNet avoids quadratic complexity”" in lines


def test_a_missing_graph_says_how_to_make_one(tmp_path: Path) -> None:
    for place in (tmp_path, tmp_path / "nothing"):
        result = run("query", "outperforms", "-g", place)
        assert result.exit_code == 1
        assert "kg build" in result.stderr
