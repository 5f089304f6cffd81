"""What an extractor found, checked before it becomes part of a graph; whatever fails is kept with the reason.

Every extractor passes this gate, so that the graph holds only facts whose quote stands in the paper, whose types fit
and which are stated plainly.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from kg import schema
from kg.model import TYPED, Extraction, Fact, Mention, Paper, Rejection
from kg.resolve.names import normalised

NO_QUOTE: Final = "quote not in the paper"
NO_TYPES: Final = "types do not fit"
NO_NAME: Final = "a name without letters"
ONE_THING: Final = "head and tail are one thing"
UNSURE: Final = "confidence too low"


@dataclass(frozen=True, slots=True)
class Gate:
    """What may pass.

    Attributes:
        layers: the layers of facts that are wanted; facts of others are left out without being rejected.
        min_confidence: the confidence that a fact must have.
    """

    layers: frozenset[str] = frozenset({TYPED})
    min_confidence: float = 0.0

    def checked(self, extraction: Extraction) -> Extraction:
        """Return the extraction with the facts that pass, and the others among its rejected ones."""
        passed: list[Fact] = []
        rejected = list(extraction.rejected)
        for fact in extraction.facts:
            if fact.layer in self.layers:
                reason = self._objection(fact, extraction)
                if reason:
                    rejected.append(Rejection(fact, reason))
                else:
                    passed.append(fact)
        return replace(extraction, facts=tuple(passed), rejected=tuple(rejected))

    def _objection(self, fact: Fact, extraction: Extraction) -> str:
        if not _quoted(fact, extraction.paper):
            return NO_QUOTE
        if fact.modality:
            return fact.modality
        if fact.layer == TYPED and not schema.fits(fact.head.type, fact.relation, fact.tail.type):
            return NO_TYPES
        head, tail = normalised(fact.head.name), normalised(fact.tail.name)
        if not head or not tail:
            return NO_NAME
        if head == tail or tail in _wordings(fact.head, extraction) or head in _wordings(fact.tail, extraction):
            return ONE_THING
        return UNSURE if fact.confidence < self.min_confidence else ""


def _wordings(mention: Mention, extraction: Extraction) -> set[str]:
    return {normalised(alias) for alias in extraction.aliases.get(mention.name, ())}


def _quoted(fact: Fact, paper: Paper) -> bool:
    quote = fact.evidence
    if quote.paper_id != paper.id or not quote.text or paper.text[quote.start : quote.end] != quote.text:
        return False
    return all(m.sentence.text[m.start : m.end] == m.text for m in (fact.head, fact.tail))
