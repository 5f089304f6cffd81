"""Papers are read from three forms; what is broken is named and left out, and nothing else is lost."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import InputError
from kg.model import Paper
from kg.papers import from_records, listed, read

ABSTRACT = "We introduce Zephyr, a model that outperforms Borealis on three tasks."


def write(folder: Path, name: str, text: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_the_listing_gives_73_papers_and_skips_only_its_header() -> None:
    reading = listed()
    assert len(reading.papers) == 73
    assert reading.skipped == ()
    assert reading.papers[0].title.startswith("Engineering Design Knowledge Graphs from Patented Artefact")
    assert reading.papers[0].abstract.startswith("Despite significant popularity")
    assert reading.papers[0].source == "papers.txt:11"
    assert len({paper.id for paper in reading.papers}) == 73


def test_a_listing_may_have_no_header_no_blank_lines_and_foreign_line_ends(tmp_path: Path) -> None:
    path = write(tmp_path, "list.txt", f"\ufeffZephyr: a Model\r\n{ABSTRACT}\r\nWhat Next? And ....\r\n{ABSTRACT}")
    assert [paper.title for paper in read([path]).papers] == ["Zephyr: a Model", "What Next? And ...."]


def test_a_title_without_an_abstract_in_a_listing_is_reported_and_the_rest_is_read(tmp_path: Path) -> None:
    path = write(tmp_path, "list.txt", f"Menu\n\nOne\n\n{ABSTRACT}\n\nTwo\n\nThree\n\n{ABSTRACT}\n\n{ABSTRACT}\n")
    reading = read([path])
    assert [paper.title for paper in reading.papers] == ["One", "Three"]
    assert [str(skip) for skip in reading.skipped] == [
        f"{path}:7: an abstract is missing here",
        f"{path}:13: a title is missing here",
    ]


BROKEN = {
    "{": "not JSON",
    "[1]": "not a JSON object",
    '{"title": "T", "summary": "A"}': "no key 'abstract'; the keys are title, summary",
    '{"title": "T", "abstract": ""}': "empty abstract",
    '{"title": " ", "abstract": "A"}': "empty title",
    '{"title": null, "abstract": "A"}': "empty title",
    '{"title": "T", "abstract": ["A"]}': "the abstract is not text",
    '{"title": "T", "abstract": "\\ud800"}': "the abstract is not UTF-8",
    '{"title": "T", "abstract": "A", "id": {}}': "the id is neither text nor a whole number",
    "[" * 100_000: "not JSON",
}


@pytest.mark.parametrize(("line", "reason"), BROKEN.items(), ids=range(len(BROKEN)))
def test_a_broken_line_is_named_and_the_others_are_read(tmp_path: Path, line: str, reason: str) -> None:
    good = json.dumps({"title": "Good", "abstract": ABSTRACT})
    reading = read([write(tmp_path, "some.jsonl", f"{good}\n\n{line}\n")])
    assert [paper.title for paper in reading.papers] == ["Good"]
    (skip,) = reading.skipped
    assert skip.where == f"{tmp_path / 'some.jsonl'}:3"
    assert reason in skip.reason


def test_bytes_that_are_no_text_break_one_record_only(tmp_path: Path) -> None:
    good = json.dumps({"title": "Good", "abstract": ABSTRACT}).encode()
    bad = b'{"title": "Bad", "abstract": "\xff\xfe"}'
    for name, data in (
        ("a.jsonl", bad + b"\n" + good),
        ("b.csv", b"title,abstract\nBad,\xff\nGood,fine"),
        ("c.txt", b"Bad\n" + b"\xff" * 300 + b"\nGood\n" + b"a" * 300),
    ):
        reading = read([write(tmp_path, name, data)])
        assert [paper.title for paper in reading.papers] == ["Good"], name
        assert "not UTF-8" in reading.skipped[0].reason


def test_csv_records_may_span_lines_and_keep_their_line_numbers(tmp_path: Path) -> None:
    rows = ["id,title,abstract,year,url,authors", '7,One,"two\nlines",2024,https://a.example/x,"A B; C D"', ",Two"]
    text = "\n".join([*rows, "8,Three,x,,,", ""])
    path = write(tmp_path, "some.csv", text)
    reading = read([path])
    assert reading.papers[0] == Paper(
        "7", "One", "two\nlines", f"{path}:2", 2024, "https://a.example/x", ("A B", "C D")
    )
    assert reading.papers[1].source == f"{path}:5"
    assert [str(skip) for skip in reading.skipped] == [f"{path}:4: 2 cells where the header has 6"]


def test_other_column_names_can_be_mapped_and_the_error_says_how(tmp_path: Path) -> None:
    path = write(tmp_path, "abstracts.csv", "id,title,summary\n1,One,text\n")
    with pytest.raises(InputError) as caught:
        read([path])
    assert str(caught.value) == (
        f"{path}: no column 'abstract'. Columns: id, title, summary. Use --map abstract=summary."
    )
    assert read([path], {"abstract": "summary"}).papers[0].abstract == "text"


def test_ids_are_the_given_ones_or_come_from_the_title(tmp_path: Path) -> None:
    records: list[dict[str, object]] = [
        {"title": "A", "abstract": "x", "id": 5},
        {"title": "B", "abstract": "x"},
        {"title": "C", "abstract": "x", "id": " "},
    ]
    ids = [paper.id for paper in from_records(records).papers]
    assert ids[0] == "5"
    assert ids[1:] == [paper.id for paper in from_records(reversed(records[1:])).papers][::-1]
    assert len(set(ids)) == 3


def test_the_second_of_two_papers_with_one_id_is_left_out_and_named() -> None:
    reading = from_records(
        [{"title": "A", "abstract": "x"}, {"title": "A", "abstract": "x"}, {"title": "A", "abstract": "y"}]
    )
    assert [paper.abstract for paper in reading.papers] == ["x"]
    assert [skip.reason for skip in reading.skipped] == ["repeats record 1", "has the id or title of record 1"]


@pytest.mark.parametrize("text", ["", "\n\n", "Menu\nHome\n", "\x00\x01\xff"])
def test_a_file_without_any_paper_is_an_error(tmp_path: Path, text: str) -> None:
    for ending in ("txt", "jsonl", "csv"):
        with pytest.raises(InputError):
            read([write(tmp_path, f"some.{ending}", text)])


def test_missing_files_and_folders_are_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        read([tmp_path / "none.jsonl"])
    with pytest.raises(InputError, match="is a folder"):
        read([tmp_path])


def test_addresses_that_are_no_web_addresses_are_dropped() -> None:
    links = ["javascript:alert(1)", "https://a.example/1", 'https://a.example/"onclick="x', 5]
    papers = from_records([{"title": str(n), "abstract": "x", "url": u} for n, u in enumerate(links)]).papers
    assert [paper.url for paper in papers] == ["", "https://a.example/1", "", ""]


@given(st.text(min_size=1), st.text(min_size=1))
def test_title_and_abstract_come_back_as_given(title: str, abstract: str) -> None:
    records: list[dict[str, object]] = [{"title": title, "abstract": abstract}, {"title": "Good", "abstract": "x"}]
    papers = from_records(records).papers
    if title.strip() and abstract.strip() and title != "Good":
        assert (papers[0].title, papers[0].abstract) == (title, abstract)
    assert papers[-1].title == "Good"
