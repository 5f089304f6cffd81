"""Whether a sentence states what it speaks of, or denies, hedges, plans, asks, supposes or merely reports it.

A linear classifier upon the encoder's vectors, which stands behind the grammar of clauses (``stated``) and the fixed
phrases (``veils``): each of the three misses what the others see. It judges whole sentences, so it is trained to let
pass those that state something beside what they take back.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from kg.errors import ResourceError
from kg.extract.learned.encoder import Floats
from kg.extract.learned.text import Text

FILE: Final = "plain.json"


@dataclass(frozen=True, slots=True)
class Plainness:
    """The classifier: a sentence is doubtful where ``pooled @ weight + bias`` is above zero."""

    weight: Floats
    bias: float

    @classmethod
    def read(cls, path: Path) -> Plainness:
        """Read the file that ``kg train-plain`` writes.

        Raises:
            ResourceError: if it is damaged.
        """
        try:
            told = json.loads(path.read_text("utf-8"))
            return cls(np.asarray(told["weight"], dtype=np.float32), float(told["bias"]))
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise ResourceError(f"{path}: cannot read the weights: {error}") from error

    def doubtful(self, text: Text, deep: Floats) -> frozenset[int]:
        """Return the numbers of the sentences that state nothing plainly.

        Args:
            deep: the vectors of the text's pieces in three layers of the encoder, (pieces, 3 * 384).
        """
        scores = (pooled(text, deep) * self.weight).sum(axis=1) + self.bias
        return frozenset(np.flatnonzero(np.round(scores, 3) > 0).tolist())


def pooled(text: Text, deep: Floats) -> Floats:
    """Return the mean and the greatest values of the vectors of each sentence's words, (sentences, 2 * 3 * 384).

    A sentence that found no room has zeros.
    """
    result = np.zeros((len(text.sentences), 2 * deep.shape[1]), dtype=np.float32)
    words = (deep[list(text.pieces.first)] + deep[list(text.pieces.last)]) / np.float32(2)
    for number, (first, last) in enumerate(text.sentences):
        if first < last:
            here = words[first:last]
            result[number] = np.concatenate([here.mean(axis=0), here.max(axis=0)])
    return result
