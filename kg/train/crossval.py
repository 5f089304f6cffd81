"""Grouped cross-validation: what the extractor finds in papers that it was not trained on.

Papers are dealt to folds by a seeded shuffle of their sorted titles; a paper is never on both sides. Further annotated
papers may join the training side of every fold, but are never tested on.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from kg.extract.learned.assembly import Statement, Things
from kg.extract.learned.candidates import Found, find
from kg.extract.learned.encoder import ENCODER, Encoder
from kg.extract.learned.extractor import likely_statements, load_heads, rule_facts
from kg.extract.learned.signs import RuleFacts, Signs
from kg.extract.learned.text import Text
from kg.extract.learned.wordpieces import Wordpieces
from kg.extract.parse import parse
from kg.score.matching import Item
from kg.train.export import export
from kg.train.gold import GoldPaper
from kg.train.judge import Judged, found_item, gold_items, right
from kg.train.loop import Network
from kg.train.material import text_of

SEED: Final = 7


def folds(papers: Sequence[GoldPaper], number: int) -> list[list[GoldPaper]]:
    """Deal papers to folds."""
    dealt = sorted(papers, key=lambda p: (p.paper.title, p.paper.id))
    random.Random(SEED).shuffle(dealt)
    return [dealt[k::number] for k in range(number)]


def others(dealt: Sequence[Sequence[GoldPaper]], fold: int) -> list[GoldPaper]:
    """Return the papers of all folds but one."""
    return [paper for number, papers in enumerate(dealt) if number != fold for paper in papers]


def out_of_fold(dealt: Sequence[Sequence[GoldPaper]], networks: Iterable[Network], vocabulary: Path,
                ) -> Iterator[tuple[int, GoldPaper, list[Judged]]]:  # fmt: skip
    """Run the network of each fold on the papers that it has not seen, through the files that would ship.

    Args:
        dealt: the papers held out, by fold.
        networks: trained, in the order of the folds.
        vocabulary: the encoder's wordpieces.
    """
    wordpieces = Wordpieces.read(vocabulary)
    for fold, (held_out, network) in enumerate(zip(dealt, networks, strict=True)):
        with TemporaryDirectory() as folder:
            export(network, vocabulary, Path(folder))
            encoder, heads = Encoder(Path(folder, ENCODER)), load_heads(Path(folder, "heads.npz"))
            for gold, one in zip(held_out, parse([p.paper for p in held_out]), strict=True):
                text = text_of(one, wordpieces)
                yield fold, gold, judged(fold, gold, rule_facts(one), text, find(text, encoder, heads))


def judged(fold: int, gold: GoldPaper, rules: RuleFacts, text: Text, found: Found) -> list[Judged]:
    """Judge the statements of one held-out paper, each thing said once, the best score first."""
    things = Things(text, found)
    said = likely_statements(things, found)
    rows = Signs(said, things, text, found, rules).rows()
    unique: dict[tuple[str, tuple[str, ...], tuple[str, ...]], tuple[tuple[float, ...], Item]] = {}
    for statement, row in sorted(zip(said, rows, strict=True), key=lambda pair: -pair[0].best.score):
        item = _item(things, statement)
        unique.setdefault(item.identity, (row, item))
    hits = right(gold_items(gold.facts), [item for _, item in unique.values()])
    return [Judged(item.relation, row, hit, fold) for (row, item), hit in zip(unique.values(), hits, strict=True)]


def _item(things: Things, statement: Statement) -> Item:
    head, tail = ((things.name(key), things.type(key)) for key in (statement.head, statement.tail))
    return found_item(head, statement.relation, tail)
