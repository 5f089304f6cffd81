"""How good open facts are: exact triples, ordered pairs, and the words of the relation."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kg.errors import InputError
from kg.score import Ratio

Triple = tuple[str, str, str]
_ARTICLE: Final = re.compile(r"^(?:the|an?)\s+")


@dataclass(frozen=True, slots=True)
class OpenSentence:
    """An annotated sentence and the document that it comes from."""

    id: str
    document: str
    text: str
    facts: frozenset[Triple]


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


def read(texts: Path, facts: Path) -> tuple[OpenSentence, ...]:
    """Read sentences and their annotated facts, one JSON object a line in each file, joined by ``id``."""
    known = {str(line["id"]): line["facts"] for line in _lines(facts)}
    found = []
    for line in _lines(texts):
        if line["id"] in known:
            gold = frozenset(map(folded, known[line["id"]]))
            found.append(OpenSentence(line["id"], line["document"], line["text"], gold))
    return tuple(found)


def _lines(path: Path) -> list[dict[str, str]]:
    try:
        return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    except (OSError, ValueError) as error:
        raise InputError("cannot be read as JSON Lines", str(path)) from error


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
