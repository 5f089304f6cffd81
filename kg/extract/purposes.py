"""Facts about what a thing is for: "X for Y", "X to do Y", titles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kg.extract.frames import Frame
from kg.extract.lexicon import type_of
from kg.extract.naming import strip
from kg.extract.patterns import BY_VERB
from kg.extract.terms import Term, Terms
from kg.extract.verbs import Candidate
from kg.extract.wordlist import words

_DOUBLED: Final = words("""get run plan cut set map split stop fit tag plug begin swap step trim clip program drop""")
_NOT_A_TASK: Final = words(
    """be have do show demonstrate address make help study investigate see ensure verify validate evaluate compare
    overcome tackle solve achieve propose present introduce allow enable provide use explore understand reach
    obtain test assess illustrate examine answer note take get leverage exploit employ utilize alleviate
    mitigate avoid fail struggle appear seem tend continue begin need keep outperform surpass exceed match
    include require train build develop design create establish become go come want try aim attempt gain yield"""
)
_FOR_TYPES: Final = frozenset(("Task", "Model", ""))
_SUCCESS: Final = words(
    """success promise performance results progress potential capability capabilities ability abilities effectiveness
    popularity state-of-the-art attention improvements accuracy gains achievements advances breakthroughs"""
)
_DOES: Final = words(
    """capture generate model learn extract predict detect classify segment recognize produce identify estimate select
    retrieve filter transform convert translate fuse aggregate encode decode simulate reconstruct"""
)
_USERS: Final = frozenset(("Model", "Method", "Software", "Dataset", ""))


def purpose_facts(terms: Terms, frame: Frame) -> Iterator[Candidate]:
    """Yield "X to do Y" and "X for doing Y": the tail is named by the gerund."""
    s = terms.s
    if frame.object < 0 or frame.subject < 0 or frame.passive or frame.lemma in _NOT_A_TASK:
        return
    gerund_for = (
        s.tag[frame.verb] == "VBG" and s.dep[frame.verb] == "pcomp" and s.lower[s.head[frame.verb]] in ("for", "in")
    )
    if not (frame.purpose or gerund_for):
        return
    known = {rule.relation for rule in BY_VERB.get(frame.lemma, ())}
    if known & {"improves", "reduces", "addresses", "uses"}:
        return
    tail = _doing(terms, frame)
    if tail:
        for head in terms.at(frame.subject):
            if head.type in _USERS:
                kind = ".gerund" if gerund_for else f".{s.dep[frame.verb]}"
                yield Candidate(
                    f"usedFor.purpose{kind}{'.own' if head.role else ''}",
                    head,
                    "usedFor",
                    tail,
                    frame.verb,
                    "Method",
                    "Task",
                )


def success_facts(terms: Terms, frame: Frame) -> Iterator[Candidate]:
    """Yield "X has shown great success in Y", "X excels at Y"."""
    s = terms.s
    if frame.subject < 0 or frame.passive:
        return
    praised = frame.object >= 0 and s.lower[frame.object] in _SUCCESS
    if not praised and frame.lemma not in ("excel", "perform", "succeed", "generalize"):
        return
    for prep in ("in", "on", "for", "across", "at", "over"):
        for token in frame.preps.get(prep, ()):
            for tail in terms.at(token):
                if tail.type == "Task" and not tail.role:
                    for head in terms.at(frame.subject):
                        if head.type in _USERS:
                            own = ".own" if head.role else ""
                            yield Candidate(f"usedFor.success{own}", head, "usedFor", tail, frame.verb, "Model", "Task")


def doing_facts(terms: Terms, frame: Frame) -> Iterator[Candidate]:
    """Yield "X captures Y" as X used for capturing Y."""
    s = terms.s
    if frame.lemma not in _DOES or frame.object < 0 or frame.subject < 0 or frame.passive or frame.purpose:
        return
    tail = _doing(terms, frame)
    if tail is None or s.dep[frame.verb] == "pcomp":
        return
    for head in terms.at(frame.subject):
        if head.type in _USERS:
            own = ".own" if head.role else ""
            implied = ".implied" if frame.implied else ""
            yield Candidate(f"usedFor.does{own}{implied}", head, "usedFor", tail, frame.verb, "Method", "Task")


def for_facts(terms: Terms) -> Iterator[Candidate]:
    """Yield "X for Y", where Y is a task or a domain."""
    s = terms.s
    if s.parsed.is_title:
        return
    for token in range(len(s)):
        if s.lower[token] != "for" or s.dep[token] != "prep" or s.head[token] < 0:
            continue
        noun = s.head[token]
        target = s.child(token, "pobj")
        if target < 0 or s.pos[noun] not in ("NOUN", "PROPN"):
            continue
        for head in terms.at(noun):
            for tail in terms.at(target):
                if head.type in _USERS and tail.type in _FOR_TYPES and not tail.role:
                    known = ".task" if tail.type == "Task" else ".unknown" if not tail.type else ".model"
                    own = ".own" if head.role else ""
                    yield Candidate(f"usedFor.noun{known}{own}", head, "usedFor", tail, -1, "Method", "Task")


def title_facts(terms: Terms) -> Iterator[Candidate]:
    """Yield what a title says of the contribution: "X: … for Task", "… via Method", "X: a Class"."""
    s = terms.s
    if not s.parsed.is_title or not terms.own.name:
        return
    own = terms.contribution()
    for token in range(len(s)):
        word = s.lower[token]
        if word not in ("for", "via", "with", "using", "by", "through", "in", "of", "on"):
            continue
        target = s.child(token, "pobj", "dobj")
        if target < 0:
            continue
        for tail in terms.at(target):
            if tail.role:
                continue
            if word == "for" and tail.type in _FOR_TYPES:
                yield Candidate("usedFor.title", own, "usedFor", tail, -1, "", "Task")
            elif word in ("in", "on") and tail.type == "Task":
                yield Candidate("usedFor.title.in", own, "usedFor", tail, -1, "", "Task")
            elif word == "of" and tail.type in ("Model", "Task"):
                yield Candidate("usedFor.title.of", own, "usedFor", tail, -1, "", "Task")
            elif word in ("via", "with", "using", "through") and tail.type in ("Method", "Model", ""):
                yield Candidate(f"uses.title.{word}", own, "uses", tail, -1, "", "Method")


def _doing(terms: Terms, frame: Frame) -> Term | None:
    """The task "doing Y", named by the gerund of the verb and its object."""
    s = terms.s
    phrase = s.phrase(frame.object)
    first, _ = strip(s.text[phrase.first : phrase.last])
    first += phrase.first
    last = phrase.last
    for c in s.children[frame.object]:
        if s.dep[c] == "prep" and s.lower[c] == "of" and s.child(c, "pobj") >= 0:
            last = s.phrase(s.child(c, "pobj")).last
    if s.pos[frame.object] == "PRON":
        return None
    words = s.words(first, last)
    if type_of(words) == "Task" and frame.lemma in ("perform", "handle", "support", "conduct"):
        return Term(first, last, words, "Task", "", frame.object)
    return Term(first, last, f"{gerund(frame.lemma)} {words}", "Task", "", frame.object)


def gerund(lemma: str) -> str:
    """Return the -ing form of a verb."""
    if lemma.endswith("ie"):
        return lemma[:-2] + "ying"
    if lemma.endswith("e") and not lemma.endswith(("ee", "oe", "ye")):
        return lemma[:-1] + "ing"
    if lemma in _DOUBLED or re.fullmatch(r"[^aeiou]*[aeiou][bdgmnpt]", lemma):
        return lemma + lemma[-1] + "ing"
    return lemma + "ing"
