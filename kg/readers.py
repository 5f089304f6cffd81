"""From files to raw records, in three forms: a listing page, JSON Lines, CSV. ``papers`` judges what they hold."""

from __future__ import annotations

import csv
import io
import json
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kg import patents
from kg.errors import InputError

FIELDS: Final = ("id", "title", "abstract", "year", "url", "authors")
LIMIT: Final = 1_000_000  # characters of one field; more is a wrong file, not a paper
_LONG: Final = 200  # characters; longer than any title, shorter than nearly any abstract
_WORDS: Final = 8  # a line of so many words that ends like a sentence is an abstract, too


@dataclass(frozen=True, slots=True)
class Record:
    """A raw record and where it stands; ``problem`` says why it cannot be used, ``kind`` that it is a patent."""

    where: str
    fields: Mapping[str, object]
    problem: str = ""
    kind: str = ""


def contents(name: str) -> bytes:
    """Return the bytes of a file, or of standard input for "-"."""
    if name == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(name).read_bytes()
    except FileNotFoundError:
        raise InputError("no such file", name) from None
    except IsADirectoryError:
        raise InputError("is a folder; give a file with papers", name) from None
    except OSError as error:
        raise InputError(f"cannot be read ({(error.strerror or 'unknown reason').lower()})", name) from None


def records(data: bytes, name: str, mapping: Mapping[str, str]) -> Iterator[Record]:
    """Yield the raw records of a file; its ending tells the form, or else its first character."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise InputError("is UTF-16; save it as UTF-8", name)
    data = data.removeprefix(b"\xef\xbb\xbf")
    ending = Path(name).suffix.lower()
    first = data.lstrip()[:1]
    if ending == ".json" and first == b"[":
        yield from _json_array(data, name, mapping)
    elif ending in (".jsonl", ".ndjson", ".json") or (ending not in (".csv", ".tsv", ".txt") and first == b"{"):
        yield from _json_lines(data, name, mapping)
    elif ending in (".csv", ".tsv"):
        yield from _csv(data, name, mapping, "\t" if ending == ".tsv" else ",")
    else:
        yield from _listing(data, name)


def _renamed(record: Mapping[str, object], mapping: Mapping[str, str]) -> Mapping[str, object]:
    return {field: record.get(mapping.get(field, field)) for field in FIELDS}


def _json_lines(data: bytes, name: str, mapping: Mapping[str, str]) -> Iterator[Record]:
    for number, line in enumerate(data.split(b"\n"), 1):
        if line.strip():
            yield json_record(line, f"{name}:{number}", mapping)


def json_record(line: bytes, where: str, mapping: Mapping[str, str]) -> Record:
    """Return the raw record of one line of JSON Lines."""
    try:
        record = json.loads(line.decode())
    except UnicodeDecodeError as error:
        return Record(where, {}, f"not UTF-8 (byte {error.start + 1} of the line)")
    except json.JSONDecodeError as error:
        return Record(where, {}, f"not JSON ({error.msg.lower()} at character {error.pos + 1})")
    except (RecursionError, ValueError):
        return Record(where, {}, "not JSON that can be read")
    return _from_json(record, where, mapping)


def _json_array(data: bytes, name: str, mapping: Mapping[str, str]) -> Iterator[Record]:
    try:
        records = json.loads(data)
    except (RecursionError, ValueError) as error:
        raise InputError(f"not JSON ({error})", name) from None
    for number, record in enumerate(records, 1):
        yield _from_json(record, f"{name}: record {number}", mapping)


def _from_json(record: object, where: str, mapping: Mapping[str, str]) -> Record:
    if not isinstance(record, dict):
        return Record(where, {}, "not a JSON object with title and abstract")
    if patents.is_patent(record):
        return Record(where, _renamed(patents.fields(record), {}), kind=patents.KIND)
    for field in ("title", "abstract"):
        key = mapping.get(field, field)
        if key not in record:
            return Record(where, {}, f"no key '{key}'; the keys are {', '.join(map(str, record)) or 'none'}")
    return Record(where, _renamed(record, mapping))


def _csv(data: bytes, name: str, mapping: Mapping[str, str], delimiter: str) -> Iterator[Record]:
    csv.field_size_limit(LIMIT)
    rows = csv.reader(io.StringIO(data.decode("utf-8", "surrogateescape"), newline=""), delimiter=delimiter)
    line = 1
    columns: list[str] = []
    try:
        for row in rows:
            start, line = line, rows.line_num + 1
            if not columns:
                columns = [column.strip() for column in row]
                _check_columns(columns, name, mapping)
            elif any(cell.strip() for cell in row):
                where = f"{name}:{start}"
                if len(row) != len(columns):
                    yield Record(where, {}, f"{len(row)} cells where the header has {len(columns)}")
                else:
                    yield Record(where, _renamed(dict(zip(columns, row, strict=True)), mapping))
    except csv.Error as error:
        raise InputError(f"not CSV ({error})", f"{name}:{rows.line_num}") from None


def _check_columns(columns: Sequence[str], name: str, mapping: Mapping[str, str]) -> None:
    for field in ("title", "abstract"):
        column = mapping.get(field, field)
        if column not in columns:
            example = next((c for c in columns if c not in FIELDS), "COLUMN")
            raise InputError(f"no column '{column}'. Columns: {', '.join(columns)}. Use --map {field}={example}.", name)


def _listing(data: bytes, name: str) -> Iterator[Record]:
    """Pair the lines of a listing page.

    A title is a short line, an abstract one that is long or reads like a sentence. Short lines before the first pair
    are the page's header; later ones are titles whose abstract is missing.
    """
    text = data.decode("utf-8", "surrogateescape")
    if patents.looks_like_a_patent(text):
        yield Record(f"{name}:1", _renamed(patents.plain(text), {}), kind=patents.KIND)
        return
    lines = [(n, line.strip()) for n, line in enumerate(re.split(r"\r\n|\n|\r", text), 1) if line.strip()]
    position = 0
    begun = False
    while position < len(lines):
        number, line = lines[position]
        follower = lines[position + 1][1] if position + 1 < len(lines) else ""
        if len(line) <= _LONG and _reads_like_an_abstract(follower):
            yield Record(f"{name}:{number}", {"title": line, "abstract": follower})
            begun = True
            position += 2
            continue
        if begun or len(line) > _LONG:
            lack = "a title" if _reads_like_an_abstract(line) else "an abstract"
            yield Record(f"{name}:{number}", {}, f"{lack} is missing here")
        position += 1


def _reads_like_an_abstract(line: str) -> bool:
    end = line.rstrip("\"')]”’")
    return len(line) > _LONG or (len(line.split()) >= _WORDS and end.endswith(".") and not end.endswith(".."))
