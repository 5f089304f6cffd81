"""Facts with numbers: measured results, and comparisons by "faster than", "2x fewer … than"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kg.extract.frames import Frame
from kg.extract.numbers import COMPLEXITY, FACTOR, MEASURE, PERCENT, PLAIN, SIZE, Quantity, quantities
from kg.extract.terms import Term, Terms
from kg.extract.verbs import Candidate
from kg.extract.wordlist import words

_REACH: Final = words(
    """achieve reach attain obtain get yield score report show demonstrate have deliver set give outperform produce
    provide improve exceed surpass exhibit record observe result perform register maintain retain gain
    accomplish run find boast see be realize offer enjoy"""
)
_WORSE: Final = words("worse slower weaker higher-cost inferior larger longer costlier")
_COMPARABLE: Final = frozenset(("Model", "Method", "Software", ""))
_SPEEDUPS: Final = (
    "speedup",
    "speed-up",
    "faster",
    "reduction",
    "improvement",
    "compression",
    "savings",
    "acceleration",
    "increase",
    "gain",
)


_GAIN_BEFORE: Final = re.compile(
    r"\b(?:improv\w+|gains?|outperform\w*|surpass\w*|drops?|increas\w+|reduc\w+|decreas\w+|SOTA|than|degradation)\b[^.;,]{0,30}$"
)
_GAIN_AFTER: Final = re.compile(
    r"\W*(?:[\w-]+\s){0,2}(?:lower|better|higher|improvement|degradation|gain|lift|fewer|absolute|relative|reduction|increase)"
)


def result_facts(terms: Terms, clauses: tuple[Frame, ...]) -> Iterator[Candidate]:
    """Yield "X achieves R" for each number that stands with its metric."""
    s = terms.s
    if s.parsed.is_title:
        return
    text = s.parsed.plain
    for q in quantities(text):
        metric = _metric(text, q)
        if not metric:
            continue
        first, last = s.parsed.plain_range(q.start, q.end)
        if first == last:
            continue
        frame = _governing(terms, clauses, first)
        if frame is None:
            continue
        kind = q.kind if q.kind in (COMPLEXITY, FACTOR, PERCENT, PLAIN) else "unit"
        if s.lower[first - 1] in ("by", "from") or (first > 1 and s.lower[first - 2] == "by"):
            kind += ".by"
        elif _is_gain(text, q):
            kind += ".gain"
        if frame.lemma not in _REACH:
            kind += ".other"
        head = _achiever(terms, frame)
        if head is None:
            continue
        name = q.value if q.kind == COMPLEXITY else f"{q.value} {metric}".strip()
        tail = Term(first, last, name, "Result", "", last - 1)
        own = ".own" if head.role else ""
        yield Candidate(f"achieves.{kind}{own}", head, "achieves", tail, frame.verb, "Model", "Result")


def than_facts(terms: Terms, clauses: tuple[Frame, ...]) -> Iterator[Candidate]:
    """Yield "X is better than Y": a comparative with "than"."""
    s = terms.s
    for token in range(1, len(s)):
        if s.lower[token] != "than":
            continue
        target = s.child(token, "pobj")
        if target < 0:
            continue
        word = _comparative(terms, token)
        if not word or word in _WORSE:
            continue
        frame = _governing(terms, clauses, token)
        heads = terms.at(frame.subject) if frame is not None and frame.subject >= 0 else ()
        for head in heads:
            for tail in terms.at(target):
                if tail.type in _COMPARABLE and not tail.role and head.type in _COMPARABLE and frame is not None:
                    own = ".own" if head.role else ""
                    yield Candidate(f"outperforms.than{own}", head, "outperforms", tail, frame.verb, "Model", "Model")


def _metric(text: str, q: Quantity) -> str:
    """The metric of a number, as a word beside it; "" if the number measures nothing."""
    if q.kind == COMPLEXITY:
        return q.value
    if q.metric and q.metric.lower() not in ("score", "scores", "error"):
        return q.metric
    after = text[q.end :].lstrip().lower()
    if q.kind in (FACTOR, PERCENT):
        for word in after.split()[:3]:
            if word.strip(".,;") in _SPEEDUPS:
                return after[: after.find(word) + len(word)].strip(".,; ")
    if q.kind == MEASURE and q.unit in ("FPS", "fps", "ms", "dB"):
        return q.metric or " "
    if q.kind == SIZE:
        return ""
    return q.metric


def _is_gain(text: str, q: Quantity) -> bool:
    """Tell whether a number is a difference ("1.8 lower perplexity", "gains of 3 BLEU"), not a level."""
    return bool(_GAIN_BEFORE.search(text[max(0, q.start - 60) : q.start]) or _GAIN_AFTER.match(text[q.end :]))


def _governing(terms: Terms, clauses: tuple[Frame, ...], token: int) -> Frame | None:
    """The innermost clause that governs a token."""
    by_verb = {f.verb: f for f in clauses}
    s = terms.s
    while token >= 0:
        if token in by_verb:
            return by_verb[token]
        token = s.head[token]
    return None


def _achiever(terms: Terms, frame: Frame) -> Term | None:
    found = terms.at(frame.subject) if frame.subject >= 0 else ()
    if found:
        return (
            found[0]
            if found[0].type in ("Model", "Method", "Software", "Paper", "") or found[0].role
            else terms.contribution()
        )
    return terms.contribution()


def _comparative(terms: Terms, than: int) -> str:
    """The comparative that a "than" belongs to, or ""."""
    s = terms.s
    for n in range(than - 1, max(-1, than - 7), -1):
        if s.tag[n] in ("JJR", "RBR"):
            word = s.lower[n]
            if word == "less" and n + 1 < len(s) and s.pos[n + 1] in ("ADJ", "ADV"):
                return "worse"
            if (
                word in ("more", "less")
                and n > 0
                and s.lower[n + 1] == "than"
                and s.pos[min(n + 2, len(s) - 1)] == "NUM"
            ):
                return ""
            return word
    return ""
