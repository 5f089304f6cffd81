"""Which of the ranked claims are given: one after the other, not all from one paper, until the budget is spent."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Final

from kg.retrieve.claims import Claims, Stated
from kg.retrieve.found import Found
from kg.retrieve.rendering import block_text, tokens

_SAME_PAPER: Final = 0.93
_SAME_STATEMENT: Final = 0.5
_OPEN: Final = 0.8
_NUMBER_WIDTH: Final = 10_000
"""Blocks are costed with a number of five digits, because their final number is not yet known."""


def chosen(
    claims: Claims, stated: Sequence[Stated], scores: Mapping[str, float], budget: int, format: str
) -> tuple[Found, ...]:
    """Return facts within the budget: at each step the one with the best score after what was taken already.

    A fact of a sentence that is quoted already costs only its own line; typed facts go before open ones.
    """
    left = {claim.iri: claim for claim in stated}
    by_paper: dict[str, int] = {}
    statements: dict[tuple[str, str, str], int] = {}
    blocks: dict[str, list[Found]] = {}
    costs: dict[str, int] = {}
    spent = tokens("[]") if format == "json" else 0

    def value(claim: Stated) -> float:
        same = statements.get((claim.head, claim.relation, claim.tail), 0)
        paper = 0 if claim.span in blocks else by_paper.get(claim.paper, 0)
        return scores[claim.iri] * (1 if claim.typed else _OPEN) * _SAME_PAPER**paper * _SAME_STATEMENT**same

    while left:
        best = min(left.values(), key=lambda claim: (-value(claim), claim.iri))
        del left[best.iri]
        fact = found(claims, best, scores[best.iri])
        block = [*blocks.get(best.span, ()), fact]
        cost = tokens(block_text(block, _NUMBER_WIDTH, format))
        if spent - costs.get(best.span, 0) + cost > budget:
            continue
        spent += cost - costs.get(best.span, 0)
        costs[best.span] = cost
        if best.span not in blocks:
            by_paper[best.paper] = by_paper.get(best.paper, 0) + 1
        statements[best.head, best.relation, best.tail] = statements.get((best.head, best.relation, best.tail), 0) + 1
        blocks[best.span] = block
    ordered = sorted(blocks.values(), key=lambda block: not any(fact.typed for fact in block))
    return tuple(fact for block in ordered for fact in sorted(block, key=lambda fact: not fact.typed))


def found(claims: Claims, claim: Stated, score: float) -> Found:
    """Return a claim as it is given out."""
    return Found(
        claim=claim.iri,
        head=claim.head_name or next(iter(claims.names(claim.head)), claim.head),
        relation=claim.relation,
        tail=claim.tail_name or next(iter(claims.names(claim.tail)), claim.tail),
        quote=claims.quote(claim),
        paper=claims.title(claim),
        paper_id=claim.paper,
        confidence=claim.confidence,
        typed=claim.typed,
        modality=claim.modality,
        details=claim.details,
        score=round(score, 6) if math.isfinite(score) else 0.0,
    )
