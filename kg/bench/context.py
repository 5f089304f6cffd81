"""What a question's context holds of its answers: nothing, sentences by BM25, facts, or both, at the same cost.

An answer counts as given when a sentence that is shown covers half of it. No judge but that.
"""

from __future__ import annotations

import math
import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from kg import retrieve
from kg.bench.questions import NONE, Asked, Span
from kg.retrieve.question import telling
from kg.retrieve.rendering import tokens
from kg.retrieve.stems import Stemmer
from kg.sentences import sentences
from kg.store.access import OpenGraph

BUDGETS: Final = (200, 400, 800)
_HALF: Final = 0.5
_LOOKED_AT: Final = 50

Arm = Callable[[str, int], Sequence[Span]]


@dataclass(frozen=True, slots=True)
class Judged:
    """How an arm did over questions.

    Attributes:
        recall: mean share of a question's answers that were shown, over answerable questions.
        across: the same over those that take several papers.
        precision: share of the sentences shown to answerable questions that are answers.
        refused: share of the questions without an answer for which nothing was shown.
        wrongly: share of the answerable questions for which nothing was shown.
        milliseconds: CPU time of a question.
    """

    recall: float
    across: float
    precision: float
    refused: float
    wrongly: float
    milliseconds: float


def arms(graph: OpenGraph, texts: Mapping[str, str]) -> dict[str, Arm]:
    """Return the ways of answering that are compared, by name."""
    passages = Passages(texts)
    return {
        "no context": lambda question, budget: (),
        "text by BM25": lambda question, budget: passages(question, budget, 0.0),
        "text by BM25, may refuse": lambda question, budget: passages(question, budget, retrieve.ENOUGH),
        "facts (kg context --only facts)": _retrieved(graph, texts, "facts"),
        "facts and text (kg context)": _retrieved(graph, texts, ""),
        "text (kg context --only text)": _retrieved(graph, texts, "text"),
    }


def judged(arm: Arm, questions: Sequence[Asked], budget: int) -> Judged:
    """Ask an arm everything within a budget."""
    arm("warm up", budget)
    began = time.process_time()
    recalls: list[float] = []
    across: list[float] = []
    shown = right = refused = wrongly = unanswerable = 0
    for asked in questions:
        given = arm(asked.text, budget)
        if asked.kind == NONE:
            unanswerable += 1
            refused += not given
            continue
        found = [any(_given(span, answer) for span in given) for answer in asked.answers]
        recalls.append(sum(found) / len(found))
        if asked.kind == "across":
            across.append(recalls[-1])
        wrongly += not given
        shown += len(given)
        right += sum(any(_given(span, answer) for answer in asked.answers) for span in given)
    return Judged(
        _mean(recalls),
        _mean(across),
        right / shown if shown else 0.0,
        refused / unanswerable if unanswerable else 0.0,
        wrongly / len(recalls) if recalls else 0.0,
        1000 * (time.process_time() - began) / max(1, len(questions)),
    )


class Passages:
    """Sentences of papers, the best first by BM25 (SQLite's FTS5, Porter stems, words that say nothing left out)."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self.spans = [Span(paper, *span) for paper, text in texts.items() for span in sentences(text)]
        self._texts = texts
        self._base = sqlite3.connect(":memory:")
        self._base.execute("CREATE VIRTUAL TABLE passages USING fts5(text, title, tokenize='porter unicode61')")
        rows = ((number, texts[s.paper][s.start : s.end], s.paper) for number, s in enumerate(self.spans, 1))
        self._base.executemany("INSERT INTO passages (rowid, text, title) VALUES (?, ?, ?)", rows)

    def __call__(self, question: str, budget: int, least: float) -> list[Span]:
        """Return what fits; nothing if the best sentence has less than ``least`` of the question's words by weight."""
        ranked = list(self.ranked(question))
        if least and self._share(question, ranked) < least:
            return []
        return list(fitting(ranked, self._texts, budget))

    def _share(self, question: str, ranked: Sequence[Span]) -> float:
        known = Stemmer()
        words = known(telling(question))
        weights = {word.strip(): math.log(1 + len(self.spans) / (1 + self._count(word))) for word in words}
        texts = known(
            [f"{self._texts[span.paper][span.start : span.end]} {span.paper}" for span in ranked[:_LOOKED_AT]]
        )
        shares = [sum(weight for word, weight in weights.items() if f" {word} " in text) for text in texts]
        return max(shares, default=0.0) / (sum(weights.values()) or 1.0)

    def _count(self, word: str) -> int:
        (count,) = self._base.execute(
            "SELECT count(*) FROM passages WHERE passages MATCH ?", (f'text : "{word.strip()}"',)
        ).fetchone()
        return int(count)

    def ranked(self, question: str) -> Iterator[Span]:
        """Yield the sentences that have a word of the question."""
        if match := " OR ".join(f'"{word}"' for word in telling(question)):
            rows = self._base.execute(
                "SELECT rowid FROM passages WHERE passages MATCH ? ORDER BY bm25(passages, 1.0, 0.5), rowid LIMIT 200",
                (match,),
            )
            for (number,) in rows:
                yield self.spans[number - 1]


def fitting(ranked: Sequence[Span], texts: Mapping[str, str], budget: int) -> Iterator[Span]:
    """Yield the sentences whose texts, with number and title, stay within the budget."""
    spent = 0
    for number, span in enumerate(ranked, 1):
        cost = tokens(f"[{number}] “{texts[span.paper][span.start : span.end]}” — {span.paper}\n")
        if spent + cost <= budget:
            spent += cost
            yield span


def _retrieved(graph: OpenGraph, texts: Mapping[str, str], only: str) -> Arm:
    def arm(question: str, budget: int) -> list[Span]:
        found = retrieve.context(graph, question, budget, only=only)
        quotes = dict.fromkeys((fact.paper, fact.quote) for fact in found.facts)
        starts = {(paper, quote): texts[paper].index(quote) for paper, quote in quotes}
        return [Span(paper, start, start + len(quote)) for (paper, quote), start in starts.items()]

    return arm


def _given(shown: Span, answer: Span) -> bool:
    return shown.covers(answer) >= _HALF * (answer.end - answer.start)


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0
