r"""A copy of a text that a parser can read, with a map back to the text as given.

Listings carry LaTeX remnants (``87\%``, ``\textbf{Mamba}``, ``$O(n^2)$``, ``5times``), odd quotes, dashes and spaces,
zero-width characters and entities. ``clean`` deals with them once; what leaves the program goes back through the map.
"""

from __future__ import annotations

import html
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of the cleaned text from ``at`` on and the span of the given text that it stands for.

    A copied run is as long as its span and maps character by character; a replacement maps as a whole.
    """

    at: int
    start: int
    end: int
    copied: bool


@dataclass(frozen=True, slots=True)
class CleanText:
    """The cleaned copy ``text`` of the text ``given``.

    Attributes:
        pieces: in order; together they cover ``text``. What no piece covers of ``given`` was left out.
    """

    given: str
    text: str
    pieces: tuple[Piece, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        r"""Return the span of ``given`` that the span of ``text`` stands for.

        It starts and ends at the first and last character that was kept; markup left out at its borders is taken in
        where a brace would stay open or closed otherwise (``\textbf{Mamba`` becomes ``\textbf{Mamba}``).
        """
        if start >= end:
            return (self._border(start), self._border(start))
        first, last = self._piece(start), self._piece(end - 1)
        begin = first.start + (start - first.at if first.copied else 0)
        stop = last.start + (end - last.at) if last.copied else last.end
        return self._balanced(begin, stop)

    def quote(self, start: int, end: int) -> str:
        """Return the words of ``given`` that the span of ``text`` stands for."""
        begin, stop = self.span(start, end)
        return self.given[begin:stop]

    def _piece(self, offset: int) -> Piece:
        return self.pieces[bisect_right(self.pieces, offset, key=lambda p: p.at) - 1]

    def _border(self, offset: int) -> int:
        if not self.pieces:
            return 0
        piece = self._piece(min(max(offset, 0), len(self.text)))
        return min(piece.start + (offset - piece.at if piece.copied else 0), piece.end)

    def _balanced(self, begin: int, stop: int) -> tuple[int, int]:
        inside = self.given[begin:stop]
        if inside.count("{") == inside.count("}"):
            return begin, stop
        before = max((p.end for p in self.pieces if p.end <= begin), default=0)
        after = min((p.start for p in self.pieces if p.start >= stop), default=len(self.given))
        lead = self.given[before:begin]
        trail = self.given[stop:after]
        if inside.count("}") > inside.count("{") and "{" in lead:
            begin -= len(lead.lstrip())
        elif inside.count("{") > inside.count("}") and "}" in trail:
            stop += len(trail.rstrip())
        return begin, stop


_FONTS: Final = (
    "text(?:bf|it|tt|sc|rm|sf|sl|md|up|normal)?|emph|underline|mathbf|mathrm|mathit|mathcal|mathbb|mathsf|mathtt|mathfrak"
    "|boldsymbol|bm|operatorname|mbox|hbox|ensuremath|url|texttt|uline|hat|bar|tilde|vec|widehat|overline"
)
_SYMBOLS: Final = {
    "times": "x", "cdot": "·", "sim": "~", "approx": "~", "simeq": "~", "pm": "±", "leq": "≤", "le": "≤", "geq": "≥",
    "ge": "≥", "neq": "≠", "to": "->", "rightarrow": "->", "leftarrow": "<-", "infty": "infinity", "ldots": "...",
    "dots": "...", "cdots": "...", "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε",
    "varepsilon": "ε", "eta": "η", "theta": "θ", "kappa": "κ", "lambda": "λ", "mu": "μ", "pi": "π", "rho": "ρ",
    "sigma": "σ", "tau": "τ", "phi": "φ", "varphi": "φ", "psi": "ψ", "omega": "ω", "Delta": "Δ", "Omega": "Ω",
    "Theta": "Θ", "textendash": "-", "textemdash": "—", "quad": " ", "left": "", "right": "", "bf": "", "it": "",
    "em": "", "tt": "", "sc": "", "rm": "", "small": "", "displaystyle": "",
}  # fmt: skip
_ACCENTS: Final = {
    "'": "\u0301",
    "`": "\u0300",
    '"': "\u0308",
    "^": "\u0302",
    "~": "\u0303",
    "=": "\u0304",
    ".": "\u0307",
}
_SINGLE: Final = {
    "“": '"', "”": '"', "„": '"', "‟": '"', "«": '"', "»": '"', "″": '"', "‘": "'", "’": "'", "‚": "'", "‛": "'",
    "′": "'", "‐": "-", "‑": "-", "‒": "-", "−": "-", "―": "—", "…": "...", "ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl",
    "ﬃ": "ffi", "ﬄ": "ffl", "⁄": "/", "∼": "~", "％": "%",
    **{c: f"^{d}" for c, d in zip("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789", strict=True)},
    **dict(zip("₀₁₂₃₄₅₆₇₈₉", "0123456789", strict=True)),
}  # fmt: skip
_HIDDEN: Final = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufe0f"
_SPACE: Final = r"\s\u0000-\u0008\u000e-\u001f\u007f"

_RULE: Final = re.compile(
    "|".join(
        (
            r"(?P<times>(?<=\d)times(?![a-z])|(?<=\d)[ ]?×(?![\s]?\d|[a-z])|(?<=\d)×(?=\d))",
            rf"(?P<space>[{_SPACE}]+)",
            rf"(?P<hidden>[{_HIDDEN}]+)",
            r"(?P<drop>\\(?:cite[a-z]*|ref|label|footnote(?:mark)?|vspace|hspace|thanks)\*?\{[^{}]*\})",
            rf"(?P<open>\\(?:{_FONTS})\s?\{{|\{{\\(?:bf|it|em|tt|sc|rm)\s)",
            r"(?P<accent>\\(?P<mark>['`\"^~=.])\{?(?P<letter>[A-Za-z])\}?)",
            r"(?P<escaped>\\(?P<sign>[%&_$#{}]))",
            r"(?P<math>\\[()\[\]])",
            r"(?P<line>\\\\)",
            r"(?P<word>\\(?P<name>[A-Za-z]+))",
            r"(?P<script>[_^]\{(?P<inner>[^{}\\]{1,20})\})",
            r"(?P<dollar>\$(?=\S)[^$\n]{0,200}?(?<=\S)\$(?!\d))",
            r"(?P<entity>&(?:[a-z]{2,8}|\#\d{1,6}|\#x[0-9a-f]{1,5});)",
            r"(?P<tag></?(?:b|i|em|strong|sub|sup|p|br|tt|span|jats:[a-z]+)\s?/?>)",
            r"(?P<quotes>``|''|``)",
            r"(?P<dashes>-{2,3}(?=[^-\s])(?<=\w--)|(?<=\w)---(?=\w)|(?<=\s)--(?=\s))",
            r"(?P<brace>\})",
            r"(?P<endash>–)",
            rf"(?P<single>[{re.escape(''.join(_SINGLE))}])",
        )
    )
)
_SUSPECT: Final = re.compile(rf"[^ -~]|[\\$_^&<}}]|  |``|''|--|\dtimes|[{_HIDDEN}]")


def clean(given: str) -> CleanText:
    """Return a copy of the text that a parser can read. Text without remnants comes back as it is."""
    if not _SUSPECT.search(given):
        return CleanText(given, given, (Piece(0, 0, len(given), True),) if given else ())
    pieces: list[Piece] = []
    out: list[str] = []
    at = 0
    for start, end, new in _edits(given):
        if new is None:
            new, copied = given[start:end], True
        else:
            copied = False
            if new == " " and (not out or out[-1].endswith(" ")):
                continue  # one space is enough, and none is wanted at the beginning
        if new:
            pieces.append(Piece(at, start, end, copied))
            out.append(new)
            at += len(new)
    return CleanText(given, "".join(out), tuple(pieces))


def _edits(given: str) -> Iterator[tuple[int, int, str | None]]:
    """Yield spans that cover the text, in order, with their replacement, or None where they are copied."""
    depth = 0
    at = 0
    skip: set[int] = set()
    position = 0
    while match := _RULE.search(given, position):
        start, end = match.span()
        kind = match.lastgroup or ""
        position = end
        new: str | None
        if kind == "open":
            depth, new = depth + 1, ""
        elif kind == "brace":
            if not depth:
                continue
            depth, new = depth - 1, ""
        elif kind == "dollar":  # both signs go; what is between them is read on its own
            skip.add(end - 1)
            end = position = start + 1
            new = ""
        else:
            new = _replacement(kind, match, given)
            if new is None:
                continue
        yield from _copied(at, start, skip)
        yield start, end, new
        at = end
    yield from _copied(at, len(given), skip)


def _copied(start: int, end: int, skip: set[int]) -> Iterator[tuple[int, int, str | None]]:
    """Yield the span as copied, without the characters at the offsets in ``skip``."""
    for gap in sorted(offset for offset in skip if start <= offset < end):
        if gap > start:
            yield start, gap, None
        start = gap + 1
    if end > start:
        yield start, end, None


def _replacement(kind: str, match: re.Match[str], given: str) -> str | None:
    """Return what stands in the cleaned copy for a match, None for the match itself."""
    found = match.group()
    match kind:
        case "space":
            return None if found == " " else " "
        case "hidden" | "drop" | "math" | "tag":
            return ""
        case "line":
            return " "
        case "accent":
            return unicodedata.normalize("NFC", match["letter"] + _ACCENTS[match["mark"]])
        case "escaped":
            return str(match["sign"])
        case "word":
            return _SYMBOLS.get(match["name"], match["name"])
        case "script":
            return ("^" if found[0] == "^" else "") + match["inner"].strip()
        case "times":
            return "x"
        case "entity":
            plain = html.unescape(found)
            return None if plain == found else (" " if plain == "\xa0" else plain)
        case "quotes":
            return '"'
        case "dashes":
            return "—"
        case "endash":
            around = given[max(0, match.start() - 1) : match.end() + 1]
            return "—" if around.startswith(" ") and around.endswith(" ") else "-"
        case _:
            return _SINGLE[found]
