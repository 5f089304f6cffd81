"""How fast facts are found, beside the bare parse of the same text in the same run. Times are CPU seconds."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from kg import pipeline
from kg.extract.base import Extractor
from kg.model import Paper
from kg.papers import Reading

BARE = "spaCy's bare parse (nlp.pipe)"
FULL = "papers to graph"


@dataclass(frozen=True, slots=True)
class Pace:
    """What was measured: the median and the range of the rounds, in CPU seconds."""

    name: str
    sentences: int
    rounds: tuple[float, ...]

    @property
    def rate(self) -> float:
        """Sentences a CPU second."""
        return self.sentences / median(self.rounds)


def extraction(papers: Sequence[Paper], extractor: Extractor, rounds: int) -> Iterator[Pace]:
    """Measure the bare parse and the whole way to the graph, in turn, so that both meet the same machine."""
    import spacy

    from kg.extract.parse import BATCH, model_name

    bare = spacy.load(model_name(), exclude=["ner", "senter"])
    texts = [paper.text for paper in papers]
    reading = Reading(tuple(papers))
    outcome = pipeline.build(reading, extractor)  # warms up, and counts the sentences for both
    list(bare.pipe(texts, batch_size=BATCH))
    pairs = [
        (_timed(lambda: list(bare.pipe(texts, batch_size=BATCH))), _timed(lambda: pipeline.build(reading, extractor)))
        for _ in range(rounds)
    ]
    yield Pace(BARE, outcome.sentences, tuple(pair[0] for pair in pairs))
    yield Pace(FULL, outcome.sentences, tuple(pair[1] for pair in pairs))


def _timed(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start
