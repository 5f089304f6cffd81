"""Annotated open facts find their words in the corpora again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.bench.opened import judged
from kg.errors import InputError
from kg.score.opengold import FILE, OpenDocument, divided, restored

TEXT = "A head is shown. The film covers a plate."
ROW = {"id": "pt1-2", "batch": 0, "origin": "patent", "document": "1", "start": 17, "end": 41}
FACTS = [[[4, 8], [[9, 15]], [18, 23]]]


@pytest.fixture
def document(tmp_path: Path) -> OpenDocument:
    rows = [{**ROW, "facts": []}, {**ROW, "batch": 2, "facts": FACTS}, {**ROW, "document": "2", "facts": []}]
    (tmp_path / "open.jsonl").write_text("\n".join(map(json.dumps, rows)), "utf-8")
    (tmp_path / "patents.jsonl").write_text(json.dumps({"patent": "1", "text": TEXT}) + "\n", "utf-8")
    (found,) = restored([tmp_path / "patents.jsonl"], tmp_path / "open.jsonl")
    return found


def test_facts_are_put_back_upon_their_sentence_and_the_later_annotation_counts(document: OpenDocument) -> None:
    (sentence,) = document.sentences
    assert sentence.text == "The film covers a plate."
    assert sentence.facts == (("film", "covers", "plate"),)
    assert document.batches == {0, 2}


def test_a_document_that_was_looked_at_in_one_batch_measures_nothing_in_another(document: OpenDocument) -> None:
    assert divided([document]) == ((document,), ())


def test_found_facts_count_at_the_sentence_in_which_they_stand(document: OpenDocument) -> None:
    at = document.paper.text.index("The film")
    assert judged([document], [{at: {("film", "covers", "plate")}}]).exact.f1 == 1.0
    assert judged([document], [{0: {("film", "covers", "plate")}}]).exact.f1 == 0.0


@pytest.mark.parametrize("content", ['{"text": "x"}\n', '{"patent": "9", "text": "x"}\n', "[1, 2]"])
def test_a_file_without_annotated_documents_is_named(tmp_path: Path, content: str) -> None:
    path = tmp_path / "other.jsonl"
    path.write_text(content, "utf-8")
    with pytest.raises(InputError, match=r"other\.jsonl: (neither|holds none)"):
        restored([path])


def test_the_annotations_are_well_formed() -> None:
    rows = [json.loads(line) for line in FILE.read_text("utf-8").splitlines()]
    assert len({row["id"] for row in rows}) == 610
    for row in rows:
        size = row["end"] - row["start"]
        for head, words, tail in row["facts"]:
            assert words
            assert all(0 <= a < b <= size for a, b in (head, *words, tail))
