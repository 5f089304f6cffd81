"""Which of the things that a paper proposes is its main contribution: what "we", "our method", "it" stand for.

The weights were set by hand on papers held out of training, where the choice is right in 84 of 100; by the scores alone
in 80.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from kg.extract.learned.candidates import MAIN, SELF, Candidate, Node
from kg.extract.learned.text import Text
from kg.extract.learned.wording import is_generic
from kg.extract.wordlist import words

_PARTS: Final = words(
    """module mechanism layer scheme head unit component encoder decoder operation loss function regularization
    regularizer block strategy technique stage"""
)
_SURE: Final = 0.3
"""The score from which on a sentence proposes something."""
_LATE: Final = 9
"""The number of the sentence that stands for none."""


@dataclass(slots=True)
class _Proposal:
    """Something that the paper may propose: how sure that is, and the first sentence in which it is rather so."""

    score: float = 0.0
    sentence: int = _LATE


def main_contribution(text: Text, candidates: Iterable[Candidate], key: Callable[[Node], str]) -> str:
    """Return the key of the main contribution, "" if there is none.

    It is what the paper most likely proposes and most speaks of; rather what is proposed first, or stands in the title
    before a colon, than later ones or a module of something.
    """
    proposals: dict[str, _Proposal] = {}
    spans: dict[str, Node] = {}
    heads: Counter[str] = Counter()
    for c in candidates:
        if c.head == SELF and c.relation == "proposes" and c.tail not in (MAIN, SELF):
            weight = 0.1 if is_generic(text.wording(*c.tail)) else 1.0
            proposal = proposals.setdefault(key(c.tail), _Proposal())
            spans.setdefault(key(c.tail), c.tail)
            proposal.score = max(proposal.score, c.score * weight)
            if c.score > _SURE:
                proposal.sentence = min(proposal.sentence, c.sentence)
        elif c.head not in (MAIN, SELF):
            heads[key(c.head)] += round(c.score * 10_000)
    leading = _before_colon(text, key)

    def weight_of(thing: str) -> float:
        proposal = proposals[thing]
        weight = proposal.score * (1 + 0.3 * min(heads[thing] / 10_000, 5)) * math.exp(-0.1 * proposal.sentence)
        last = re.findall(r"[a-z]+", text.wording(*spans[thing]).lower())[-1:]
        return weight * (3 if thing == leading else 1) * (0.5 if last and last[0] in _PARTS else 1)

    return max(proposals, key=lambda thing: (round(weight_of(thing), 6), thing), default="")


def _before_colon(text: Text, key: Callable[[Node], str]) -> str:
    """Return the key of what stands before the colon of the title ("Zorbnet: A Parser …"), "" if nothing does."""
    name, colon, _ = text.paper.title.partition(":")
    last = next((n for n, (_, end) in enumerate(text.words, 1) if end == len(name)), 0)
    return key((0, last)) if colon and last else ""
