"""What a sentence says beside a fact: value, unit, metric, data set, baseline, condition.

Works on offsets alone, so that every extractor can ask it about any pair of mentions.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from kg.clean import clean
from kg.extract.gains import BASELINE, CLAUSE_END, PEERS, VALUED, value_of
from kg.extract.numbers import Quantity
from kg.model import Mention, Qualifiers

_CONDITION: Final = re.compile(
    r"(?<![\w-])(?:with|under|at|using|for|given)\s(?:an?\s|the\s)?(?:same|similar|comparable|equal"
    r"|equivalent|iso|only|fewer than|less than|fewer)\s[^,.;()]{2,60}"
    r"|(?<![\w-])(?:without (?:additional|any|extra|sacrificing|compromising|loss)|while (?:maintaining"
    r"|preserving|keeping))\s?[^,.;()]{2,60}"
    r"|(?<![\w-])when\s[^,.;()]{4,60}"
)
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
    value = value_of(text, head, tail, relation, mentions)
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
    after = [m for m in known if m.start >= anchor and not CLAUSE_END.search(text[anchor : m.start])]
    if after and len(text[anchor : after[0].start]) < 60:
        return after[0].name
    before = [m for m in known if m.end <= anchor]
    return before[-1].name if before else ""


def _baseline(text: str, tail: Mention, mentions: list[Mention]) -> str:
    for m in mentions:
        if m.type in PEERS and m.type != "Dataset" and m.start != tail.start and BASELINE.search(text[: m.start]):
            return m.name
    return ""
