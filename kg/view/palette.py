"""What types and relations look like: a shape and a colour for each type, a colour and a dash for each relation.

The seven colours of each theme stay apart under the three kinds of colour blindness (contrast to the ground at least
3.2 : 1); types that share a colour differ in shape, relations that share one differ in dash. Shapes are polygons in the
unit square, so that canvas, legend and printed picture draw the same thing.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

from kg.schema import ENTITY_TYPES, RELATIONS

LIGHT: Final = ("#3658aa", "#cc7e44", "#b6446f", "#554c0f", "#9285dd", "#164335", "#7f276c", "#5c6672")
DARK: Final = ("#8a8fb2", "#efc36b", "#cc7885", "#b34d3e", "#e0d8fe", "#a3edc1", "#845aac", "#9aa4b0")
BLUE, ORANGE, RED, OLIVE, LILAC, GREEN, PURPLE, GREY = range(8)

Polygon = tuple[tuple[float, float], ...]


def _regular(corners: int, turn: float = -90.0, inner: float = 1.0) -> Polygon:
    """A polygon on the unit circle; with ``inner`` below 1 a star."""
    count = corners if inner == 1.0 else corners * 2
    return tuple(
        (
            round(math.cos(math.radians(turn + 360 * i / count)) * (inner if inner < 1 and i % 2 else 1), 3),
            round(math.sin(math.radians(turn + 360 * i / count)) * (inner if inner < 1 and i % 2 else 1), 3),
        )
        for i in range(count)
    )


def _plus(turn: float) -> Polygon:
    """A cross with thick arms, turned."""
    arm, end = 0.36, 0.98
    corner = ((-arm, -end), (arm, -end), (arm, -arm))
    cosine, sine = math.cos(math.radians(turn)), math.sin(math.radians(turn))
    points = []
    for quarter in range(4):
        for x, y in corner:
            for _ in range(quarter):
                x, y = -y, x
            points.append((round(x * cosine - y * sine, 3), round(x * sine + y * cosine, 3)))
    return tuple(points)


# an empty polygon is the unit circle
SHAPES: Final[dict[str, Polygon]] = {
    "circle": (),
    "square": ((-0.85, -0.85), (0.85, -0.85), (0.85, 0.85), (-0.85, 0.85)),
    "diamond": _regular(4),
    "hexagon": _regular(6, 0.0),
    "triangle": _regular(3),
    "wedge": _regular(3, 90.0),
    "star": _regular(5, -90.0, 0.46),
    "cross": _plus(45.0),
    "plus": _plus(0.0),
    "pentagon": _regular(5),
    "page": ((-0.72, -0.95), (0.3, -0.95), (0.72, -0.5), (0.72, 0.95), (-0.72, 0.95)),
    "arrow": ((-0.95, -0.6), (0.3, -0.6), (0.98, 0.0), (0.3, 0.6), (-0.95, 0.6)),
}


@dataclass(frozen=True, slots=True)
class Look:
    """The shape of a type, and the place of its colour in both themes."""

    shape: str
    colour: int


@dataclass(frozen=True, slots=True)
class Stroke:
    """The colour and dash of a relation, and how it reads from the tail's side."""

    colour: int
    dash: tuple[int, ...]
    inverse: str


TYPE_LOOK: Final[dict[str, Look]] = {
    "Paper": Look("page", GREY),
    "Model": Look("circle", BLUE),
    "Method": Look("square", LILAC),
    "Task": Look("diamond", GREEN),
    "Dataset": Look("hexagon", ORANGE),
    "Metric": Look("triangle", OLIVE),
    "Hardware": Look("plus", PURPLE),
    "Software": Look("pentagon", PURPLE),
    "Property": Look("wedge", OLIVE),
    "Problem": Look("cross", RED),
    "Result": Look("star", ORANGE),
    "Resource": Look("arrow", GREY),
}
OTHER_LOOK: Final = Look("circle", GREY)

SOLID: Final[tuple[int, ...]] = ()
DASHED: Final = (7, 5)
DOTTED: Final = (2, 4)

RELATION_STROKE: Final[dict[str, Stroke]] = {
    "proposes": Stroke(GREY, SOLID, "is proposed by"),
    "isA": Stroke(BLUE, DASHED, "has the kind"),
    "basedOn": Stroke(BLUE, SOLID, "is the basis of"),
    "uses": Stroke(LILAC, SOLID, "is used by"),
    "usedFor": Stroke(GREEN, SOLID, "is served by"),
    "trainedOn": Stroke(ORANGE, DASHED, "is training data of"),
    "evaluatedOn": Stroke(ORANGE, SOLID, "is test bed of"),
    "comparedWith": Stroke(RED, DOTTED, "is compared with"),
    "outperforms": Stroke(RED, SOLID, "is outperformed by"),
    "matches": Stroke(RED, DASHED, "matches"),
    "achieves": Stroke(ORANGE, DOTTED, "is achieved by"),
    "improves": Stroke(OLIVE, SOLID, "is improved by"),
    "reduces": Stroke(OLIVE, DASHED, "is reduced by"),
    "targets": Stroke(PURPLE, DOTTED, "is targeted by"),
    "hasLimitation": Stroke(PURPLE, DASHED, "limits"),
    "addresses": Stroke(PURPLE, SOLID, "is addressed by"),
    "availableAt": Stroke(GREY, DOTTED, "holds"),
}

TYPE_ORDER: Final = {t.name: place for place, t in enumerate(ENTITY_TYPES)}
RELATION_ORDER: Final = {r.name: place for place, r in enumerate(RELATIONS)}


def look(type: str) -> Look:
    """Return how a type is drawn; one that the schema does not know is a grey circle."""
    return TYPE_LOOK.get(type, OTHER_LOOK)


def stroke(relation: str) -> Stroke:
    """Return how a relation is drawn; one that the schema does not know is a grey line."""
    return RELATION_STROKE.get(relation) or Stroke(GREY, SOLID, f"{relation} of")


def radius(support: int) -> float:
    """Return a node's radius: its area grows with the number of claims about it."""
    return round(min(30.0, 6 + 3.2 * math.sqrt(support)), 1)
