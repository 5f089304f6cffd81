"""A query in SPARQL as tokens, each with its place: what the guard and the error messages stand on.

The kinds are those of the SPARQL grammar as far as they matter here; a character that fits none is a token of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

_KINDS: Final = {
    "string": r'"""(?:"{0,2}(?:[^"\\]|\\.))*"""|'
    r"'''(?:'{0,2}(?:[^'\\]|\\.))*'''|"
    r'"(?:[^"\\\n\r]|\\.)*"|'
    r"'(?:[^'\\\n\r]|\\.)*'",
    "iri": r'<[^<>"{}|^`\\\x00-\x20]*>',
    "comment": r"#[^\n\r]*",
    "variable": r"[?$]\w+",
    "blank": r"_:\w(?:[\w.\-·]*[\w\-·])?",
    "name": r"(?:[^\W\d_](?:[\w.\-·]*[\w\-·])?)?:(?:[\w:]|%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%])?"
    r"(?:(?:[\w.\-:·]|%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%])*(?:[\w\-:·]|%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%]))?",
    "language": r"@[A-Za-z]+(?:-[A-Za-z0-9]+)*",
    "number": r"[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|\.[0-9]+(?:[eE][+-]?[0-9]+)?",
    "word": r"[^\W\d]\w*",
    "space": r"\s+",
    "sign": r"\^\^|&&|\|\||!=|<=|>=|.",
}
_TOKEN: Final = re.compile("|".join(f"(?P<{kind}>{pattern})" for kind, pattern in _KINDS.items()), re.DOTALL)
_ESCAPE: Final = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")


class Token(NamedTuple):
    """A piece of a query; ``line`` and ``column`` are counted from 1."""

    kind: str
    text: str
    line: int
    column: int


def unescaped(query: str) -> str:
    r"""Return the query with ``\u0053`` and its like replaced, as engines do before they parse."""

    def character(found: re.Match[str]) -> str:
        code = int(found[1] or found[2], 16)
        return chr(code) if code < 0x110000 else found[0]

    return _ESCAPE.sub(character, query)


def tokens(query: str) -> Iterator[Token]:
    """Yield the tokens of a query, without spaces and comments."""
    line, start = 1, 0
    for found in _TOKEN.finditer(query):
        kind, text = found.lastgroup or "sign", found[0]
        if kind not in ("space", "comment"):
            yield Token(kind, text, line, found.start() - start + 1)
        if breaks := text.count("\n"):
            line += breaks
            start = found.start() + text.rindex("\n") + 1
