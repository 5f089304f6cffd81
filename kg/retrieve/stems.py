"""Words by their stems: SQLite's own tokenizer, so that a question and the text index agree on what a word is."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence


class Stemmer:
    """Folds case, accents and endings (Porter): "Compressed models" becomes "compress model"."""

    __slots__ = ("_base",)

    def __init__(self) -> None:
        self._base = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
        self._base.execute("CREATE VIRTUAL TABLE texts USING fts5(text, content='', tokenize='porter unicode61')")
        self._base.execute("CREATE VIRTUAL TABLE stems USING fts5vocab(texts, instance)")

    def __call__(self, texts: Sequence[str]) -> list[str]:
        """Return the stems of each text, parted by spaces and with one at both ends."""
        self._base.execute("BEGIN")
        self._base.executemany("INSERT INTO texts (rowid, text) VALUES (?, ?)", enumerate(texts, 1))
        found: dict[int, list[str]] = {}
        for number, stem in self._base.execute("SELECT doc, term FROM stems ORDER BY doc, offset"):
            found.setdefault(number, []).append(stem)
        self._base.execute("ROLLBACK")
        return [f" {' '.join(found.get(number, ()))} " for number in range(1, len(texts) + 1)]
