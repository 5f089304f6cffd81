"""Sentences of the papers' own text, found by their words: part of the text index, beside the quotes of claims."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from kg.sentences import sentences
from kg.store import terms
from kg.store.terms import Literal, Triple

PROPERTIES: Final = (terms.DCTERMS + "title", terms.DCTERMS + "abstract")
SCHEMA: Final = """
CREATE TABLE passages (id INTEGER PRIMARY KEY, paper TEXT NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL);
CREATE VIRTUAL TABLE passage_words USING fts5(text, content='', tokenize="porter unicode61");
"""
_BATCH: Final = 20_000
MOST: Final = 40_000
"""How many matches are ranked: a word that more sentences have tells nothing."""


class Place(NamedTuple):
    """Where a sentence stands in its paper's abstract; a title ends one character before its abstract."""

    paper: str
    start: int
    end: int


def fill(base: sqlite3.Connection, triples: Iterable[Triple]) -> Iterator[Triple]:
    """Put the sentences of titles and abstracts into an index while its triples pass by."""
    rows: list[tuple[Place, str]] = []
    for triple in triples:
        subject, property_, node = triple
        if isinstance(node, Literal) and property_ in PROPERTIES:
            rows += _places(subject, node.text, property_ == PROPERTIES[0])
            if len(rows) >= _BATCH:
                _flush(base, rows)
        yield triple
    _flush(base, rows)


def there(base: sqlite3.Connection) -> bool:
    """Return whether an index has sentences: those of graphs without abstracts and of earlier versions have none."""
    made = base.execute("SELECT 1 FROM sqlite_master WHERE name = 'passages'").fetchone()
    return bool(made and base.execute("SELECT 1 FROM passages LIMIT 1").fetchone())


def search(base: sqlite3.Connection, match: str, count: int) -> list[Place]:
    """Return the sentences that fit an FTS5 expression, the best first by BM25."""
    if not match or not there(base):
        return []
    rows = base.execute(
        'SELECT paper, start, "end" FROM (SELECT rowid AS id, rank FROM passage_words WHERE passage_words MATCH ? '
        "ORDER BY rank, id LIMIT ?) JOIN passages USING (id) ORDER BY rank, paper, start",
        (match, count),
    )
    return [Place(*row) for row in rows]


def _places(paper: str, text: str, title: bool) -> Iterator[tuple[Place, str]]:
    if title:
        yield Place(paper, -len(text) - 1, -1), text
        return
    for start, end in sentences("\n" + text):
        yield Place(paper, start - 1, end - 1), text[start - 1 : end - 1]


def _flush(base: sqlite3.Connection, rows: list[tuple[Place, str]]) -> None:
    first = base.execute("SELECT coalesce(max(id), 0) FROM passages").fetchone()[0] + 1
    base.executemany("INSERT INTO passages VALUES (?, ?, ?, ?)", ((n, *row[0]) for n, row in enumerate(rows, first)))
    base.executemany(
        "INSERT INTO passage_words (rowid, text) VALUES (?, ?)", ((n, row[1]) for n, row in enumerate(rows, first))
    )
    rows.clear()
