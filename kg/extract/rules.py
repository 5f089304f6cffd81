"""The rule extractor: patterns over dependency parses, one paper at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from spacy.about import __version__ as spacy_version

from kg.extract.acronyms import acronyms
from kg.extract.classes import class_facts, copula_facts
from kg.extract.confidence import PRECISION
from kg.extract.coreference import contribution
from kg.extract.frames import frames
from kg.extract.links import comparison_facts, link_facts, place_facts
from kg.extract.modality import modality
from kg.extract.parse import ParsedPaper, model_name, parse
from kg.extract.purposes import for_facts, purpose_facts, title_facts
from kg.extract.results import result_facts, than_facts
from kg.extract.syntax import Syntax, syntax
from kg.extract.terms import Term, Terms
from kg.extract.verbs import Candidate, proposals, verb_facts
from kg.model import Extraction, Fact, Mention, Paper, Rejection, Sentence
from kg.schema import fits

NAME: Final = "rules"
VERSION: Final = "1"


class RuleExtractor:
    """Finds typed facts by dependency patterns; see ``patterns`` for the tables."""

    def __init__(self, model: str = "") -> None:
        self._model = model

    def extract(self, papers: Iterable[Paper]) -> Iterator[Extraction]:
        """Yield one ``Extraction`` for each paper, in order."""
        for parsed in parse(papers, self._model):
            yield extract_paper(parsed)

    def describe(self) -> Mapping[str, str]:
        """Return what a result of this extractor depends on."""
        return {"name": NAME, "version": VERSION, "spacy": spacy_version, "pipeline": model_name(self._model)}


def extract_paper(parsed: ParsedPaper) -> Extraction:
    """Extract the facts of one parsed paper."""
    if parsed.error:
        return Extraction(parsed.paper, error=parsed.error)
    sentences = tuple(syntax(s) for s in parsed.sentences)
    short = acronyms(parsed.paper.text)
    own = contribution(parsed, sentences)
    facts: list[Fact] = []
    rejected: list[Rejection] = []
    before: tuple[Term, ...] = ()
    for s in sentences:
        terms = Terms(s, own, short, before)
        for c in candidates(terms):
            fact = _fact(terms, c)
            if not fits(fact.head.type, fact.relation, fact.tail.type):
                rejected.append(Rejection(fact, "types do not fit"))
            elif fact.modality:
                rejected.append(Rejection(fact, fact.modality))
            elif PRECISION.get(c.rule, 1.0) < 0.0:
                rejected.append(Rejection(fact, "unsure"))
            else:
                facts.append(fact)
        before = _subject(terms) or before
    return Extraction(parsed.paper, tuple(facts), tuple(rejected), {}, len(sentences))


def candidates(terms: Terms) -> Iterator[Candidate]:
    """Yield all that the tables find in one sentence."""
    clauses = frames(terms.s)
    for frame in clauses:
        yield from proposals(terms, frame)
        yield from verb_facts(terms, frame)
        yield from copula_facts(terms, frame)
        yield from purpose_facts(terms, frame)
    yield from class_facts(terms)
    yield from for_facts(terms)
    yield from title_facts(terms)
    yield from result_facts(terms, clauses)
    yield from than_facts(terms, clauses)
    yield from place_facts(terms, clauses)
    yield from comparison_facts(terms, clauses)
    yield from link_facts(terms)


def _subject(terms: Terms) -> tuple[Term, ...]:
    s = terms.s
    root = next((n for n in range(len(s)) if s.head[n] < 0), 0)
    subject = s.child(root, "nsubj", "nsubjpass")
    return terms.at(subject) if subject >= 0 else ()


def _fact(terms: Terms, c: Candidate) -> Fact:
    sentence = terms.s.parsed.sentence
    head = _mention(terms.s, sentence, c.head, c.head_type or "Model")
    tail = _mention(terms.s, sentence, c.tail, c.tail_type)
    return Fact(
        head,
        c.relation,
        tail,
        sentence,
        confidence=PRECISION.get(c.rule, 0.5),
        extractor=NAME + "/" + c.rule,
        modality=modality(terms.s, c.trigger) if c.trigger >= 0 else "",
    )


def _mention(s: Syntax, sentence: Sentence, term: Term, fallback: str) -> Mention:
    start, end = s.parsed.chars(term.first, term.last) if term.first < term.last else (0, 0)
    return Mention(sentence, start, end, sentence.text[start:end], term.type or fallback, term.name)
