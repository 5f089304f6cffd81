"""Facts as the text that a language model is given, and how many tokens that is.

A token is a wordpiece of the encoder's vocabulary (30,522 pieces, uncased): the same count on every machine, and no
fewer than the words. Facts of one sentence share its quote, because quotes cost most.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import Final

from kg.extract.learned.wordpieces import Wordpieces, words
from kg.retrieve.found import Context, Found

_FIRST_WORD: Final = 1995
_MERE: Final = "(text)"
"""Marks a sentence of which the graph knows no fact."""
#: Beside the encoder's weights; importing the encoder itself would cost a second.
_VOCABULARY: Final = Path(__file__).parents[1] / "data" / "model" / "vocab.txt"


@lru_cache(maxsize=1)
def _wordpieces() -> Wordpieces:
    return Wordpieces.read(_VOCABULARY)


def tokens(text: str) -> int:
    """Return how many wordpieces a text has.

    >>> tokens("MossFormer :: outperforms :: previous models")
    10
    """
    vocabulary = _wordpieces()
    return sum(len(vocabulary.pieces(text[start:end])) for start, end in words(text))


def general_rank(word: str) -> int | None:
    """Return the rank of a word by how often English texts have it, None if it is none of the vocabulary's.

    The vocabulary stands in the order of frequency, after its special and single characters.

    >>> general_rank("behind"), general_rank("transcoder")
    (374, None)
    """
    rank = _wordpieces().vocabulary.get(word, 0) - _FIRST_WORD
    return rank if rank > 0 else None


def render(found: Context, format: str) -> str:
    """Return the facts in one of ``FORMATS``, each line ended; "" when there are none, in JSON an empty list."""
    blocks = [list(block) for _, block in groupby(found.facts, key=lambda fact: (fact.quote, fact.paper_id))]
    if format == "json":
        body = ",\n".join(json_lines(found.facts))
        return "[" + (f"\n{body}\n" if body else "") + "]\n"
    shown: list[str] = []
    number = 1
    for block in blocks:
        shown.append(block_text(block, number, format))
        number += len(block)
    return "".join(shown)


def block_text(block: Sequence[Found], first: int, format: str) -> str:
    """Return the facts of one sentence, numbered from ``first``, in any of ``FORMATS``."""
    if format == "json":
        return ",\n".join(json_lines(block, first)) + ",\n"
    quote = f"“{' '.join(block[0].quote.split())}” — {' '.join(block[0].paper.split())}\n"
    if block[0].is_text:
        return f"{first}. {_MERE}\n   > {quote}" if format == "md" else f"[{first}] {_MERE} {quote}"
    lines = [_line(fact, first + number, format) for number, fact in enumerate(block)]
    return "\n".join(lines) + ("\n   > " if format == "md" else "\n    ") + quote


def json_lines(facts: Iterable[Found], first: int = 1) -> list[str]:
    """Return each fact as one line of JSON."""
    return [
        json.dumps(
            {
                "number": number,
                **({} if fact.is_text else {"head": fact.head, "relation": fact.relation, "tail": fact.tail}),
                "quote": fact.quote,
                "paper": fact.paper,
                **({} if fact.is_text else {"confidence": fact.confidence}),
                "layer": "text" if fact.is_text else "typed" if fact.typed else "open",
                **({"modality": fact.modality} if fact.modality else {}),
                **({"details": list(fact.details)} if fact.details else {}),
                **({} if fact.is_text else {"claim": fact.claim}),
            },
            ensure_ascii=False,
        )
        for number, fact in enumerate(facts, first)
    ]


def _line(fact: Found, number: int, format: str) -> str:
    notes = [f"{fact.confidence:.2f}", *([fact.modality] if fact.modality else []), *fact.details]
    stated = f"{fact.head} :: {fact.relation} :: {fact.tail}"
    if format == "md":
        return f"{number}. **{_escaped(stated)}** ({_escaped(', '.join(notes))})"
    return f"[{number}] {' '.join(stated.split())}  ({', '.join(notes)})"


def _escaped(text: str) -> str:
    return "".join("\\" + c if c in "*_`[]<>\\" else c for c in " ".join(text.split()))
