"""Facts by preposition and by compound: "on translation", "via distillation", "by sharing keys", "BERT-based"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kg.extract.frames import Frame
from kg.extract.lexicon import type_of
from kg.extract.links import subject_of
from kg.extract.naming import is_odd
from kg.extract.purposes import gerund
from kg.extract.terms import Term, Terms
from kg.extract.verbs import Candidate
from kg.extract.wordlist import words

_TASK_PREPS: Final = frozenset(("on", "for", "in", "across", "over"))
_MEANS: Final = frozenset(("with", "via", "through", "by", "using"))
_TAKE: Final = words("introduce adopt apply add incorporate consider select combine integrate include inject have")
_PARTS: Final = frozenset(("Method", "Model", "Software"))


def setting_facts(terms: Terms, clauses: tuple[Frame, ...]) -> Iterator[Candidate]:
    """Yield tasks that a clause's subject is said to work on, and means that it is said to work by."""
    s = terms.s
    if s.parsed.is_title:
        return
    for token in range(len(s)):
        word = s.lower[token]
        if s.dep[token] not in ("prep", "agent") or s.head[token] < 0:
            continue
        above = s.head[token]
        verbal = ".verb" if s.pos[above] in ("VERB", "AUX") else ".noun"
        target = s.child(token, "pobj")
        if word in _TASK_PREPS:
            yield from _each(terms, clauses, token, target, "usedFor", frozenset(("Task",)), f"{word}{verbal}")
        elif word in _MEANS:
            yield from _each(terms, clauses, token, target, "uses", _PARTS, f"{word}{verbal}")
            if word in ("by", "through", "via"):
                yield from _doing(terms, clauses, token)


def based_facts(terms: Terms) -> Iterator[Candidate]:
    """Yield "a BERT-based classifier": it is based on BERT."""
    s = terms.s
    for token in range(len(s)):
        stem, _, end = s.text[token].rpartition("-")
        if end.lower() != "based" or not stem or s.head[token] < token:
            continue
        first = token
        while first > 0 and s.head[first - 1] == token and s.dep[first - 1] in ("compound", "amod", "npadvmod"):
            first -= 1
        name = s.words(first, token + 1)[: -len("-based")]
        kind = ".odd" if is_odd(stem) else ".capital" if stem[0].isupper() and token else ".plain"
        known = type_of(name, "Method")
        tail = Term(first, token + 1, name, known if known in _PARTS else "Method", "", token)
        for head in terms.one(s.head[token])[:1]:
            own = ".own" if head.role else ""
            yield Candidate(f"basedOn.compound{kind}{own}", head, "basedOn", tail, -1, "Model", "Method")


def _each(
    terms: Terms,
    clauses: tuple[Frame, ...],
    prep: int,
    target: int,
    relation: str,
    kinds: frozenset[str],
    rule: str,
) -> Iterator[Candidate]:
    for tail in terms.at(target):
        if tail.type in kinds and not tail.role:
            for head in subject_of(terms, clauses, prep):
                own = ".own" if head.role else ""
                trigger = _verb_above(terms, prep)
                yield Candidate(f"{relation}.place.{rule}{own}", head, relation, tail, trigger, "Model", "Method")


def _doing(terms: Terms, clauses: tuple[Frame, ...], prep: int) -> Iterator[Candidate]:
    """ "by sharing keys": the means is named by the gerund and its object."""
    s = terms.s
    verb = s.child(prep, "pcomp")
    target = s.child(verb, "dobj") if verb >= 0 else -1
    if target < 0 or s.pos[target] == "PRON" or s.lemma[verb] in ("use", "employ", "leverage", "utilize", "exploit"):
        return
    thing = terms.class_name(target)
    if thing is None:
        return
    if s.lemma[verb] in _TAKE:
        tail = thing
    else:
        tail = Term(verb, thing.last, f"{gerund(s.lemma[verb])} {thing.name}", "Method", "", verb)
    for head in subject_of(terms, clauses, prep):
        own = ".own" if head.role else ""
        yield Candidate(f"uses.by.gerund{own}", head, "uses", tail, verb, "Method", "Method")


def _verb_above(terms: Terms, token: int) -> int:
    s = terms.s
    while token >= 0 and s.pos[token] not in ("VERB", "AUX"):
        token = s.head[token]
    return token
