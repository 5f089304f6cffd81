"""A graph as a network of networkx: entities as nodes, claims as edges, everything known of them as attributes."""

from __future__ import annotations

from dataclasses import asdict

import networkx

from kg.model import Graph


def network(graph: Graph) -> networkx.MultiDiGraph:
    """Return the network; nodes are keyed by IRI, edges by claim id, and all attributes are plain values."""
    titles = {paper.id: paper.title for paper in graph.papers}
    result = networkx.MultiDiGraph()
    for entity in graph.entities:
        result.add_node(entity.iri, name=entity.name, type=entity.type, aliases="; ".join(entity.aliases))
    for claim in graph.claims:
        attributes: dict[str, str | int | float] = {
            "relation": claim.relation,
            "paper": titles.get(claim.paper_id, ""),
            "paper_id": claim.paper_id,
            "evidence": claim.evidence,
            "start": claim.start,
            "end": claim.end,
            "confidence": claim.confidence,
            "extractor": claim.extractor,
            "layer": claim.layer,
            "modality": claim.modality,
        }
        attributes |= {name: text for name, text in asdict(claim.qualifiers).items() if text}
        result.add_edge(claim.head_entity, claim.tail_entity, key=claim.id, **attributes)
    return result
