"""The training loop of the open facts: both stages at once, the encoder's vectors given."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import torch
import torch.nn.functional as f
from torch import Tensor

from kg.extract.open.layout import layout
from kg.train.opened.laying import Example
from kg.train.opened.network import OpenNetwork, Pairs, Tokens, TwoStages
from kg.train.rates import up_and_down


@dataclass(frozen=True, slots=True)
class OpenSettings:
    """What a training run depends on beside its data.

    Attributes:
        networks: how many are trained, each with a seed of its own; their mean decides.
    """

    epochs: int = 12
    batch: int = 8
    rate: float = 2e-3
    decay: float = 0.02
    dropout: float = 0.3
    smoothing: float = 0.05
    networks: int = 1
    seed: int = 1


@dataclass(frozen=True, slots=True)
class _Lesson:
    """An example as tensors: what each token is, which pairs are related, and by which tokens."""

    tokens: Tokens
    vectors: Tensor
    kinds: Tensor
    pairs: Pairs | None
    related: Tensor
    rows: Tensor
    words: Tensor


def train(examples: Sequence[Example], settings: OpenSettings,
          make: Callable[[], TwoStages] | None = None) -> list[TwoStages]:  # fmt: skip
    """Train the networks; they are left ready to be used.

    Args:
        make: makes an untrained network; default: the one that ships.
    """
    torch.set_num_threads(1)
    lessons = [_lesson(example) for example in examples]
    return [
        _trained(lessons, settings, settings.seed + n, make or (lambda: OpenNetwork(settings.dropout)))
        for n in range(settings.networks)
    ]


def _trained(lessons: Sequence[_Lesson], settings: OpenSettings, seed: int, make: Callable[[], TwoStages]) -> TwoStages:
    torch.manual_seed(seed)
    order = random.Random(seed)
    network = make()
    network.train()
    optimizer = torch.optim.AdamW(network.parameters(), lr=settings.rate, weight_decay=settings.decay, foreach=True)
    steps = settings.epochs * math.ceil(len(lessons) / settings.batch)
    schedule = up_and_down(optimizer, steps)
    for _ in range(settings.epochs):
        shuffled = list(lessons)
        order.shuffle(shuffled)
        for k in range(0, len(shuffled), settings.batch):
            batch = shuffled[k : k + settings.batch]
            loss = torch.stack([_loss(network, lesson, settings.smoothing) for lesson in batch]).mean()
            optimizer.zero_grad()
            (loss / 10).backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            schedule.step()
    network.eval()
    return network


def _loss(network: TwoStages, lesson: _Lesson, smoothing: float) -> Tensor:
    logits, x = network.tokens(lesson.tokens, lesson.vectors)
    loss = f.cross_entropy(logits, lesson.kinds, reduction="sum", label_smoothing=smoothing)
    if lesson.pairs is None:
        return loss
    related, vectors = network.pairs(lesson.pairs, x)
    target = lesson.related * (1 - smoothing) + smoothing / 4
    loss = loss + f.binary_cross_entropy_with_logits(related, target, reduction="sum")
    if len(lesson.rows):
        words = network.words(lesson.pairs, x, vectors, lesson.rows).clamp(min=-20)
        wrong = f.binary_cross_entropy_with_logits(words, lesson.words, reduction="none")
        loss = loss + 0.7 * (wrong * lesson.pairs.free[lesson.rows]).sum()
    return loss


def _lesson(example: Example) -> _Lesson:
    tokens, vectors = Tokens.of(example.signs), torch.from_numpy(example.vectors)
    kinds = torch.from_numpy(example.kinds)
    if len(example.spans) < 2:
        none = torch.zeros(0, dtype=torch.long)
        return _Lesson(tokens, vectors, kinds, None, none, none, none)
    lay = layout(example.signs, example.spans)
    keys = [(h, t) for h, t in lay.pairs.tolist()]
    rows = [n for n, key in enumerate(keys) if key in example.relations]
    words = torch.zeros(len(rows), len(example.signs))
    for k, n in enumerate(rows):
        words[k, list(example.relations[keys[n]])] = 1
    related = torch.tensor([float(key in example.relations) for key in keys])
    return _Lesson(tokens, vectors, kinds, Pairs.of(lay), related, torch.tensor(rows, dtype=torch.long), words)
