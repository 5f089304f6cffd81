"""The Python side offers the same verbs as the command line."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest

import kg
from kg.errors import InputError, QueryError
from kg.model import Paper
from tests.tiny import Tiny

RECORD = {"title": "Foo: a Model", "abstract": "Foo outperforms Bar by 5% here. Bar outperforms Baz."}


def test_facts_are_asked_drawn_and_taken_away(tiny: Tiny, tmp_path: Path) -> None:
    graph = kg.build([RECORD])
    assert [(fact.head, fact.relation, fact.tail) for fact in graph.facts] == [
        ("Foo", "outperforms", "Bar"),
        ("Bar", "outperforms", "Baz"),
    ]
    rows = graph.query(
        "SELECT ?h ?t { ?a kg:outperforms ?b . ?a skos:prefLabel ?h . ?b skos:prefLabel ?t } ORDER BY ?h"
    )
    assert rows == [{"h": "Bar", "t": "Baz"}, {"h": "Foo", "t": "Bar"}]
    assert graph.query("ASK { ?a kg:outperforms ?a }") is False
    assert graph.query("SELECT (COUNT(*) AS ?n) { ?a kg:outperforms ?b }") == [{"n": 2}]
    confidences = graph.query("SELECT ?c { ?claim kg:confidence ?c } ORDER BY ?c")
    assert confidences == [{"c": Decimal("0.4")}, {"c": Decimal("0.9")}]
    assert len(graph.to_rdflib()) > 20
    assert sorted(graph.to_networkx().edges(data="relation")) == [
        ("https://paper-kg.example/entity/bar", "https://paper-kg.example/entity/baz", "outperforms"),
        ("https://paper-kg.example/entity/foo", "https://paper-kg.example/entity/bar", "outperforms"),
    ]
    assert "outperforms" in graph.to_html(tmp_path / "graph.html").read_text("utf-8")
    assert graph._repr_html_().startswith("<iframe")
    assert {path.name for path in graph.save(tmp_path / "out")} >= {
        "graph.ttl",
        "graph.html",
        "facts.jsonl",
        "run.json",
    }
    assert repr(graph) == "<KnowledgeGraph of 1 papers, 2 facts, 3 entities>"


def test_papers_come_from_files_records_or_the_list(tiny: Tiny, tmp_path: Path) -> None:
    path = tmp_path / "papers.jsonl"
    path.write_text(json.dumps(RECORD), "utf-8")
    paper = Paper("7", RECORD["title"], RECORD["abstract"])
    assert [len(kg.build(source).facts) for source in (path, str(path), [path], [RECORD], [paper])] == [2] * 5
    assert len(kg.build().papers) == 73
    with pytest.raises(InputError, match="not both"):
        kg.build([path, RECORD])
    with pytest.raises(InputError, match="holds no paper"):
        kg.build([])
    with pytest.raises(AttributeError):
        kg.nothing  # noqa: B018


def test_doubtful_facts_can_be_left_out_and_bad_queries_are_named(tiny: Tiny) -> None:
    graph = kg.build([RECORD], min_confidence=0.5)
    assert len(graph.facts) == 1
    assert len(graph.outcome.every.claims) == 2
    with pytest.raises(QueryError):
        graph.query("SELECT")
    with pytest.raises(QueryError, match="SERVICE is refused"):
        graph.query("SELECT * { SERVICE <http://127.0.0.1:9/> { ?a ?b ?c } }")
