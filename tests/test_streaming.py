"""A long run goes on where it was killed, to the same bytes, and reads what it can."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg import streaming
from kg.bench.corpora import line, varied
from kg.cli import main
from kg.errors import InputError, ResourceError
from kg.extract import for_layers
from kg.gate import Gate
from kg.model import OPEN, Paper
from kg.papers import Skip, listed
from kg.streaming import Place, Task, stream

OPENED = frozenset({OPEN})


def task(output: Path, *files: Path) -> Task:
    return Task(files, {}, for_layers("rules", OPENED), Gate(OPENED), output)


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("corpus") / "papers.jsonl"
    papers = [Paper(p.id, p.title, p.abstract[:300].rsplit(". ", 1)[0] + ".") for p in listed().papers[:8]]
    path.write_text("".join(map(line, varied(papers, 24, seed=1))), "utf-8")
    return path


@pytest.fixture
def _small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streaming, "BATCH", 5)


class Killed(Exception):
    pass


@pytest.mark.usefixtures("_small_batches")
@pytest.mark.parametrize("torn", [b"", b'{"paper": "half a li'])
def test_a_run_that_was_killed_goes_on_to_the_same_bytes(corpus: Path, tmp_path: Path, torn: bytes) -> None:
    whole = stream(task(tmp_path / "whole", corpus))
    assert whole.papers == 24
    assert whole.facts > 50
    batches = iter(range(3))

    def kill(place: Place) -> None:
        if next(batches, None) is None:
            raise Killed

    with pytest.raises(Killed):
        stream(task(tmp_path / "parts", corpus), kill)
    assert not (tmp_path / "parts" / "facts.jsonl").exists()
    with (tmp_path / "parts" / streaming.PARTIAL).open("ab") as file:
        file.write(torn)  # what a kill in the middle of a write leaves
    places: list[Place] = []
    assert stream(task(tmp_path / "parts", corpus), places.append) == whole
    assert places[0].papers == 15
    assert (tmp_path / "parts" / "facts.jsonl").read_bytes() == (tmp_path / "whole" / "facts.jsonl").read_bytes()
    assert not (tmp_path / "parts" / streaming.PLACE).exists()


@pytest.mark.usefixtures("_small_batches")
def test_facts_do_not_depend_on_how_the_input_is_cut(corpus: Path, tmp_path: Path) -> None:
    lines = corpus.read_bytes().splitlines(keepends=True)
    (tmp_path / "a.jsonl").write_bytes(b"".join(lines[:7]))
    (tmp_path / "b.jsonl").write_bytes(b"".join(lines[7:]).rstrip(b"\n"))
    stream(task(tmp_path / "one", corpus))
    stream(task(tmp_path / "two", tmp_path / "a.jsonl", tmp_path / "b.jsonl"))
    assert (tmp_path / "one" / "facts.jsonl").read_bytes() == (tmp_path / "two" / "facts.jsonl").read_bytes()


def test_broken_records_are_told_and_the_others_read(tmp_path: Path) -> None:
    path = tmp_path / "papers.jsonl"
    fine = json.dumps({"title": "Foo", "abstract": "The film covers a plate."})
    path.write_text(f"{fine}\n\n{{\n" + json.dumps({"title": "Bar"}) + "\n", "utf-8")
    skips: list[Skip] = []
    done = stream(task(tmp_path / "out", path), skipped=skips.append)
    assert (done.papers, done.lost, done.facts) == (1, 2, 1)
    assert [skip.where for skip in skips] == [f"{path}:3", f"{path}:4"]


def test_other_settings_do_not_go_on_with_what_was_begun(corpus: Path, tmp_path: Path) -> None:
    def kill(place: Place) -> None:
        if place.papers:
            raise Killed

    with pytest.raises(Killed):
        stream(task(tmp_path, corpus), kill)
    other = Task((corpus,), {}, for_layers("rules", OPENED), Gate(OPENED, 0.5), tmp_path)
    with pytest.raises(ResourceError, match=r"progress\.json: was begun with other papers or settings"):
        stream(other)
    (tmp_path / streaming.PARTIAL).write_bytes(b"")
    with pytest.raises(ResourceError, match="is shorter than"):
        stream(task(tmp_path, corpus))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.jsonl: cannot be read"):
        stream(task(tmp_path / "out", tmp_path / "none.jsonl"))


@pytest.mark.slow
def test_a_killed_process_leaves_what_the_next_one_needs(corpus: Path, tmp_path: Path) -> None:
    more = tmp_path / "more.jsonl"
    more.write_bytes(corpus.read_bytes() * 12)
    command = [sys.executable, "-m", "kg", "stream", str(more), "--extractor", "rules", "--layer", "open"]
    command += ["--every", "0", "-o"]
    assert subprocess.run([*command, str(tmp_path / "whole")], capture_output=True, check=False).returncode == 0
    process = subprocess.Popen([*command, str(tmp_path / "parts")], stderr=subprocess.PIPE, text=True)
    assert process.stderr
    for _ in range(random.Random(3).randrange(1, 4)):
        assert "papers" in process.stderr.readline()
    process.kill()
    process.wait()
    process.stderr.close()
    again = subprocess.run([*command, str(tmp_path / "parts")], capture_output=True, check=False, text=True)
    assert "going on after" in again.stderr
    assert (tmp_path / "parts" / "facts.jsonl").read_bytes() == (tmp_path / "whole" / "facts.jsonl").read_bytes()


def test_a_made_corpus_is_the_same_each_time_and_no_two_papers_are(tmp_path: Path) -> None:
    papers = [Paper("p", "GraphNet", "GraphNet gains 12.5 points. It is fast. We like GPT-2. It is open. Done.")]
    first, second, third = varied(papers, 3, seed=0)
    assert [first, second, third] == list(varied(papers, 3, seed=0))
    assert len({first.abstract, second.abstract, third.abstract}) == 3
    assert first.title not in first.abstract or first.title != "GraphNet"
    assert "GraphNet" not in first.title


def test_the_commands_make_a_corpus_and_stream_it(tmp_path: Path) -> None:
    run = CliRunner().invoke
    made = run(main, ["bench", "corpus", "3", "-o", str(tmp_path / "made.jsonl")])
    assert made.exit_code == 0, made.output
    assert "3 abstracts" in made.stdout
    done = run(main, ["stream", str(tmp_path / "made.jsonl"), "--layer", "open", "-o", str(tmp_path / "out")])
    assert done.exit_code == 0, done.output
    assert done.stdout.startswith("3 papers, ")
    assert len((tmp_path / "out" / "facts.jsonl").read_text("utf-8").splitlines()) > 20
