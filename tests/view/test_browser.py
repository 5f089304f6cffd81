"""The page as a reader uses it, in a real browser without a network: finding, reading, filtering, keeping."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from kg.view import write_page
from tests.view.browser import Reader, drawn, reading, saved
from tests.view.made import ALPHA, BETA, HOSTILE, claim, small

pytestmark = pytest.mark.slow
ALPHANET, BETANET, GAMMA = "entity/alphanet", "entity/betanet", "entity/gammaformer"


@pytest.fixture(scope="module")
def reader(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    path = tmp_path_factory.mktemp("page") / "graph.html"
    write_page(small(), path)
    with reading(browser, path) as found:
        yield found


@pytest.fixture
def afresh(reader: Reader) -> Reader:
    """The page with nothing chosen."""
    reader.page.fill("#find", "")
    reader.page.evaluate("document.activeElement.blur(); location.hash = ''")
    reader.page.mouse.move(640, 10)
    reader.settle()
    return reader


@pytest.fixture
def page(afresh: Reader) -> Page:
    return afresh.page


def click_on(reader: Reader, x: float, y: float) -> None:
    """Click at a point of the canvas."""
    box = reader.page.locator("#canvas").bounding_box()
    assert box
    reader.page.mouse.click(box["x"] + x, box["y"] + y)
    reader.settle()


def test_the_first_view_shows_the_contributions_and_their_rivals(afresh: Reader) -> None:
    assert "5 of 10 entities, 5 of 10 relations" in afresh.text("#count")
    assert set(drawn(afresh).dots) >= {ALPHANET, BETANET, GAMMA, "entity/glue"}
    assert "Who outperforms whom" in afresh.text("#panel")


def test_everything_is_one_click_away(afresh: Reader) -> None:
    afresh.page.click("text=Everything")
    assert "10 of 10 entities, 10 of 10 relations" in afresh.text("#count")


def test_a_fact_is_found_and_its_sentence_read_with_both_names_marked(afresh: Reader) -> None:
    afresh.page.click("#panel .rivals button:has-text('BetaNet')")
    assert "Our model outperforms BetaNet by 3.5% F1 on GLUE." in afresh.text("#claims")
    assert afresh.page.locator("#claims mark").all_inner_texts()[:2] == ["Our model", "BetaNet"]
    assert "2 sentences in 2 papers" in afresh.text("#panel")
    assert [part.split() for part in afresh.page.locator("#claims .chip").all_inner_texts()] == [
        ["metric", "F1"], ["value", "3.5%"], ["on", "GLUE"]]  # fmt: skip


def test_a_click_on_a_dot_opens_the_entity_with_facts_in_both_directions(afresh: Reader) -> None:
    click_on(afresh, *drawn(afresh).dots[BETANET])
    panel = afresh.text("#panel")
    assert "BetaNet" in afresh.text("#panel h2.name")
    assert "is outperformed by" in panel
    assert (
        "AlphaNet outperforms BetaNet in every setting." not in panel
    )  # the second sentence of a fact is on its own page
    assert "all 2 sentences" in panel
    assert "BetaNet outperforms GammaFormer on WikiText." in panel
    assert ALPHA.title in panel
    assert afresh.page.locator("#panel a").first.get_attribute("href") == ALPHA.url


def test_a_click_on_a_line_opens_the_fact(afresh: Reader) -> None:
    dots = drawn(afresh).dots
    (x1, y1), (x2, y2) = dots[ALPHANET], dots["entity/glue"]
    click_on(afresh, (x1 + x2) / 2, (y1 + y2) / 2)
    assert "AlphaNet is evaluated on GLUE." in afresh.text("#claims")


def test_a_click_beside_everything_lets_go(afresh: Reader) -> None:
    afresh.page.click("#panel .rivals button >> nth=0")
    click_on(afresh, 5, 5)
    assert "Who outperforms whom" in afresh.text("#panel")


def test_what_the_pointer_is_over_is_named(afresh: Reader) -> None:
    box = afresh.page.locator("#canvas").bounding_box()
    assert box
    x, y = drawn(afresh).dots[ALPHANET]
    afresh.page.mouse.move(box["x"] + x - 1, box["y"] + y - 1)
    afresh.page.mouse.move(box["x"] + x, box["y"] + y)
    afresh.page.wait_for_selector("#tip:not([hidden])")
    assert "AlphaNet" in afresh.text("#tip")


@pytest.mark.parametrize(
    ("typed", "kind", "found"),
    [
        ("alphan", "Entities", "AlphaNet"),
        ("gamma transf", "Entities", "GammaFormer"),
        ("revisited", "Papers", BETA.title),
        ("in every setting", "Sentences", "AlphaNet outperforms BetaNet in every setting."),
    ],
)
def test_search_finds_names_aliases_papers_and_sentences(afresh: Reader, typed: str, kind: str, found: str) -> None:
    afresh.page.keyboard.press("/")
    afresh.page.keyboard.type(typed)
    assert kind.lower() in afresh.text("#hits").lower()
    assert found in afresh.text("#hits")
    afresh.page.keyboard.press("Escape")
    assert not afresh.page.locator("#hits").is_visible()
    afresh.page.fill("#find", "")


def test_arrows_choose_a_result_and_enter_opens_it(page: Page) -> None:
    page.keyboard.press("/")
    page.keyboard.type("net")
    first = page.locator("#hits [aria-selected=true]").inner_text()
    page.keyboard.press("ArrowDown")
    second = page.locator("#hits [aria-selected=true]").inner_text()
    assert first != second
    assert page.locator("#find").get_attribute("aria-activedescendant") == "hit-1"
    page.keyboard.press("Enter")
    assert page.locator("#panel h2.name").inner_text() in second
    assert page.evaluate("document.activeElement.id") == "panel"


def test_search_opens_what_the_first_view_does_not_show_with_its_neighbours(afresh: Reader) -> None:
    afresh.page.fill("#find", "quadratic")
    afresh.page.keyboard.press("Enter")
    afresh.settle()
    assert set(drawn(afresh).dots) == {"entity/quadratic-complexity", GAMMA}


def test_the_legend_is_the_filter(afresh: Reader) -> None:
    afresh.page.click("text=Everything")
    row = afresh.page.locator("#types li", has_text="Dataset")
    assert row.locator(".n").inner_text() == "1"
    row.locator("input").uncheck()
    assert "entity/glue" not in drawn(afresh).dots
    assert "9 of 10 entities" in afresh.text("#count")
    row = afresh.page.locator("#relations li", has_text="outperforms")
    row.hover()
    row.locator("button").click()
    assert set(drawn(afresh).dots) == {ALPHANET, BETANET, GAMMA, f"entity/{_hostile_key()}"}
    assert "3 of 10 relations" in afresh.text("#count")
    afresh.page.click("#reset")
    assert "5 of 10 entities" in afresh.text("#count")


def _hostile_key() -> str:
    from kg.iri import ENTITY, entity_iri

    return entity_iri(HOSTILE.lower()).removeprefix(ENTITY)


def test_a_paper_and_a_confidence_narrow_the_view_down(afresh: Reader) -> None:
    afresh.page.select_option("#paper", label=BETA.title)
    assert "4 of 10 entities, 3 of 10 relations" in afresh.text("#count")
    afresh.page.locator("#confidence").fill("0.5")
    assert "2 of 10 relations" in afresh.text("#count")
    assert afresh.text("#confidence-value") == "0.50"
    afresh.page.locator("#confidence").fill("1")
    assert afresh.page.locator("#empty").is_visible()
    afresh.page.click("#empty-reset")
    assert "5 of 10 entities" in afresh.text("#count")


def test_a_paper_is_read_as_a_list_of_its_facts(afresh: Reader) -> None:
    afresh.page.fill("#find", "sparse attention for speech")
    afresh.page.keyboard.press("Enter")
    afresh.settle()
    assert afresh.text("#panel h2.name") == ALPHA.title
    assert "6 facts" in afresh.text("#panel")
    assert afresh.page.locator("#panel li blockquote").all_inner_texts()[-1] == "AlphaNet reduces memory by 87%."
    assert afresh.page.locator("#panel a").get_attribute("href") == ALPHA.url
    afresh.page.click("#panel .close")
    assert "5 of 10 entities" in afresh.text("#count")


def test_a_fact_whose_opposite_is_stated_says_so(afresh: Reader, browser: Browser, tmp_path: Path) -> None:
    back = claim(BETA, "BetaNet", "outperforms", "AlphaNet", "We revisit BetaNet.")
    write_page(replace(small(), claims=(*small().claims, back)), tmp_path / "graph.html")
    with reading(browser, tmp_path / "graph.html") as found:
        found.open(f"#fact={ALPHANET}*outperforms*{BETANET}")
        found.page.click("#panel .notice button")
        assert "We revisit BetaNet." in found.text("#claims")
    afresh.open(f"#fact={ALPHANET}*outperforms*{BETANET}")
    assert afresh.page.locator("#panel .notice").count() == 0


def test_the_neighbourhood_grows_with_its_depth(afresh: Reader) -> None:
    afresh.open("#entity=entity/memory")
    assert "2 of 10" in _around(afresh, 1)
    assert "7 of 10" in _around(afresh, 2)
    assert "9 of 10" in _around(afresh, 3)


def _around(reader: Reader, depth: int) -> str:
    if depth == 1:
        reader.page.click("[data-scope=near]")
    reader.page.locator("#depth").fill(str(depth))
    return reader.text("#count")


def test_the_ways_between_two_entities_are_shown(afresh: Reader) -> None:
    click_on(afresh, *drawn(afresh).dots[ALPHANET])
    afresh.page.click("text=Path to…")
    afresh.page.keyboard.type("quadratic")
    afresh.page.keyboard.press("Enter")
    afresh.settle()
    ways = afresh.page.locator("#panel li.path .trail").all_inner_texts()
    assert [" ".join(way.split()) for way in ways] == [
        "AlphaNet is based on → GammaFormer has limitation → quadratic complexity",
        "AlphaNet outperforms → BetaNet outperforms → GammaFormer has limitation → quadratic complexity",
    ]
    assert "AlphaNet extends GammaFormer." in afresh.page.locator("#panel li.path").first.text_content()  # type: ignore[operator]
    assert set(drawn(afresh).dots) == {ALPHANET, BETANET, GAMMA, "entity/quadratic-complexity"}


def test_the_table_has_what_is_shown_and_sorts(page: Page) -> None:
    page.click("text=Everything")
    page.click("#tab-table")
    assert page.locator("#table tbody tr").count() == 11
    page.click("#table th button:has-text('Confidence')")
    assert page.locator("#table tbody tr").first.locator("td").nth(6).inner_text() == "0.4"
    page.click("#table th button:has-text('Confidence')")
    assert page.locator("#table th[aria-sort=descending]").inner_text() == "Confidence"
    assert page.locator("#table tbody tr").first.locator("td").nth(6).inner_text() == "0.9"
    page.fill("#table input", "every setting")
    assert page.locator("#table tbody tr").count() == 1
    page.click("#table tbody button:has-text('outperforms')")
    assert "Our model" in page.locator("#claims").inner_text()
    page.fill("#table input", "")


def test_the_table_is_saved_as_csv_that_no_spreadsheet_runs(afresh: Reader) -> None:
    afresh.page.click("text=Everything")
    rows = list(csv.reader(io.StringIO(saved(afresh, "#csv").decode("utf-8-sig"))))
    assert rows[0][:3] == ["Head", "Relation", "Tail"]
    assert len(rows) == 12
    assert ["AlphaNet", "outperforms", "BetaNet", "F1", "3.5%", "GLUE", "0.9"] in [row[:7] for row in rows]
    assert any(HOSTILE in row for row in rows)


def test_results_are_listed_by_data_set_model_metric_and_value(page: Page) -> None:
    page.click("#tab-results")
    rows = [row.locator("td").all_inner_texts() for row in page.locator("#results tbody tr").all()]
    assert ["GLUE", "AlphaNet", "F1", "91.3", "achieves", ""] in [row[:6] for row in rows]
    assert ["GLUE", "AlphaNet", "F1", "3.5%", "outperforms", "BetaNet"] in [row[:6] for row in rows]
    assert ["", "AlphaNet", "memory", "87%", "reduces", ""] in [row[:6] for row in rows]


def test_the_address_keeps_the_state_and_back_goes_back(afresh: Reader) -> None:
    page = afresh.page
    page.click("text=Everything")
    page.locator("#types li", has_text="Dataset").locator("input").uncheck()
    page.fill("#find", "memory")
    page.keyboard.press("Enter")
    link, count, name = page.url, afresh.text("#count"), afresh.text("#panel h2.name")
    page.go_back()
    afresh.settle()
    assert "Who outperforms whom" in afresh.text("#panel")
    assert not page.locator("#types li", has_text="Dataset").locator("input").is_checked()
    page.go_back()
    afresh.settle()
    assert page.locator("#types li", has_text="Dataset").locator("input").is_checked()
    afresh.open("#" + link.partition("#")[2])
    assert (afresh.text("#count"), afresh.text("#panel h2.name")) == (count, name)


def test_the_zoom_is_in_the_link(afresh: Reader) -> None:
    before = drawn(afresh).dots[ALPHANET]
    afresh.page.click("#zoom-in")
    afresh.page.locator("#canvas").focus()
    afresh.page.keyboard.press("ArrowRight")
    afresh.page.wait_for_timeout(400)
    moved, link = drawn(afresh).dots[ALPHANET], afresh.page.url
    assert moved != before
    afresh.open("#" + link.partition("#")[2])
    again = drawn(afresh).dots[ALPHANET]
    assert [round(value / 4) for value in again] == pytest.approx([round(value / 4) for value in moved], abs=1)
    afresh.page.click("#fit")
    assert "at=" not in afresh.page.url


def test_a_link_to_what_the_first_view_does_not_hold_shows_its_neighbours(afresh: Reader) -> None:
    afresh.open("#entity=entity/memory")
    assert set(drawn(afresh).dots) == {"entity/memory", ALPHANET}
    afresh.open("#fact=entity/gammaformer*hasLimitation*entity/quadratic-complexity")
    assert "GammaFormer suffers from quadratic complexity." in afresh.text("#claims")
    assert "entity/quadratic-complexity" in drawn(afresh).dots


def test_one_drag_of_a_slider_is_one_step_back(afresh: Reader) -> None:
    slide = """(value) => { const field = document.querySelector('#confidence');
    field.value = value; field.dispatchEvent(new Event('input')); }"""
    for value in (0.2, 0.4, 0.6):
        afresh.state(slide, value)
    assert afresh.text("#confidence-value") == "0.60"
    afresh.page.go_back()
    afresh.settle()
    assert afresh.text("#confidence-value") == "0.00"


def test_a_damaged_link_opens_the_page(afresh: Reader) -> None:
    afresh.open("#show=xyz&entity=%E0%A4%A&steps=99&at=a,b,c&without=Nothing,&path=one*two&fact=<b>")
    assert "5 of 10 entities" in afresh.text("#count")


def test_pictures_of_the_view_are_saved(afresh: Reader) -> None:
    assert saved(afresh, "#png").startswith(b"\x89PNG\r\n")
    picture = drawn(afresh)
    assert "AlphaNet" in picture.labels
    assert len(picture.dots) == 5


def test_no_two_labels_of_the_first_view_lie_on_each_other(afresh: Reader) -> None:
    labels = drawn(afresh).labels
    assert len(labels) == 5
    for (one, (x1, y1)), (two, (x2, y2)) in combinations(labels.items(), 2):
        apart = abs(y1 - y2) >= 12 or x1 + 4 * len(one) < x2 or x2 + 4 * len(two) < x1
        assert apart, (one, two)


def test_dark_and_light_change_and_stay(afresh: Reader) -> None:
    ground = "getComputedStyle(document.body).backgroundColor"
    light = afresh.state(ground)
    afresh.page.click("#theme")
    assert afresh.state(ground) != light
    afresh.open()
    assert afresh.state(ground) != light
    afresh.page.click("#theme")
    assert afresh.state(ground) == light


def test_the_graph_is_walked_by_keyboard_alone(page: Page) -> None:
    page.locator("#canvas").focus()
    page.keyboard.press("n")
    said = page.locator("#said").inner_text()
    page.keyboard.press("n")
    assert page.locator("#said").inner_text() != said
    page.keyboard.press("p")
    assert page.locator("#said").inner_text() == said
    page.keyboard.press("Enter")
    assert said.startswith(page.locator("#panel h2.name").inner_text())
    page.keyboard.press("Escape")
    assert "Who outperforms whom" in page.locator("#panel").inner_text()
    page.keyboard.press("2")
    assert page.locator("#table").is_visible()
    page.keyboard.press("1")
    page.keyboard.press("?")
    assert page.locator("#help-box").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator("#help-box").is_visible()


FOCUSED = """(e => e === document.body ? null :
  [e.id || e.getAttribute('aria-label') || e.textContent, getComputedStyle(e).outlineStyle])(document.activeElement)"""


def test_every_control_is_reached_by_tab_with_a_visible_focus(page: Page) -> None:
    page.locator("#skip").focus()
    seen = {}
    for _ in range(90):
        page.keyboard.press("Tab")
        found = page.evaluate(FOCUSED)
        if not found:
            break
        seen[found[0]] = found[1]
    controls = {
        "find",
        "tab-graph",
        "share",
        "theme",
        "help",
        "hiddenTypes-1",
        "Show only Model",
        "paper",
        "confidence",
    }
    assert controls | {"reset", "canvas", "zoom-in", "fit"} <= set(seen)
    assert "none" not in seen.values()


def test_hostile_text_is_shown_and_never_run(afresh: Reader) -> None:
    afresh.page.fill("#find", "onerror")
    assert HOSTILE[:20] in afresh.text("#hits")
    afresh.page.keyboard.press("Enter")
    afresh.settle()
    assert HOSTILE in afresh.text("#panel h2.name")
    assert afresh.page.locator("img").count() == 0
    assert afresh.page.locator("#panel a").count() == 0
    for view in ("#tab-table", "#tab-results", "#tab-graph"):
        afresh.page.click(view)
    assert afresh.page.locator("img, b[onclick]").count() == 0


def test_the_policy_stops_scripts_and_requests_that_are_put_in_later(browser: Browser, tmp_path: Path) -> None:
    write_page(small(), tmp_path / "graph.html")
    page = browser.new_context().new_page()
    page.goto((tmp_path / "graph.html").as_uri())
    page.evaluate(
        "document.body.append(Object.assign(document.createElement('script'), {textContent: 'window.ran = 1'}))"
    )
    failed = page.evaluate("fetch('https://example.org/').then(() => 'sent', () => 'refused')")
    assert (page.evaluate("window.ran"), failed) == (None, "refused")
    page.context.close()
