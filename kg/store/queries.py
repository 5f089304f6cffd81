"""The named queries: one question in each ``queries/*.rq``, its title and its parameters in the comments above it.

The first comment line is the title, then after a blank ``#`` the description, then a line for each parameter::

    # --model entity: the system that is beaten
    # --dataset text of kg:dataset: the data set, as the papers word it

A parameter is a variable of the query; its value is put in by the engine and never pasted into the text.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import kg
from kg.errors import InputError, ResourceError, UnknownNameError
from kg.store.terms import PREFIXES

ENTITY: Final = "entity"
PAPER: Final = "paper"
_PARAMETER: Final = re.compile(r"--(\w+) (entity|paper|text of (\w+):(\w+)): (.+)")


#: How many rows of a named query a table shows unless told otherwise.
SHOWN: Final = 200
_LIMIT: Final = "\nLIMIT {}"


@dataclass(frozen=True, slots=True)
class Parameter:
    """A variable of a query that the user may fix.

    Attributes:
        kind: ``ENTITY``, ``PAPER`` or the IRI of the property whose text it is.
    """

    name: str
    kind: str
    comment: str


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A question, in words and in SPARQL; ``where`` is the file as the user named it, for messages."""

    name: str
    title: str
    description: str
    parameters: tuple[Parameter, ...]
    text: str
    where: str = ""

    def beginning(self, rows: int) -> str:
        """Return the query for its first rows, and one more to tell whether there are others.

        One that counts is returned whole: which rows come first is decided by the counts.
        """
        counts = "?count" in self.text.partition("WHERE")[0]
        return self.text if counts else self.text.rstrip() + _LIMIT.format(rows + 1)


def directory() -> Path:
    """Return where the named queries stand: in the installed package, or beside it in a checkout."""
    package = Path(kg.__file__).parent
    for place in (package / "queries", package.parent / "queries"):
        if place.is_dir():
            return place
    raise ResourceError(f"{package}: the named queries are missing. Install the package anew")


def named() -> dict[str, NamedQuery]:
    """Return all named queries, by name."""
    return _all(directory())


def checks() -> dict[str, NamedQuery]:
    """Return the queries whose answer must be empty, by name."""
    return _all(directory() / "checks")


def find(name: str) -> NamedQuery:
    """Return a named query.

    Raises:
        UnknownNameError: there is none of this name; the text names the nearest.
    """
    known = named()
    if name in known:
        return known[name]
    near = difflib.get_close_matches(name, known, n=3, cutoff=0.5)
    hint = f"Nearest: {', '.join(near)}." if near else "List them with: kg query"
    raise UnknownNameError(f"no query is called '{name}'. {hint}")


def read(path: Path) -> NamedQuery:
    """Return the query of a file; its comments are read as those of the named ones, where it has any."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"cannot be read: {getattr(error, 'strerror', None) or error}", str(path)) from error
    return parse(path.stem, text, str(path))


def parse(name: str, text: str, where: str = "") -> NamedQuery:
    """Return the query that stands in a text."""
    comments: list[str] = []
    for line in text.splitlines():
        if not line.startswith("#"):
            break
        comments.append(line.removeprefix("#").strip())
    parameters = tuple(
        Parameter(found[1], PREFIXES.get(found[3], "") + found[4] if found[3] else found[2], found[5])
        for line in comments
        if (found := _PARAMETER.fullmatch(line))
    )
    about = [line for line in comments[1:] if line and not _PARAMETER.fullmatch(line)]
    return NamedQuery(name, comments[0] if comments else name, " ".join(about), parameters, text, where or name)


def _all(place: Path) -> dict[str, NamedQuery]:
    return {path.stem: read(path) for path in sorted(place.glob("*.rq"))}
