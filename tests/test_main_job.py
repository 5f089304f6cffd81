"""The main job on the listed papers, from the command line to the files."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

import kg
from kg.model import Paper
from kg.papers import listed
from kg.schema import RELATION, fits

pytestmark = pytest.mark.slow
SAME = ("graph.ttl", "graph.html", "facts.jsonl", "rejected.jsonl", "run.json", "REPORT.md")


@pytest.fixture(scope="module")
def builds(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Two builds by two processes that hash differently, one of them in a locale without UTF-8."""
    folders = []
    for seed, language in (("1", "C.UTF-8"), ("2", "C")):
        folder = tmp_path_factory.mktemp("build")
        environment = os.environ | {
            "PYTHONHASHSEED": seed,
            "LC_ALL": language,
            "PYTHONPATH": str(Path(kg.__file__).parent.parent),
        }
        done = subprocess.run(
            [sys.executable, "-m", "kg", "build"], cwd=folder, env=environment, capture_output=True, check=False
        )
        assert done.returncode == 0, done.stderr.decode()
        assert done.stderr == b"", "progress belongs on terminals only"
        folders.append(folder / "output")
    return folders


@pytest.fixture(scope="module")
def facts(builds: list[Path]) -> list[dict[str, object]]:
    return [json.loads(line) for line in (builds[0] / "facts.jsonl").read_text("utf-8").splitlines()]


@pytest.mark.parametrize("name", SAME)
def test_two_builds_are_the_same_bytes(builds: list[Path], name: str) -> None:
    one, two = ((folder / name).read_bytes() for folder in builds)
    assert one
    assert one == two


def test_every_quote_stands_in_its_paper_at_its_offsets(facts: list[dict[str, object]]) -> None:
    papers: dict[str, Paper] = {paper.id: paper for paper in listed().papers}
    assert len(facts) > 500
    for fact in facts:
        paper = papers[str(fact["paper_id"])]
        assert fact["paper"] == paper.title
        assert fact["evidence"]
        start, end = fact["start"], fact["end"]
        assert isinstance(start, int)
        assert isinstance(end, int)
        assert paper.text[start:end] == fact["evidence"]


def test_facts_are_sorted_and_none_stands_twice(facts: list[dict[str, object]]) -> None:
    places = [tuple(fact[key] for key in ("paper", "start", "head", "relation", "tail")) for fact in facts]
    assert places == sorted(places)
    assert max(Counter(json.dumps(fact) for fact in facts).values()) == 1


def test_every_relation_is_found_and_joins_what_it_may(facts: list[dict[str, object]]) -> None:
    assert {fact["relation"] for fact in facts} == set(RELATION)
    for fact in facts:
        assert fits(str(fact["head_type"]), str(fact["relation"]), str(fact["tail_type"]))


def test_a_reader_that_has_read_enough_ends_the_listing_quietly(tmp_path: Path) -> None:
    command = f"{sys.executable} -m kg facts --format text | head -n 1"
    environment = os.environ | {"PYTHONPATH": str(Path(kg.__file__).parent.parent)}
    done = subprocess.run(["sh", "-c", command], cwd=tmp_path, env=environment, capture_output=True, check=True)
    assert done.stdout.count(b"\n") == 1
    assert done.stderr == b""


def test_the_report_counts_what_the_files_hold(builds: list[Path], facts: list[dict[str, object]]) -> None:
    report = json.loads((builds[0] / "run.json").read_text("utf-8"))
    assert (report["papers"], report["skipped"], report["failed"]) == (73, [], [])
    assert report["facts"] == len(facts) == sum(report["relations"].values())
    rejected = (builds[0] / "rejected.jsonl").read_text("utf-8").splitlines()
    assert sum(report["rejected"].values()) == len(rejected)
