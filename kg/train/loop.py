"""The training loop: both stages at once upon one encoder, from annotated papers to a network.

Seeds fix the order of the papers and every dropout; on one thread the same data give the same weights.
"""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Final

import numpy as np
import torch
import torch.nn.functional as f
from torch import Tensor
from torch.nn import Module

from kg.extract.learned.candidates import MAIN, MENTION_AT_LEAST, SELF
from kg.extract.learned.heads import MAX_WORDS, RELATION_NAMES, SPAN_TYPES, SPECIAL, node_buckets, pair_buckets
from kg.extract.learned.text import Text
from kg.train.alignment import Example
from kg.train.network import Encoder, Heads
from kg.train.rates import up_and_down

FALSE_MENTIONS: Final = 40
"""How many spans that only the tagger takes for mentions join the gold ones in the classifier's training."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a training run depends on beside its data.

    Attributes:
        cycles: how often the rates rise and fall over everything, ``late_epochs`` passes each.
    """

    epochs: int = 8
    late_epochs: int = 2
    cycles: int = 3
    batch: int = 2
    encoder_rate: float = 1.5e-4
    late_encoder_rate: float = 1e-4
    heads_rate: float = 1e-3
    dropout: float = 0.2
    seed: int = 1


@dataclass(frozen=True, slots=True)
class Stage:
    """Passes over some papers, during which the rates rise and fall once."""

    examples: Sequence[Example]
    epochs: int
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


def train(stages: Sequence[Stage], pretrained: Path, settings: Settings = Settings(),
          progress: Callable[[int, float, float], None] = lambda epoch, spans, pairs: None) -> Network:  # fmt: skip
    """Train a network.

    Args:
        stages: what to learn from, one after the other; each begins with a new optimizer.
        pretrained: the folder of the encoder's checkpoint.
        progress: called after each epoch with its number and the mean loss a paper of the two stages.
    """
    torch.manual_seed(settings.seed)
    network = Network(Encoder.pretrained(pretrained), Heads(settings.dropout))
    learn(stages, network, settings, progress)
    return network


def learn(stages: Sequence[Stage], network: Network, settings: Settings,
          progress: Callable[[int, float, float], None] = lambda epoch, spans, pairs: None) -> None:  # fmt: skip
    """Train a network that is there already; it is left ready to be used.

    Its weights are the mean of those at the ends of all stages but the first, if there are several (Izmailov et al.,
    2018): each end is a little off in another direction.
    """
    order = random.Random(settings.seed)
    network.encoder.train()
    network.heads.train()
    ends: list[dict[str, Tensor]] = []
    for number, stage in enumerate(stages):
        _pass_over(stage, network, settings, order, progress)
        if number:
            ends.append(weights(network))
    if ends:
        load(network, {name: torch.stack([end[name] for end in ends]).mean(0) for name in ends[0]})
    network.encoder.eval()
    network.heads.eval()


def _parts(network: Network) -> tuple[tuple[str, Module], ...]:
    return ("encoder", network.encoder), ("heads", network.heads)


def weights(network: Network) -> dict[str, Tensor]:
    """Return a copy of all weights, by part and name."""
    return {f"{part}/{n}": v.clone() for part, module in _parts(network) for n, v in module.state_dict().items()}


def load(network: Network, values: Mapping[str, Tensor]) -> None:
    """Set all weights."""
    for part, module in _parts(network):
        module.load_state_dict({n.removeprefix(f"{part}/"): v for n, v in values.items() if n.startswith(f"{part}/")})


def _pass_over(stage: Stage, network: Network, settings: Settings, order: random.Random,
               progress: Callable[[int, float, float], None]) -> None:  # fmt: skip
    examples = stage.examples
    rates = [
        {"params": [p for p in network.encoder.parameters() if p.requires_grad], "lr": stage.encoder_rate},
        {"params": list(network.heads.parameters()), "lr": settings.heads_rate},
    ]
    optimizer = torch.optim.AdamW(rates, weight_decay=0.01)
    steps = stage.epochs * math.ceil(len(examples) / settings.batch)
    schedule = up_and_down(optimizer, steps)
    weight = relation_weights(examples)
    spans = {id(e): _all_spans(e) for e in examples}
    for epoch in range(stage.epochs):
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
        progress(epoch + 1, total[0] / len(examples), total[1] / len(examples))


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
