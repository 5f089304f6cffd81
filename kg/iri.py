"""The IRIs of this project, made from content: two runs, or two builds apart, agree on every one.

``schema#`` holds classes and properties (prefix ``kg:``), ``entity/`` the entities by their normalised name, ``paper/``
the papers by their id, ``claim/`` the claims by a hash of paper, span and fact.
"""

from __future__ import annotations

import hashlib
from typing import Final
from urllib.parse import quote

ROOT: Final = "https://paper-kg.example/"
SCHEMA: Final = ROOT + "schema#"
ENTITY: Final = ROOT + "entity/"
PAPER: Final = ROOT + "paper/"
CLAIM: Final = ROOT + "claim/"


def digest(*parts: str) -> str:
    """Return 16 hexadecimal digits of the BLAKE2b hash of the parts."""
    return hashlib.blake2b("\x1f".join(parts).encode(), digest_size=8).hexdigest()


def entity_iri(key: str) -> str:
    """Return the IRI of the entity whose normalised name is ``key`` (spaces become hyphens)."""
    return ENTITY + quote(key.replace(" ", "-"), safe="-._~+")


def paper_iri(paper_id: str) -> str:
    """Return the IRI of a paper."""
    return PAPER + quote(paper_id, safe="-._~")
