"""The rule extractor: tables of sentences, offsets of every mention, two whole papers, qualifiers and aliases."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kg.extract
from kg.extract.rules import RuleExtractor
from kg.model import Extraction, Paper
from kg.schema import RELATION, fits

TESTS = Path(__file__).parents[1]
GOLDEN = TESTS / "golden" / "rules"


def rows() -> list[Any]:
    lines = (TESTS / "cases" / "rules.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def extract(abstract: str, title: str = "A study") -> Extraction:
    (extraction,) = RuleExtractor().extract([Paper("p", title, abstract)])
    return extraction


def written(extraction: Extraction) -> list[str]:
    return [f"{f.head.name}::{f.relation}::{f.tail.name}" for f in extraction.facts]


@pytest.mark.parametrize("row", rows(), ids=lambda r: r["text"])
def test_a_sentence_gives_its_facts_and_no_others(row: dict[str, Any]) -> None:
    extraction = extract(row["text"])
    facts = written(extraction)
    assert set(row.get("facts", ())) <= set(facts)
    assert not [f for f in facts if f.split("::")[1] in row.get("none", ())]
    assert set(row.get("rejected", ())) <= {r.reason for r in extraction.rejected}


def test_every_relation_of_the_schema_has_a_case() -> None:
    assert {fact.split("::")[1] for row in rows() for fact in row.get("facts", ())} == set(RELATION)


def test_respectively_gives_each_rival_its_own_number() -> None:
    found = extract(
        "We propose FooNet. FooNet surpasses PyTorch JIT, TensorFlow XLA, and TurboNet by 87%, 131%, and 55%, "
        "respectively."
    )
    values = {f.tail.name: f.qualifiers.value for f in found.facts if f.relation == "outperforms"}
    assert values == {"PyTorch JIT": "87%", "TensorFlow XLA": "131%", "TurboNet": "55%"}


def test_a_result_carries_metric_value_and_data_set() -> None:
    found = extract("We propose FooNet. FooNet achieves an F1 score of 0.93 on the FUNSD dataset.")
    (fact,) = [f for f in found.facts if f.relation == "achieves"]
    assert (fact.qualifiers.metric, fact.qualifiers.value) == ("F1 score", "0.93")
    assert "FUNSD" in fact.qualifiers.dataset


def test_an_acronym_and_its_long_form_are_one_name() -> None:
    found = extract(
        "We propose Foo Attention Network (FAN). FAN employs masking. Foo Attention Network outperforms BERT."
    )
    assert {"FAN::uses::masking", "FAN::outperforms::BERT"} <= set(written(found))
    assert "Foo Attention Network" in found.aliases["FAN"]


def test_a_confidence_is_a_probability_and_types_fit() -> None:
    for row in rows():
        for fact in extract(row["text"]).facts:
            assert 0.0 < fact.confidence <= 1.0
            assert fits(fact.head.type, fact.relation, fact.tail.type)


@settings(max_examples=25, deadline=None)
@given(st.text(alphabet=st.characters(blacklist_categories=("Cs", "Cc")), max_size=60))
def test_evidence_and_mentions_stand_at_their_offsets_in_any_text(noise: str) -> None:
    paper = Paper("p", "FooNet: a model", f"We propose FooNet. FooNet outperforms BERT. Then {noise} it uses masking.")
    (extraction,) = RuleExtractor().extract([paper])
    assert "FooNet::outperforms::BERT" in written(extraction)
    for fact in extraction.facts:
        assert paper.text[fact.evidence.start : fact.evidence.end] == fact.evidence.text
        for mention in (fact.head, fact.tail):
            assert fact.evidence.text[mention.start : mention.end] == mention.text


def test_a_paper_gives_the_same_facts_in_any_company() -> None:
    papers = [Paper(str(n), "A study", row["text"]) for n, row in enumerate(rows())]
    together = [written(e) for e in RuleExtractor().extract(papers)]
    assert together == [written(extract(p.abstract)) for p in papers]


def test_the_extractor_is_known_by_name_and_says_what_it_depends_on() -> None:
    assert set(kg.extract.load("rules").describe()) >= {"name", "version", "spacy", "pipeline"}


@pytest.mark.parametrize("path", sorted(GOLDEN.glob("*.json")), ids=lambda p: p.stem)
def test_a_whole_paper_gives_the_facts_on_file(path: Path) -> None:
    record = json.loads(path.read_text(encoding="utf-8"))
    assert sorted(written(extract(record["abstract"], record["title"]))) == record["facts"]


def test_two_papers_are_on_file() -> None:
    assert len(list(GOLDEN.glob("*.json"))) == 2
