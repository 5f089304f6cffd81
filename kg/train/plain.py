"""Training of what tells sentences that state something from those that do not, upon the encoder of a trained folder.

It learns from invented sentences, some plain and some not, each in its small world and again among the sentences of
another abstract, so that the company does not decide; and from annotated abstracts, whose sentences with a fact are
plain. In abstracts that were written for it, the sentences without a fact are not.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

import numpy as np
import torch

from kg.extract.learned.encoder import ENCODER, ENCODER_HASH, Encoder, Floats, file_hash
from kg.extract.learned.extractor import VOCABULARY
from kg.extract.learned.plainness import FILE, pooled
from kg.extract.learned.text import read
from kg.extract.learned.wordpieces import Wordpieces
from kg.extract.parse import parse
from kg.files import replace_file
from kg.model import Paper
from kg.train.gold import GoldPaper

TOGETHER: Final = 3
"""How many invented sentences are put into one abstract."""
STRENGTH: Final = 0.003
"""Of the losses against the squared weights."""
TESTED_WEIGHT: Final = 0.5
SEED: Final = 5
_NEXT: Final = re.compile(r"(?<=[.?!]) (?=[A-Z])")


@dataclass(frozen=True, slots=True)
class Spoken:
    """An invented sentence in its small world; ``author`` names the set that it belongs to."""

    author: str
    sentence: str
    paper: Paper
    plain: bool


@dataclass(frozen=True, slots=True)
class Studied:
    """A sentence as the classifier sees it.

    Attributes:
        group: what is never on both sides of a fold: an author, or a paper.
        kind: "alone", "in company", "tested" or "doubtful".
        facts: how many are annotated in it; one for an invented sentence that is plain.
    """

    group: str
    kind: str
    plain: bool
    facts: int
    vector: Floats
    weight: float


@dataclass(frozen=True, slots=True)
class PlainFigures:
    """Out of fold: shares of the sentences, or facts, that are taken for doubtful.

    Attributes:
        invented: invented sentences that are not plain, put into other abstracts; plain: their plain twins.
        facts: annotated facts of the tested papers, which are lost.
        doubtful: sentences without a fact of the abstracts written for this; doubtful_facts: the facts of these.
    """

    invented: float
    plain: float
    facts: float
    doubtful: float
    doubtful_facts: float


def run(spoken: Sequence[Spoken], tested: Sequence[GoldPaper], doubtful: Sequence[GoldPaper], company: Sequence[Paper],
        model: Path, output: Path, folds: int) -> PlainFigures:  # fmt: skip
    """Cross-validate, train on everything and write ``plain.json``.

    Args:
        tested: annotated papers.
        doubtful: annotated papers that were written for this.
        company: papers into whose abstracts invented sentences are put.
        model: a folder that ``kg train`` wrote.
    """
    torch.set_num_threads(1)
    encoder, wordpieces = Encoder(model / ENCODER), Wordpieces.read(model / VOCABULARY)
    texts = [*_alone(spoken), *in_company(spoken, company), *_annotated(tested, "tested"),
             *_annotated(doubtful, "doubtful")]  # fmt: skip
    known = list(_studied(texts, encoder, wordpieces))
    figures = cross_validated(known, folds)
    weight, bias = fit(known)
    told = {
        ENCODER_HASH: file_hash(model / ENCODER),
        "figures": {name: round(share, 4) for name, share in asdict(figures).items()},
        "bias": round(bias, 6),
        "weight": [round(float(value), 6) for value in weight],
    }
    output.mkdir(parents=True, exist_ok=True)
    replace_file(output / FILE, (json.dumps(told, separators=(",", ":")) + "\n").encode())
    return figures


@dataclass(frozen=True, slots=True)
class Place:
    """Where a fact, or an invented sentence, stands in a text: offsets; and whose it is."""

    start: int
    end: int
    group: str
    plain: bool


@dataclass(frozen=True, slots=True)
class Marked:
    """A paper and the places in it of which something is known."""

    paper: Paper
    kind: str
    places: tuple[Place, ...]


def _alone(spoken: Iterable[Spoken]) -> Iterator[Marked]:
    for one in spoken:
        yield Marked(one.paper, "alone", (_place(one, one.paper.text.index(one.sentence)),))


def in_company(spoken: Sequence[Spoken], company: Sequence[Paper]) -> Iterator[Marked]:
    """Put the sentences into other abstracts, a few into each, at places that a seed decides."""
    order = random.Random(SEED)
    shuffled, hosts = list(spoken), sorted(company, key=lambda paper: paper.title)
    order.shuffle(shuffled)
    order.shuffle(hosts)
    for number, first in enumerate(range(0, len(shuffled) if hosts else 0, TOGETHER)):
        host, guests = hosts[number % len(hosts)], shuffled[first : first + TOGETHER]
        sentences = _NEXT.split(host.abstract)
        for one in guests:
            sentences.insert(order.randrange(1, len(sentences) + 1), one.sentence)
        paper = Paper(f"company {number}", host.title, " ".join(sentences))
        places = tuple(_place(one, paper.text.index(one.sentence, len(host.title))) for one in guests)
        yield Marked(paper, "in company", places)


def _place(one: Spoken, start: int) -> Place:
    return Place(start, start + len(one.sentence), one.author, one.plain)


def _annotated(papers: Iterable[GoldPaper], kind: str) -> Iterator[Marked]:
    for gold in papers:
        places = tuple(Place(fact.start, fact.end, gold.paper.title, plain=True) for fact in gold.facts)
        yield Marked(gold.paper, kind, places)


def _studied(texts: Sequence[Marked], encoder: Encoder, wordpieces: Wordpieces) -> Iterator[Studied]:
    for marked, parsed in zip(texts, parse([one.paper for one in texts]), strict=True):
        text = read(parsed.paper, [s.sentence for s in parsed.sentences], wordpieces)
        vectors = pooled(text, encoder.deep(text.pieces)[1])
        weight = TESTED_WEIGHT if marked.kind == "tested" else 1.0
        for sentence, (first, last), vector in zip(text.spans, text.sentences, vectors, strict=True):
            here = [place for place in marked.places if sentence.start <= place.start < sentence.end]
            if first == last:
                continue
            for group, plain in dict.fromkeys((place.group, place.plain) for place in here):
                facts = sum(place.plain for place in here)
                yield Studied(group, marked.kind, plain, facts, vector, weight)
            if not here and marked.kind == "doubtful" and sentence.start > len(marked.paper.title):
                yield Studied(marked.paper.title, marked.kind, False, 0, vector, weight)


def fit(known: Sequence[Studied]) -> tuple[Floats, float]:
    """Fit a logistic regression; return weights of the vectors as they are, and the bias."""
    x = torch.tensor(np.array([one.vector for one in known]), dtype=torch.float64)
    y = torch.tensor([float(not one.plain) for one in known], dtype=torch.float64)
    importance = torch.tensor([one.weight for one in known], dtype=torch.float64)
    middle, spread = x.mean(0), x.std(0).clamp(min=1e-6)
    x = (x - middle) / spread
    weight = torch.zeros(x.shape[1] + 1, dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.LBFGS([weight], max_iter=300, line_search_fn="strong_wolfe")

    def loss() -> torch.Tensor:
        optimizer.zero_grad()
        wrong = torch.nn.functional.binary_cross_entropy_with_logits(x @ weight[1:] + weight[0], y, importance,
                                                                     reduction="sum")  # fmt: skip
        total = STRENGTH * wrong + weight[1:].square().sum() / 2
        total.backward()  # type: ignore[no-untyped-call]  # PyTorch has no type for it
        return total

    optimizer.step(loss)  # type: ignore[no-untyped-call]  # nor for this
    found = weight.detach()
    scaled = found[1:] / spread
    return scaled.numpy().astype(np.float32), float(found[0] - scaled @ middle)


def cross_validated(known: Sequence[Studied], folds: int) -> PlainFigures:
    """Judge each sentence by a classifier that saw neither its author nor its paper."""
    groups = sorted({one.group for one in known})
    random.Random(SEED).shuffle(groups)
    fold = {group: number % folds for number, group in enumerate(groups)}
    doubted: dict[int, bool] = {}
    for number in range(folds):
        weight, bias = fit([one for one in known if fold[one.group] != number])
        held = [k for k, one in enumerate(known) if fold[one.group] == number]
        doubted |= {k: bool(known[k].vector @ weight + bias > 0) for k in held}

    def share(kind: str, *, plain: bool, facts: bool) -> float:
        rows = [(k, one) for k, one in enumerate(known) if one.kind == kind and one.plain == plain]
        counts = [(one.facts if facts else 1, doubted[k]) for k, one in rows]
        return sum(n for n, hit in counts if hit) / max(1, sum(n for n, _ in counts))

    return PlainFigures(
        share("in company", plain=False, facts=False), share("in company", plain=True, facts=False),
        share("tested", plain=True, facts=True), share("doubtful", plain=False, facts=False),
        share("doubtful", plain=True, facts=True),
    )  # fmt: skip
