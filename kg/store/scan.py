"""Reads the texts that an index holds straight out of N-Triples: far cheaper than to look each up in a loaded store."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from kg.store.terms import Literal, Triple

_TEXT: Final = re.compile(rb'"((?:[^"\\]|\\.)*)"')
_ESCAPE: Final = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")
_NAMED: Final = {"t": "\t", "n": "\n", "r": "\r", "b": "\b", "f": "\f"}


def literals(path: Path, predicates: Iterable[str]) -> Iterator[Triple]:
    """Yield the triples of an N-Triples file with one of these predicates, an IRI as subject and a literal as object.

    Their datatypes and languages are left out, and lines that are no triples are passed over: the parser that loads the
    file reports them.
    """
    wanted = {f"<{predicate}>".encode(): predicate for predicate in predicates}
    with path.open("rb") as file:
        for line in file:
            parts = line.split(None, 2)
            if len(parts) == 3 and parts[1] in wanted and parts[0].startswith(b"<") and (text := _TEXT.match(parts[2])):
                yield parts[0][1:-1].decode(), wanted[parts[1]], Literal(_plain(text[1].decode(errors="replace")))


def _plain(text: str) -> str:
    return _ESCAPE.sub(_character, text) if "\\" in text else text


def _character(found: re.Match[str]) -> str:
    code = found[1] or found[2]
    return chr(int(code, 16)) if code else _NAMED.get(found[3], found[3])
