"""Acronym definitions, after Schwartz and Hearst (2003): "word error rate (WER)" and "WER (word error rate)"."""

from __future__ import annotations

import re
from typing import Final

from kg.extract.wordlist import words

_BRACKET: Final = re.compile(r"\(([^()]{2,80})\)")
_SHORT: Final = re.compile(r"[A-Za-z0-9][\w.&+/-]{1,14}")
_WORD: Final = re.compile(r"[^\s(),;:]+")
_STOP: Final = words(
    """a an the of for and or in on to with by as we our its their is are that this called via from using novel new"""
)


def acronyms(text: str) -> dict[str, str]:
    """Return short form → long form, for each definition in a text.

    Args:
        text: title and abstract.
    """
    found: dict[str, str] = {}
    for match in _BRACKET.finditer(text):
        inside = re.split(r"[;,]| e\.g\.| i\.e\.", match[1])[0].strip()
        before = text[max(0, match.start() - 120) : match.start()].rstrip()
        if is_short_form(inside):
            long = _long_form(inside, before)
            if long:
                found.setdefault(inside, long)
        else:
            words = _WORD.findall(before)
            if words and is_short_form(words[-1]) and _long_form(words[-1], inside) == inside:
                found.setdefault(words[-1], inside)
    return found


def is_short_form(text: str) -> bool:
    """Tell whether a text has the shape of an acronym: one word with at least two capitals or digits."""
    return bool(_SHORT.fullmatch(text)) and sum(c.isupper() or c.isdigit() for c in text) >= 2 and text[0].isalnum()


def _long_form(short: str, before: str) -> str:
    """Return the shortest end of ``before`` whose letters spell the acronym, or ""."""
    letters = [c.lower() for c in short if c.isalnum()]
    if len(letters) > 2 and letters[-1] == "s" and short[-1] == "s":
        letters.pop()  # the plural of "LLMs"
    clause = re.split(r"[.;:()]\s", before)[-1]
    words = list(_WORD.finditer(clause))[-min(len(letters) + 5, 2 * len(letters) + 1) :]
    n = len(letters) - 1
    i = len(clause) - 1
    limit = words[0].start() if words else 0
    while n >= 0 and i >= limit:
        if clause[i].lower() == letters[n] and (n > 0 or i == 0 or not clause[i - 1].isalnum()):
            n -= 1
        i -= 1
    if n >= 0:
        return ""
    long = clause[i + 1 :].strip()
    first = re.split(r"[\s-]", long)[0].lower()
    if (
        not re.search(r"[\s-]", long)
        or first in _STOP
        or len(long) <= len(short)
        or short in long.split()
        or len(long.split()) > len(letters) * 2 + 1
    ):
        return ""
    return long
