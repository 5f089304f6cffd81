"""Mentions become entities by their names and the papers' own definitions, never by likeness."""

from __future__ import annotations

from itertools import permutations

import pytest

from kg.iri import ENTITY, paper_iri
from kg.model import Extraction, Fact, Graph, Mention, Paper, Qualifiers, Sentence
from kg.resolve import resolve
from kg.resolve.acronyms import abbreviates


def extraction(number: int, *facts: tuple[str, str, str], **aliases: str) -> Extraction:
    """Return what was found in a paper of which each fact is one sentence; types are those of the tests below."""
    lines = [f"{head} {relation} {tail}." for head, relation, tail in facts]
    paper = Paper(str(number), f"Paper {number}", " ".join(lines))
    found = []
    for line, (head, relation, tail) in zip(lines, facts, strict=True):
        start = paper.text.index(line)
        sentence = Sentence(paper.id, start, start + len(line), line)
        ends = [
            Mention(sentence, line.index(name), line.index(name) + len(name), name, kind(name), name)
            for name in (head, tail)
        ]
        found.append(Fact(ends[0], relation, ends[1], sentence, Qualifiers(), 0.9, "test"))
    return Extraction(paper, tuple(found), aliases={short: (long,) for short, long in aliases.items()})


def kind(name: str) -> str:
    return "Paper" if name == "this paper" else "Result" if name[0].isdigit() else "Model"


def names(graph: Graph) -> dict[str, set[str]]:
    return {entity.iri.removeprefix(ENTITY): {entity.name, *entity.aliases} for entity in graph.entities}


def test_wordings_become_one_entity_with_the_most_frequent_as_its_name() -> None:
    graph = resolve(
        [
            extraction(1, ("GPT-2", "outperforms", "Transformers"), ("BERT", "uses", "Transformers")),
            extraction(2, ("GPT-3", "outperforms", "transformer models")),
        ]
    )
    assert names(graph) == {
        "gpt2": {"GPT-2"}, "gpt3": {"GPT-3"}, "bert": {"BERT"}, "transformer": {"Transformers", "transformer models"}
    }  # fmt: skip
    (merge,) = graph.merges
    assert (merge.kept, merge.name, merge.reason) == ("Transformers", "transformer models", "generic word 'models'")


def test_this_paper_is_the_paper_and_a_result_stays_with_its_paper() -> None:
    facts = (("this paper", "proposes", "Foo"), ("Foo", "achieves", "90% accuracy"))
    graph = resolve([extraction(1, *facts), extraction(2, *facts)])
    by_type = [(entity.type, entity.iri) for entity in graph.entities]
    assert [iri for kind_, iri in by_type if kind_ == "Paper"] == [paper_iri("1"), paper_iri("2")]
    assert len([iri for kind_, iri in by_type if kind_ == "Result"]) == 2
    assert graph.claims[0].head == "this paper"
    assert graph.claims[0].head_entity == paper_iri("1")


def test_a_short_form_is_its_long_form_when_papers_define_it_so() -> None:
    graph = resolve(
        [
            extraction(1, ("LLMs", "uses", "Foo"), LLM="large language model"),
            extraction(2, ("large language models", "uses", "Foo")),
            extraction(3, ("LLM", "uses", "Foo")),
        ]
    )
    assert names(graph)["llm"] == {"LLMs", "LLM", "large language models"}
    assert "short form, so defined in 1 of 1 papers" in {merge.reason for merge in graph.merges}


def test_a_short_form_that_papers_define_differently_keeps_its_meanings_apart() -> None:
    graph = resolve(
        [
            extraction(1, ("MSA", "uses", "Foo"), MSA="multi-head self-attention"),
            extraction(2, ("MSA", "uses", "Bar"), MSA="multiple sequence alignment"),
            extraction(3, ("MSA", "uses", "Baz")),
        ]
    )
    assert set(names(graph)) == {"multihead-self-attention", "multiple-sequence-alignment", "msa", "foo", "bar", "baz"}


def test_a_long_form_in_more_or_fewer_words_is_the_same_meaning() -> None:
    graph = resolve(
        [
            extraction(1, ("BERT", "uses", "Foo"), BERT="Bidirectional Encoder Representations from Transformers"),
            extraction(2, ("BERT", "uses", "Bar"), BERT="Bidirectional Encoders for Transformers"),
            extraction(3, ("Bidirectional Encoders for Transformers", "uses", "Baz")),
        ]
    )
    assert names(graph)["bert"] == {"BERT", "Bidirectional Encoders for Transformers"}
    assert len(graph.entities) == 4


def test_other_wordings_of_one_paper_join_nothing() -> None:
    graph = resolve(
        [
            extraction(1, ("Foo", "uses", "X1"), ("proposed method", "uses", "X1"), Foo="proposed method"),
            extraction(2, ("Bar", "uses", "X1"), ("proposed method", "uses", "X1"), Bar="proposed method"),
        ]
    )
    assert {"foo", "bar"} <= set(names(graph))
    assert names(graph)["foo"] == {"Foo"}


def test_one_fact_of_one_sentence_is_one_claim_and_the_surer_one_is_kept() -> None:
    one = extraction(1, ("Foo", "uses", "Bar"))
    fact = one.facts[0]
    weak = Fact(fact.head, "uses", fact.tail, fact.evidence, fact.qualifiers, 0.2, "other")
    graph = resolve([Extraction(one.paper, (weak, fact, weak))])
    assert [claim.confidence for claim in graph.claims] == [0.9]
    valued = Fact(fact.head, "uses", fact.tail, fact.evidence, Qualifiers(value="3x"), 0.2, "other")
    assert len(resolve([Extraction(one.paper, (fact, valued))]).claims) == 2


def test_the_order_of_the_papers_changes_nothing() -> None:
    parts = [
        extraction(1, ("LLMs", "uses", "foo"), LLM="large language model"),
        extraction(2, ("large language models", "uses", "Foo")),
        extraction(3, ("Foo", "outperforms", "LLM"), ("Foo", "outperforms", "BERT")),
    ]
    graphs = [resolve(order) for order in permutations(parts)]
    assert all(graph == graphs[0] for graph in graphs)
    places = [(graph.claims[i].paper_id, graph.claims[i].start) for graph in graphs[:1] for i in range(4)]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("short", "long", "expected"),
    [
        ("LRA", "Long Range Arena", True),
        ("LLMs", "large language models", True),
        ("MossFormer", "Monaural speech separation TransFormer", True),
        ("mAP", "mean Average Precision", True),
        ("LRA", "the Long Range Arena", False),
        ("BERT", "our proposed method", False),
        ("it", "a model in time", False),
        ("Foo", "Foo", False),
        ("LRA", "Arena", False),
    ],
)
def test_a_short_form_has_its_letters_in_the_long_form(short: str, long: str, expected: bool) -> None:
    assert abbreviates(short, long) is expected
