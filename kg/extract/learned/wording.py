"""Wordings that refer to a thing without naming it ("our method", "the proposed framework", "it")."""

from __future__ import annotations

import re
from typing import Final

_POINTING: Final = re.compile(
    r"^(our|we|it|its|this|these|the|that|such|their|they|both|all|us|those|each)\b", re.IGNORECASE
)
_GENERIC: Final = (
    {"method", "methods", "model", "models", "approach", "approaches", "framework", "frameworks", "paper", "technique"}
    | {
        "techniques",
        "system",
        "systems",
        "architecture",
        "architectures",
        "algorithm",
        "algorithms",
        "network",
        "study",
    }
    | {"networks", "work", "proposed", "novel", "new", "strategy", "best", "resultant", "resulting", "solution", "one"}
    | {"former", "latter", "proposal", "mechanism", "baseline", "ones", "benchmark", "dataset", "datasets"}
)


def is_generic(wording: str) -> bool:
    """Tell whether a wording points at a thing, or consists of words that name nothing by themselves."""
    return bool(_POINTING.match(wording)) or all(word in _GENERIC for word in re.findall(r"\w+", wording.lower()))
