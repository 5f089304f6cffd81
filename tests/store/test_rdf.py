"""Graph ⇄ RDF: nothing is lost, nothing is added, and rdflib reads the same."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
import rdflib
from hypothesis import HealthCheck, given, settings
from rdflib.compare import to_isomorphic

from kg.model import Graph
from kg.store import oxigraph, rdf, read_graph, reading, syntax, turtle, write_store
from kg.store.terms import KG, Literal
from tests.store.made import entity, made
from tests.store.strategies import graphs

KEEP = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@KEEP
@given(graphs())
def test_a_graph_comes_back_whole_from_its_turtle(tmp_path: Path, graph: Graph) -> None:
    path = tmp_path / "graph.ttl"
    path.write_bytes(turtle(graph))
    assert read_graph(path) == graph


@KEEP
@given(graphs())
def test_rdflib_reads_the_same_triples_from_the_turtle_as_from_the_n_triples(graph: Graph) -> None:
    nt = "".join(syntax.ntriples(rdf.triples(graph)))
    ours = rdflib.Graph().parse(data=turtle(graph), format="turtle")
    assert set(ours) == set(rdflib.Graph().parse(data=nt, format="nt"))
    assert len(ours) == len(set(rdf.triples(graph)))


@KEEP
@given(graphs())
def test_a_graph_comes_back_whole_by_way_of_rdflibs_own_serialiser(tmp_path: Path, graph: Graph) -> None:
    path = tmp_path / "graph.ttl"
    rdflib.Graph().parse(data=turtle(graph), format="turtle").serialize(path, format="turtle")
    assert read_graph(path) == graph


def test_a_graph_comes_back_whole_from_the_store(tmp_path: Path) -> None:
    write_store(made(), tmp_path / "store")
    assert read_graph(tmp_path / "store") == made()
    assert read_graph(tmp_path) == made()


@pytest.mark.filterwarnings("ignore:Dataset:DeprecationWarning")  # rdflib's own serialisers raise it
@pytest.mark.parametrize("extension", ["ttl", "nt", "nq", "jsonld", "rdf", "trig"])
def test_a_graph_is_read_from_every_format_that_rdflib_writes(tmp_path: Path, extension: str) -> None:
    formats = {"ttl": "turtle", "jsonld": "json-ld", "rdf": "xml", "nq": "nquads"}
    data = rdflib.Dataset()
    for triple in rdflib.Graph().parse(data=turtle(made()), format="turtle"):
        data.default_graph.add(triple)
    graph: rdflib.Graph = data if extension in ("nq", "trig") else data.default_graph
    path = tmp_path / f"graph.{extension}"
    path.write_bytes(graph.serialize(format=formats.get(extension, extension), encoding="utf-8"))
    assert read_graph(path) == made()


def test_only_plain_typed_claims_make_direct_triples() -> None:
    graph = rdflib.Graph().parse(data=turtle(made()), format="turtle")
    direct = {
        (str(s), str(p), str(o))
        for s, p, o in graph
        if str(p).removeprefix(KG) in {r for c in made().claims for r in (c.relation, "openRelation")}
    }
    assert (entity("AlphaNet"), KG + "outperforms", entity("BERT")) in direct
    assert (entity("AlphaNet"), KG + "outperforms", entity("GPT-2")) not in direct  # hedged
    assert (entity("BERT"), KG + "reduces", entity("memory")) not in direct  # negated
    plain = {(c.head_entity, KG + c.relation, c.tail_entity) for c in made().claims if rdf.is_direct(c)}
    assert direct == plain


def test_the_turtle_is_grouped_by_subject_and_starts_each_with_type_and_label() -> None:
    text = turtle(made()).decode()
    blocks = text.split("\n\n")[1:]
    subjects = [block.split()[0] for block in blocks]
    assert len(subjects) == len(set(subjects))
    alpha = next(block for block in blocks if block.startswith("entity:alphanet "))
    assert alpha.startswith('entity:alphanet a kg:Entity, kg:Model ;\n    skos:prefLabel "AlphaNet" ;\n')
    assert "kg:outperforms entity:bert" in alpha
    assert "http" not in alpha.replace("entity:https%3A%2F%2Fexample.org%2Falpha", "")  # all prefixes are used


def test_two_graphs_of_the_same_parts_give_the_same_bytes() -> None:
    graph = made()
    shuffled = reading.in_order(
        reversed(graph.papers), reversed(graph.entities), reversed(graph.claims), reversed(graph.merges)
    )
    assert turtle(shuffled) == turtle(graph)


@pytest.mark.parametrize(
    ("value", "number"),
    [
        ("21.20 dB", "21.20"), ("87%", "87"), ("1,204 tokens", "1204"), ("2-3x", None), ("10^23 FLOPs", None),
        ("−4.5", "-4.5"), ("O(n)", None), ("", None), ("x2", None), ("$5", "5"), ("12000", "12000"), ("3 of 4", None),
    ],
)  # fmt: skip
def test_the_number_of_a_value_is_read_only_where_it_states_one(value: str, number: str | None) -> None:
    assert rdf.number_of(value) == (None if number is None else Decimal(number))


def test_rdf_from_elsewhere_is_read_as_claims_without_quotes(tmp_path: Path) -> None:
    path = tmp_path / "other.ttl"
    path.write_text(
        "@prefix ex: <http://example.org/> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
        'ex:a a ex:Model ; rdfs:label "A net" ; ex:outperforms ex:b ; ex:size 5 . ex:b ex:knows [ ex:knows ex:a ] .\n',
        encoding="utf-8",
    )
    graph = read_graph(path)
    assert [(c.head, c.relation, c.tail, c.layer) for c in graph.claims if c.head == "A net"] == [
        ("A net", "outperforms", "b", "typed")
    ]
    assert {e.name: e.type for e in graph.entities}["A net"] == "Model"
    assert len(graph.claims) == 3
    assert all(c.evidence == "" for c in graph.claims)


def test_broken_turtle_is_reported_with_file_and_line(tmp_path: Path) -> None:
    path = tmp_path / "broken.ttl"
    path.write_text("@prefix ex: <http://example.org/> .\nex:a ex:b .\n", encoding="utf-8")
    with pytest.raises(oxigraph.InputError, match=r"broken\.ttl:2:"):
        read_graph(path)


def test_a_literal_keeps_its_language_through_the_store() -> None:
    triple = ("http://a/b", "http://a/c", Literal("Haus", "", "de"))
    assert list(oxigraph.Store.of(syntax.ntriples([triple])).triples()) == [triple]


def test_the_store_and_rdflib_hold_the_same_graph() -> None:
    lines = list(syntax.ntriples(rdf.triples(made())))
    back = "".join(syntax.ntriples(oxigraph.Store.of(lines).triples()))
    ours = rdflib.Graph().parse(data="".join(lines), format="nt")
    theirs = rdflib.Graph().parse(data=back, format="nt")
    numbers = {
        KG + name for name in ("number", "confidence", "score", "low", "high")
    }  # the engine rewrites "0.90" to 0.9
    keep = lambda g: {t for t in to_isomorphic(g) if str(t[1]) not in numbers}  # noqa: E731
    assert keep(ours) == keep(theirs)
