"""The paper's own contribution: its name, its other wordings, and which phrases speak of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from kg.extract.acronyms import acronyms
from kg.extract.naming import LEADING, folded, is_name, is_odd, strip
from kg.extract.parse import ParsedPaper
from kg.extract.syntax import Syntax, syntax
from kg.extract.vocabulary import (
    AUTHORS,
    BEFORE_NAME,
    DATASET_NOUNS,
    EMPTY,
    INTRODUCE,
    MODEL_NOUNS,
    NAMED,
    NOT_A_NAME,
    OWN_NOUNS,
    PAPER_NOUNS,
    SOFTWARE_NOUNS,
    WEAK_INTRODUCE,
)

_OWN: Final = frozenset(("our", "proposed", "presented"))
_THIS: Final = frozenset(("this", "these"))


_SURVEY: Final = re.compile(r"\b(?:survey|review|overview|primer|tutorial|roadmap)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Contribution:
    """What a paper contributes.

    Attributes:
        name: its name, or the noun phrase that introduces it; "" if nothing is introduced.
        type: an entity type.
        wordings: the name and every other wording in this paper, longest first.
        named: whether it has a proper name.
    """

    name: str = ""
    type: str = "Method"
    wordings: tuple[str, ...] = ()
    named: bool = False


@dataclass(frozen=True, slots=True)
class _Candidate:
    name: str
    score: float
    noun: str


def contribution(parsed: ParsedPaper, sentences: tuple[Syntax, ...] = ()) -> Contribution:
    """Find the name of what the paper contributes.

    Args:
        parsed: the paper.
        sentences: its sentences, if the caller has read them already.
    """
    if _SURVEY.search(parsed.paper.title):
        return Contribution()
    sentences = sentences or tuple(syntax(s) for s in parsed.sentences)
    text = parsed.paper.text
    short = acronyms(text)
    candidates = _from_title(parsed, sentences[:1]) + [c for s in sentences[1:] for c in _introduced(s, short)]
    scores: dict[str, float] = {}
    for n, candidate in enumerate(candidates):
        gain = candidate.score - 0.01 * n
        scores[candidate.name] = scores.get(candidate.name, 0.0) + gain
    for name in scores:
        if is_name(tuple(name.split())):
            scores[name] += 0.3 * min(5, len(re.findall(rf"(?<!\w){re.escape(name)}(?!\w)", parsed.paper.abstract)))
    if not scores:
        return Contribution()
    name = max(scores, key=lambda k: (scores[k], -list(scores).index(k)))
    nouns = [c.noun for c in candidates if c.name == name and c.noun] or [c.noun for c in candidates if c.noun]
    wordings = [name]
    if name in short:
        wordings.append(short[name])
    wordings += [s for s, long in short.items() if folded(long) == folded(name)]
    return Contribution(
        name,
        _type(nouns, name),
        tuple(sorted(dict.fromkeys(wordings), key=len, reverse=True)),
        is_name(tuple(name.split())),
    )


def _type(nouns: list[str], name: str) -> str:
    for noun in [*nouns, name.split()[-1].lower()]:
        if noun in DATASET_NOUNS:
            return "Dataset"
        if noun in SOFTWARE_NOUNS:
            return "Software"
        if noun in MODEL_NOUNS:
            return "Model"
    return "Method"


def _from_title(parsed: ParsedPaper, title: tuple[Syntax, ...]) -> list[_Candidate]:
    """The part of a title before a colon or a dash, if it has the shape of a name."""
    match = re.match(r"([^:]{2,60}?)(?::\s| [-–—] )", parsed.paper.title)
    if not match or not title:
        return []
    name = match[1].strip()
    words = tuple(name.split())
    abstract = parsed.paper.abstract
    inside = re.search(rf"(?<!\w){re.escape(name)}(?!\w)", abstract) is not None
    loose = re.search(rf"(?<!\w){re.escape(name)}(?!\w)", abstract, re.IGNORECASE)
    if words[0].lower() in NOT_A_NAME or len(words) > 5 or name.endswith("?"):
        return []
    if len(words) <= 3 and (any(is_odd(w) for w in words) or (len(words) == 1 and words[0][0].isupper())):
        found = loose.group() if loose and not inside and is_odd(loose.group()) else name
        return [_Candidate(found, 3.0, "")]
    return [_Candidate(name, 2.5, "")] if inside else []


def _introduced(s: Syntax, short: dict[str, str]) -> list[_Candidate]:
    """What "we propose …", "this paper presents …" or "… is proposed" introduces."""
    found: list[_Candidate] = []
    for verb in range(len(s)):
        strong = s.lemma[verb] in INTRODUCE
        if not (strong or s.lemma[verb] in WEAK_INTRODUCE):
            continue
        after_we = verb > 0 and s.lower[verb - 1] in (*AUTHORS, "paper", "work")
        if s.pos[verb] != "VERB" and not after_we:
            continue
        objects = _objects(s, verb) or ([_next_noun(s, verb)] if after_we and s.pos[verb] != "VERB" else [])
        objects = [o for o in objects if o >= 0]
        weight = 2.0 if strong else 0.8
        for token in objects:
            found += _names_of(s, token, weight, short)
            weight *= 0.6
        if strong:
            found += [
                _Candidate(s.text[n], 1.5 if n - verb < 12 else 0.7, "")
                for n in range(verb + 1, len(s))
                if s.text[n] in short and s.text[n - 1] == "(" and not s.lower[n].endswith("s")
            ]
    return found


def _objects(s: Syntax, verb: int) -> list[int]:
    """The objects of an introducing verb whose subject is the authors or the paper; its subject in the passive."""
    passive = s.child(verb, "nsubjpass")
    if passive >= 0:
        phrase = s.phrase(passive)
        own = s.child(verb, "auxpass") >= 0 and s.lower[phrase.first] in ("a", "an", "the", "our")
        return [passive] if own and s.tag[verb] == "VBN" and s.child(verb, "agent") < 0 else []
    root = verb
    while s.dep[root] in ("conj", "xcomp", "ccomp", "advcl") and s.head[root] >= 0 and s.child(root, "nsubj") < 0:
        root = s.head[root]
    subject = s.child(root, "nsubj")
    if subject < 0 or not speaks_of_paper(s, subject):
        return []
    obj = s.child(verb, "dobj")
    return list(s.conjuncts(obj)) if obj >= 0 else []


def _next_noun(s: Syntax, verb: int) -> int:
    """The head of the noun phrase right after a verb that the tagger misread, or -1."""
    for n in range(verb + 1, min(len(s), verb + 9)):
        if s.pos[n] in ("NOUN", "PROPN") and (n + 1 == len(s) or s.pos[n + 1] not in ("NOUN", "PROPN")):
            return n
    return -1


def speaks_of_paper(s: Syntax, token: int) -> bool:
    """Tell whether a noun phrase's head stands for the authors or the paper: "we", "this work", "our study"."""
    if s.lower[token] in AUTHORS:
        return True
    if s.lemma[token] not in PAPER_NOUNS and s.lower[token] not in ("authors", "author"):
        return False
    first = s.phrase(token).first
    return s.lower[first] in ("this", "our", "the", "present") and first < token


def _names_of(s: Syntax, token: int, weight: float, short: dict[str, str]) -> list[_Candidate]:
    """The names that a noun phrase gives: itself, an apposition, "called X", "(X)"."""
    noun = s.lower[token]
    phrase = s.phrase(token)
    end = min(s.right_edge(token) + 1, len(s))
    for n in range(token + 1, end):
        if s.lower[n] in NAMED or (
            s.lower[n] == "as" and s.lower[n - 1] in ("named", "referred", "to", "known", "denoted")
        ):
            name = name_at(s, n + 1)
            if name:
                return [_Candidate(name, weight + 2.0, noun)]
    first, last = strip(s.text[phrase.first : phrase.last])
    words = s.text[phrase.first + first : phrase.first + last]
    if not any(w.lower() not in EMPTY for w in words):
        return [_Candidate(noun, 0.2, noun)] if noun in OWN_NOUNS else []
    own = s.words(phrase.first + first, phrase.first + last)
    bracket = _bracket(s, phrase.last)
    for n in range(token + 1, min(len(s) - 1, token + 9)):
        if s.text[n] == "(" and short.get(s.text[n + 1], "").split(" ")[0] == words[0]:
            bracket = s.text[n + 1]
    if bracket and (is_odd(bracket) or bracket in short):
        return [_Candidate(bracket, weight + 1.8, noun)]
    if is_name(words) and (is_odd(words[-1]) or all(w[0].isupper() for w in words)):
        return [_Candidate(own, weight + 1.5, _class_noun(s, token))]
    appos = s.child(token, "appos")
    if appos >= 0:
        inner = s.phrase(appos)
        a, b = strip(s.text[inner.first : inner.last])
        if is_name(s.text[inner.first + a : inner.first + b]):
            return [_Candidate(s.words(inner.first + a, inner.first + b), weight + 1.5, noun)]
    odd = [w for w in words if is_odd(w)]
    if odd and s.pos[token] == "PROPN":
        return [_Candidate(own, weight + 0.8, noun)]
    if s.lemma[token] in PAPER_NOUNS or s.pos[token] == "PRON" or all(w.lower() in LEADING for w in words):
        return []
    return [_Candidate(own, weight if noun in OWN_NOUNS else weight * 0.7, noun)]


def _class_noun(s: Syntax, token: int) -> str:
    """The noun of "X, a new model": the class that the text puts a name into."""
    appos = s.child(token, "appos")
    return s.lower[appos] if appos >= 0 else ""


def name_at(s: Syntax, first: int) -> str:
    """The name that begins at a token, or "": coined or capitalised words, at most five."""
    while first < len(s) and s.lower[first] in BEFORE_NAME:
        first += 1
    last = first
    while last < min(len(s), first + 5) and (s.text[last][0].isupper() or is_odd(s.text[last])):
        last += 1
    return _bracket(s, last) or s.words(first, last) if last > first else ""


def _bracket(s: Syntax, at: int) -> str:
    """The single word in brackets that begins at a token, or ""."""
    if at + 2 < len(s) and s.text[at] == "(" and s.text[at + 2] in (")", ",", ";"):
        return s.text[at + 1]
    return ""
