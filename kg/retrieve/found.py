"""What retrieval gives back: facts with their quotes, in order, and what they cost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

FORMATS: Final = ("text", "md", "json")
SOURCES: Final = ("facts", "text")
KINDS: Final = ("generalisable", "subsystem", "issue")
"""The kinds of knowledge of Siddharth & Luo (2024): what holds widely, one thing and its parts, a problem."""


@dataclass(frozen=True, slots=True)
class Found:
    """A fact of the graph that bears on a question, or a sentence of which the graph knows no fact.

    Attributes:
        claim: the claim's IRI; the span's for a mere sentence.
        head, tail: the names as the paper uses them; "" for a mere sentence.
        relation: a typed relation's name or an open fact's words; "" for a mere sentence.
        quote: the sentence that states the fact.
        paper, paper_id: the paper's title and IRI.
        typed: whether the relation is one of the schema's.
        modality: "" for a plain statement, else "negated", "hedged" or "future".
        details: value, metric, dataset and condition as far as they are stated.
        score: how strongly it bears on the question; larger is more.
    """

    claim: str
    head: str
    relation: str
    tail: str
    quote: str
    paper: str
    paper_id: str
    confidence: float
    typed: bool
    modality: str
    details: tuple[str, ...]
    score: float

    @property
    def is_text(self) -> bool:
        """Whether this is a mere sentence."""
        return not self.relation


@dataclass(frozen=True, slots=True)
class Context:
    """The facts and sentences that bear on a question.

    Attributes:
        kind: "" or one of ``KINDS``.
        facts: what was found; facts of one sentence stand together, else the best first. Empty when nothing bears on
            the question.
        tokens: what the facts cost in the format that was asked for, at most ``budget``.
        unknown: the question's words that the graph does not know at all.
        best: the largest share of the question that one sentence covers, 0 to 1.
    """

    question: str
    kind: str
    facts: tuple[Found, ...]
    tokens: int
    budget: int
    unknown: tuple[str, ...] = ()
    best: float = 0.0
