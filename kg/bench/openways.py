"""The ways to find open facts side by side, learned from the same sentences and judged on the held-out documents."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kg.bench import opened
from kg.extract.learned.encoder import ENCODER, Encoder
from kg.extract.learned.extractor import VOCABULARY
from kg.extract.learned.wordpieces import Wordpieces
from kg.extract.open.reading import Stages
from kg.extract.parse import parse
from kg.score.openfacts import OpenScore
from kg.score.opengold import OpenDocument, divided
from kg.train.opened.baselines import Graph, Linear, Plain
from kg.train.opened.laying import Example
from kg.train.opened.loop import OpenSettings, train
from kg.train.opened.material import Studied, studied
from kg.train.opened.network import TwoStages
from kg.train.opened.run import judged, learned, scored

LIKELY: Final = 0.5


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table.

    Attributes:
        rate: sentences a CPU second from text to facts, parse and encoder among them.
    """

    name: str
    score: OpenScore
    rate: float


def compare(documents: Sequence[OpenDocument], model: Path, settings: OpenSettings,
            progress: Callable[[str], None] = lambda line: None) -> Iterator[Row]:  # fmt: skip
    """Yield a row for the baseline, the rules, linear classifiers, a graph network and the two-stage network.

    A pair is taken from a probability of 0.5 on; what ships has a calibrated cut instead.

    Args:
        model: the folder of the encoder.
    """
    known, held_out = divided(documents)
    yield from _without_learning(held_out)
    encoder, wordpieces = Encoder(model / ENCODER), Wordpieces.read(model / VOCABULARY)
    progress("reading")
    seen = list(studied(known, encoder, wordpieces))
    begun = time.process_time()
    others = list(studied(held_out, encoder, wordpieces))
    before = (time.process_time() - begun) / _sentences(held_out)
    examples = [one.example for one in seen]
    ways: dict[str, Callable[[], Sequence[Stages]]] = {
        "linear, frozen encoder": lambda: _plain(examples, settings, lambda: Linear(settings.dropout)),
        "graph network, frozen encoder": lambda: _plain(examples, settings, lambda: Graph(settings.dropout)),
        "two stages": lambda: learned(seen, settings),
    }
    for name, way in ways.items():
        progress(name)
        yield _judged(name, way(), others, before)


def _plain(examples: Sequence[Example], settings: OpenSettings, make: Callable[[], TwoStages]) -> Sequence[Stages]:
    return [Plain(network) for network in train(examples, settings, make)]


def _judged(name: str, heads: Sequence[Stages], sentences: Sequence[Studied], before: float) -> Row:
    begun = time.process_time()
    statements = judged(heads, sentences)
    own = (time.process_time() - begun) / len(sentences)
    score = scored(sentences, statements, [one.read.pair >= LIKELY for one in statements])
    return Row(name, score, 1 / (before + own))


def _without_learning(documents: Sequence[OpenDocument]) -> Iterator[Row]:
    for name, way in opened.BY_RULE.items():
        begun = time.process_time()
        found = [way(parsed) for parsed in parse(d.paper for d in documents)]
        rate = _sentences(documents) / (time.process_time() - begun)
        yield Row(name, opened.judged(documents, found), rate)


def _sentences(documents: Iterable[OpenDocument]) -> int:
    return sum(len(parsed.sentences) for parsed in parse(d.paper for d in documents))
