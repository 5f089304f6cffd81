"""What a sentence says beside a fact: value, unit, metric, data set, baseline, condition.

Works on offsets alone, so that every extractor can ask it about any pair of mentions.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from kg.clean import clean
from kg.extract.numbers import COMPLEXITY, FACTOR, MEASURE, PERCENT, Quantity, listed, quantities, whole_list
from kg.model import Mention, Qualifiers

VALUED: Final = frozenset(("achieves", "outperforms", "matches", "improves", "reduces"))
_PEERS: Final = frozenset(("Model", "Method", "Software", "Dataset"))
_LIST_GAP: Final = re.compile(
    r"\s*(?:\([^()]*\))?\s*(?:,\s*and|,\s*or|,|and|or|/|&|as well as|;)\s*(?:the|over|a|an)?\s*"
)
_BASELINE: Final = re.compile(
    r"\b(?:over|than|against|vs\.?|versus|relative to|(?:as )?compared (?:to|with)|in comparison (?:to|with)"
    r"|that of)\s+(?:the\s|a\s|an\s)?(?:\w+\s){0,2}$"
)
_CONDITION: Final = re.compile(
    r"(?<![\w-])(?:with|under|at|using|for|given)\s(?:an?\s|the\s)?(?:same|similar|comparable|equal"
    r"|equivalent|iso|only|fewer than|less than|fewer)\s[^,.;()]{2,60}"
    r"|(?<![\w-])(?:without (?:additional|any|extra|sacrificing|compromising|loss)|while (?:maintaining"
    r"|preserving|keeping))\s?[^,.;()]{2,60}"
    r"|(?<![\w-])when\s[^,.;()]{4,60}"
)
_CLAUSE_END: Final = re.compile(r";|\bwhile\b|\bwhereas\b|\bbut\b|, and (?=\w+s\b)")
_ADJECTIVE: Final = re.compile(
    r"(?<![\w-])(faster|quicker|speed-?ups?|smaller|cheaper|fewer parameters|fewer FLOPs|less memory"
    r"|more accurate|more efficient)"
)
_METRIC_OF: Final = {
    "faster": "speed",
    "quicker": "speed",
    "speedup": "speed",
    "speedups": "speed",
    "speed-up": "speed",
    "speed-ups": "speed",
    "smaller": "size",
    "cheaper": "cost",
    "fewer parameters": "parameters",
    "fewer FLOPs": "FLOPs",
    "less memory": "memory",
    "more accurate": "accuracy",
    "more efficient": "efficiency",
}


_OF: Final = re.compile(
    r"\s?(?:(?:absolute|relative|average|improvements?|gains?|increases?|reductions?|decreases?|better|higher|lower|less|fewer|more"
    r"|in|on|of|the)\s){0,4}"
)
_COMPARATIVE: Final = re.compile(r"\s?(?:faster|slower|smaller|larger|cheaper|fewer|less)\b")
_CHANGE: Final = re.compile(r"\s?\(\s?")
_AND_AFTER: Final = re.compile(r"\s*,?\s*(?:and|or|/|&)\s")
_AND_BEFORE: Final = re.compile(r"(?:\b(?:and|or)|,)\s(?:the\s)?$")


def qualifiers(text: str, head: Mention, tail: Mention, relation: str, mentions: Sequence[Mention]) -> Qualifiers:
    """Return what a sentence says of a fact beside its head and tail; "" where it is silent.

    Args:
        text: the sentence.
        head, tail: the ends of the fact; an empty span is one that the sentence leaves unsaid.
        relation: its relation.
        mentions: all mentions of the sentence, head and tail among them.
    """
    if relation not in VALUED and relation not in ("comparedWith", "evaluatedOn"):
        return Qualifiers()
    mentions = sorted((m for m in mentions if m.start < m.end), key=lambda m: (m.start, m.end))
    value = _value(text, head, tail, relation, mentions)
    anchor = value.end if value else tail.end
    metric = _metric(text, value, tail, relation, mentions)
    dataset = _dataset(text, anchor, tail, mentions) if tail.type != "Dataset" else ""
    baseline = "" if relation in ("outperforms", "matches", "comparedWith") else _baseline(text, tail, mentions)
    condition = _CONDITION.search(text, tail.end if tail.start < tail.end else 0)
    return Qualifiers(
        metric=metric,
        value=clean(value.value).text if value else "",
        unit=value.unit if value else "",
        dataset=dataset,
        baseline=baseline,
        condition=condition.group().strip() if condition else "",
    )


def _value(text: str, head: Mention, tail: Mention, relation: str, mentions: list[Mention]) -> Quantity | None:
    if relation not in VALUED:
        return None
    found = [q for q in quantities(text) if q.kind != COMPLEXITY or relation in ("achieves", "reduces")]
    inside = [q for q in found if q.start < tail.end and q.end > tail.start]
    if relation == "achieves":
        return inside[0] if inside else None
    names = [(m.start, m.end) for m in mentions if m.type not in ("Result", "")]
    gains = [q for q in found if _is_gain(q) and not any(s <= q.start and q.end <= e for s, e in names)]
    if inside and relation in ("improves", "reduces"):
        return whole_list(text, inside[0], found)
    if relation in ("outperforms", "matches"):
        shared = _respectively(text, tail, mentions, gains)
        if shared:
            return shared
    if relation == "matches":
        return None
    named = [q for q in gains if _names(text, q, tail, relation, found)]
    if relation == "outperforms":
        gains = [q for q in gains if not _of_another(text, q, tail, mentions, found)]
    else:
        gains = [q for q in gains if q.end <= tail.start < q.end + 25 or not _COMPARATIVE.match(text, q.end)]
    best = named[0] if len(named) == 1 else _nearest(text, head, tail, gains, mentions)
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
        return len(between) < 60 and bool(_BASELINE.search(between)) and not _CLAUSE_END.search(between)
    return bool(_OF.fullmatch(between))


def _of_another(text: str, q: Quantity, tail: Mention, mentions: list[Mention], found: list[Quantity]) -> bool:
    """Tell whether a number is compared with another rival than the tail."""
    rivals = [m for m in mentions if m.type in _PEERS and m.start != tail.start]
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


def _is_gain(q: Quantity) -> bool:
    return q.kind in (PERCENT, FACTOR, MEASURE) or bool(q.metric) or q.trend != 0 or q.kind == COMPLEXITY


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
    """The mentions of the coordination that a mention belongs to, in order; of nested ones the outer counts."""
    peers: list[Mention] = []
    for m in sorted(mentions, key=lambda m: (m.start, -m.end)):
        if m.type not in _PEERS and m.type != tail.type:
            continue
        if peers and m.start < peers[-1].end:
            continue
        if peers and not _LIST_GAP.fullmatch(text[peers[-1].end : m.start]):
            if any(p.start == tail.start for p in peers):
                break
            peers = []
        peers.append(m)
    return peers if any(p.start == tail.start for p in peers) else []


def _nearest(
    text: str, head: Mention, tail: Mention, found: list[Quantity], mentions: list[Mention]
) -> Quantity | None:
    """The number of the tail's clause that stands nearest, with no other rival between."""
    best, least = None, 10_000
    for q in found:
        low, high = (tail.end, q.start) if q.start >= tail.end else (q.end, tail.start)
        between = text[low:high]
        if _CLAUSE_END.search(between) or len(between) > 90:
            continue
        if q.start >= tail.end and any(m.type in ("Model", "Method") and low < m.start < high for m in mentions):
            continue
        if q.end <= tail.start and head.start < head.end and q.end <= head.start and head.end <= tail.start:
            continue
        distance = len(between) + (12 if q.end <= tail.start else 0)
        if distance < least:
            best, least = q, distance
    return best


def _metric(text: str, value: Quantity | None, tail: Mention, relation: str, mentions: list[Mention]) -> str:
    if value and value.metric:
        return value.metric
    if relation in ("improves", "reduces"):
        return tail.name
    if value:
        near = [m for m in mentions if m.type in ("Metric", "Property") and abs(m.start - value.end) < 40]
        if near:
            return min(near, key=lambda m: abs(m.start - value.end)).text
    found = _ADJECTIVE.search(text)
    if found and relation == "outperforms":
        return _METRIC_OF[found.group(1)]
    metrics = [m for m in mentions if m.type == "Metric" and m.start >= tail.end]
    return metrics[0].text if metrics and relation in ("outperforms", "matches") else ""


def _dataset(text: str, anchor: int, tail: Mention, mentions: list[Mention]) -> str:
    """The data set that follows the value, else the nearest before it."""
    known = [m for m in mentions if m.type == "Dataset" and m.start != tail.start]
    after = [m for m in known if m.start >= anchor and not _CLAUSE_END.search(text[anchor : m.start])]
    if after and len(text[anchor : after[0].start]) < 60:
        return after[0].name
    before = [m for m in known if m.end <= anchor]
    return before[-1].name if before else ""


def _baseline(text: str, tail: Mention, mentions: list[Mention]) -> str:
    for m in mentions:
        if m.type in _PEERS and m.type != "Dataset" and m.start != tail.start and _BASELINE.search(text[: m.start]):
            return m.name
    return ""
