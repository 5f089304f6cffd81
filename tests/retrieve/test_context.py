"""Retrieval on a graph made by hand: what is found, in which order, at what cost, and when nothing is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import retrieve
from kg.cli import main
from kg.errors import UnknownNameError
from kg.retrieve import Context
from kg.retrieve.rendering import render, tokens
from kg.store import write_store
from kg.store.access import OpenGraph, open_graph
from tests.store.made import GAMMA, made


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("output")
    write_store(made(), path / "store")
    return path


@pytest.fixture(scope="module")
def graph(folder: Path) -> OpenGraph:
    return open_graph(folder)


def stated(found: Context) -> list[str]:
    return [f"{fact.head} :: {fact.relation} :: {fact.tail}" for fact in found.facts]


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("What was AlphaNet trained on?", {"AlphaNet :: trainedOn :: Wikipedia"}),
        ("What do Transformers suffer from?", {"Transformers :: hasLimitation :: quadratic complexity"}),
        ("On which hardware does BetaFormer run?", {"BetaFormer :: targets :: NVIDIA A100 GPU"}),
        ("what is used for speech separation", {"AlphaNet :: usedFor :: speech separation",
                                                "BetaFormer :: usedFor :: speech separation"}),
        ("Where is the code of AlphaNet?", {"AlphaNet :: availableAt :: https://example.org/alpha"}),
    ],
)  # fmt: skip
def test_the_best_fact_answers_the_question(graph: OpenGraph, question: str, first: set[str]) -> None:
    found = stated(retrieve.context(graph, question))
    assert found[0] in first
    assert first <= set(found)


def test_a_fact_comes_with_its_quote_paper_and_confidence(graph: OpenGraph) -> None:
    fact = retrieve.context(graph, "What was AlphaNet trained on?").facts[0]
    assert fact.quote == "AlphaNet was trained on Wikipedia"
    assert fact.paper == "AlphaNet: Sparse Attention for Speech Separation"
    assert (fact.confidence, fact.typed, fact.modality) == (0.9, True, "")


@pytest.mark.parametrize(
    "question",
    ["What is the capital of France?", "Who won the 1998 World Cup?", "How does photosynthesis work?", "why", "", "¿?"],
)
def test_nothing_is_found_where_nothing_bears_on_the_question(graph: OpenGraph, question: str) -> None:
    for kind in ("", *retrieve.KINDS):
        assert retrieve.context(graph, question, kind=kind).facts == ()


def test_one_known_word_is_not_enough(graph: OpenGraph) -> None:
    assert retrieve.context(graph, "Does AlphaNet predict protein folding in yeast?").facts == ()


QUESTIONS = st.one_of(
    st.sampled_from(["Which model outperforms AlphaNet?", "quadratic complexity", "BERT on GLUE"]),
    st.text(max_size=40),
)


@settings(max_examples=40)
@given(QUESTIONS, st.integers(1, 400), st.sampled_from(["", *retrieve.KINDS]), st.sampled_from(retrieve.FORMATS))
def test_the_budget_holds_for_what_is_printed(
    graph: OpenGraph, question: str, budget: int, kind: str, format: str
) -> None:
    found = retrieve.context(graph, question, budget, kind, format=format)
    assert found.tokens <= budget
    if found.facts:
        assert found.tokens == tokens(render(found, format)) >= len(render(found, format).split()) > 0


def test_a_larger_budget_gives_no_fewer_facts(graph: OpenGraph) -> None:
    counts = [len(retrieve.context(graph, "AlphaNet", budget).facts) for budget in (20, 60, 200, 800)]
    assert counts == sorted(counts)
    assert counts[0] == 0 < counts[1] < counts[-1]


def test_the_same_question_gives_the_same_answer_from_a_store_and_from_a_file(folder: Path, tmp_path: Path) -> None:
    from kg.store import turtle

    (tmp_path / "graph.ttl").write_bytes(turtle(made()))
    for kind in ("", *retrieve.KINDS):
        answers = {
            retrieve.context(open_graph(path), "Does AlphaNet avoid quadratic complexity?", kind=kind)
            for path in (folder, folder, tmp_path / "graph.ttl")
        }
        assert len(answers) == 1
        assert answers.pop().facts


def test_typed_facts_come_before_open_ones(graph: OpenGraph) -> None:
    typed = [fact.typed for fact in retrieve.context(graph, "What robustness has BetaFormer shown?").facts]
    assert False in typed
    assert typed == sorted(typed, reverse=True)


def test_a_sentence_without_a_fact_is_given_as_text_of_its_paper(graph: OpenGraph) -> None:
    found = retrieve.context(graph, "Who takes a second look at BERT?")
    mere = [fact for fact in found.facts if fact.is_text]
    assert [(fact.quote, fact.paper, fact.head, fact.tail) for fact in mere] == [(GAMMA.title, GAMMA.title, "", "")]
    assert f"(text) “{GAMMA.title}” — {GAMMA.title}\n" in render(found, "text")
    assert json.loads(render(found, "json"))[-1].keys() == {"number", "quote", "paper", "layer"}
    assert [fact.is_text for fact in found.facts] == sorted(fact.is_text for fact in found.facts)


def test_facts_alone_and_text_alone_can_be_asked_for(graph: OpenGraph) -> None:
    question = "With what does AlphaNet avoid quadratic complexity?"
    assert not any(fact.is_text for fact in retrieve.context(graph, question, only="facts").facts)
    text = retrieve.context(graph, question, only="text")
    assert {fact.relation for fact in text.facts} == {""}
    assert render(text, "text").startswith("[1] (text) “AlphaNet avoids quadratic complexity")
    assert "::" not in render(text, "text")
    with pytest.raises(UnknownNameError, match=r"no source 'texts'\. There is: text"):
        retrieve.context(graph, question, only="texts")


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("What outperforms AlphaNet?", "BetaFormer :: outperforms :: AlphaNet"),
        ("What does AlphaNet outperform?", "AlphaNet :: outperforms :: BERT"),
        ("What is outperformed by AlphaNet?", "AlphaNet :: outperforms :: BERT"),
    ],
)
def test_the_direction_of_a_question_decides_which_fact_is_first(graph: OpenGraph, question: str, first: str) -> None:
    assert stated(retrieve.context(graph, question))[0] == first


def test_a_subsystem_is_one_component_and_its_parts(graph: OpenGraph) -> None:
    found = stated(retrieve.context(graph, "AlphaNet", 2000, "subsystem"))
    assert "AlphaNet :: uses :: sparse attention" in found
    assert all("AlphaNet" in fact or fact.startswith("this paper") for fact in found)
    assert len(found) >= 18


def test_an_issue_is_a_problem_with_all_that_its_sentences_say(graph: OpenGraph) -> None:
    found = stated(retrieve.context(graph, "quadratic complexity", kind="issue"))
    assert "Transformers :: hasLimitation :: quadratic complexity" in found
    assert "AlphaNet :: addresses :: quadratic complexity" in found
    assert "AlphaNet :: uses :: sparse attention" in found  # said in a sentence that mentions the problem
    assert "BetaFormer :: evaluatedOn :: GLUE" not in found


def test_generalisable_facts_are_those_that_several_papers_state(graph: OpenGraph) -> None:
    found = stated(retrieve.context(graph, "Transformers", kind="generalisable"))
    assert found[0] == "Transformers :: hasLimitation :: quadratic complexity"
    assert not any(fact.startswith("this paper") for fact in found)


def test_an_entity_may_be_named_apart_from_the_question(graph: OpenGraph) -> None:
    found = stated(retrieve.context(graph, "What was it trained on?", entity="AlphaNet"))
    assert found[0] == "AlphaNet :: trainedOn :: Wikipedia"
    with pytest.raises(UnknownNameError, match=r"no entity is called 'AlfaNet'\. Nearest: AlphaNet"):
        retrieve.context(graph, "What was it trained on?", entity="AlfaNet")


def test_an_unknown_kind_is_answered_with_the_nearest(graph: OpenGraph) -> None:
    with pytest.raises(UnknownNameError, match=r"no kind of knowledge 'isue'\. There is: issue"):
        retrieve.context(graph, "AlphaNet", kind="isue")


def run(folder: Path, *arguments: str) -> tuple[str, str]:
    result = CliRunner().invoke(main, ["context", *arguments, "-g", str(folder)])
    assert result.exit_code == 0
    return result.stdout, result.stderr


def test_the_command_prints_numbered_facts_with_their_sentence(folder: Path) -> None:
    out, _ = run(folder, "What was AlphaNet trained on?")
    assert out.splitlines()[:2] == [
        "[1] AlphaNet :: trainedOn :: Wikipedia  (0.90)",
        "    “AlphaNet was trained on Wikipedia” — AlphaNet: Sparse Attention for Speech Separation",
    ]
    out, _ = run(folder, "What was AlphaNet trained on?", "--format", "md")
    assert out.startswith("1. **AlphaNet :: trainedOn :: Wikipedia** (0.90)\n   > “AlphaNet was trained")


def test_json_can_be_read_back_and_is_an_empty_list_when_nothing_is_found(folder: Path) -> None:
    out, _ = run(folder, "What was AlphaNet trained on?", "--format", "json")
    first = json.loads(out)[0]
    assert (first["number"], first["head"], first["relation"], first["tail"]) == (
        1,
        "AlphaNet",
        "trainedOn",
        "Wikipedia",
    )
    out, err = run(folder, "What is the capital of France?", "--format", "json")
    assert json.loads(out) == []
    assert err == "kg: nothing found. The papers do not have: capital, France.\n"
    assert run(folder, "What is the capital of France?")[0] == ""
