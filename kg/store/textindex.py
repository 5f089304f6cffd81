"""Finds names and words: an SQLite file beside the triples, with full-text search over labels and quotes.

``names`` holds every label, alias, title and wording under its key (case, spaces, hyphens and plural folded), so that
a name that a person types finds what it stands for without a scan of the graph.
"""

from __future__ import annotations

import difflib
import re
import sqlite3
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final, NamedTuple

from kg.store import passages, terms
from kg.store.terms import Literal, Triple, kg

FILE: Final = "text.sqlite"
#: Properties whose texts are names of an entity or of a paper.
_NAMING: Final = {
    terms.PREF_LABEL: "label",
    terms.ALT_LABEL: "alias",
    terms.DCTERMS + "title": "title",
    terms.DCTERMS + "identifier": "identifier",
}
#: Properties of claims whose texts a query may be narrowed to.
WORDINGS: Final = tuple(kg(name) for name in ("dataset", "metric", "unit", "baseline", "condition", "wording"))
_QUOTE: Final = terms.OA + "exact"
INDEXED: Final = (*_NAMING, *WORDINGS, _QUOTE, *passages.PROPERTIES[1:])
_SCHEMA: Final = """
CREATE TABLE names (key TEXT NOT NULL, text TEXT NOT NULL, kind TEXT NOT NULL, iri TEXT NOT NULL);
CREATE TABLE quotes (id INTEGER PRIMARY KEY, span TEXT NOT NULL);
CREATE VIRTUAL TABLE name_words USING fts5(text, content='', tokenize="unicode61 tokenchars '-'");
CREATE VIRTUAL TABLE quote_words USING fts5(text, content='', tokenize="porter unicode61");
"""
_FOLD: Final = re.compile(r"[\s\-_/‐-―]+")


class Name(NamedTuple):
    """A name and what it stands for."""

    text: str
    iri: str


def key(name: str) -> str:
    """Return the form under which names are looked up.

    >>> key("Vision  Transformers") == key("vision-transformer")
    True
    """
    folded = _FOLD.sub(" ", unicodedata.normalize("NFKC", name).casefold()).strip()
    return folded[:-1] if len(folded) > 3 and folded.endswith("s") and not folded.endswith("ss") else folded


class TextIndex:
    """Looks up names and words."""

    __slots__ = ("_base",)

    def __init__(self, base: sqlite3.Connection) -> None:
        self._base = base

    @classmethod
    def create(cls, triples: Iterable[Triple], path: Path | None = None) -> TextIndex:
        """Make an index of these triples in a file, or in memory."""
        base = sqlite3.connect(path or ":memory:", isolation_level=None, check_same_thread=False)
        base.execute("PRAGMA journal_mode = OFF")  # the file is made apart and is complete or thrown away
        base.execute("PRAGMA synchronous = OFF")
        base.executescript(_SCHEMA + passages.SCHEMA)
        base.execute("BEGIN")
        _fill(base, passages.fill(base, triples))
        base.execute("CREATE INDEX names_key ON names (key)")
        base.execute("COMMIT")
        return cls(base)

    @classmethod
    def open(cls, path: Path) -> TextIndex:
        """Open the index of a store, read-only."""
        return cls(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False))

    def close(self) -> None:
        """Close the file."""
        self._base.close()

    def entities(self, name: str) -> list[str]:
        """Return the IRIs of the entities that are called so: by this very spelling if there are any, else by key."""
        return self._named(name, ("label", "alias"))

    def papers(self, name: str) -> list[str]:
        """Return the IRIs of the papers with this title or id."""
        return self._named(name, ("title", "identifier"))

    def wordings(self, text: str, property_: str) -> list[str]:
        """Return the spellings of a text among the values of a property."""
        rows = self._base.execute(
            "SELECT DISTINCT text FROM names WHERE key = ? AND kind = ? ORDER BY text", (key(text), property_)
        )
        return [text for (text,) in rows]

    def nearest(self, name: str, kinds: Iterable[str] = ("label", "alias"), count: int = 3) -> list[Name]:
        """Return the names that contain this one, then those that are spelled most like it."""
        wanted = key(name)
        marks, kinds = self._marks(kinds)
        close: dict[str, Name] = {}
        rows = self._base.execute(
            f"SELECT key, text, iri FROM names WHERE kind IN ({marks}) AND length(key) BETWEEN ? AND ? AND "
            "(key GLOB ? OR length(key) < 12) ORDER BY kind DESC, text LIMIT 200000",
            (*kinds, len(wanted) - 3, len(wanted) + 3, wanted[:1].replace("[", "?").replace("*", "?") + "*"),
        )
        for found, text, iri in rows:
            close.setdefault(found, Name(text, iri))
        best = self.names(name, kinds, count)
        known = {item.iri or item.text for item in best}
        alike = [close[k] for k in difflib.get_close_matches(wanted, close, n=count, cutoff=0.6)]
        return (best + [item for item in alike if (item.iri or item.text) not in known])[:count]

    def names(self, words: str, kinds: Iterable[str] = ("label", "alias"), count: int = 50) -> list[Name]:
        """Return names that contain all the words (the last may be the beginning of one), best first."""
        marks, kinds = self._marks(kinds)
        if not (match := _match(words)):
            return []
        rows = self._base.execute(
            "SELECT text, iri FROM (SELECT rowid AS id, rank FROM name_words WHERE name_words MATCH ? LIMIT 2000) "
            f"JOIN names ON names.rowid = id WHERE kind IN ({marks}) ORDER BY rank, length(text), text LIMIT ?",
            (match, *kinds, count),
        )
        return list({name.iri: name for name in reversed([Name(*row) for row in rows])}.values())[::-1]

    def quotes(self, words: str, count: int = 50) -> list[str]:
        """Return the spans whose quotes contain all the words, best first."""
        if not (match := _match(words)):
            return []
        rows = self._base.execute(
            "SELECT span FROM (SELECT rowid AS id, rank FROM quote_words WHERE quote_words MATCH ? "
            "ORDER BY rank LIMIT ?) JOIN quotes USING (id) ORDER BY rank, span",
            (match, count),
        )
        return [span for (span,) in rows]

    def frequency(self, words: str, most: int = 20_000) -> int:
        """Return how many sentences contain these words side by side, counted up to ``most``."""
        table = f"{self._sentences}_words"
        query = f"SELECT count(*) FROM (SELECT 1 FROM {table} WHERE {table} MATCH ? LIMIT ?)"
        (count,) = self._base.execute(query, (_phrase(words), most)).fetchone()
        return int(count)

    def size(self) -> int:
        """Return how many sentences there are."""
        (count,) = self._base.execute(f"SELECT coalesce(max(id), 0) FROM {self._sentences}s").fetchone()
        return int(count)

    @property
    def _sentences(self) -> str:
        return "passage" if passages.there(self._base) else "quote"

    def quotes_of_any(self, phrases: Iterable[str], count: int) -> list[str]:
        """Return the spans whose quotes contain any of the phrases, best first by BM25."""
        if not (match := " OR ".join(map(_phrase, phrases))):
            return []
        rows = self._base.execute(
            "SELECT span FROM (SELECT id, rank FROM (SELECT rowid AS id, rank FROM quote_words WHERE quote_words "
            f"MATCH ? LIMIT {passages.MOST}) ORDER BY rank, id LIMIT ?) JOIN quotes USING (id) ORDER BY rank, span",
            (match, count),
        )
        return [span for (span,) in rows]

    def passages_of_any(self, phrases: Iterable[str], count: int) -> list[passages.Place]:
        """Return the sentences of papers that contain any of the phrases, best first by BM25."""
        return passages.search(self._base, " OR ".join(map(_phrase, phrases)), count)

    def names_of_any(self, beginnings: Iterable[str], count: int) -> list[str]:
        """Return the entities whose names contain a word that begins like one of these, best first by BM25."""
        if not (match := " OR ".join(_phrase(beginning) + "*" for beginning in beginnings)):
            return []
        rows = self._base.execute(
            "SELECT iri FROM (SELECT rowid AS id, rank FROM name_words WHERE name_words MATCH ? "
            "ORDER BY rank, id LIMIT 1000) JOIN names ON names.rowid = id WHERE kind IN ('label', 'alias') "
            "ORDER BY rank, length(text), text, iri LIMIT ?",
            (match, 2 * count),
        )
        return list(dict.fromkeys(iri for (iri,) in rows))[:count]

    def _named(self, name: str, kinds: tuple[str, str]) -> list[str]:
        rows = self._base.execute(
            "SELECT text, iri FROM names WHERE key = ? AND kind IN (?, ?) ORDER BY iri", (key(name), *kinds)
        ).fetchall()
        exact = [iri for text, iri in rows if text == name]
        return list(dict.fromkeys(exact or [iri for _, iri in rows]))

    @staticmethod
    def _marks(kinds: Iterable[str]) -> tuple[str, tuple[str, ...]]:
        kinds = tuple(kinds)
        return ", ".join("?" * len(kinds)), kinds


def _match(words: str) -> str:
    parts = re.findall(r"[\w-]*\w", words)
    return " ".join(f'"{part}"' for part in parts) + "*" if parts else ""


def _phrase(words: str) -> str:
    return '"' + words.replace('"', " ") + '"'


def _fill(base: sqlite3.Connection, triples: Iterable[Triple]) -> None:
    seen: set[tuple[str, str]] = set()
    rows: list[tuple[str, str, str, str]] = []
    spans: list[tuple[str, str]] = []

    def flush() -> None:
        first = base.execute("SELECT coalesce(max(rowid), 0) FROM names").fetchone()[0] + 1
        base.executemany("INSERT INTO names VALUES (?, ?, ?, ?)", rows)
        texts = ((first + i, row[1]) for i, row in enumerate(rows) if not row[2].startswith("http"))
        base.executemany("INSERT INTO name_words (rowid, text) VALUES (?, ?)", texts)
        first = base.execute("SELECT coalesce(max(id), 0) FROM quotes").fetchone()[0] + 1
        base.executemany("INSERT INTO quotes VALUES (?, ?)", ((first + i, span) for i, (span, _) in enumerate(spans)))
        base.executemany(
            "INSERT INTO quote_words (rowid, text) VALUES (?, ?)", ((first + i, t) for i, (_, t) in enumerate(spans))
        )
        rows.clear()
        spans.clear()

    for subject, property_, node in _texts(triples):
        if property_ == _QUOTE:
            spans.append((subject, node.text))
        elif kind := _NAMING.get(property_):
            rows.append((key(node.text), node.text, kind, subject))
        elif property_ in WORDINGS and (property_, node.text) not in seen:
            seen.add((property_, node.text))
            rows.append((key(node.text), node.text, property_, ""))
        if len(rows) + len(spans) >= 50_000:
            flush()
    flush()


def _texts(triples: Iterable[Triple]) -> Iterator[tuple[str, str, Literal]]:
    for subject, property_, node in triples:
        if isinstance(node, Literal) and property_ in INDEXED:
            yield subject, property_, node
