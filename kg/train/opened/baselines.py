"""What simpler networks find in the same sentences: linear classifiers and a graph network upon the frozen vectors.

The lead paper compares in the same way. Neither sees tags, labels or what the rules say; the graph network passes
vectors along the edges of the parse and between neighbours (Hamilton et al., 2017).
"""

from __future__ import annotations

from typing import Final

import numpy as np
import torch
import torch.nn.functional as f
from torch import Tensor, nn

from kg.extract.learned.encoder import Floats
from kg.extract.learned.heads import Ints
from kg.extract.open.heads import CLASSES, ROUNDS
from kg.extract.open.layout import PAIR_SIZES, TOKEN_SIZES, Layout
from kg.extract.open.signs import Signs
from kg.extract.open.vectors import WIDTH
from kg.train.opened.network import SIZE, Pairs, Tokens, TwoStages

LAST: Final = WIDTH // 3
"""The width of the encoder's last layer, which is all that the baselines see of it."""


class Linear(TwoStages):
    """One linear layer for the tokens, one for the pairs, one for the words, with their distances."""

    def __init__(self, dropout: float, size: int = LAST) -> None:
        super().__init__()
        self.token_out = nn.Linear(size, CLASSES)
        self.pair_out, self.word_pair = nn.Linear(4 * size, 1), nn.Linear(4 * size, 1)
        self.pair_numbers = nn.ModuleList(nn.Embedding(n, 1) for n in PAIR_SIZES[:2])
        self.word_out = nn.Linear(size, 1)
        self.token_numbers = nn.ModuleList(nn.Embedding(n, 1) for n in TOKEN_SIZES[:3])
        self.dropout = nn.Dropout(dropout)

    def tokens(self, s: Tokens, vectors: Tensor) -> tuple[Tensor, Tensor]:
        x = vectors[:, -LAST:]
        return self.token_out(self.dropout(x)), x

    def pairs(self, lay: Pairs, x: Tensor) -> tuple[Tensor, Tensor]:
        total = torch.cat([torch.zeros_like(x[:1]), x.cumsum(0)])
        width = (lay.last + 1 - lay.start)[:, None]
        node = torch.cat([(total[lay.last + 1] - total[lay.start]) / width, x[lay.last]], 1)
        both = self.dropout(torch.cat([node[lay.head], node[lay.tail]], 1))
        logits = self.pair_out(both).squeeze(-1)
        for k, number in enumerate(self.pair_numbers):
            logits = logits + number(lay.pair[:, k]).squeeze(-1)
        return logits, both

    def words(self, lay: Pairs, x: Tensor, pairs: Tensor, rows: Tensor) -> Tensor:
        logits = self.word_out(self.dropout(x)).T + self.word_pair(pairs[rows])
        for k, number in enumerate(self.token_numbers):
            logits = logits + number(lay.token[rows][:, :, k]).squeeze(-1)
        return logits.masked_fill(lay.free[rows] == 0, -30.0)


class Graph(Linear):
    """Linear classifiers upon a graph network over the edges of the parse and between neighbours.

    For the words of a pair the vectors are passed along once more, from tokens that know whether they stand in the
    head, in the tail, before, between or behind.
    """

    def __init__(self, dropout: float) -> None:
        super().__init__(dropout, SIZE)
        self.enter = nn.Linear(LAST, SIZE)
        self.own, self.around = (nn.ModuleList(nn.Linear(SIZE, SIZE) for _ in range(ROUNDS)) for _ in range(2))
        self.place = nn.Embedding(TOKEN_SIZES[0], SIZE)
        self.own_2, self.around_2 = (nn.ModuleList(nn.Linear(SIZE, SIZE) for _ in range(ROUNDS)) for _ in range(2))
        self._edges = torch.zeros(0)

    def tokens(self, s: Tokens, vectors: Tensor) -> tuple[Tensor, Tensor]:
        edges = s.above + (s.below > 0)
        if len(edges) > 1:
            beside = torch.ones(len(edges) - 1)
            edges = edges + torch.diag(beside, 1) + torch.diag(beside, -1)
        self._edges = edges / edges.sum(1, keepdim=True).clamp(min=1)  # the other stages are asked of this sentence
        x = f.relu(self.enter(vectors[:, -LAST:]))
        for own, around in zip(self.own, self.around, strict=True):
            y = self.dropout(x)
            x = x + f.relu(own(y) + around(self._edges @ y))
        return self.token_out(self.dropout(x)), x

    def words(self, lay: Pairs, x: Tensor, pairs: Tensor, rows: Tensor) -> Tensor:
        z = x[None] + self.place(lay.token[rows][:, :, 0])
        for own, around in zip(self.own_2, self.around_2, strict=True):
            y = self.dropout(z)
            z = z + f.relu(own(y) + around(self._edges @ y))
        logits = self.word_out(self.dropout(z)).squeeze(-1) + self.word_pair(pairs[rows])
        for k, number in enumerate(self.token_numbers):
            logits = logits + number(lay.token[rows][:, :, k]).squeeze(-1)
        return logits.masked_fill(lay.free[rows] == 0, -30.0)


class Plain:
    """A network of PyTorch as the extractor calls its own."""

    def __init__(self, network: TwoStages) -> None:
        self._network = network

    def tokens(self, s: Signs, vectors: Floats) -> tuple[Floats, Floats]:
        with torch.no_grad():
            logits, x = self._network.tokens(Tokens.of(s), torch.from_numpy(vectors))
        return logits.softmax(-1).numpy(), x.numpy()

    def pairs(self, lay: Layout, x: Floats) -> tuple[Floats, Floats]:
        with torch.no_grad():
            logits, vectors = self._network.pairs(Pairs.of(lay), torch.from_numpy(x))
        return logits.sigmoid().numpy(), vectors.numpy()

    def words(self, lay: Layout, x: Floats, pairs: Floats, rows: Ints) -> Floats:
        given = torch.from_numpy(x), torch.from_numpy(pairs), torch.from_numpy(np.ascontiguousarray(rows))
        with torch.no_grad():
            words: Floats = self._network.words(Pairs.of(lay), *given).sigmoid().numpy()
        return words
