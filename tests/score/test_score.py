"""The figures are those of a worked example, and of the annotators' own script where that is at hand."""

from __future__ import annotations

import json
import os
import random
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from kg.score import Ratio, score
from kg.score.matching import End, folded, loosely_equal

GOLD_FOLDER = Path(os.environ.get("KG_SHARED", Path(__file__).parents[3] / "shared")) / "gold"


def fact(head: str, relation: str, tail: str, types: str = "Model Model", **more: Any) -> dict[str, Any]:
    head_type, tail_type = types.split()
    return {"head": head, "head_type": head_type, "relation": relation, "tail": tail, "tail_type": tail_type, **more}


GOLD = [
    {
        "title": "Foo: A Model",
        "facts": [
            fact("Foo", "outperforms", "previous models", tail_aliases=["Bar"], qualifiers={"value": "3.5%"}),
            fact("Foo", "uses", "dilated causal convolution", "Model Method"),
            fact("Foo", "achieves", "91.5% accuracy", "Model Result"),
            fact("this paper", "proposes", "Foo", "Paper Model"),
        ],
    }
]
FOUND = [
    fact("Foo model", "outperforms", "Bar", "Method Model", paper="foo - a model", qualifiers={"value": "3.5%"}),
    fact("Foo", "outperforms", "the Bar", paper="Foo: A Model"),  # the same triple again
    fact("Foo", "uses", "causal convolutions", "Model Model", paper="Foo: A Model"),
    fact("Foo", "achieves", "91.5% on GLUE", "Model Result", paper="Foo: A Model"),
    fact("we", "proposes", "Baz", "Paper Model", paper="Foo: A Model"),
    fact("Foo", "outperforms", "Bar", paper="Another paper"),
]


def test_a_worked_example_has_its_figures() -> None:
    result = score(GOLD, FOUND)
    assert result.total == {
        "strict": Ratio(1, 4, 4),
        "strict typed": Ratio(1, 4, 4),
        "relaxed": Ratio(3, 4, 4),
        "relaxed typed": Ratio(3, 4, 4),
    }
    assert result.relations["proposes"] == Ratio(0, 1, 1)
    assert result.types["Method"] == Ratio(2, 3, 3)
    assert (result.values_found.hits, result.values_found.gold) == (2, 2)
    assert [item.text for item in result.sheets[0].missed] == ["this paper::proposes::Foo"]
    assert [item.text for item in result.sheets[0].wrong] == ["we::proposes::Baz"]
    assert Ratio(3, 4, 5).f1 == pytest.approx(2 / 3)
    assert Ratio(0, 0, 0).f1 == 0


def test_names_are_folded_and_compared_word_by_word() -> None:
    assert folded("the proposed Multi-Head Attention methods") == ("multi", "head", "attention")
    assert folded("GPT-2 models") == ("gpt-2",)
    assert folded("model") == ("model",)
    assert loosely_equal(folded("sparse attention"), folded("attention"))
    assert not loosely_equal(folded("attention mask"), folded("attention"))
    assert not loosely_equal(folded("a very deep and wide network stack"), folded("stack"))
    assert End.of("91.5%", "Result").agreement(End.of("accuracy of 91.5", "Result")) == 1
    assert End.of("we", "").agreement(End.of("this paper", "Paper")) == 2


def figures(text: str) -> list[str]:
    """Return the numbers of the annotators' script: counts, P, R and F1 of each level, values, relations."""
    return re.findall(r"\d+(?:\.\d+)?", text)


@pytest.mark.skipif(not GOLD_FOLDER.is_dir(), reason="the annotators' script is not part of this repository")
def test_the_annotators_script_gives_the_same_figures(tmp_path: Path) -> None:
    gold = [json.loads(line) for line in (GOLD_FOLDER / "dev.jsonl").read_text("utf-8").splitlines()]
    chance = random.Random(7)
    names = [f[end] for paper in gold for f in paper["facts"] for end in ("head", "tail")]
    found = []
    for paper in gold:
        for item in paper["facts"]:
            change = chance.random()
            copy = {key: item.get(key) for key in ("head", "head_type", "relation", "tail", "tail_type", "qualifiers")}
            if change < 0.2:
                continue
            if change < 0.4:
                copy["tail"] = chance.choice(names)
            elif change < 0.5:
                copy["head"] = chance.choice([*item.get("head_aliases", ()), "new " + item["head"], "Net"])
            elif change < 0.6:
                copy["tail_type"] = "Method"
            elif change < 0.65:
                copy["relation"] = "uses"
            found += [copy | {"paper": paper["title"]}] * chance.choice((1, 1, 2))
    facts = tmp_path / "facts.jsonl"
    facts.write_text("".join(json.dumps(item) + "\n" for item in found), "utf-8")
    command = [sys.executable, GOLD_FOLDER / "score.py", GOLD_FOLDER / "dev.jsonl", facts, "--per-relation", "--values"]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    ours = score(gold, found)
    total = ours.total["relaxed"]
    assert 0.3 < total.f1 < 0.9
    assert figures(printed[0]) == [str(n) for n in (len(ours.sheets), total.gold, total.found)]
    for line, ratio in zip(printed[1:5], ours.total.values(), strict=True):
        assert line.split("P")[1].split()[0::2] == [f"{x:.3f}" for x in (ratio.precision, ratio.recall, ratio.f1)]
    values = (ours.values_found.hits, ours.values_found.gold, ours.values_right.hits, ours.values_right.found)
    assert figures(printed[5]) == [str(n) for n in values]
    theirs = {line.split()[0]: figures(line.split("gold")[1]) for line in printed[6:]}
    assert theirs == {
        name: [str(r.gold), str(r.found), f"{r.precision:.2f}", f"{r.recall:.2f}", *figures(f"F1 {r.f1:.2f}")]
        for name, r in ours.relations.items()
    }
