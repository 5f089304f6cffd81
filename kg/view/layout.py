"""Positions, computed beforehand: the page opens with every node in its place and nothing moves.

Each connected component is laid out by forces of its own, started from its communities (Louvain), then its boxes are
moved apart, then the components are packed. Repulsion is exact inside a community and goes by the centroid between
communities, so that the cost grows with n to the power 1.5 and 10,000 nodes take seconds. All ids are integers: nothing
depends on the order of a hash.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from kg.view.boxes import apart
from kg.view.packing import pack

Array = NDArray[np.float64]
Ints = NDArray[np.intp]
Point = tuple[int, int]

GOLDEN_ANGLE: Final = math.pi * (3 - math.sqrt(5))
SPRING: Final = 70.0
STEPS: Final = 160
SEED: Final = 7
WITHIN, BETWEEN = 1.0, 0.35


@dataclass(frozen=True, slots=True)
class Box:
    """The room that a node takes, label included where it is to be seen."""

    width: float
    height: float


def positions(
    nodes: Iterable[int], edges: Iterable[tuple[int, int]], boxes: Mapping[int, Box], aspect: float = 1.25
) -> dict[int, Point]:
    """Return a place for each node, centred on the origin.

    Args:
        nodes: integer ids; their order does not matter.
        edges: pairs of those ids; loops and repeated pairs are harmless.
        boxes: the room that each node takes; boxes do not overlap in the result.
        aspect: width to height of the surface that the components are packed into.
    """
    graph = nx.Graph()
    graph.add_nodes_from(sorted(nodes))
    graph.add_edges_from(sorted({(min(a, b), max(a, b)) for a, b in edges if a != b}))
    components = sorted((sorted(c) for c in nx.connected_components(graph)), key=lambda c: (-len(c), c[0]))
    placed: list[tuple[list[int], Array, Array]] = []
    for component in components:
        size = np.array([[boxes[n].width, boxes[n].height] for n in component])
        placed.append((component, apart(_forces(graph, component), size), size))
    offsets = pack([(place, size, _pairs(graph, nodes)) for nodes, place, size in placed], aspect)
    result = {
        node: (round(float(x)), round(float(y)))
        for (component, place, _), offset in zip(placed, offsets, strict=True)
        for node, (x, y) in zip(component, place + offset, strict=True)
    }
    return dict(sorted(result.items()))


def _pairs(graph: nx.Graph, nodes: Sequence[int]) -> Ints:
    number = {node: place for place, node in enumerate(nodes)}
    pairs = sorted((number[a], number[b]) for a, b in graph.subgraph(nodes).edges)
    return np.array(pairs, dtype=np.intp).reshape(-1, 2)


def _forces(graph: nx.Graph, nodes: Sequence[int]) -> Array:
    """Lay out one component; the result is in the order of ``nodes``."""
    if len(nodes) == 1:
        return np.zeros((1, 2))
    part = nx.Graph()
    part.add_nodes_from(nodes)
    part.add_edges_from(sorted((min(e), max(e)) for e in graph.subgraph(nodes).edges))
    groups = [nodes] if len(nodes) < 12 else [sorted(c) for c in nx.community.louvain_communities(part, seed=SEED)]
    groups = sorted(groups, key=lambda c: (-len(c), c[0]))
    order = [node for group in groups for node in group]
    group = np.repeat(np.arange(len(groups)), [len(g) for g in groups])
    number = {node: place for place, node in enumerate(order)}
    pairs = np.array(sorted((number[a], number[b]) for a, b in part.edges), dtype=np.intp)
    place = _simulate(_start(group), pairs, group)
    return place[[number[node] for node in nodes]]


def _start(group: Ints) -> Array:
    """Every community a disc, the discs on a spiral, the largest in the middle."""
    sizes = np.bincount(group)
    radius = SPRING * 0.6 * np.sqrt(sizes)
    before = np.concatenate([[0.0], np.cumsum(radius**2)[:-1]])
    turn = np.arange(len(sizes)) * GOLDEN_ANGLE
    centre = (np.sqrt(before) * 1.5)[:, None] * np.stack([np.cos(turn), np.sin(turn)], axis=1)
    rank = np.concatenate([np.arange(size) for size in sizes])
    angle = rank * GOLDEN_ANGLE
    spiral = (SPRING * 0.6 * np.sqrt(rank + 0.5))[:, None] * np.stack([np.cos(angle), np.sin(angle)], axis=1)
    return np.asarray(centre[group] + spiral)


def _simulate(place: Array, pairs: Ints, group: Ints) -> Array:
    count = len(place)
    head, tail = pairs[:, 0], pairs[:, 1]
    degree = np.bincount(pairs.ravel(), minlength=count).astype(float)
    mass = 1.0 + np.sqrt(degree)
    weight = np.where(group[head] == group[tail], WITHIN, BETWEEN)
    starts = np.flatnonzero(np.concatenate([[True], group[1:] != group[:-1]]))
    stops = np.append(starts[1:], count)
    total = np.add.reduceat(mass, starts)
    reach = SPRING * math.sqrt(count)
    for step in range(STEPS):
        force = _repulsion(place, mass, group, starts, stops, total) - place * (0.012 * mass)[:, None]
        pull = (place[tail] - place[head]) * (weight / SPRING * 1.4)[:, None]
        for axis in (0, 1):
            force[:, axis] += np.bincount(head, pull[:, axis], count) - np.bincount(tail, pull[:, axis], count)
        length = np.sqrt((force**2).sum(axis=1)) + 1e-9
        limit = reach * 0.08 * (1 - step / STEPS) ** 1.5 + 0.5
        place = place + force * (np.minimum(length, limit) / length)[:, None]
    return place


def _repulsion(place: Array, mass: Array, group: Ints, starts: Ints, stops: Ints, total: Array) -> Array:
    """Each node against all of its community, and against the centroids of the others."""
    centre = np.add.reduceat(place * mass[:, None], starts) / total[:, None]
    delta = place[:, None, :] - centre[None, :, :]
    share = total[None, :] / ((delta**2).sum(axis=2) + SPRING**2 * 0.25)
    share[np.arange(len(place)), group] = 0
    force = (share[:, :, None] * delta).sum(axis=1)
    for start, stop in zip(starts.tolist(), stops.tolist(), strict=True):
        own = place[start:stop]
        inner = own[:, None, :] - own[None, :, :]
        near = mass[None, start:stop] / ((inner**2).sum(axis=2) + SPRING**2 * 0.02)
        force[start:stop] += (near[:, :, None] * inner).sum(axis=1)
    return np.asarray(force * (mass * SPRING * 0.9)[:, None])
