"""Queries that are written for speed have the rows of what they say in plain words; a table has the first of them."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.bench import graphs
from kg.cli import main
from kg.store import oxigraph, queries
from kg.store.terms import Node

PLAIN = {
    "agreements": """
SELECT ?head ?relation ?tail ?count WHERE {
  {
    SELECT ?subject ?predicate ?object (COUNT(DISTINCT ?paper) AS ?count) WHERE {
      {
        SELECT ?subject ?predicate ?object WHERE {
          ?again rdf:subject ?subject ; rdf:predicate ?predicate ; rdf:object ?object .
        }
        GROUP BY ?subject ?predicate ?object
        HAVING (COUNT(?again) > 1)
      }
      ?claim rdf:subject ?subject ; rdf:predicate ?predicate ; rdf:object ?object ; prov:wasDerivedFrom ?paper ;
        kg:layer "typed" .
      FILTER NOT EXISTS { ?claim kg:modality ?modality }
    }
    GROUP BY ?subject ?predicate ?object
    HAVING (COUNT(DISTINCT ?paper) > 1)
  }
  ?subject skos:prefLabel ?head .
  ?object skos:prefLabel ?tail .
  BIND (STRAFTER(STR(?predicate), "#") AS ?relation)
}
""",
    "disagreements": """
SELECT ?one ?other ?paper ?against ?claim ?second WHERE {
  ?a kg:outperforms ?b .
  ?b kg:outperforms ?a .
  FILTER (STR(?a) < STR(?b))
  ?claim rdf:subject ?a ; rdf:predicate kg:outperforms ; rdf:object ?b ; prov:wasDerivedFrom ?source .
  ?second rdf:subject ?b ; rdf:predicate kg:outperforms ; rdf:object ?a ; prov:wasDerivedFrom ?secondSource .
  FILTER NOT EXISTS { ?claim kg:modality ?modality }
  FILTER NOT EXISTS { ?second kg:modality ?secondModality }
  ?source dcterms:title ?paper .
  ?secondSource dcterms:title ?against .
  ?a skos:prefLabel ?one .
  ?b skos:prefLabel ?other .
}
""",
    "limitations": """
SELECT ?thing ?limitation ?addressedBy ?paper ?claim ?second WHERE {
  ?claim rdf:subject ?thing ; rdf:predicate kg:hasLimitation ; rdf:object ?problem ; prov:wasDerivedFrom ?source .
  FILTER NOT EXISTS { ?claim kg:modality ?modality }
  ?source dcterms:title ?paper .
  ?problem skos:prefLabel ?limitation .
  OPTIONAL {
    ?second rdf:object ?problem ; rdf:predicate kg:addresses ; rdf:subject ?solver .
    FILTER NOT EXISTS { ?second kg:modality ?secondModality }
    ?solver skos:prefLabel ?addressedBy .
  }
}
""",
    "members": """
SELECT DISTINCT ?class ?member WHERE {
  ?other kg:isA+ ?class .
  ?other skos:prefLabel ?member .
}
""",
    "descendants": """
SELECT DISTINCT ?model ?descendant WHERE {
  ?other kg:basedOn+ ?model .
  ?other skos:prefLabel ?descendant .
}
""",
}


@pytest.mark.parametrize("name", PLAIN)
@settings(max_examples=4, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_a_fast_query_has_the_rows_of_the_plain_one(name: str, seed: int) -> None:
    store = oxigraph.Store.of(graphs.lines(300, seed))
    query = queries.named()[name]
    whole = store.rows(PLAIN[name])
    assert Counter(store.rows(query.text)) == Counter(whole)
    for value in values(store, query)[:5]:
        (parameter,) = query.parameters
        bound: dict[str, Node] = {parameter.name: value}
        assert Counter(store.rows(query.text, bound)) == Counter(store.rows(PLAIN[name], bound))


def values(store: oxigraph.Store, query: queries.NamedQuery) -> list[Node]:
    """Return what the query's one parameter may stand for, most first; nothing if it has none."""
    if not query.parameters:
        return []
    table = store.ask(query.text)
    assert isinstance(table, oxigraph.Table)
    column = table.columns.index(query.parameters[0].name)
    return [node for node, _ in Counter(row[column] for row in table.rows).most_common() if node is not None]


def test_the_made_graphs_have_such_rows() -> None:
    store = oxigraph.Store.of(graphs.lines(600))
    for name in set(PLAIN) - {"disagreements"}:  # two systems that beat each other are rare
        assert store.rows(queries.named()[name].text), name


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("large") / "store"
    oxigraph.write(place, graphs.lines(700))
    return place


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["query", *map(str, arguments)])


def test_a_table_shows_the_first_rows_and_says_so(path: Path) -> None:
    first = run("paper", "-g", path, "--format", "md")
    assert first.exit_code == 0, first.output
    assert len(first.stdout.splitlines()) == 2 + queries.SHOWN
    assert first.stderr == f"kg: {queries.SHOWN} of the rows; all of them: --limit 0\n"
    whole = run("paper", "-g", path, "--format", "md", "--limit", "0")
    assert len(whole.stdout.splitlines()) > 600
    assert whole.stderr == ""
    assert set(first.stdout.splitlines()[2:]) <= set(whole.stdout.splitlines()[2:])


def test_a_format_for_machines_has_all_rows(path: Path) -> None:
    result = run("paper", "-g", path, "--format", "csv")
    assert len(result.stdout.splitlines()) > 600
    assert result.stderr == ""


def test_what_counts_is_sorted_before_it_is_cut() -> None:
    counted = queries.named()["most-used"]
    assert counted.beginning(3) == counted.text
    listed = replace(counted, text="SELECT ?a WHERE { ?a ?b ?c }\n")
    assert listed.beginning(3) == "SELECT ?a WHERE { ?a ?b ?c }\nLIMIT 4"
