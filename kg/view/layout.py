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
# lengths are in units of a box's side; the numbers below were chosen by eye on graphs of 150 to 5,000 nodes
SPRING: Final = 0.4
PULL: Final = 1.0
GRAVITY: Final = 0.25
STEPS: Final = 120
SEED: Final = 7
WITHIN, BETWEEN = 1.0, 0.35


@dataclass(frozen=True, slots=True)
class Box:
    """The room that a node takes, label included where it is to be seen."""

    width: float
    height: float


def positions(
    nodes: Iterable[int], edges: Iterable[tuple[int, int]], boxes: Mapping[int, Box], aspect: float = 1.1
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
        place = _forces(graph, component) * math.sqrt(float((size[:, 0] * size[:, 1]).mean()))
        placed.append((component, apart(place, size), size))
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
    """Lay out one component, a box being 1 wide; the result is in the order of ``nodes``."""
    degrees = dict(graph.degree(nodes))
    if max(degrees.values()) == len(nodes) - 1 == sum(degrees.values()) / 2:
        return _star(nodes, max(nodes, key=lambda node: (degrees[node], -node)))
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


def _star(nodes: Sequence[int], hub: int) -> Array:
    """The commonest component: a ring around one node; a lone node and a pair are stars, too."""
    leaves = len(nodes) - 1
    angle = np.arange(leaves) * 2 * math.pi / max(leaves, 1) - (0.6 if leaves < 3 else math.pi / 2)
    reach = SPRING * max(1.0, leaves / 2 / math.pi * 1.4)
    ring = iter(np.stack([np.cos(angle), np.sin(angle)], axis=1) * reach)
    return np.array([np.zeros(2) if node == hub else next(ring) for node in nodes])


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
    steps = STEPS if count > 40 else STEPS // 2
    for step in range(steps):
        force = _repulsion(place, mass, group, starts, stops, total) - place * (GRAVITY * mass)[:, None]
        pull = (place[tail] - place[head]) * (weight * PULL)[:, None]
        for axis in (0, 1):
            force[:, axis] += np.bincount(head, pull[:, axis], count) - np.bincount(tail, pull[:, axis], count)
        length = np.sqrt((force**2).sum(axis=1)) + 1e-9
        limit = reach * 0.08 * (1 - step / steps) ** 1.5 + 0.005
        place = place + force * (np.minimum(length, limit) / length)[:, None]
    return place


def _repulsion(place: Array, mass: Array, group: Ints, starts: Ints, stops: Ints, total: Array) -> Array:
    """Each node against all of its community, and against the centroids of the others."""
    centre = np.add.reduceat(place * mass[:, None], starts) / total[:, None]
    force = _push(place, centre, total, SPRING**2 * 0.25, group)
    for start, stop in zip(starts.tolist(), stops.tolist(), strict=True):
        own = place[start:stop]
        force[start:stop] += _push(own, own, mass[start:stop], SPRING**2 * 0.02, None)
    return np.asarray(force * (mass * SPRING**2)[:, None])


def _push(place: Array, source: Array, mass: Array, soft: float, skip: Ints | None) -> Array:
    """What the sources do to each place, one of them left out where ``skip`` names it."""
    x = place[:, 0, None] - source[None, :, 0]
    y = place[:, 1, None] - source[None, :, 1]
    share = mass[None, :] / (x * x + y * y + soft)
    if skip is not None:
        share[np.arange(len(place)), skip] = 0
    return np.stack([np.einsum("ij,ij->i", share, x), np.einsum("ij,ij->i", share, y)], axis=1)
