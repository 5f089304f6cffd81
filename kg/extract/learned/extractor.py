"""The learned extractor: both stages, the paper's own names, numbers, calibrated confidence."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Final

import numpy as np
from onnxruntime import __version__ as onnxruntime_version
from spacy.about import __version__ as spacy_version

from kg.errors import ResourceError
from kg.extract.gains import VALUED
from kg.extract.learned.assembly import Statement, Things, mention, statements
from kg.extract.learned.calibration import Calibration
from kg.extract.learned.candidates import Candidate, Found, find
from kg.extract.learned.encoder import Encoder, Floats
from kg.extract.learned.heads import Heads
from kg.extract.learned.signs import RuleFacts, Signs
from kg.extract.learned.text import Text, read
from kg.extract.learned.wordpieces import Wordpieces
from kg.extract.measured import by_value
from kg.extract.parse import ParsedPaper, model_name, parse
from kg.extract.qualifiers import qualifiers
from kg.extract.rules import extract_paper as extract_by_rules
from kg.extract.shortcomings import OVERCOME, address_modality, is_overcome, limit_modality
from kg.extract.stated import pair_modality
from kg.extract.syntax import Syntax, syntax
from kg.extract.veils import veiled
from kg.model import Extraction, Fact, Mention, Paper, Rejection
from kg.schema import RESULT, fits

NAME: Final = "learned"
VERSION: Final = "1"
FOLDER: Final = Path(__file__).parents[2] / "data" / "model"
VOCABULARY: Final = "vocab.txt"
CALIBRATION: Final = "calibration.json"
FILES: Final = ("encoder.onnx", "heads.npz", VOCABULARY, CALIBRATION)


@dataclass(frozen=True, slots=True)
class Parts:
    """What the extractor consists of, as read from a folder."""

    wordpieces: Wordpieces
    encoder: Encoder
    heads: Heads
    calibration: Calibration


@lru_cache(maxsize=2)
def parts(folder: Path = FOLDER) -> Parts:
    """Load the files of a trained extractor once.

    Raises:
        ResourceError: names the file that is missing or damaged.
    """
    encoder, heads, vocabulary, calibration = (folder / name for name in FILES)
    return Parts(Wordpieces.read(vocabulary), Encoder(encoder), load_heads(heads), Calibration.read(calibration))


def load_heads(path: Path) -> Heads:
    """Read the weights of both heads."""
    return Heads(load_arrays(path))


def load_arrays(path: Path) -> dict[str, Floats]:
    """Read the weights of a file by name, in 32 bits."""
    try:
        with np.load(path, allow_pickle=False) as arrays:
            return {name: arrays[name].astype(np.float32) for name in arrays.files}
    except (OSError, ValueError) as error:
        raise ResourceError(f"{path}: cannot read the weights: {error}") from error


class LearnedExtractor:
    """Finds typed facts with the trained encoder, tagger and classifier.

    Args:
        folder: of the trained files; default: the ones in the package.
        model: the spaCy pipeline; default: see ``parse.model_name``.
    """

    def __init__(self, folder: Path = FOLDER, model: str = "") -> None:
        self._folder, self._model = folder, model

    @property
    def folder(self) -> Path:
        """Where the trained files stand."""
        return self._folder

    def extract(self, papers: Iterable[Paper]) -> Iterator[Extraction]:
        """Yield one ``Extraction`` for each paper, in order."""
        loaded = parts(self._folder)
        for parsed in parse(papers, self._model):
            yield extract_paper(parsed, loaded)

    def describe(self) -> Mapping[str, str]:
        """Return what a result of this extractor depends on."""
        cut = Calibration.read(self._folder / CALIBRATION).assert_
        return described(NAME, VERSION, self._model, cut, [self._folder / name for name in FILES])


def described(name: str, version: str, model: str, cut: float, files: Iterable[Path]) -> Mapping[str, str]:
    """Return what a result depends on that is found with trained files.

    Args:
        model: the spaCy pipeline as chosen.
    """
    return {
        "name": name,
        "version": version,
        "spacy": spacy_version,
        "pipeline": model_name(model),
        "onnxruntime": onnxruntime_version,
        "numpy": np.__version__,
        "cut": str(cut),
        **{path.name: file_hash(path) for path in files},
    }


def file_hash(path: Path) -> str:
    """Return what a file is known by."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]


def extract_paper(parsed: ParsedPaper, loaded: Parts) -> Extraction:
    """Extract the facts of one parsed paper."""
    if parsed.error:
        return Extraction(parsed.paper, error=parsed.error)
    text = read(parsed.paper, [s.sentence for s in parsed.sentences], loaded.wordpieces)
    found = find(text, loaded.encoder, loaded.heads)
    return decide(parsed, text, found, loaded.calibration)


def decide(parsed: ParsedPaper, text: Text, found: Found, calibration: Calibration) -> Extraction:
    """Turn what the two stages found into facts and rejections."""
    things = Things(text, found)
    mentions = _mentions(things, text, found)
    said = likely_statements(things, found)
    confidences = calibration.confidences(Signs(said, things, text, found, rule_facts(parsed)).rows())
    facts: list[Fact] = []
    rejected: list[Rejection] = []
    for statement, confidence in zip(said, confidences, strict=True):
        if confidence < calibration.keep:
            continue
        places = (statement, *(replace(statement, best=one) for one in statement.also))
        readings = [(_fact(place, things, text, confidence), place.best.sentence) for place in places]
        reasons = [_modality(syntax(parsed.sentences[number]), fact) for fact, number in readings]
        plain = [(f, mentions[number]) for (f, number), why in zip(readings, reasons, strict=True) if not why]
        if not plain:
            rejected.append(Rejection(readings[0][0], reasons[0]))
            continue
        facts += _fullest(plain)
    return Extraction(parsed.paper, tuple(_once(facts)), tuple(rejected), things.aliases(), len(parsed.sentences))


def _fullest(readings: list[tuple[Fact, tuple[Mention, ...]]]) -> Iterator[Fact]:
    """Yield a fact as the first sentence has it, or the first with a number if one is wanted; a result by its values.

    Args:
        readings: the fact as each sentence states it, with the mentions of the sentence.
    """
    first, mentions = readings[0]
    if first.relation in VALUED and first.tail.type != RESULT:
        full = [_qualified(*reading) for reading in readings]
        yield next((one for one in full if one.qualifiers.value), full[0])
        return
    yield from (_qualified(one, mentions) for one in by_value(first))


def _once(facts: list[Fact]) -> Iterator[Fact]:
    """Yield each fact once, the surest statement of it: two results may hold the same value."""
    best: dict[tuple[str, str, str], Fact] = {}
    for fact in facts:
        key = fact.head.name, fact.relation, fact.tail.name
        if key not in best or fact.confidence > best[key].confidence:
            best[key] = fact
    return iter(best.values())


def likely_statements(things: Things, found: Found) -> list[Statement]:
    """Return the statements of a paper that are worth a closer look: the types fit, the score is no mere noise."""

    def fit(c: Candidate) -> bool:
        return fits(things.type(things.key(c.head)), c.relation, things.type(things.key(c.tail)))

    return statements(things, found.candidates, fit)


def rule_facts(parsed: ParsedPaper) -> RuleFacts:
    """Return what the rules find in a paper."""
    return RuleFacts(extract_by_rules(parsed).facts)


def _fact(statement: Statement, things: Things, text: Text, confidence: float) -> Fact:
    best = statement.best
    head, tail = (mention(things, text, best.sentence, node) for node in (best.head, best.tail))
    return Fact(head, best.relation, tail, text.spans[best.sentence], confidence=confidence, extractor=NAME)


def _modality(s: Syntax, fact: Fact) -> str:
    """Return how the sentence means what it says of the two mentions ("negated", "hedged", …), "" if plainly."""
    spans = (fact.head.start, fact.head.end), (fact.tail.start, fact.tail.end)
    return veiled(s.parsed, fact.relation, *spans) or _grammar(s, fact)


def _grammar(s: Syntax, fact: Fact) -> str:
    """The same by the grammar of the clauses alone."""
    head, tail = (s.parsed.token_range(m.start, m.end) if m.start < m.end else (0, 0) for m in (fact.head, fact.tail))
    if fact.relation == "addresses":
        return address_modality(s, head, tail)
    if fact.relation == "hasLimitation":
        overcome = is_overcome(s.parsed.sentence.text, fact.head.end, fact.tail.start)
        return OVERCOME if overcome else limit_modality(s, head, tail)
    return pair_modality(s, head, tail)


def _mentions(things: Things, text: Text, found: Found) -> Mapping[int, tuple[Mention, ...]]:
    """Return the likely mentions of each sentence, which numbers and their qualifiers refer to."""
    by_sentence: dict[int, list[Mention]] = defaultdict(list)
    for number, (first, last) in enumerate(text.sentences):
        for node in found.mentions:
            if first <= node[0] < last and found.mentions[node].probability >= 0.5:
                by_sentence[number].append(mention(things, text, number, node))
    return defaultdict(tuple, {number: tuple(m) for number, m in by_sentence.items()})


def _qualified(fact: Fact, mentions: tuple[Mention, ...]) -> Fact:
    every = tuple(dict.fromkeys((*mentions, fact.head, fact.tail)))
    return replace(fact, qualifiers=qualifiers(fact.evidence.text, fact.head, fact.tail, fact.relation, every))
