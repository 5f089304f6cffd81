"""What an open fact may be about: a noun phrase without article, quantity word and following phrase."""

from __future__ import annotations

from typing import Final

from kg.extract.syntax import CONJ, NOMINAL, Syntax
from kg.extract.wordlist import words

_NO_ENTITY: Final = words(
    "it its they them he she we us i you this that these those which who whom whose what there itself themselves one's "
    "etc e.g. i.e. where when each both respect order example instance addition particular case accordance conjunction"
)
_LEADING: Final = words(
    "a an the this that these those its their our his her your my each every all both some any no such said several "
    "many various most more few another either neither two three four five six seven eight nine ten first-mentioned "
    "plural multiple than only least at about respective also thus thereby"
)


def is_entity(s: Syntax, token: int) -> bool:
    """Tell whether a token can be the head of a noun phrase that an open fact is about."""
    if s.lower[token] in _NO_ENTITY or not any(c.isalnum() for c in s.text[token]):
        return False
    if s.pos[token] == "VERB":  # "reduced by etching"; elsewhere the form is a participle
        return s.tag[token] == "VBG" and s.dep[token] in ("pobj", "nsubj", "nsubjpass", "csubj", "dobj")
    return (s.pos[token] in NOMINAL and s.pos[token] != "PRON") or s.tag[token] == "CD"


def span(s: Syntax, token: int) -> tuple[int, int]:
    """Return the tokens of the noun phrase around ``token``, without leading articles and quantity words."""
    phrase = s.phrase(token)
    first, last = phrase.first, phrase.last
    while first < token and (
        s.lower[first] in _LEADING
        or (s.dep[first] in ("det", "predet", "poss", "punct", "cc", "preconj", "case") and s.head[first] == token)
        or s.tag[first] in ("PRP$", "DT", "POS")
        or not any(c.isalnum() for c in s.text[first])
    ):
        first += 1
    for n in range(token - 1, first, -1):
        if s.tag[n] == "POS":  # "the electrode's defects" are defects
            first = n + 1
            break
    if first > 1 and s.lower[first - 1] == "least" and s.lower[first] == "one" and first < token:
        first += 1  # "one" is an entity's own word but in "at least one"
    return first, _with_short_form(s, last)


def _with_short_form(s: Syntax, last: int) -> int:
    """Take in the "(TFH)" of "thin film head (TFH)"."""
    if s.text[last : last + 1] == ("(",) and s.text[last + 2 : last + 3] == (")",) and s.text[last + 1].isupper():
        return last + 3
    return last


def all_of(s: Syntax, token: int) -> list[int]:
    """Return the token and what is coordinated with it, as far as they can be entities."""
    return [t for t in s.conjuncts(token) if is_entity(s, t)]


def heads_of(s: Syntax, token: int) -> list[int]:
    """Return the nouns that a modifier of ``token`` belongs to: in "a method and apparatus for X" both."""
    found = [token]
    while s.dep[token] in CONJ and s.head[token] >= 0 and s.pos[s.head[token]] in NOMINAL:
        above = s.head[token]
        if s.phrase(token).first != token or s.right_edge(above) < token or len(s.children[above]) > 4:
            break
        found.append(above)
        token = above
    return [t for t in reversed(found) if is_entity(s, t)]
