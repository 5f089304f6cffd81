"""What joins names beyond their keys, what keeps them apart, and who has the last word."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import pytest

from kg import papers
from kg.extract.acronyms import acronyms
from kg.model import Extraction, Graph
from kg.resolve import resolve
from kg.resolve.acronyms import Acronyms, collect
from kg.resolve.decisions import Decisions
from kg.resolve.identity import Identity, Use, identify
from kg.resolve.judging import judge, read
from kg.resolve.keys import key_of
from kg.resolve.likeness import Known, doubts
from tests.resolve.test_resolve import extraction

NONE = Acronyms({}, {}, {}, {})
PAIRS = Path(__file__).parent.parent / "cases" / "identity.jsonl"


def of(*uses: tuple[str, str, str], decisions: Decisions | None = None, acronyms: Acronyms = NONE) -> Identity:
    return identify([Use(*use) for use in uses], acronyms, decisions)


def same(identity: Identity, a: str, b: str, kind: str = "Model", other: str = "") -> bool:
    return identity.key(Use(a, kind, "")) == identity.key(Use(b, other or kind, ""))


def test_the_labelled_pairs_are_told_together_and_apart() -> None:
    pairs = read(PAIRS)
    listed = papers.listed().papers
    defined = collect(Extraction(p, aliases={s: (o,) for s, o in acronyms(p.text).items()}) for p in listed)
    assert len(pairs) >= 300
    assert 2 * sum(pair.hard for pair in pairs) >= len(pairs)
    verdict = judge(pairs, listed, defined)
    assert verdict.precision >= 0.99, verdict.wrongly_joined
    assert verdict.recall >= 0.90, verdict.wrongly_apart


@pytest.mark.parametrize(
    ("a", "b", "kind"),
    [
        ("feedforward layers", "feed forward layers", "Method"),
        ("SQuAD v2.0", "SQuAD 2.0", "Dataset"),
        ("WMT’14 English-French", "WMT14 English-French", "Dataset"),
        ("models of languages", "model of language", "Model"),
        ("Mamba", "Mamba architecture", "Model"),
        ("GLUE", "GLUE benchmark", "Dataset"),
    ],
)
def test_evidence_joins_two_wordings(a: str, b: str, kind: str) -> None:
    assert key_of(a, kind) != key_of(b, kind)
    assert same(of((a, kind, "1"), (b, kind, "2")), a, b, kind)


@pytest.mark.parametrize(
    ("a", "b", "kind", "other"),
    [
        ("ASR", "ASR corpus", "Task", "Dataset"),
        ("GLUE", "GLUE score", "Dataset", "Metric"),
        ("attention", "attention method", "Method", "Method"),
        ("GPT-2", "GPT-3", "Model", "Model"),
        ("WSJ0-2mix", "WSJ0-3mix", "Dataset", "Dataset"),
        ("disinformation", "misinformation", "Problem", "Problem"),
        ("computational efficiency", "computational inefficiency", "Property", "Property"),
        ("training stability", "training instability", "Property", "Property"),
        ("BERT-Base", "BERT-Large", "Model", "Model"),
    ],
)
def test_what_only_looks_alike_stays_apart(a: str, b: str, kind: str, other: str) -> None:
    uses = [(a, kind, str(n)) for n in range(5)] + [(b, other, "9")]
    assert not same(of(*uses), a, b, kind, other)


def test_initials_join_within_one_paper_and_only_if_they_fit_one_name() -> None:
    both = (("LRA", "Dataset", "1"), ("Long Range Arena", "Dataset", "1"))
    assert same(of(*both), "LRA", "Long Range Arena", "Dataset")
    assert not same(of(both[0], ("Long Range Arena", "Dataset", "2")), "LRA", "Long Range Arena", "Dataset")
    assert not same(of(*both, ("learned rank aggregation", "Method", "1")), "LRA", "Long Range Arena", "Dataset")


def test_a_slip_in_one_paper_joins_the_spelling_of_three() -> None:
    usual = [("attention normalization", "Method", str(n)) for n in range(3)]
    slip = ("attention normalizatoin", "Method", "9")
    typo = ("attention normalisazion", "Method", "9")
    missing = ("attention normalzation", "Method", "9")
    assert same(of(*usual, missing), usual[0][0], missing[0], "Method")
    assert not same(of(*usual[:2], missing), usual[0][0], missing[0], "Method")
    assert not same(of(*usual, slip, typo), usual[0][0], slip[0], "Method")


def test_names_that_are_alike_are_doubts_and_never_joins() -> None:
    keys = ("computational complexity", "computation complexity", "long range dependency")
    known = {key: Known(key, {key: 1}, frozenset(), frozenset()) for key in keys}
    assert [(doubt.one, doubt.other) for doubt in doubts(known)] == [(keys[1], keys[0])]


def entities(graph: Graph) -> list[set[str]]:
    return sorted(({entity.name, *entity.aliases} for entity in graph.entities), key=sorted)


def test_a_decision_joins_what_the_rules_keep_apart_and_parts_what_they_join() -> None:
    facts = [extraction(1, ("ILSVRC", "uses", "SAM")), extraction(2, ("ImageNet-1K", "uses", "Sam"))]
    assert entities(resolve(facts)) == [{"ILSVRC"}, {"ImageNet-1K"}, {"SAM", "Sam"}]
    decided = Decisions(same=(("ImageNet-1K", "ILSVRC"),), different=(("SAM", "Sam"),))
    graph = resolve(facts, decided)
    assert entities(graph) == [{"ILSVRC", "ImageNet-1K"}, {"SAM"}, {"Sam"}]
    assert [(merge.reason, merge.score) for merge in graph.merges] == [("decided", 1.0)]


def test_a_decision_forbids_a_join_even_through_a_third_name() -> None:
    uses = (("Mamba", "Model", "1"), ("Mamba architecture", "Model", "1"), ("Mamba network", "Model", "1"))
    assert same(of(*uses), "Mamba architecture", "Mamba network")
    decided = Decisions(different=(("Mamba architecture", "Mamba network"),))
    identity = of(*uses, decisions=decided)
    assert not same(identity, "Mamba architecture", "Mamba network")
    assert same(identity, "Mamba", "Mamba architecture")


def test_the_graph_does_not_depend_on_the_order_of_the_papers() -> None:
    facts = [
        extraction(1, ("Mamba", "uses", "feedforward layers")),
        extraction(2, ("Mamba architecture", "uses", "feed forward layers")),
        extraction(3, ("Mamba models", "outperforms", "Mamba-2")),
    ]
    assert len({repr(resolve(order)) for order in permutations(facts)}) == 1


def test_versions_and_sizes_are_linked_to_their_family_and_stay_apart() -> None:
    graph = resolve(
        [
            extraction(1, ("Llama-2-7B", "basedOn", "Llama-2"), ("Llama-2", "basedOn", "Llama")),
            extraction(2, ("BERT-Large", "outperforms", "BERT"), ("8B Mamba-2-Hybrid", "matches", "Transformers")),
            extraction(3, ("large language models", "outperforms", "language models")),
        ]
    )
    names = {entity.iri: entity.name for entity in graph.entities}
    families = {entity.name: [names[iri] for iri in entity.broader] for entity in graph.entities if entity.broader}
    assert families == {"Llama-2-7B": ["Llama-2"], "Llama-2": ["Llama"], "BERT-Large": ["BERT"]}
