"""A graph in the formats of other tools: RDF in all its spellings, networks, tables.

Each format is a function from the graph to pieces of text, under its extension in ``FORMATS``.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from kg import iri, records
from kg.errors import UnknownNameError
from kg.model import Claim, Graph
from kg.store import oxigraph, rdf, syntax
from kg.store.terms import PREFIXES, TYPE, Literal, Node, Triple

_NOT_IN_XML: Final = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_DATED: Final = re.compile(r' lastmodifieddate="[^"]*"')


def written(graph: Graph, name: str) -> Iterable[str]:
    """Return the graph in the format that the file's name asks for, in pieces.

    Raises:
        UnknownNameError: no format has this extension.
    """
    for extension, form in FORMATS.items():
        if name.lower().endswith("." + extension):
            return form(graph)
    raise UnknownNameError(f"{name}: no known format. Known extensions: {', '.join(FORMATS)}")


def _turtle(graph: Graph) -> Iterator[str]:
    return syntax.turtle(rdf.triples(graph))


def _ntriples(graph: Graph) -> Iterator[str]:
    return syntax.ntriples(rdf.triples(graph))


def _json_ld(graph: Graph) -> Iterator[str]:
    yield '{"@context": ' + json.dumps(PREFIXES) + ',\n "@graph": [\n'
    nodes: dict[str, dict[str, list[object]]] = {}
    for subject, predicate, node in rdf.triples(graph):
        found = nodes.setdefault(subject, {}).setdefault("@type" if predicate == TYPE else predicate, [])
        found.append(node if predicate == TYPE else _json_value(node))
    for i, (subject, values) in enumerate(nodes.items()):
        yield (",\n" if i else "") + json.dumps({"@id": subject, **_compacted(values)}, ensure_ascii=False)
    yield "\n]}\n"


def _json_value(node: Node) -> object:
    if isinstance(node, str):
        return {"@id": node}
    if node.datatype:
        return {"@value": node.text, "@type": node.datatype}
    return {"@value": node.text, "@language": node.language} if node.language else node.text


def _compacted(values: dict[str, list[object]]) -> dict[str, object]:
    """Return the predicates with their prefixes, a single value without its list."""
    return {
        predicate if predicate.startswith("@") else syntax.compact(predicate).strip("<>"): (
            found[0] if len(found) == 1 else found
        )
        for predicate, found in values.items()
    }


def _rdf_xml(graph: Graph) -> Iterator[str]:
    triples: Iterator[Triple] = (
        (s, p, o if isinstance(o, str) else Literal(_in_xml(o.text), o.datatype, o.language))
        for s, p, o in rdf.triples(graph)
    )
    yield oxigraph.serialised(triples, "rdf").decode()


def _graphml(graph: Graph) -> Iterator[str]:
    import networkx

    from kg.networks import network

    for line in networkx.generate_graphml(network(graph), named_key_ids=True):
        yield _in_xml(line) + "\n"


def _gexf(graph: Graph) -> Iterator[str]:
    import networkx

    from kg.networks import network

    net = network(graph)
    networkx.set_node_attributes(net, {node: data["name"] for node, data in net.nodes(data=True)}, "label")
    for _, _, data in net.edges(data=True):
        data["label"] = data["relation"]
        data["weight"] = data["confidence"]
    for line in networkx.generate_gexf(net):
        yield _DATED.sub("", _in_xml(line)) + "\n"  # the day of the export is no part of the graph


def _facts_jsonl(graph: Graph) -> Iterator[str]:
    return records.json_lines(graph.claims, {paper.id: paper.title for paper in graph.papers})


def _facts_csv(graph: Graph) -> Iterator[str]:
    return records.csv_lines(graph.claims, {paper.id: paper.title for paper in graph.papers})


def _nodes_csv(graph: Graph) -> Iterator[str]:
    header = ("iri:ID", "name", "aliases:string[]", ":LABEL")
    return _rows(header, ((e.iri, e.name, ";".join(e.aliases), f"Entity;{e.type}".strip(";")) for e in graph.entities))


def _edges_csv(graph: Graph) -> Iterator[str]:
    titles = {paper.id: paper.title for paper in graph.papers}
    header = (
        *(":START_ID", ":END_ID", ":TYPE", "evidence", "paper", "start:int", "end:int", "confidence:float"),
        *rdf.QUALIFIERS,
    )

    def row(claim: Claim) -> tuple[object, ...]:
        qualifiers = (getattr(claim.qualifiers, name) for name in rdf.QUALIFIERS)
        return (
            *(claim.head_entity, claim.tail_entity, claim.relation, claim.evidence, titles.get(claim.paper_id, "")),
            *(claim.start, claim.end, claim.confidence, *qualifiers),
        )

    return _rows(header, (row(claim) for claim in graph.claims if not claim.modality))


def _nanopublications(graph: Graph) -> Iterator[str]:
    """Yield a nanopublication for each plain claim: assertion, provenance and publication info as named graphs."""
    for prefix, namespace in {**PREFIXES, "np": "http://www.nanopub.org/nschema#"}.items():
        yield f"@prefix {prefix}: <{namespace}> .\n"
    for claim in filter(rdf.is_direct, graph.claims):
        base = f"{iri.ROOT}np/{claim.id}"
        paper = syntax.compact(iri.paper_iri(claim.paper_id))
        head, tail = syntax.compact(claim.head_entity), syntax.compact(claim.tail_entity)
        parts = {part: f"<{base}#{part}>" for part in ("head", "assertion", "provenance", "pubinfo")}
        yield (
            f"\n{parts['head']} {{\n    <{base}> a np:Nanopublication ; np:hasAssertion {parts['assertion']} ;\n"
            f"        np:hasProvenance {parts['provenance']} ; np:hasPublicationInfo {parts['pubinfo']} .\n}}\n"
            f"{parts['assertion']} {{ {head} kg:{claim.relation} {tail} . }}\n"
            f"{parts['provenance']} {{\n    {parts['assertion']} prov:wasDerivedFrom {paper} ;\n"
            f"        prov:wasQuotedFrom <{rdf.selector_iri(claim)}> ; kg:confidence {claim.confidence!r} .\n"
            f"    <{rdf.selector_iri(claim)}> oa:exact {syntax.quoted(claim.evidence)} .\n}}\n"
            f"{parts['pubinfo']} {{ <{base}> prov:wasDerivedFrom claim:{claim.id} . }}\n"
        )


def _rows(header: Iterable[str], rows: Iterable[Iterable[object]]) -> Iterator[str]:
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\n")
    for row in (header, *rows):
        writer.writerow(row)
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()


def _in_xml(text: str) -> str:
    """Return the text without the control characters that XML cannot hold."""
    return _NOT_IN_XML.sub("\ufffd", text)


FORMATS: Final[dict[str, Callable[[Graph], Iterable[str]]]] = {
    "nodes.csv": _nodes_csv,
    "edges.csv": _edges_csv,
    "nanopub.trig": _nanopublications,
    "ttl": _turtle,
    "nt": _ntriples,
    "nq": _ntriples,
    "trig": _turtle,
    "jsonld": _json_ld,
    "rdf": _rdf_xml,
    "graphml": _graphml,
    "gexf": _gexf,
    "csv": _facts_csv,
    "jsonl": _facts_jsonl,
}
