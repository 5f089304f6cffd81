"""Facts by place: evaluated on a data set, trained on data, run on hardware, available at a URL, compared with."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kg.extract.frames import Frame
from kg.extract.lexicon import URL, type_of
from kg.extract.naming import is_odd
from kg.extract.terms import Term, Terms
from kg.extract.verbs import Candidate
from kg.extract.wordlist import words

_TRAIN: Final = words(
    """train pre-train pretrain fine-tune finetune tune trained pre-trained pretrained training pre-training
    pretraining fine-tuned"""
)
_EVALUATE: Final = words(
    """evaluate test validate assess benchmark experiment conduct demonstrate achieve outperform surpass result
    perform show improve obtain reach attain compare exceed yield experiments results evaluation evaluations
    performance accuracy experiment score state-of-the-art set verify study examine report beat match"""
)
_OPEN: Final = words(
    """available release code released found open-source source opensource publish demo demos implementation
    repository"""
)
_DATA: Final = words(
    """data text texts tokens pairs images corpora corpus videos sentences documents literature samples examples speech
    audio recordings books code labels instances transcripts annotations hours pages articles papers"""
)


def place_facts(terms: Terms, clauses: tuple[Frame, ...]) -> Iterator[Candidate]:
    """Yield what "on D" says of the clause's subject."""
    s = terms.s
    for token in range(len(s)):
        if s.dep[token] != "prep" or s.lower[token] not in ("on", "across", "over", "in", "for", "with", "at", "from"):
            continue
        for target in (c for c in s.children[token] if s.dep[c] == "pobj"):
            yield from _at_place(terms, clauses, token, target)


def _at_place(terms: Terms, clauses: tuple[Frame, ...], prep: int, target: int) -> Iterator[Candidate]:
    s = terms.s
    governor = _word_above(terms, prep)
    word = s.lower[prep]
    subject = subject_of(terms, clauses, prep)
    for tail in terms.at(target):
        if tail.type == "Hardware" and word in ("on", "for", "in", "with", "across", "at"):
            for head in subject:
                yield Candidate("targets.place" + _own(head), head, "targets", tail, -1, "Model", "Hardware")
        elif s.lemma[governor] in _TRAIN or s.lower[governor] in _TRAIN:
            if word in ("on", "with", "over", "from") and not tail.role and _is_data(tail):
                for head in subject:
                    yield Candidate("trainedOn.place" + _own(head), head, "trainedOn", tail, -1, "Model", "Dataset")
        elif word in ("on", "across", "over") and not tail.role and _is_dataset(tail):
            if word == "over" and tail.type != "Dataset":
                continue
            evaluated = s.lemma[governor] in _EVALUATE or s.lower[governor] in _EVALUATE
            kind = ".evaluated" if evaluated else ".other"
            for head in subject:
                yield Candidate(
                    f"evaluatedOn.place{kind}{_own(head)}", head, "evaluatedOn", tail, -1, "Model", "Dataset"
                )


def link_facts(terms: Terms) -> Iterator[Candidate]:
    """Yield where code, data or a demo can be had."""
    s = terms.s
    text = s.parsed.plain
    for match in URL.finditer(text):
        first, last = s.parsed.plain_range(match.start(), match.end())
        if first < last and any(w in _OPEN or w.startswith("availab") for w in s.lower):
            url = match.group().rstrip(".,;:")
            yield Candidate(
                "availableAt.url", terms.contribution(), "availableAt", Term(first, last, url, "Resource"), -1
            )


def subject_of(terms: Terms, clauses: tuple[Frame, ...], token: int) -> tuple[Term, ...]:
    """Return who a phrase speaks of: the subject of the clause above it, or the contribution in a sentence about it."""
    s = terms.s
    own = (terms.contribution(),) if terms.is_about_own else ()
    by_verb = {f.verb: f for f in clauses}
    up = token
    while up >= 0:
        frame = by_verb.get(up)
        if frame is not None:
            found = terms.at(frame.object) if frame.passive and frame.object >= 0 else ()
            if frame.subject >= 0 and not found:
                found = terms.at(frame.subject)
            found = tuple(t for t in found if t.role or t.type in ("Model", "Method", "Software", ""))
            return found or own
        up = s.head[up]
    return own


def _word_above(terms: Terms, prep: int) -> int:
    up = terms.s.head[prep]
    return up if up >= 0 else prep


def _is_dataset(term: Term) -> bool:
    if term.type == "Dataset":
        return True
    return (
        term.type in ("Model", "")
        and any(is_odd(w) for w in term.name.split()[-1:])
        and type_of(term.name) in ("", "Model")
    )


def _is_data(term: Term) -> bool:
    return _is_dataset(term) or term.name.split()[-1].lower() in _DATA


def _own(term: Term) -> str:
    return ".own" if term.role else ""
