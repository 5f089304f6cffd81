"""Words with their offsets, their wordpieces and their shapes: what the encoder is fed.

The encoder is uncased, so case, digits and punctuation enter through a shape per word beside its pieces.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from kg.errors import ResourceError

LIMIT: Final = 512
"""How many pieces the encoder reads at once, [CLS] and [SEP] among them."""

# A URL, a word with its inner hyphens, points and apostrophes ("pre-trained", "10^9", "YOLOv8.1"), or one other sign.
_WORD: Final = re.compile(r"https?://[^\s)\]}>,]*[^\s)\]}>,.]|[^\W_]+(?:['’.\-‐‑/+_^][^\W_]+)*|[^\s]")
_BASIC: Final = re.compile(r"[^\W_]+|[^\s]|_")
_NUMBER: Final = re.compile(r"[\d.,]+")
SHAPES: Final = 10


def words(text: str) -> list[tuple[int, int]]:
    """Return the character offsets of the words of a text; a hyphenated word is one word."""
    return [match.span() for match in _WORD.finditer(text)]


def shape(word: str) -> int:
    """Return the class of a word's form, 1 to 8: sign, number, with digits, lower, UPPER, Capitalised, miXed, URL."""
    if word.startswith("http"):
        return 8
    if not any(c.isalnum() for c in word):
        return 1
    if _NUMBER.fullmatch(word):
        return 2
    if any(c.isdigit() for c in word):
        return 3
    if word.islower():
        return 4
    if word.isupper():
        return 5 if len(word) > 1 else 6
    return 6 if word[0].isupper() and word[1:].islower() else 7


@dataclass(frozen=True, slots=True)
class Pieces:
    """A text as the encoder reads it.

    Attributes:
        ids, shapes: of equal length, with [CLS] first and [SEP] last.
        first, last: for each word that found room, the positions of its first and its last piece.
    """

    ids: tuple[int, ...]
    shapes: tuple[int, ...]
    first: tuple[int, ...]
    last: tuple[int, ...]


@dataclass(slots=True)
class Wordpieces:
    """The vocabulary of an uncased BERT encoder and greedy longest-match segmentation (Wu et al., 2016)."""

    vocabulary: dict[str, int]
    _known: dict[str, tuple[int, ...]] = field(default_factory=dict)

    @classmethod
    def read(cls, path: Path) -> Wordpieces:
        """Read a vocabulary, one piece a line.

        Raises:
            ResourceError: if the file cannot be read or lacks the special pieces.
        """
        try:
            lines = path.read_text(encoding="utf-8").split("\n")
        except OSError as error:
            raise ResourceError(f"{path}: cannot read the vocabulary: {error.strerror}") from error
        vocabulary = {line: number for number, line in enumerate(lines) if line}
        missing = {"[CLS]", "[SEP]", "[UNK]"} - vocabulary.keys()
        if missing:
            raise ResourceError(f"{path}: no vocabulary of wordpieces: {', '.join(sorted(missing))} missing")
        return cls(vocabulary)

    def pieces(self, word: str) -> tuple[int, ...]:
        """Return the ids of a word's pieces, at least one."""
        known = self._known.get(word)
        if known is None:
            folded = unicodedata.normalize("NFD", word.lower())
            folded = "".join(c for c in folded if unicodedata.category(c) != "Mn")
            ids = [i for part in _BASIC.findall(folded) for i in self._segment(part)]
            known = tuple(ids) or (self.vocabulary["[UNK]"],)
            if len(self._known) < 100_000:
                self._known[word] = known
        return known

    def _segment(self, part: str) -> list[int]:
        ids: list[int] = []
        start = 0
        while start < len(part):
            for end in range(len(part), start, -1):
                piece = self.vocabulary.get(("##" if start else "") + part[start:end])
                if piece is not None:
                    ids.append(piece)
                    start = end
                    break
            else:
                return [self.vocabulary["[UNK]"]]
        return ids

    def encode(self, title: Sequence[str], body: Sequence[str]) -> Pieces:
        """Return ``[CLS] title [SEP] body [SEP]``, cut after the last word that fits into ``LIMIT`` pieces."""
        sep = self.vocabulary["[SEP]"]
        ids, shapes = [self.vocabulary["[CLS]"]], [0]
        first: list[int] = []
        last: list[int] = []
        for number, word in enumerate((*title, *body)):
            if number == len(title):
                ids.append(sep)
                shapes.append(0)
            pieces = self.pieces(word)
            if len(ids) + len(pieces) > LIMIT - 1:
                break
            first.append(len(ids))
            ids.extend(pieces)
            shapes.extend([shape(word)] * len(pieces))
            last.append(len(ids) - 1)
        return Pieces((*ids, sep), (*shapes, 0), tuple(first), tuple(last))
