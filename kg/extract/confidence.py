"""The measured precision of each rule."""

from typing import Final

FALLBACK: Final = 0.5
PRECISION: Final[dict[str, float]] = {}
DOUBTFUL: Final[frozenset[str]] = frozenset()
