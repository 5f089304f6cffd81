"""What was found in each paper, kept beside the graph: the graph can be made again from it, paper by paper.

``extractions.jsonl`` holds a first line that says which extractor and which gate made the graph, then one line for each
paper. Lines are appended whole while papers are read, the last line of a paper counts, and a line that a killed process
left unfinished is ignored.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, astuple, dataclass
from pathlib import Path
from typing import Any, Final

from kg.errors import ResourceError
from kg.model import Extraction, Fact, Mention, Paper, Qualifiers, Rejection, Sentence

FILE: Final = "extractions.jsonl"
LOCK: Final = ".lock"


@dataclass(frozen=True, slots=True)
class Ledger:
    """All extractions behind a graph, by paper in the order in which they came, and how they were made.

    Attributes:
        made_by: what the extractor says of itself.
        gate: which facts may pass into the graph, as plain data.
    """

    made_by: Mapping[str, str]
    gate: Mapping[str, Any]
    extractions: Mapping[str, Extraction]

    def knows(self, paper: Paper) -> bool:
        """Tell whether this very paper has been read, wherever it stood."""
        known = self.extractions.get(paper.id)
        return known is not None and not known.error and _content(known.paper) == _content(paper)

    def find(self, name: str) -> list[str]:
        """Return the ids of the papers with this id or title."""
        if name in self.extractions:
            return [name]
        wanted = name.casefold().strip()
        return [key for key, found in self.extractions.items() if found.paper.title.casefold().strip() == wanted]


def read(directory: Path) -> Ledger:
    """Read the ledger of an output directory.

    Raises:
        ResourceError: there is none, or it is damaged.
    """
    path = directory / FILE
    try:
        lines = path.read_bytes().split(b"\n")
    except FileNotFoundError:
        raise _missing(directory) from None
    try:
        head = json.loads(lines[0])
        found: dict[str, Extraction] = {}
        for line in lines[1:-1]:  # what follows the last line feed was never finished
            extraction = decoded(line)
            found[extraction.paper.id] = extraction
        return Ledger(head["extractor"], head["gate"], found)
    except (ValueError, KeyError, TypeError, IndexError) as error:
        raise _damaged(path, error) from error


def gate(directory: Path) -> Mapping[str, Any]:
    """Return the gate of a ledger, of which only the first line is read.

    Raises:
        ResourceError: there is none, or it is damaged.
    """
    path = directory / FILE
    try:
        with path.open("rb") as file:
            found: Mapping[str, Any] = json.loads(file.readline())["gate"]
    except FileNotFoundError:
        raise _missing(directory) from None
    except (ValueError, KeyError, TypeError) as error:
        raise _damaged(path, error) from error
    return found


def _missing(directory: Path) -> ResourceError:
    return ResourceError(f"{directory}: holds no graph to change. Make one with: kg build")


def _damaged(path: Path, error: Exception) -> ResourceError:
    return ResourceError(f"{path}: is damaged ({error}). Make the graph anew with: kg build")


def lines(made_by: Mapping[str, str], gate: Mapping[str, Any], extractions: Iterable[Extraction]) -> Iterator[str]:
    """Yield the lines of a ledger."""
    yield json.dumps({"extractor": dict(made_by), "gate": dict(gate)}, ensure_ascii=False) + "\n"
    yield from map(encoded, extractions)


def append(directory: Path, extractions: Iterable[Extraction]) -> Iterator[Extraction]:
    """Write each extraction to the ledger, whole, and pass it on."""
    path = directory / FILE
    with path.open("rb+") as file:
        data = file.read()
        file.truncate(data.rfind(b"\n") + 1)  # of a line that was never finished nothing may stay
        file.seek(0, os.SEEK_END)
        for extraction in extractions:
            file.write(encoded(extraction).encode())
            file.flush()
            yield extraction


@contextmanager
def locked(directory: Path) -> Iterator[None]:
    """Wait until no other process changes this ledger; a killed one holds nothing."""
    if not (directory / FILE).is_file():
        raise _missing(directory)
    with (directory / LOCK).open("wb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def encoded(extraction: Extraction) -> str:
    """Return the extraction as a line of JSON."""
    spans: dict[tuple[int, int, str], int] = {}

    def span(sentence: Sentence) -> int:
        return spans.setdefault((sentence.start, sentence.end, sentence.text), len(spans))

    def mention(m: Mention) -> list[object]:
        return [span(m.sentence), m.start, m.end, m.text, m.type, m.name]

    def fact(f: Fact) -> list[object]:
        ends = [mention(f.head), f.relation, mention(f.tail), span(f.evidence)]
        return [*ends, list(astuple(f.qualifiers)), f.confidence, f.extractor, f.layer, f.modality]

    record = {
        "paper": asdict(extraction.paper),
        "facts": [fact(f) for f in extraction.facts],
        "rejected": [[fact(r.fact), r.reason] for r in extraction.rejected],
        "aliases": {name: list(others) for name, others in extraction.aliases.items()},
        "sentences": extraction.sentences,
        "error": extraction.error,
        "spans": list(spans),
    }
    return json.dumps(record, ensure_ascii=False) + "\n"


def decoded(line: str | bytes) -> Extraction:
    """Return the extraction that a line of JSON holds."""
    record = json.loads(line)
    paper = Paper(**{**record["paper"], "authors": tuple(record["paper"]["authors"])})
    sentences = [Sentence(paper.id, *span) for span in record["spans"]]

    def fact(values: list[Any]) -> Fact:
        head, relation, tail, evidence, qualifiers, *rest = values
        ends = Mention(sentences[head[0]], *head[1:]), relation, Mention(sentences[tail[0]], *tail[1:])
        return Fact(*ends, sentences[evidence], Qualifiers(*qualifiers), *rest)

    return Extraction(
        paper=paper,
        facts=tuple(map(fact, record["facts"])),
        rejected=tuple(Rejection(fact(values), reason) for values, reason in record["rejected"]),
        aliases={name: tuple(others) for name, others in record["aliases"].items()},
        sentences=record["sentences"],
        error=record["error"],
    )


def _content(paper: Paper) -> tuple[object, ...]:
    return paper.id, paper.title, paper.abstract, paper.year, paper.url, paper.authors
