"""The scene, the first view and the positions."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model import Graph
from kg.view.boxes import apart, overlaps
from kg.view.layout import Box, positions
from kg.view.overview import MOST_NODES, RELATIONS, overview
from kg.view.palette import RELATION_ORDER, RELATION_STROKE, SHAPES, TYPE_LOOK, TYPE_ORDER
from kg.view.places import places
from kg.view.scene import scene
from tests.view.made import ALPHA, generated, small


def test_the_claims_that_say_the_same_of_the_same_two_are_one_link() -> None:
    made = scene(small())
    links = [
        link for link in made.links if made.nodes[link.source].name == "AlphaNet" and link.relation == "outperforms"
    ]
    assert [len(link.claims) for link in links] == [2]


def test_a_hedged_claim_and_its_entity_do_not_show() -> None:
    assert "DeltaNet" not in {node.name for node in scene(small()).nodes}


def test_nodes_are_numbered_by_their_links_and_a_paper_has_its_title() -> None:
    made = scene(small())
    assert [node.id for node in made.nodes] == list(range(len(made.nodes)))
    assert [node.degree for node in made.nodes] == sorted((node.degree for node in made.nodes), reverse=True)
    assert ALPHA.title in {node.name for node in made.nodes if node.type == "Paper"}


def test_the_first_view_is_what_is_proposed_and_what_that_is_compared_with() -> None:
    made = scene(small())
    shown = overview(made)
    assert {link.relation for link in shown} == set(RELATIONS)
    assert not {made.nodes[end].type for link in shown for end in (link.source, link.target)} & {"Paper", "Problem"}


def test_a_first_view_with_room_also_shows_what_is_matched() -> None:
    claims = tuple(replace(c, relation="matches") if c.relation == "reduces" else c for c in small().claims)
    assert "matches" in {link.relation for link in overview(scene(replace(small(), claims=claims)))}


@pytest.mark.parametrize("count", [20, 600])
def test_the_first_view_is_never_a_hairball(count: int) -> None:
    shown = overview(scene(generated(count)))
    assert 0 < len({end for link in shown for end in (link.source, link.target)}) <= MOST_NODES


def test_an_empty_graph_has_an_empty_first_view() -> None:
    made = places(scene(Graph()))
    assert (made.first, made.home, made.whole) == ((), {}, {})


def test_every_drawn_node_has_a_place_of_its_own() -> None:
    made = scene(generated(400))
    whole = places(made).whole
    assert set(whole) == {node.id for node in made.nodes}
    assert len(set(whole.values())) == len(whole)


edges = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), min_size=1, max_size=80)


@settings(max_examples=30)
@given(edges)
def test_boxes_do_not_overlap_and_the_order_of_the_input_does_not_matter(pairs: list[tuple[int, int]]) -> None:
    nodes = {end for pair in pairs for end in pair}
    boxes = {node: Box(60 + node, 30) for node in nodes}
    place = positions(nodes, pairs, boxes)
    assert set(place) == nodes
    size = np.array([[boxes[node].width - 2, boxes[node].height - 2] for node in place])
    assert not len(overlaps(np.array(list(place.values()), dtype=float), size)[0])
    assert positions(sorted(nodes, reverse=True), [(b, a) for a, b in reversed(pairs)], boxes) == place


def test_crowded_boxes_are_moved_apart() -> None:
    place, size = np.zeros((50, 2)) + np.arange(50)[:, None], np.full((50, 2), 30.0)
    assert len(overlaps(place, size)[0]) > 50
    assert not len(overlaps(apart(place, size), size)[0])


def test_every_type_has_a_shape_of_its_own_and_every_relation_a_line_of_its_own() -> None:
    assert set(TYPE_LOOK) == set(TYPE_ORDER)
    assert set(RELATION_STROKE) == set(RELATION_ORDER)
    assert len({look.shape for look in TYPE_LOOK.values()}) == len(TYPE_LOOK)
    assert {look.shape for look in TYPE_LOOK.values()} <= set(SHAPES)
