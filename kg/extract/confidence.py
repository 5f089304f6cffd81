"""The measured precision of each rule."""

from typing import Final

PRECISION: Final[dict[str, float]] = {}
