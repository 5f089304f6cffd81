"""Made graphs are whole and the same for one seed; the measuring of the store compares like with like."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.bench import graphs
from kg.bench.store import StoreBench
from kg.cli import main
from kg.store import oxigraph, queries

FACTS = 2_000


@pytest.fixture(scope="module")
def store() -> oxigraph.Store:
    return oxigraph.Store.of(graphs.lines(FACTS))


def test_a_made_graph_has_so_many_facts_and_is_the_same_for_one_seed(store: oxigraph.Store) -> None:
    claims = int(store.rows("SELECT (COUNT(*) AS ?n) { ?c a kg:Claim }")[0][0].text)  # type: ignore[union-attr]
    assert FACTS * 0.99 < claims <= FACTS
    assert list(graphs.lines(50, 7)) == list(graphs.lines(50, 7))
    assert list(graphs.lines(50, 7)) != list(graphs.lines(50, 8))


@pytest.mark.parametrize("name", sorted(queries.checks()))
def test_a_made_graph_keeps_every_rule_of_a_real_one(store: oxigraph.Store, name: str) -> None:
    assert not store.rows(queries.checks()[name].text)


@pytest.mark.parametrize("name", sorted(queries.named()))
def test_every_named_query_has_an_answer_in_a_made_graph(store: oxigraph.Store, name: str) -> None:
    answer = store.ask(queries.named()[name].text)
    assert isinstance(answer, oxigraph.Table)
    assert answer.rows or name in ("agreements", "disagreements")  # these two need more papers


def test_few_things_are_spoken_of_often_and_most_of_them_once() -> None:
    ends = Counter(e for part in graphs.batches(FACTS) for c in part.claims for e in (c.head_entity, c.tail_entity))
    often = ends.most_common()
    assert often[0][1] > 10 * sorted(ends.values())[len(ends) // 2]
    assert sum(count == 1 for count in ends.values()) > len(ends) / 2


def test_values_to_ask_about_have_an_answer(tmp_path: Path) -> None:
    bench = StoreBench(tmp_path, 300)
    bench.generate()
    loads = bench.load(1, with_rdflib=False)
    assert loads.triples > 20 * 250
    bound = [one for one in bench.ask() if one.bound]
    assert len({one.name for one in bound}) > 20
    assert all(one.rows and not one.stopped for one in bound)


@pytest.mark.slow
def test_both_sides_are_printed() -> None:
    result = CliRunner().invoke(main, ["bench", "store", "--facts", "150", "--rdflib-to", "150"])
    assert result.exit_code == 0, result.output
    assert "150 facts" in result.stdout
    assert "product : bare" in result.stdout
    assert "OTHER ROWS" not in result.stdout
    for name in queries.named():
        assert f"\n{name} " in result.stdout
