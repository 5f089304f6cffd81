"""Facts that compare: "gains over Y", "compared to Y", "superior to Y", "on par with Y", "unlike Y"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kg.extract.frames import Frame
from kg.extract.links import subject_of
from kg.extract.numbers import quantities
from kg.extract.terms import Term, Terms
from kg.extract.verbs import Candidate
from kg.extract.wordlist import words

_PEERS: Final = frozenset(("Model", "Method", "Software", "Hardware", ""))
_GAIN: Final = words(
    """improvement improvements gain gains increase boost speedup speedups speed-up speed-ups advantage advantages
    superiority reduction reductions savings improve improves improved improving better superior higher faster fewer
    less lower smaller greater reduce reduces reduced reducing save saves saving favorable acceleration enhancement
    enhances enhanced enhance outperforms outperform outperforming surpasses surpassing exceeds increases increased
    shorter cheaper lighter stronger state-of-the-art sota best"""
)
_LOSS: Final = words(
    "degradation drop worse inferior loss comparable competitive similar par same decrease underperform"
)
_EQUAL: Final = words("par comparable competitive comparably similar same close equivalent parity akin on-par")


def rival_facts(terms: Terms, clauses: tuple[Frame, ...]) -> Iterator[Candidate]:
    """Yield what a sentence says of two rivals by a preposition."""
    s = terms.s
    if s.parsed.is_title:
        return
    measured = bool(quantities(s.parsed.plain))
    for token in range(len(s)):
        rule = _rule(terms, token, measured=measured)
        if not rule:
            continue
        target = s.child(token, "pobj")
        relation = rule.split(".")[0]
        for tail in terms.bearer(target) or terms.at(target) if target >= 0 else ():
            if tail.type in _PEERS and not tail.role:
                for head in _heads(terms, clauses, token):
                    own = ".own" if head.role else ""
                    yield Candidate(rule + own, head, relation, tail, _verb_above(terms, token), "Model", "Model")


def _rule(terms: Terms, token: int, *, measured: bool) -> str:
    """The name of the rule that a preposition stands for, or ""."""
    s = terms.s
    word = s.lower[token]
    if s.pos[token] not in ("ADP", "SCONJ", "VERB", "PART") or s.child(token, "pobj") < 0:
        return ""
    before = s.lower[max(0, token - 6) : token]
    last = s.lower[token - 1] if token else ""
    gain = any(w in _GAIN for w in before)
    if word == "unlike" or (word in ("to", "with") and last in ("contrast", "alternative", "contrary", "opposed")):
        return "comparedWith.unlike"
    if word in ("to", "with", "as") and any(w in _EQUAL for w in before[-4:]) and last not in ("compared", "relative"):
        return "matches." + word
    if word in ("to", "with") and last in ("compared", "relative", "comparison"):
        around = s.lower
        if any(w in _LOSS for w in around):
            return "comparedWith.compared.mixed"
        if any(w in _GAIN for w in around):
            return "outperforms.compared" + (".measured" if measured else "")
        return "comparedWith.compared"
    if word in ("over", "against") and gain:
        return f"outperforms.{word}"
    if word == "over" and measured and any(c.isdigit() for w in before for c in w):
        return "outperforms.over.measured"
    if word in ("upon", "on", "over") and last in ("improves", "improve", "improving", "improved"):
        return "outperforms.upon"
    if word == "to" and last in ("superior", "preferable"):
        return "outperforms.superior"
    if word in ("vs", "vs.", "versus"):
        return "comparedWith.versus"
    return ""


def _heads(terms: Terms, clauses: tuple[Frame, ...], token: int) -> tuple[Term, ...]:
    return subject_of(terms, clauses, token)


def _verb_above(terms: Terms, token: int) -> int:
    s = terms.s
    while token >= 0 and s.pos[token] not in ("VERB", "AUX"):
        token = s.head[token]
    return token
