"""From scores to probabilities: how often such a fact was right on papers that the model had not seen.

Boosted trees over what is known of a statement (see ``signs``), grown by ``kg train`` on out-of-fold predictions: they
weigh the scores of the two stages, and see what the pair classifier cannot, the other statements of the paper.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from kg.errors import ResourceError
from kg.extract.learned.signs import SIGNS
from kg.extract.learned.trees import Trees


@dataclass(frozen=True, slots=True)
class Calibration:
    """The trees, and where to cut.

    Attributes:
        trees: from the signs of a statement to its log odds.
        keep: the confidence from which on a fact is reported.
        assert_: the confidence from which on it stands in the graph as a plain fact.
    """

    trees: Trees
    keep: float
    assert_: float

    def confidences(self, signs: Sequence[tuple[float, ...]]) -> list[float]:
        """Return the probability that each statement is right, to three digits."""
        if not signs:
            return []
        odds = self.trees.log_odds(np.array(signs))
        return [round(float(p), 3) for p in 1 / (1 + np.exp(-odds))]

    @classmethod
    def read(cls, path: Path) -> Calibration:
        """Read the file that ``kg train`` writes.

        Raises:
            ResourceError: if it is missing, damaged, or made for other signs.
        """
        try:
            data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
            if data["signs"] != list(SIGNS):
                raise ValueError("it was made for other signs; run kg train again")
            return cls(Trees.read(data["trees"]), float(data["keep"]), float(data["assert"]))
        except (OSError, TypeError, ValueError, KeyError) as error:
            raise ResourceError(f"{path}: no calibration of the learned extractor ({error})") from error
