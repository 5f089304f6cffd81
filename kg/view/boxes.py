"""Moving boxes apart until none overlaps another, each as little as the others allow."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Ints = NDArray[np.intp]

ROUNDS: Final = 150


def overlaps(place: Array, size: Array) -> tuple[Ints, Ints, Array]:
    """Return the pairs of boxes that overlap, each once, and by how much along both axes.

    Args:
        place: the centres, one row a box.
        size: widths and heights.
    """
    cell = size.max(axis=0)
    column, row = np.floor(place / cell).astype(np.int64).T
    column, row = column - column.min() + 1, row - row.min() + 1
    rows = int(row.max()) + 2
    key = column * rows + row
    order = np.argsort(key, kind="stable")
    ranked = key[order]
    first: list[Ints] = []
    second: list[Ints] = []
    for step in (0, 1, rows - 1, rows, rows + 1):
        low = np.searchsorted(ranked, key + step, side="left")
        many = np.searchsorted(ranked, key + step, side="right") - low
        one = np.repeat(np.arange(len(key)), many)
        nth = np.arange(len(one)) - np.repeat(np.cumsum(many) - many, many)
        other = order[np.repeat(low, many) + nth]
        keep = one < other if step == 0 else slice(None)
        first.append(one[keep])
        second.append(other[keep])
    a, b = np.concatenate(first), np.concatenate(second)
    excess = (size[a] + size[b]) / 2 - np.abs(place[a] - place[b])
    hit = (excess > 1e-6).all(axis=1)
    return a[hit], b[hit], excess[hit]


def apart(place: Array, size: Array) -> Array:
    """Return the centres after the boxes have pushed each other apart along the shorter way."""
    place = place.copy()
    if len(place) < 2:
        return place
    for round in range(ROUNDS):
        a, b, excess = overlaps(place, size)
        if not len(a):
            return place
        along = (excess[:, 1] < excess[:, 0]).astype(int)
        way = np.arange(len(a))
        sign = np.where(place[a, along] >= place[b, along], 1.0, -1.0)
        push = excess[way, along] / 2 * sign * 1.02
        for axis in (0, 1):
            mine = along == axis
            move = np.bincount(a[mine], push[mine], len(place)) - np.bincount(b[mine], push[mine], len(place))
            # pushed from many sides at once, a box would jump: take the mean of what is asked of it, at first
            asked = np.bincount(a[mine], minlength=len(place)) + np.bincount(b[mine], minlength=len(place))
            place[:, axis] += move / np.maximum(1, asked if round < ROUNDS // 2 else np.sqrt(asked))
    return _spread(place, size)


def _spread(place: Array, size: Array) -> Array:
    """What is still crowded is scaled up as a whole until nothing overlaps."""
    for _ in range(200):
        if not len(overlaps(place, size)[0]):
            break
        place = place * 1.04
    return place
