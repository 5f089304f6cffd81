"""Heads upon frozen vectors, for the baselines: linear layers, and a graph network over neighbouring words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import torch
import torch.nn.functional as f
from torch import Tensor, nn

from kg.extract.learned.encoder import Floats
from kg.extract.learned.heads import MAX_WORDS, RELATION_NAMES, SPECIAL, Spans, Words, node_buckets, pair_buckets
from kg.extract.learned.wordpieces import Pieces
from kg.train.network import BUCKETS, CLASSES, WIDTH, Encoder

ROUNDS: Final = 2
"""How many times the graph network passes vectors along the edges between neighbouring words."""


class LinearHeads(nn.Module):
    """One linear layer for the tagger and one for the pairs."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.span_start, self.span_end, self.span_mean = (nn.Linear(WIDTH, CLASSES) for _ in range(3))
        self.span_width = nn.Embedding(MAX_WORDS + 1, CLASSES)
        self.special = nn.Parameter(torch.randn(SPECIAL, 2 * WIDTH) * 0.05)
        self.pair_head, self.pair_tail = (nn.Linear(2 * WIDTH + CLASSES, len(RELATION_NAMES)) for _ in range(2))
        self.pair_distance = nn.Embedding(BUCKETS, len(RELATION_NAMES))
        self.dropout = nn.Dropout(dropout)
        nn.init.constant_(self.pair_tail.bias, -4.5)
        with torch.no_grad():
            self.span_start.bias[0] = 4.0

    def words(self, first: Tensor, last: Tensor) -> tuple[Tensor, Tensor]:
        """Return the vectors of the words, as they are."""
        return first, last

    def spans(self, first: Tensor, last: Tensor, start: Tensor, end: Tensor) -> Tensor:
        """Return logits, (spans, classes)."""
        first, last = self.words(first, last)
        mean = (first + last) / 2
        total = torch.cat([torch.zeros_like(mean[:1]), mean.cumsum(0)])
        inner = self.span_mean((total[end] - total[start]) / (end - start).unsqueeze(1))
        result: Tensor = (
            self.span_start(first)[start] + self.span_end(last)[end - 1] + inner + self.span_width(end - start)
        )
        return result

    def pairs(self, words: tuple[Tensor, Tensor, Tensor], spans: tuple[Tensor, Tensor, Tensor],
              buckets: tuple[Tensor, Tensor], sentence: tuple[int, int]) -> Tensor:  # fmt: skip
        """Return logits, (nodes, nodes, relations)."""
        first, last = self.words(words[0], words[1])
        start, end, probability = spans
        inside = (first[sentence[0] : sentence[1]] + last[sentence[0] : sentence[1]]) / 2
        special = self.special + torch.cat([words[2], inside.max(0).values])
        own = torch.cat([torch.cat([first[start], last[end - 1]], 1), special])
        node = self.dropout(torch.cat([own, f.pad(probability, (0, 0, 0, SPECIAL))], 1))
        head, tail = self.pair_head(node), self.pair_tail(node)
        result: Tensor = head.unsqueeze(1) + tail.unsqueeze(0) + self.pair_distance(buckets[1])
        return result


class GraphHeads(LinearHeads):
    """The linear ones upon a graph network over the edges between neighbouring words (Hamilton et al., 2017)."""

    def __init__(self, dropout: float) -> None:
        super().__init__(dropout)
        self.own, self.neighbours = (nn.ModuleList(nn.Linear(WIDTH, WIDTH) for _ in range(ROUNDS)) for _ in range(2))

    def words(self, first: Tensor, last: Tensor) -> tuple[Tensor, Tensor]:
        """Return the vectors of the words after the rounds, beside what they were."""
        x = (first + last) / 2
        for own, neighbours in zip(self.own, self.neighbours, strict=True):
            padded = f.pad(x, (0, 0, 1, 1))
            x = x + f.relu(own(x) + neighbours((padded[:-2] + padded[2:]) / 2))
        return x, x


class Vectors(nn.Module):
    """The pretrained encoder as the training loop calls it; each paper's vectors are computed once."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self._encode = [encoder.eval()]  # in a list, so that its weights are not among this module's
        self._known: dict[tuple[int, ...], Tensor] = {}

    def of(self, ids: tuple[int, ...], shapes: tuple[int, ...]) -> Tensor:
        """Return the vectors of pieces, (pieces, 384)."""
        if ids not in self._known:
            with torch.no_grad():
                self._known[ids] = self._encode[0](torch.tensor([ids]), torch.tensor([shapes]))[0]
        return self._known[ids]

    def forward(self, ids: Tensor, shapes: Tensor, mask: Tensor) -> Tensor:
        """Return the vectors of padded texts, (texts, longest, 384)."""
        lengths = mask.sum(1).tolist()
        rows = [
            self.of(tuple(i[:n].tolist()), tuple(s[:n].tolist())) for i, s, n in zip(ids, shapes, lengths, strict=True)
        ]
        return torch.stack([f.pad(row, (0, 0, 0, ids.shape[1] - len(row))) for row in rows])


class PlainEncoder:
    """The pretrained encoder as the extractor calls its own."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder.eval()

    def __call__(self, pieces: Pieces) -> Floats:
        with torch.no_grad():
            vectors: Floats = self._encoder(torch.tensor([pieces.ids]), torch.tensor([pieces.shapes]))[0].numpy()
        return vectors


class PlainHeads:
    """Heads of PyTorch as the extractor calls them."""

    def __init__(self, heads: LinearHeads) -> None:
        self._heads = heads.eval()

    def spans(self, words: Words, sentences: Sequence[tuple[int, int]]) -> Spans:
        rows = [(i, j) for a, b in sentences for i in range(a, b) for j in range(i + 1, min(i + MAX_WORDS, b) + 1)]
        start, end = np.asarray(rows, dtype=np.int64).reshape(-1, 2).T
        first, last = torch.from_numpy(words.first), torch.from_numpy(words.last)
        with torch.no_grad():
            logits = self._heads.spans(first, last, torch.from_numpy(start), torch.from_numpy(end))
        return Spans(start, end, logits.softmax(-1).numpy())

    def pairs(self, words: Words, spans: Spans, sentence: tuple[int, int]) -> Floats:
        vectors = torch.from_numpy(words.first), torch.from_numpy(words.last), torch.from_numpy(words.cls)
        nodes = torch.from_numpy(spans.start), torch.from_numpy(spans.end), torch.from_numpy(spans.probability)
        buckets = (
            torch.from_numpy(node_buckets(spans.start, spans.end, sentence)),
            torch.from_numpy(pair_buckets(spans.start)),
        )
        with torch.no_grad():
            result: Floats = self._heads.pairs(vectors, nodes, buckets, sentence).sigmoid().numpy()
        return result
