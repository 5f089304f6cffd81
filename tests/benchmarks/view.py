"""Our page beside the one that plain pyvis makes of the same graph: size, first picture, frames while panning.

    python -m tests.benchmarks.view [NODES …]

Both are opened in the same headless Chromium without a network, one after the other, so that their ratio holds on a
busy machine. "First picture" is the time from navigation to the first painted nodes: for plain pyvis when its physics
has settled, since it shows a bar until then; it is given up after a minute. Frames are the median and the 95th
percentile between animation frames while the pointer drags the whole graph about.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser, Error, Page
from pyvis.network import Network

from kg.model import Graph
from kg.view import write_page
from kg.view.scene import scene
from tests.view.browser import chromium
from tests.view.made import generated

SIZES = (300, 1500, 3000, 10000)
PATIENCE = 60.0
FRAMES = """() => { window.frames_ = []; let last = performance.now();
const tick = (now) => { window.frames_.push(now - last); last = now; requestAnimationFrame(tick); };
requestAnimationFrame(tick); }"""


def plain_page(graph: Graph, path: Path) -> None:
    """Write what the pyvis manual's first example would."""
    made = scene(graph)
    network = Network(directed=True, cdn_resources="in_line")
    for node in made.nodes:
        network.add_node(node.id, label=node.name, title=node.type)
    for link in made.links:
        network.add_edge(link.source, link.target, title=link.relation)
    path.write_text(network.generate_html(), encoding="utf-8")


def opened(browser: Browser, path: Path, drawn: str, fragment: str = "") -> tuple[Page, float | None]:
    """Open a page; return it and the seconds to its first picture."""
    page = browser.new_context(offline=True, viewport={"width": 1280, "height": 720}).new_page()
    start = time.perf_counter()
    page.goto(path.as_uri() + fragment, wait_until="commit")
    while time.perf_counter() - start < PATIENCE:
        try:
            found = page.evaluate(drawn)
        except Error:
            found = None
        if found:
            return page, found / 1000
        time.sleep(0.02)
    return page, None


def panning(page: Page) -> tuple[float, float]:
    """Drag the graph about; return the median and the 95th percentile of the milliseconds between frames."""
    box = page.locator("canvas").first.bounding_box()
    assert box
    x, y = box["x"] + 30, box["y"] + 30
    page.evaluate(FRAMES)
    page.mouse.move(x, y)
    page.mouse.down()
    for step in range(60):
        page.mouse.move(x + 4 * step, y + 3 * step)
    page.mouse.up()
    frames = sorted(page.evaluate("window.frames_")[2:])
    return statistics.median(frames), frames[int(len(frames) * 0.95)]


PLAIN = """(() => { if (typeof network === 'undefined') return 0;
if (!window.watched_) { window.watched_ = true;
  network.once('stabilizationIterationsDone', () => { window.settled_ = performance.now(); }); }
return window.settled_ || 0; })()"""
OURS = "(performance.getEntriesByName('kg-drawn')[0] || {}).startTime"


def main(sizes: tuple[int, ...]) -> None:
    """Print a table of both pages at each size."""
    print(f"{'nodes':>6} {'page':>22} {'made s':>7} {'MB':>6} {'first picture s':>16} {'frame ms':>9} {'p95 ms':>7}")
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        for size in sizes:
            graph = generated(size)
            for name, write, drawn, fragment in (
                ("ours, first view", write_page, OURS, ""),
                ("ours, everything", write_page, OURS, "#show=all"),
                ("plain pyvis", plain_page, PLAIN, ""),
            ):
                path = Path(folder) / f"{size}.html"
                start = time.process_time()
                write(graph, path)
                made = time.process_time() - start
                page, first = opened(browser, path, drawn, fragment)
                row = f"{size:>6} {name:>22} {made:>7.1f} {path.stat().st_size / 1e6:>6.2f}"
                if first is None:
                    print(f"{row} {'over ' + str(int(PATIENCE)):>16}", flush=True)
                else:
                    middle, high = panning(page)
                    print(f"{row} {first:>16.2f} {middle:>9.1f} {high:>7.1f}", flush=True)
                page.context.close()


if __name__ == "__main__":
    main(tuple(map(int, sys.argv[1:])) or SIZES)
