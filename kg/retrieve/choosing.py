"""Which of the ranked claims are given: one after the other, not all from one paper, until the budget is spent."""

from __future__ import annotations

import heapq
import math
from collections.abc import Mapping, Sequence
from typing import Final

from kg.retrieve.claims import Claims, Stated
from kg.retrieve.found import Found
from kg.retrieve.rendering import block_text, tokens

_SAME_PAPER: Final = 0.97
_SAME_STATEMENT: Final = 0.5
_OPEN: Final = 0.8
_NUMBER_WIDTH: Final = 10_000
"""Blocks are costed with a number of five digits, because their final number is not yet known."""
_MISFITS: Final = 40
"""After so many facts in a row that do not fit any more, no further one is tried."""


class _Taken:
    """What was taken so far, which makes others worth less: never more, so that a heap may keep old values."""

    def __init__(self, scores: Mapping[str, float], again: float) -> None:
        self.blocks: dict[str, list[Found]] = {}
        self._scores = scores
        self._again = again
        self._papers: dict[str, int] = {}
        self._statements: dict[tuple[str, str, str], int] = {}

    def value(self, claim: Stated) -> float:
        """Return what a claim is worth now."""
        same = 0 if claim.is_text else self._statements.get((claim.head, claim.relation, claim.tail), 0)
        block = self.blocks.get(claim.span, ())
        paper = 0 if block else self._papers.get(claim.paper, 0)
        layer = 1 if claim.typed or claim.is_text else _OPEN
        worth = self._scores[claim.iri] * layer * _SAME_PAPER**paper * _SAME_STATEMENT**same
        return worth * self._again ** len(block)

    def take(self, claim: Stated, block: list[Found]) -> None:
        """Take a claim, ``block`` being what is given of its sentence from now on."""
        if claim.span not in self.blocks:
            self._papers[claim.paper] = self._papers.get(claim.paper, 0) + 1
        stated = (claim.head, claim.relation, claim.tail)
        self._statements[stated] = self._statements.get(stated, 0) + 1
        self.blocks[claim.span] = block


def chosen(
    claims: Claims, stated: Sequence[Stated], scores: Mapping[str, float], budget: int, format: str, again: float
) -> tuple[Found, ...]:
    """Return facts within the budget: at each step the one with the best score after what was taken already.

    A fact of a sentence that is quoted already costs only its own line, and is worth ``again`` as much. Typed facts go
    before open ones, and those before mere sentences.
    """
    taken = _Taken(scores, again)
    costs: dict[str, int] = {}
    spent = tokens("[]") if format == "json" else 0
    heap = [(-taken.value(claim), claim.iri, claim) for claim in stated]
    heapq.heapify(heap)
    misfits = 0
    while heap and misfits < _MISFITS:
        before, iri, claim = heapq.heappop(heap)
        if (now := -taken.value(claim)) > before:
            heapq.heappush(heap, (now, iri, claim))
            continue
        block = [*taken.blocks.get(claim.span, ()), found(claims, claim, scores[iri])]
        cost = tokens(block_text(block, _NUMBER_WIDTH, format))
        if spent - costs.get(claim.span, 0) + cost > budget:
            misfits += 1
            continue
        misfits = 0
        spent += cost - costs.get(claim.span, 0)
        costs[claim.span] = cost
        taken.take(claim, block)
    ordered = sorted(taken.blocks.values(), key=lambda block: min(map(_layer, block)))
    return tuple(fact for block in ordered for fact in sorted(block, key=_layer))


def _layer(fact: Found) -> int:
    return 0 if fact.typed else 2 if fact.is_text else 1


def found(claims: Claims, claim: Stated, score: float) -> Found:
    """Return a claim as it is given out."""
    return Found(
        claim=claim.iri,
        head=claim.head_name or claims.name(claim.head),
        relation=claim.relation,
        tail=claim.tail_name or claims.name(claim.tail),
        quote=claims.quote(claim),
        paper=claims.title(claim),
        paper_id=claim.paper,
        confidence=claim.confidence,
        typed=claim.typed,
        modality=claim.modality,
        details=claim.details,
        score=round(score, 6) if math.isfinite(score) else 0.0,
    )
