"""Triples as N-Triples and as Turtle that people can read: by subject, types and labels first, prefixes bound.

The Turtle comes out in the order of the triples, so that the same triples give the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from kg.store.terms import (
    ALT_LABEL,
    DCTERMS,
    DECIMAL,
    INTEGER,
    LABEL,
    PREF_LABEL,
    PREFIXES,
    STRING,
    TYPE,
    Literal,
    Node,
    Triple,
)

_ESCAPES: Final = {
    ord("\\"): "\\\\",
    ord('"'): '\\"',
    ord("\n"): "\\n",
    ord("\r"): "\\r",
    ord("\t"): "\\t",
    ord("\b"): "\\b",
    ord("\f"): "\\f",
    **{c: f"\\u{c:04X}" for c in (*range(8), 0x0B, *range(0x0E, 0x20), 0x7F)},
}
_LOCAL: Final = re.compile(r"[A-Za-z0-9_](?:(?:[A-Za-z0-9_.-]|%[0-9A-Fa-f]{2})*(?:[A-Za-z0-9_-]|%[0-9A-Fa-f]{2}))?")
_NAMESPACE: Final = re.compile(r"^(.*[#/])([^#/]*)$", re.DOTALL)
_PREFIX_OF: Final = {namespace: prefix for prefix, namespace in PREFIXES.items()}
_BARE: Final = {DECIMAL: re.compile(r"[+-]?[0-9]*\.[0-9]+"), INTEGER: re.compile(r"[+-]?[0-9]+")}
_FIRST: Final = {TYPE: 0, PREF_LABEL: 1, LABEL: 1, DCTERMS + "title": 1, ALT_LABEL: 2}


def quoted(text: str) -> str:
    """Return a string literal between double quotes, escaped for N-Triples, Turtle and SPARQL."""
    return f'"{text.translate(_ESCAPES)}"'


def ntriples(triples: Iterable[Triple]) -> Iterator[str]:
    """Yield a line for each triple."""
    for subject, predicate, node in triples:
        yield f"{term(subject)} <{predicate}> {term(node)} .\n"


def turtle(triples: Iterable[Triple]) -> Iterator[str]:
    """Yield Turtle in pieces: the prefixes, then a block for each run of triples with the same subject."""
    for prefix, namespace in PREFIXES.items():
        yield f"@prefix {prefix}: <{namespace}> .\n"
    short: dict[str, str] = {TYPE: "a"}
    subject = ""
    block: dict[str, list[str]] = {}
    for head, predicate, node in triples:
        if head != subject and block:
            yield _block(_short(subject, short), block, short)
            block = {}
        subject = head
        block.setdefault(predicate, []).append(_short(node, short))
    if block:
        yield _block(_short(subject, short), block, short)


def compact(iri: str) -> str:
    """Return the IRI with its prefix, or between angle brackets where no prefix fits."""
    found = _NAMESPACE.match(iri)
    if found and (prefix := _PREFIX_OF.get(found[1])) and _LOCAL.fullmatch(found[2]):
        return f"{prefix}:{found[2]}"
    return f"<{iri}>"


def _block(subject: str, block: dict[str, list[str]], short: dict[str, str]) -> str:
    predicates = sorted(block, key=lambda predicate: _FIRST.get(predicate, 9))
    lines = (f"{_short(predicate, short)} {', '.join(block[predicate])}" for predicate in predicates)
    return "\n" + subject + " " + " ;\n    ".join(lines) + " .\n"


def term(node: Node) -> str:
    """Return a node as N-Triples write it."""
    if isinstance(node, str):
        return node if node.startswith("_:") else f"<{node}>"
    if node.language:
        return f"{quoted(node.text)}@{node.language}"
    return f"{quoted(node.text)}^^<{node.datatype}>" if node.datatype not in ("", STRING) else quoted(node.text)


def _short(node: Node, known: dict[str, str]) -> str:
    if isinstance(node, Literal):
        if node.language or node.datatype in ("", STRING):
            return term(node)
        bare = _BARE.get(node.datatype)
        if bare and bare.fullmatch(node.text):
            return node.text
        return f"{quoted(node.text)}^^{_short(node.datatype, known)}"
    text = known.get(node)
    if text is None:
        text = known[node] = node if node.startswith("_:") else compact(node)
    return text
