"""One sentence's tokens, tags and dependencies as plain tuples, and the noun phrases that they form.

spaCy's token objects cost a call for each look; the rules look at every token many times.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from kg.extract.parse import ParsedSentence
from kg.extract.wordlist import words

NOMINAL: Final = frozenset(("NOUN", "PROPN", "PRON", "NUM", "SYM", "X"))
_LEFT: Final = words("det amod compound nmod nummod poss advmod quantmod npadvmod predet punct neg")
_CLAUSES: Final = words("relcl acl advcl ccomp xcomp parataxis csubj")
CONJ: Final = frozenset(("conj", "appos"))


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase: the tokens ``first`` up to but not including ``last``, and its head token."""

    first: int
    last: int
    head: int


@dataclass(frozen=True, slots=True)
class Syntax:
    """A sentence for the rules; every tuple has one item a token, ``head`` is -1 at the root."""

    parsed: ParsedSentence
    text: tuple[str, ...]
    lower: tuple[str, ...]
    lemma: tuple[str, ...]
    pos: tuple[str, ...]
    tag: tuple[str, ...]
    dep: tuple[str, ...]
    head: tuple[int, ...]
    children: tuple[tuple[int, ...], ...]

    def __len__(self) -> int:
        return len(self.text)

    def words(self, first: int, last: int) -> str:
        """Return the cleaned wording of a token range."""
        return self.parsed.words(first, last)

    def child(self, token: int, *deps: str) -> int:
        """Return the first dependent with one of these labels, or -1."""
        for c in self.children[token]:
            if self.dep[c] in deps:
                return c
        return -1

    def left_edge(self, token: int) -> int:
        """Return the first token of the subtree."""
        edge = token
        while self.children[edge] and self.children[edge][0] < edge:
            edge = self.children[edge][0]
        return edge

    def right_edge(self, token: int) -> int:
        """Return the last token of the subtree."""
        edge = token
        while self.children[edge] and self.children[edge][-1] > edge:
            edge = self.children[edge][-1]
        return edge

    def phrase(self, token: int) -> Phrase:
        """Return the base noun phrase whose head is ``token``: no prepositional phrase, no clause."""
        first = token
        for c in reversed([c for c in self.children[token] if c < token]):
            if self.dep[c] not in _LEFT or self.right_edge(c) != first - 1:
                break
            edge = self.left_edge(c)
            if any(self.dep[i] in _CLAUSES or self.dep[i] == "prep" for i in range(edge, c)):
                if self.dep[c] == "amod":
                    first = c
                break
            first = edge
        while first < token and self.dep[first] == "punct":
            first += 1
        last = token + 1
        while last < len(self.text) and self.pos[last] == "NUM" and self.dep[last] in ("nummod", "npadvmod"):
            if self.head[last] != token or not self.text[last][0].isdigit():
                break
            last += 1  # "Mamba 2", "GPT-3 175B"
        return Phrase(first, last, token)

    def conjuncts(self, token: int) -> Iterator[int]:
        """Yield the token and all that are coordinated with it; an apposition before a list is one, too."""
        yield token
        for c in self.children[token]:
            if c < token or (self.pos[c] not in NOMINAL and self.pos[c] != "ADJ"):
                continue
            if {"than", "not", "instead"} & set(self.lower[token:c]):
                continue
            if self.dep[c] == "conj" or (self.dep[c] == "appos" and self._lists(token, c)):
                yield from self.conjuncts(c)

    def _lists(self, token: int, appos: int) -> bool:
        """Tell whether an apposition is a misread coordination ("A, B, and C": B is labelled appos)."""
        between = self.text[self.phrase(token).last : self.phrase(appos).first]
        first = self.phrase(appos).first
        later = any(self.dep[c] == "conj" and c > appos for c in (*self.children[appos], *self.children[token]))
        return later and between == (",",) and self.pos[first] != "DET"


@lru_cache(maxsize=256)
def syntax(parsed: ParsedSentence) -> Syntax:
    """Read a sentence's annotations once, also where several stages ask for them."""
    tokens = list(parsed.tokens)
    offset = tokens[0].i
    size = len(tokens)
    heads = []
    children: list[list[int]] = [[] for _ in tokens]
    for n, token in enumerate(tokens):
        head = token.head.i - offset
        head = head if head != n and 0 <= head < size else -1
        heads.append(head)
        if head >= 0:
            children[head].append(n)
    return Syntax(
        parsed,
        tuple(t.text for t in tokens),
        tuple(t.lower_ for t in tokens),
        tuple(t.lemma_.lower() for t in tokens),
        tuple(t.pos_ for t in tokens),
        tuple(t.tag_ for t in tokens),
        tuple(t.dep_ for t in tokens),
        tuple(heads),
        tuple(tuple(c) for c in children),
    )
