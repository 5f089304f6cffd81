"""Annotated papers, in the format of the annotation guide, and their facts.

A folder holds one JSON object a paper and line, ``{"title": …, "facts": […]}``, beside the texts: ``NAME.jsonl`` with
``NAME_papers.json`` or ``papers.json``, a list of ``{"id", "title", "abstract"}``. A fact has head, relation and tail,
types, the aliases of both ends, and the evidence: a quote, or ``start`` and ``end`` in title + line feed + abstract.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.errors import InputError
from kg.model import Paper
from kg.schema import RELATION, TYPE_NAMES


@dataclass(frozen=True, slots=True)
class GoldName:
    """An end of a gold fact: the name, its type, and the other wordings of the same thing in this paper."""

    name: str
    type: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GoldFact:
    """A fact as an annotator found it; ``start`` and ``end`` are the offsets of the evidence in the paper's text."""

    head: GoldName
    relation: str
    tail: GoldName
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class GoldPaper:
    """A paper and all facts that it states."""

    paper: Paper
    facts: tuple[GoldFact, ...]


def read_folder(folder: Path) -> list[GoldPaper]:
    """Read every annotation file of a folder, sorted by name; files that hold no annotations are passed over.

    Raises:
        InputError: names file and line of the first record that is wrong.
    """
    found = []
    for path in sorted(folder.glob("*.jsonl")):
        texts = path.with_name(f"{path.stem}_papers.json")
        found += read_gold(path, texts if texts.exists() else path.with_name("papers.json"))
    if not found:
        raise InputError("no annotated papers: expected NAME.jsonl beside NAME_papers.json or papers.json", str(folder))
    return found


def read_gold(path: Path, texts: Path) -> list[GoldPaper]:
    """Read one annotation file and the texts that it speaks of."""
    try:
        papers = {p["title"]: Paper(str(p["id"]), p["title"], p["abstract"], texts.name) for p in _load(texts)}
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise InputError(f"cannot read: {error.strerror}", str(error.filename)) from error
    except (KeyError, TypeError) as error:
        raise InputError(f"expected a list of objects with id, title and abstract ({error})", str(texts)) from error
    return [_paper(line, papers, f"{path}:{n}") for n, line in enumerate(lines, 1) if line.strip()]


def _load(path: Path) -> list[Mapping[str, str]]:
    try:
        records: list[Mapping[str, str]] = json.loads(path.read_text(encoding="utf-8"))
    except json.JSONDecodeError as error:
        raise InputError(f"no JSON: {error}", str(path)) from error
    return records


def _paper(line: str, papers: Mapping[str, Paper], where: str) -> GoldPaper:
    try:
        record = json.loads(line)
        paper = papers[record["title"]]
        return GoldPaper(paper, tuple(_facts(record["facts"], paper, where)))
    except json.JSONDecodeError as error:
        raise InputError(f"no JSON: {error}", where) from error
    except KeyError as error:
        raise InputError(f"{error} is missing, or no paper has this title", where) from error


def _facts(records: list[dict[str, Any]], paper: Paper, where: str) -> Iterator[GoldFact]:
    for record in records:
        head, tail = (
            GoldName(record[end], record[f"{end}_type"], tuple(record.get(f"{end}_aliases") or ()))
            for end in ("head", "tail")
        )
        if record["relation"] not in RELATION or not {head.type, tail.type} <= TYPE_NAMES:
            raise InputError(f"unknown relation or type in {head.name} :: {record['relation']} :: {tail.name}", where)
        yield GoldFact(head, record["relation"], tail, *_evidence(record, paper, where))


def _evidence(record: Mapping[str, Any], paper: Paper, where: str) -> tuple[int, int]:
    if "evidence" not in record:
        return int(record["start"]), int(record["end"])
    quote = record["evidence"]
    start = paper.title.find(quote)
    if start < 0:
        start = paper.abstract.find(quote)
        if start < 0:
            raise InputError(f"the evidence is not in the paper: {quote[:60]!r}", where)
        start += len(paper.title) + 1
    return start, start + len(quote)
