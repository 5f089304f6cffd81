"""Candidates of one paper → its facts: one name for each thing, one fact for each statement, qualifiers, confidence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from kg.extract.confidence import DOUBTFUL, FALLBACK, PRECISION
from kg.extract.coreference import Contribution
from kg.extract.gains import VALUED
from kg.extract.modality import NEGATED, modality
from kg.extract.naming import folded
from kg.extract.qualifiers import qualifiers
from kg.extract.terms import Term, Terms
from kg.extract.verbs import Candidate
from kg.model import Extraction, Fact, Mention, Paper, Rejection
from kg.schema import RELATION, fits

NAME: Final = "rules"
_QUALIFIED: Final = VALUED | {"comparedWith", "evaluatedOn"}


@dataclass(frozen=True, slots=True)
class Found:
    """A candidate and the sentence that it was read from."""

    terms: Terms
    candidate: Candidate


def assemble(paper: Paper, own: Contribution, found: Iterable[Found], sentences: int) -> Extraction:
    """Turn what the tables found in a paper into its facts and its rejections."""
    found = list(found)
    names = _names(own, found)
    facts: dict[tuple[str, str, str], Fact] = {}
    rejected: list[Rejection] = []
    mentions: dict[int, tuple[Mention, ...]] = {}
    for f in found:
        fact = _fact(f, names)
        reason = _reason(f, fact, DOUBTFUL)
        if reason:
            rejected.append(Rejection(fact, reason))
            continue
        if fact.relation in _QUALIFIED:
            fact = _qualified(f.terms, fact, names, mentions)
        key = _key(fact)
        former = facts.get(key)
        if former is None or fact.confidence > former.confidence:
            facts[key] = _merged(fact, former)
    kept = tuple(fact for key, fact in facts.items() if not _outdone(key, facts))
    return Extraction(paper, kept, tuple(rejected), _aliases(own, found, names), sentences)


def draft(own: Contribution, found: Iterable[Found]) -> Iterator[tuple[str, Fact]]:
    """Yield every admissible candidate as a fact, with the name of its rule: what is measured."""
    found = list(found)
    names = _names(own, found)
    for f in found:
        fact = _fact(f, names)
        if not _reason(f, fact, frozenset()):
            yield f.candidate.rule, fact


def _names(own: Contribution, found: list[Found]) -> dict[str, str]:
    """Choose one name for each thing: the wording that the paper uses most, the first one of equals."""
    counts: dict[str, Counter[str]] = {}
    for f in found:
        for term in (f.candidate.head, f.candidate.tail):
            counts.setdefault(folded(term.name), Counter())[term.name] += 1
    names = {key: max(forms, key=lambda form: forms[form]) for key, forms in counts.items()}
    return names | {folded(wording): own.name for wording in own.wordings}


def _fact(f: Found, names: Mapping[str, str]) -> Fact:
    c = f.candidate
    s = f.terms.s
    return Fact(
        _mention(f.terms, c.head, c.head_type or "Method", names),
        c.relation,
        _mention(f.terms, c.tail, c.tail_type or "Method", names),
        s.parsed.sentence,
        confidence=PRECISION.get(c.rule, FALLBACK),
        extractor=NAME,
        modality=_modality(f),
    )


def _modality(f: Found) -> str:
    """The modality of the clause that states a candidate; "no X" is negated, too."""
    c, s = f.candidate, f.terms.s
    if c.tail.token >= 0 and s.lower[s.phrase(c.tail.token).first] in ("no", "neither"):
        return NEGATED
    return modality(s, c.trigger) if c.trigger >= 0 and c.relation != "availableAt" else ""


def _mention(terms: Terms, term: Term, fallback: str, names: Mapping[str, str]) -> Mention:
    parsed = terms.s.parsed
    start, end = parsed.chars(term.first, term.last) if term.first < term.last else (0, 0)
    name = names.get(folded(term.name), term.name)
    return Mention(parsed.sentence, start, end, parsed.sentence.text[start:end], term.type or fallback, name)


def _reason(f: Found, fact: Fact, doubtful: frozenset[str]) -> str:
    """Why a candidate is no fact; "" if it is one."""
    if folded(fact.head.name) == folded(fact.tail.name):
        return "head and tail are one"
    if not fits(fact.head.type, fact.relation, fact.tail.type):
        return "types do not fit"
    if fact.modality:
        return fact.modality
    if fact.relation == "usedFor" and fact.head.type == "Paper":
        return "head is the paper"
    if f.candidate.rule in doubtful:
        return "rule is seldom right"
    return ""


def _key(fact: Fact) -> tuple[str, str, str]:
    head, tail = folded(fact.head.name), folded(fact.tail.name)
    if RELATION[fact.relation].symmetric and tail < head:
        head, tail = tail, head
    return head, fact.relation, tail


def _merged(fact: Fact, former: Fact | None) -> Fact:
    """Keep the qualifiers of a weaker statement of the same fact where the stronger one has none."""
    if former is None or fact.qualifiers.value or not former.qualifiers.value:
        return fact
    return replace(fact, qualifiers=former.qualifiers)


def _outdone(key: tuple[str, str, str], facts: Mapping[tuple[str, str, str], Fact]) -> bool:
    """Tell whether a comparison without a winner is beside one that names the winner."""
    head, relation, tail = key
    if relation != "comparedWith":
        return False
    return any(k in facts for k in ((head, "outperforms", tail), (tail, "outperforms", head)))


def _qualified(terms: Terms, fact: Fact, names: Mapping[str, str], cache: dict[int, tuple[Mention, ...]]) -> Fact:
    start = fact.evidence.start
    if start not in cache:
        s = terms.s
        nouns = (n for n in range(len(s)) if s.pos[n] in ("NOUN", "PROPN"))
        cache[start] = tuple(
            _mention(terms, t, "", names)
            for n in nouns
            if s.dep[n] != "compound"
            for t in terms.one(n)
            if t.first < t.last
        )
    found = (*cache[start], fact.head, fact.tail)
    return replace(fact, qualifiers=qualifiers(fact.evidence.text, fact.head, fact.tail, fact.relation, found))


def _aliases(own: Contribution, found: list[Found], names: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Each name's other wordings in this paper."""
    wordings: dict[str, set[str]] = {}
    if own.name:
        wordings[own.name] = set(own.wordings)
    for f in found:
        for term in (f.candidate.head, f.candidate.tail):
            name = names.get(folded(term.name), term.name)
            wordings.setdefault(name, set()).add(term.name)
            long = f.terms.acronyms.get(name)
            if long:
                wordings[name].add(long)
    return {name: tuple(sorted(forms - {name})) for name, forms in sorted(wordings.items()) if forms - {name}}
