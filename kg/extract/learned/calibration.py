"""From scores to probabilities: how often a fact with such a score was right on papers that the model had not seen.

A logistic regression over the scores of the two stages, one intercept a relation, fitted by ``kg train`` on
out-of-fold predictions (Platt, 1999).
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from kg.errors import ResourceError

FEATURES: Final = ("relation", "head", "tail", "sentences", "rules")


def logit(p: float) -> float:
    """Return the log odds, bounded so that 0 and 1 stay finite."""
    p = min(max(p, 1e-4), 1 - 1e-4)
    return math.log(p / (1 - p))


def features(score: float, head: float, tail: float, sentences: int, agreed: float) -> tuple[float, ...]:
    """Return the inputs of the regression, as in ``FEATURES``.

    Args:
        score: of the pair classifier.
        head, tail: the probabilities that the two spans are mentions; 1 for a special node.
        sentences: in how many sentences the fact was found.
        agreed: 1 if the rules find it, too.
    """
    return logit(score), logit(head), logit(tail), math.log(sentences), agreed


@dataclass(frozen=True, slots=True)
class Calibration:
    """The fitted regression, and where to cut.

    Attributes:
        weights: one a feature.
        intercepts: one a relation.
        keep: the confidence from which on a fact is reported.
        assert_: the confidence from which on it stands in the graph as a plain fact.
    """

    weights: tuple[float, ...]
    intercepts: Mapping[str, float]
    keep: float
    assert_: float

    def confidence(self, relation: str, inputs: tuple[float, ...]) -> float:
        """Return the probability that a fact is right, to three digits."""
        z = self.intercepts[relation] + sum(w * x for w, x in zip(self.weights, inputs, strict=True))
        return round(1 / (1 + math.exp(-z)), 3)

    @classmethod
    def read(cls, path: Path) -> Calibration:
        """Read the file that ``kg train`` writes.

        Raises:
            ResourceError: if it is missing or damaged.
        """
        try:
            data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
            weights = tuple(float(data["weights"][name]) for name in FEATURES)
            return cls(weights, data["intercepts"], float(data["keep"]), float(data["assert"]))
        except (OSError, ValueError, KeyError) as error:
            raise ResourceError(f"{path}: no calibration of the learned extractor ({error})") from error
