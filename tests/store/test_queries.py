"""The named queries: both engines give the same rows, and each has something to say about the made graph."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
import rdflib

from kg import schema
from kg.errors import UnknownNameError
from kg.model import Graph
from kg.store import ontology, oxigraph, queries, rdf, reading, syntax, turtle
from kg.store.terms import DECIMAL, INTEGER, PREF_LABEL, PREFIXES, Literal, Node
from tests.store.made import ALPHA, TYPES, claim, entity, made

ROOT = Path(__file__).parents[2]
NAMED = sorted(queries.named())
CHECKS = sorted(queries.checks())


@cache
def engines() -> tuple[oxigraph.Store, rdflib.Graph]:
    store = oxigraph.Store.of(syntax.ntriples(rdf.triples(made())))
    return store, rdflib.Graph().parse(data=turtle(made()), format="turtle")


def plain(node: Node | rdflib.term.Node | None) -> object:
    """Make the two engines' terms comparable: numbers by value, all else as text."""
    if isinstance(node, rdflib.Literal):
        node = Literal(str(node), str(node.datatype or ""))
    if isinstance(node, Literal):
        return Decimal(node.text).normalize() if node.datatype in (DECIMAL, INTEGER) else node.text
    return None if node is None else str(node)


def rows(graph: Graph, name: str) -> Counter[tuple[object, ...]]:
    store = oxigraph.Store.of(syntax.ntriples(rdf.triples(graph)))
    return Counter(tuple(map(plain, row)) for row in store.rows(queries.checks()[name].text))


def ours(query: queries.NamedQuery, bound: dict[str, Node]) -> Counter[tuple[object, ...]]:
    return Counter(tuple(map(plain, row)) for row in engines()[0].rows(query.text, bound))


def oracle(query: queries.NamedQuery, bound: dict[str, Node]) -> Counter[tuple[object, ...]]:
    values = {k: rdflib.URIRef(v) if isinstance(v, str) else rdflib.Literal(v.text) for k, v in bound.items()}
    found = engines()[1].query(query.text, initBindings=values)
    return Counter(tuple(map(plain, row)) for row in found)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", NAMED)
def test_both_engines_answer_a_named_query_with_the_same_rows(name: str) -> None:
    query = queries.named()[name]
    answer = ours(query, {})
    assert answer
    assert answer == oracle(query, {})


@pytest.mark.parametrize("name", [name for name in NAMED if queries.named()[name].parameters])
def test_a_bound_parameter_picks_its_rows_in_both_engines(name: str) -> None:
    query = queries.named()[name]
    for parameter in query.parameters:
        answer = engines()[0].ask(query.text)
        assert isinstance(answer, oxigraph.Table)
        column = answer.columns.index(parameter.name)  # the engine binds only what is in the projection
        value = answer.rows[0][column]
        assert value is not None
        some = ours(query, {parameter.name: value})
        assert some == oracle(query, {parameter.name: value})
        assert some == Counter(tuple(map(plain, row)) for row in answer.rows if row[column] == value)
        assert not ours(query, {parameter.name: Literal("nothing") if isinstance(value, Literal) else "http://no/such"})


@pytest.mark.parametrize("name", CHECKS)
def test_both_engines_find_the_made_graph_in_order(name: str) -> None:
    query = queries.checks()[name]
    assert not ours(query, {})
    assert not oracle(query, {})


BROKEN: dict[str, Graph] = {
    "claim-without-quote": replace(made(), claims=(replace(made().claims[0], evidence="", end=0), *made().claims[1:])),
    "quote-not-in-paper": replace(made(), claims=(replace(made().claims[5], start=3), *made().claims)),
    "claim-without-paper": replace(made(), papers=made().papers[1:]),
    "claim-about-nothing": replace(made(), entities=made().entities[1:]),
    "entity-without-claim": replace(made(), claims=tuple(c for c in made().claims if c.head != "BetaFormer")),
    "confidence-out-of-range": replace(made(), claims=(replace(made().claims[0], confidence=1.5), *made().claims[1:])),
    "types-do-not-fit": replace(
        made(), claims=(*made().claims, replace(made().claims[1], id="x", relation="targets", tail_type="Model"))
    ),
}


@pytest.mark.parametrize("name", sorted(BROKEN))
def test_a_check_finds_what_it_is_for(name: str) -> None:
    assert rows(BROKEN[name], name)


def test_an_edge_that_only_a_hedged_claim_states_is_found() -> None:
    triples = [*rdf.triples(made()), (entity("AlphaNet"), PREFIXES["kg"] + "outperforms", entity("GPT-2"))]
    store = oxigraph.Store.of(syntax.ntriples(triples))
    found = store.rows(queries.checks()["edge-without-claim"].text)
    assert found == ((entity("AlphaNet"), PREFIXES["kg"] + "outperforms", entity("GPT-2")),)


def test_a_plain_claim_without_its_edge_is_found() -> None:
    edge = (entity("AlphaNet"), PREFIXES["kg"] + "basedOn", entity("BERT"))
    store = oxigraph.Store.of(syntax.ntriples(t for t in rdf.triples(made()) if t != edge))
    assert len(store.rows(queries.checks()["claim-without-edge"].text)) == 1


def test_an_entity_with_two_names_is_found() -> None:
    triples = [*rdf.triples(made()), (entity("BERT"), PREF_LABEL, Literal("Bert"))]
    store = oxigraph.Store.of(syntax.ntriples(triples))
    assert store.rows(queries.checks()["entity-with-two-names"].text) == ((entity("BERT"),),)


def test_every_check_has_a_graph_that_fails_it() -> None:
    assert set(CHECKS) == set(BROKEN) | {"edge-without-claim", "claim-without-edge", "entity-with-two-names"}


def test_hedged_and_negated_claims_are_in_no_answer_but_that_of_doubtful() -> None:
    hedged = {c.id for c in made().claims if c.modality}
    assert hedged
    for name in NAMED:
        text = " ".join(str(cell) for row in engines()[0].rows(queries.named()[name].text) for cell in row)
        assert any(one in text for one in hedged) == (name == "doubtful"), name


def test_every_named_query_has_a_title_that_is_a_question_and_documents_its_parameters() -> None:
    assert len(NAMED) >= 15
    for query in queries.named().values():
        assert query.title.endswith("?")
        assert query.description
        assert query.text.splitlines()[1] == "#"
        assert query.text.count("\n# --") == len(query.parameters), query.name
        assert all(f"?{parameter.name} " in query.text for parameter in query.parameters)


def test_an_unknown_query_is_answered_with_the_nearest() -> None:
    with pytest.raises(UnknownNameError, match=r"no query is called 'outperform'\. Nearest: outperforms"):
        queries.find("outperform")


def test_the_queries_are_found_from_an_installed_package(tmp_path: Path) -> None:
    include = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert include["force-include"]["queries"] == "kg/queries"
    shutil.copytree(ROOT / "kg", tmp_path / "kg", ignore=shutil.ignore_patterns("__pycache__", "data"))
    shutil.copytree(ROOT / "queries", tmp_path / "kg" / "queries")
    code = (
        "from kg.store import queries; print(queries.directory()); print(len(queries.named()), len(queries.checks()))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd="/",
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines() == [str(tmp_path / "kg" / "queries"), f"{len(NAMED)} {len(CHECKS)}"]


def test_the_ontology_and_the_type_check_are_what_the_schema_generates() -> None:
    hint = "run: python -m kg.store.ontology"
    assert ontology.ONTOLOGY.read_text(encoding="utf-8") == ontology.turtle(), hint
    assert ontology.PAGE.read_text(encoding="utf-8") == ontology.page(), hint
    assert all(f"`kg:{term.name}`" in ontology.page() for term in (*schema.RELATIONS, *schema.ENTITY_TYPES))
    assert ontology.TYPE_CHECK.read_text(encoding="utf-8") == ontology.type_check(), hint


def test_the_ontology_describes_every_term_that_a_graph_uses() -> None:
    described = rdflib.Graph().parse(data=ontology.turtle(), format="turtle")
    known = {s for s in described.subjects(rdflib.RDFS.comment) if (s, rdflib.RDFS.label, None) in described}
    used = {node for triple in engines()[1] for node in triple if str(node).startswith(PREFIXES["kg"])}
    assert used <= known
    for relation in schema.RELATIONS:
        term = rdflib.URIRef(PREFIXES["kg"] + relation.name)
        for side, kinds in ((rdflib.RDFS.domain, relation.heads), (rdflib.RDFS.range, relation.tails)):
            node = described.value(term, side)
            union = described.value(node, rdflib.OWL.unionOf)
            members = list(described.items(union)) if union else [node]
            assert {str(member).removeprefix(PREFIXES["kg"]) for member in members} == set(kinds)


def test_a_quote_that_two_claims_share_is_held_once() -> None:
    extra = claim(ALPHA, "AlphaNet", "reduces", "memory", "It reduces memory by 87%")
    twin = replace(extra, id="twin", tail="quadratic complexity", tail_entity=entity("quadratic complexity"))
    graph = reading.in_order(made().papers, made().entities, [*made().claims, twin])
    assert len(set(rdf.triples(graph))) == len(list(rdf.triples(graph)))
    assert set(TYPES) == {e.name for e in made().entities if e.type != "Paper"}
