"""What stands beside a noun phrase: the members of a class, the proper name that is given to it."""

from __future__ import annotations

from kg.extract.coreference import name_at
from kg.extract.naming import folded, is_name, is_odd, strip
from kg.extract.syntax import Phrase, Syntax
from kg.extract.vocabulary import NAMED, OWN_NOUNS


def listed_members(s: Syntax, token: int) -> list[int]:
    """The first tokens of the lists that name members of a class: "such as", "including", "like", "e.g."."""
    found = []
    for c in s.children[token]:
        if c > token and s.dep[c] == "prep" and s.lower[c] in ("as", "like", "including", "e.g."):
            if s.lower[c] == "as" and s.lower[c - 1] != "such":
                continue
            member = s.child(c, "pobj")
            if member >= 0:
                found.append(member)
        elif c > token and s.dep[c] == "appos" and s.lower[s.phrase(c).first - 1] in ("e.g.", "namely", ":"):
            found.append(c)
    return found


def introduced_name(s: Syntax, phrase: Phrase, short: dict[str, str]) -> str:
    """The name that a noun phrase gives to its class: "a method called X", "Long Form (LF)", "the model X"; or ""."""
    at = phrase.last
    if at + 2 < len(s) and s.text[at] == "(" and s.text[at + 1] in short and s.text[at + 2] in (")", ",", ";"):
        first, last = strip(s.text[phrase.first : phrase.last])
        if folded(short[s.text[at + 1]]).endswith(folded(s.words(phrase.first + first, phrase.first + last))):
            return s.text[at + 1]
        if is_name(s.text[phrase.first + first : phrase.first + last]):
            return s.text[at + 1]
    while at < len(s) and s.lower[at] in (",", "that", "which", "is", "we", "are", "and", "–", "-"):
        at += 1
    if at < len(s) and (s.lower[at] in NAMED or (s.lower[at] in ("referred", "known", "abbreviated", "refer", "call"))):
        at += 1
        while at < len(s) and s.lower[at] in ("to", "as", "by"):
            at += 1
        return name_at(s, at)
    head = s.text[phrase.head]
    if (
        phrase.last - phrase.first > 2
        and is_odd(head)
        and s.lower[phrase.head - 1] in OWN_NOUNS
        and s.pos[phrase.head - 1] == "NOUN"
    ):
        return head
    return ""


def complement(s: Syntax, token: int) -> int:
    """Return the object of "of" after a noun, or -1."""
    for c in s.children[token]:
        if s.dep[c] == "prep" and s.lower[c] == "of":
            return s.child(c, "pobj")
    return -1


def shared_head(s: Syntax, first: int, last: int, phrase: Phrase) -> tuple[tuple[str, int, int], ...]:
    """Split "memory and computational overhead": the names of both members and their tokens; empty if it is one."""
    if s.lower[phrase.first] in ("a", "an") or last - 1 != phrase.head:
        return ()
    for n in range(first + 1, last - 2):
        if s.dep[n] == "cc" and s.head[n] < phrase.head and s.lower[n] == "and":
            if n - first > 2 or last - n > 4:
                return ()
            left, right = s.words(first, n), s.words(n + 1, last)
            return (f"{left} {s.text[phrase.head]}", first, n), (right, n + 1, last)
    return ()
