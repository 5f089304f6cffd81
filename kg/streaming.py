"""A corpus of any size → facts, a few papers at a time: memory does not grow, and a killed run goes on where it was.

After each batch the facts are on disk, and a small file says how far input and output have come. A further run cuts
off what came after that and goes on, so that the bytes are those of one run. Every paper is a graph of its own: names
are joined within it, and their IRIs come from the names, so that papers agree on them without being held together.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from itertools import islice
from pathlib import Path
from typing import BinaryIO, Final

from kg import records
from kg.errors import InputError, ResourceError
from kg.extract.base import Extractor
from kg.extract.parse import fleeting
from kg.files import replace_file
from kg.gate import Gate
from kg.model import Extraction, Paper
from kg.papers import Skip, paper_of
from kg.readers import json_record
from kg.resolve import resolve

FACTS: Final = "facts.jsonl"
PARTIAL: Final = "facts.jsonl.partial"
PLACE: Final = "progress.json"
LOCK: Final = ".lock"
BATCH: Final = 64


@dataclass(frozen=True, slots=True)
class Place:
    """How far a run has come.

    Attributes:
        file, line, at: the input file, by its number, and the lines and bytes of it that are done.
        written: bytes of facts.
        lost: records that could not be read; failed: papers of which nothing could be extracted.
    """

    file: int = 0
    line: int = 0
    at: int = 0
    written: int = 0
    papers: int = 0
    sentences: int = 0
    facts: int = 0
    lost: int = 0
    failed: int = 0


@dataclass(frozen=True, slots=True)
class Task:
    """What a run does.

    Attributes:
        files: of JSON Lines; ``mapping``: for each of our fields the name that the records use instead.
        gate: which facts are written.
        output: the folder for ``facts.jsonl``.
    """

    files: Sequence[Path]
    mapping: Mapping[str, str]
    extractor: Extractor
    gate: Gate
    output: Path


def stream(
    task: Task,
    progress: Callable[[Place], None] = lambda place: None,
    skipped: Callable[[Skip], None] = lambda skip: None,
) -> Place:
    """Write the facts of all papers to ``facts.jsonl``, in the order of the input; go on where a killed run was.

    Args:
        progress: called after each batch, and once at the start with the place from which it goes on.
        skipped: called for each record that cannot be read.

    Raises:
        InputError: a file cannot be read.
        ResourceError: another run works in the folder, or one with other input or another extractor was begun there.
    """
    task.output.mkdir(parents=True, exist_ok=True)
    with _alone(task.output):
        made_from = _made_from(task)
        place = _found(task, made_from)
        progress(place)
        with (task.output / PARTIAL).open("ab") as out:
            out.truncate(place.written)
            while batch := list(islice(_lines(task.files, place), BATCH)):
                place = _through(task, batch, place, out, skipped)
                _keep(task, made_from, place)
                progress(place)
        os.replace(task.output / PARTIAL, task.output / FACTS)
        (task.output / PLACE).unlink(missing_ok=True)
    return place


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of input, where it stands, and the place behind it."""

    data: bytes
    where: str
    file: int
    number: int
    end: int


def _lines(files: Sequence[Path], place: Place) -> Iterator[_Line]:
    number, at = place.line, place.at
    for which in range(place.file, len(files)):
        with _opened(files[which]) as file:
            file.seek(at)
            for data in file:
                number, at = number + 1, at + len(data)
                yield _Line(data, f"{files[which]}:{number}", which, number, at)
        number = at = 0


def _opened(path: Path) -> BinaryIO:
    try:
        return path.open("rb")
    except OSError as error:
        raise InputError(f"cannot be read ({(error.strerror or 'unknown reason').lower()})", str(path)) from None


def _through(task: Task, batch: Sequence[_Line], place: Place, out: BinaryIO, skipped: Callable[[Skip], None]) -> Place:
    """Read a batch of lines, write its facts, and return the place behind it."""
    papers: list[Paper] = []
    lost = 0
    for line in batch:
        if line.data.strip():
            try:
                papers.append(paper_of(json_record(line.data, line.where, task.mapping)))
            except InputError as error:
                skipped(Skip(error.where, error.problem))
                lost += 1
    with fleeting():
        extractions = list(task.extractor.extract(papers))
    lines = [line for extraction in extractions for line in _written(extraction, task.gate)]
    data = "".join(lines).encode()
    out.write(data)
    out.flush()
    os.fsync(out.fileno())  # before the place that counts it is told
    last = batch[-1]
    return replace(
        place,
        file=last.file,
        line=last.number,
        at=last.end,
        written=place.written + len(data),
        papers=place.papers + len(papers),
        sentences=place.sentences + sum(one.sentences for one in extractions),
        facts=place.facts + len(lines),
        lost=place.lost + lost,
        failed=place.failed + sum(bool(one.error) for one in extractions),
    )


def _written(extraction: Extraction, gate: Gate) -> Iterator[str]:
    graph = resolve([gate.checked(extraction)])
    return records.json_lines(graph.claims, {extraction.paper.id: extraction.paper.title})


def _made_from(task: Task) -> dict[str, object]:
    """Return what the bytes of the output depend on."""
    sizes = [(str(path), path.stat().st_size) for path in task.files if path.is_file()]
    gate = {"layers": sorted(task.gate.layers), "min_confidence": task.gate.min_confidence}
    told = {"files": sizes, "mapping": dict(task.mapping), "extractor": dict(task.extractor.describe()), "gate": gate}
    same: dict[str, object] = json.loads(json.dumps(told))
    return same


def _keep(task: Task, made_from: Mapping[str, object], place: Place) -> None:
    told = {"made_from": made_from, "place": asdict(place)}
    replace_file(task.output / PLACE, (json.dumps(told, indent=1) + "\n").encode())


def _found(task: Task, made_from: Mapping[str, object]) -> Place:
    """Return the place that an earlier run has left, or the start."""
    path, partial = task.output / PLACE, task.output / PARTIAL
    if not path.exists():
        return Place()
    try:
        told = json.loads(path.read_text("utf-8"))
        place, before = Place(**told["place"]), told["made_from"]
    except (ValueError, KeyError, TypeError) as error:
        raise ResourceError(f"{path}: is damaged; remove it to begin anew") from error
    if before != made_from:
        raise ResourceError(f"{path}: was begun with other papers or settings; remove it to begin anew")
    if not partial.exists() or partial.stat().st_size < place.written:
        raise ResourceError(f"{partial}: is shorter than {PLACE} says; remove both to begin anew")
    return place


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    with (folder / LOCK).open("wb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise ResourceError(f"{folder}: another run works here") from None
        yield
