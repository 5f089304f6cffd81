"""A reader in a real browser: Debian's Chromium, without a network, that notes every request and every complaint."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as xml

from playwright.sync_api import Browser, Page, sync_playwright

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--force-color-profile=srgb"]
SVG = "{http://www.w3.org/2000/svg}"
PICTURES = Path(__file__).parents[2] / "output" / "screenshots"


@dataclass
class Reader:
    """A page and what it did that it should not have done."""

    page: Page
    address: str
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def state(self, script: str, given: Any = None) -> Any:
        """Return what a script finds in the page."""
        return self.page.evaluate(script, given)

    def picture(self, name: str) -> None:
        """Keep a screenshot as an artefact of the test."""
        PICTURES.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=PICTURES / f"{name}.png")

    def settle(self) -> None:
        """Wait until what was clicked has been painted."""
        self.page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")

    def open(self, fragment: str = "") -> None:
        """Load the page afresh, with a link's fragment."""
        self.page.goto("about:blank")
        self.page.goto(self.address + fragment)
        self.page.wait_for_selector("html[data-ready=true]")
        self.settle()

    def text(self, selector: str) -> str:
        """Return the text that one sees of an element."""
        return self.page.locator(selector).inner_text()


@contextmanager
def chromium() -> Iterator[Browser]:
    """The browser that stands on the PATH."""
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    assert program, "no chromium on the PATH: apt-get install chromium"
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        browser.close()


@contextmanager
def reading(browser: Browser, path: Path, **options: Any) -> Iterator[Reader]:
    """Open a page offline; leave with the certainty that it asked for nothing and complained of nothing."""
    context = browser.new_context(
        **{"offline": True, "viewport": {"width": 1280, "height": 720}, "accept_downloads": True, **options}
    )
    context.set_default_timeout(60_000)  # a busy machine is slow, not wrong
    reader = Reader(context.new_page(), path.as_uri())
    reader.page.on("request", lambda request: reader.requests.append(request.url))
    reader.page.on("console", lambda note: reader.complaints.append(note.text) if note.type == "error" else None)
    reader.page.on("pageerror", lambda error: reader.complaints.append(str(error)))
    reader.page.on("dialog", lambda dialog: (reader.complaints.append("dialog"), dialog.dismiss()))
    reader.open()
    try:
        yield reader
    finally:
        context.close()
    assert not reader.complaints
    assert {url.partition("#")[0] for url in reader.requests if not url.startswith(("about:", "blob:"))} == {
        reader.address
    }


@dataclass(frozen=True)
class Drawn:
    """What the exported picture shows: dots by entity, in pixels of the canvas, and the boxes of the labels."""

    dots: dict[str, tuple[float, float]]
    labels: dict[str, tuple[float, float]]


def drawn(reader: Reader) -> Drawn:
    """Save the view as SVG, as a reader would, and look at it."""
    root = xml.fromstring(saved(reader, "#svg"))
    named = [(shape.get("data-entity"), shape) for shape in root if not shape.tag.endswith("text")]
    dots = {name: centre(shape) for name, shape in named if name}
    labels = {text.text or "": (float(text.get("x", 0)), float(text.get("y", 0))) for text in root.iter(SVG + "text")}
    return Drawn(dots, labels)


def saved(reader: Reader, button: str) -> bytes:
    """Return the file that a button of the export menu saves."""
    reader.page.click("#export summary")
    with reader.page.expect_download() as download:
        reader.page.click(button)
    return Path(download.value.path()).read_bytes()


def centre(shape: xml.Element) -> tuple[float, float]:
    """The middle of a circle or a polygon."""
    if shape.tag.endswith("circle"):
        return float(shape.get("cx", 0)), float(shape.get("cy", 0))
    points = [tuple(map(float, point.split(","))) for point in shape.get("points", "").split()]
    return sum(x for x, _ in points) / len(points), sum(y for _, y in points) / len(points)
