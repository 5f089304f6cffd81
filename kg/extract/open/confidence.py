"""How sure an open fact is, by the rule that found it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

_OTHER: Final = 0.4  # rules that were seen less than twenty times
_SHARE: Final[Mapping[str, float]] = {
    "noun.prep": 0.67,
    "verb.object": 0.68,
    "relcl.object": 0.67,
    "acl.object": 0.66,
    "advcl.object": 0.59,
    "acl.prep": 0.52,
    "object.prep": 0.52,
    "verb.prep": 0.5,
    "advcl.prep": 0.42,
    "relcl.prep": 0.36,
    "verb.xcomp": 0.35,
}


def confidence(rule: str) -> float:
    """Return the share of this rule's facts that were right in the sentences it was made on."""
    return _SHARE.get(rule, _OTHER)
