"""The ledger: extractions come back whole, and what a killed process left unfinished does not count."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import ledger
from kg.errors import ResourceError
from kg.model import Extraction, Fact, Mention, Paper, Qualifiers, Rejection, Sentence

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
PAPERS = st.builds(
    Paper, TEXT, TEXT, TEXT, TEXT, st.none() | st.integers(), TEXT, st.lists(TEXT, max_size=2).map(tuple)
)


@st.composite
def extractions(draw: st.DrawFn) -> Extraction:
    paper = draw(PAPERS)
    sentences = st.builds(Sentence, st.just(paper.id), st.integers(0, 9), st.integers(0, 9), TEXT)
    mentions = st.builds(Mention, sentences, st.integers(0, 9), st.integers(0, 9), TEXT, TEXT, TEXT)
    facts = st.builds(
        Fact, mentions, TEXT, mentions, sentences, st.builds(Qualifiers, *[TEXT] * 6), st.floats(0, 1), TEXT, TEXT, TEXT
    )
    return Extraction(
        paper,
        draw(st.lists(facts, max_size=2).map(tuple)),
        draw(st.lists(st.builds(Rejection, facts, TEXT), max_size=2).map(tuple)),
        draw(st.dictionaries(TEXT, st.lists(TEXT, max_size=2).map(tuple), max_size=2)),
        draw(st.integers(0, 9)),
        draw(TEXT),
    )


@given(extractions())
def test_an_extraction_comes_back_whole_from_its_line(extraction: Extraction) -> None:
    line = ledger.encoded(extraction)
    assert line.count("\n") == 1
    assert ledger.decoded(line) == extraction


def book(directory: Path, *papers: Paper) -> None:
    text = "".join(ledger.lines({"name": "x"}, {"layers": ["typed"]}, (Extraction(paper) for paper in papers)))
    (directory / ledger.FILE).write_text(text, "utf-8")


ONE, OTHER = Paper("1", "One", "a"), Paper("2", "Other", "b")


def test_the_last_line_of_a_paper_counts(tmp_path: Path) -> None:
    changed = Paper("1", "One", "changed")
    book(tmp_path, ONE, OTHER, changed)
    assert [one.paper for one in ledger.read(tmp_path).extractions.values()] == [changed, OTHER]


def test_a_line_that_was_never_finished_is_ignored_and_goes_with_the_next(tmp_path: Path) -> None:
    book(tmp_path, ONE)
    with (tmp_path / ledger.FILE).open("a") as file:
        file.write(ledger.encoded(Extraction(OTHER))[:-9])
    assert list(ledger.read(tmp_path).extractions) == ["1"]
    assert len(list(ledger.append(tmp_path, [Extraction(OTHER)]))) == 1
    assert list(ledger.read(tmp_path).extractions) == ["1", "2"]


def test_a_paper_is_known_by_its_content_wherever_it_stood(tmp_path: Path) -> None:
    book(tmp_path, ONE)
    known = ledger.read(tmp_path)
    assert known.knows(Paper("1", "One", "a", source="elsewhere:7"))
    assert not known.knows(Paper("1", "One", "b"))
    assert not known.knows(OTHER)


@pytest.mark.parametrize("damage", ["", "{}\n", "no json\n", json.dumps({"extractor": {}, "gate": {}}) + "\n{}\n"])
def test_a_damaged_ledger_says_what_to_do(tmp_path: Path, damage: str) -> None:
    (tmp_path / ledger.FILE).write_text(damage, "utf-8")
    with pytest.raises(ResourceError, match=r"extractions\.jsonl: is damaged .* kg build"):
        ledger.read(tmp_path)
