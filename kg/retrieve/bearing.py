"""How far a claim bears on a question: by the words of its sentence, its names and its paper's title, as BM25 weighs
them, and by what it states: whether it joins what the question names in the way that the question asks for."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

from kg.retrieve.claims import Claims, Stated
from kg.retrieve.question import Question
from kg.retrieve.stems import Stemmer

_IN_NAMES: Final = 0.8
_IN_TITLE: Final = 1.0
_SATURATION: Final = 1.0
_LENGTH: Final = 0.4
_USUAL: Final = 24
"""How many words a sentence usually has."""


@dataclass(frozen=True, slots=True)
class Bearing:
    """How far a claim or a sentence bears on a question, each 0 to about 1.

    Attributes:
        covered: which share of the question its sentence, names or title have: the measure for "nothing found".
        lexical: the same, where words that are repeated, and short sentences, count more, and titles less.
        stated: which share of the question its head, relation and tail have.
        asked_for: 0 if it has another relation than the question asks for, else 1; 2 if what the question names stands
            at the end where the question has it, -1 if at the other.
    """

    covered: float
    lexical: float
    stated: float
    asked_for: float


def bearings(claims: Claims, stated: Collection[Stated], question: Question, stemmer: Stemmer) -> dict[str, Bearing]:
    """Return for each claim how far it bears on the question."""
    texts: dict[str, str] = {}
    for claim in stated:
        texts[claim.span] = claims.quote(claim)
        texts[claim.paper] = claims.title(claim)
        for end in (claim.head, claim.tail):
            if end and end not in texts:
                texts[end] = "\n".join(claims.names(end))
    stems = dict(zip(texts, stemmer(list(texts.values())), strict=True))
    return {claim.iri: _bearing(claim, stems, question) for claim in stated}


def _bearing(claim: Stated, stems: Mapping[str, str], question: Question) -> Bearing:
    whole = question.weight or 1.0
    own = claim.head == claim.paper  # "this paper": its name is the title
    head, tail = "" if own or not claim.head else stems[claim.head], stems[claim.tail] if claim.tail else ""
    names = f"{head}|{tail}"
    quote, title = stems[claim.span], stems[claim.paper]
    short = _SATURATION * (1 - _LENGTH + _LENGTH * quote.count(" ") / _USUAL)
    covered = lexical = said = 0.0
    for term in question.terms:
        text = f" {term.stems} "
        times = float(quote.count(text))
        asks = claim.relation in term.relations
        if not times and (text in names or asks):
            times = _IN_NAMES
        in_title = text in title
        count = times + _IN_TITLE * in_title
        lexical += term.rarity * count * (1 + _SATURATION) / (count + short)
        covered += term.weight * (1.0 if times else 0.8 if in_title else 0.0)
        said += term.weight * (text in names or asks)
    asked_for = _asked_for(question, head, tail) if claim.relation in question.relations else 0.0
    return Bearing(covered / whole, lexical / (question.rarity or 1.0), said / whole, asked_for)


def _asked_for(question: Question, head: str, tail: str) -> float:
    ends = ((question.heads, head, tail), (question.tails, tail, head))
    if any(f" {name} " in right for names, right, _ in ends for name in names):
        return 2.0
    return -1.0 if any(f" {name} " in wrong for names, _, wrong in ends for name in names) else 1.0
