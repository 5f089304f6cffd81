"""Open facts by rules, and what lets another extractor's typed facts be found beside open ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import islice
from typing import Final

from spacy.about import __version__ as spacy_version

from kg.extract.base import Extractor
from kg.extract.open.confidence import confidence
from kg.extract.open.entities import span
from kg.extract.open.statements import Statement, statements
from kg.extract.parse import BATCH, ParsedPaper, ParsedSentence, model_name, parse
from kg.extract.syntax import Syntax, syntax
from kg.model import OPEN, Extraction, Fact, Mention, Paper

NAME: Final = "open"
VERSION: Final = "rules 1"


class OpenExtractor:
    """Finds open facts by dependency patterns.

    Args:
        model: the spaCy pipeline, as for ``kg.extract.parse.model_name``.
    """

    def __init__(self, model: str = "") -> None:
        self._model = model

    def extract(self, papers: Iterable[Paper]) -> Iterator[Extraction]:
        """Yield the open facts of each paper, in order."""
        return map(open_facts, parse(papers, self._model))

    def describe(self) -> Mapping[str, str]:
        """Return what a result of this extractor depends on."""
        return {"name": NAME, "version": VERSION, "spacy": spacy_version, "pipeline": model_name(self._model)}


class WithOpenFacts:
    """Adds the open facts to what another extractor finds.

    Args:
        typed: the extractor of typed facts; opened: that of open ones.
    """

    def __init__(self, typed: Extractor, opened: Extractor) -> None:
        self._typed, self._open = typed, opened

    def extract(self, papers: Iterable[Paper]) -> Iterator[Extraction]:
        """Yield the facts of both layers for each paper, in order."""
        stream = iter(papers)
        while batch := list(islice(stream, BATCH)):
            both = zip(self._typed.extract(batch), self._open.extract(batch), strict=True)
            for typed, opened in both:
                yield replace(typed, facts=(*typed.facts, *opened.facts), error=typed.error or opened.error)

    def describe(self) -> Mapping[str, str]:
        """Return what both depend on; the cut is that of the typed facts."""
        return {**self._typed.describe(), **{f"open.{key}": value for key, value in self._open.describe().items()}}


def open_facts(parsed: ParsedPaper) -> Extraction:
    """Return the open facts of one parsed paper."""
    if parsed.error:
        return Extraction(parsed.paper, error=parsed.error)
    found = tuple(fact for sentence in parsed.sentences for fact in _of(sentence))
    return Extraction(parsed.paper, found, sentences=len(parsed.sentences))


def _of(sentence: ParsedSentence) -> Iterator[Fact]:
    s = syntax(sentence)
    for one in statements(s):
        head, tail = (mention(sentence, span(s, token)) for token in (one.head, one.tail))
        if head.name.casefold() != tail.name.casefold():
            yield Fact(
                head,
                _wording(s, one),
                tail,
                sentence.sentence,
                confidence=confidence(one.rule),
                extractor=NAME,
                layer=OPEN,
            )


def mention(sentence: ParsedSentence, tokens: tuple[int, int]) -> Mention:
    """Return the mention that a range of tokens is."""
    start, end = sentence.chars(*tokens)
    return Mention(sentence.sentence, start, end, sentence.sentence.text[start:end], "", sentence.words(*tokens))


def _wording(s: Syntax, one: Statement) -> str:
    return " ".join(s.words(n, n + 1) for n in one.words)
