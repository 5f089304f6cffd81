"""A measured result by its number: one fact a value, named as value and metric.

"X achieves 53.1% AP and 108 FPS" says two things, and "F1-scores of 80.7% and 92.4%" gives the second one its metric.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from kg.extract.numbers import COMPLEXITY, Quantity, listed, quantities
from kg.model import Fact, Mention
from kg.schema import RESULT

_CHANGE: Final = re.compile(r"\(\s?(?:by\s)?$")
_FROM: Final = re.compile(r"\bfrom\s$")
_TO: Final = re.compile(r"\s(?:[\w-]+\s){0,2}(?:to|→)\s(?:[\w-]+\s){0,2}")
_OTHER: Final = re.compile(r"\b(?:vs\.?|versus|than|over|against|compared (?:to|with))\s(?:[\w-]+\s){0,2}$")
_MEASURING: Final = frozenset(("FPS", "fps", "dB"))
_LIST: Final = re.compile(r"\s?(?:,|/|and|&)\s?[\d.]")
_WORD: Final = re.compile(r"\w+")


def by_value(fact: Fact) -> Iterator[Fact]:
    """Yield a fact for each value of a measured result; any other fact as it is."""
    tail = fact.tail
    found = quantities(tail.text) if fact.relation == "achieves" and tail.type == RESULT else ()
    values = [q for n, q in enumerate(found) if _is_reached(tail.text, found, n)]
    if not values:
        yield fact
        return
    known = {q.start: q for q in quantities(tail.sentence.text)}
    for q in values:
        yield replace(fact, tail=_named(tail, q, known.get(tail.start + q.start, q), whole=len(found) == 1))


def _is_reached(text: str, found: tuple[Quantity, ...], n: int) -> bool:
    """Tell whether a number of a result is a value that was reached, not a gain in brackets, a start or a condition."""
    q = found[n]
    if q.number[:1] in ("+", "-", "−", "±") and _CHANGE.search(text[: q.start]):
        return False
    if _OTHER.search(text[: q.start]):
        return False
    if n + 1 < len(found) and _FROM.search(text[: q.start]) and _TO.fullmatch(text[q.end : found[n + 1].start]):
        return False
    return n == 0 or bool(q.metric) or q.unit in _MEASURING or listed(text, found[n - 1], q)


def _named(tail: Mention, q: Quantity, known: Quantity, *, whole: bool) -> Mention:
    """The result of one value: its span with a metric inside it, its name with a metric of the sentence."""
    metric = known.metric or q.metric
    start, end = q.start, q.end
    if q.metric_end and not _LIST.match(tail.text, q.end):
        start, end = min(start, q.metric_start), max(end, q.metric_end)
    if whole:
        start, end, name = 0, len(tail.text), tail.name
    else:
        name = tail.text[start:end]
    if _has_stray_number(name, q):
        start, end, name = q.start, q.end, q.value
    if metric and q.kind != COMPLEXITY and not _says(name, metric):
        name = f"{q.value} {metric}"
    span = tail.sentence.text[tail.start + start : tail.start + end]
    return replace(tail, start=tail.start + start, end=tail.start + end, text=span, name=name)


def _has_stray_number(name: str, q: Quantity) -> bool:
    """Tell whether a name has a number before its value that measures nothing ("5-scale score of 4.41")."""
    before, value, _ = name.partition(q.value)
    return bool(value) and bool(re.search(r"(?<![A-Za-z\-@])\d", before))


def _says(name: str, metric: str) -> bool:
    """Tell whether a name has a word of the metric."""
    return bool(_stems(metric) & _stems(name))


def _stems(text: str) -> set[str]:
    return {word.lower().rstrip("s") for word in _WORD.findall(text)}
