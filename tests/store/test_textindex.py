"""Names as people type them, and words in quotes."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg import iri
from kg.store import rdf, write_store
from kg.store.access import OpenGraph, open_graph
from kg.store.terms import Literal, kg
from kg.store.textindex import TextIndex, key
from tests.store.made import ALPHA, BETA, PAPERS, entity, made


@pytest.fixture(scope="module")
def index() -> TextIndex:
    return TextIndex.create(rdf.triples(made()))


@pytest.mark.parametrize("name", ["BERT", "bert", " Bert ", "BERTs"])
def test_an_entity_is_found_by_its_name_in_any_case(index: TextIndex, name: str) -> None:
    assert index.entities(name) == [entity("BERT")]


@pytest.mark.parametrize("name", ["Transformer", "transformers", "Transformer Models", "transformer-model"])
def test_an_entity_is_found_by_its_aliases(index: TextIndex, name: str) -> None:
    assert index.entities(name) == [entity("Transformers")]


def test_the_very_spelling_goes_before_the_folded_one() -> None:
    label = "http://www.w3.org/2004/02/skos/core#prefLabel"
    index = TextIndex.create([("a:lower", label, Literal("mamba")), ("a:upper", label, Literal("Mamba"))])
    assert index.entities("mamba") == ["a:lower"]
    assert index.entities("MAMBA") == ["a:lower", "a:upper"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("BRET", "BERT"),
        ("AlphaNte", "AlphaNet"),
        ("alpha net", "AlphaNet"),
        ("betafo", "BetaFormer"),
        ("quadratic", "quadratic complexity"),
    ],
)
def test_a_misspelled_name_finds_the_nearest(index: TextIndex, typed: str, meant: str) -> None:
    assert index.entities(typed) == []
    assert index.nearest(typed)[0].text == meant


def test_nothing_is_near_to_noise(index: TextIndex) -> None:
    assert index.nearest("xyzzy plugh") == []
    assert index.nearest("[*?") == []
    assert index.nearest("") == []
    assert index.names('"') == []


def test_a_paper_is_found_by_title_and_by_id(index: TextIndex) -> None:
    assert index.papers(ALPHA.title.upper()) == index.papers("alpha") != []


def test_a_wording_is_found_among_the_values_of_its_property(index: TextIndex) -> None:
    assert index.wordings("glue", kg("dataset")) == ["GLUE"]
    assert index.wordings("glue", kg("metric")) == []


def test_words_find_the_quotes_that_hold_them(index: TextIndex) -> None:
    spans = index.quotes("transformer suffers quadratic")
    assert {span.split("#")[0].rsplit("/", 1)[1] for span in spans} == {"alpha", "%CE%B3%203%2F4"}
    assert index.quotes("nowhere") == []
    assert index.quotes("OR AND NOT *") == []


def test_the_index_on_disk_is_the_one_in_memory(tmp_path: Path, index: TextIndex) -> None:
    write_store(made(), tmp_path / "store")
    stored: OpenGraph = open_graph(tmp_path)
    for name in ("BERT", "Transformer", "GLUE benchmark"):
        assert stored.index.entities(name) == index.entities(name) != []
    assert sorted(stored.index.quotes("complexity")) == sorted(index.quotes("complexity")) != []
    assert stored.facts(entity("Mamba")) == 2


@pytest.mark.parametrize(("one", "other"), [("GPT-2", "GPT 3"), ("BERT", "BART"), ("ss", "s"), ("class", "clas")])
def test_different_names_have_different_keys(one: str, other: str) -> None:
    assert key(one) != key(other)


def test_sentences_of_titles_and_abstracts_are_found_by_their_words(index: TextIndex) -> None:
    title, sentence = index.passages_of_any(["quadratic complexity", "Deeper"], 10)[0], "AlphaNet avoids"
    texts = {f"{iri.paper_iri(paper.id)}": paper for paper in PAPERS}
    shown = []
    for paper, start, end in index.passages_of_any(["quadratic complexity", "Deeper"], 10):
        text, shift = texts[paper].text, len(texts[paper].title) + 1
        shown.append(text[start + shift : end + shift])
    assert BETA.title in shown
    assert len(shown) == 4
    assert any(text.startswith(sentence) for text in shown)
    assert title.paper in texts
    assert index.passages_of_any([], 10) == []
