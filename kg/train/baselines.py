"""What simpler extractors reach on the same folds: the rules, linear classifiers and a graph network on frozen vectors.

The lead paper compares in the same way. Both learned baselines see the vectors of the encoder as it was pretrained;
they are judged and cut like the shipped model, but without the rules' agreement.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import torch

from kg.extract.learned.candidates import find
from kg.extract.learned.encoder import Encoder as RuntimeEncoder
from kg.extract.learned.extractor import FILES, VOCABULARY, extract_paper, parts
from kg.extract.learned.extractor import FOLDER as MODEL
from kg.extract.learned.heads import Heads as RuntimeHeads
from kg.extract.learned.signs import RuleFacts
from kg.extract.learned.wordpieces import Wordpieces
from kg.extract.parse import parse
from kg.extract.rules import extract_paper as extract_by_rules
from kg.model import Fact
from kg.score.matching import Item
from kg.train.alignment import Example
from kg.train.checkpoints import InMemory
from kg.train.crossval import folds, judged, others
from kg.train.frozen import GraphHeads, LinearHeads, PlainEncoder, PlainHeads, Vectors
from kg.train.gold import GoldPaper
from kg.train.judge import Judged, found_item, gold_items, right
from kg.train.loop import Network, Settings
from kg.train.material import Material, text_of
from kg.train.network import Encoder, Heads
from kg.train.run import FIGURES, measure
from kg.train.stages import learn


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table.

    Attributes:
        folds: precision, recall and F1 of each fold, relaxed.
        seconds: CPU seconds for 1,000 sentences, the parse of spaCy not among them.
        megabytes: of its weights.
    """

    name: str
    folds: tuple[tuple[float, float, float], ...]
    seconds: float
    megabytes: float


def compare(material: Material, pretrained: Path, number: int, settings: Settings,
            progress: Callable[[str], None] = lambda line: None) -> Iterator[Row]:  # fmt: skip
    """Yield a row for the rules, for linear classifiers and for a graph network, on frozen vectors.

    Args:
        number: of folds; papers are dealt as for the shipped model.
    """
    torch.set_num_threads(1)
    dealt = folds(material.tested, number)
    progress("rules")
    yield _rules(dealt)
    encoder = Encoder.pretrained(pretrained)
    wordpieces = Wordpieces.read(pretrained / VOCABULARY)
    laid = material.laid(wordpieces)
    for name, kind in (("linear, frozen encoder", LinearHeads), ("graph network, frozen encoder", GraphHeads)):
        progress(name)
        yield _frozen(name, kind, material, laid, dealt, (encoder, wordpieces), settings)


def _rules(dealt: Sequence[Sequence[GoldPaper]]) -> Row:
    rows, sentences, seconds = [], 0, 0.0
    for papers in dealt:
        hits = found = 0
        for gold, parsed in zip(papers, list(parse([p.paper for p in papers])), strict=True):
            start = time.process_time()
            facts = extract_by_rules(parsed).facts
            seconds += time.process_time() - start
            sentences += len(parsed.sentences)
            items = {item.identity: item for item in map(_item, facts)}
            hits += sum(right(gold_items(gold.facts), list(items.values())))
            found += len(items)
        wanted = sum(len(p.facts) for p in papers)
        rows.append((hits / max(1, found), hits / wanted, 2 * hits / (found + wanted)))
    return Row("rules", tuple(rows), 1000 * seconds / sentences, 0.0)


def _frozen(name: str, kind: type[LinearHeads], material: Material, laid: Mapping[GoldPaper, Example],
            dealt: Sequence[Sequence[GoldPaper]],
            reading: tuple[Encoder, Wordpieces], settings: Settings) -> Row:  # fmt: skip
    encoder, wordpieces = reading
    every: list[tuple[int, GoldPaper]] = []
    every_judged: list[Judged] = []
    sentences, seconds, size = 0, 0.0, 0
    vectors = Vectors(encoder)
    kept = InMemory()  # the first stage serves every fold
    for fold, held_out in enumerate(dealt):
        torch.manual_seed(settings.seed)
        heads = kind(settings.dropout)
        # both have the methods that the loop and the extractor call, and no more
        network = Network(cast("Encoder", vectors), cast("Heads", heads))
        learn(material.stages(others(dealt, fold), laid, settings), network, settings, kept)
        size = sum(p.numel() for p in heads.parameters()) * 2
        runtime = cast("RuntimeEncoder", PlainEncoder(encoder)), cast("RuntimeHeads", PlainHeads(heads))
        for gold, parsed in zip(held_out, list(parse([p.paper for p in held_out])), strict=True):
            text = text_of(parsed, wordpieces)
            start = time.process_time()
            found = find(text, *runtime)
            seconds += time.process_time() - start
            sentences += len(parsed.sentences)
            every.append((fold, gold))
            every_judged += judged(fold, gold, RuleFacts(()), text, found)
    return Row(name, measure(every, every_judged).folds, 1000 * seconds / sentences, (size + bytes_of(encoder)) / 1e6)


def shipped(material: Material, model: Path | None = None) -> Row:
    """Return the row of a trained extractor: its figures as its training wrote them, its speed as measured now."""
    folder = model or MODEL
    figures = json.loads((folder / FIGURES).read_text("utf-8"))
    loaded = parts(folder)
    sentences, seconds = 0, 0.0
    for parsed in parse([p.paper for p in material.tested]):
        start = time.process_time()
        extract_paper(parsed, loaded)
        seconds += time.process_time() - start
        sentences += len(parsed.sentences)
    size = sum(path.stat().st_size for path in folder.iterdir() if path.name in FILES)
    return Row(
        "two stages, fine-tuned encoder", tuple(map(tuple, figures["folds"])), 1000 * seconds / sentences, size / 1e6
    )


def bytes_of(encoder: Encoder) -> int:
    """Return the size of an encoder in 8 bits."""
    return sum(p.numel() for p in encoder.parameters())


def _item(fact: Fact) -> Item:
    return found_item((fact.head.name, fact.head.type), fact.relation, (fact.tail.name, fact.tail.type))
