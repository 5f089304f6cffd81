"""The rule extractor: tables of patterns over dependency parses, one paper at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from spacy.about import __version__ as spacy_version

from kg.extract.acronyms import acronyms
from kg.extract.assembly import NAME, Found, assemble
from kg.extract.classes import class_facts, copula_facts
from kg.extract.coreference import Contribution, contribution
from kg.extract.frames import Frame, frames
from kg.extract.limits import limit_facts, problem_nouns, problems_of, solution_facts
from kg.extract.links import link_facts, place_facts, subject_of
from kg.extract.parse import ParsedPaper, model_name, parse
from kg.extract.places import based_facts, setting_facts
from kg.extract.purposes import doing_facts, for_facts, purpose_facts, success_facts, title_facts
from kg.extract.qualities import quality_facts
from kg.extract.results import result_facts, than_facts
from kg.extract.rivals import rival_facts
from kg.extract.syntax import Syntax, syntax
from kg.extract.terms import Term, Terms
from kg.extract.verbs import Candidate, novelties, proposals, verb_facts
from kg.model import Extraction, Paper

VERSION: Final = "1"
SYSTEMS: Final = frozenset(("Model", "Method", "Software", "Dataset", "Hardware", "Paper"))
_OF_SYSTEMS: Final = frozenset(
    (
        "uses",
        "improves",
        "reduces",
        "usedFor",
        "addresses",
        "trainedOn",
        "evaluatedOn",
        "targets",
        "basedOn",
        "achieves",
    )
)


class RuleExtractor:
    """Finds typed facts by dependency patterns; see ``patterns`` for the table.

    Args:
        model: the spaCy pipeline; default: see ``parse.model_name``.
    """

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
    own = contribution(parsed, sentences)
    return assemble(parsed.paper, own, find(parsed, sentences, own), len(sentences))


def find(parsed: ParsedPaper, sentences: tuple[Syntax, ...], own: Contribution) -> Iterator[Found]:
    """Yield all candidates of a paper, sentence by sentence."""
    short = acronyms(parsed.paper.text)
    before: tuple[Term, ...] = ()
    problems: tuple[Term, ...] = ()
    for s in sentences:
        terms = Terms(s, own, short, before)
        clauses = frames(s)
        found = (*(repaired(terms, clauses, c) for c in candidates(terms, clauses)), *solution_facts(terms, problems))
        yield from (Found(terms, candidate) for candidate in found)
        problems = problems_of(terms, found)
        before = _subject(terms) or before


def repaired(terms: Terms, clauses: tuple[Frame, ...], c: Candidate) -> Candidate:
    """Give a statement whose head is no system to the subject of its clause: participles hang on the wrong noun."""
    if c.relation not in _OF_SYSTEMS or c.head.role or c.head.type in SYSTEMS:
        return c
    above = subject_of(terms, clauses, c.head.token)
    if not above or above[0].name == c.head.name:
        return c
    return replace(c, head=above[0], rule=c.rule + ".repaired" + (".own" if above[0].role else ""))


def candidates(terms: Terms, clauses: tuple[Frame, ...]) -> Iterator[Candidate]:
    """Yield all that the tables find in one sentence."""
    for frame in clauses:
        yield from proposals(terms, frame)
        yield from verb_facts(terms, frame)
        yield from copula_facts(terms, frame)
        yield from purpose_facts(terms, frame)
        yield from success_facts(terms, frame)
        yield from doing_facts(terms, frame)
        yield from limit_facts(terms, frame)
    yield from novelties(terms)
    yield from class_facts(terms)
    yield from for_facts(terms)
    yield from title_facts(terms)
    yield from problem_nouns(terms)
    yield from quality_facts(terms, clauses)
    yield from setting_facts(terms, clauses)
    yield from based_facts(terms)
    yield from result_facts(terms, clauses)
    yield from than_facts(terms, clauses)
    yield from place_facts(terms, clauses)
    yield from rival_facts(terms, clauses)
    yield from link_facts(terms)


def _subject(terms: Terms) -> tuple[Term, ...]:
    """What a sentence speaks of: the subject of its main clause."""
    s = terms.s
    root = next((n for n in range(len(s)) if s.head[n] < 0), 0)
    subject = s.child(root, "nsubj", "nsubjpass")
    return terms.at(subject) if subject >= 0 else ()
