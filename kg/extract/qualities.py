"""Facts that a comparative states: "better performance", "faster inference", "gains in accuracy"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kg.extract.frames import Frame
from kg.extract.lexicon import TYPE_OF_WORD
from kg.extract.links import subject_of
from kg.extract.terms import Term, Terms
from kg.extract.verbs import Candidate
from kg.extract.wordlist import words

_BETTER: Final = words("better superior higher improved enhanced greater faster stronger increased")
_LESS: Final = words("lower reduced fewer less smaller decreased")
_COSTS: Final = words(
    """cost costs latency memory usage parameters flops time complexity overhead consumption size error errors rate
    footprint computation requirements computations macs bandwidth energy power storage perplexity wer runtime
    parameter resources data budget"""
)
_GAIN: Final = words("improvement improvements gain gains increase boost enhancement enhancements")
_LOSS: Final = words("reduction reductions decrease savings saving")
_FAST: Final = words("inference training decoding convergence generation prefill throughput speed")


def quality_facts(terms: Terms, clauses: tuple[Frame, ...]) -> Iterator[Candidate]:
    """Yield what comparatives and nouns of change say of the clause's subject."""
    s = terms.s
    if s.parsed.is_title:
        return
    for token in range(len(s)):
        if s.pos[token] not in ("NOUN", "PROPN"):
            continue
        word = s.lower[token]
        if word in _GAIN or word in _LOSS:
            yield from _change(terms, clauses, token)
            continue
        degree = next((c for c in s.children[token] if c < token and s.lower[c] in _BETTER | _LESS), -1)
        if degree < 0 or (TYPE_OF_WORD.get(word) not in ("Property", "Metric") and word not in _FAST):
            continue
        yield from _compared(terms, clauses, token, s.lower[degree])


def _compared(terms: Terms, clauses: tuple[Frame, ...], token: int, degree: str) -> Iterator[Candidate]:
    s = terms.s
    less = degree in _LESS
    if less != (s.lower[token] in _COSTS):
        return
    relation = "reduces" if less else "improves"
    for tail in terms.one(token):
        if tail.role:
            continue
        name = f"{tail.name} speed" if degree == "faster" and "speed" not in tail.name else tail.name
        quality = Term(tail.first, tail.last, name, "Property", "", token)
        for head in subject_of(terms, clauses, token):
            own = ".own" if head.role else ""
            yield Candidate(
                f"{relation}.comparative{own}", head, relation, quality, _verb_above(terms, token), "Method", "Property"
            )


def _change(terms: Terms, clauses: tuple[Frame, ...], token: int) -> Iterator[Candidate]:
    """ "a 30% reduction in memory", "improvements in accuracy", "memory savings"."""
    s = terms.s
    relation = "reduces" if s.lower[token] in _LOSS else "improves"
    found: list[Term] = []
    for c in s.children[token]:
        if s.dep[c] == "prep" and s.lower[c] in ("in", "of") and s.child(c, "pobj") >= 0:
            found += [t for t in terms.at(s.child(c, "pobj")) if t.type in ("Property", "Metric", "Problem", "")]
        elif s.dep[c] == "compound" and TYPE_OF_WORD.get(s.lower[c]) in ("Property", "Metric"):
            first = s.left_edge(c)
            found.append(Term(first, c + 1, s.words(first, c + 1), "Property", "", c))
    for tail in found:
        if any(ch.isdigit() for ch in tail.name[:2]):
            continue
        for head in subject_of(terms, clauses, token):
            own = ".own" if head.role else ""
            yield Candidate(
                f"{relation}.noun{own}", head, relation, tail, _verb_above(terms, token), "Method", "Property"
            )


def _verb_above(terms: Terms, token: int) -> int:
    s = terms.s
    while token >= 0 and s.pos[token] not in ("VERB", "AUX"):
        token = s.head[token]
    return token
