"""Which two nouns of a sentence are related, and by which of its words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from kg.extract.open.entities import all_of, heads_of, is_entity, span
from kg.extract.syntax import NOMINAL, Syntax
from kg.extract.wordlist import words

_RELATIVE: Final = words("which that who whom whose")
_HELPERS: Final = frozenset(("aux", "auxpass", "neg", "prt"))
_SUBJECTS: Final = ("nsubj", "nsubjpass", "csubj")
_VERBS: Final = frozenset(("VERB", "AUX"))
_OF_CLAUSE: Final = words("by via without through")  # behind an object they still speak of the subject
_BRIDGES: Final = words(
    "accordance conjunction respect addition response form terms case favor spite place lieu need use relation basis "
    "contact able capable order"
)


@dataclass(frozen=True, slots=True)
class Statement:
    """Two tokens that head noun phrases, the tokens that relate them, in order, and the rule that saw it."""

    head: int
    words: tuple[int, ...]
    tail: int
    rule: str


@dataclass(frozen=True, slots=True)
class _End:
    """Where a predicate leads: the tokens on the way and the noun (or adjective) at its end."""

    words: tuple[int, ...]
    tail: int
    rule: str


def statements(s: Syntax) -> tuple[Statement, ...]:
    """Return the statements of a sentence; each ordered pair once, in the order of the text."""
    found: dict[tuple[int, int], Statement] = {}
    for one in _all(s):
        words_ = tuple(sorted(w for w in set(one.words) if not _inside(s, w, one)))
        if words_ and span(s, one.head) != span(s, one.tail):
            found.setdefault((one.head, one.tail), Statement(one.head, words_, one.tail, one.rule))
    return tuple(sorted(found.values(), key=lambda f: (f.head, f.tail)))


def _inside(s: Syntax, token: int, one: Statement) -> bool:
    return any(first <= token < last for first, last in (span(s, one.head), span(s, one.tail)))


def _all(s: Syntax) -> Iterator[Statement]:
    for n in range(len(s)):
        if s.pos[n] in _VERBS:
            yield from _of_verb(s, n)
        if is_entity(s, n):
            yield from _of_noun(s, n)


def _of_noun(s: Syntax, noun: int) -> Iterator[Statement]:
    for c in s.children[noun]:
        if c < noun:
            continue
        ends: list[_End] = []
        if s.dep[c] == "prep":
            ends = [_End(e.words, e.tail, "noun.prep") for e in _through(s, c)]
        elif s.dep[c] in ("amod", "acl", "relcl") and s.pos[c] == "ADJ":
            ends = [_End((c, *e.words), e.tail, "noun.adjective") for e in _prepositions(s, c)]
        for end in ends:
            for head in heads_of(s, noun):
                yield from (Statement(head, end.words, tail, end.rule) for tail in _tails(s, end.tail))


def _of_verb(s: Syntax, verb: int) -> Iterator[Statement]:
    subjects = _subjects(s, verb)
    kind = s.dep[verb] if s.dep[verb] in ("acl", "relcl", "advcl", "xcomp") else "verb"
    predicate = _predicate(s, verb)
    for end in _ends(s, verb):
        for head in subjects:
            for tail in _tails(s, end.tail):
                yield Statement(head, (*predicate, *end.words), tail, f"{kind}.{end.rule}")
    for place in s.children[verb]:
        if s.dep[place] == "dobj" and place > verb:
            yield from _of_object(s, verb, place)
    if s.dep[verb] == "relcl":
        yield from _object_relative(s, verb, subjects)


def _of_object(s: Syntax, verb: int, place: int) -> Iterator[Statement]:
    """What follows an object is about the object, whatever the parser hangs it on: "applies load onto a head"."""
    for c in s.children[verb]:
        if s.dep[c] == "prep" and c > place and s.lower[c] not in _OF_CLAUSE:
            for end in _through(s, c):
                for head in all_of(s, place):
                    yield from (Statement(head, end.words, tail, "object.prep") for tail in _tails(s, end.tail))


def _object_relative(s: Syntax, verb: int, subjects: list[int]) -> Iterator[Statement]:
    """A relative clause on its own object: "the mask that the machine uses"."""
    noun = s.head[verb]
    own = s.child(verb, *_SUBJECTS)
    if own < 0 or s.lower[own] in _RELATIVE or not is_entity(s, noun):
        return
    for c in s.children[verb]:
        if s.dep[c] == "prep" and any(s.lower[p] in _RELATIVE for p in s.children[c]):
            return
    if s.child(verb, "dobj", "attr") < 0 or s.lower[s.child(verb, "dobj", "attr")] in _RELATIVE:
        yield from (Statement(head, _predicate(s, verb), noun, "relcl.reversed") for head in subjects)


def _tails(s: Syntax, token: int) -> list[int]:
    return all_of(s, token) if s.pos[token] != "ADJ" else [token]


def _subjects(s: Syntax, verb: int, depth: int = 0) -> list[int]:
    """Return the nouns of which a verb is said, through clauses without a subject of their own."""
    own = s.child(verb, *_SUBJECTS)
    if own >= 0 and s.lower[own] in _RELATIVE and s.dep[verb] == "relcl":
        return heads_of(s, s.head[verb])
    if own >= 0:
        return all_of(s, own)
    above = s.head[verb]
    if above < 0 or depth > 6:
        return []
    if s.dep[verb] in ("acl", "relcl"):
        return heads_of(s, above) if s.pos[above] in NOMINAL else []
    if s.dep[verb] == "xcomp":
        between = s.child(above, "dobj")
        if between >= 0 and between < verb:
            return all_of(s, between)
    if s.dep[verb] in ("conj", "advcl", "xcomp", "ccomp", "dep") and s.pos[above] in _VERBS:
        return _subjects(s, above, depth + 1)
    return []


def _predicate(s: Syntax, verb: int) -> tuple[int, ...]:
    """Return the verb with its auxiliaries, negation and particle."""
    own = [c for c in s.children[verb] if s.dep[c] in _HELPERS]
    above = s.head[verb]
    if s.dep[verb] == "conj" and s.tag[verb] == s.tag[above] and not any(s.dep[c].startswith("aux") for c in own):
        own += [c for c in s.children[above] if s.dep[c] in ("aux", "auxpass") and c < above]
    return tuple(sorted((*own, verb)))


def _ends(s: Syntax, verb: int) -> Iterator[_End]:
    """Yield what a verb says of its subject: objects, complements, phrases with a preposition."""
    filled = s.child(verb, "dobj") >= 0
    for c in s.children[verb]:
        dep = s.dep[c]
        if dep in ("dobj", "attr", "oprd", "dative") and c > verb and s.pos[c] in NOMINAL:
            yield _End((), c, "object")
        elif dep in ("acomp", "oprd", "attr") and c > verb:
            yield from _adjective(s, c)
        elif dep in ("prep", "agent") and c > verb and not (filled and s.lower[c] not in _OF_CLAUSE):
            yield from (_End(e.words, e.tail, "prep") for e in _through(s, c))
        elif dep == "xcomp" and not filled and s.pos[c] in _VERBS:
            yield from (_End((*_predicate(s, c), *e.words), e.tail, "xcomp") for e in _ends(s, c))


def _adjective(s: Syntax, adjective: int) -> Iterator[_End]:
    ends = [_End((adjective, *e.words), e.tail, "adjective") for e in _prepositions(s, adjective)]
    for c in s.children[adjective]:
        if s.dep[c] == "xcomp" and s.pos[c] in _VERBS:  # "is able to resolve signals"
            ends += [_End((adjective, *_predicate(s, c), *e.words), e.tail, "adjective") for e in _ends(s, c)]
    yield from ends or [_End((), adjective, "state")]


def _prepositions(s: Syntax, token: int) -> Iterator[_End]:
    for c in s.children[token]:
        if s.dep[c] == "prep":
            yield from _through(s, c)


def _through(s: Syntax, preposition: int) -> Iterator[_End]:
    """Yield the nouns that a preposition leads to, with its words: "such as X", "due to X", "for making X"."""
    before = tuple(c for c in s.children[preposition] if s.lower[c] == "such")
    path = (*before, preposition)
    for c in s.children[preposition]:
        if s.dep[c] == "pobj" and s.lower[c] in _BRIDGES:
            between = tuple(d for d in s.children[c] if s.dep[d] == "det" and d > preposition)
            over = [_End((*path, *between, c, *e.words), e.tail, e.rule) for e in _prepositions(s, c)]
            yield from over or ([_End(path, c, "prep")] if is_entity(s, c) else [])
        elif s.dep[c] == "pobj" and s.lower[c] not in _RELATIVE:
            yield _End(path, c, "prep")
        elif s.dep[c] == "pcomp" and s.pos[c] == "VERB":
            yield from (_End((*path, *_predicate(s, c), *e.words), e.tail, "gerund") for e in _objects(s, c))
        elif s.dep[c] in ("prep", "pcomp") and s.pos[c] in ("ADP", "SCONJ"):
            yield from (_End((*path, *e.words), e.tail, e.rule) for e in _through(s, c))


def _objects(s: Syntax, verb: int) -> Iterator[_End]:
    ends = list(_ends(s, verb))
    objects = [end for end in ends if end.rule == "object"]
    yield from objects or ends
    for c in s.children[verb]:
        if s.dep[c] == "conj" and s.tag[c] == s.tag[verb]:
            yield from (_End((c, *e.words), e.tail, e.rule) for e in _objects(s, c))
