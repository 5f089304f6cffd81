"""Wordings of one thing share a normalised form, versions and lookalikes do not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.resolve.names import difference, normalised, singular

CASES = [
    json.loads(line)
    for line in (Path(__file__).parent.parent / "cases" / "names.jsonl").read_text("utf-8").splitlines()
]


@pytest.mark.parametrize("case", CASES, ids=[case["names"][0] for case in CASES])
def test_names_share_a_form_exactly_when_they_name_one_thing(case: dict[str, list[str]]) -> None:
    forms = [normalised(name) for name in case["names"]]
    assert len(set(forms)) == (1 if case["same"] else len(forms)), forms


@pytest.mark.parametrize(
    ("plural", "one"),
    [("GPUs", "GPU"), ("SARS", "SARS"), ("analyses", "analysis"), ("classes", "class"), ("sizes", "size"),
     ("strategies", "strategy"), ("physics", "physics"), ("metrics", "metric"), ("bias", "bias")],
)  # fmt: skip
def test_plurals_are_folded_and_words_that_only_look_plural_are_not(plural: str, one: str) -> None:
    assert singular(plural) == one


@pytest.mark.parametrize(
    ("kept", "name", "reason"),
    [("BERT", "Bert", "case"), ("GPT-2", "GPT2", "hyphen or space"), ("LLMs", "LLM", "plural"),
     ("GLUE", "GLUE benchmark", "generic word 'benchmark'"), ("normalization", "normalisation", "spelling"),
     ("ＢＥＲＴ", "BERT", "Unicode form")],
)  # fmt: skip
def test_the_reason_of_a_merge_is_the_weakest_that_holds(kept: str, name: str, reason: str) -> None:
    assert difference(kept, name) == reason


@given(st.text(max_size=30))
def test_a_normalised_form_has_no_spare_spaces_and_no_case(name: str) -> None:
    form = normalised(name)
    assert form == " ".join(form.split(" ")).strip(" ")
    assert "  " not in form
    assert form == form.casefold()
