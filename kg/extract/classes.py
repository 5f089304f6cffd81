"""Facts that put a thing into a class: "X is a Y", "X, a Y", "a Y called X", "Ys such as A and B"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kg.extract.frames import Frame
from kg.extract.phrasing import introduced_name, listed_members
from kg.extract.terms import Term, Terms
from kg.extract.verbs import Candidate
from kg.extract.wordlist import words

_CLASS_TYPES: Final = words("Model Method Task Dataset Software Hardware ")
_NO_CLASS: Final = words(
    """way step challenge problem issue alternative solution choice part key component factor result reason
    improvement generalization extension variant version combination candidate tool direction topic practice
    instance subset advance breakthrough line number set"""
)


def class_facts(terms: Terms) -> Iterator[Candidate]:
    """Yield what noun phrases say by apposition, naming and lists of members."""
    s = terms.s
    for token in range(len(s)):
        if s.pos[token] not in ("NOUN", "PROPN"):
            continue
        for member in listed_members(s, token):
            yield from _members(terms, token, member)
        phrase = s.phrase(token)
        name = introduced_name(s, phrase, terms.acronyms)
        if name and name not in terms.acronyms:
            yield from _pair("isA.named", terms.one(token)[:1], terms.class_name(token), -1)
        appos = s.child(token, "appos")
        if appos >= 0 and appos > token and not s.parsed.is_title:
            yield from _apposition(terms, token, appos)


def copula_facts(terms: Terms, frame: Frame) -> Iterator[Candidate]:
    """Yield "X is a Y"."""
    s = terms.s
    if frame.lemma != "be" or frame.subject < 0 or frame.object < 0 or s.dep[frame.object] != "attr":
        return
    if s.lower[s.phrase(frame.object).first] in ("a", "an", "one") and s.lemma[frame.object] not in _NO_CLASS:
        yield from _pair("isA.copula", terms.at(frame.subject), terms.class_name(frame.object), frame.verb)


def _members(terms: Terms, token: int, member: int) -> Iterator[Candidate]:
    found = tuple(t for c in terms.s.conjuncts(member) for t in terms.one(c))
    if terms.s.tag[token] == "NN":
        whole = terms.class_name(token)
        for part in found:
            if whole is not None and part.type in ("Method", "Model", ""):
                yield Candidate("uses.including", whole, "uses", part, -1, "Method", "Method")
        return
    yield from _pair("isA.members", found, terms.class_name(token), -1)


def _apposition(terms: Terms, token: int, appos: int) -> Iterator[Candidate]:
    """ "X, a Y" and "a Y, X": the one with an article is the class."""
    s = terms.s
    left, right = s.phrase(token), s.phrase(appos)
    if s.text[right.first - 1] not in (",", "-", "–", "—", ":"):
        return
    if s.lower[right.first] in ("a", "an", "the"):
        yield from _pair("isA.apposition", terms.one(token)[:1], terms.class_name(appos), -1)
    elif s.lower[left.first] in ("a", "an", "the", "our") and s.pos[appos] == "PROPN":
        yield from _pair("isA.apposed", terms.one(appos)[:1], terms.class_name(token), -1)


def _pair(rule: str, members: tuple[Term, ...], kind: Term | None, trigger: int) -> Iterator[Candidate]:
    if kind is None or kind.type not in _CLASS_TYPES or kind.role:
        return
    for member in members:
        if member.name.lower() != kind.name.lower() and member.name != "this paper":
            own = ".own" if member.role else ""
            yield Candidate(rule + own, member, "isA", kind, trigger, kind.type or "Method", "Method")
