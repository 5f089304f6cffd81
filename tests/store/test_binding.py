"""Values stand where the engine plans from, and stay values."""

from __future__ import annotations

import pytest

from kg.store import binding, oxigraph, rdf, syntax
from kg.store.terms import Literal
from tests.store.made import entity, made

TERMS = {"s": "<a:b>", "t": '"x"'}


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("SELECT ?s { ?s ?p ?t }", 'SELECT ?s { VALUES (?s ?t) { (<a:b> "x") }  ?s ?p ?t }'),
        ("# {\nSELECT *\nWHERE {\n}", '# {\nSELECT *\nWHERE { VALUES (?s ?t) { (<a:b> "x") } \n}'),
        ("CONSTRUCT { ?s ?p ?t } WHERE { ?s ?p ?t }", None),
        ("SELECT ?s", None),
    ],
)  # fmt: skip
def test_the_clause_begins_the_outermost_group_of_a_select(query: str, wanted: str | None) -> None:
    assert binding.bound(query, TERMS) == wanted


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { {+ ?s ?p ?t } UNION {+ ?t ?p ?s OPTIONAL { ?s ?q ?r } } }",
        "SELECT * { {+ ?s ?p ?t }\nUNION\n{+ ?t ?p ?s }\n{ ?a ?b ?c } FILTER NOT EXISTS { ?s a ?t } }",
        "SELECT * { { SELECT ?s { ?s ?p ?t } } UNION {+ { ?t ?p ?s } UNION { ?s ?q ?t } } }",
    ],
)
def test_it_begins_the_members_of_a_union_in_the_outermost_group_too(query: str) -> None:
    clause = ' VALUES (?s ?t) { (<a:b> "x") } '
    wanted = query.replace("+", clause).replace("{", "{" + clause, 1)
    assert binding.bound(query.replace("+", ""), TERMS) == wanted


def test_a_value_in_a_construct_is_bound_as_well_and_no_text_escapes_its_literal() -> None:
    store = oxigraph.Store.of(syntax.ntriples(rdf.triples(made())))
    answer = store.ask("CONSTRUCT { ?s a kg:Entity } WHERE { ?s skos:prefLabel ?n }", {"s": entity("BERT")})
    assert len(list(answer)) == 1  # type: ignore[arg-type]
    for evil in ('" } UNION { ?s ?p ?o } #', "'''", '"""', "\\u0022 }", "\n}"):
        assert store.rows("SELECT ?s ?n { ?s skos:prefLabel ?n }", {"n": Literal(evil)}) == ()
    with pytest.raises(ValueError, match="IRI"):
        store.rows("SELECT ?s ?n { ?s skos:prefLabel ?n }", {"s": "a:b> } UNION { ?s ?p ?o"})
