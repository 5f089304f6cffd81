"""Versions and sizes: apart as entities, linked to the family that they belong to.

"BERT-Large", "GPT-3" and "Llama-2-7B" are no other wordings of "BERT", "GPT" and "Llama-2", but whoever looks for the
family wants to find them. A link is made only to what the graph knows as an entity of a like type.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from kg.model import Entity
from kg.resolve.keys import key_of

_KINDS: Final = (
    frozenset({"Model", "Method"}),
    frozenset({"Software"}),
    frozenset({"Hardware"}),
    frozenset({"Dataset"}),
)
_SIZE: Final = r"\d+(?:\.\d+)?[kmbt]"
_SUFFIX: Final = re.compile(
    rf" (?:base|large|small|tiny|mini|medium|huge|nano|micro|giant|lite|light|xs|s|m|l|xl|xxl|pro|turbo|plus|instruct"
    rf"|chat|{_SIZE}|v?\d+(?:\.\d+)*|[a-z]\d+|{_SIZE} parameter)$|(?<=[a-z])v?\d+(?:\.\d+)*$|\+\+$"
)
_PREFIX: Final = re.compile(rf"^(?:{_SIZE}(?: parameter)?|tiny|mini|base|large|small|distilled|original|vanilla) ")


def broader(entities: Iterable[Entity]) -> tuple[Entity, ...]:
    """Return the entities with links to their families."""
    known = list(entities)
    by_key: dict[tuple[int, str], str] = {}
    for entity in known:
        for name in filter(_is_proper, (entity.name, *entity.aliases)):
            by_key.setdefault((_kind(entity.type), key_of(name, entity.type)), entity.iri)
    return tuple(replace(entity, broader=_families(entity, by_key)) for entity in known)


def _families(entity: Entity, by_key: dict[tuple[int, str], str]) -> tuple[str, ...]:
    kind = _kind(entity.type)
    if kind < 0:
        return ()
    for shorter in _shorter(key_of(entity.name, entity.type)):
        iri = by_key.get((kind, shorter))
        if iri is not None and iri != entity.iri:
            return (iri,)
    return ()


def _shorter(key: str) -> Iterator[str]:
    """Yield what is left of a key without its version, then without its size, and so on."""
    while True:
        rest = _PREFIX.sub("", key, count=1) if _PREFIX.match(key) else _SUFFIX.sub("", key, count=1)
        if rest == key or len(rest) < 2 or not re.search("[a-z]", rest):
            return
        key = rest
        yield key


def _is_proper(name: str) -> bool:
    """Tell whether a name is one of its own: "ViT", "T5", "Mamba", not "language model"."""
    return len(name.split()) <= 3 and ((name[:1].isupper() and " " not in name) or sum(map(str.isupper, name)) > 1)


def _kind(type: str) -> int:
    return next((n for n, types in enumerate(_KINDS) if type in types), -1)
