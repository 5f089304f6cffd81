"""How a sentence means what it says of two of its spans: from the tail up to the verb that states something of it."""

from __future__ import annotations

from kg.extract import attitudes as a
from kg.extract.modality import FUTURE, NEGATED, QUESTION, SUBJECT, VERBAL, by_parent, has_no, is_replaced, modality
from kg.extract.syntax import Syntax

Range = tuple[int, int]
"""A span in tokens, ``(first, last)``."""


def pair_modality(s: Syntax, head: Range, tail: Range) -> str:
    """Return the modality of what a sentence says of two spans.

    Args:
        head, tail: an empty range stands for what the sentence leaves unsaid.
    """
    span = tail if tail[0] < tail[1] else head
    if span[0] >= span[1]:
        return modality(s, s.head.index(-1)) if not s.parsed.is_title else ""
    if is_asked(s, max(head[1], tail[1])):
        return QUESTION
    if s.lower[span[0]] in ("no", "neither") or (span[0] > 0 and s.lower[span[0] - 1] in ("no", "without", "nor")):
        return NEGATED
    other = head if head != span else (0, 0)
    token = root_of(s, span)
    stop, link = _common(s, token, root_of(s, other)) if other[0] < other[1] else (-1, -1)
    while token >= 0 and not is_clause(s, token):
        named = span[0] <= token < span[1] or other[0] <= token < other[1]
        if token == stop and named and _is_phrase(s, link, token):
            return ""  # "X, a variant of Y": the phrase says it, whatever its clause says
        if s.lower[token] == "unlike":
            return ""
        forgone = s.lemma[token] in a.FORGO and not named  # the tagger takes such verbs for nouns
        if forgone or s.lower[token] == "without" or is_replaced(s, token) or has_no(s, token):
            return NEGATED
        parent = s.head[token]
        if parent >= 0 and is_clause(s, parent):
            found = _of_argument(s, token, parent, is_event=not named)
            if found:
                return found
        token = parent
    return modality(s, token, stop if stop not in range(*span) else -1) if token >= 0 else ""


def is_clause(s: Syntax, token: int) -> bool:
    """Tell whether a word makes a clause: a verb, or what the tagger took for another word ("was fine-tuned")."""
    return s.pos[token] in VERBAL or s.child(token, "nsubj", "nsubjpass", "auxpass", "aux") >= 0


def root_of(s: Syntax, span: Range) -> int:
    """Return the token of a span that governs the others."""
    return next((n for n in range(span[0], span[1]) if not span[0] <= s.head[n] < span[1]), span[1] - 1)


def is_asked(s: Syntax, end: int) -> bool:
    """Tell whether a question mark ends the part of the sentence in which the token before ``end`` stands."""
    for n in range(max(0, end - 1), len(s)):
        if s.text[n].endswith("?"):
            return True
        if s.text[n] in (":", ";", ".", "—"):
            return False
    return False


def _of_argument(s: Syntax, token: int, verb: int, *, is_event: bool) -> str:
    """What a verb says of subject or object: "an evaluation is planned", "we lack a comparison", "X seems to work"."""
    if is_event and s.lemma[verb] in a.LACK and s.dep[token] == "dobj":
        return NEGATED
    if is_event and s.lemma[verb] in a.PLAN and s.dep[token] == "nsubjpass":
        return FUTURE
    forgone = s.lemma[verb] in a.FORGO or (s.lemma[verb] == "avoid" and s.lemma[token] in ("use", "usage"))
    if forgone and s.dep[token] in ("dobj", "prep"):
        return NEGATED
    return by_parent(s, token, verb) if s.dep[token] in SUBJECT else ""


def _is_phrase(s: Syntax, link: int, noun: int) -> bool:
    """Tell whether a noun and what hangs on it say something by themselves.

    Not if they are coordinated, if the noun is named for the first time ("we will build a parser called X" does not say
    that X is one), or if a preposition may as well belong to the verb ("to test X on Y").
    """
    if s.dep[link] == "conj" or any(s.lower[c] in ("a", "an", "another") for c in s.children[noun]):
        return False
    if s.dep[link] != "prep" or s.lower[link] == "of":
        return True
    return s.pos[noun] != "PROPN" and (s.lower[link] == "for" or s.dep[noun] != "dobj")


def _common(s: Syntax, one: int, two: int) -> Range:
    """The lowest token that governs both, and what hangs on it on the way to one of them."""
    above = {}
    link = one
    while one >= 0:
        above[one] = link
        one, link = s.head[one], one
    link = two
    while two >= 0 and two not in above:
        two, link = s.head[two], two
    return two, link if above.get(two) == two else above.get(two, -1)
