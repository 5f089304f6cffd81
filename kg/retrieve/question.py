"""What a question asks about: its telling words with their weight, the entities it names, the relations it means."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import Final

from kg.extract.wordlist import words
from kg.retrieve.rendering import general_rank
from kg.retrieve.stems import Stemmer
from kg.store.access import OpenGraph

_WORD: Final = re.compile(r"[^\W_]+(?:[-.'’/+][^\W_]+)*")
_LONGEST: Final = 6
_EMPTY: Final = words(
    """a an and any anything are as at be been being between both but by can could did do does each either else for from
    had has have how i if in into is it its kind kinds like many may me might more most much must my no not of off on
    one ones only or other our out over own per please same should show so some such sort tell than that the their them
    then there these they this those through to type types under up upon us use used uses using was we well were what
    when where which while who whom whose why will with within without would you your about across all also among
    against according paper papers author authors article articles list name names give given say says said state
    stated describe described explain explained know known mean means thing things there's what's don't doesn't
    exist exists available different various several compared comparison work works study studies"""
)
#: Words (by their stems) that ask for a relation rather than for a thing.
_CUES: Final[dict[str, tuple[str, ...]]] = {
    "outperforms": ("outperform", "beat", "beaten", "better", "surpass", "exceed", "best", "superior", "worse"),
    "matches": ("match", "par", "compar"),
    "comparedWith": ("compar", "versu", "vs"),
    "uses": ("compon", "contain", "consist", "combin", "employ", "part", "made", "built"),
    "usedFor": ("appli", "applic", "task", "purpos", "serv", "suitabl"),
    "trainedOn": ("train", "pretrain", "data", "dataset", "corpu"),
    "evaluatedOn": ("evalu", "test", "benchmark", "dataset", "measur"),
    "basedOn": ("base", "variant", "extend", "extens", "deriv", "build", "built", "inspir"),
    "isA": ("exampl", "class", "categori"),
    "proposes": ("propos", "introduc", "present", "new"),
    "achieves": ("achiev", "reach", "score", "accuraci", "result"),
    "improves": ("improv", "increas", "better", "acceler", "faster", "speed", "boost"),
    "reduces": ("reduc", "lower", "decreas", "save", "less", "fewer", "smaller", "cut", "shrink"),
    "targets": ("hardwar", "devic", "run", "deploi", "gpu"),
    "hasLimitation": ("limit", "problem", "suffer", "drawback", "weak", "difficulti", "disadvantag", "challeng"),
    "addresses": ("address", "solv", "mitig", "tackl", "overcom", "problem"),
    "availableAt": ("code", "repositori", "github", "download", "link", "url"),
}
#: Stems of words that say of what kind a thing is, not which.
_GENERIC: Final = words(
    """model method approach techniqu system framework algorithm architectur network strategi way concept idea role goal
    fact reason effect chang perform research result solut advantag benefit import main common current recent modern
    specif best larg good high"""
)
_WEAK: Final = 0.5
"""The weight of a cue or of a generic word against that of a telling one as rare."""
_UNKNOWN_NAME: Final = 1.5
"""What no paper mentions is hardly answered by them: a name that is unknown counts so much more than a word."""
_MATCHES: Final = 20_000
_COMMON: Final = 300
_RARE: Final = 6000
"""Words of English up to the rank ``_COMMON`` tell as little as generic ones, from ``_RARE`` on they tell all."""


@dataclass(frozen=True, slots=True)
class Term:
    """A telling word of a question.

    Attributes:
        stems: the stems of its parts, parted by spaces.
        rarity: the rarer the word is in the papers' sentences, the more, as BM25 has it.
        weight: how much of the question it carries: its rarity, less for words that ask and for everyday ones.
        relations: the relations that the word may ask for.
        known: whether a sentence of the papers has the word.
        count: how many sentences have it, up to ``_MATCHES``.
    """

    word: str
    stems: str
    rarity: float
    weight: float
    relations: frozenset[str]
    known: bool
    count: int


@dataclass(frozen=True, slots=True)
class Question:
    """A question as far as the graph can understand it.

    Attributes:
        entities: those that it names, with their weight.
        heads, tails: the stems of those names that stand where the head ("what does X outperform") or the tail ("what
            outperforms X") of the relation stands that is asked for.
    """

    terms: tuple[Term, ...]
    entities: dict[str, float]
    heads: frozenset[str] = frozenset()
    tails: frozenset[str] = frozenset()

    @property
    def searched(self) -> tuple[Term, ...]:
        """The rarest terms, as many as make a bounded number of matches: common words find too much, too slowly."""
        found: list[Term] = []
        matches = 0
        for term in sorted(self.terms, key=lambda term: term.count):
            if found and matches + term.count > _MATCHES:
                break
            found.append(term)
            matches += term.count
        return tuple(found)

    @property
    def weight(self) -> float:
        """The weight of all terms."""
        return sum(term.weight for term in self.terms)

    @property
    def rarity(self) -> float:
        """The rarity of all terms."""
        return sum(term.rarity for term in self.terms)

    @property
    def relations(self) -> frozenset[str]:
        """The relations that the question asks for."""
        return frozenset().union(*(term.relations for term in self.terms))


def understood(graph: OpenGraph, text: str, stemmer: Stemmer) -> Question:
    """Return what a question asks about in this graph."""
    spelled = [match[0] for match in _WORD.finditer(text)]
    terms = _terms(graph, telling(text), stemmer)
    by_word = {term.word: term for term in terms}
    named = _entities(graph, spelled, by_word)
    cues = [place for place, word in enumerate(spelled) if word in by_word and by_word[word].relations]
    heads, tails = set[str](), set[str]()
    weights: dict[str, float] = {}
    for place, end, things in named:
        weights.update({thing: max(weight, weights.get(thing, 0)) for thing, weight in things.items()})
        before = spelled[place - 1].casefold() if place else ""
        if cues and not place <= cues[0] < end:
            (stems,) = stemmer([" ".join(spelled[place:end])])
            (heads if place < cues[0] or before in ("of", "by") else tails).add(stems.strip())
    return Question(terms, weights, frozenset(heads), frozenset(tails))


def telling(text: str) -> list[str]:
    """Return the words of a text that tell what it is about, each once."""
    return [word for word in dict.fromkeys(match[0] for match in _WORD.finditer(text)) if word.casefold() not in _EMPTY]


def _terms(graph: OpenGraph, words: list[str], stemmer: Stemmer) -> tuple[Term, ...]:
    size = graph.index.size()
    found: dict[str, Term] = {}
    for word, stems in zip(words, stemmer(words), strict=True):
        if not (stems := stems.strip()) or stems in found:
            continue
        count = graph.index.frequency(word, _MATCHES)
        relations = frozenset(relation for relation, cues in _CUES.items() if stems in cues)
        rarity = math.log(1 + (size - count + 0.5) / (count + 0.5)) if count < size else 0.1
        weight = rarity * (_WEAK if relations or stems in _GENERIC else _telling(word))
        if not count and not word.islower():
            weight *= _UNKNOWN_NAME
        found[stems] = Term(word, stems, rarity, weight, relations, count > 0, count)
    return tuple(found.values())


def _telling(word: str) -> float:
    """Return how much a word tells, by how rare it is in English: "behind" tells less than a name as rare here."""
    rank = general_rank(word) if word.islower() else None
    if rank is None:
        return 1.0
    return min(1.0, _WEAK + (1 - _WEAK) * max(0.0, math.log(rank / _COMMON) / math.log(_RARE / _COMMON)))


def _entities(graph: OpenGraph, spelled: list[str], terms: dict[str, Term]) -> list[tuple[int, int, dict[str, float]]]:
    """Return where the question spells names of entities, and which, with weights; parts of a name do not count."""
    found: list[tuple[int, int, dict[str, float]]] = []
    start = 0
    while start < len(spelled):
        for end in range(min(len(spelled), start + _LONGEST), start, -1):
            named = spelled[start:end]
            telling = [terms[word] for word in named if word in terms]
            if not telling or (len(telling) == 1 and len(named) == 1 and telling[0].relations):
                continue  # "problem" alone names nothing
            if things := graph.index.entities(" ".join(named)):
                weight = sum(term.weight for term in telling)
                found.append((start, end, dict.fromkeys(things, weight)))
                start = end - 1
                break
        start += 1
    return found
