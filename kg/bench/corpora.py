"""Corpora of any size, made by repeating and varying real abstracts: for measuring, never for looking anything up.

Of each abstract's sentences one may be left out, its numbers are other ones of the same length, and names with inner
capitals or digits ("MossFormer", "GPT-2") begin with other letters. A paper depends on the seed and its number only.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator, Sequence
from typing import Final

from kg.model import Paper

_NAME: Final = re.compile(r"\b(?:[A-Z][a-z]+(?=[A-Z])|[A-Z]{2,}(?=[A-Z][a-z]|[-\d])|[A-Z][a-z]{2,}(?=-\d))")
_NUMBER: Final = re.compile(r"\d+")
_END: Final = re.compile(r"(?<=[a-z0-9)]\.) (?=[A-Z])")
_ONSETS: Final = tuple("bdfgklmnprstvz")
_VOWELS: Final = ("a", "e", "i", "o", "u", "ai", "or", "en", "al", "un")


def varied(papers: Sequence[Paper], number: int, seed: int) -> Iterator[Paper]:
    """Yield so many variants of the papers, each paper in turn."""
    for n in range(number):
        yield _variant(papers[n % len(papers)], n, seed)


def line(paper: Paper) -> str:
    """Return a paper as a line of JSON."""
    return json.dumps({"id": paper.id, "title": paper.title, "abstract": paper.abstract}, ensure_ascii=False) + "\n"


def _variant(paper: Paper, number: int, seed: int) -> Paper:
    chance = random.Random(f"{seed} {number}")
    named: dict[str, str] = {}

    def renamed(match: re.Match[str]) -> str:
        name = match.group()
        if name not in named:
            syllables = "".join(chance.choice(_ONSETS) + chance.choice(_VOWELS) for _ in range(2))
            named[name] = syllables.upper() if name.isupper() else syllables.capitalize()
        return named[name]

    def counted(match: re.Match[str]) -> str:
        digits = match.group()
        low = 10 ** (len(digits) - 1) if len(digits) > 1 else 0
        return str(chance.randrange(low, 10 ** len(digits))).zfill(len(digits)) if len(digits) < 9 else digits

    sentences = _END.split(paper.abstract)
    if len(sentences) > 3:
        sentences.pop(chance.randrange(len(sentences)))
    title, abstract = (_NUMBER.sub(counted, _NAME.sub(renamed, text)) for text in (paper.title, " ".join(sentences)))
    return Paper(f"{paper.id}-{number}", title, abstract)
