"""From files and records to papers; the place that distrusts its input.

A broken record is skipped and reported with its file and line; a file that holds no paper at all is an InputError.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Final

from kg.errors import InputError
from kg.iri import digest
from kg.model import Paper
from kg.readers import FIELDS, LIMIT, Record, contents, records

__all__ = ["FIELDS", "Reading", "Skip", "from_records", "listed", "paper_of", "read"]

LISTED: Final = "papers.txt"


@dataclass(frozen=True, slots=True)
class Skip:
    """A record that was left out.

    Attributes:
        where: where it stands ("file:line").
        harmless: nothing is lost by it, as it repeats another record word for word.
    """

    where: str
    reason: str
    harmless: bool = False

    def __str__(self) -> str:
        return f"{self.where}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read: the papers in the order given, and the records that were left out."""

    papers: tuple[Paper, ...]
    skipped: tuple[Skip, ...] = ()

    @property
    def lost(self) -> tuple[Skip, ...]:
        """The records whose content is in no paper."""
        return tuple(skip for skip in self.skipped if not skip.harmless)


def listed() -> Reading:
    """Read the listed papers, which are part of the package."""
    data = (files("kg") / "data" / LISTED).read_bytes()
    return _gather(records(data, LISTED, {}), LISTED)


def read(paths: Sequence[str | Path], mapping: Mapping[str, str] | None = None) -> Reading:
    """Read papers from files, "-" being standard input.

    Args:
        mapping: for each of our fields the name that the records use instead (``{"abstract": "summary"}``).
    """
    found: list[Record] = []
    for path in paths:
        name = str(path)
        found_here = list(records(contents(name), name, mapping or {}))
        _gather(found_here, name)
        found += found_here
    return _gather(found, ", ".join(map(str, paths)))


def from_records(items: Iterable[Paper | Mapping[str, object]]) -> Reading:
    """Take papers, or mappings with ``title`` and ``abstract``, as they come from Python code."""
    return _gather([_from_python(item, number) for number, item in enumerate(items, 1)], "the papers given")


def _from_python(item: object, number: int) -> Record:
    where = f"record {number}"
    if isinstance(item, Paper):
        return Record(item.source or where, {name: getattr(item, name) for name in FIELDS}, kind=item.kind)
    if isinstance(item, Mapping):
        return Record(where, item)
    return Record(where, {}, "neither a Paper nor a mapping with title and abstract")


def _gather(raw: Iterable[Record], name: str) -> Reading:
    """Make papers of the records; the second of two with the same id is left out."""
    papers: dict[str, Paper] = {}
    skipped: list[Skip] = []
    for record in raw:
        try:
            paper = paper_of(record)
        except InputError as error:
            skipped.append(Skip(error.where, error.problem))
            continue
        known = papers.setdefault(paper.id, paper)
        if known is not paper:
            same = (known.title, known.abstract) == (paper.title, paper.abstract)
            reason = f"repeats {known.source}" if same else f"has the id or title of {known.source}"
            skipped.append(Skip(record.where, reason, same))
    if not papers:
        hint = f" First problem: {skipped[0]}." if skipped else ""
        raise InputError(f"holds no paper that can be read.{hint}", name)
    return Reading(tuple(papers.values()), tuple(skipped))


def paper_of(record: Record) -> Paper:
    """Return the paper of a record; InputError says what is wrong with it."""
    if record.problem:
        raise InputError(record.problem, record.where)
    title = _text(record, "title")
    abstract = _text(record, "abstract")
    given = record.fields.get("id")
    if not isinstance(given, str | int | None) or isinstance(given, bool):
        raise InputError("the id is neither text nor a whole number", record.where)
    identifier = "" if given is None else _encodable(str(given).strip(), "id", record.where)
    return Paper(
        id=identifier or digest(title),
        title=title,
        abstract=abstract,
        source=record.where,
        year=_year(record.fields.get("year")),
        url=_url(record.fields.get("url")),
        authors=_authors(record.fields.get("authors")),
        kind=record.kind,
    )


def _text(record: Record, field: str) -> str:
    value = record.fields.get(field)
    if value is None or (isinstance(value, str) and not value.strip()):
        raise InputError(f"empty {field}", record.where)
    if not isinstance(value, str):
        raise InputError(f"the {field} is not text", record.where)
    if len(value) > LIMIT:
        raise InputError(f"the {field} has more than {LIMIT:,} characters", record.where)
    return _encodable(value, field, record.where)


def _encodable(value: str, field: str, where: str) -> str:
    if re.search("[\ud800-\udfff]", value):
        raise InputError(f"the {field} is not UTF-8", where)
    return value


def _year(value: object) -> int | None:
    found = re.search(r"\b(1[5-9]|20|21)\d\d\b", str(value)) if isinstance(value, str | int) else None
    return int(found.group()) if found else None


def _url(value: object) -> str:
    """Return a web address as it is and anything else as "": a link is followed by the reader of the page."""
    plain = value.strip() if isinstance(value, str) else ""
    return plain if re.fullmatch(r"https?://[^\s<>\"'\ud800-\udfff]+", plain) else ""


def _authors(value: object) -> tuple[str, ...]:
    parts: Iterable[object]
    if isinstance(value, str):
        parts = re.split(r"\s*;\s*|\s+and\s+", value) if ";" in value or " and " in value else value.split(",")
    elif isinstance(value, list | tuple):
        parts = (part.get("name", "") if isinstance(part, dict) else part for part in value)
    else:
        return ()
    names = (part.strip() for part in parts if isinstance(part, str))
    return tuple(name for name in names if name and not re.search("[\ud800-\udfff]", name))
