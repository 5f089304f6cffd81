"""The page as text: self-contained, escaped, the same bytes each time."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest

from kg.model import Graph
from kg.view import page, write_page
from tests.view.made import HOSTILE, generated, small

DATA = re.compile(r'<script type="application/json" id="data">(.*?)</script>', re.DOTALL)


def test_nothing_in_the_page_is_fetched_from_anywhere() -> None:
    html = page(small())
    assert "default-src 'none'" in unescape(html)
    assert not re.findall(r"<(?:script|link|img|iframe)[^>]+(?:src|href)=", html)
    assert "bootstrap" not in html


def test_hostile_text_is_data_and_never_markup() -> None:
    html = page(small(), title=HOSTILE)
    assert HOSTILE not in html
    assert html.count("</script>") == 3
    assert HOSTILE in {paper["title"] for paper in json.loads(DATA.findall(html)[0])["papers"]}


def test_two_processes_with_different_hash_seeds_make_the_same_bytes() -> None:
    code = "from kg.view import page; from tests.view.made import generated; print(page(generated(300)))"
    pages = {
        subprocess.run(
            [sys.executable, "-c", code], env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2")
    }
    assert len(pages) == 1
    assert len(pages.pop()) > 400_000


def test_the_order_of_entities_does_not_matter() -> None:
    graph = generated(60)
    assert page(replace(graph, entities=graph.entities[::-1])) == page(graph)


def test_an_empty_graph_and_an_unknown_type_and_relation_make_a_page() -> None:
    assert "<title>Knowledge graph</title>" in page(Graph())
    claims = tuple(replace(claim, relation="odd<b>", head_type="Thing") for claim in small().claims)
    data = json.loads(DATA.findall(page(replace(small(), claims=claims, entities=())))[0])
    assert "Thing" in {kind["name"] for kind in data["types"]}
    assert [relation["name"] for relation in data["relations"]] == ["odd<b>"]


def test_a_failed_write_leaves_the_former_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "deep" / "graph.html"
    write_page(small(), target)
    before = target.read_bytes()

    def broken(*_: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(os, "replace", broken)
    with pytest.raises(OSError, match="disk full"):
        write_page(generated(30), target)
    assert target.read_bytes() == before
    assert [path.name for path in target.parent.iterdir()] == ["graph.html"]
