"""Family trees: each entity once, as near to the root as it can stand, and no way round in circles."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.across import charts
from kg.across.landscape import connected, limitations, matrix, years
from kg.across.lineage import Branch, ancestors, descendants
from kg.across.names import find
from kg.across.report import markdown
from kg.model import Claim, Graph
from tests.store.made import ALPHA, BETA, claim, made


def shape(branch: Branch) -> tuple[str, list[object]]:
    return branch.entity.name, [shape(child) for child in branch.below]


def with_claims(*more: Claim) -> Graph:
    return replace(made(), claims=(*made().claims, *more))


def test_what_descends_from_an_entity_is_a_tree_with_the_claims_that_say_so() -> None:
    tree = descendants(made(), find(made(), "BERT")[0])
    assert shape(tree) == ("BERT", [("AlphaNet", [("BetaFormer", [])])])
    assert len(tree) == 3
    child = tree.below[0].claim
    assert child is not None
    assert child.evidence == "AlphaNet, a sparse Transformer based on BERT"
    assert shape(ancestors(made(), find(made(), "BetaFormer")[0])) == ("BetaFormer", [("AlphaNet", [("BERT", [])])])


def test_a_circle_ends_and_a_shorter_way_wins() -> None:
    back = claim(ALPHA, "BERT", "basedOn", "BetaFormer", "AlphaNet, a sparse Transformer based on BERT")
    short = claim(BETA, "BetaFormer", "basedOn", "BERT", "BetaFormer is a variant of AlphaNet")
    tree = descendants(with_claims(back, short), find(made(), "BERT")[0])
    assert shape(tree) == ("BERT", [("AlphaNet", []), ("BetaFormer", [])])


def test_a_hedged_claim_makes_no_descendant_and_a_version_does_without_a_claim() -> None:
    hedged = replace(claim(ALPHA, "Mamba", "basedOn", "BERT", "AlphaNet is compared with Mamba"), modality="hedged")
    graph = with_claims(hedged)
    gpt, bert = find(graph, "GPT-2")[0], find(graph, "BERT")[0]
    versioned = tuple(replace(e, broader=(bert.iri,)) if e.iri == gpt.iri else e for e in graph.entities)
    tree = descendants(replace(graph, entities=versioned), bert)
    assert [(child.entity.name, child.claim is None) for child in tree.below] == [("AlphaNet", False), ("GPT-2", True)]


def test_methods_by_tasks_counts_papers() -> None:
    table = matrix(made())
    cells = {
        (row, column): n
        for row, counts in zip(table.rows, table.counts, strict=True)
        for column, n in zip(table.columns, counts, strict=True)
        if n
    }
    assert cells == {
        ("AlphaNet", "speech separation"): 1,
        ("BetaFormer", "speech separation"): 1,
        ("BERT", "language modeling"): 1,
    }


def test_a_limitation_is_shown_with_what_has_it_and_what_addresses_it() -> None:
    first = limitations(made())[0]
    assert (first.problem, first.papers) == ("quadratic complexity", 2)
    assert [name for name, _ in first.limits] == ["Transformers"]
    assert [name for name, _ in first.answers] == ["AlphaNet"]
    assert connected(made(), 1)[0][0] == "AlphaNet"
    assert years(made()) == {2023: 1, 2024: 1}


def test_pictures_are_the_same_bytes_each_time_and_show_every_name() -> None:
    pytest.importorskip("matplotlib")
    tree = descendants(made(), find(made(), "BERT")[0])
    one, two = charts.tree(tree), charts.tree(tree)
    assert one == two
    assert all(name in one.decode() for name in ("BERT", "AlphaNet", "BetaFormer"))
    drawn = charts.landscape(made())
    assert set(drawn) == {"methods-tasks.svg", "limitations.svg", "years.svg"}
    assert drawn == charts.landscape(made())
    assert "speech separation" in drawn["methods-tasks.svg"].decode()
    assert charts.landscape(Graph()) == {}


def test_names_with_signs_of_formulas_are_drawn_as_they_are() -> None:
    pytest.importorskip("matplotlib")
    root = find(made(), "BERT")[0]
    tree = Branch(replace(root, name="$O(n^2)$ & <b>_x_$"), None)
    assert "$O(n^2)$ &amp; &lt;b&gt;_x_$" in charts.tree(tree).decode()


def test_the_report_says_what_was_found_what_is_open_and_where_papers_disagree() -> None:
    run = {"sentences": 24, "skipped": [{}], "rejected": {"negated": 3, "types do not fit": 4}}
    text = markdown(made(), run)
    assert "Read: 24 sentences of 3 papers; 1 records were left out." in text
    assert "Rejected: 7 candidates: negated 3, types do not fit 4" in text
    assert "| AlphaNet | Model | 3 |" in text
    assert "**quadratic complexity** (2 papers): of Transformers; addressed by AlphaNet" in text
    assert "“BERT outperforms AlphaNet on GLUE when tuned well” (A Second Look at BERT)" in text
    assert "Rejected" not in markdown(made())
    assert markdown(Graph()).startswith("# What the papers say")
