"""The page in other shapes: on a phone, in the dark, with thousands of entities, in a notebook, for a screen reader."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from kg.model import Graph
from kg.view import frame, write_page
from tests.view.browser import Reader, drawn, reading, saved
from tests.view.made import generated, small

pytestmark = pytest.mark.slow
PHONE = {"width": 390, "height": 844}
STATES = (
    "",
    "#show=near&entity=entity/alphanet",
    "#fact=entity/alphanet*outperforms*entity/betanet",
    "#path=entity/alphanet*entity/quadratic-complexity",
    "#view=table&show=all",
    "#view=results",
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("pages")


def shown(browser: Browser, folder: Path, graph: Graph, **options: Any) -> Any:
    write_page(graph, folder / "graph.html")
    return reading(browser, folder / "graph.html", **options)


@pytest.fixture(scope="module")
def large(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    with shown(browser, tmp_path_factory.mktemp("large"), generated(3600)) as reader:
        yield reader


@pytest.mark.parametrize(("scheme", "states"), [("light", STATES), ("dark", STATES[1:3])])
def test_axe_finds_nothing_serious(
    browser: Browser, folder: Path, axe: str, scheme: str, states: tuple[str, ...]
) -> None:
    with shown(browser, folder, small(), color_scheme=scheme) as reader:
        for state in states:
            reader.open(state)
            reader.page.evaluate(axe)
            found = reader.state("axe.run(document, {resultTypes: ['violations']}).then((result) => result.violations)")
            serious = [f"{one['id']}: {one['nodes'][0]['failureSummary']}" for one in found if one["impact"] != "minor"]
            assert not serious, (state, serious)
        reader.open()
        reader.picture(f"small-{scheme}")


def test_axe_would_find_a_fault(browser: Browser, folder: Path, axe: str) -> None:
    with shown(browser, folder, small()) as reader:
        reader.page.evaluate(axe)
        reader.state("document.querySelector('#zoom-in').removeAttribute('aria-label')")
        reader.state("document.querySelector('#zoom-in').removeAttribute('title')")
        reader.state("document.querySelector('#zoom-in').textContent = ''")
        found = reader.state("axe.run(document).then((result) => result.violations.map((one) => one.id))")
        assert found == ["button-name"]


def test_a_phone_shows_graph_details_and_filters(browser: Browser, folder: Path) -> None:
    with shown(browser, folder, generated(200), viewport=PHONE, has_touch=True, is_mobile=True) as reader:
        reader.picture("phone")
        wide = "Math.max(...[...document.querySelectorAll('body *')].map((e) => e.getBoundingClientRect().right))"
        assert reader.state("document.documentElement.scrollWidth") <= PHONE["width"]
        assert reader.state(wide) <= PHONE["width"] + 1
        assert reader.page.locator("#canvas").bounding_box()["height"] > 250  # type: ignore[index]
        assert reader.page.locator("#panel").is_visible()
        assert not reader.page.locator("#types").is_visible()
        reader.page.tap("#filters-toggle")
        reader.page.locator("#types input").first.tap()
        reader.picture("phone-filters")
        reader.page.tap("#filters-toggle")
        assert "without=" in reader.page.url
        x, y = next(iter(drawn(reader).dots.values()))
        box = reader.page.locator("#canvas").bounding_box()
        reader.page.touchscreen.tap(box["x"] + x, box["y"] + y)  # type: ignore[index]
        reader.page.wait_for_selector("#panel h2.name")
        assert "entity=" in reader.page.url


def test_a_touchable_control_is_large_enough(browser: Browser, folder: Path) -> None:
    with shown(browser, folder, small(), viewport=PHONE) as reader:
        sizes = reader.state(
            "[...document.querySelectorAll('button, summary')].filter((e) => e.offsetParent)"
            ".map((e) => [e.textContent, e.getBoundingClientRect().height])"
        )
        assert [pair for pair in sizes if pair[1] < 24] == [] and len(sizes) > 8  # noqa: PT018


@pytest.mark.parametrize(("graph", "size"), [(generated(300), (1280, 720)), (generated(300), (390, 844))])
def test_no_two_labels_of_the_first_view_overlap(
    browser: Browser, folder: Path, graph: Graph, size: tuple[int, int]
) -> None:
    with shown(browser, folder, graph, viewport={"width": size[0], "height": size[1]}) as reader:
        svg = saved(reader, "#svg").decode()
        boxes = reader.state(
            "(svg) => { const box = document.body.appendChild(document.createElement('div'));"
            "const root = new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement;"
            "box.append(document.importNode(root, true));"
            "return [...box.querySelectorAll('text')].map((t) => { const b = t.getBBox();"
            "return [b.x, b.y + 3, b.x + b.width, b.y + b.height - 3]; }); }",
            svg,
        )
        assert len(boxes) > 12
        assert not [
            (a, b) for a, b in combinations(boxes, 2) if a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
        ]


def test_more_labels_appear_as_one_zooms_in(large: Reader) -> None:
    large.open("#show=all")
    far = drawn(large).labels
    for _ in range(5):
        large.page.click("#zoom-in")
    assert len(drawn(large).labels) > 1.5 * len(far)


def test_a_large_graph_shows_its_best_connected_part_and_says_so(large: Reader) -> None:
    large.open("#show=all")
    large.picture("large")
    assert "3,000 best connected of 3,600 entities" in large.text("#notice")
    shown_count = int(large.text("#count").split()[0].replace(",", ""))
    assert 2500 < shown_count <= 3000


def test_search_brings_in_what_a_large_graph_left_out(large: Reader) -> None:
    large.open("#show=all")
    missing = large.state(
        "JSON.parse(document.getElementById('data').textContent).nodes.filter((node) => node.group !== 'Paper').at(-1)"
    )
    assert missing["iri"] not in drawn(large).dots
    large.page.fill("#find", missing["label"])
    large.page.keyboard.press("Enter")
    large.settle()
    assert large.text("#panel h2.name") == missing["label"]
    assert missing["iri"] in drawn(large).dots


def test_a_notebook_shows_the_page_in_a_frame_that_can_reach_nothing(browser: Browser, tmp_path: Path) -> None:
    host = tmp_path / "notebook.html"
    host.write_text(
        f"<!DOCTYPE html><title>n</title><script>window.secret = 1</script>{frame(small())}", encoding="utf-8"
    )
    context = browser.new_context(offline=True, viewport={"width": 1000, "height": 720})
    page, complaints = context.new_page(), []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda note: complaints.append(note.text) if note.type == "error" else None)
    page.goto(host.as_uri())
    inside = page.frame_locator("iframe")
    inside.locator("#panel .rivals button").first.click()
    assert "Our model outperforms BetaNet by 3.5% F1 on GLUE." in inside.locator("#claims").inner_text()
    reach = "(() => { try { return parent.secret } catch { return 'refused' } })()"
    assert page.frames[1].evaluate(reach) == "refused"
    context.close()
    assert not complaints
