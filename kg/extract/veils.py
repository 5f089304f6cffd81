"""Which stretches of a sentence are not stated plainly, by fixed phrases and by who is said to say them.

This stands beside the grammar of clauses (``modality``, ``stated``), which long insertions lead astray. A stretch ends
where another clause takes over: at a semicolon, at "but", where somebody else speaks also at "while".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from kg.extract.cues import BEFORE, CLAUSE, CONTENT, Cue, cues
from kg.extract.hearsay import hearsay, supposed
from kg.extract.modality import HEDGED, NEGATED
from kg.extract.parse import ParsedSentence
from kg.extract.syntax import syntax

Span = tuple[int, int]
"""Character offsets in the text of a sentence; an empty one stands for what it leaves unsaid."""

_END: Final = re.compile(
    r";|(?:,|\s[—–])\s(?:but|yet|however|whereas|while|although|though)\s|\s(?:but|whereas)\s(?!also\b)", re.IGNORECASE
)
_PROPOSING: Final = re.compile(
    r"\b(?:propos|introduc|present|develop|describ|devis|design|offer|put\w* forward|suggest|novel|new|create|build"
    r"|built|construct|contribut|formulat|establish|releas|publish|call|nam|dub|term|survey|review|stud|investigat|explor"
    r"|analy|provid|demonstrat|report|extend|adapt)\w*",
    re.IGNORECASE,
)
_NEGATIVE: Final = re.compile(
    r"\b(?:not|no|never|neither|nor|without|fail(?:s|ed)? to|free of|instead of|cannot)\b|n't\b", re.IGNORECASE
)
"""What nothing is proposed by, unless a word of proposing stands beside it: "Alpha works without labels"."""
_MADE: Final = re.compile(r"\bwe (?:\w+ly )?\w+ed\s(?:an? |the )?[^,;]{0,30}$")
"""How a contribution is told of without such a word: "as no corpus existed, we recorded X"."""
_AVAILABLE: Final = re.compile(
    r"[,(]\s*(?:publicly |freely |openly )?available (?:at|from|on|under|via)\s*$", re.IGNORECASE
)
_SUBORDINATE: Final = re.compile(r"(?:While|Although|Though|Whereas|Since|As|Because|When|Even though)\s[^,;]*$")
_ASIDE: Final = re.compile(r",\s(?:which|whose|where)\s[^,;]*$")
_NEXT: Final = re.compile(rf",\s(?:and|because|since|as)\s|\sbecause\s|{_ASIDE.pattern}")
_RELATIVE: Final = re.compile(r",\s(?=(?:which|whose|who|where)\s[^,;]*$)|\sand\s(?=will\s[^,;]*$)")
_LINK: Final = re.compile(
    r",\s(?:and|so)\s(?=(?:thus|hence|therefore|we|it|they|its|our|the|this|he|she)\s)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Veil:
    """A stretch of a sentence and how it is meant; ``embedded`` if it is the content of another clause."""

    start: int
    end: int
    reason: str
    embedded: bool = False

    def covers(self, span: Span) -> bool:
        """Tell whether a span starts under it."""
        return self.start <= span[0] < self.end


@lru_cache(maxsize=256)
def veils(parsed: ParsedSentence) -> tuple[Veil, ...]:
    """Return the stretches of a sentence that are not stated plainly."""
    return tuple(_found(parsed))


def _found(parsed: ParsedSentence) -> Iterator[Veil]:
    text = parsed.sentence.text
    lower = text.lower()
    for cue in cues():
        for match in cue.found(text, lower):
            yield _of_cue(text, cue, match.start(), match.end())
    for verb, edge in hearsay(syntax(parsed)):
        start, after = parsed.chars(verb, verb + 1)
        yield Veil(start, min(_end(text, after), parsed.chars(verb, edge)[1]), HEDGED)
    for mark, edge in supposed(syntax(parsed)):
        start, after = parsed.chars(mark, mark + 1)
        end = _end(text, after)
        yield Veil(start, min(end, parsed.chars(mark, edge + 1)[1]) if edge >= 0 else end, HEDGED, embedded=True)


def _of_cue(text: str, cue: Cue, start: int, end: int) -> Veil:
    """Return the stretch that a phrase from ``start`` to ``end`` veils."""
    denies = cue.reason == NEGATED
    if cue.scope == CONTENT:
        return Veil(start, _end(text, end, _NEXT), cue.reason, embedded=True)
    if cue.scope == CLAUSE:
        return Veil(_start(text, start), _end(text, end, _NEXT if denies else None), cue.reason)
    if cue.scope == BEFORE:
        return Veil(0, end, cue.reason)
    if _SUBORDINATE.match(text[: start + 1]) and "," in text[end:]:
        return Veil(start, text.index(",", end), cue.reason)
    return Veil(start, _end(text, end, _NEXT if denies else _ASIDE), cue.reason)


def _end(text: str, start: int, sooner: re.Pattern[str] | None = None) -> int:
    """Return where another clause takes over; ``sooner`` is what else may end this one before."""
    found = _END.search(text, start)
    end = found.start() if found else len(text)
    earlier = sooner.search(text, start, end) if sooner else None
    return earlier.start() if earlier else end


def _start(text: str, end: int) -> int:
    found = [m.end() for pattern in (_END, _LINK) for m in pattern.finditer(text, 0, end)]
    relative = _RELATIVE.search(text, 0, end)
    return max([*found, relative.end() if relative else 0])


def veiled(parsed: ParsedSentence, relation: str, head: Span, tail: Span) -> str:
    """Return how a sentence means what it says of two spans as far as a veil lies upon it, "" if none does."""
    found = veils(parsed)
    text = parsed.sentence.text
    span = tail if tail[0] < tail[1] else head
    unsaid = span[0] >= span[1]
    if relation == "proposes" and not _PROPOSING.search(text):
        near = [v for v in found if not v.embedded or unsaid or v.covers(span)]
        if near or (_NEGATIVE.search(text) and not parsed.is_title and not _MADE.search(text, 0, span[0])):
            return near[0].reason if near else NEGATED
    if not found or (relation == "availableAt" and _AVAILABLE.search(text, 0, tail[0])):
        return ""  # "we hope that our code, available at X, helps"
    if relation == "addresses" and head[0] >= head[1]:
        return ""  # the problem, as a sentence states it, and the next one its solution
    lack = relation == "hasLimitation"
    for veil in found:
        if veil.reason == NEGATED and lack:
            continue
        if veil.start == 0 if unsaid else veil.covers(span):
            return veil.reason
    return ""
