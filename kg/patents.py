"""Patents: what stands in them that is no language, and the sentences that are worth reading.

Reference numbers, figures and back references of claims are left out of the copy that the parser sees; offsets still
are those of the text as given. ``clean`` must have dealt with the text first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from kg.clean import CleanText, Piece

KIND: Final = "patent"
SHORTEST: Final = 15
LONGEST: Final = 99

_FIGURE: Final = r"(?:FIGS?|Figs?)\.?\s?\d+[A-Za-z]?(?:(?:\s?[-–,]\s?|\s(?:and|to|through|or)\s)\d+[A-Za-z]?)*"
_CLAIM: Final = r"(?:any (?:one )?of )?(?:the )?(?:preceding )?claims?\s\d+(?:(?:\s?[-–,]\s?|\s(?:and|to|or)\s)\d+)*"
_NUMBER: Final = r"\d{1,4}[a-zA-Z]?'?"
_JUNK: Final = re.compile(
    "|".join(
        (
            rf"\s?\((?:{_NUMBER}|{_FIGURE})(?:\s?[,;/-]\s?{_NUMBER})*\)",  # "(12)", "(12, 14a)", "(FIG. 3)"
            rf"\s?,?\s?\b(?:as )?(?:shown|illustrated|depicted|seen) in {_FIGURE},?",
            rf"(?:^|(?<=\. ))(?:Referring|With reference)(?: now| next| again)? to {_FIGURE},?\s",
            rf"\b[Ii]n {_FIGURE},?\s",
            rf"\s?,?\s?\b(?:as )?(?:claimed|recited|defined|set forth|described) in {_CLAIM},?",
            rf"\s(?:of|according to|in accordance with) {_CLAIM},?",
            r"(?:^|(?<=[.;:\n] ))(?:\d{1,3}\s?[.)]|\(?[a-hivx]{1,4}\)|[•▪◦‣*])\s+(?=[A-Za-z])",  # list marks
            r"(?:^|(?<=[.;:] ))\[?\d{4}\]\s",  # the number of a paragraph
        )
    )
)
# "the lever 102": behind a noun with an article, before something that cannot be counted
_REFERENCE: Final = re.compile(
    r"\b(?:[Aa]n?|[Tt]he|said|each|such|and|of)\s(?:[a-z][a-z-]*\s){0,4}?(?P<noun>[a-z][a-z-]{2,})"
    r"(?P<number>\s\d{2,4}[a-zA-Z]?'?)(?=\s?(?:[,.;:)]|$)|\s(?:is|are|was|has|have|may|can|of|to|in|on|and|or|that|which"
    r"|for|with|by|at|as|from|includes?|comprises?|contains?|the|an?)\b)"
)
_COUNTS: Final = frozenset(
    (
        *(
            "than",
            "about",
            "from",
            "least",
            "most",
            "between",
            "over",
            "under",
            "with",
            "and",
            "into",
            "of",
            "or",
            "to",
        ),
        *("in", "by", "at", "for", "is", "are", "size", "type", "level", "claim", "claims", "year", "step"),
        *("approximately", "temperature", "pressure"),
    )
)
_HEADING: Final = re.compile(
    r"^[ \t]*(?:[A-Z][A-Z ,/&-]{3,80}|What is claimed is|(?:I|We) claim|Claims)[ \t]*:?[ \t]*$", re.M
)


def cleaned(text: CleanText) -> CleanText:
    """Return the text without what is no language, with its map back to the text as given."""
    pieces: list[Piece] = []
    out: list[str] = []
    at = position = 0
    for start, end in (*_junk(text), (len(text.text), 0)):
        for piece in _kept(text, position, start):
            length = piece.end - piece.start if piece.copied else _until(text, piece) - piece.at
            words = text.text[piece.at : piece.at + length]
            pieces.append(Piece(at, piece.start, piece.end, piece.copied))
            out.append(words)
            at += len(words)
        position = end
    return CleanText(text.given, "".join(out), tuple(pieces))


def _junk(copy: CleanText) -> list[tuple[int, int]]:
    """Return the spans of the copy that are left out, in order and apart."""
    text = copy.text
    spans = [match.span() for match in _JUNK.finditer(text)]
    spans += [m.span("number") for m in _REFERENCE.finditer(text) if m["noun"] not in _COUNTS]
    for heading in _HEADING.finditer(copy.given):
        inside = [
            (p.at + max(0, heading.start() - p.start), p.at + min(p.end, heading.end()) - p.start)
            for p in copy.pieces
            if p.copied and p.start < heading.end() and p.end > heading.start()
        ]
        if inside:
            spans.append((inside[0][0], inside[-1][1]))
    apart: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if not apart or start >= apart[-1][1]:
            apart.append((start, end))
    return apart


def _until(text: CleanText, piece: Piece) -> int:
    later = (p.at for p in text.pieces if p.at > piece.at)
    return next(later, len(text.text))


def _kept(text: CleanText, start: int, end: int) -> Iterator[Piece]:
    """Yield the pieces of a range of the text, the copied ones cut to it; a replacement is kept whole or not at all."""
    ends = [*(p.at for p in text.pieces), len(text.text)][1:]
    for piece, after in zip(text.pieces, ends, strict=True):
        first, last = max(start, piece.at), min(end, after)
        if first >= last:
            continue
        if piece.copied:
            shift = piece.start - piece.at
            yield Piece(first, first + shift, last + shift, True)
        elif (first, last) == (piece.at, after):
            yield piece


def sections(text: str) -> Iterator[tuple[str, str]]:
    """Yield the sections of a plain text by its headings; what stands before the first has the heading ""."""
    headings = list(_HEADING.finditer(text))
    starts = [0, *(m.end() for m in headings)]
    ends = [*(m.start() for m in headings), len(text)]
    for heading, start, end in zip(("", *(m.group().strip(" \t:") for m in headings)), starts, ends, strict=True):
        if text[start:end].strip():
            yield heading, text[start:end].strip()


def fields(record: Mapping[str, object]) -> dict[str, object]:
    """Return a patent's record as title and text: its sections one after the other, a blank line between them."""
    parts: list[str] = [value for key in ("abstract", "description") if isinstance(value := record.get(key), str)]
    given = record.get("sections")
    if isinstance(given, Mapping):
        parts += [value for value in given.values() if isinstance(value, str)]
    elif isinstance(given, list):
        parts += [str(part.get("text", "")) for part in given if isinstance(part, Mapping)]
    claims = record.get("claims")
    if isinstance(claims, str):
        parts.append(claims)
    elif isinstance(claims, list):
        parts += [claim for claim in claims if isinstance(claim, str)]
    name = record.get("patent") or record.get("id") or ""
    return {**record, "id": name, "title": record.get("title") or f"Patent {name}", "abstract": "\n\n".join(parts)}


def plain(text: str) -> dict[str, object]:
    """Return a patent's plain text as title, its first line, and the rest as it stands."""
    first, _, rest = text.lstrip().partition("\n")
    return {"title": first.strip(), "abstract": rest.strip()}


def is_patent(record: Mapping[str, object]) -> bool:
    """Tell a patent's record by its keys: sections, claims or a description."""
    return bool({"sections", "claims", "description"} & record.keys())


def looks_like_a_patent(text: str) -> bool:
    """Tell a patent's plain text by a heading of its own and its claims."""
    return any(re.search(r"\bclaim(?:s|ed)?\b", heading, re.I) for heading, _ in sections(text))
