"""How a sentence means a limitation, or what it says is addressed: such statements are often negative themselves.

"X cannot handle noise" states a limitation plainly; "X does not suffer from noise" denies one and says that it is
avoided.
"""

from __future__ import annotations

import re
from typing import Final

from kg.extract import attitudes as a
from kg.extract.modality import NEGATED, QUESTION, modality, of_word
from kg.extract.stated import Range, is_asked, is_clause, root_of
from kg.extract.syntax import Syntax
from kg.extract.wordlist import words

OVERCOME: Final = "overcome"

_HEDGES: Final = a.MODALS | a.PERHAPS
_NO_SIGNS: Final = frozenset(
    ("no", sign, "of") for sign in words("sign signs evidence trace traces symptom symptoms indication")
)
_OVERCOMES: Final = re.compile(
    r"\b(?:overc[oa]m\w+|address(?:es|ing)?|avoid(?:s|ing)?|mitigat(?:es?|ing)|alleviat(?:es?|ing)|eliminat(?:es?|ing)"
    r"|circumvent(?:s|ing)?|resolv(?:es?|ing)|solv(?:es?|ing)|tackl(?:es?|ing)|remed(?:y|ies|ying)|bypass(?:es|ing)?)\b"
    r"(?:(?!\b(?:but|however|yet|still|caused|associated)\b)(?:[^,;:.]|,\s(?=such as|including|like))){0,80}$",
    re.IGNORECASE,
)


def limit_modality(s: Syntax, head: Range, tail: Range) -> str:
    """Return how a sentence means it that the head has a limitation; "" if plainly."""
    if tail[0] >= tail[1]:
        return ""
    if is_asked(s, max(head[1], tail[1])):
        return QUESTION
    if tail[0] > 0 and s.lower[tail[0] - 1] == "no":
        return NEGATED
    if s.lower[max(0, tail[0] - 3) : tail[0]] in _NO_SIGNS:
        return NEGATED
    clause = _clause(s, tail)
    found = modality(s, clause) if clause >= 0 else ""
    if not found or any(s.lower[n] in _HEDGES for n in range(*tail)):
        return ""
    if found != NEGATED:
        return found
    complement = s.lemma[clause] == "be" and any(clause < c and c in range(*tail) for c in s.children[clause])
    bears = s.lemma[clause] in a.SUFFER and clause not in range(*tail) and not complement
    bears = bears or s.lemma[clause] == "suffer"
    if of_word(s, clause) == NEGATED or s.dep[clause] == "xcomp":
        return NEGATED if bears and not _is_contrasted(s, head) else ""
    return NEGATED


def address_modality(s: Syntax, head: Range, tail: Range) -> str:
    """Return how a sentence means it that the head addresses the tail; "" if plainly.

    Where the head is unsaid the sentence states the problem, and the next one the solution.
    """
    if tail[0] >= tail[1] or head[0] >= head[1]:
        return ""
    if is_asked(s, max(head[1], tail[1])):
        return QUESTION
    clause = _clause(s, tail)
    left = (n for n in range(tail[0], min(tail[1] + 3, len(s))) if s.lower[n] in a.NOT_SO)
    if any(s.lower[n] in ("no", "not", "n't") for n in range(*tail)) or any(s.head[n] == clause for n in left):
        return NEGATED  # "X makes no use of Y", "X leaves Y unsolved"
    found = modality(s, clause) if clause >= 0 else ""
    avoids = s.lemma[clause] in a.SUFFER and clause not in range(*tail) and of_word(s, clause) == NEGATED
    return "" if found == NEGATED and avoids else found


def is_overcome(text: str, head_end: int, tail_start: int) -> bool:
    """Tell whether a sentence says that its subject overcomes a limitation, rather than that it has one.

    Args:
        text: the sentence ("Alpha overcomes limitations such as slow search").
        head_end, tail_start: where the subject ends and the limitation starts.
    """
    return head_end < tail_start and bool(_OVERCOMES.search(text[head_end:tail_start]))


def _clause(s: Syntax, tail: Range) -> int:
    """The verb that states a span; one within it only if it has more than itself to say ("cannot scale")."""
    token = root_of(s, tail)
    while token >= 0 and not (is_clause(s, token) and (token not in range(*tail) or s.tag[token] != "VBG")):
        token = s.head[token]
    return token


def _is_contrasted(s: Syntax, head: Range) -> bool:
    """ "Unlike X, Y does not need Z" says that X does."""
    return head[0] > 0 and head[0] < head[1] and "unlike" in s.lower[max(0, head[0] - 3) : head[0]]
