"""The page of the listed papers, at the sizes at which people will open it; its pictures stay in output/screenshots."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

import kg
from kg.api import KnowledgeGraph
from tests.view.browser import drawn, reading

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def graph() -> KnowledgeGraph:
    return kg.build()


@pytest.fixture(scope="module")
def listed(graph: KnowledgeGraph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return graph.to_html(tmp_path_factory.mktemp("listed") / "graph.html")


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("listed", {}),
        ("listed-dark", {"color_scheme": "dark"}),
        ("listed-phone", {"viewport": {"width": 390, "height": 844}}),
    ],
)
def test_the_listed_papers_open_readable(
    browser: Browser, graph: KnowledgeGraph, listed: Path, name: str, options: dict[str, Any]
) -> None:
    papers = len({claim.paper_id for claim in graph.facts})
    assert papers > 60
    with reading(browser, listed, **options) as reader:
        reader.picture(name)
        assert f"{len(graph.facts)} facts from {papers} papers" in reader.text("#panel")
        view = drawn(reader)
        assert 30 <= len(view.dots) <= 150
        assert len(view.labels) >= len(view.dots) / 4
        if name == "listed":
            reader.page.click("text=Everything")
            reader.settle()
            reader.picture("listed-everything")
            reader.page.click("#panel .rivals button >> nth=0")
            assert reader.page.locator("#claims mark").count() >= 1
            reader.picture("listed-fact")


def test_the_page_of_the_listed_papers_is_small(listed: Path) -> None:
    assert listed.stat().st_size < 4_000_000
