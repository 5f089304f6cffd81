"""Facts about what is wrong: a thing's limitations, and what the paper does about them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kg.extract.frames import Frame
from kg.extract.terms import Term, Terms
from kg.extract.verbs import Candidate
from kg.extract.wordlist import words

_BAD: Final = words(
    """expensive slow costly challenging limited suboptimal sub-optimal insufficient time-consuming difficult hard
    inefficient intensive labor-intensive memory-intensive compute-intensive resource-intensive inaccurate unreliable
    unstable impractical infeasible prohibitive intractable inadequate redundant computationally-expensive brittle
    unsuitable unaffordable demanding inflexible cumbersome overparameterised overparameterized complex ineffective
    data-hungry inferior insensitive poor scarce"""
)
_BAD_TO: Final = words("prone sensitive vulnerable susceptible subject insensitive")
_UNABLE: Final = words("unable incapable")
_FAIL: Final = words("fail struggle")
_CAUSE: Final = words("lead result cause introduce bring incur create produce suffer yield")
_SHRINK: Final = words("limit hinder restrict impede hamper constrain reduce compromise undermine")
_SUBJECTS: Final = frozenset(("Model", "Method", "Task", "Dataset", "Software", ""))
_LINK: Final = words("of in by with to")
_PROBLEM_MODIFIERS: Final = words(
    """quadratic high prohibitive limited excessive expensive heavy huge large significant poor slow insufficient
    suboptimal substantial massive growing ever-growing inherent extensive considerable severe costly low inefficient"""
)
_ADDRESS: Final = words(
    "address tackle solve overcome mitigate alleviate resolve remedy handle bridge fill combat circumvent"
)
_ISSUES: Final = words(
    """issue issues problem problems limitation limitations challenge challenges shortcoming shortcomings gap drawback
    drawbacks concern concerns difficulty difficulties bottleneck bottlenecks need deficiency deficiencies end obstacle
    constraint constraints question complexities"""
)


def limit_facts(terms: Terms, frame: Frame) -> Iterator[Candidate]:
    """Yield what a clause says is wrong with its subject."""
    s = terms.s
    verb = frame.verb
    if frame.subject < 0 and frame.object < 0:
        return
    heads = tuple(t for t in terms.at(frame.object if frame.passive else frame.subject) if t.type in _SUBJECTS)
    heads = tuple(t for t in heads if not t.role)
    complement = s.child(verb, "acomp")
    if frame.lemma in ("be", "remain", "become") and complement >= 0:
        yield from _adjective(terms, heads, complement)
        for other in s.children[complement]:
            if s.dep[other] == "conj":
                yield from _adjective(terms, heads, other)
    if frame.lemma in _FAIL:
        inner = s.child(verb, "xcomp")
        if inner >= 0:
            yield from _each("hasLimitation.fail", heads, _span(terms, verb, _object_end(terms, inner)), verb)
    if frame.lemma in _CAUSE:
        for token in (
            *frame.preps.get("to", ()),
            *frame.preps.get("in", ()),
            *((frame.object,) if frame.object >= 0 else ()),
        ):
            for tail in terms.at(token):
                if tail.type == "Problem" or _bad_phrase(terms, tail):
                    yield from _each("hasLimitation.cause", heads, tail, verb)
    if frame.lemma in _SHRINK and frame.object >= 0 and not frame.passive:
        phrase = s.phrase(frame.object)
        if s.lower[phrase.first] in ("their", "its") and terms.before:
            name = "limited " + s.words(phrase.first + 1, phrase.last)
            tail = Term(phrase.first, phrase.last, name, "Problem", "", frame.object)
            yield from _each("hasLimitation.their", tuple(t for t in terms.before if not t.role), tail, verb)


def problem_nouns(terms: Terms) -> Iterator[Candidate]:
    """Yield "the quadratic complexity of X", "errors caused by X"."""
    s = terms.s
    for token in range(len(s)):
        if s.pos[token] != "NOUN":
            continue
        for prep in s.children[token]:
            if s.dep[prep] != "prep" or s.lower[prep] not in ("of", "in") or s.child(prep, "pobj") < 0:
                continue
            phrase = s.phrase(token)
            bare = terms.class_name(token)
            if bare is None or not (bare.type == "Problem" or _bad_phrase(terms, bare)):
                continue
            if not any(s.lower[n] in _PROBLEM_MODIFIERS for n in range(phrase.first, token)):
                continue
            for head in terms.at(s.child(prep, "pobj")):
                if head.type in ("Model", "Method") and not head.role:
                    whole = Term(bare.first, bare.last, bare.name, "Problem", "", token)
                    yield Candidate(
                        f"hasLimitation.noun.{s.lower[prep]}", head, "hasLimitation", whole, -1, "Method", "Problem"
                    )


def solution_facts(terms: Terms, problems: tuple[Term, ...]) -> Iterator[Candidate]:
    """Yield "To address this issue, we propose X": the problems are those of the sentence before.

    Args:
        problems: what the sentence before says is wrong.
    """
    s = terms.s
    for verb in range(len(s)):
        if s.lemma[verb] not in _ADDRESS:
            continue
        target = s.child(verb, "dobj")
        if target < 0 or s.lower[target] not in _ISSUES:
            continue
        if s.lower[s.phrase(target).first] in ("this", "these", "the", "such", "those"):
            own = terms.contribution()
            for problem in problems:
                unsaid = Term(0, 0, problem.name, "Problem", "", -1)
                yield Candidate("addresses.before", own, "addresses", unsaid, -1, "Method", "Problem")
            return


def problems_of(terms: Terms, found: tuple[Candidate, ...]) -> tuple[Term, ...]:
    """What a sentence says is wrong: its limitations, else the problems that it names."""
    limits = tuple(c.tail for c in found if c.relation == "hasLimitation")
    if limits:
        return tuple(dict.fromkeys(limits))
    s = terms.s
    nouns = (n for n in range(len(s)) if s.pos[n] == "NOUN" and s.dep[n] not in ("compound", "amod", "conj"))
    named = (t for n in nouns for t in terms.at(n) if t.type == "Problem" or _bad_phrase(terms, t))
    return tuple(dict.fromkeys(named))[-3:]


def _adjective(terms: Terms, heads: tuple[Term, ...], token: int) -> Iterator[Candidate]:
    s = terms.s
    if s.lower[token] in _BAD_TO:
        prep = s.child(token, "prep")
        target = s.child(prep, "pobj") if prep >= 0 else -1
        for tail in terms.at(target) if target >= 0 else ():
            yield from _each("hasLimitation.prone", heads, tail, token)
    elif s.lower[token] in _UNABLE:
        yield from _each(
            "hasLimitation.unable", heads, _span(terms, token, _object_end(terms, s.child(token, "xcomp"))), token
        )
    elif s.lower[token] in _BAD:
        first = token
        while (
            first > 0
            and s.dep[first - 1] == "advmod"
            and s.head[first - 1] == token
            and s.lower[first - 1] not in ("often", "also", "still", "usually")
        ):
            first -= 1
        yield from _each("hasLimitation.adjective", heads, _span(terms, first, token + 1), token)


def _each(rule: str, heads: tuple[Term, ...], tail: Term | None, trigger: int) -> Iterator[Candidate]:
    if tail is not None and not tail.role:
        for head in heads:
            yield Candidate(
                rule,
                head,
                "hasLimitation",
                Term(tail.first, tail.last, tail.name, "Problem", "", tail.token),
                trigger,
                "Method",
                "Problem",
            )


def _span(terms: Terms, first: int, last: int) -> Term | None:
    if last <= first:
        return None
    return Term(first, last, terms.s.words(first, last), "Problem", "", first)


def _object_end(terms: Terms, verb: int) -> int:
    """The end of the object of a verb, or of the verb."""
    s = terms.s
    if verb < 0:
        return 0
    target = s.child(verb, "dobj")
    return s.phrase(target).last if target >= 0 else verb + 1


def _bad_phrase(terms: Terms, term: Term) -> bool:
    return term.type == "Property" and any(
        terms.s.lower[n] in _PROBLEM_MODIFIERS for n in range(max(0, term.first - 1), term.last)
    )
