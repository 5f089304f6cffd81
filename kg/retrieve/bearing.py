"""How much of a question a claim covers with its names, its quote and its paper's title."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from kg.retrieve.claims import Claims, Stated
from kg.retrieve.question import Question
from kg.retrieve.stems import Stemmer

_IN_QUOTE: Final = 0.8
_IN_TITLE: Final = 0.5


def coverage(claims: Claims, stated: Collection[Stated], question: Question, stemmer: Stemmer) -> dict[str, float]:
    """Return for each claim which share of the question it covers, 0 to 1; where a word stands counts."""
    whole = question.weight
    entities = sorted({end for claim in stated for end in (claim.head, claim.tail)})
    spans = {claim.span: claims.quote(claim) for claim in stated}
    titles = {claim.paper: claims.title(claim) for claim in stated}
    texts = ["\n".join(claims.names(entity)) for entity in entities]
    stems = stemmer([*texts, *spans.values(), *titles.values()])
    by_key = dict(zip([*entities, *spans, *titles], stems, strict=True))
    paper_stems = dict(zip(titles, stems[len(entities) + len(spans) :], strict=True))
    found: dict[str, float] = {}
    for claim in stated:
        own = claim.head == claim.paper  # "this paper": its name is the title
        head = " " if own else by_key[claim.head]
        covered = 0.0
        for term in question.terms:
            text = f" {term.stems} "
            if text in head or text in by_key[claim.tail] or claim.relation in term.relations:
                covered += term.weight
            elif text in by_key[claim.span]:
                covered += _IN_QUOTE * term.weight
            elif text in paper_stems[claim.paper]:
                covered += _IN_TITLE * term.weight
        found[claim.iri] = covered / whole if whole else 0.0
    return found
