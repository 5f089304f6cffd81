"""Where errors lie: for each wrong or missed fact, in what the nearest fact of the other side differs from it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from kg.score import Sheet
from kg.score.matching import End, Item

REPEATED: Final = "said twice"
DIRECTION: Final = "direction"
RELATION: Final = "relation"
HEAD_SPAN: Final = "span of the head"
TAIL_SPAN: Final = "span of the tail"
HEAD: Final = "another head"
TAIL: Final = "another tail"
ALONE: Final = "nothing like it"
CAUSES: Final = (REPEATED, DIRECTION, RELATION, HEAD_SPAN, TAIL_SPAN, HEAD, TAIL, ALONE)
TYPE: Final = "type"


def wrong(sheet: Sheet) -> list[tuple[Item, str]]:
    """Return the found facts that are not in the gold, each with the cause."""
    return [(item, cause(item, sheet.gold)) for item in sheet.wrong]


def missed(sheet: Sheet) -> list[tuple[Item, str]]:
    """Return the gold facts that were not found, each with the cause."""
    return [(item, cause(item, sheet.found)) for item in sheet.missed]


def mistyped(sheet: Sheet) -> list[tuple[Item, str]]:
    """Return the found facts that are right but for a type."""
    return [(sheet.found[match.found], TYPE) for match in sheet.matches if not match.typed]


def cause(item: Item, others: Sequence[Item]) -> str:
    """Return the first of ``CAUSES`` that some fact of the other side gives."""
    order = {name: rank for rank, name in enumerate(CAUSES)}
    return min((_difference(item, other) for other in others), key=lambda name: order[name], default=ALONE)


def _difference(one: Item, two: Item) -> str:
    head, tail = one.head.agreement(two.head) > 0, one.tail.agreement(two.tail) > 0
    same = one.relation == two.relation
    if head and tail:
        return REPEATED if same else RELATION
    if same:
        if one.head.agreement(two.tail) and one.tail.agreement(two.head):
            return DIRECTION
        if tail:
            return HEAD_SPAN if _overlap(one.head, two.head) else HEAD
        if head:
            return TAIL_SPAN if _overlap(one.tail, two.tail) else TAIL
    return ALONE


def _overlap(one: End, two: End) -> bool:
    """Tell whether the names share a word, so that one may be a wrong cut of the other."""
    return any(set(a) & set(b) for a in one.keys for b in two.keys)
