"""The training of what tells plain sentences from others."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("torch")

from kg.extract.learned.extractor import FILES, FOLDER, judges_plainness
from kg.extract.learned.plainness import FILE
from kg.model import Paper
from kg.train import plain
from kg.train.gold import GoldFact, GoldName, GoldPaper

HOST = Paper("h", "Trees", "Oaks are old. Elms are tall. Firs are green.")
SAID = (
    ("Alpha beats Beta on GLUE.", True),
    ("Alpha may beat Beta on GLUE.", False),
    ("Gamma runs on phones.", True),
    ("Will Gamma run on phones?", False),
)


def spoken(author: str) -> list[plain.Spoken]:
    return [
        plain.Spoken(author, text, Paper(f"{author}{n}", "A note", f"Here it is. {text}"), stated)
        for n, (text, stated) in enumerate(SAID)
    ]


def annotated(title: str) -> GoldPaper:
    text = "Delta is a parser. It is unclear whether Delta scales."
    start = len(title) + 1
    fact = GoldFact(GoldName("Delta", "Method"), "isA", GoldName("parser", "Method"), start, start + 18)
    return GoldPaper(Paper(title, title, text), (fact,))


def test_a_run_writes_the_same_bytes_and_what_the_extractor_loads(tmp_path: Path) -> None:
    known = spoken("one") + spoken("two")
    for name in ("one", "two"):
        figures = plain.run(
            known, [annotated("A")], [annotated("B"), annotated("C")], [HOST], FOLDER, tmp_path / name, 2
        )
    assert (tmp_path / "one" / FILE).read_bytes() == (tmp_path / "two" / FILE).read_bytes()
    assert figures.facts == 0.0
    for name in FILES:
        (tmp_path / "one" / name).symlink_to(FOLDER / name)
    assert judges_plainness(tmp_path / "one")


def studied(group: str, value: float, *, stated: bool) -> plain.Studied:
    return plain.Studied(group, "in company", stated, int(stated), np.array([value, 0.5], dtype=np.float32), 1.0)


def test_the_weights_are_for_vectors_as_they_are() -> None:
    known = [studied("g", 10.0 + n % 2, stated=not n % 2) for n in range(2000)]
    weight, bias = plain.fit(known)
    assert 10 * weight[0] + 0.5 * weight[1] + bias < 0 < 11 * weight[0] + 0.5 * weight[1] + bias


def test_no_sentence_is_judged_by_what_learned_from_its_author() -> None:
    """Each author means the opposite of the other, so whoever learned from the other one is always wrong."""
    known = [
        studied(author, float(n % 2), stated=bool(n % 2) == (author == "one"))
        for author in ("one", "two")
        for n in range(2000)
    ]
    figures = plain.cross_validated(known, 2)
    assert (figures.invented, figures.plain) == (0.0, 1.0)


def test_invented_sentences_stand_in_the_abstracts_of_others() -> None:
    texts = list(plain.in_company(spoken("one"), [HOST]))
    assert [len(marked.places) for marked in texts] == [3, 1]
    for marked in texts:
        assert all(sentence in marked.paper.abstract for sentence in ("Oaks are old.", "Firs are green."))
        for place in marked.places:
            assert (marked.paper.text[place.start : place.end], place.plain) in SAID
