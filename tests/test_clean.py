"""The cleaned copy reads well and leads back to the text as given."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.clean import clean

CASES = [json.loads(line) for line in (Path(__file__).parent / "cases" / "clean.jsonl").read_text("utf-8").splitlines()]
KNOWN = "MossFormer reaches 21.2 dB"
MARKUP = st.sampled_from(
    [
        "\\textbf{",
        "}",
        "$",
        "\\%",
        "times",
        "5times",
        "–",
        "“",
        "\u200b",
        "\u00a0",
        "  ",
        "\\",
        "{",
        "&amp;",
        "\n",
        "_{1}",
    ]
)


@pytest.mark.parametrize("case", CASES, ids=[case["given"][:40] for case in CASES])
def test_remnants_are_cleaned_and_quotes_lead_back(case: dict[str, str]) -> None:
    copy = clean(case["given"])
    assert copy.text == case["text"]
    start = copy.text.index(case["find"])
    assert copy.quote(start, start + len(case["find"])) == case["quote"]


def test_plain_text_comes_back_as_it_is() -> None:
    copy = clean("BERT outperforms ELMo by 4.5 points.")
    assert copy.text == copy.given
    assert copy.span(0, 4) == (0, 4)


@given(st.lists(st.text(max_size=8) | MARKUP, max_size=12), st.lists(st.text(max_size=8) | MARKUP, max_size=12))
def test_a_known_sentence_in_any_text_is_found_again(before: list[str], after: list[str]) -> None:
    text = "".join(before) + "\n" + KNOWN + "\n" + "".join(after)
    copy = clean(text)
    assert KNOWN in copy.text
    start = copy.text.index(KNOWN)
    assert KNOWN in copy.quote(start, start + len(KNOWN))


@given(st.lists(st.text(max_size=8) | MARKUP, max_size=16).map("".join))
def test_pieces_cover_the_copy_in_order(text: str) -> None:
    copy = clean(text)
    at = end = 0
    for piece in copy.pieces:
        assert piece.at == at
        assert end <= piece.start < piece.end <= len(text)
        follower = min((p.at for p in copy.pieces if p.at > piece.at), default=len(copy.text))
        if piece.copied:
            assert copy.text[piece.at : follower] == text[piece.start : piece.end]
        at, end = follower, piece.end
    assert at == len(copy.text)


@given(st.lists(st.text(max_size=8) | MARKUP, max_size=16).map("".join), st.data())
def test_every_span_of_the_copy_has_a_span_of_the_text(text: str, data: st.DataObject) -> None:
    copy = clean(text)
    start = data.draw(st.integers(0, len(copy.text)))
    end = data.draw(st.integers(start, len(copy.text)))
    begin, stop = copy.span(start, end)
    assert 0 <= begin <= stop <= len(text)
    assert (begin < stop) == (start < end)
