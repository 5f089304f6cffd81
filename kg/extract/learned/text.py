"""A paper as the learned extractor reads it: words, sentences in words, and pieces."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.extract.learned.wordpieces import Pieces, Wordpieces, words
from kg.model import Paper, Sentence


@dataclass(frozen=True, slots=True)
class Text:
    """A paper's text in words.

    Attributes:
        words: character offsets in ``paper.text`` of each word that the encoder sees.
        sentences: for each sentence, its first word and the word after its last; both equal where it found no room.
        spans: the sentences themselves, the title first.
    """

    paper: Paper
    words: tuple[tuple[int, int], ...]
    sentences: tuple[tuple[int, int], ...]
    spans: tuple[Sentence, ...]
    pieces: Pieces

    def wording(self, start: int, end: int) -> str:
        """Return the text of the words ``start`` up to but not including ``end``."""
        return self.paper.text[self.words[start][0] : self.words[end - 1][1]]


def read(paper: Paper, sentences: Sequence[Sentence], wordpieces: Wordpieces) -> Text:
    """Cut a paper into words and pieces; what is beyond the encoder's limit is left out."""
    text = paper.text
    per_sentence = [[(s.start + a, s.start + b) for a, b in words(s.text)] for s in sentences]
    title = [len(w) for w, s in zip(per_sentence, sentences, strict=True) if s.end <= len(paper.title)]
    flat = [word for found in per_sentence for word in found]
    strings = [text[a:b] for a, b in flat]
    pieces = wordpieces.encode(strings[: sum(title)], strings[sum(title) :])
    room = len(pieces.first)
    bounds, start = [], 0
    for found in per_sentence:
        end = start + len(found)
        bounds.append((min(start, room), min(end, room)))
        start = end
    return Text(paper, tuple(flat[:room]), tuple(bounds), tuple(sentences), pieces)
