"""The measured precision of each rule, which is the confidence of its facts.

``kg/data/rules.tsv`` holds rule, right facts and all facts a line, measured on 210 annotated abstracts, none of the
listed ones, by ``PYTHONPATH=. python tests/measure_rules.py train_papers.json train.jsonl > kg/data/rules.tsv``.
"""

from __future__ import annotations

from collections import Counter
from importlib.resources import files
from typing import Final

FALLBACK: Final = 0.4
_WEIGHT: Final = 4
_DOUBT: Final = 0.26


def _read() -> dict[str, float]:
    """Estimate each rule's precision; one that is seldom seen is drawn towards its family's ("uses.verb")."""
    lines = files("kg").joinpath("data", "rules.tsv").read_text("utf-8").splitlines()
    rows = [(rule, int(right), int(found)) for rule, right, found in (line.split() for line in lines if line.strip())]
    right_of: Counter[str] = Counter()
    found_of: Counter[str] = Counter()
    for rule, right, found in rows:
        right_of[_family(rule)] += right
        found_of[_family(rule)] += found
    return {
        rule: round(_drawn(right, found, _drawn(right_of[_family(rule)], found_of[_family(rule)], FALLBACK)), 3)
        for rule, right, found in rows
    }


def _family(rule: str) -> str:
    return ".".join(rule.split(".")[:2])


def _drawn(right: int, found: int, towards: float) -> float:
    return (right + _WEIGHT * towards) / (found + _WEIGHT)


PRECISION: Final[dict[str, float]] = _read()
DOUBTFUL: Final[frozenset[str]] = frozenset(rule for rule, precision in PRECISION.items() if precision < _DOUBT)
