"""Laying components side by side: each goes as near to the middle as the ones before it allow."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Ints = NDArray[np.intp]
Component = tuple[Array, Array, Ints]

MARGIN: Final = 1
NEIGHBOURS: Final = [(x, y) for x in range(-MARGIN, MARGIN + 1) for y in range(-MARGIN, MARGIN + 1)]


def pack(components: Sequence[Component], aspect: float) -> list[Array]:
    """Return what to add to each component's places, so that none touches another and the whole is centred.

    Args:
        components: places, sizes and edges of each, the largest first.
        aspect: width to height of the whole.
    """
    if not components:
        return []
    cell = float(np.median(np.concatenate([size for _, size, _ in components]), axis=0).min()) * 0.8
    middles = [(place.min(axis=0) + place.max(axis=0)) / 2 for place, _, _ in components]
    shapes = [
        _cells((place - middle) / cell, size / cell, edges)
        for (place, size, edges), middle in zip(components, middles, strict=True)
    ]
    surface = _Surface(shapes, aspect)
    return [surface.put(shape) * cell - middle for shape, middle in zip(shapes, middles, strict=True)]


class _Surface:
    """A grid of cells, some taken, with the distance of each from the middle."""

    def __init__(self, shapes: Sequence[Ints], aspect: float) -> None:
        self._edge = max(int(np.abs(shape).max()) for shape in shapes) + MARGIN + 1
        room = sum(len(shape) + 6 * np.sqrt(len(shape)) + 9 for shape in shapes)
        reach = int(self._edge + 1.2 * np.sqrt(room))
        self._half = np.array([int(reach * aspect), reach])
        self._taken = np.zeros(2 * (self._half + self._edge) + 1, dtype=bool)
        x, y = (np.arange(-half, half + 1) for half in self._half)
        self._distance = (x[:, None] / aspect) ** 2 + y[None, :] ** 2

    def put(self, shape: Ints) -> Array:
        """Take the cells of a shape where it fits nearest to the middle; return where its own middle came to lie."""
        width, height = self._distance.shape
        blocked = np.zeros((width, height), dtype=bool)
        for x, y in (shape + self._edge).tolist():
            blocked |= self._taken[x : x + width, y : y + height]
        best = int(np.argmin(np.where(blocked, np.inf, self._distance)))
        at = np.array(np.unravel_index(best, (width, height)))
        for x, y in NEIGHBOURS:
            column, row = (shape + at + self._edge + (x, y)).T
            self._taken[column, row] = True
        return np.asarray((at - self._half).astype(float))


def _cells(place: Array, size: Array, edges: Ints) -> Ints:
    """The cells that a component's boxes and edges touch, one row each."""
    cells: set[tuple[int, int]] = set()
    low = np.floor(place - size / 2).astype(int).tolist()
    high = np.floor(place + size / 2).astype(int).tolist()
    for (left, top), (right, bottom) in zip(low, high, strict=True):
        cells.update((x, y) for x in range(left, right + 1) for y in range(top, bottom + 1))
    for a, b in edges.tolist():
        steps = int(np.abs(place[b] - place[a]).max()) + 1
        way = place[a] + (place[b] - place[a]) * np.linspace(0, 1, steps + 1)[:, None]
        cells.update((x, y) for x, y in np.floor(way).astype(int).tolist())
    return np.array(sorted(cells), dtype=np.intp)
