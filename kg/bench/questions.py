"""Questions with the sentences that answer them: ``kg/data/questions``, one JSON object a line.

    {"id": "d01", "question": "…", "kind": "one", "answers": [{"paper": TITLE, "quote": SENTENCE}]}

``kind`` is "one" (a single paper answers), "across" (several do) or "none" (the papers do not answer: no answers).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kg.errors import InputError

FOLDER: Final = Path(__file__).parents[1] / "data" / "questions"
NONE: Final = "none"


@dataclass(frozen=True, slots=True)
class Span:
    """Characters of a paper's text (title, line feed, abstract)."""

    paper: str
    start: int
    end: int

    def covers(self, other: Span) -> int:
        """Return how many characters of another span this one has."""
        return max(0, min(self.end, other.end) - max(self.start, other.start)) if self.paper == other.paper else 0


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and where its answers stand; every one of them is to be found."""

    id: str
    text: str
    kind: str
    answers: tuple[Span, ...]


def read(path: Path, texts: Mapping[str, str]) -> tuple[Asked, ...]:
    """Read questions about papers, whose texts are given by title.

    Raises:
        InputError: a line is no question, or a quote does not stand in its paper word for word.
    """
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeError) as error:
        raise InputError("no such file of questions, or not readable as UTF-8", str(path)) from error
    return tuple(_asked(line, f"{path}:{number}", texts) for number, line in enumerate(lines, 1) if line.strip())


def _asked(line: str, where: str, texts: Mapping[str, str]) -> Asked:
    try:
        row = json.loads(line)
        answers = [(str(one["paper"]), str(one["quote"])) for one in row["answers"]]
        asked = Asked(str(row["id"]), str(row["question"]), str(row["kind"]), ())
    except (ValueError, KeyError, TypeError) as error:
        raise InputError("no question. A line has id, question, kind, answers [{paper, quote}]", where) from error
    spans = []
    for paper, quote in answers:
        start = texts.get(paper, "").find(quote)
        if start < 0 or not quote:
            raise InputError(f"'{quote[:40]}…' does not stand in '{paper[:40]}…'. Quote it word for word", where)
        spans.append(Span(paper, start, start + len(quote)))
    kind = NONE if not spans else "across" if len({span.paper for span in spans}) > 1 else "one"
    if kind != asked.kind:
        raise InputError(f"the kind is '{asked.kind}', but its answers make it '{kind}'", where)
    return Asked(asked.id, asked.text, kind, tuple(spans))
