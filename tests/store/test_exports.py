"""Each export is read back by another reader than its writer, and holds what the graph holds."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import networkx
import pytest
import rdflib
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings

from kg.cli import main
from kg.model import Graph
from kg.store import exports, rdf, read_graph, syntax, turtle, write_store
from tests.store.made import entity, made
from tests.store.strategies import graphs

KEEP = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
RDFLIB = {"ttl": "turtle", "nt": "nt", "jsonld": "json-ld", "rdf": "xml"}
PLAIN = [claim for claim in made().claims if not claim.modality]


def text(graph: Graph, extension: str) -> str:
    return "".join(exports.written(graph, f"graph.{extension}"))


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")  # rdflib's own reader raises it
@pytest.mark.parametrize("extension", sorted(RDFLIB))
def test_rdflib_reads_the_same_triples_from_every_spelling_of_rdf(extension: str) -> None:
    expected = rdflib.Graph().parse(data="".join(syntax.ntriples(rdf.triples(made()))), format="nt")
    found = rdflib.Graph().parse(data=text(made(), extension), format=RDFLIB[extension])
    assert set(found) == set(expected)


@pytest.mark.parametrize("extension", ["ttl", "nt", "nq", "trig", "jsonld"])
@KEEP
@given(graph=graphs())
def test_any_graph_comes_back_whole_from_every_lossless_format(tmp_path: Path, extension: str, graph: Graph) -> None:
    path = tmp_path / f"graph.{extension}"
    path.write_text(text(graph, extension), encoding="utf-8")
    assert read_graph(path) == graph


def test_rdf_xml_keeps_all_but_control_characters(tmp_path: Path) -> None:
    path = tmp_path / "graph.rdf"
    path.write_text(text(made(), "rdf"), encoding="utf-8")
    assert read_graph(path) == made()


@KEEP
@given(graphs())
def test_any_graph_is_a_network_that_networkx_reads(graph: Graph) -> None:
    for extension, read in (("graphml", networkx.parse_graphml), ("gexf", read_gexf)):
        net = read(text(graph, extension))
        assert net.number_of_nodes() == len(graph.entities)
        assert net.number_of_edges() == len(graph.claims)


def read_gexf(data: str) -> networkx.Graph:
    return networkx.read_gexf(io.BytesIO(data.encode()))


def test_a_network_carries_names_relations_and_quotes() -> None:
    for extension, read in (("graphml", networkx.parse_graphml), ("gexf", read_gexf)):
        net = read(text(made(), extension))
        assert net.nodes[entity("BERT")]["name"] == "BERT"
        edges = list(net.get_edge_data(entity("AlphaNet"), entity("BERT")).values())
        assert {edge["relation"] for edge in edges} == {"outperforms", "basedOn"}
        assert any(edge["evidence"] == "AlphaNet outperforms BERT by 3.5% F1 on GLUE" for edge in edges)
        (hedged,) = net.get_edge_data(entity("AlphaNet"), entity("GPT-2")).values()
        assert hedged["modality"] == "hedged"


def test_the_same_graph_gives_the_same_bytes_in_every_format() -> None:
    for extension in exports.FORMATS:
        assert text(made(), extension) == text(made(), extension)
        assert text(made(), extension)
    assert "lastmodified" not in text(made(), "gexf")


def test_the_tables_for_neo4j_join_and_their_headers_are_its_own() -> None:
    nodes = list(csv.DictReader(io.StringIO(text(made(), "nodes.csv"))))
    edges = list(csv.DictReader(io.StringIO(text(made(), "edges.csv"))))
    assert {":START_ID", ":END_ID", ":TYPE"} <= set(edges[0])
    assert {edge[end] for edge in edges for end in (":START_ID", ":END_ID")} <= {node["iri:ID"] for node in nodes}
    assert len(edges) == len(PLAIN)
    (glue,) = [node for node in nodes if node["name"] == "GLUE"]
    assert (glue[":LABEL"], glue["aliases:string[]"]) == ("Entity;Dataset", "GLUE benchmark")


def test_facts_come_one_a_line() -> None:
    lines = [json.loads(line) for line in text(made(), "jsonl").splitlines()]
    rows = list(csv.DictReader(io.StringIO(text(made(), "csv"))))
    assert len(lines) == len(rows) == len(made().claims)
    assert [line["evidence"] for line in lines] == [row["evidence"] for row in rows]


def test_each_plain_fact_is_a_nanopublication_of_four_graphs() -> None:
    data = rdflib.Dataset()
    with pytest.warns(DeprecationWarning, match="Dataset"):  # rdflib's own reader raises it
        data.parse(data=text(made(), "nanopub.trig"), format="trig")
    facts = [claim for claim in made().claims if rdf.is_direct(claim)]
    np = rdflib.Namespace("http://www.nanopub.org/nschema#")
    quads = list(data.quads((None, None, None, None)))
    published = [s for s, p, o, _ in quads if (p, o) == (rdflib.RDF.type, np.Nanopublication)]
    assert len(published) == len(facts)
    assertions = {o for _, p, o, _ in quads if p == np.hasAssertion}
    stated = {(str(s), str(p), str(o)) for s, p, o, g in quads if g in assertions}
    assert (entity("AlphaNet"), "https://paper-kg.example/schema#outperforms", entity("BERT")) in stated
    assert len(stated) == len({(c.head_entity, c.relation, c.tail_entity) for c in facts})


def test_export_writes_the_format_of_the_extension(tmp_path: Path) -> None:
    write_store(made(), tmp_path / "output" / "store")
    for extension in exports.FORMATS:
        path = tmp_path / f"graph.{extension}"
        result = CliRunner().invoke(main, ["export", str(path), "-g", str(tmp_path / "output")])
        assert result.exit_code == 0, result.output
        assert path.read_text(encoding="utf-8") == text(made(), extension)
    assert (tmp_path / "graph.ttl").read_bytes() == turtle(made())


def test_an_unknown_format_is_named_with_those_that_are_known(tmp_path: Path) -> None:
    write_store(made(), tmp_path / "store")
    result = CliRunner().invoke(main, ["export", str(tmp_path / "graph.docx"), "-g", str(tmp_path)])
    assert result.exit_code == 1
    assert "graph.docx: no known format. Known extensions: " in result.stderr
    assert not (tmp_path / "graph.docx").exists()


def test_export_to_standard_output_takes_a_format(tmp_path: Path) -> None:
    write_store(made(), tmp_path / "store")
    result = CliRunner().invoke(main, ["export", "-", "--format", "nt", "-g", str(tmp_path)])
    assert result.stdout == text(made(), "nt")
