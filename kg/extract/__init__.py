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
    from kg.extract.open.learned import LearnedOpenExtractor

    return LearnedOpenExtractor()


DEFAULT: Final = "learned"
OPEN_FACTS: Final = "open"
EXTRACTORS: Final[dict[str, Callable[[], Extractor]]] = {DEFAULT: _learned, "rules": _rules, OPEN_FACTS: _open}


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
    """Return what finds the facts of these layers.

    ``name`` says what finds the typed ones. A trained extractor finds open ones in the same pass where its folder has
    networks for them upon its encoder (``kg train-open`` makes some); else rules find them.
    """
    if OPEN not in layers or name == OPEN_FACTS:
        return load(name)
    from kg.extract.learned.extractor import LearnedExtractor
    from kg.extract.open.extractor import OpenExtractor, WithOpenFacts
    from kg.extract.open.learned import LearnedInOnePass, LearnedOpenExtractor, reads_open_facts

    typed = load(name)
    if isinstance(typed, LearnedExtractor) and reads_open_facts(typed.folder):
        return LearnedInOnePass(typed.folder) if TYPED in layers else LearnedOpenExtractor(typed.folder)
    return WithOpenFacts(typed, OpenExtractor()) if TYPED in layers else OpenExtractor()
