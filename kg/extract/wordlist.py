"""Word lists as running text, which reads better than a page of quotation marks."""

from __future__ import annotations


def words(text: str) -> frozenset[str]:
    """Return the words of a text, split at white space."""
    return frozenset(text.split())
