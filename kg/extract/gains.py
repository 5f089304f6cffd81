"""The number that says how much better, smaller or faster something is, of all the numbers of a sentence."""

from __future__ import annotations

import re
from typing import Final

from kg.extract.numbers import COMPLEXITY, FACTOR, MEASURE, PERCENT, Quantity, listed, quantities, whole_list
from kg.model import Mention

VALUED: Final = frozenset(("achieves", "outperforms", "matches", "improves", "reduces"))
PEERS: Final = frozenset(("Model", "Method", "Software", "Dataset"))
BASELINE: Final = re.compile(
    r"\b(?:over|than|against|vs\.?|versus|relative to|(?:as )?compared (?:to|with)|in comparison (?:to|with)"
    r"|that of)\s+(?:the\s|a\s|an\s)?(?:\w+\s){0,2}$"
)
CLAUSE_END: Final = re.compile(r";|\bwhile\b(?!\s(?:also\s)?being\b)|\bwhereas\b|\bbut\b|, and (?=\w+s\b)")
_LIST_GAP: Final = re.compile(
    r"\s*(?:\([^()]*\))?\s*(?:,\s*and|,\s*or|,|and|or|/|&|as well as|;)\s*(?:the|over|a|an)?\s*(?:[a-z][a-z-]*\s){0,2}"
)
_MEMBERS: Final = re.compile(r"\b(?:such as|like|including|namely|e\.g\.)")
"""What stands between a class and its members: the class itself is none of them."""
_OF: Final = re.compile(
    r"\s?(?:(?:absolute|relative|average|improvements?|gains?|increases?|reductions?|decreases?|better|higher|lower|less|fewer|more"
    r"|in|on|of|the)\s){0,4}"
)
_COMPARATIVE: Final = re.compile(r"\s?(?:faster|slower|smaller|larger|cheaper|fewer|less)\b")
_NAMED: Final = frozenset(("Model", "Method", "Software", "Dataset", "Hardware", "Task"))
_LOSS: Final = re.compile(r"\s?(?:[\w-]+\s){0,2}(?:drops?|loss|degradation|decline|deterioration)\b")
_AMOUNT: Final = re.compile(
    r"\s?-?(?:billion-|million-)?(?:[\w-]+\s){0,2}?(?:parameters?|params|tokens|pairs|examples|samples|images|sentences"
    r"|languages|of data|of speech|of training|of audio)\b"
)
_REACHES: Final = re.compile(
    r"\b(?:achiev|reach|obtain|attain|scor|record|yield)\w*\s(?:an?\s|the\s|(?:up to|over|around|about|nearly)\s)?$"
)
_FURTHER: Final = re.compile(
    r"\s?(?:[\w-]+\s){0,3}(?:improve|gain|better|higher|faster|less|fewer|lower|more|reduc|increas|speed|sav|boost|compress)"
)
_THEN_BETTER: Final = re.compile(r",\s(?:\w+ly\s)?(?:outperform|surpass|exceed|beat)ing\b(?!.*\bby\s)")
_AGAINST: Final = re.compile(
    r"(?:^|[,;:]\s)(?:[Ww]hen\s)?(?:[Cc]ompar\w+ (?:to|with)|[Rr]elative to)\s[^,;]{0,60}(?:,[^,;]{0,40})?$"
)
_BY: Final = re.compile(
    r"\bby\s(?:up\sto\s|over\s|about\s|around\s|an average of\s|approximately\s|nearly\s|more than\s)?$"
)
_CHANGE: Final = re.compile(r"\s?\(\s?")
_AND_AFTER: Final = re.compile(r"\s*,?\s*(?:and|or|/|&)\s")
_AND_BEFORE: Final = re.compile(r"(?:\b(?:and|or)|,)\s(?:the\s)?$")


def value_of(text: str, head: Mention, tail: Mention, relation: str, mentions: list[Mention]) -> Quantity | None:
    """Return the number of a fact in its sentence, or None.

    Args:
        text: the sentence.
        head, tail: the ends of the fact; an empty span is one that the sentence leaves unsaid.
        mentions: all mentions of the sentence, in order.
    """
    if relation not in VALUED:
        return None
    found = [q for q in quantities(text) if q.kind != COMPLEXITY or relation in ("achieves", "reduces")]
    inside = [q for q in found if q.start < tail.end and q.end > tail.start]
    if relation == "achieves":
        return inside[0] if inside else None
    names = [(m.start, m.end) for m in mentions if m.type in _NAMED]
    gains = [
        q
        for q in found
        if _is_gain(text, q) and not any(s <= q.start and q.end <= e for s, e in names) and not _is_level(text, q, tail)
    ]
    if inside and relation in ("improves", "reduces"):
        return whole_list(text, inside[0], found)
    if relation in ("outperforms", "matches"):
        shared = _respectively(text, tail, mentions, gains)
        if shared:
            return shared
    if relation == "matches":
        return None
    peers = _listed_with(text, tail, mentions) if relation == "outperforms" else []
    named = [q for q in gains if any(_names(text, q, m, relation, found) for m in (tail, *peers[:1]))]
    if relation == "outperforms":
        gains = [q for q in gains if not _of_another(text, q, tail, mentions, found)]
    else:
        gains = [q for q in gains if q.end <= tail.start < q.end + 25 or not _COMPARATIVE.match(text, q.end)]
    best = named[0] if len(named) == 1 else _nearest(text, head, tail, gains, mentions, relation)
    if not best:
        return None
    if relation in ("improves", "reduces"):
        best = _change(text, best, found)
    whole = whole_list(text, best, found)
    unshared = whole != best and relation == "outperforms" and _coordinated(text, tail) and "respectively" in text
    return None if unshared else whole


def _names(text: str, q: Quantity, tail: Mention, relation: str, found: list[Quantity]) -> bool:
    """Tell whether a number says itself that it is the tail's: "16 points over X", "18% improvement in X"."""
    if q.end > tail.start or any(q.end <= other.start < tail.start for other in found):
        return False
    between = text[q.end : tail.start]
    if relation == "outperforms":
        return len(between) < 60 and bool(BASELINE.search(between)) and not CLAUSE_END.search(between)
    return bool(_OF.fullmatch(between))


def _of_another(text: str, q: Quantity, tail: Mention, mentions: list[Mention], found: list[Quantity]) -> bool:
    """Tell whether a number is compared with another rival than the tail."""
    rivals = [m for m in mentions if m.type in PEERS and m.start != tail.start]
    peers = {m.start for m in _listed_with(text, tail, mentions)}
    return any(_names(text, q, m, "outperforms", found) for m in rivals if m.start not in peers)


def _change(text: str, q: Quantity, found: list[Quantity]) -> Quantity:
    """The gain in brackets behind a level ("to 83.4% (+8.1%)"), else the number itself."""
    for other in found:
        if (
            other.start >= q.end
            and other.number.startswith(("+", "-", "−"))
            and _CHANGE.fullmatch(text[q.end : other.start])
        ):
            return other
    return q


def _coordinated(text: str, tail: Mention) -> bool:
    """Tell whether the tail may be one of several, named or not, that share the numbers."""
    return tail.start == tail.end or bool(_AND_AFTER.match(text, tail.end) or _AND_BEFORE.search(text[: tail.start]))


def _is_gain(text: str, q: Quantity) -> bool:
    """Tell whether a number may say how much better something is: no loss, no amount of data, time or parameters."""
    if _LOSS.match(text, q.end) or (q.kind not in (FACTOR, PERCENT) and not q.metric and _AMOUNT.match(text, q.end)):
        return False
    return q.kind in (PERCENT, FACTOR, MEASURE) or bool(q.metric) or q.trend != 0 or q.kind == COMPLEXITY


def _is_level(text: str, q: Quantity, tail: Mention) -> bool:
    """Tell whether a number is what was reached, not by how much: "achieves 53% AP, outperforming X"."""
    if q.kind in (FACTOR, COMPLEXITY) or q.number[:1] in ("+", "-", "−"):
        return False
    if _REACHES.search(text[: q.start]) and not _FURTHER.match(text, q.end):
        return True
    return q.end <= tail.start and bool(_THEN_BETTER.search(text[q.end : tail.start]))


def _respectively(text: str, tail: Mention, mentions: list[Mention], found: list[Quantity]) -> Quantity | None:
    """Distribute "A, B and C by 1%, 2% and 3%" over its members."""
    peers = _listed_with(text, tail, mentions)
    if len(peers) < 2:
        return None
    place = [m.start for m in peers].index(tail.start)
    for first in range(len(found)):
        if first and listed(text, found[first - 1], found[first]):
            continue
        group = [found[first]]
        for q in found[first + 1 :]:
            if not listed(text, group[-1], q):
                break
            group.append(q)
        if len(group) == len(peers):
            return group[place]
    return None


def _listed_with(text: str, tail: Mention, mentions: list[Mention]) -> list[Mention]:
    """The mentions of the coordination that a mention belongs to, in order; of nested ones the outer counts.

    One may be taken for a task or hardware: the list says better what it is.
    """
    peers: list[Mention] = []
    for m in sorted(mentions, key=lambda m: (m.start, -m.end)):
        if m.type not in _NAMED and m.type != tail.type:
            continue
        if peers and m.start < peers[-1].end:
            continue
        gap = text[peers[-1].end : m.start] if peers else ""
        if peers and (not _LIST_GAP.fullmatch(gap) or _MEMBERS.search(gap)):
            if any(p.start == tail.start for p in peers):
                break
            peers = []
        peers.append(m)
    return peers if any(p.start == tail.start for p in peers) else []


def _nearest(
    text: str, head: Mention, tail: Mention, found: list[Quantity], mentions: list[Mention], relation: str
) -> Quantity | None:
    """The number of the tail's clause that stands nearest, with no other rival between."""
    best, least = None, 10_000
    against = relation == "outperforms" and bool(_AGAINST.search(text[: tail.start]))
    for q in found:
        low, high = (tail.end, q.start) if q.start >= tail.end else (q.end, tail.start)
        between = text[low:high]
        if CLAUSE_END.search(between) or len(between) > (160 if against else 90):
            continue
        rival = any(m.type in ("Model", "Method") and low < m.start < high and m.start != head.start for m in mentions)
        by = relation in ("improves", "reduces") and "," not in between and bool(_BY.search(between))
        if q.start >= tail.end and rival and not by and not against:
            continue
        if q.end <= tail.start and head.start < head.end and q.end <= head.start and head.end <= tail.start:
            continue
        distance = len(between) + (12 if q.end <= tail.start else 0)
        if distance < least:
            best, least = q, distance
    return best
