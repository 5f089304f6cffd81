from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg import extract, pipeline
from kg.cli import main
from kg.extract.open.extractor import OpenExtractor
from kg.gate import Gate
from kg.model import OPEN, TYPED, Extraction, Paper
from kg.papers import from_records
from kg.store import read_graph, write_store

CASES = [json.loads(line) for line in Path("tests/cases/open.jsonl").read_text("utf-8").splitlines()]
BOTH = frozenset({TYPED, OPEN})


def found(text: str) -> Extraction:
    return next(iter(OpenExtractor().extract([Paper("p", "Untitled", text)])))


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["text"]))
def test_a_sentence_states_these_open_facts_and_no_others(case: dict[str, object]) -> None:
    assert {f"{f.head.name}::{f.relation}::{f.tail.name}" for f in found(str(case["text"])).facts} == set(
        case["facts"]  # type: ignore[call-overload]
    )


def test_ends_and_evidence_of_an_open_fact_stand_in_the_text() -> None:
    extraction = found("First, a thin  film is deposited over a substrate. The film conducts ions.")
    assert extraction.facts
    for fact in extraction.facts:
        sentence = fact.evidence
        assert extraction.paper.text[sentence.start : sentence.end] == sentence.text
        for end in (fact.head, fact.tail):
            assert sentence.text[end.start : end.end] == end.text
            assert end.type == ""
        assert fact.layer == OPEN
        assert 0 < fact.confidence < 1


PAPER = {"id": "p", "title": "FooNet", "abstract": "We propose FooNet. FooNet uses attention over the shallow trees."}


def run(tmp_path: Path, layer: str) -> Result:
    path = tmp_path / "papers.jsonl"
    path.write_text(json.dumps(PAPER) + "\n", "utf-8")
    return CliRunner().invoke(main, ["facts", str(path), "--extractor", "rules", "--layer", layer, "--format", "text"])


def test_the_layer_tells_which_facts_are_printed(tmp_path: Path) -> None:
    typed, opened, everything = (set(run(tmp_path, layer).stdout.splitlines()) for layer in ("typed", "open", "all"))
    assert "FooNet::uses::attention" in typed
    assert "attention::over::shallow trees" in opened - typed
    assert everything == typed | opened


def test_open_facts_are_off_in_a_graph_unless_asked_for() -> None:
    reading = from_records([PAPER])
    assert all(c.layer == TYPED for c in pipeline.build(reading, extract.for_layers("rules", BOTH)).graph.claims)


def test_open_facts_come_back_from_the_store_with_their_own_words(tmp_path: Path) -> None:
    graph = pipeline.build(from_records([PAPER]), extract.for_layers("rules", BOTH), Gate(BOTH)).graph
    assert {claim.layer for claim in graph.claims} == BOTH
    write_store(graph, tmp_path / "store")
    back = read_graph(tmp_path / "store")
    assert {(c.head, c.relation, c.tail, c.layer) for c in back.claims} == {
        (c.head, c.relation, c.tail, c.layer) for c in graph.claims
    }
