"""Refuses queries that would do more than read this graph: SERVICE, LOAD, FROM and every update.

It works on the tokens of the query, after escapes are resolved, and errs on the side of refusal: a keyword counts
wherever it stands outside strings, IRIs, comments, variables and local names, also glued to its neighbours
(``1SERVICE<…>``, ``SERVICESILENT<…>``, ``SERVICE:x`` are all read as SERVICE by some engine).
"""

from __future__ import annotations

import re
from typing import Final

from kg.errors import QueryError
from kg.store.tokens import tokens, unescaped

_OPAQUE: Final = frozenset({"string", "iri", "variable"})
_UPDATES: Final = frozenset({"insert", "delete", "clear", "drop", "create", "add", "move", "copy", "with"})
_REFUSED: Final = {
    "service": "SERVICE is refused: a query reads this graph only, and calls no other server",
    "load": "LOAD is refused: a query reads this graph only",
    "from": "FROM is refused: everything stands in the default graph, so leave it out",
}
_ABSOLUTE: Final = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]*://")
_DOTTED: Final = re.compile(r"\.(service|load|from)", re.IGNORECASE)


class RefusedError(QueryError):
    """The query would do more than read; the text begins with "line:column"."""


def check(query: str) -> None:
    """Let a query pass that only reads this graph.

    Raises:
        RefusedError: it would call another server, read a file or change something.
    """
    _check(query)
    plain = unescaped(query)
    if plain != query:  # engines differ on whether an escape may end a string, so both readings must be harmless
        _check(plain)


def _check(query: str) -> None:
    first = ""
    for token in tokens(query):
        place = f"{token.line}:{token.column}"
        if token.kind == "iri" and ("'" in token.text or "#" in token.text) and not _ABSOLUTE.match(token.text):
            # "?a <'x>y'" may also be a comparison with a string, and what is a string here decides what is code after.
            raise RefusedError(f"{place}: write this IRI in full, from its scheme on: {token.text}")
        if token.kind in _OPAQUE:
            continue
        text = token.text.lower()
        if token.kind in ("name", "blank"):
            # What follows the colon is a name, unless an engine ends it at a full stop and reads on.
            text = text.split(":", 1)[0] + " ".join(_DOTTED.findall(text))
        for word, reason in _REFUSED.items():
            if word in text:
                raise RefusedError(f"{place}: {reason}")
        if token.kind == "word" and not first and text not in ("base", "prefix"):
            first = text
            if first in _UPDATES:
                raise RefusedError(f"{place}: {first.upper()} is refused: queries only read")
