"""A person's decisions about names, in a small file that survives every rebuild.

One JSON object a line: ``{"same": ["ImageNet-1K", "ILSVRC 2012"]}`` joins what the rules keep apart,
``{"different": ["SAM", "Sam"]}`` takes the second name away from what holds the first.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kg.errors import InputError
from kg.files import replace_file

FILE: Final = "decisions.jsonl"
SAME: Final = "same"
DIFFERENT: Final = "different"
_SHAPE: Final = '{"same": ["A", "B"]} or {"different": ["A", "B"]}'


@dataclass(frozen=True, slots=True)
class Decisions:
    """Pairs of names that a person called one thing, and pairs that he called two, in the order of the file."""

    same: tuple[tuple[str, str], ...] = ()
    different: tuple[tuple[str, str], ...] = ()

    def __len__(self) -> int:
        return len(self.same) + len(self.different)


def read(path: Path) -> Decisions:
    """Return the decisions of a file; none if there is no file.

    Raises:
        InputError: a line is not a decision.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (FileNotFoundError, NotADirectoryError):
        return Decisions()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"cannot be read: {getattr(error, 'strerror', None) or error}", str(path)) from error
    pairs: dict[str, list[tuple[str, str]]] = {SAME: [], DIFFERENT: []}
    for number, line in enumerate(lines, 1):
        if line.strip():
            kind, pair = _parsed(line, f"{path}:{number}")
            pairs[kind].append(pair)
    return Decisions(tuple(pairs[SAME]), tuple(pairs[DIFFERENT]))


def _parsed(line: str, where: str) -> tuple[str, tuple[str, str]]:
    try:
        record = json.loads(line)
    except ValueError as error:
        raise InputError(f"not a decision. A line reads {_SHAPE}", where) from error
    if isinstance(record, dict) and len(record) == 1:
        kind, pair = next(iter(record.items()))
        if kind in (SAME, DIFFERENT) and isinstance(pair, list) and len(pair) == 2 and all(map(_is_name, pair)):
            return kind, (pair[0], pair[1])
    raise InputError(f"not a decision. A line reads {_SHAPE}", where)


def _is_name(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def add(path: Path, kind: str, one: str, other: str) -> None:
    """Write a decision down, in the place of an earlier one about the same two names."""
    kept = [
        line
        for line in (path.read_text(encoding="utf-8").splitlines() if path.is_file() else [])
        if line.strip() and set(_parsed(line, str(path))[1]) != {one, other}
    ]
    kept.append(json.dumps({kind: [one, other]}, ensure_ascii=False))
    path.parent.mkdir(parents=True, exist_ok=True)
    replace_file(path, "".join(line + "\n" for line in kept).encode())
