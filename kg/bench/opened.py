"""Open facts of annotated sentences: what the rules find, and the baseline of an "of" between neighbours."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from kg.extract.open.entities import is_entity, span
from kg.extract.open.extractor import open_facts
from kg.extract.parse import ParsedPaper, parse
from kg.extract.syntax import Syntax, syntax
from kg.model import Paper
from kg.score.openfacts import OpenScore, OpenSentence, Triple, folded, score


def compared(sentences: Sequence[OpenSentence]) -> Iterator[tuple[str, OpenScore]]:
    """Yield the score of the rules and of the baseline."""
    gold = {sentence.id: sentence.facts for sentence in sentences}
    parsed = list(parse(Paper(sentence.id, "-", sentence.text) for sentence in sentences))
    yield "rules on parses", score(gold, {p.paper.id: _rules(p) for p in parsed})
    yield '"of" between neighbours', score(gold, {p.paper.id: _neighbours(p) for p in parsed})


def _rules(parsed: ParsedPaper) -> set[Triple]:
    return {folded((fact.head.name, fact.relation, fact.tail.name)) for fact in open_facts(parsed).facts}


def _neighbours(parsed: ParsedPaper) -> set[Triple]:
    found: set[Triple] = set()
    for sentence in parsed.sentences[1:]:
        s = syntax(sentence)
        found |= {folded((a, "of", b)) for a, b in pairwise(_phrases(s))}
    return found


def _phrases(s: Syntax) -> list[str]:
    spans: list[tuple[int, int]] = []
    for n in range(len(s)):
        if is_entity(s, n) and s.dep[n] not in ("compound", "nummod", "amod", "quantmod"):
            spans.append(span(s, n))
    return [s.words(*one) for one in spans]
