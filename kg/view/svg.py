"""A picture for print: the same places, shapes and colours as the page, as one static SVG."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from typing import Final
from xml.etree import ElementTree as xml

from kg.model import Graph
from kg.schema import RELATION
from kg.view.layout import Point
from kg.view.palette import LIGHT, RELATION_ORDER, SHAPES, TYPE_ORDER, look, radius, stroke
from kg.view.places import LETTER, places, short
from kg.view.scene import Link, Node, Scene, scene

MARGIN: Final = 90
LINE: Final = 20
INK, PAPER_WHITE = "#1b222b", "#ffffff"
# what XML cannot hold, in whatever way it is written
UNWRITABLE: Final = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

Rectangle = tuple[float, float, float, float]


def overview_svg(graph: Graph) -> str:
    """Return the picture of the page's first view."""
    made = scene(graph)
    placed = places(made)
    return _picture(made, placed.first, placed.home)


def whole_svg(graph: Graph) -> str:
    """Return the picture of the whole graph, or of its best connected part where it is too large to draw."""
    made = scene(graph)
    placed = places(made)
    return _picture(made, [k for k in made.links if {k.source, k.target} <= placed.whole.keys()], placed.whole)


def _picture(scene: Scene, links: Sequence[Link], place: dict[int, Point]) -> str:
    nodes = [scene.nodes[id] for id in sorted(place)]
    key = _legend(nodes, links)
    xs, ys = [x for x, _ in place.values()] or [0], [y for _, y in place.values()] or [0]
    left, top = min(xs) - MARGIN, min(ys) - MARGIN
    width, height = max(xs) - left + MARGIN, max(ys) - top + MARGIN + LINE * (len(key) // 4 + 2)
    root = xml.Element("svg", xmlns="http://www.w3.org/2000/svg", viewBox=f"{left} {top} {width} {height}",
                       width=str(width), height=str(height))  # fmt: skip
    root.set("font-family", "Helvetica, Arial, sans-serif")
    root.set("font-size", "12")
    xml.SubElement(root, "title").text = f"{len(nodes)} entities, {len(links)} relations"
    xml.SubElement(root, "rect", x=str(left), y=str(top), width=str(width), height=str(height), fill=PAPER_WHITE)
    edges = xml.SubElement(root, "g", fill="none")
    for link in links:
        _edge(edges, scene, link, place)
    dots = xml.SubElement(root, "g", stroke=PAPER_WHITE)
    for node in nodes:
        dot = _shape(dots, look(node.type).shape, *place[node.id], radius(node.support))
        dot.set("fill", LIGHT[look(node.type).colour])
        xml.SubElement(dot, "title").text = _written(f"{node.name} ({node.type})")
    names = xml.SubElement(
        root, "g", {"fill": INK, "stroke": PAPER_WHITE, "stroke-width": "3", "paint-order": "stroke"}
    )
    for name, x, y in _names(nodes, place):
        xml.SubElement(names, "text", {"x": str(x), "y": str(y), "text-anchor": "middle"}).text = _written(name)
    foot = top + height - LINE * (len(key) // 4 + 1)
    for place_in_key, (is_type, name) in enumerate(key):
        column, row = place_in_key % 4, place_in_key // 4
        _key(root, is_type, name, left + 40 + column * (width - 80) / 4, foot + row * LINE)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + xml.tostring(root, encoding="unicode") + "\n"


def _written(text: str) -> str:
    return UNWRITABLE.sub("�", text)


def _shape(parent: xml.Element, shape: str, x: float, y: float, size: float) -> xml.Element:
    if not SHAPES[shape]:
        return xml.SubElement(parent, "circle", cx=str(x), cy=str(y), r=str(size))
    points = " ".join(f"{x + px * size:.1f},{y + py * size:.1f}" for px, py in SHAPES[shape])
    return xml.SubElement(parent, "polygon", points=points)


def _edge(parent: xml.Element, scene: Scene, link: Link, place: dict[int, Point]) -> None:
    (x1, y1), (x2, y2) = place[link.source], place[link.target]
    length = math.hypot(x2 - x1, y2 - y1) or 1.0
    short_by = radius(scene.nodes[link.target].support) + 2
    dx, dy = (x2 - x1) / length, (y2 - y1) / length
    x2, y2 = round(x2 - dx * short_by), round(y2 - dy * short_by)
    line = stroke(link.relation)
    colour = LIGHT[line.colour]
    path = xml.SubElement(parent, "path", {"d": f"M{x1} {y1}L{x2} {y2}", "stroke": colour, "stroke-width": "1.4"})
    if line.dash:
        path.set("stroke-dasharray", " ".join(map(str, line.dash)))
    corners = [(0, 0), (8, 3.5), (8, -3.5)]
    points = " ".join(f"{x2 - dx * a - dy * b:.1f},{y2 - dy * a + dx * b:.1f}" for a, b in corners)
    xml.SubElement(parent, "polygon", points=points, fill=colour)


def _names(nodes: Iterable[Node], place: dict[int, Point]) -> Iterable[tuple[str, float, float]]:
    """The names that fit, the most important first; none lies on another."""
    taken: list[Rectangle] = []
    for node in nodes:
        name = short(node.name)
        half = LETTER * len(name) / 2
        x, y = place[node.id]
        below = y + radius(node.support) + 13
        box = (x - half, below - 11, x + half, below + 3)
        if any(box[0] < b[2] and box[2] > b[0] and box[1] < b[3] and box[3] > b[1] for b in taken):
            continue
        taken.append(box)
        yield name, x, below


def _legend(nodes: Iterable[Node], links: Iterable[Link]) -> list[tuple[bool, str]]:
    """The types and the relations of the picture, in the order of the schema."""
    types = sorted({node.type for node in nodes}, key=lambda name: (TYPE_ORDER.get(name, 99), name))
    relations = sorted({link.relation for link in links}, key=lambda name: (RELATION_ORDER.get(name, 99), name))
    return [(True, name) for name in types] + [(False, name) for name in relations]


def _key(parent: xml.Element, is_type: bool, name: str, x: float, y: float) -> None:
    if is_type:
        _shape(parent, look(name).shape, x, y - 4, 7).set("fill", LIGHT[look(name).colour])
    else:
        line = stroke(name)
        sample = {"d": f"M{x - 10} {y - 4}h26", "stroke": LIGHT[line.colour], "stroke-width": "2"}
        if line.dash:
            sample["stroke-dasharray"] = " ".join(map(str, line.dash))
        xml.SubElement(parent, "path", sample)
    text = xml.SubElement(parent, "text", x=str(x + 22), y=str(y), fill=INK)
    text.text = _written(name if is_type or name not in RELATION else RELATION[name].label)
