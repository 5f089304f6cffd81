"""Facts that a clause states by its verb."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kg.extract.coreference import speaks_of_paper
from kg.extract.frames import Frame
from kg.extract.patterns import BY_VERB, OBJECT, SUBJECT, VerbRule
from kg.extract.terms import Term, Terms
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
        own = frame.subject < 0 and s.lower[s.phrase(frame.object).first] in ("a", "an", "our")
    else:
        own = frame.subject >= 0 and speaks_of_paper(s, frame.subject)
    if own:
        for tail in terms.at(frame.object):
            yield Candidate("proposes.verb", terms.paper(), "proposes", tail, frame.verb, "", "Method")
            if not tail.role and tail.type in ("Method", "Model", "") and terms.own.name:
                yield Candidate("uses.proposed", terms.contribution(), "uses", tail, frame.verb, "", "Method")


def _part(terms: Terms, frame: Frame, part: str) -> tuple[Term, ...]:
    if part == SUBJECT:
        return terms.at(frame.subject) if frame.subject >= 0 else ()
    if part == OBJECT:
        return terms.at(frame.object) if frame.object >= 0 else ()
    return tuple(t for token in frame.preps.get(part, ()) for t in terms.at(token))


def _rule_name(rule: VerbRule, frame: Frame, head: Term) -> str:
    """The rule's name with what bears on its precision: whose the head is, and whether it comes from another clause."""
    return f"{rule.name}{'.own' if head.role else ''}{'.implied' if frame.implied else ''}"
