"""Grouped cross-validation: what the extractor finds in papers that it was not trained on.

Papers are dealt to folds by a seeded shuffle of their sorted titles; a paper is never on both sides. Further annotated
papers may join the training side of every fold, but are never tested on.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from kg.extract.learned.assembly import Statement, Things
from kg.extract.learned.candidates import Found, find
from kg.extract.learned.encoder import Encoder
from kg.extract.learned.extractor import VOCABULARY, likely_statements, load_heads, rule_facts
from kg.extract.learned.signs import RuleFacts, Signs
from kg.extract.learned.text import Text
from kg.extract.learned.wordpieces import Wordpieces
from kg.extract.parse import parse
from kg.score.matching import Item
from kg.train.export import export
from kg.train.gold import GoldPaper
from kg.train.judge import Judged, found_item, gold_items, right
from kg.train.loop import Settings, train
from kg.train.material import Material, text_of

SEED: Final = 7


def folds(papers: Sequence[GoldPaper], number: int) -> list[list[GoldPaper]]:
    """Deal papers to folds."""
    dealt = sorted(papers, key=lambda p: (p.paper.title, p.paper.id))
    random.Random(SEED).shuffle(dealt)
    return [dealt[k::number] for k in range(number)]


def out_of_fold(
    material: Material,
    pretrained: Path,
    settings: Settings,
    number: int,
    progress: Callable[[str], None] = lambda line: None,
) -> Iterator[tuple[int, GoldPaper, list[Judged]]]:
    """Train on all folds but one and run on that one, fold by fold; through the files that would ship.

    Args:
        number: of folds.
    """
    dealt = folds(material.tested, number)
    vocabulary = pretrained / VOCABULARY
    wordpieces = Wordpieces.read(vocabulary)
    laid = material.laid(wordpieces)
    for fold, held_out in enumerate(dealt):
        seen = [p for k, other in enumerate(dealt) if k != fold for p in other]
        learned = len(material) - len(held_out)
        progress(f"fold {fold + 1} of {number}: {learned} papers to learn from, {len(held_out)} held out")
        network = train(
            material.stages(seen, laid, settings),
            pretrained,
            settings,
            lambda epoch, spans, pairs: progress(f"  epoch {epoch}: spans {spans:.1f}, pairs {pairs:.1f}"),
        )
        with TemporaryDirectory() as folder:
            export(network, vocabulary, Path(folder))
            encoder, heads = Encoder(Path(folder, "encoder.onnx")), load_heads(Path(folder, "heads.npz"))
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
