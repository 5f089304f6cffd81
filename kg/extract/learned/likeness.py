"""When two names of one paper may name one thing: a looser test than equal keys, for the review of statements."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache

from kg.extract.naming import folded


@lru_cache(maxsize=16384)
def folded_words(name: str) -> tuple[str, ...]:
    """Return the words of a name that count, see ``kg.extract.naming.folded``."""
    return tuple(folded(name).split())


@lru_cache(maxsize=65536)
def alike(one: tuple[str, ...], two: tuple[str, ...]) -> bool:
    """Tell whether two folded names are equal, or share the last word and at least half of their words."""
    if one == two:
        return True
    if not one or not two or one[-1] != two[-1]:
        return False
    return 4 * (Counter(one) & Counter(two)).total() >= len(one) + len(two)
