"""How good open facts are: exact triples, ordered pairs, and the words of the relation."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from kg.score import Ratio

Triple = tuple[str, str, str]
_ARTICLE: Final = re.compile(r"^(?:the|an?)\s+")


@dataclass(frozen=True, slots=True)
class OpenScore:
    """Exact triples, ordered pairs, and the relation's words where the pair is right or is missing."""

    exact: Ratio
    pairs: Ratio
    words: Ratio


def folded(fact: Sequence[str]) -> Triple:
    """Return a fact as it is compared: lower case, single spaces, no leading article at its ends."""
    head, relation, tail = (" ".join(part.casefold().split()) for part in fact)
    return _ARTICLE.sub("", head), relation, _ARTICLE.sub("", tail)


def score(gold: Mapping[str, Iterable[Triple]], found: Mapping[str, Iterable[Triple]]) -> OpenScore:
    """Compare the facts found in each sentence with the annotated ones; both are folded."""
    exact = pairs = words = Ratio(0, 0, 0)
    for key, annotated in gold.items():
        right, said = set(annotated), set(found.get(key, ()))
        exact += Ratio(len(right & said), len(said), len(right))
        right_pairs, said_pairs = {(h, t): r for h, r, t in right}, {(h, t): r for h, r, t in said}
        pairs += Ratio(len(right_pairs.keys() & said_pairs.keys()), len(said_pairs), len(right_pairs))
        for pair in right_pairs.keys() | said_pairs.keys():
            a, b = (Counter(side.get(pair, "").split()) for side in (right_pairs, said_pairs))
            words += Ratio((a & b).total(), b.total(), a.total())
    return OpenScore(exact, pairs, words)
