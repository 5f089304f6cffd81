"""The page inside a notebook's cell: a frame that can run its own scripts and touch nothing around it."""

from __future__ import annotations

from html import escape
from typing import Final

from kg.model import Graph
from kg.view.page import page

SANDBOX: Final = "allow-scripts allow-downloads allow-popups"


def frame(graph: Graph, height: int = 640) -> str:
    """Return the HTML by which a graph shows itself in Jupyter."""
    return (
        f'<iframe title="Knowledge graph" sandbox="{SANDBOX}" srcdoc="{escape(page(graph))}" '
        f'style="width: 100%; height: {height}px; border: 1px solid #d9dde3; border-radius: 8px"></iframe>'
    )
