"""Where the sentences of a paper stand, found without a parser: for looking them up, not for finding facts."""

from __future__ import annotations

import re
from typing import Final

_END: Final = re.compile(r"[.!?]['\")\]”’]*\s+(?=[\"'(\[“‘]*[A-Z0-9\\])")
_SHORT: Final = re.compile(r"(?:\b(?:e\.g|i\.e|al|etc|vs|cf|Fig|FIG|Eq|Sec|No|Dr|Prof|approx|resp)|\b[A-Z])\.$")


def sentences(text: str) -> list[tuple[int, int]]:
    """Return where the sentences of a paper's text start and end: the first line, its title, is one.

    >>> text = "Why? A study\\nIt has 1.5 parts, e.g. Wheels. Done"
    >>> [text[start:end] for start, end in sentences(text)]
    ['Why? A study', 'It has 1.5 parts, e.g. Wheels.', 'Done']
    """
    found: list[tuple[int, int]] = []
    for line in re.finditer(r"[^\n]*\S", text):
        start = line.start() + len(line[0]) - len(line[0].lstrip())
        if not line.start():
            found.append((start, line.end()))
            continue
        for end in _END.finditer(text, start, line.end()):
            stop = end.start() + len(end[0].rstrip())
            if not _SHORT.search(text[start : end.start() + 1]):
                found.append((start, stop))
                start = end.end()
        found.append((start, line.end()))
    return found
