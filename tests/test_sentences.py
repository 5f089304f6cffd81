"""Sentences are found without a parser, nearly where the parser finds them."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.sentences import sentences


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Is it so? Yes\nIt is. It was!", ["Is it so? Yes", "It is.", "It was!"]),
        ("T\nWe use BERT (e.g. Base) by Vaswani et al. It gains 1.5 points.", ["T", "We use BERT (e.g. Base) by Vaswani"
         " et al. It gains 1.5 points."]),
        ("T\nIt saves 73%. (Code: https://a.b/c.d) “Good.” They said", ["T", "It saves 73%.", "(Code: https://a.b/c.d) "
         "“Good.”", "They said"]),
        ("", []),
        ("\n  \n", []),
    ],
)  # fmt: skip
def test_sentences_end_at_marks_that_capitals_follow(text: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in sentences(text)] == found


@given(st.text(st.sampled_from('aB. !?\n"(')))
def test_sentences_lose_only_blanks_and_never_overlap(text: str) -> None:
    spans = sentences(text)
    assert "".join("".join(text[a:b].split()) for a, b in spans) == "".join(text.split())
    assert all(before[1] <= after[0] for before, after in itertools.pairwise(spans))
    assert all(text[a:b].strip() == text[a:b] != "" for a, b in spans)
