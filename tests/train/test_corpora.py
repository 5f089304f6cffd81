"""Tokens become text again, and annotations find their words in it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.errors import InputError
from kg.train import corpora


def test_tokens_are_joined_as_a_person_would_write_them() -> None:
    tokens = ["A", "multi", "-", "task", "net", "(", "MTN", ")", "gains", "3", ".", "5", "%", ",", "it", "'s", "fast"]
    assert corpora.joined(tokens) == "A multi-task net (MTN) gains 3.5%, it's fast"


def test_facts_are_put_back_upon_the_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    annotations = tmp_path / "annotations"
    (annotations / "late").mkdir(parents=True)
    record = {
        "id": "sc-X1",
        "entities": [["Zor", "Model", []], ["QA", "Task", []]],
        "facts": [[0, "usedFor", 1, 3, 17]],
    }
    (annotations / "late" / "scierc.jsonl").write_text(json.dumps(record) + "\n", "utf-8")
    monkeypatch.setattr(corpora, "FOLDER", annotations)
    corpus = tmp_path / "corpus.json"
    corpus.write_text(json.dumps({"doc_key": "X1", "sentences": [["Zor", "is", "for", "QA", "."]]}) + "\n", "utf-8")
    assert corpora.restore([corpus], tmp_path / "out") == 1
    (fact,) = json.loads((tmp_path / "out" / "late" / "scierc.jsonl").read_text("utf-8"))["facts"]
    assert (fact["head"], fact["relation"], fact["tail"], fact["evidence"]) == (
        "Zor",
        "usedFor",
        "QA",
        "Zor is for QA.",
    )


def test_a_file_of_another_kind_is_named(tmp_path: Path) -> None:
    path = tmp_path / "other.jsonl"
    path.write_text('{"text": "x"}\n', "utf-8")
    with pytest.raises(InputError, match=r"other\.jsonl: neither SciREX nor SciERC"):
        corpora.restore([path], tmp_path / "out")


@pytest.mark.parametrize("name", ["also/scirex", "also/scierc", "also/composed", "late/composed", "doubtful/composed"])
def test_the_annotations_keep_to_the_schema(name: str) -> None:
    from kg.schema import RELATION, TYPE_NAMES

    records = [json.loads(line) for line in (corpora.FOLDER / f"{name}.jsonl").read_text("utf-8").splitlines()]
    assert len({record["id"] for record in records}) == len(records) > 40
    for record in records:
        assert {kind for _, kind, _ in record["entities"]} <= TYPE_NAMES
        assert {fact[1] for fact in record["facts"]} <= RELATION.keys()


def test_composed_abstracts_need_no_corpus_and_every_quote_stands_in_them(tmp_path: Path) -> None:
    from kg.train.gold import read_folder

    corpora.restore([], tmp_path)
    papers = [paper for folder in ("also", "late", "doubtful") for paper in read_folder(tmp_path / folder)]
    assert len(papers) == 676 + 432 + 184
    for paper in papers:
        for fact in paper.facts:
            quote = paper.paper.text[fact.start : fact.end]
            assert quote.strip() == quote != ""
