"""Laying components side by side: each goes as near to the middle as the ones before it allow."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Ints = NDArray[np.intp]
Cell = tuple[int, int]

CELL: Final = 40.0


def pack(components: Sequence[tuple[Array, Array, Ints]], aspect: float) -> list[Array]:
    """Return what to add to each component's places, so that none touches another and the whole is centred.

    Args:
        components: places, sizes and edges of each, the largest first.
        aspect: width to height of the whole.
    """
    taken: set[Cell] = set()
    offsets: list[Array] = []
    ways = _spiral(4 + 2 * int(np.sqrt(sum(len(_cells(*c)) for c in components))), aspect)
    for place, size, edges in components:
        middle = (place.min(axis=0) + place.max(axis=0)) / 2
        cells = sorted(_cells(place - middle, size, edges))
        for column, row in ways:
            if not any((x + column, y + row) in taken for x, y in cells):
                break
        taken.update((x + column + dx, y + row + dy) for x, y in cells for dx in (-1, 0, 1) for dy in (-1, 0, 1))
        offsets.append(np.array([column, row]) * CELL - middle)
    return offsets


def _cells(place: Array, size: Array, edges: Ints) -> set[Cell]:
    """The cells that a component's boxes and edges touch."""
    cells: set[Cell] = set()
    low = np.floor((place - size / 2) / CELL).astype(int).tolist()
    high = np.floor((place + size / 2) / CELL).astype(int).tolist()
    for (left, top), (right, bottom) in zip(low, high, strict=True):
        cells.update((x, y) for x in range(left, right + 1) for y in range(top, bottom + 1))
    for a, b in edges.tolist():
        steps = int(np.abs(place[b] - place[a]).max() / CELL) + 1
        way = place[a] + (place[b] - place[a]) * np.linspace(0, 1, steps + 1)[:, None]
        cells.update((x, y) for x, y in np.floor(way / CELL).astype(int).tolist())
    return cells


def _spiral(reach: int, aspect: float) -> list[Cell]:
    """All cells, from the middle outwards in ellipses of the given aspect."""
    wide = int(reach * aspect) + 1
    cells = [(x, y) for x in range(-wide, wide + 1) for y in range(-reach, reach + 1)]
    return sorted(cells, key=lambda c: ((c[0] / aspect) ** 2 + c[1] ** 2, c))
