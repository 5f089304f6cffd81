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
        return ""
    if is_asked(s, max(head[1], tail[1])):
        return QUESTION
    if s.lower[span[0]] in ("no", "neither") or (span[0] > 0 and s.lower[span[0] - 1] in ("no", "without", "nor")):
        return NEGATED
    other = head if head != span else (0, 0)
    token = root_of(s, span)
    stop = _common(s, token, root_of(s, other)) if other[0] < other[1] else -1
    while token >= 0 and not is_clause(s, token):
        named = span[0] <= token < span[1] or other[0] <= token < other[1]
        if token == stop and named and s.dep[root_of(s, span)] != "conj" and not _is_introduced(s, token):
            return ""  # "X, a variant of Y": the phrase says it, whatever its clause says
        if s.lower[token] == "unlike":
            return ""
        if s.lower[token] == "without" or is_replaced(s, token) or has_no(s, token):
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
    if s.dep[token] in SUBJECT:
        inner = s.child(verb, "xcomp")
        return by_parent(s, inner, verb) if inner >= 0 else ""
    return ""


def _is_introduced(s: Syntax, token: int) -> bool:
    """Tell whether a noun is named for the first time: "we will build a parser called X" does not say that X is one."""
    return any(s.lower[c] in ("a", "an", "another") for c in s.children[token])


def _common(s: Syntax, one: int, two: int) -> int:
    """The lowest token that governs both."""
    above = set()
    while one >= 0:
        above.add(one)
        one = s.head[one]
    while two >= 0 and two not in above:
        two = s.head[two]
    return two
