"""Facts that a clause states by its verb."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kg.extract.coreference import speaks_of_paper
from kg.extract.frames import Frame
from kg.extract.patterns import BY_VERB, OBJECT, SUBJECT, VerbRule
from kg.extract.terms import OWN, Term, Terms
from kg.extract.vocabulary import INTRODUCE


@dataclass(frozen=True, slots=True)
class Candidate:
    """A fact in the making; ``trigger`` is the token that carries the statement, ``tail_type`` the type to assume."""

    rule: str
    head: Term
    relation: str
    tail: Term
    trigger: int
    head_type: str = ""
    tail_type: str = ""


def verb_facts(terms: Terms, frame: Frame) -> Iterator[Candidate]:
    """Yield what the verb table says of a clause."""
    for rule in BY_VERB.get(frame.lemma, ()):
        heads, tails = _part(terms, frame, rule.head), _part(terms, frame, rule.tail)
        if rule.relation in ("outperforms", "matches") and rule.tail == OBJECT and frame.object >= 0:
            tails = terms.bearer(frame.object) or tails
        lost = rule.head == SUBJECT and frame.subject < 0 and not frame.passive and terms.s.tag[frame.verb] == "VBZ"
        if lost and terms.is_about_own:
            heads = (terms.contribution(),)  # the parser lost the subject of "X … surpasses Y"
        for head in heads:
            for tail in tails:
                if tail.type in rule.tail_types and not tail.role:
                    yield Candidate(
                        _rule_name(rule, frame, head), head, rule.relation, tail, frame.verb, "", rule.tail_type
                    )


def proposals(terms: Terms, frame: Frame) -> Iterator[Candidate]:
    """Yield "we propose X" and "X is proposed": what the paper introduces."""
    s = terms.s
    if frame.lemma not in INTRODUCE or frame.object < 0:
        return
    if frame.passive:
        past = any(s.lower[c] in ("have", "has", "had") for c in s.children[frame.verb])
        own = not past and frame.subject < 0 and s.lower[s.phrase(frame.object).first] in ("a", "an", "our")
    else:
        own = frame.subject >= 0 and speaks_of_paper(s, frame.subject)
    if own:
        for tail in terms.apposed(frame.object) or terms.at(frame.object):
            yield Candidate("proposes.verb", terms.paper(), "proposes", tail, frame.verb, "", "Method")


def novelties(terms: Terms) -> Iterator[Candidate]:
    """Yield what a sentence about the paper calls novel, and the contribution where it is first named."""
    s = terms.s
    if terms.own.named and (s.parsed.is_title or terms.is_about_own):
        for token in range(len(s)):
            if s.pos[token] in ("NOUN", "PROPN") and any(t.role == OWN for t in terms.one(token)):
                yield Candidate("proposes.named", terms.paper(), "proposes", terms.contribution(token), -1)
                break
    if not terms.is_about_own or s.parsed.is_title:
        return
    for token in range(len(s)):
        if s.lower[token] not in ("novel", "new") or s.dep[token] != "amod":
            continue
        if s.lower[s.phrase(s.head[token]).first] not in ("a", "an", "our", "the", "novel"):
            continue
        for tail in terms.one(s.head[token]):
            yield Candidate(f"proposes.{s.lower[token]}", terms.paper(), "proposes", tail, -1, "", "Method")


def _part(terms: Terms, frame: Frame, part: str) -> tuple[Term, ...]:
    if part == SUBJECT:
        return terms.at(frame.subject) if frame.subject >= 0 else ()
    if part == OBJECT:
        return terms.at(frame.object) if frame.object >= 0 else ()
    return tuple(t for token in frame.preps.get(part, ()) for t in terms.at(token))


def _rule_name(rule: VerbRule, frame: Frame, head: Term) -> str:
    """The rule's name with what bears on its precision: whose the head is, and whether it comes from another clause."""
    return f"{rule.name}{'.own' if head.role else ''}{'.implied' if frame.implied else ''}"
