"""Only plain facts whose quote is in the paper and whose types fit pass; the others are kept with their reason."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.gate import Gate
from kg.model import OPEN, Extraction, Fact, Mention, Paper, Sentence

PAPER = Paper("1", "A title", "MossFormer outperforms SepFormer.")
QUOTE = Sentence("1", 8, 40, "MossFormer outperforms SepFormer")
HEAD = Mention(QUOTE, 0, 10, "MossFormer", "Model", "MossFormer")
LONG = "Monaural Speech Separation Transformers"
TAIL = Mention(QUOTE, 23, 32, "SepFormer", "Model", "SepFormer")
FACT = Fact(HEAD, "outperforms", TAIL, QUOTE, confidence=0.8)


def pass_through(fact: Fact, gate: Gate | None = None) -> list[str]:
    """Return the reasons for which the fact is rejected."""
    extraction = Extraction(PAPER, (fact,), aliases={"MossFormer": ("Monaural speech separation TransFormer",)})
    checked = (gate or Gate()).checked(extraction)
    assert len(checked.facts) + len(checked.rejected) == 1
    return [rejection.reason for rejection in checked.rejected]


def test_a_plain_fact_passes() -> None:
    assert pass_through(FACT) == []


@pytest.mark.parametrize(
    ("fact", "reason"),
    [
        (replace(FACT, evidence=replace(QUOTE, start=9, end=41)), "quote not in the paper"),
        (replace(FACT, evidence=replace(QUOTE, text="")), "quote not in the paper"),
        (replace(FACT, evidence=replace(QUOTE, paper_id="2")), "quote not in the paper"),
        (replace(FACT, head=replace(HEAD, start=1)), "quote not in the paper"),
        (replace(FACT, relation="targets"), "types do not fit"),
        (replace(FACT, relation="beats"), "types do not fit"),
        (replace(FACT, modality="negated"), "negated"),
        (replace(FACT, tail=replace(TAIL, name="--")), "a name without letters"),
        (replace(FACT, tail=replace(TAIL, name="the MossFormer model")), "head and tail are one thing"),
        (
            replace(FACT, tail=replace(TAIL, name=LONG)),
            "head and tail are one thing",
        ),
    ],
)
def test_a_fact_that_is_not_sound_is_rejected(fact: Fact, reason: str) -> None:
    assert pass_through(fact) == [reason]


def test_a_fact_that_is_not_sure_enough_is_rejected() -> None:
    assert pass_through(FACT, Gate(min_confidence=0.9)) == ["confidence too low"]
    assert pass_through(FACT, Gate(min_confidence=0.8)) == []


def test_facts_of_other_layers_are_left_out_and_need_no_types() -> None:
    fact = replace(FACT, layer=OPEN, relation="is far better than")
    checked = Gate().checked(Extraction(PAPER, (fact,)))
    assert (checked.facts, checked.rejected) == ((), ())
    assert pass_through(fact, Gate(frozenset({OPEN}))) == []
