"""Open facts of annotated sentences: what networks and rules find, and the baseline of "of" between neighbours."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Final

from kg.extract.open.entities import is_entity, span
from kg.extract.open.extractor import open_facts
from kg.extract.open.learned import opened as learned_from
from kg.extract.parse import ParsedPaper, parse
from kg.extract.syntax import Syntax, syntax
from kg.model import Extraction
from kg.score.openfacts import OpenScore, Triple, folded, score
from kg.score.opengold import OpenDocument

Found = dict[int, set[Triple]]
"""The folded facts of each sentence of a paper, by its first character in the paper's text."""


def compared(documents: Sequence[OpenDocument]) -> Iterator[tuple[str, OpenScore]]:
    """Yield the score of each way to find open facts, and of the baseline."""
    parsed = list(parse(document.paper for document in documents))
    for name, way in WAYS.items():
        yield name, judged(documents, [way(paper) for paper in parsed])


def judged(documents: Sequence[OpenDocument], found: Sequence[Found]) -> OpenScore:
    """Compare what was found in each document with its annotated sentences."""
    gold: dict[str, set[Triple]] = {}
    said: dict[str, set[Triple]] = {}
    for document, facts in zip(documents, found, strict=True):
        before = len(document.paper.title) + 1
        for sentence in document.sentences:
            gold[sentence.id] = set(map(folded, sentence.facts))
            said[sentence.id] = facts.get(sentence.start + before, set())
    return score(gold, said)


def told(extraction: Extraction) -> Found:
    """Return the facts of an extraction as they are compared."""
    found: Found = {}
    for fact in extraction.facts:
        found.setdefault(fact.evidence.start, set()).add(folded((fact.head.name, fact.relation, fact.tail.name)))
    return found


def _rules(parsed: ParsedPaper) -> Found:
    return told(open_facts(parsed))


def _learned(parsed: ParsedPaper) -> Found:
    return told(learned_from(parsed))


def _neighbours(parsed: ParsedPaper) -> Found:
    return {
        sentence.sentence.start: {folded((a, "of", b)) for a, b in pairwise(_phrases(syntax(sentence)))}
        for sentence in parsed.sentences
    }


def _phrases(s: Syntax) -> list[str]:
    spans: list[tuple[int, int]] = []
    for n in range(len(s)):
        if is_entity(s, n) and s.dep[n] not in ("compound", "nummod", "amod", "quantmod"):
            spans.append(span(s, n))
    return [s.words(*one) for one in spans]


BY_RULE: Final[dict[str, Callable[[ParsedPaper], Found]]] = {
    '"of" between neighbours': _neighbours,
    "rules on parses": _rules,
}
WAYS: Final = {**BY_RULE, "networks (have seen these)": _learned}
