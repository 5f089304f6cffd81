"""The page as a reader uses it, in a real browser without a network."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kg.view import write_page
from tests.view.browser import Reader, chromium, reading
from tests.view.made import HOSTILE, small

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    path = tmp_path_factory.mktemp("page") / "graph.html"
    write_page(small(), path)
    with chromium() as browser, reading(browser, path) as found:
        yield found


@pytest.fixture
def afresh(reader: Reader) -> Reader:
    """The page with nothing chosen."""
    reader.page.evaluate("location.hash = ''")
    reader.settle()
    return reader


def test_the_first_view_shows_the_contributions_and_their_rivals(afresh: Reader) -> None:
    afresh.picture("small")
    assert "5 of 10 entities, 5 of 10 relations" in afresh.text("#count")
    assert "AlphaNet" in afresh.text("#panel")


def test_a_fact_is_found_and_its_sentence_read_with_both_names_marked(afresh: Reader) -> None:
    afresh.page.click("#panel .rivals button:has-text('BetaNet')")
    assert "Our model outperforms BetaNet by 3.5% F1 on GLUE." in afresh.text("#claims")
    assert afresh.page.locator("#claims mark").all_inner_texts()[:2] == ["Our model", "BetaNet"]
    assert "2 sentences in 2 papers" in afresh.text("#panel")


def test_hostile_text_is_shown_and_never_run(afresh: Reader) -> None:
    afresh.page.fill("#find", "onerror")
    afresh.page.keyboard.press("Enter")
    afresh.settle()
    assert HOSTILE in afresh.text("#panel h2.name")
    assert afresh.page.locator("img").count() == 0
    assert afresh.page.locator("#panel a").count() == 0
