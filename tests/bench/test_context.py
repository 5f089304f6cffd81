"""The questions on the listed papers are sound, and what is retrieved for them is judged by the sentences shown."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg import papers
from kg.bench.context import Passages, judged
from kg.bench.questions import FOLDER, Asked, Span, read
from kg.cli import main
from kg.errors import InputError
from kg.store import write_store
from tests.store.made import ALPHA, made

TEXTS = {paper.title: paper.text for paper in papers.listed().papers}


def test_every_answer_stands_word_for_word_in_its_paper_and_the_two_halves_are_alike() -> None:
    halves = {path.stem: read(path, TEXTS) for path in FOLDER.glob("*.jsonl")}
    assert set(halves) == {"development", "held-out"}
    asked = [one for half in halves.values() for one in half]
    assert len(asked) >= 60
    assert len({one.text for one in asked}) == len({one.id for one in asked}) == len(asked)
    for half in halves.values():
        kinds = Counter(one.kind for one in half)
        assert min(kinds["across"], kinds["none"]) >= 6
        assert len(half) >= 0.45 * len(asked)


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ({"id": "a", "question": "?", "kind": "one", "answers": [{"paper": "T", "quote": "so"}]}, "word for word"),
        ({"id": "a", "question": "?", "kind": "one", "answers": [{"paper": "T", "quote": ""}]}, "word for word"),
        ({"id": "a", "question": "?", "kind": "one", "answers": []}, "make it 'none'"),
        ({"id": "a", "question": "?"}, "no question"),
    ],
)
def test_a_question_whose_answer_does_not_stand_there_is_refused(
    tmp_path: Path, row: dict[str, object], problem: str
) -> None:
    (tmp_path / "q.jsonl").write_text(json.dumps(row), "utf-8")
    with pytest.raises(InputError, match=problem):
        read(tmp_path / "q.jsonl", {"T": "T\nA text."})


def test_what_is_shown_is_judged_by_how_much_of_the_answers_it_covers() -> None:
    asked = (
        Asked("a", "one", "one", (Span("T", 10, 20),)),
        Asked("b", "two", "across", (Span("T", 0, 10), Span("U", 0, 10))),
        Asked("c", "none", "none", ()),
        Asked("d", "more", "none", ()),
    )
    shown = {
        "one": [Span("T", 0, 15), Span("T", 16, 30), Span("U", 10, 20)],
        "two": [Span("U", 0, 4), Span("T", 0, 5)],
        "more": [Span("T", 0, 5)],
    }
    found = judged(lambda question, budget: shown.get(question, []), asked, 400)
    assert (found.recall, found.across) == (0.75, 0.5)
    assert found.precision == 2 / 5
    assert (found.refused, found.wrongly) == (0.5, 0.0)


def test_sentences_by_bm25_stay_within_the_budget_and_may_be_refused() -> None:
    passages = Passages({"On bees": "On bees\nBees fly. Bees like flowers in May. Ants walk.", "Else": "Else\nNo."})
    assert passages("Which flowers do bees like?", 200, 0.0)[0] == Span("On bees", 18, 43)
    assert passages("Which flowers do bees like?", 5, 0.0) == []
    assert passages("How many bees vote in Norwegian elections?", 200, 0.0)
    assert passages("How many bees vote in Norwegian elections?", 200, 0.5) == []


def test_the_command_compares_the_arms_on_questions_of_ones_own(tmp_path: Path) -> None:
    write_store(made(), tmp_path / "store")
    questions = tmp_path / "own.jsonl"
    answer = {"paper": ALPHA.title, "quote": "AlphaNet is compared with Mamba."}
    rows = [
        {"id": "1", "question": "With what is AlphaNet compared?", "kind": "one", "answers": [answer]},
        {"id": "2", "question": "Who baked the Norwegian bread?", "kind": "none", "answers": []},
    ]
    questions.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    result = CliRunner().invoke(
        main, ["bench", "context", str(questions), "-g", str(tmp_path), "--budget", "300"], catch_exceptions=False
    )
    lines = {line[:30].strip(): line[30:].split() for line in result.output.splitlines()}
    assert result.output.startswith("own: 2 questions, 0 across papers, 1 that the papers do not answer\n")
    assert lines["no context"][:5] == ["0.000", "0.000", "0.000", "1.00", "1.00"]
    for name in ("text by BM25, may refuse", "facts (kg context --only facts", "facts and text (kg context)"):
        assert (lines[name][-6], lines[name][-3:-1]) == ("1.000", ["1.00", "0.00"]), name
