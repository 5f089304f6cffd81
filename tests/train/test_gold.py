"""Annotations, and how they are laid upon the text."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.errors import InputError
from kg.extract.learned.candidates import MAIN, SELF
from kg.extract.learned.extractor import FOLDER, VOCABULARY
from kg.extract.learned.heads import RELATION_NAMES
from kg.extract.learned.text import read
from kg.extract.learned.wordpieces import Wordpieces
from kg.model import Paper, Sentence
from kg.train.alignment import align
from kg.train.gold import read_folder

PAPER = {"id": "1", "title": "Quillnet", "abstract": "We present Quillnet. Our model outperforms BERT."}
FACTS = [
    {"head": "this paper", "head_type": "Paper", "relation": "proposes", "tail": "Quillnet", "tail_type": "Model"}
    | {"evidence": "We present Quillnet", "tail_aliases": ["our model"]},
    {"head": "Quillnet", "head_type": "Model", "relation": "outperforms", "tail": "BERT", "tail_type": "Model"}
    | {"evidence": "Our model outperforms BERT", "head_aliases": ["our model"]},
]


def write(folder: Path, *facts: dict[str, object]) -> Path:
    (folder / "own.jsonl").write_text(json.dumps({"title": "Quillnet", "facts": list(facts)}) + "\n", "utf-8")
    (folder / "own_papers.json").write_text(json.dumps([PAPER]), "utf-8")
    return folder


def test_a_folder_of_annotations_is_read_with_the_offsets_of_its_evidence(tmp_path: Path) -> None:
    (gold,) = read_folder(write(tmp_path, *FACTS))
    assert [gold.paper.text[f.start : f.end] for f in gold.facts] == [f["evidence"] for f in FACTS]


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"evidence": "not there"}, "the evidence is not in the paper"),
        ({"relation": "likes"}, "unknown relation or type"),
        ({"head_type": "Animal"}, "unknown relation or type"),
    ],
)
def test_a_wrong_annotation_is_named_with_its_line(tmp_path: Path, change: dict[str, str], complaint: str) -> None:
    with pytest.raises(InputError, match=rf"own\.jsonl:1: {complaint}"):
        read_folder(write(tmp_path, FACTS[0] | change))


def test_a_folder_without_annotations_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no annotated papers"):
        read_folder(tmp_path)


def test_names_become_mentions_and_our_model_the_main_contribution(tmp_path: Path) -> None:
    (gold,) = read_folder(write(tmp_path, *FACTS))
    paper: Paper = gold.paper
    cuts = [(0, 8), (9, 29), (30, len(paper.text))]
    text = read(paper, [Sentence("1", a, b, paper.text[a:b]) for a, b in cuts], Wordpieces.read(FOLDER / VOCABULARY))
    example = align(gold, text)
    said = {
        (n, h if h in (MAIN, SELF) else text.wording(*h), t if t in (MAIN, SELF) else text.wording(*t)): {
            RELATION_NAMES[r] for r in relations
        }
        for (n, h, t), relations in example.relations.items()
    }
    assert said == {
        (1, SELF, "Quillnet"): {"proposes"},
        (1, SELF, MAIN): {"proposes"},
        (2, MAIN, "BERT"): {"outperforms"},
    }
    assert {text.wording(*span) for span in example.mentions} == {"Quillnet", "BERT"}
