"""Comparisons: all that bears on two entities, and nothing where nothing does."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.across.comparing import compare
from kg.across.names import find
from kg.errors import UnknownNameError
from kg.model import Entity
from tests.store.made import BETA, claim, made


def entity(name: str) -> Entity:
    return find(made(), name)[0]


def test_direct_claims_of_both_directions_come_first() -> None:
    found = compare(made(), entity("AlphaNet"), entity("BERT"))
    assert [c.relation for c in found.direct] == ["outperforms", "outperforms", "basedOn"]
    assert {c.head for c in found.direct[:2]} == {"AlphaNet", "BERT"}


def test_results_in_one_metric_on_one_data_set_are_set_side_by_side() -> None:
    base = claim(BETA, "BetaFormer", "achieves", "91.3 F1", "BetaFormer achieves 91.3 F1 on GLUE", metric="F1-score",
                 value="88", dataset="GLUE benchmark")  # fmt: skip
    other = replace(base, id="bert", head="BERT", head_entity=entity("BERT").iri)
    graph = replace(made(), claims=(*made().claims, other))
    ((one, two),) = compare(graph, entity("BetaFormer"), entity("BERT")).measured
    assert (one.value.text, two.value.text) == ("91.3", "88")


def test_what_both_share_and_what_both_are_compared_with_is_shown() -> None:
    found = compare(made(), entity("AlphaNet"), entity("BetaFormer"))
    assert ("usedFor", "speech separation") in {(shared.relation, shared.label) for shared in found.shared}
    through = compare(made(), entity("BERT"), entity("BetaFormer")).through
    assert through
    assert all("AlphaNet" in (c.head, c.tail) for pair in through for c in pair)


def test_two_that_nothing_links_have_an_empty_comparison() -> None:
    assert not compare(made(), entity("PyTorch"), entity("Wikipedia"))


def test_an_alias_and_another_wording_find_the_entity_and_a_slip_finds_the_nearest() -> None:
    assert entity("GLUE benchmark").name == "GLUE"
    assert entity("alphanet").name == "AlphaNet"
    assert entity("the Transformer architectures").name == "Transformers"
    with pytest.raises(UnknownNameError, match=r"no entity is called 'AlphaNt'\. Nearest: AlphaNet"):
        find(made(), "AlphaNt")
