"""Conflicts: claims that stand against each other are found with their settings, and nothing else is."""

from __future__ import annotations

from dataclasses import replace

from kg.across.conflicts import DIRECTION, LIMITATION, NUMBER, ORDER, Conflict, conflicts
from kg.model import Claim, Graph, Qualifiers
from tests.store.made import ALPHA, BETA, GAMMA, claim, made


def of(*claims: Claim) -> tuple[Conflict, ...]:
    return conflicts(Graph(made().papers, made().entities, claims))


def test_two_papers_that_rank_two_systems_the_other_way_round_are_a_conflict() -> None:
    found = [conflict for conflict in conflicts(made()) if conflict.kind == DIRECTION]
    (conflict,) = found
    assert set(conflict.about) == {"AlphaNet", "BERT"}
    assert {conflict.one.paper_id, conflict.other.paper_id} == {ALPHA.id, GAMMA.id}
    assert conflict.setting == (
        "two papers", "same data set: GLUE", "metric: F1 against none given",
        "condition: none given against when tuned well",
    )  # fmt: skip


def test_a_hedged_claim_conflicts_with_nothing() -> None:
    forward = claim(BETA, "BetaFormer", "outperforms", "AlphaNet", "BetaFormer outperforms AlphaNet on GLUE")
    back = replace(claim(GAMMA, "AlphaNet", "outperforms", "BetaFormer", "BERT is a Transformer"))
    assert [conflict.kind for conflict in of(forward, back)] == [DIRECTION]
    assert not of(forward, replace(back, modality="hedged"))
    assert not of(forward, replace(back, layer="open"))
    assert not of(forward)


def test_a_limitation_stands_against_the_claim_to_address_it() -> None:
    one = claim(ALPHA, "Transformers", "hasLimitation", "quadratic complexity",
                "Transformers suffer from quadratic complexity")  # fmt: skip
    other = claim(GAMMA, "Transformers", "addresses", "quadratic complexity", "BERT is a Transformer")
    assert [conflict.kind for conflict in of(one, other)] == [LIMITATION]


def test_quadratic_and_linear_complexity_are_set_side_by_side_where_a_fact_links_their_bearers() -> None:
    quadratic = claim(ALPHA, "Transformers", "hasLimitation", "quadratic complexity",
                      "Transformers suffer from quadratic complexity")  # fmt: skip
    linear = replace(
        claim(BETA, "BetaFormer", "achieves", "91.3 F1", "BetaFormer achieves 91.3 F1 on GLUE"),
        tail="linear complexity",
        qualifiers=Qualifiers(metric="complexity", value="linear"),
    )
    link = claim(BETA, "BetaFormer", "isA", "Transformers", "BetaFormer is a variant of AlphaNet")
    (conflict,) = of(quadratic, linear, link)
    assert (conflict.kind, conflict.about) == (ORDER, ("Transformers", "BetaFormer"))
    assert (conflict.one, conflict.other) == (quadratic, linear)
    assert not of(quadratic, linear)


def test_two_figures_for_one_thing_conflict_unless_the_condition_differs() -> None:
    one = claim(BETA, "BetaFormer", "achieves", "91.3 F1", "BetaFormer achieves 91.3 F1 on GLUE", metric="F1",
                value="91.3", dataset="GLUE")  # fmt: skip
    values = Qualifiers(metric="F1-score", value="90.1", dataset="the GLUE benchmark")
    other = replace(one, id="other", evidence="BetaFormer is evaluated on GLUE", qualifiers=values)
    assert [conflict.kind for conflict in of(one, other)] == [NUMBER]
    assert not of(one, replace(other, qualifiers=replace(values, condition="tiny model")))
    assert not of(one, replace(other, qualifiers=replace(values, metric="accuracy")))
