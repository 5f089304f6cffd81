"""Found statements against gold: which are right, greedily from the best score down."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.score.matching import End, Item, folded
from kg.train.gold import GoldFact, GoldName


@dataclass(frozen=True, slots=True)
class Judged:
    """A statement as the calibration sees it.

    Attributes:
        signs: see ``kg.extract.learned.signs``.
        fold: of its paper.
    """

    relation: str
    signs: tuple[float, ...]
    right: bool
    fold: int


def gold_items(facts: Iterable[GoldFact]) -> list[Item]:
    """Return the gold facts of a paper as the score sees them."""
    return [
        Item(
            _end(f.head),
            f.relation,
            _end(f.tail),
            "",
            frozenset(),
            (f.relation, folded(f.head.name), folded(f.tail.name)),
        )
        for f in facts
    ]


def found_item(head: tuple[str, str], relation: str, tail: tuple[str, str]) -> Item:
    """Return a found fact as the score sees it; head and tail are name and type."""
    ends = {"head": head[0], "head_type": head[1], "tail": tail[0], "tail_type": tail[1]}
    return Item.of({**ends, "relation": relation})


def _end(name: GoldName) -> End:
    return End.of(name.name, name.type, name.aliases)


def right(gold: Sequence[Item], found: Sequence[Item]) -> list[bool]:
    """Tell of each found fact, the best one first, whether it is a gold fact that none before it was counted for."""
    free = set(range(len(gold)))
    answer = []
    for item in found:
        levels = {
            i: min(gold[i].head.agreement(item.head), gold[i].tail.agreement(item.tail))
            for i in free
            if gold[i].relation == item.relation
        }
        best = max(levels, key=lambda i: (levels[i], -i), default=-1)
        hit = best >= 0 and levels[best] > 0
        free -= {best} if hit else set()
        answer.append(hit)
    return answer
