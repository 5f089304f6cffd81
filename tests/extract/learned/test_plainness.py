"""Sentences that state nothing, as the classifier upon the encoder sees them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from kg.errors import ResourceError
from kg.extract.learned.extractor import DOUBTED, FILES, FOLDER, LearnedExtractor, judges_plainness, parts
from kg.extract.learned.plainness import FILE, Plainness, pooled
from kg.extract.learned.text import read
from kg.extract.parse import parse
from kg.model import Paper

WORLD = "Caches hold the keys of a language model. {} Our servers have two sockets."
DEMANDED = Paper(
    "d", "Caches for language models", WORLD.format("Critics have demanded that LoomCache be compared with SpindleKV.")
)
STATED = Paper("s", "Caches for language models", WORLD.format("LoomCache is compared with SpindleKV."))


@pytest.fixture
def without(tmp_path: Path) -> Path:
    """A folder of the trained files without the classifier."""
    for name in FILES:
        shutil.copyfile(FOLDER / name, tmp_path / name)
    return tmp_path


def test_the_shipped_classifier_was_trained_upon_the_shipped_encoder() -> None:
    assert judges_plainness(FOLDER), "the encoder is another one: kg train-plain GOLD --doubtful ... -o kg/data/model"
    assert FILE in LearnedExtractor().describe()


def test_a_fact_of_a_doubtful_sentence_is_rejected_and_the_plain_one_stays(without: Path) -> None:
    def compared(paper: Paper, folder: Path = FOLDER) -> list[str]:
        (found,) = LearnedExtractor(folder).extract([paper])
        return [fact.tail.name for fact in found.facts if fact.relation == "comparedWith"]

    assert compared(DEMANDED, without) == compared(STATED) == ["SpindleKV"]
    assert compared(DEMANDED) == []
    (found,) = LearnedExtractor().extract([DEMANDED])
    assert DOUBTED in {rejection.reason for rejection in found.rejected}
    assert FILE not in LearnedExtractor(without).describe()


def test_a_classifier_of_another_encoder_is_not_used(without: Path) -> None:
    told = json.loads((FOLDER / FILE).read_text("utf-8"))
    (without / FILE).write_text(json.dumps({**told, "encoder": "0"}), "utf-8")
    assert not judges_plainness(without)
    assert parts(without).plainness is None


def test_without_an_encoder_it_is_the_encoder_that_is_missed(without: Path) -> None:
    shutil.copyfile(FOLDER / FILE, without / FILE)
    (without / FILES[0]).unlink()
    assert not judges_plainness(without)
    with pytest.raises(ResourceError, match=r"encoder\.onnx"):
        parts(without)


def test_a_damaged_file_is_named(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text('{"encoder": "1", "weight": "x"}', "utf-8")
    with pytest.raises(ResourceError, match=r"plain\.json: cannot read the weights"):
        Plainness.read(tmp_path / FILE)


def test_a_sentence_is_the_mean_and_the_greatest_values_of_its_words() -> None:
    (parsed,) = parse([Paper("p", "A title", "Two words.")])
    text = read(parsed.paper, [s.sentence for s in parsed.sentences], parts().wordpieces)
    deep = np.arange(len(text.pieces.ids) * 2, dtype=np.float32).reshape(-1, 2)
    first, second = pooled(text, deep)
    places = [range(*text.sentences[k]) for k in (0, 1)]
    for vector, place in zip((first, second), places, strict=True):
        words = np.array([(deep[text.pieces.first[n]] + deep[text.pieces.last[n]]) / 2 for n in place])
        assert vector.tolist() == [*words.mean(axis=0).tolist(), *words.max(axis=0).tolist()]
