"""A graph that grows and shrinks is, byte for byte, the graph of one build; killed at any moment it is whole."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from kg import growth, ledger, pipeline
from kg.cli import main
from kg.errors import ResourceError, UnknownNameError
from kg.model import Paper
from kg.papers import Reading
from kg.store import oxigraph, queries, read_graph
from tests.tiny import Tiny

FILES = ("graph.ttl", "graph.html", "facts.jsonl", "rejected.jsonl")
ABSTRACTS = (
    "Foo outperforms Bar by 5% here. Foo never outperforms Baz.",
    "Bar outperforms Baz by 7% there.",
    "We find foo outperforms Qux. Qux outperforms Foo by 1% at times.",
    "Nothing is found.",
)
PAPERS = st.builds(
    Paper,
    id=st.sampled_from(["1", "2", "3"]),
    title=st.just("A Title"),
    abstract=st.sampled_from(ABSTRACTS),
    source=st.sampled_from(["a:1", "b:2"]),
)


def contents(directory: Path) -> dict[str, bytes]:
    found = {name: (directory / name).read_bytes() for name in FILES}
    triples = sorted(map(repr, oxigraph.Store.open(directory / "store").triples()))
    return {**found, "store": "\n".join(triples).encode()}


class Growing(RuleBasedStateMachine):
    """Papers come, change and go; what is left is compared with one build."""

    def __init__(self) -> None:
        super().__init__()
        self.place = Path(tempfile.mkdtemp())
        self.graph = self.place / "grown"
        self.papers: dict[str, Paper] = {}

    @initialize(papers=st.lists(PAPERS, max_size=2, unique_by=lambda paper: paper.id))
    def build(self, papers: list[Paper]) -> None:
        pipeline.write(pipeline.build(Reading(tuple(papers)), Tiny()), self.graph)
        self.papers = {paper.id: paper for paper in papers}

    @rule(papers=st.lists(PAPERS, max_size=2, unique_by=lambda paper: paper.id))
    def add(self, papers: list[Paper]) -> None:
        before = contents(self.graph)
        change = growth.add(self.graph, Reading(tuple(papers)), Tiny())
        assert change.added + change.replaced + change.known == len(papers)
        if change.known == len(papers):
            assert contents(self.graph) == before
        for paper in papers:
            if paper.id not in self.papers or self.papers[paper.id].abstract != paper.abstract:
                self.papers[paper.id] = paper  # the same text from another place changes nothing

    @precondition(lambda self: self.papers)
    @rule(data=st.data())
    def remove(self, data: st.DataObject) -> None:
        gone = data.draw(st.sampled_from(sorted(self.papers)))
        del self.papers[gone]
        growth.remove(self.graph, [gone])

    def teardown(self) -> None:
        if self.graph.exists():
            papers = tuple(self.papers[key] for key in sorted(self.papers))
            once = self.place / "once"
            pipeline.write(pipeline.build(Reading(papers), Tiny()), once)
            assert contents(self.graph) == contents(once)
            store = oxigraph.Store.open(self.graph / "store")
            for name, check in queries.checks().items():
                assert not store.rows(check.text), name
        shutil.rmtree(self.place)


Growing.TestCase.settings = settings(max_examples=6, stateful_step_count=6, deadline=None)
TestAnySequenceOfAddsAndRemovesGivesTheGraphOfOneBuild = pytest.mark.slow(Growing.TestCase)


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture
def directory(tmp_path: Path, tiny: Tiny) -> Path:
    path = tmp_path / "out"
    papers = (Paper("1", "First", ABSTRACTS[0], "a:1"), Paper("2", "Second", ABSTRACTS[1], "a:2"))
    pipeline.write(pipeline.build(Reading(papers), tiny), path)
    return path


def test_the_same_paper_twice_changes_nothing_and_is_not_read_again(directory: Path, tmp_path: Path) -> None:
    path = tmp_path / "more.jsonl"
    path.write_text(json.dumps({"id": "2", "title": "Second", "abstract": ABSTRACTS[1]}) + "\n", "utf-8")
    before = contents(directory)
    result = run("add", path, "-g", directory)
    assert result.exit_code == 0, result.output
    assert "Added 0, replaced 0, known already 1" in result.stdout
    assert contents(directory) == before


def test_a_changed_abstract_replaces_its_claims(directory: Path, tmp_path: Path) -> None:
    path = tmp_path / "more.jsonl"
    path.write_text('{"id": "2", "title": "Second", "abstract": "New outperforms Old by 3%."}\n', "utf-8")
    result = run("add", path, "-g", directory)
    assert "Added 0, replaced 1, known already 0" in result.stdout
    graph = read_graph(directory)
    assert {(claim.head, claim.tail) for claim in graph.claims} == {("Foo", "Bar"), ("New", "Old")}


def test_a_removed_paper_leaves_no_orphan(directory: Path) -> None:
    result = run("remove", "first", "-g", directory)
    assert result.exit_code == 0, result.output
    graph = read_graph(directory)
    assert [paper.id for paper in graph.papers] == ["2"]
    assert {entity.name for entity in graph.entities} == {"Bar", "Baz"}
    assert b"Foo" not in (directory / "graph.ttl").read_bytes()


def test_an_unknown_paper_is_named_and_nothing_is_withdrawn(directory: Path) -> None:
    before = contents(directory)
    with pytest.raises(UnknownNameError, match="'Third'"):
        growth.remove(directory, ["First", "Third"])
    assert contents(directory) == before


def test_a_directory_without_a_graph_and_another_extractor_are_refused(directory: Path, tmp_path: Path) -> None:
    result = run("add", "-g", tmp_path)
    assert (result.exit_code, "kg build" in result.stderr) == (1, True)
    text = (directory / ledger.FILE).read_text("utf-8")
    (directory / ledger.FILE).write_text(text.replace('"version": "1"', '"version": "0"', 1), "utf-8")
    with pytest.raises(ResourceError, match="made by another extractor"):
        growth.add(directory, Reading(()), Tiny())


def test_the_gate_of_the_build_holds_for_what_is_added(tmp_path: Path, tiny: Tiny) -> None:
    path = tmp_path / "papers.jsonl"
    path.write_text(
        '{"id": "1", "title": "T", "abstract": "Foo outperforms Bar by 5%. Foo outperforms Baz."}\n', "utf-8"
    )
    assert run("build", path, "-o", tmp_path / "out", "--min-confidence", "0.8").exit_code == 0
    path.write_text('{"id": "2", "title": "U", "abstract": "A outperforms B by 5%. A outperforms C."}\n', "utf-8")
    assert run("add", path, "-g", tmp_path / "out").exit_code == 0
    assert {claim.tail for claim in read_graph(tmp_path / "out").claims} == {"Bar", "B"}


def test_papers_are_added_in_the_layers_of_the_build(tmp_path: Path) -> None:
    path = tmp_path / "papers.jsonl"
    path.write_text('{"id": "1", "title": "T", "abstract": "A film covers the plate."}\n', "utf-8")
    build = run("build", path, "-o", tmp_path / "out", "--layer", "all", "--extractor", "rules")
    assert build.exit_code == 0, build.output
    path.write_text('{"id": "2", "title": "U", "abstract": "A magnet moves the arm."}\n', "utf-8")
    result = run("add", path, "-g", tmp_path / "out", "--extractor", "rules")
    assert result.exit_code == 0, result.output
    facts = [json.loads(line) for line in (tmp_path / "out" / "facts.jsonl").read_text("utf-8").splitlines()]
    assert {(fact["head"], fact["relation"], fact["tail"]) for fact in facts} == {
        ("film", "covers", "plate"),
        ("magnet", "moves", "arm"),
    }


ATTEMPTS = int(os.environ.get("KG_KILLS", "6"))
MANY = 12
KILLED = """
import os, sys
from pathlib import Path
from kg import growth, pipeline, store, view
from kg.model import Paper
from kg.papers import Reading
from tests.tiny import Tiny

command, directory, last = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
papers = tuple(Paper(str(i), f"Title {i}", f"A{i} outperforms B{i} by {i}%. C{i} outperforms A{i}.") for i in range(12))
events = 0

def watch(event, arguments):
    global events
    if event in ("open", "os.rename", "os.symlink", "os.remove", "os.truncate", "os.chmod", "os.rmdir", "os.mkdir"):
        events += 1
        if events == last:
            os.kill(os.getpid(), 9)

sys.addaudithook(watch)
if command == "add":
    growth.add(directory, Reading(papers), Tiny())
else:
    pipeline.write(pipeline.build(Reading(papers), Tiny()), directory)
print(events)
"""


def killed(command: str, directory: Path, last: int) -> str:
    """Build a graph of one paper, and change it in a process that dies as it is about to touch its n-th file."""
    pipeline.write(pipeline.build(Reading((Paper("first", "First", ABSTRACTS[0]),)), Tiny()), directory)
    done = subprocess.run(
        [sys.executable, "-c", KILLED, command, str(directory), str(last)],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert done.returncode == (-9 if last else 0)
    return done.stdout


@pytest.mark.slow
@pytest.mark.parametrize("command", ["add", "build"])
def test_killed_at_any_moment_the_store_opens_and_holds_whole_papers(tmp_path: Path, command: str) -> None:
    total = int(killed(command, tmp_path / "whole", 0))
    chance = random.Random(command)
    counts = set()
    for attempt in range(ATTEMPTS):
        directory = tmp_path / str(attempt)
        killed(command, directory, 1 + int((total - 1) * (attempt + chance.random()) / ATTEMPTS))
        store = oxigraph.Store.open(directory / "store")
        count = len(read_graph(directory).papers)
        assert count in (1, MANY, MANY + 1)
        counts.add(count)
        for name in ("claim-without-paper", "claim-without-quote", "claim-without-edge", "entity-without-claim"):
            assert not store.rows(queries.checks()[name].text), name
        for name in ("graph.ttl", "facts.jsonl", "graph.html", "run.json"):
            assert (directory / name).read_bytes().endswith((b"\n", b"</html>"))
    if command == "add":
        growth.add(directory, Reading(()), Tiny())  # finishes what was begun
        assert len(read_graph(directory).papers) == len(ledger.read(directory).extractions)
    assert len(counts) > 1, "all were killed at the same stage, which proves nothing"
