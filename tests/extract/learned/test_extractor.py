"""The shipped model on texts that nobody trained on."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import ResourceError
from kg.extract import load
from kg.extract.learned.extractor import FILES, FOLDER, LearnedExtractor
from kg.extract.shortcomings import is_overcome
from kg.model import Extraction, Paper

ABSTRACT = (
    "Recurrent networks suffer from slow training. We propose Quillnet, a gated convolutional model for speech "
    "separation. Quillnet outperforms BiLSTM and ConvTasNet on WSJ0-2mix. Our model achieves 19.4 dB SI-SDRi on "
    "WSJ0-2mix. Code is available at https://github.com/quill/quillnet."
)
QUILL = Paper("q", "Quillnet: Gated Convolutions for Speech Separation", ABSTRACT)
OTHER = Paper("o", "On Pruning", "Pruning reduces the memory of BERT by 40%. Pruned BERT was evaluated on GLUE.")


@pytest.fixture(scope="module")
def found() -> Extraction:
    return next(LearnedExtractor().extract([QUILL]))


def triples(extraction: Extraction) -> set[str]:
    return {f"{f.head.name}::{f.relation}::{f.tail.name}" for f in extraction.facts}


def test_facts_of_a_plain_abstract_are_found_in_their_direction(found: Extraction) -> None:
    said = triples(found)
    assert {"this paper::proposes::Quillnet", "Quillnet::outperforms::BiLSTM"} <= said
    assert "BiLSTM::outperforms::Quillnet" not in said
    assert "Quillnet::availableAt::https://github.com/quill/quillnet" in said


def test_our_model_is_called_by_its_name(found: Extraction) -> None:
    measured = [f for f in found.facts if f.relation == "achieves"]
    assert measured
    assert {f.head.name for f in measured} == {"Quillnet"}
    assert "19.4 dB" in {f.qualifiers.value for f in measured}


def test_every_fact_stands_at_its_offsets(found: Extraction) -> None:
    assert found.facts
    for fact in found.facts:
        assert QUILL.text[fact.evidence.start : fact.evidence.end] == fact.evidence.text
        for m in (fact.head, fact.tail):
            assert m.sentence.text[m.start : m.end] == m.text
        assert 0 < fact.confidence < 1


def test_a_paper_gives_the_same_facts_in_any_company(found: Extraction) -> None:
    together = list(LearnedExtractor().extract([OTHER, QUILL]))
    assert together[1] == found


@pytest.mark.parametrize(
    "sentence",
    [
        "Zorvex does not outperform Mellon on GLUE.",
        "We hope that Zorvex will outperform Mellon on GLUE in the future.",
    ],
)
def test_what_is_denied_or_hoped_for_is_no_fact(sentence: str) -> None:
    paper = Paper("n", "A note on Zorvex", f"Zorvex is a language model. {sentence}")
    assert not [f for f in next(LearnedExtractor().extract([paper])).facts if f.relation == "outperforms"]


def test_an_empty_abstract_gives_nothing_and_does_no_harm() -> None:
    (extraction,) = LearnedExtractor().extract([Paper("e", "", "")])
    assert (extraction.facts, extraction.error) == ((), "")


def test_the_weights_are_small_enough_and_named_in_the_description() -> None:
    assert sum((FOLDER / name).stat().st_size for name in FILES) < 30_000_000
    assert set(FILES) <= LearnedExtractor().describe().keys()


def test_a_folder_of_trained_files_is_an_extractor_and_an_incomplete_one_is_named(tmp_path: Path) -> None:
    assert load(str(FOLDER)).describe() == load("learned").describe()
    with pytest.raises(ResourceError, match=r"vocab\.txt"):
        list(LearnedExtractor(tmp_path).extract([QUILL]))


@pytest.mark.parametrize(
    ("sentence", "limitation", "overcome"),
    [
        ("Alpha overcomes the limitations of Beta, such as slow search.", "limitations", True),
        ("Alpha overcomes the limitations of Beta, such as slow search.", "slow search", True),
        ("Alpha is a way of mitigating the quadratic cost.", "quadratic cost", True),
        ("Alpha addresses this, but still fails on long texts.", "fails on long texts", False),
        ("Alpha suffers from slow search.", "slow search", False),
    ],
)
def test_what_a_thing_overcomes_is_no_limitation_of_it(sentence: str, limitation: str, overcome: bool) -> None:
    assert is_overcome(sentence, len("Alpha"), sentence.index(limitation)) is overcome
