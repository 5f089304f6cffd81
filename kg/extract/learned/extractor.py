"""The learned extractor: both stages, the paper's own names, numbers, calibrated confidence."""

from __future__ import annotations

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
from kg.extract.learned.candidates import Candidate, Found, found_in
from kg.extract.learned.encoder import ENCODER, Encoder, Floats, file_hash, made_upon
from kg.extract.learned.heads import Heads
from kg.extract.learned.manner import manner
from kg.extract.learned.plainness import FILE as PLAINNESS
from kg.extract.learned.plainness import Plainness
from kg.extract.learned.signs import RuleFacts, Signs
from kg.extract.learned.text import Text, read
from kg.extract.learned.wordpieces import Wordpieces
from kg.extract.measured import by_value
from kg.extract.parse import ParsedPaper, model_name, parse
from kg.extract.qualifiers import qualifiers
from kg.extract.rules import extract_paper as extract_by_rules
from kg.extract.syntax import syntax
from kg.model import Extraction, Fact, Mention, Paper, Rejection
from kg.schema import RESULT, fits

NAME: Final = "learned"
VERSION: Final = "1"
FOLDER: Final = Path(__file__).parents[2] / "data" / "model"
VOCABULARY: Final = "vocab.txt"
CALIBRATION: Final = "calibration.json"
FILES: Final = (ENCODER, "heads.npz", VOCABULARY, CALIBRATION)
DOUBTED: Final = "doubted"
"""Why a fact is rejected whose sentence, as a whole, states nothing plainly."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What the extractor consists of, as read from a folder.

    Attributes:
        plainness: nothing if the folder has none that was trained upon this encoder.
    """

    wordpieces: Wordpieces
    encoder: Encoder
    heads: Heads
    calibration: Calibration
    plainness: Plainness | None = None

    def doubtful(self, text: Text, deep: Floats) -> frozenset[int]:
        """Return the numbers of the sentences that state nothing plainly."""
        return self.plainness.doubtful(text, deep) if self.plainness else frozenset()


@lru_cache(maxsize=2)
def parts(folder: Path = FOLDER) -> Parts:
    """Load the files of a trained extractor once.

    Raises:
        ResourceError: names the file that is missing or damaged.
    """
    encoder, heads, vocabulary, calibration = (folder / name for name in FILES)
    plainness = Plainness.read(folder / PLAINNESS) if judges_plainness(folder) else None
    return Parts(
        Wordpieces.read(vocabulary), Encoder(encoder), load_heads(heads), Calibration.read(calibration), plainness
    )


def judges_plainness(folder: Path) -> bool:
    """Tell whether a folder of trained files has a classifier of plain sentences that fits its encoder."""
    return made_upon(folder / PLAINNESS)


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
        more = (PLAINNESS,) if judges_plainness(self._folder) else ()
        return described(NAME, VERSION, self._model, cut, [self._folder / name for name in (*FILES, *more)])


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


def extract_paper(parsed: ParsedPaper, loaded: Parts) -> Extraction:
    """Extract the facts of one parsed paper."""
    if parsed.error:
        return Extraction(parsed.paper, error=parsed.error)
    text = read(parsed.paper, [s.sentence for s in parsed.sentences], loaded.wordpieces)
    vectors, deep = loaded.encoder.deep(text.pieces)
    found = found_in(text, vectors, loaded.heads)
    return decide(parsed, text, found, loaded.calibration, loaded.doubtful(text, deep))


def decide(parsed: ParsedPaper, text: Text, found: Found, calibration: Calibration,
           doubtful: frozenset[int] = frozenset()) -> Extraction:  # fmt: skip
    """Turn what the two stages found into facts and rejections.

    Args:
        doubtful: the numbers of the sentences that state nothing plainly.
    """
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
        reasons = [
            manner(syntax(parsed.sentences[number]), fact) or (DOUBTED if number in doubtful else "")
            for fact, number in readings
        ]
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
