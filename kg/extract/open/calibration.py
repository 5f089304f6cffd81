"""How sure an open fact is: how often one with such scores was right in sentences that the networks had not seen."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from kg.errors import ResourceError
from kg.extract.learned.signs import logit
from kg.extract.open.reading import Read

FEATURES: Final = ("pair", "wording", "ends", "agreed", "same", "always")


def features(read: Read) -> tuple[float, ...]:
    """Return the inputs of the regression, as in ``FEATURES``."""
    return logit(read.pair), math.log(max(read.wording, 1e-4)), logit(read.ends), read.agreed, read.same, 1.0


@dataclass(frozen=True, slots=True)
class OpenCalibration:
    """The fitted regression, and where to cut.

    Attributes:
        weights: one a feature.
        keep: the confidence from which on a fact is reported; assert_: from which on four of five are right.
    """

    weights: tuple[float, ...]
    keep: float
    assert_: float

    def confidence(self, read: Read) -> float:
        """Return the probability that a statement is right, to three digits."""
        z = sum(w * x for w, x in zip(self.weights, features(read), strict=True))
        return round(1 / (1 + math.exp(-z)), 3)

    def told(self) -> Mapping[str, object]:
        """Return what ``read`` reads."""
        weights = dict(zip(FEATURES, self.weights, strict=True))
        return {"weights": weights, "keep": self.keep, "assert": self.assert_}

    @classmethod
    def read(cls, path: Path) -> OpenCalibration:
        """Read the file that ``kg train-open`` writes.

        Raises:
            ResourceError: if it is missing or damaged.
        """
        try:
            data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
            weights = tuple(float(data["weights"][name]) for name in FEATURES)
            return cls(weights, float(data["keep"]), float(data["assert"]))
        except (OSError, ValueError, KeyError) as error:
            raise ResourceError(f"{path}: no calibration of the open facts ({error})") from error
