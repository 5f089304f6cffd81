"""Clauses as frames: a verb, who does it, to what, and its prepositional phrases."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from kg.extract.syntax import Syntax
from kg.extract.wordlist import words

_INHERIT: Final = frozenset(("conj", "xcomp", "advcl", "pcomp", "ccomp", "dep"))
_MEANS: Final = words(
    """use employ utilize introduce propose present design develop adopt leverage apply devise add incorporate exploit
    build construct create harness integrate combine describe"""
)
_SUBJECTS: Final = ("nsubj", "csubj")


@dataclass(frozen=True, slots=True)
class Frame:
    """A clause.

    Attributes:
        verb: the token of the verb.
        lemma: its lemma.
        subject: the token of who or what acts, -1 if unsaid.
        object: the token of what is acted on (the subject of a passive), -1 if none.
        preps: preposition → tokens of its objects.
        passive: whether the verb is passive.
        purpose: whether this is a purpose ("to reduce cost").
        implied: whether the subject comes from another clause.
    """

    verb: int
    lemma: str
    subject: int
    object: int
    preps: dict[str, tuple[int, ...]] = field(default_factory=dict)
    passive: bool = False
    purpose: bool = False
    implied: bool = False


def frames(s: Syntax) -> tuple[Frame, ...]:
    """Return the clauses of a sentence in the order of their verbs."""
    return tuple(
        _frame(s, v)
        for v in range(len(s))
        if s.pos[v] in ("VERB", "AUX") and s.dep[v] not in ("aux", "auxpass", "amod")
    )


def _frame(s: Syntax, verb: int) -> Frame:
    passive_subject = s.child(verb, "nsubjpass")
    agent = s.child(verb, "agent")
    bare_participle = (
        s.tag[verb] == "VBN" and s.dep[verb] in ("acl", "advcl", "relcl", "conj", "ROOT") and passive_subject < 0
    )
    bare_participle = bare_participle and s.child(verb, "nsubj", "dobj", "aux") < 0
    passive = passive_subject >= 0 or s.child(verb, "auxpass") >= 0 or bare_participle
    purpose = any(s.dep[c] == "aux" and s.lower[c] == "to" for c in s.children[verb])
    if passive:
        actor = s.child(agent, "pobj") if agent >= 0 else -1
        target = passive_subject if passive_subject >= 0 else inherited(s, verb)
        return Frame(
            verb, s.lemma[verb], actor, relative(s, target), _preps(s, verb), True, purpose, passive_subject < 0
        )
    subject = s.child(verb, *_SUBJECTS)
    implied = subject < 0
    subject = relative(s, subject) if subject >= 0 else _means(s, verb) if purpose else inherited(s, verb)
    target = s.child(verb, "dobj", "attr", "oprd")
    if target < 0 and s.child(verb, "conj") >= 0 and s.child(verb, "prep") < 0:
        target = s.child(s.child(verb, "conj"), "dobj")  # "matches or outperforms Y"
    return Frame(verb, s.lemma[verb], subject, target, _preps(s, verb), False, purpose, implied)


def _means(s: Syntax, verb: int) -> int:
    """Return what serves a purpose: the object of "we use X to do Y", else the subject of the clause above."""
    parent = s.head[verb]
    if parent >= 0 and s.dep[verb] in ("advcl", "xcomp") and s.lemma[parent] in _MEANS:
        target = s.child(parent, "dobj", "nsubjpass")
        if target >= 0:
            return target
    return inherited(s, verb)


def relative(s: Syntax, token: int) -> int:
    """Return the noun that a relative pronoun stands for, or the token itself."""
    if token < 0 or s.lower[token] not in ("that", "which", "who"):
        return token
    verb = s.head[token]
    while verb >= 0 and s.dep[verb] in ("conj", "xcomp", "aux", "auxpass"):
        verb = s.head[verb]
    return s.head[verb] if verb >= 0 and s.dep[verb] == "relcl" and s.head[verb] >= 0 else token


def inherited(s: Syntax, verb: int) -> int:
    """Return the subject that a clause without one takes from the clause above it, or -1."""
    token = verb
    for _ in range(6):
        dep, parent = s.dep[token], s.head[token]
        if parent < 0:
            return -1
        if dep in ("acl", "relcl") and s.pos[parent] in ("NOUN", "PROPN", "PRON"):
            return parent
        if dep == "pcomp":
            dep, parent = "advcl", s.head[parent]
            if parent < 0:
                return -1
            if s.pos[parent] in ("NOUN", "PROPN"):
                return parent
        elif dep not in _INHERIT and s.pos[parent] not in ("VERB", "AUX"):
            return -1
        found = s.child(parent, "nsubj", "nsubjpass", "csubj")
        if found >= 0 and found != token:
            return relative(s, found)
        token = parent
    return -1


def _preps(s: Syntax, verb: int) -> dict[str, tuple[int, ...]]:
    """The prepositional phrases of a verb and of its objects, by preposition."""
    found: dict[str, list[int]] = {}
    for c in s.children[verb]:
        if s.dep[c] in ("prep", "agent", "dative"):
            _add(s, c, found)
        elif s.dep[c] in ("dobj", "attr", "acomp", "oprd", "nsubjpass", "advmod", "xcomp") and s.dep[c] != "xcomp":
            for p in s.children[c]:
                if s.dep[p] == "prep" and s.lower[p] != "of":
                    _add(s, p, found)
    return {k: tuple(v) for k, v in found.items()}


def _add(s: Syntax, prep: int, found: dict[str, list[int]]) -> None:
    for c in s.children[prep]:
        if s.dep[c] == "pobj":
            found.setdefault(s.lower[prep], []).append(c)
            for p in s.children[c]:
                if (
                    s.dep[p] == "prep"
                    and s.lower[p] in ("on", "with", "for", "over", "by")
                    and s.lower[p] != s.lower[prep]
                ):
                    _add(s, p, found)
        elif s.dep[c] == "prep":
            for q in s.children[c]:
                if s.dep[q] == "pobj":
                    found.setdefault(s.lower[c], []).append(q)
