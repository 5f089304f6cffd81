"""The encoder and the two heads in PyTorch: the twins of ``kg.extract.learned``, which runs without it.

The encoder is BERT (Devlin et al., 2019) in the size of MiniLM (Wang et al., 2020: 6 layers of 384), with an embedding
of word shapes beside the pieces. Attention has no dropout: on a CPU it triples the time of the forward pass.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import torch
import torch.nn.functional as f
from safetensors.torch import load_file
from torch import Tensor, nn

from kg.errors import ResourceError
from kg.extract.learned.heads import MAX_WORDS, RELATION_NAMES, SPAN_TYPES, SPECIAL
from kg.extract.learned.wordpieces import LIMIT, SHAPES

WIDTH: Final = 384
HIDDEN: Final = 200
LOOK: Final = 64
BUCKETS: Final = 24
CLASSES: Final = len(SPAN_TYPES) + 1


class Layer(nn.Module):
    """One layer of the encoder: self-attention and a feed-forward network, each normalised after its residual."""

    def __init__(self) -> None:
        super().__init__()
        self.query, self.key, self.value, self.output = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.up, self.down = nn.Linear(WIDTH, 4 * WIDTH), nn.Linear(4 * WIDTH, WIDTH)
        self.norm_1, self.norm_2 = nn.LayerNorm(WIDTH, 1e-12), nn.LayerNorm(WIDTH, 1e-12)
        self.dropout = nn.Dropout(0.1)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        """Map (batch, pieces, 384) to the same shape; ``mask`` is true where a piece may be looked at, if given."""
        batch, length, _ = x.shape
        q, k, v = (m(x).view(batch, length, 12, 32).transpose(1, 2) for m in (self.query, self.key, self.value))
        seen = f.scaled_dot_product_attention(q, k, v, attn_mask=mask).transpose(1, 2).reshape(batch, length, WIDTH)
        x = self.norm_1(x + self.dropout(self.output(seen)))
        result: Tensor = self.norm_2(x + self.dropout(self.down(f.gelu(self.up(x)))))
        return result


class Encoder(nn.Module):
    """Pieces and shapes to vectors."""

    def __init__(self, vocabulary: int) -> None:
        super().__init__()
        self.word = nn.Embedding(vocabulary, WIDTH)
        self.position = nn.Embedding(LIMIT, WIDTH)
        self.segment = nn.Embedding(2, WIDTH)
        self.shape = nn.Embedding(SHAPES, WIDTH)
        nn.init.zeros_(self.shape.weight)
        self.norm = nn.LayerNorm(WIDTH, 1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(6))
        self.dropout = nn.Dropout(0.1)
        self.word.weight.requires_grad = False  # frozen: rare pieces keep their neighbours, and a step costs less

    def forward(self, ids: Tensor, shapes: Tensor, mask: Tensor | None = None) -> Tensor:
        """Map (batch, pieces) to (batch, pieces, 384); without a mask every piece is seen."""
        length = ids.shape[1]
        seen = None if mask is None else mask[:, None, None, :]  # exported without: masking by nothing costs a seventh
        x = self.word(ids) + self.position.weight[:length] + self.segment.weight[0] + self.shape(shapes)
        x = self.dropout(self.norm(x))
        for layer in self.layers:
            x = layer(x, seen)
        return x

    @classmethod
    def pretrained(cls, folder: Path) -> Encoder:
        """Read ``model.safetensors`` of a BERT-like checkpoint of this size.

        Raises:
            ResourceError: if it is missing or of another size.
        """
        path = folder / "model.safetensors"
        try:
            weights = load_file(path)
            encoder = cls(weights["embeddings.word_embeddings.weight"].shape[0])
            encoder.load_state_dict({**encoder.state_dict(), **_renamed(weights)})
        except (OSError, KeyError, RuntimeError) as error:
            raise ResourceError(f"{path}: no checkpoint of MiniLM with 6 layers of 384: {error}") from error
        return encoder


_LAYER_NAMES: Final = {
    "attention.self.query": "query",
    "attention.self.key": "key",
    "attention.self.value": "value",
    "attention.output.dense": "output",
    "attention.output.LayerNorm": "norm_1",
    "intermediate.dense": "up",
    "output.dense": "down",
    "output.LayerNorm": "norm_2",
}
_EMBEDDINGS: Final = {
    "embeddings.word_embeddings.weight": "word.weight",
    "embeddings.position_embeddings.weight": "position.weight",
    "embeddings.token_type_embeddings.weight": "segment.weight",
    "embeddings.LayerNorm.weight": "norm.weight",
    "embeddings.LayerNorm.bias": "norm.bias",
}


def _renamed(weights: dict[str, Tensor]) -> dict[str, Tensor]:
    renamed = {new: weights[old] for old, new in _EMBEDDINGS.items()}
    for number in range(6):
        for old, new in _LAYER_NAMES.items():
            for part in ("weight", "bias"):
                renamed[f"layers.{number}.{new}.{part}"] = weights[f"encoder.layer.{number}.{old}.{part}"]
    return renamed


class Heads(nn.Module):
    """The span tagger and the pair classifier; ``kg.extract.learned.heads`` describes what each computes."""

    def __init__(self, dropout: float = 0.3) -> None:
        super().__init__()
        self.span_start, self.span_end, self.span_mean = (nn.Linear(WIDTH, HIDDEN) for _ in range(3))
        self.span_width = nn.Embedding(MAX_WORDS + 1, HIDDEN)
        self.span_out = nn.Linear(HIDDEN, CLASSES)
        self.special = nn.Parameter(torch.randn(SPECIAL, 2 * WIDTH) * 0.05)
        self.pair_head, self.pair_tail = (nn.Linear(2 * WIDTH + CLASSES, HIDDEN) for _ in range(2))
        self.attend_head, self.attend_tail = (nn.Linear(HIDDEN, LOOK) for _ in range(2))
        self.attend_head_word, self.attend_tail_word = (nn.Linear(WIDTH, LOOK) for _ in range(2))
        self.attend_head_distance, self.attend_tail_distance = (nn.Embedding(BUCKETS, 1) for _ in range(2))
        self.pair_context = nn.Linear(WIDTH, HIDDEN)
        self.pair_distance = nn.Embedding(BUCKETS, HIDDEN)
        self.pair_bilinear = nn.Linear(HIDDEN, HIDDEN, bias=False)
        self.pair_hidden = nn.Linear(4 * HIDDEN, HIDDEN)
        self.pair_row, self.pair_column = nn.Linear(HIDDEN, HIDDEN), nn.Linear(HIDDEN, HIDDEN)
        self.pair_out = nn.Linear(HIDDEN, len(RELATION_NAMES))
        self.dropout = nn.Dropout(dropout)
        for distance in (self.attend_head_distance, self.attend_tail_distance):
            nn.init.zeros_(distance.weight)
        for among in (self.pair_row, self.pair_column):
            nn.init.zeros_(among.weight)
            nn.init.zeros_(among.bias)
        nn.init.constant_(self.pair_out.bias, -4.5)  # most pairs are related by nothing: start there
        with torch.no_grad():
            self.span_out.bias[0] = 4.0

    def spans(self, first: Tensor, last: Tensor, start: Tensor, end: Tensor) -> Tensor:
        """Return logits, (spans, classes), of the spans from word ``start`` to before word ``end``."""
        mean = (first + last) / 2
        total = torch.cat([torch.zeros_like(mean[:1]), mean.cumsum(0)])
        inner = self.span_mean((total[end] - total[start]) / (end - start).unsqueeze(1))
        hidden = self.span_start(first)[start] + self.span_end(last)[end - 1] + inner + self.span_width(end - start)
        result: Tensor = self.span_out(self.dropout(f.relu(hidden)))
        return result

    def pairs(self, words: tuple[Tensor, Tensor, Tensor], spans: tuple[Tensor, Tensor, Tensor],
              buckets: tuple[Tensor, Tensor], sentence: tuple[int, int]) -> Tensor:  # fmt: skip
        """Return logits, (nodes, nodes, relations), of the spans of one sentence and the special nodes.

        Args:
            words: first and last piece of every word, (words, 384) each, and [CLS].
            spans: start, end and class probabilities of the sentence's spans.
            buckets: of each node's distance to each word, (nodes, words), and of each pair's, (nodes, nodes).
            sentence: first word and word after the last.
        """
        first, last, cls = words
        start, end, probability = spans
        inside = (first[sentence[0] : sentence[1]] + last[sentence[0] : sentence[1]]) / 2
        special = self.special + torch.cat([cls, inside.max(0).values])
        own = torch.cat([torch.cat([first[start], last[end - 1]], 1), special])
        node = self.dropout(torch.cat([own, f.pad(probability, (0, 0, 0, SPECIAL))], 1))
        head, tail = f.relu(self.pair_head(node)), f.relu(self.pair_tail(node))
        by_head = self.attend_head(head) @ self.attend_head_word(inside).T / 8
        by_tail = self.attend_tail(tail) @ self.attend_tail_word(inside).T / 8
        by_head = by_head + self.attend_head_distance(buckets[0]).squeeze(-1)
        by_tail = by_tail + self.attend_tail_distance(buckets[0]).squeeze(-1)
        context = (by_head.unsqueeze(1) + by_tail.unsqueeze(0)).softmax(-1) @ self.pair_context(inside)
        n = head.shape[0]
        blocks: Sequence[Tensor] = (
            head.unsqueeze(1).expand(n, n, HIDDEN) + self.pair_distance(buckets[1]),
            tail.unsqueeze(0).expand(n, n, HIDDEN),
            context,
            self.pair_bilinear(head).unsqueeze(1) * tail.unsqueeze(0),
        )
        hidden = f.relu(self.pair_hidden(self.dropout(torch.cat(list(blocks), -1))))
        among = self.pair_row(hidden.amax(1)).unsqueeze(1) + self.pair_column(hidden.amax(0)).unsqueeze(0)
        hidden = f.relu(hidden + among)
        result: Tensor = self.pair_out(self.dropout(hidden))
        return result
