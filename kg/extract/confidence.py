"""The measured precision of each rule, which is the confidence of its facts.

``kg/data/rules.tsv`` holds rule, right facts and all facts a line, measured on 210 annotated abstracts, none of the
listed ones, by ``PYTHONPATH=. python tests/measure_rules.py train_papers.json train.jsonl > kg/data/rules.tsv``.
"""

from __future__ import annotations

from importlib.resources import files
from typing import Final

FALLBACK: Final = 0.4
_WEIGHT: Final = 3
_DOUBT: Final = 0.3


def _read() -> dict[str, float]:
    """Estimate each rule's precision; a rule that is seldom seen is drawn towards the average."""
    lines = files("kg").joinpath("data", "rules.tsv").read_text("utf-8").splitlines()
    rows = (line.split() for line in lines if line.strip())
    return {rule: round((int(right) + _WEIGHT * FALLBACK) / (int(found) + _WEIGHT), 3) for rule, right, found in rows}


PRECISION: Final[dict[str, float]] = _read()
DOUBTFUL: Final[frozenset[str]] = frozenset(rule for rule, precision in PRECISION.items() if precision < _DOUBT)
