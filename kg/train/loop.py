"""The training loop: tagger and classifier at once upon one encoder, for the passes of one stage.

A seed fixes the order of the papers and every dropout; on one thread the same data give the same weights.
"""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final

import numpy as np
import torch
import torch.nn.functional as f
from torch import Tensor

from kg.extract.learned.candidates import MAIN, MENTION_AT_LEAST, SELF
from kg.extract.learned.heads import MAX_WORDS, RELATION_NAMES, SPAN_TYPES, SPECIAL, node_buckets, pair_buckets
from kg.extract.learned.text import Text
from kg.train.alignment import Example
from kg.train.network import Encoder, Heads
from kg.train.rates import up_and_down

FALSE_MENTIONS: Final = 40
"""How many spans that only the tagger takes for mentions join the gold ones in the classifier's training."""


Progress = Callable[[int, float, float], None]
"""Called after each pass with its number in its stage, and the mean loss a paper of the tagger and the classifier."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a training run depends on beside its data; ``kg.train.material`` says how the stages follow one another.

    Attributes:
        epochs: passes of the first stage.
        cycles: how often the rates rise and fall afterwards.
        cycle_epochs: passes of each such cycle.
        shares: of what is never tested on, each pass of a cycle sees one of so many equal shares, in turn.
        repeats: how often a pass of a cycle sees what is of the tested kind.
    """

    epochs: int = 3
    cycles: int = 3
    cycle_epochs: int = 2
    shares: int = 4
    repeats: int = 2
    batch: int = 2
    encoder_rate: float = 1.5e-4
    cycle_encoder_rate: float = 1e-4
    heads_rate: float = 1e-3
    dropout: float = 0.2
    seed: int = 1


@dataclass(frozen=True, slots=True)
class Stage:
    """Passes over papers, one list of them a pass, during which the rates rise and fall once."""

    passes: Sequence[Sequence[Example]]
    encoder_rate: float


@dataclass(frozen=True, slots=True)
class Network:
    """An encoder and the heads upon it."""

    encoder: Encoder
    heads: Heads


@dataclass(frozen=True, slots=True)
class _Spans:
    """All spans of a text, what each is (0: none), and whether that is judged."""

    start: Tensor
    end: Tensor
    kind: Tensor
    judged: Tensor


def pass_over(stage: Stage, network: Network, settings: Settings, seed: int, progress: Progress) -> None:
    """Train a network for the passes of one stage; ``seed`` fixes the order of the papers and every dropout."""
    torch.manual_seed(seed)
    order = random.Random(seed)
    rates = [
        {"params": [p for p in network.encoder.parameters() if p.requires_grad], "lr": stage.encoder_rate},
        {"params": list(network.heads.parameters()), "lr": settings.heads_rate},
    ]
    optimizer = torch.optim.AdamW(rates, weight_decay=0.01)
    schedule = up_and_down(optimizer, sum(math.ceil(len(examples) / settings.batch) for examples in stage.passes))
    weight = relation_weights(stage.passes[0])
    spans = {id(e): _all_spans(e) for examples in stage.passes for e in examples}
    for number, examples in enumerate(stage.passes, 1):
        total = [0.0, 0.0]
        for batch in _batches(examples, settings.batch, order):
            vectors = encode(network.encoder, [e.text for e in batch])
            losses = [_losses(network.heads, v, e, spans[id(e)], weight) for v, e in zip(vectors, batch, strict=True)]
            loss = torch.stack([a + b for a, b in losses]).sum()
            optimizer.zero_grad()
            (loss / len(batch) / 10).backward()
            torch.nn.utils.clip_grad_norm_([*network.encoder.parameters(), *network.heads.parameters()], 1.0)
            optimizer.step()
            schedule.step()
            total = [t + sum(float(pair[k].detach()) for pair in losses) for k, t in enumerate(total)]
        progress(number, total[0] / len(examples), total[1] / len(examples))


def relation_weights(examples: Sequence[Example]) -> Tensor:
    """Return the weight of a positive for each relation, 1 to 3: more for the rare ones."""
    counts = Counter(r for e in examples for held in e.relations.values() for r in held)
    middle = median(counts[r] for r in range(len(RELATION_NAMES)))
    return torch.tensor(
        [min(3.0, max(1.0, math.sqrt(2 * middle / max(1, counts[r])))) for r in range(len(RELATION_NAMES))]
    )


def encode(encoder: Encoder, texts: Sequence[Text]) -> Tensor:
    """Return the vectors of texts, (texts, longest, 384)."""
    length = max(len(t.pieces.ids) for t in texts)
    ids, shapes = (torch.zeros(len(texts), length, dtype=torch.long) for _ in range(2))
    for row, text in enumerate(texts):
        ids[row, : len(text.pieces.ids)] = torch.tensor(text.pieces.ids)
        shapes[row, : len(text.pieces.ids)] = torch.tensor(text.pieces.shapes)
    lengths = torch.tensor([len(t.pieces.ids) for t in texts])
    vectors: Tensor = encoder(ids, shapes, torch.arange(length)[None, :] < lengths[:, None])
    return vectors


def _batches(examples: Sequence[Example], size: int, order: random.Random) -> list[list[Example]]:
    """Shuffle, and put papers of like length together, so that little is padded."""
    shuffled = list(examples)
    order.shuffle(shuffled)
    pool = size * 6
    for k in range(0, len(shuffled), pool):
        shuffled[k : k + pool] = sorted(shuffled[k : k + pool], key=lambda e: len(e.text.pieces.ids))
    batches = [shuffled[k : k + size] for k in range(0, len(shuffled), size)]
    order.shuffle(batches)
    return batches


def _all_spans(example: Example) -> _Spans:
    spans = [
        (i, j)
        for first, last in example.text.sentences
        for i in range(first, last)
        for j in range(i + 1, min(i + MAX_WORDS, last) + 1)
    ]
    kinds = [1 + SPAN_TYPES.index(example.mentions[s]) if s in example.mentions else 0 for s in spans]
    start, end = torch.tensor(spans, dtype=torch.long).reshape(-1, 2).T
    judged = torch.tensor([float(s not in example.unjudged) for s in spans])
    return _Spans(start, end, torch.tensor(kinds, dtype=torch.long), judged)


def _losses(heads: Heads, vectors: Tensor, example: Example, spans: _Spans, weight: Tensor) -> tuple[Tensor, Tensor]:
    pieces = example.text.pieces
    words = vectors[list(pieces.first)], vectors[list(pieces.last)], vectors[0]
    logits = heads.spans(words[0], words[1], spans.start, spans.end)
    span_loss = (f.cross_entropy(logits, spans.kind, reduction="none") * spans.judged).sum()
    probability = logits.detach().softmax(-1)
    rows = _mentions(probability, spans.kind)
    pair_loss = logits.new_zeros(())
    for number, (first, last) in enumerate(example.text.sentences):
        here = rows[(spans.start[rows] >= first) & (spans.start[rows] < last)]
        if not len(here):
            continue
        start, end = spans.start[here], spans.end[here]
        buckets = (
            torch.from_numpy(node_buckets(start.numpy(), end.numpy(), (first, last))),
            torch.from_numpy(pair_buckets(start.numpy())),
        )
        scores = heads.pairs(words, (start, end, probability[here]), buckets, (first, last))
        held, judged = _targets(example, number, list(zip(start.tolist(), end.tolist(), strict=True)))
        wrong = f.binary_cross_entropy_with_logits(scores, held, reduction="none", pos_weight=weight).sum(-1)
        pair_loss = pair_loss + (wrong * judged).sum()
    return span_loss, pair_loss


def _mentions(probability: Tensor, kind: Tensor) -> Tensor:
    """Return the rows of the gold mentions and of what the tagger takes for some, in the order of the text."""
    some = 1 - probability[:, 0]
    false = torch.nonzero((some > MENTION_AT_LEAST) & (kind == 0)).squeeze(1)
    if len(false) > FALSE_MENTIONS:
        false = false[some[false].topk(FALSE_MENTIONS).indices]
    return torch.cat([torch.nonzero(kind > 0).squeeze(1), false]).unique()


def _targets(example: Example, number: int, spans: list[tuple[int, int]]) -> tuple[Tensor, Tensor]:
    """Return what holds, (nodes, nodes, relations), and what is judged, (nodes, nodes)."""
    nodes = [*spans, MAIN, SELF]
    held = np.zeros((len(nodes), len(nodes), len(RELATION_NAMES)), dtype=np.float32)
    judged = np.zeros((len(nodes), len(nodes)), dtype=np.float32)
    for h, head in enumerate(nodes):
        for t, tail in enumerate(nodes[: len(nodes) - SPECIAL + 1]):
            relations = example.relations.get((number, head, tail), ())
            held[h, t, list(relations)] = 1
            judged[h, t] = h != t and (bool(relations) or example.judged(number, head, tail))
    return torch.from_numpy(held), torch.from_numpy(judged)
