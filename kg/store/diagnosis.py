"""Says what is wrong with a query that does not parse: the place, the word, and what may have been meant."""

from __future__ import annotations

import difflib
import itertools
import re
from collections.abc import Sequence
from typing import Final

from kg.store.tokens import Token, tokens

_WORDS: Final = """
    a abs add all as asc ask avg base bind bnode bound by ceil clear coalesce concat construct contains copy count
    create data datatype day default delete desc describe distinct drop encode_for_uri exists false filter floor from
    graph group group_concat having hours if in insert into iri isblank isiri isliteral isnumeric isuri lang langmatches
    lcase limit load max md5 min minus minutes month move named not now offset optional order prefix rand reduced regex
    replace round sameterm sample seconds select separator service sha1 sha256 sha384 sha512 silent str strafter
    strbefore strdt strends strlang strlen strstarts struuid substr sum timezone to triple true tz ucase undef union
    uri using uuid values version where with year"""
KEYWORDS: Final = frozenset(_WORDS.split())
_OPENING: Final = {"(": ")", "{": "}", "[": "]"}
_READABLE: Final = re.compile(r"[A-Za-z][A-Za-z ]{12,}")
_EXPECTED: Final = re.compile(r"(?s)error at \d+:\d+: expected (?:one of )?(.*)")


def diagnose(
    query: str, engine_says: str, line: int, column: int, prefixes: frozenset[str]
) -> tuple[str, int, int, int]:
    """Return what is wrong, its line and column (from 1), and how many characters are concerned.

    Args:
        engine_says: the parser's message; line and column: where it gave up.
        prefixes: the prefixes that need no declaration.
    """
    found = list(tokens(query))
    if not found:
        return "the query is empty", 1, 1, 1
    for token in found:
        if token.kind == "sign" and token.text in "'\"":
            return "this string is never closed", *_place(token)
        if token.kind == "word" and token.text.lower() not in KEYWORDS:
            near = difflib.get_close_matches(token.text.lower(), sorted(KEYWORDS), n=1, cutoff=0.6)
            hint = f" (did you mean {near[0].upper()}?)" if near else ""
            return f"unexpected '{token.text}'{hint}", *_place(token)
    known = prefixes | {
        after.text.split(":")[0] for before, after in itertools.pairwise(found) if _is(before, "prefix")
    }
    for token in found:
        if token.kind == "name" and (prefix := token.text.split(":")[0]) not in known:
            near = difflib.get_close_matches(prefix, sorted(known), n=1)
            hint = f"did you mean {near[0]}:?" if near else f"declare it: PREFIX {prefix}: <…>"
            return f"unknown prefix '{prefix}:' ({hint})", *_place(token)
    if unpaired := _unpaired(found):
        return unpaired[0], *_place(unpaired[1])

    expected = _EXPECTED.match(engine_says)
    said = expected[1] if expected else engine_says
    sentence = next((item.strip() for item in said.split(", ") if _READABLE.match(item)), "")
    at = next((t for t in found if (t.line, t.column + len(t.text) - 1) >= (line, column)), found[-1])
    if sentence and "Prefix not found" not in sentence:
        return sentence[0].lower() + sentence[1:], *_place(at)
    words = [item for item in said.split(", ") if item.strip('"').isalpha()]
    wanted = f", expected {' or '.join(words)}" if 0 < len(words) < 4 else ""
    ends = (line, column) > (found[-1].line, found[-1].column + len(found[-1].text) - 1)
    if ends and at.text in _OPENING.values():
        return f"what stands before this '{at.text}' is incomplete, or binds a variable twice", *_place(at)
    return ("the query ends too early" if ends else f"unexpected '{at.text}'") + wanted, *_place(at)


def pointed(query: str, line: int, column: int, length: int) -> str:
    """Return the line of the query with carets under the place."""
    lines = query.splitlines() or [""]
    text = lines[min(line, len(lines)) - 1].replace("\t", " ")
    return f"{line:>5} | {text}\n{'':>5}   {'':>{column - 1}}{'^' * max(1, min(length, len(text) - column + 1))}"


def _place(token: Token) -> tuple[int, int, int]:
    return token.line, token.column, len(token.text.split("\n")[0])


def _is(token: Token, word: str) -> bool:
    return token.kind == "word" and token.text.lower() == word


def _unpaired(found: Sequence[Token]) -> tuple[str, Token] | None:
    opened: list[Token] = []
    for token in found:
        if token.kind != "sign":
            continue
        if token.text in _OPENING:
            opened.append(token)
        elif token.text in _OPENING.values():
            if not opened:
                return f"'{token.text}' closes nothing", token
            if _OPENING[opened[-1].text] != token.text:
                return f"'{opened[-1].text}' is not closed before this '{token.text}'", token
            opened.pop()
    return (f"'{opened[-1].text}' is never closed", opened[-1]) if opened else None
