"""Whether a statement is plain, negated, hedged or about the future.

"X does not outperform Y", "X may reduce cost", "we will release X" must never read as plain facts.
"""

from __future__ import annotations

import re
from typing import Final

from kg.extract.syntax import Syntax
from kg.extract.wordlist import words

NEGATED: Final = "negated"
HEDGED: Final = "hedged"
FUTURE: Final = "future"
OVERCOME: Final = "overcome"

_NEGATIONS: Final = words("not n't never no neither nor hardly barely rarely cannot")
_NEGATIVE_VERBS: Final = words("fail refuse cease neglect lack prevent struggle")
_HEDGES: Final = frozenset(("may", "might", "could", "would", "should"))
_HEDGING_ADVERBS: Final = frozenset(("possibly", "potentially", "perhaps", "presumably", "hypothetically", "allegedly"))
_HEDGING_VERBS: Final = words(
    """believe hypothesize hypothesise conjecture speculate suspect wonder ask question assume suppose hope wish
    seem appear"""
)
_FUTURE_VERBS: Final = frozenset(("plan", "intend", "hope", "expect", "wish"))
_CONDITIONS: Final = frozenset(("if", "whether", "unless"))
_CLAUSE: Final = frozenset(("xcomp", "ccomp", "conj", "pcomp", "advcl"))

_OVERCOMES: Final = re.compile(
    r"\b(?:overc[oa]m\w+|address(?:es|ing)?|avoid(?:s|ing)?|mitigat(?:es?|ing)|alleviat(?:es?|ing)|eliminat(?:es?|ing)"
    r"|circumvent(?:s|ing)?|resolv(?:es?|ing)|solv(?:es?|ing)|tackl(?:es?|ing)|remed(?:y|ies|ying)|bypass(?:es|ing)?)\b"
    r"(?:(?!\b(?:but|however|yet|still|caused|associated)\b)(?:[^,;:.]|,\s(?=such as|including|like))){0,80}$",
    re.IGNORECASE,
)


def modality(s: Syntax, trigger: int) -> str:
    """Return "" if the clause of a trigger word states plainly, else NEGATED, HEDGED or FUTURE.

    Args:
        trigger: the verb (or noun) that carries the statement.
    """
    token = trigger
    own = True
    for _ in range(6):
        found = _of_clause(s, token, own=own)
        if found:
            return found
        dep, parent = s.dep[token], s.head[token]
        if parent < 0 or (dep not in _CLAUSE and own and s.pos[token] == "VERB"):
            return ""
        if dep in ("conj", "advcl") and _has_own_subject(s, token):
            return ""
        if dep == "advcl" and s.child(token, "mark") < 0 and s.tag[token] == "VBG":
            own = True  # "X may help, reducing cost" hedges the second clause, too
        if dep == "pcomp" and s.lower[parent] == "without":
            return NEGATED
        if dep in ("xcomp", "ccomp"):
            if dep == "xcomp" and s.lemma[parent] in _NEGATIVE_VERBS:
                return NEGATED
            if s.lemma[parent] in _FUTURE_VERBS and dep == "xcomp":
                return FUTURE
            if s.lemma[parent] in _HEDGING_VERBS:
                return HEDGED
        token = parent
    return ""


def pair_modality(s: Syntax, head: tuple[int, int], tail: tuple[int, int]) -> str:
    """Return the modality of what a sentence says of two spans.

    Args:
        head, tail: token ranges ``(first, last)``; an empty range stands for what the sentence leaves unsaid.
    """
    if tail[0] < tail[1]:
        if s.lower[tail[0]] in ("no", "neither") or (tail[0] > 0 and s.lower[tail[0] - 1] in ("no", "without", "nor")):
            return NEGATED
        start = tail[1] - 1
    elif head[0] < head[1]:
        start = head[1] - 1
    else:
        return ""
    stop = _common(s, start, head[1] - 1) if head[0] < head[1] else -1
    token = start
    while token >= 0 and s.pos[token] not in ("VERB", "AUX"):
        if token == stop:
            return ""
        if s.lower[token] == "without":
            return NEGATED
        token = s.head[token]
    return modality(s, token) if token >= 0 else ""


def _of_clause(s: Syntax, token: int, *, own: bool) -> str:
    """The modality that the words of one clause give to it."""
    for c in s.children[token]:
        word, dep = s.lower[c], s.dep[c]
        if dep == "neg" or (dep in ("det", "preconj") and word in ("no", "neither")):
            return "" if _is_not_only(s, c) else NEGATED
        if dep in ("advmod", "cc") and word in _NEGATIONS and c < token and word != "nor":
            return "" if _is_not_only(s, c) else NEGATED
        if dep == "aux" and word in _HEDGES:
            return HEDGED
        if dep == "aux" and (word in ("will", "'ll", "shall")):
            return FUTURE
        if dep == "advmod" and word in _HEDGING_ADVERBS:
            return HEDGED
        if dep == "mark" and word in _CONDITIONS and own:
            return HEDGED
    return ""


def _is_not_only(s: Syntax, negation: int) -> bool:
    """ "not only A but also B" affirms both."""
    return negation + 1 < len(s) and s.lower[negation + 1] in ("only", "just", "merely", "solely")


def _has_own_subject(s: Syntax, token: int) -> bool:
    return s.child(token, "nsubj", "nsubjpass", "aux", "expl") >= 0


def _common(s: Syntax, a: int, b: int) -> int:
    """The lowest token that governs both."""
    above = set()
    while a >= 0:
        above.add(a)
        a = s.head[a]
    while b >= 0 and b not in above:
        b = s.head[b]
    return b


def is_overcome(text: str, head_end: int, tail_start: int) -> bool:
    """Tell whether a sentence says that its subject overcomes a limitation, rather than that it has one.

    Args:
        text: the sentence ("Alpha overcomes limitations such as slow search").
        head_end, tail_start: where the subject ends and the limitation starts.
    """
    return head_end < tail_start and bool(_OVERCOMES.search(text[head_end:tail_start]))
