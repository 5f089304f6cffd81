"""The picture for print and the frame for notebooks."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from xml.etree import ElementTree as xml

import pytest

from kg.model import Graph
from kg.view import frame, overview_svg, whole_svg
from kg.view.places import LETTER
from tests.view.made import HOSTILE, generated, small

SVG = "{http://www.w3.org/2000/svg}"


def test_the_picture_names_what_the_first_view_shows_and_explains_its_signs() -> None:
    texts = [text.text for text in xml.fromstring(overview_svg(small())).iter(SVG + "text")]
    assert {"AlphaNet", "BetaNet", "GammaFormer", "GLUE", "Model", "Dataset", "outperforms", "is based on"} <= set(
        texts
    )
    assert "memory" not in texts
    assert "memory" in [text.text for text in xml.fromstring(whole_svg(small())).iter(SVG + "text")]


@pytest.mark.parametrize("draw", [overview_svg, whole_svg])
def test_no_two_names_of_the_picture_overlap(draw: object) -> None:
    root = xml.fromstring(draw(generated(300)))  # type: ignore[operator]
    names = [text for group in root.findall(SVG + "g") for text in group.findall(SVG + "text")]
    assert len(names) > 50
    boxes = [
        (float(t.get("x", 0)), float(t.get("y", 0)), LETTER * len(t.text or "") / 2)
        for t in names
    ]  # fmt: skip
    assert not [1 for a, b in combinations(boxes, 2) if abs(a[1] - b[1]) < 14 and abs(a[0] - b[0]) < a[2] + b[2] - 0.01]


def test_hostile_and_unwritable_text_is_text_in_the_picture() -> None:
    graph = small()
    claims = tuple(
        replace(claim, tail="nul\x00\ud800" if claim.tail == "GLUE" else claim.tail) for claim in graph.claims
    )
    entities = tuple(
        replace(entity, name="nul\x00\ud800") if entity.name == "GLUE" else entity for entity in graph.entities
    )
    root = xml.fromstring(whole_svg(replace(graph, claims=claims, entities=entities)))
    assert "nul��" in [text.text for text in root.iter(SVG + "text")]
    assert f"{HOSTILE} (Method)" in [title.text for title in root.iter(SVG + "title")]
    assert not [node for node in root.iter() if node.tag.endswith(("script", "img"))]


def test_an_empty_graph_has_a_picture() -> None:
    assert xml.fromstring(overview_svg(Graph())).tag == SVG + "svg"


def test_the_picture_is_the_same_each_time() -> None:
    assert whole_svg(generated(80)) == whole_svg(generated(80))


def test_a_notebook_gets_one_frame_that_may_run_scripts_and_nothing_else() -> None:
    html = frame(small())
    assert html.startswith("<iframe")
    assert html.count("<") == 2
    assert 'sandbox="allow-scripts allow-downloads allow-popups"' in html
