"""Where every node stands: once in the first view, with room for its label, and once in the whole graph."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from kg.view.layout import Box, Point, positions
from kg.view.overview import overview
from kg.view.palette import radius
from kg.view.scene import Link, Scene

MOST_DRAWN: Final = 3000
LABEL: Final = 26
LETTER: Final = 6.4


@dataclass(frozen=True, slots=True)
class Places:
    """Positions by node id.

    Attributes:
        first: the links of the first view; home: the places of their ends.
        whole: the places of the ``MOST_DRAWN`` best connected nodes in the whole graph.
    """

    first: tuple[Link, ...]
    home: dict[int, Point]
    whole: dict[int, Point]


def places(scene: Scene) -> Places:
    """Compute all positions of a scene."""
    first = overview(scene)
    home = _positions(first, {node.id: _labelled(scene, node.id) for node in scene.nodes})
    drawn = [link for link in scene.links if max(link.source, link.target) < MOST_DRAWN]
    bare = {node.id: Box(2 * radius(node.support) + 10, 2 * radius(node.support) + 10) for node in scene.nodes}
    return Places(first, home, _positions(drawn, bare))


def short(name: str, length: int = LABEL) -> str:
    """Cut a name to what a label holds."""
    return name if len(name) <= length else name[: length - 1].rstrip() + "…"


def _labelled(scene: Scene, node: int) -> Box:
    return Box(LETTER * len(short(scene.nodes[node].name)) + 14, 2 * radius(scene.nodes[node].support) + 24)


def _positions(links: Iterable[Link], boxes: dict[int, Box]) -> dict[int, Point]:
    links = list(links)
    nodes = {end for link in links for end in (link.source, link.target)}
    return positions(nodes, [(link.source, link.target) for link in links], boxes)
