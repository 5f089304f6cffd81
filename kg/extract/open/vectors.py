"""The encoder's vectors for the tokens of the parser, from the pass that the typed extractor makes over a paper.

What is beyond the encoder's limit, as in a patent's description, is read in further passes of whole sentences.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile
from typing import Final

import numpy as np

from kg.extract.learned.encoder import Encoder, Floats
from kg.extract.learned.text import Text, read
from kg.extract.learned.wordpieces import Wordpieces, words
from kg.extract.parse import ParsedPaper, ParsedSentence

WIDTH: Final = 3 * 384
_AT_ONCE: Final = 64
"""Sentences that are offered to a further pass; more never find room."""


@dataclass(frozen=True, slots=True)
class Pass:
    """A text and the vectors of its pieces, those of three layers side by side."""

    text: Text
    deep: Floats


def token_vectors(parsed: ParsedPaper, first: Pass, encoder: Encoder, wordpieces: Wordpieces) -> Iterator[Floats]:
    """Yield the vectors of the tokens of each sentence, (tokens, 3 * 384); a token without letters or signs has zeros.

    Args:
        first: the pass over title and abstract; further ones are made where it left sentences out.
    """
    rest, current = parsed.sentences, first
    while rest:
        whole = len(list(takewhile(lambda pair: _is_whole(*pair), zip(rest, current.text.sentences, strict=False))))
        for number, sentence in enumerate(rest[: max(1, whole)]):  # one that is longer than a pass is read in part
            yield _of_tokens(sentence, current, current.text.sentences[number])
        rest = rest[max(1, whole) :]
        if rest:
            text = read(parsed.paper, [s.sentence for s in rest[:_AT_ONCE]], wordpieces)
            current = Pass(text, encoder.deep(text.pieces)[1])


def _is_whole(sentence: ParsedSentence, bounds: tuple[int, int]) -> bool:
    return bounds[1] - bounds[0] == len(words(sentence.sentence.text))


def _of_tokens(sentence: ParsedSentence, seen: Pass, bounds: tuple[int, int]) -> Floats:
    """Return for each token the mean over the words that it shares characters with."""
    here = seen.text.words[bounds[0] : bounds[1]]
    found = np.zeros((len(sentence.starts), WIDTH), dtype=np.float32)
    if here:
        pieces = seen.text.pieces
        first, last = pieces.first[bounds[0] : bounds[1]], pieces.last[bounds[0] : bounds[1]]
        vectors = (seen.deep[list(first)] + seen.deep[list(last)]) / np.float32(2)
        starts, ends = [a for a, _ in here], [b for _, b in here]
        offset = sentence.sentence.start
        for n, (start, end) in enumerate(zip(sentence.starts, sentence.ends, strict=True)):
            a, b = bisect_right(ends, start + offset), bisect_left(starts, end + offset)
            if a < b:
                found[n] = vectors[a:b].mean(axis=0)
    return found
