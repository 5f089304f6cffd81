"""Noun phrases → what they name: the contribution, the paper, or a thing of its own; coordinations split."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from kg.extract.coreference import Contribution, speaks_of_paper
from kg.extract.lexicon import TYPE_OF_WORD, type_of
from kg.extract.naming import LEADING, folded, is_odd, strip
from kg.extract.phrasing import complement, introduced_name, listed_members, shared_head
from kg.extract.syntax import Phrase, Syntax
from kg.extract.vocabulary import (
    EMPTY_HEADS,
    GENERIC,
    OUR_RESULTS,
    OWN_NOUNS,
    PRONOUNS,
    RIVAL,
    TRANSPARENT,
    WITH_COMPLEMENT,
)
from kg.model import THIS_PAPER

OWN: Final = "own"
PAPER: Final = "paper"


@dataclass(frozen=True, slots=True)
class Term:
    """A thing that a sentence speaks of.

    Attributes:
        first, last: its tokens; equal where the sentence leaves it unsaid.
        name: what the paper calls it.
        type: its guessed type, "" if nothing tells.
        role: OWN for the paper's contribution, PAPER for the paper, else "".
        token: the head token, -1 if unsaid.
    """

    first: int
    last: int
    name: str
    type: str
    role: str = ""
    token: int = -1


class Terms:
    """Reads the noun phrases of one sentence; ``before`` are the subjects of the sentence before it."""

    def __init__(self, s: Syntax, own: Contribution, acronyms: dict[str, str], before: tuple[Term, ...] = ()) -> None:
        self.s = s
        self.own = own
        self.acronyms = acronyms
        self.before = before
        self._keys = frozenset(folded(w) for w in own.wordings)
        self.is_about_own = self._mentions_own()
        self._cache: dict[int, tuple[Term, ...]] = {}

    def _mentions_own(self) -> bool:
        """Tell whether the sentence speaks of the authors or of what they contribute."""
        s = self.s
        if any(w in ("we", "our", "ours", "us") for w in s.lower) or (self.before and self.before[0].role):
            return True
        if any(w in s.text for w in (*self.own.wordings, "proposed", "experiments", "Experiments")):
            return True
        return any(w in s.parsed.plain for w in self.own.wordings if " " in w)

    def contribution(self, token: int = -1) -> Term:
        """Return the paper's contribution, unsaid or at a token."""
        span = (token, token + 1) if token >= 0 else (0, 0)
        if not self.own.name:
            return Term(*span, THIS_PAPER, "Paper", PAPER, token)
        return Term(*span, self.own.name, self.own.type, OWN, token)

    def paper(self, token: int = -1) -> Term:
        """Return the paper itself."""
        span = (token, token + 1) if token >= 0 else (0, 0)
        return Term(*span, THIS_PAPER, "Paper", PAPER, token)

    def at(self, token: int) -> tuple[Term, ...]:
        """Return what a noun phrase names, one term for each member of a coordination; nothing at -1."""
        if token < 0:
            return ()
        if token not in self._cache:
            self._cache[token] = ()  # a phrase that contains itself by a parser's error ends here
            found = tuple(t for c in self.s.conjuncts(token) for t in self.members(c) or self.one(c))
            self._cache[token] = found
        return self._cache[token]

    def apposed(self, token: int) -> tuple[Term, ...]:
        """Return X for "a new model, X": the names that stand beside a class; empty if there are none."""
        s = self.s
        beside = s.child(token, "appos")
        if beside < token or s.text[s.phrase(beside).first - 1] not in (",", ":", "-", "–", "—"):
            return ()
        found = self.at(beside)
        named = all(t.role or is_odd(t.name.split()[-1]) for t in found)
        return found if found and (named or s.text[s.phrase(beside).first - 1] != ",") else ()

    def bearer(self, token: int) -> tuple[Term, ...]:
        """Return X for "the performance of X" and "X's accuracy": what has the quality; empty if it is no quality."""
        s = self.s
        if TYPE_OF_WORD.get(s.lower[token]) not in ("Property", "Metric") and s.lower[token] not in ("results", "that"):
            return ()
        owner = s.child(token, "poss")
        return self.at(complement(self.s, token)) or (self.at(owner) if owner >= 0 else ())

    def members(self, token: int) -> tuple[Term, ...]:
        """Return A, B and C of "models such as A, B and C"; empty if none are named."""
        return tuple(t for m in listed_members(self.s, token) for c in self.s.conjuncts(m) for t in self.one(c))

    def one(self, token: int) -> tuple[Term, ...]:
        """Return what a single noun phrase names; empty if it names nothing."""
        s, word = self.s, self.s.lower[token]
        if word == "we" or speaks_of_paper(s, token):
            return (self.contribution(token),)
        if word in PRONOUNS:
            return self._antecedent(token)
        if s.pos[token] not in ("NOUN", "PROPN", "NUM", "X", "ADJ", "VERB", "SYM"):
            return ()
        phrase = s.phrase(token)
        if self.is_own(phrase):
            return (Term(phrase.first, phrase.last, self.own.name or THIS_PAPER, self.own.type, OWN, token),)
        named = self._named_before(token, phrase)
        if named:
            return named
        inner = complement(self.s, token)
        if inner >= 0 and s.lower[token] in TRANSPARENT:
            return self.at(inner)
        if s.lower[token] in EMPTY_HEADS:
            return ()
        return self._named(phrase, inner)

    def is_own(self, phrase: Phrase) -> bool:
        """Tell whether a noun phrase speaks of the paper's contribution."""
        s = self.s
        words = s.lower[phrase.first : phrase.last]
        if words[0] == "our" or "proposed" in words[:-1] or (words[0] == "the" and "presented" in words):
            return words[-1] in OWN_NOUNS or (words[0] == "our" and words[-1] in OUR_RESULTS)
        if words[0] == "this" and len(words) == 2 and words[-1] in OWN_NOUNS:
            return True
        first, last = strip(s.text[phrase.first : phrase.last])
        return folded(s.words(phrase.first + first, phrase.first + last)) in self._keys

    def class_name(self, token: int) -> Term | None:
        """Return the name of a class, without the members or the proper name that the phrase gives to it."""
        s = self.s
        phrase = s.phrase(token)
        first, last = strip(s.text[phrase.first : phrase.last])
        first, last = phrase.first + first, phrase.first + last
        inner = complement(self.s, token)
        if inner >= 0 and s.lower[token] in ("family", "series", "class", "type", "kind", "variant", "form"):
            return self.class_name(inner)
        if last - first == 1 and (
            s.lower[first] in GENERIC or s.lower[first] in EMPTY_HEADS or s.lower[first] in PRONOUNS
        ):
            return None
        if last - first > 1 and is_odd(s.text[last - 1]) and s.lower[last - 2] in OWN_NOUNS:
            last -= 1
        name = s.words(first, last)
        return Term(first, last, self._canonical(name, last), type_of(name), "", token)

    def _named(self, phrase: Phrase, inner: int) -> tuple[Term, ...]:
        s = self.s
        first, last = strip(s.text[phrase.first : phrase.last])
        first, last = phrase.first + first, phrase.first + last
        if s.lower[first] in LEADING and last - first == 1:
            return ()
        if last - first == 1 and s.lower[first] in GENERIC:
            rivals = [n for n in range(phrase.first, first) if s.lower[n] in RIVAL]
            if not rivals:
                return self._anaphor(phrase)
            first = rivals[0]
        given = introduced_name(s, phrase, self.acronyms)
        if given:
            return (
                self._role(
                    Term(phrase.first, phrase.last, given, type_of(s.lower[phrase.head], "Model"), "", phrase.head)
                ),
            )
        if inner >= 0 and (s.lower[phrase.head] in WITH_COMPLEMENT or s.lower[phrase.head] not in TYPE_OF_WORD):
            last = s.phrase(inner).last
        name = s.words(first, last).strip(" ,;:-")
        if not any(c.isalpha() for c in name):
            return ()
        split = shared_head(s, first, last, phrase)
        if split:
            return tuple(Term(a, b, self._canonical(n, b), type_of(n), "", phrase.head) for n, a, b in split)
        name = self._canonical(name, last)
        return (self._role(Term(first, last, name, type_of(name), "", phrase.head)),)

    def _role(self, term: Term) -> Term:
        """Mark a term that is the contribution under another wording."""
        if folded(term.name) in self._keys:
            return Term(term.first, term.last, self.own.name, self.own.type, OWN, term.token)
        return term

    def _named_before(self, token: int, phrase: Phrase) -> tuple[Term, ...]:
        """What "a model" stands for in "X, a model based on Y" and "X is a model based on Y": X."""
        s = self.s
        if s.lower[phrase.first] not in ("a", "an") or s.head[token] < 0:
            return ()
        above = s.head[token]
        if s.dep[token] == "attr" and s.lemma[above] == "be":
            above = s.child(above, "nsubj")
        elif s.dep[token] != "appos":
            return ()
        found = self.one(above) if above >= 0 and above != token else ()
        return tuple(t for t in found if t.role or is_odd(t.name.split()[-1]))

    def _anaphor(self, phrase: Phrase) -> tuple[Term, ...]:
        """What "these models" stands for: the subject of the sentence before."""
        if self.s.lower[phrase.first] in ("these", "this", "such") and self.before:
            return tuple(Term(phrase.first, phrase.last, t.name, t.type, t.role, phrase.head) for t in self.before)
        return ()

    def _canonical(self, name: str, last: int) -> str:
        """Write the acronym for a long form that the paper defines, and drop a bracket."""
        key = folded(name)
        for short, long in self.acronyms.items():
            if folded(long) == key:
                return short
        return name

    def _antecedent(self, token: int) -> tuple[Term, ...]:
        """What a pronoun stands for: the noun of a relative clause, else the subject before it."""
        s = self.s
        if s.tag[token] in ("WDT", "WP") or s.lower[token] == "which":
            verb = token
            while verb >= 0 and s.dep[verb] != "relcl":
                verb = s.head[verb]
            return self.one(s.head[verb]) if verb >= 0 and s.head[verb] >= 0 else ()
        if s.lower[token] == "it" and (not self.before or self.before[0].role):
            return (self.contribution(token),)
        if s.lower[token] in ("it", "they", "this") and self.before:
            return tuple(Term(token, token + 1, t.name, t.type, t.role, token) for t in self.before)
        return ()
