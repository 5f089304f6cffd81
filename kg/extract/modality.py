"""Whether a statement is plain, negated, hedged, about the future or a question.

"X does not outperform Y", "X may reduce cost", "we will release X", "does X scale?" must never read as plain facts.
What counts is the clause that states the fact, and every clause above it that this one is the content of: "nobody has
shown that X scales". Relative clauses and clauses with a subject of their own stand by themselves.
"""

from __future__ import annotations

from typing import Final

from kg.extract import attitudes as a
from kg.extract.syntax import Syntax

NEGATED: Final = "negated"
HEDGED: Final = "hedged"
FUTURE: Final = "future"
QUESTION: Final = "question"

_CONTENT: Final = frozenset(("xcomp", "ccomp", "csubj", "csubjpass"))
SUBJECT: Final = ("nsubj", "nsubjpass", "csubj", "csubjpass", "expl")
_PREDICATE: Final = frozenset(("acomp", "attr", "oprd"))
VERBAL: Final = frozenset(("VERB", "AUX"))
_AUX: Final = frozenset(("aux", "auxpass"))
_STEPS: Final = 9


def modality(s: Syntax, trigger: int, above: int = -1) -> str:
    """Return "" if a trigger word states plainly, else NEGATED, HEDGED, FUTURE or QUESTION.

    Args:
        trigger: the verb (or noun) that carries the statement.
        above: a word that the statement reaches up to: "we plan" in "we plan a model called X", said of us and X.
    """
    token, hedges_only, reached = trigger, False, above < 0
    for _ in range(_STEPS):
        reached = reached or token == above
        found = of_word(s, token)
        if found and not (hedges_only and found == NEGATED):
            return found
        parent = s.head[token]
        if parent < 0:
            return ""
        found = by_parent(s, token, parent)
        if found:
            return found
        if (reached or s.dep[token] == "relcl") and _stands_alone(s, token, parent):
            return ""
        if s.dep[token] == "advcl" and s.tag[token] == "VBG":
            hedges_only = True  # "X may help, reducing cost" hedges both; "X needs no labels, reducing cost" denies one
        token = parent
    return ""


def of_word(s: Syntax, token: int) -> str:
    """The modality that the words around a verb, an adjective or a noun give to it."""
    for c in s.children[token]:
        word, dep = s.lower[c], s.dep[c]
        if dep == "neg" or (dep in ("det", "preconj", "cc") and word in ("no", "neither")):
            return "" if _is_not_only(s, c) else NEGATED
        if dep in ("advmod", "cc") and word in a.NEGATIONS and c < token and word != "nor":
            return "" if _is_not_only(s, c) else NEGATED
        if dep == "advmod" and any(s.lower[n] in ("no", "not") and s.head[n] == c for n in (c - 1,)):
            return "" if _is_not_only(s, c - 1) else NEGATED  # "no longer"
        if dep in SUBJECT and (word in a.NOBODY or has_no(s, c)):
            return NEGATED
        if dep in _PREDICATE and (word in a.NOT_SO or has_no(s, c)):
            return NEGATED
        if dep in _PREDICATE and any(s.lower[n] in a.NEGATIONS for n in s.children[c] if n < c):
            return "" if any(_is_not_only(s, n) for n in s.children[c]) else NEGATED
        if dep == "aux" and word in a.MODALS:
            return "" if _is_result(s, token) else HEDGED
        if dep == "aux" and word in a.WILL:
            return "" if _is_announced(s, token) else FUTURE
        if dep == "advmod" and word in a.PERHAPS:
            return HEDGED
        if dep == "mark" and word in a.CONDITIONS:
            return HEDGED
        if dep in ("prep", *_PREDICATE, "advmod") and _is_future(s, token, c):
            return FUTURE
        if dep == "prep" and _is_denied(s, token, c):
            return NEGATED
    return HEDGED if s.dep[token] == "advcl" and s.child(token, "mark") < 0 and _is_inverted(s, token) else ""


def by_parent(s: Syntax, token: int, parent: int) -> str:
    """The modality that a word gives to the clause that is its content."""
    if parent < 0:
        return ""
    dep, lemma = s.dep[token], s.lemma[parent]
    if dep == "pcomp" and (s.lower[parent] == "without" or is_replaced(s, parent)):
        return NEGATED
    if dep in ("acl", "relcl"):
        if has_no(s, parent) or any(s.lower[c] == "little" for c in s.children[parent]):
            return NEGATED
        said = s.child(token, "mark") >= 0 and lemma in a.CLAIM
        may = lemma == "potential" and s.child(token, "aux") >= 0
        return HEDGED if said or may else ""
    if dep in SUBJECT and s.child(parent, "xcomp") >= 0:
        return by_parent(s, s.child(parent, "xcomp"), parent)  # "X seems to work", "X is going to be built"
    if dep not in _CONTENT:
        return ""
    passive = s.child(parent, "auxpass") >= 0
    if (dep == "xcomp" and lemma in a.FAIL) or (dep == "ccomp" and lemma in a.DENY):
        return NEGATED
    if lemma in a.PLAN:
        return FUTURE
    if (lemma in a.BELIEVE and not (dep == "xcomp" and lemma in a.ASK)) or (passive and lemma in a.SAID):
        return HEDGED
    adjectives = (parent, *(c for c in s.children[parent] if s.dep[c] in _PREDICATE))
    if any(s.lower[n] in a.NOT_SO for n in adjectives):
        return NEGATED
    if any(s.lower[n] in a.LIKELY for n in adjectives):
        return HEDGED
    if dep != "xcomp" or not any(s.lower[c] == "to" for c in s.children[token]):
        return ""
    waits = s.child(token, "auxpass") >= 0 and lemma in ("be", "remain")
    yet = lemma == "have" and any(s.lower[c] == "yet" for c in (*s.children[parent], *s.children[token]))
    return FUTURE if waits or yet or (lemma == "go" and s.tag[parent] == "VBG") else ""


def _stands_alone(s: Syntax, token: int, parent: int) -> bool:
    """Tell whether what is above a word says nothing of how it is meant."""
    dep = s.dep[token]
    if dep in _CONTENT or (dep == "pcomp" and s.pos[parent] == "ADP"):
        return False
    if dep == "acl" and s.lemma[token] in a.NAME:
        return False  # "a parser called X": what is said of the parser is said of X
    if dep == "acl":
        return s.child(token, "mark") < 0 and s.child(token, "aux") < 0
    if dep in ("conj", "advcl"):
        between = s.lower[parent + 1 : token]
        return "but" in between or (s.child(token, *SUBJECT, "aux") >= 0 and not _is_purpose(s, token))
    return s.pos[token] in VERBAL or s.dep[token] == "relcl"


def _is_announced(s: Syntax, token: int) -> bool:
    """ "We will show that X scales" says that it does."""
    return s.lemma[token] in a.SHOW and "we" in (s.lower[c] for c in s.children[token])


def _is_result(s: Syntax, token: int) -> bool:
    """ "X is changed so that it could fit" says that it can."""
    return any(s.dep[c] == "mark" and s.lower[c] == "so" for c in s.children[token])


def _is_purpose(s: Syntax, token: int) -> bool:
    return s.child(token, *SUBJECT) < 0 and any(s.lower[c] == "to" and s.dep[c] == "aux" for c in s.children[token])


def has_no(s: Syntax, token: int) -> bool:
    return any(s.lower[c] in ("no", "neither") and s.dep[c] in ("det", "preconj", "cc") for c in s.children[token])


def is_replaced(s: Syntax, prep: int) -> bool:
    """ "rather than X", "instead of X", "far from X"."""
    before = s.lower[prep - 1] if prep > 0 else ""
    return (s.lower[prep], before) in (("than", "rather"), ("of", "instead"), ("from", "far"))


def _is_future(s: Syntax, verb: int, c: int) -> bool:
    """ "in the future", "is left for future work", "is a direction for future research", "is future work"."""
    if s.dep[c] == "prep" and s.lower[c] != "in" and s.lemma[verb] not in a.LEAVE:
        return False
    for n in range(s.left_edge(c), min(s.right_edge(c) + 1, c + 8)):
        if s.lower[n] == "future" and (s.pos[n] == "NOUN" or s.lemma[s.head[n]] in a.FUTURE):
            return True
    return False


def _is_denied(s: Syntax, verb: int, prep: int) -> bool:
    """ "In no run did X reach Y", "X is in no way based on Y"; but not "with no labels, X reaches Y"."""
    place = s.child(prep, "pobj")
    if place < 0 or not (has_no(s, place) or s.lower[place] in a.NOBODY):
        return False
    return s.lower[place] in ("way", "case", "sense") or (prep < verb and _is_inverted(s, verb))


def _is_inverted(s: Syntax, verb: int) -> bool:
    """Tell whether an auxiliary stands before the subject: "had X been trained", "in no run did X win"."""
    subject = s.child(verb, "nsubj", "nsubjpass")
    first = verb if s.pos[verb] == "AUX" else next((c for c in s.children[verb] if s.dep[c] in _AUX), verb)
    return first < subject or (subject < 0 and s.pos[verb] == "AUX" and s.child(verb, "ccomp") >= 0)


def _is_not_only(s: Syntax, negation: int) -> bool:
    """ "not only A but also B" affirms both."""
    return negation + 1 < len(s) and s.lower[negation + 1] in ("only", "just", "merely", "solely")
