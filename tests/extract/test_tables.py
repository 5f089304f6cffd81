"""The tables of cases for numbers, qualifiers and modality."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.measured import by_value
from kg.extract.modality import modality
from kg.extract.numbers import quantities
from kg.extract.parse import parse
from kg.extract.qualifiers import qualifiers
from kg.extract.shortcomings import address_modality, limit_modality
from kg.extract.stated import pair_modality
from kg.extract.syntax import syntax
from kg.extract.veils import veiled
from kg.model import Fact, Mention, Paper, Sentence

CASES = Path(__file__).parents[1] / "cases"


def rows(name: str) -> list[Any]:
    return [json.loads(line) for line in (CASES / name).read_text(encoding="utf-8").splitlines() if line.strip()]


@pytest.mark.parametrize("row", rows("numbers.jsonl"), ids=lambda r: r["text"])
def test_numbers_are_read_with_unit_and_metric(row: dict[str, Any]) -> None:
    assert [[q.value, q.unit, q.metric] for q in quantities(row["text"])] == row["found"]


@given(st.text(max_size=60), st.text(max_size=60))
def test_a_number_stands_at_its_offsets(before: str, after: str) -> None:
    text = f"{before} reaches 21.2 dB SI-SDRi here {after}"
    found = quantities(text)
    assert any(q.value == "21.2 dB" and q.metric == "SI-SDRi" for q in found)
    for q in found:
        assert text[q.start : q.end] == q.value
        assert text[q.metric_start : q.metric_end] == q.metric


@pytest.mark.parametrize("row", rows("qualifiers.jsonl"), ids=lambda r: f"{r['tail']} in {r['text']}")
def test_a_fact_gets_the_qualifiers_of_its_sentence(row: dict[str, Any]) -> None:
    text = row["text"]
    sentence = Sentence("p", 0, len(text), text)
    mentions = {
        name: Mention(sentence, text.index(name), text.index(name) + len(name), name, kind, name)
        for name, kind in row["mentions"].items()
    }
    got = qualifiers(text, mentions[row["head"]], mentions[row["tail"]], row["relation"], list(mentions.values()))
    assert {key: getattr(got, key) for key in row["is"]} == row["is"]


@pytest.mark.parametrize("row", rows("modality.jsonl"), ids=lambda r: r["text"])
def test_a_clause_is_plain_negated_hedged_or_future(row: dict[str, Any]) -> None:
    (parsed,) = parse([Paper("p", "T", row["text"])])
    s = syntax(parsed.sentences[1])
    assert modality(s, s.text.index(row["verb"])) == row["modality"]


@pytest.mark.parametrize("row", rows("veils.jsonl"), ids=lambda r: f"{r['tail']} in {r['text']}")
def test_what_a_fixed_phrase_or_somebody_else_takes_back_is_veiled(row: dict[str, Any]) -> None:
    (parsed,) = parse([Paper("p", "T", row["text"])])
    sentence = parsed.sentences[1]
    head, tail = (
        (row["text"].index(row[end]), row["text"].index(row[end]) + len(row[end])) for end in ("head", "tail")
    )
    assert veiled(sentence, row.get("relation", "outperforms"), head, tail) == row["veil"]


@pytest.mark.parametrize("row", rows("stated.jsonl"), ids=lambda r: f"{r['tail']} in {r['text']}")
def test_what_is_said_of_two_spans_is_plain_or_not(row: dict[str, Any]) -> None:
    text = row["text"]
    (parsed,) = parse([Paper("p", "T", text)])
    sentence = parsed.sentences[1]
    head, tail = (
        sentence.token_range(text.index(word), text.index(word) + len(word)) if word else (0, 0)
        for word in (row["head"], row["tail"])
    )
    ask = {"limit": limit_modality, "address": address_modality}.get(row.get("as", ""), pair_modality)
    assert ask(syntax(sentence), head, tail) == row["modality"]


@pytest.mark.parametrize("row", rows("measured_results.jsonl"), ids=lambda r: r["text"])
def test_a_result_is_one_fact_a_value_and_named_by_its_metric(row: dict[str, Any]) -> None:
    text = row["text"]
    sentence = Sentence("p", 0, len(text), text)
    start, end = text.index(row["tail"]), text.index(row["tail"]) + len(row["tail"])
    tail = Mention(sentence, start, end, row["tail"], "Result", row["tail"])
    found = list(by_value(Fact(Mention(sentence, 0, 5, "Alpha", "Model", "Alpha"), "achieves", tail, sentence)))
    assert [fact.tail.name for fact in found] == row["is"]
    assert all(text[fact.tail.start : fact.tail.end] == fact.tail.text for fact in found)
