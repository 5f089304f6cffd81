"""What the open facts are learned from and judged on: annotated documents, parsed, encoded and laid."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from kg.extract.learned.encoder import Encoder, Floats
from kg.extract.learned.text import read
from kg.extract.learned.wordpieces import Wordpieces
from kg.extract.open.signs import Signs, signs
from kg.extract.open.vectors import Pass, token_vectors
from kg.extract.parse import ParsedSentence, parse
from kg.extract.syntax import syntax
from kg.score.opengold import OpenDocument, OpenSentence
from kg.train.opened.laying import Example, example

SEED: Final = 7


@dataclass(frozen=True, slots=True)
class Studied:
    """An annotated sentence with all that the networks see of it."""

    gold: OpenSentence
    parsed: ParsedSentence
    signs: Signs
    vectors: Floats
    example: Example


def studied(documents: Sequence[OpenDocument], encoder: Encoder, wordpieces: Wordpieces) -> Iterator[Studied]:
    """Yield the annotated sentences, each encoded with its whole document."""
    for document, parsed in zip(documents, parse(d.paper for d in documents), strict=True):
        text = read(parsed.paper, [s.sentence for s in parsed.sentences], wordpieces)
        first = Pass(text, encoder.deep(text.pieces)[1])
        gold = {sentence.start + len(parsed.paper.title) + 1: sentence for sentence in document.sentences}
        vectors = token_vectors(parsed, first, encoder, wordpieces)
        for sentence, vector in zip(parsed.sentences, vectors, strict=True):
            if annotated := gold.get(sentence.sentence.start):
                seen = signs(syntax(sentence))
                laid = example(sentence, seen, vector, annotated.facts)
                yield Studied(annotated, sentence, seen, vector, laid)


def dealt(sentences: Sequence[Studied], number: int) -> list[list[Studied]]:
    """Deal sentences to folds, a document never to two."""
    documents = sorted({one.gold.document for one in sentences})
    random.Random(SEED).shuffle(documents)
    return [[one for one in sentences if one.gold.document in documents[k::number]] for k in range(number)]
