"""The two networks of the open facts in PyTorch: the twins of ``kg.extract.open.heads``, which runs without it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import torch
import torch.nn.functional as f
from torch import Tensor, nn

from kg.extract.open.heads import CLASSES, ROUNDS, SCALE, edges
from kg.extract.open.layout import LABELS, PAIR_SIZES, TOKEN_SIZES, Layout
from kg.extract.open.signs import DEPS, TAGS, Signs
from kg.extract.open.vectors import WIDTH

SIZE: Final = 128
LOOK: Final = 32
SPREAD: Final = 0.3


@dataclass(frozen=True, slots=True)
class Tokens:
    """The signs of a sentence as tensors, and the matrices of its tree."""

    tag: Tensor
    tag_above: Tensor
    dep: Tensor
    said: Tensor
    above: Tensor
    below: Tensor

    @classmethod
    def of(cls, s: Signs) -> Tokens:
        """Take the signs over."""
        above, below = map(torch.from_numpy, edges(s))
        tag, above_ = torch.from_numpy(s.tag), torch.from_numpy(s.above)
        tag_above = torch.where(above_ >= 0, tag[above_], 0)
        return cls(tag, tag_above, torch.from_numpy(s.dep), torch.from_numpy(s.said), above, below)


@dataclass(frozen=True, slots=True)
class Pairs:
    """A layout as tensors."""

    start: Tensor
    last: Tensor
    head: Tensor
    tail: Tensor
    pair: Tensor
    token: Tensor
    way: Tensor
    path: Tensor
    said: Tensor
    free: Tensor

    @classmethod
    def of(cls, lay: Layout) -> Pairs:
        """Take the layout over."""
        ends = (lay.pairs[:, 0].copy(), lay.pairs[:, 1].copy())
        arrays = (lay.start, lay.last, *ends, lay.pair, lay.token, lay.way, lay.path, lay.said, lay.free)
        return cls(*map(torch.from_numpy, arrays))


class TwoStages(nn.Module):
    """What the training loop asks of a network."""

    def tokens(self, s: Tokens, vectors: Tensor) -> tuple[Tensor, Tensor]:
        """Return logits of what each token is, (tokens, 4), and the tokens' vectors."""
        raise NotImplementedError

    def pairs(self, lay: Pairs, x: Tensor) -> tuple[Tensor, Tensor]:
        """Return logits of the pairs, and their vectors."""
        raise NotImplementedError

    def words(self, lay: Pairs, x: Tensor, pairs: Tensor, rows: Tensor) -> Tensor:
        """Return logits, (rows, tokens), of what is a word of the relation of these pairs."""
        raise NotImplementedError


class OpenNetwork(TwoStages):
    """Both stages; ``kg.extract.open.heads`` describes what each computes."""

    def __init__(self, dropout: float = 0.3) -> None:
        super().__init__()
        self.enter = nn.Linear(WIDTH, SIZE)
        self.tag, self.tag_above = (nn.Embedding(len(TAGS) + 1, SIZE) for _ in range(2))
        self.dep, self.said = nn.Embedding(len(DEPS) + 1, SIZE), nn.Embedding(4, SIZE)
        self.own, self.before, self.after, self.above, self.below = (
            nn.ModuleList(nn.Linear(SIZE, SIZE) for _ in range(ROUNDS)) for _ in range(5)
        )
        self.token_out = nn.Linear(SIZE, CLASSES)
        self.head, self.tail = nn.Linear(2 * SIZE, SIZE), nn.Linear(2 * SIZE, SIZE)
        self.bilinear = nn.Linear(SIZE, SIZE, bias=False)
        self.look_head, self.look_tail, self.look_word = (nn.Linear(SIZE, LOOK) for _ in range(3))
        self.look_number = nn.ModuleList(nn.Embedding(n, 1) for n in TOKEN_SIZES)
        self.context, self.path, self.rule = (nn.Linear(SIZE, SIZE) for _ in range(3))
        self.pair_number = nn.ModuleList(nn.Embedding(n, SIZE) for n in PAIR_SIZES)
        self.way = nn.Linear(2 * LABELS, SIZE, bias=False)
        self.pair_hidden, self.pair_out = nn.Linear(SIZE, SIZE), nn.Linear(SIZE, 1)
        self.word, self.word_pair, self.word_hidden = (nn.Linear(SIZE, SIZE) for _ in range(3))
        self.token_number = nn.ModuleList(nn.Embedding(n, SIZE) for n in TOKEN_SIZES)
        self.word_out = nn.Linear(SIZE, 1)
        self.dropout, self.vector_dropout = nn.Dropout(dropout), nn.Dropout(0.2)
        for embedding in (self.tag, self.tag_above, self.dep, self.said, *self.pair_number, *self.token_number):
            nn.init.normal_(embedding.weight, std=SPREAD)
        for number in self.look_number:
            nn.init.zeros_(number.weight)
        for out in (self.pair_out, self.word_out):
            nn.init.constant_(out.bias, -2.0)  # most pairs are related by nothing, most words are of no relation

    def tokens(self, s: Tokens, vectors: Tensor) -> tuple[Tensor, Tensor]:
        x = self.enter(self.vector_dropout(vectors))
        x = f.relu(x + self.tag(s.tag) + self.dep(s.dep) + self.tag_above(s.tag_above) + self.said(s.said))
        for n in range(ROUNDS):
            y = self.dropout(x)
            padded = f.pad(y, (0, 0, 1, 1))
            z = self.own[n](y) + self.before[n](padded[:-2]) + self.after[n](padded[2:])
            x = x + f.relu(z + self.above[n](s.above @ y) + self.below[n](s.below @ y))
        return self.token_out(self.dropout(x)), x

    def pairs(self, lay: Pairs, x: Tensor) -> tuple[Tensor, Tensor]:
        total = torch.cat([torch.zeros_like(x[:1]), x.cumsum(0)])
        width = (lay.last + 1 - lay.start)[:, None]
        node = self.dropout(torch.cat([(total[lay.last + 1] - total[lay.start]) / width, x[lay.last]], 1))
        heads, tails = f.relu(self.head(node)), f.relu(self.tail(node))
        word = self.look_word(x).T
        score = ((self.look_head(heads) @ word)[lay.head] + (self.look_tail(tails) @ word)[lay.tail]) / float(SCALE)
        for k, number in enumerate(self.look_number):
            score = score + number.weight[:, 0][lay.token[:, :, k]]
        look = score.masked_fill(lay.free == 0, -30.0).softmax(-1)
        p = heads[lay.head] + tails[lay.tail] + self.bilinear(heads)[lay.head] * tails[lay.tail]
        p = p + look @ self.context(x) + self.way(lay.way) + lay.path @ self.path(x) + lay.said @ self.rule(x)
        for k, number in enumerate(self.pair_number):
            p = p + number(lay.pair[:, k])
        p = f.relu(p)
        p = f.relu(p + self.pair_hidden(self.dropout(p)))
        return self.pair_out(self.dropout(p)).squeeze(-1), p

    def words(self, lay: Pairs, x: Tensor, pairs: Tensor, rows: Tensor) -> Tensor:
        z = self.word(self.dropout(x))[None] + self.word_pair(self.dropout(pairs[rows]))[:, None]
        for k, number in enumerate(self.token_number):
            z = z + number(lay.token[rows][:, :, k])
        z = f.relu(z)
        z = f.relu(z + self.word_hidden(self.dropout(z)))
        return self.word_out(z).squeeze(-1).masked_fill(lay.free[rows] == 0, -30.0)
