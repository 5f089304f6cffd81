from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import papers, patents
from kg.clean import clean
from kg.extract.open.extractor import OpenExtractor

CASES = [
    ("The lever 102 is attached to the shaft (12).", "The lever is attached to the shaft."),
    ("A film, as shown in FIG. 3, covers the plate 14a.", "A film covers the plate."),
    ("Referring now to FIGS. 1 and 2, the arm 20 has a pad.", "the arm has a pad."),
    ("The device as claimed in claim 2, wherein the film is thin.", "The device wherein the film is thin."),
    ("1. A device having a pad.", "A device having a pad."),
    ("The film has a thickness of 350 nm at 20 degrees.", "The film has a thickness of 350 nm at 20 degrees."),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_what_is_no_language_is_left_out(text: str, expected: str) -> None:
    assert patents.cleaned(clean(text)).text == expected


@given(st.lists(st.sampled_from([*(case[0] for case in CASES), "“An  é”", "x\u00a0(3)", "of claim 1"])).map(" ".join))
def test_each_copied_character_maps_to_itself(text: str) -> None:
    copy = patents.cleaned(clean(text))
    for piece in copy.pieces:
        if piece.copied:
            length = piece.end - piece.start
            assert copy.text[piece.at : piece.at + length] == text[piece.start : piece.end]


LONG = (
    "The thin magnetic film 102 is deposited over the lower substrate (12) of the recording head assembly, "
    "as shown in FIG. 3, by a sputtering tool."
)


def test_open_facts_of_a_patent_quote_it_as_given(tmp_path: Path) -> None:
    path = tmp_path / "patent.jsonl"
    record = {"patent": "7", "title": "Film head", "sections": {"SUMMARY": LONG}, "claims": ["1. Too short 102."]}
    path.write_text(json.dumps(record) + "\n", "utf-8")
    (paper,) = papers.read([path]).papers
    (extraction,) = OpenExtractor().extract([paper])
    facts = {f"{f.head.name}::{f.relation}::{f.tail.name}" for f in extraction.facts}
    assert "thin magnetic film::is deposited over::lower substrate" in facts
    assert {f.evidence.text for f in extraction.facts} == {LONG}
    for fact in extraction.facts:
        assert paper.text[fact.evidence.start : fact.evidence.end] == fact.evidence.text
        for end in (fact.head, fact.tail):
            assert fact.evidence.text[end.start : end.end] == end.text


def test_plain_text_of_a_patent_is_cut_at_its_headings(tmp_path: Path) -> None:
    text = f"Film head\nSUMMARY\n{LONG}\n\nWhat is claimed is:\n1. A device."
    assert [heading for heading, _ in patents.sections(text)] == ["", "SUMMARY", "What is claimed is"]
    path = tmp_path / "patent.txt"
    path.write_text(text, "utf-8")
    (paper,) = papers.read([path]).papers
    assert (paper.title, paper.kind) == ("Film head", patents.KIND)
    assert LONG in paper.text
    assert "SUMMARY" not in patents.cleaned(clean(paper.abstract)).text
    (extraction,) = OpenExtractor().extract([paper])
    assert {f.evidence.text for f in extraction.facts} == {LONG}
