"""The figures in README and model card are those that the training wrote down."""

from __future__ import annotations

import json
from pathlib import Path
from statistics import mean, pstdev

from kg.extract.learned.extractor import FOLDER

README = (Path(__file__).parents[1] / "README.md").read_text("utf-8")
CARD = (FOLDER / "MODEL_CARD.md").read_text("utf-8")
FIGURES = json.loads((FOLDER / "figures.json").read_text("utf-8"))


def test_mean_and_spread_over_the_folds_are_as_measured() -> None:
    told = " | ".join(f"{mean(c):.3f} ± {pstdev(c):.3f}" for c in zip(*FIGURES["folds"], strict=True))
    assert told in README
    assert told in CARD


def test_every_relation_stands_in_the_readme_as_measured() -> None:
    for relation, (gold, found, right) in FIGURES["relations"].items():
        assert f"| {relation} | {gold} | {found} | {right / max(1, found):.2f} | {right / gold:.2f} |" in README


def test_the_cuts_and_the_precision_in_the_graph_are_as_measured() -> None:
    precision, recall = FIGURES["graph"]
    assert f"(confidence {FIGURES['assert']:.2f} and more) | {precision:.3f} | {recall:.3f} |" in README
    assert f"every fact from confidence {FIGURES['keep']:.2f} on" in README
    assert precision >= 0.80


def test_what_the_classifier_of_plain_sentences_doubts_is_as_measured() -> None:
    told = json.loads((FOLDER / "plain.json").read_text("utf-8"))["figures"]
    assert f"doubts {told['invented']:.1%} of the invented sentences" in README
    assert f"{told['plain']:.1%} of\ntheir plain twins; {told['facts']:.1%} of the facts of the 253" in README
    assert f"it costs {told['doubtful_facts']:.1%} of the facts" in README
    assert f"{told['plain']:.1%} of their plain twins, and {told['facts']:.1%} of the papers' facts" in CARD


def test_the_figures_of_the_open_facts_are_as_measured() -> None:
    from kg.score import Ratio

    told = json.loads((FOLDER / "open.json").read_text("utf-8"))
    held_out = {name: Ratio(**told["figures"]["held_out"][name]) for name in ("exact", "pairs", "words")}
    exact = held_out["exact"]
    row = f"{exact.precision:.3f} | {exact.recall:.3f} | {exact.f1:.3f} |"
    row += f" {held_out['pairs'].f1:.3f} | {held_out['words'].f1:.3f} |"
    assert f"from the confidence {told['keep']:.2f} on (`kg train-open`) | {row}" in README
    assert f"from the confidence {told['keep']:.2f} on | {row}" in CARD
    precision, recall = told["figures"]["cut"]
    assert f"from {told['assert']:.2f} on | {precision:.3f} | {recall:.3f} |" in CARD
    assert f"calibration error, held out: {told['figures']['error']:.3f}" in CARD
