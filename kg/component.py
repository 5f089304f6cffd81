"""The extractor as a part of a spaCy pipeline.

nlp = spacy.blank("en")
nlp.add_pipe("kg_facts")
doc = nlp("Zorbnet: A Parser\\nWe propose Zorbnet. It outperforms Alphanet on TreeSet by 3.1 points.")
doc._.facts         # what `kg build` states of that title and abstract, with quotes, numbers and confidence
doc.spans["kg"]     # the entities that the facts speak of, with their types

An installed package brings the factory; else import this module first. The parse is the extractor's own, so any
pipeline will do, and a blank one loses nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import tee
from typing import TYPE_CHECKING, Final

from spacy.language import Language
from spacy.tokens import Doc, Span

from kg import extract
from kg.errors import InputError
from kg.extract.base import Extractor
from kg.model import Extraction, Mention, Paper

if TYPE_CHECKING:
    from kg.gate import Gate

FACTORY: Final = "kg_facts"
SPANS: Final = "kg"
"""The key under which a document holds the entities."""


class FactFinder:
    """Finds the facts of documents; the first of several lines is the title, the rest the abstract.

    Args:
        extractor: what finds them.
        gate: which of them may pass.
    """

    def __init__(self, extractor: Extractor, gate: Gate) -> None:
        self._extractor, self._gate = extractor, gate

    def __call__(self, doc: Doc) -> Doc:
        """Write facts and entities into a document.

        Raises:
            InputError: its text cannot be read, being too long.
        """
        return next(self.pipe([doc]))

    def pipe(self, docs: Iterable[Doc], batch_size: int = 0) -> Iterator[Doc]:
        """Do the same for a stream of documents; the extractor makes batches by itself."""
        docs, read = tee(docs)
        papers = (_paper(doc) for doc in read)
        for doc, found in zip(docs, self._extractor.extract(papers), strict=True):
            _write(doc, self._gate.checked(found))
            yield doc


def create(nlp: Language, name: str, extractor: str, min_confidence: float | None) -> FactFinder:
    """Make the component.

    Args:
        extractor: a name of ``kg.extract.EXTRACTORS``, or the folder of a trained one.
        min_confidence: leave out facts of which the extractor is less sure; default: its own cut for a graph.
    """
    from kg import pipeline  # here: spaCy imports this module for every pipeline of an environment
    from kg.gate import Gate

    finder = extract.load(extractor)
    least = pipeline.cut(finder.describe()) if min_confidence is None else min_confidence
    return FactFinder(finder, Gate(min_confidence=least))


def _paper(doc: Doc) -> Paper:
    first, newline, rest = doc.text.partition("\n")
    title, abstract = (first, rest) if newline else ("", first)
    return Paper("", title, abstract, "a document")


def _write(doc: Doc, found: Extraction) -> None:
    if found.error:
        raise InputError(found.error, doc.text[:40])
    shift = 0 if found.paper.title else -1  # a paper's text has a line feed after its title, even an empty one
    doc._.facts = found.facts
    mentions = {_placed(one, shift) for fact in found.facts for one in (fact.head, fact.tail) if one.start < one.end}
    spans = (doc.char_span(start, end, label=kind, alignment_mode="expand") for start, end, kind in sorted(mentions))
    doc.spans[SPANS] = [span for span in spans if isinstance(span, Span)]


def _placed(mention: Mention, shift: int) -> tuple[int, int, str]:
    start = mention.sentence.start + shift
    return start + mention.start, start + mention.end, mention.type


Doc.set_extension("facts", default=(), force=True)
Language.factory(
    FACTORY,
    func=create,
    default_config={"extractor": extract.DEFAULT, "min_confidence": None},
    assigns=["doc._.facts", "doc.spans"],
)
