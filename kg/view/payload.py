"""The data inside the page: nodes and edges as pyvis makes them, and the tables that they point into."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from typing import Any, Final

from kg.iri import ROOT
from kg.model import Claim
from kg.schema import ENTITY_TYPES, RELATIONS
from kg.view.palette import DARK, LIGHT, SHAPES, look, radius, stroke
from kg.view.places import MOST_DRAWN, Places
from kg.view.scene import Scene

CURVES: Final = (0.0, 0.16, -0.16, 0.3, -0.3, 0.44, -0.44)


def payload(scene: Scene, places: Places) -> dict[str, Any]:
    """Return what is written into the page as JSON; its keys are read by ``assets/data.js``."""
    types = _types(scene)
    relations = _relations(scene)
    quotes: dict[str, int] = {}
    claims = [_claim(scene, claim, quotes) for claim in scene.claims]
    number = {paper.id: place for place, paper in enumerate(scene.papers)}
    for claim, record in zip(scene.claims, claims, strict=True):
        record["p"] = number[claim.paper_id]
    nodes, edges = _network(scene, places, {name: place for place, name in enumerate(relations)})
    return {
        "papers": [
            {"id": p.id, "title": p.title, "url": p.url, "year": p.year or 0, "authors": list(p.authors)}
            for p in scene.papers
        ],
        "types": [{"name": name, "comment": text, **_look(name)} for name, text in types.items()],
        "relations": [{"name": name, **record} for name, record in relations.items()],
        "shapes": {name: [list(point) for point in polygon] for name, polygon in SHAPES.items()},
        "colours": {"light": LIGHT, "dark": DARK},
        "most": MOST_DRAWN,
        "quotes": list(quotes),
        "claims": claims,
        "nodes": nodes,
        "edges": edges,
    }


def _look(type: str) -> dict[str, Any]:
    return {"shape": look(type).shape, "colour": look(type).colour}


def _types(scene: Scene) -> dict[str, str]:
    """The schema's types that occur, in its order, then those that it does not know."""
    present = {node.type for node in scene.nodes}
    known = {t.name: t.comment for t in ENTITY_TYPES if t.name in present}
    return known | dict.fromkeys(sorted(present - set(known)), "")


def _relations(scene: Scene) -> dict[str, dict[str, Any]]:
    present = {link.relation for link in scene.links}
    known = {r.name: (r.label, r.comment) for r in RELATIONS if r.name in present}
    known |= {name: (name, "") for name in sorted(present - set(known))}
    return {
        name: {
            "label": label,
            "comment": comment,
            "inverse": stroke(name).inverse,
            "colour": stroke(name).colour,
            "dash": list(stroke(name).dash),
        }
        for name, (label, comment) in known.items()
    }


def _claim(scene: Scene, claim: Claim, quotes: dict[str, int]) -> dict[str, Any]:
    """A claim without what its edge says already; names only where they differ from the entity's."""
    head, tail = scene.nodes[scene.place[claim.head_entity]], scene.nodes[scene.place[claim.tail_entity]]
    record: dict[str, Any] = {
        "q": quotes.setdefault(claim.evidence, len(quotes)),
        "c": claim.confidence,
        "h": "" if claim.head == head.name else claim.head,
        "t": "" if claim.tail == tail.name else claim.tail,
        "ht": claim.head_text,
        "tt": claim.tail_text,
        **asdict(claim.qualifiers),
    }
    return {key: value for key, value in record.items() if value != ""}


def _network(
    scene: Scene, places: Places, relations: dict[str, int]
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Let pyvis make the records that vis-network reads; further keys ride along."""
    from pyvis.edge import Edge  # loads IPython: half a second that only this command pays
    from pyvis.network import Network
    from pyvis.node import Node

    network = Network(directed=True, cdn_resources="in_line")
    for node in scene.nodes:
        x, y = places.whole.get(node.id, (None, None))
        options: dict[str, Any] = {"group": node.type, "size": radius(node.support), "iri": _key(node.iri)}
        options |= {"papers": list(node.papers)} | ({"aliases": list(node.aliases)} if node.aliases else {})
        options |= {"x": x, "y": y} if x is not None else {}
        options |= {"home": list(places.home[node.id])} if node.id in places.home else {}
        # add_node and add_edge search a list each time: 40 s at 10,000 nodes; ids are known to be unique here
        network.nodes.append(Node(node.id, look(node.type).shape, node.name, **options).options)
    first = {link.id for link in places.first}
    beside: Counter[tuple[int, int]] = Counter()
    for link in scene.links:
        pair = min(link.source, link.target), max(link.source, link.target)
        curve = CURVES[beside[pair] % len(CURVES)] * (1 if link.source <= link.target else -1)
        beside[pair] += 1
        options = {"id": link.id, "relation": relations[link.relation], "claims": list(link.claims)}
        options |= ({"curve": curve} if curve else {}) | ({"first": 1} if link.id in first else {})
        network.edges.append(Edge(link.source, link.target, True, **options).options)
    return network.nodes, network.edges


def _key(iri: str) -> str:
    """The part of an IRI that tells it from others in this graph; short enough for links."""
    return iri.removeprefix(ROOT)
