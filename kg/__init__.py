"""Turns a list of research papers into a knowledge graph in which every fact is tied to the words that state it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.api import KnowledgeGraph, build

__version__ = "0.1.0"
__all__ = ["KnowledgeGraph", "__version__", "build"]


def __getattr__(name: str) -> object:
    """Import the Python side when it is asked for, so that each part of the package can be imported alone."""
    if name in ("KnowledgeGraph", "build"):
        from kg import api

        return getattr(api, name)
    raise AttributeError(f"module 'kg' has no attribute '{name}'")
