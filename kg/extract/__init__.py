"""From papers to facts: the extractors by name.

Each entry imports its extractor when it is asked for, so that ``kg --help`` loads no model.
"""

from __future__ import annotations

from collections.abc import Callable
from difflib import get_close_matches
from pathlib import Path
from typing import Final

from kg.errors import UnknownNameError
from kg.extract.base import Extractor
from kg.model import OPEN, TYPED


def _rules() -> Extractor:
    from kg.extract.rules import RuleExtractor

    return RuleExtractor()


def _learned() -> Extractor:
    from kg.extract.learned.extractor import LearnedExtractor

    return LearnedExtractor()


def _open() -> Extractor:
    from kg.extract.open.extractor import OpenExtractor

    return OpenExtractor()


DEFAULT: Final = "learned"
OPEN_FACTS: Final = "open"
EXTRACTORS: Final[dict[str, Callable[[], Extractor]]] = {"learned": _learned, "rules": _rules, OPEN_FACTS: _open}


def load(name: str = DEFAULT) -> Extractor:
    """Return the extractor of this name, ready to use; a folder that ``kg train`` wrote is a name, too."""
    if name not in EXTRACTORS and Path(name).is_dir():
        from kg.extract.learned.extractor import LearnedExtractor

        return LearnedExtractor(Path(name))
    if name not in EXTRACTORS:
        nearest = get_close_matches(name, EXTRACTORS, 1)
        hint = f"Did you mean '{nearest[0]}'?" if nearest else f"There are: {', '.join(EXTRACTORS)}."
        raise UnknownNameError(f"no extractor is called '{name}'. {hint}")
    return EXTRACTORS[name]()


def for_layers(name: str, layers: frozenset[str]) -> Extractor:
    """Return what finds the facts of these layers; ``name`` says what finds the typed ones."""
    if OPEN not in layers or name == OPEN_FACTS:
        return load(name)
    if TYPED not in layers:
        return load(OPEN_FACTS)
    from kg.extract.open.extractor import WithOpenFacts

    return WithOpenFacts(load(name))
