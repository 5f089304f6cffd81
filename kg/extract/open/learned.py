"""The learned extractor of open facts, alone or in one pass with that of the typed ones.

Two stages, as in Siddharth & Luo (2024): what each token is, then which tokens relate a given pair of entities. Both
are small networks upon the encoder of the typed facts, whose weights they leave as they are; they see the parse and
what the rules of ``statements`` find, too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Final

from threadpoolctl import threadpool_limits

from kg.errors import ResourceError
from kg.extract.learned import extractor as typed
from kg.extract.learned.candidates import found_in
from kg.extract.learned.encoder import ENCODER, Floats, made_upon
from kg.extract.learned.text import read
from kg.extract.open.calibration import OpenCalibration
from kg.extract.open.extractor import NAME, mention
from kg.extract.open.heads import OpenHeads
from kg.extract.open.reading import Read
from kg.extract.open.reading import read as read_sentence
from kg.extract.open.signs import signs
from kg.extract.open.vectors import Pass, token_vectors
from kg.extract.parse import ParsedPaper, ParsedSentence, parse
from kg.extract.syntax import syntax
from kg.model import OPEN, Extraction, Fact, Paper

VERSION: Final = "2"
WEIGHTS: Final = "open.npz"
CALIBRATION: Final = "open.json"
FILES: Final = (ENCODER, typed.VOCABULARY, WEIGHTS, CALIBRATION)


@dataclass(frozen=True, slots=True)
class OpenParts:
    """What reads open facts beside the encoder: the networks, whose mean decides, and the calibration."""

    heads: tuple[OpenHeads, ...]
    calibration: OpenCalibration


@lru_cache(maxsize=2)
def open_parts(folder: Path = typed.FOLDER) -> OpenParts:
    """Load the files of the open facts once.

    Raises:
        ResourceError: names the file that is missing or damaged.
    """
    return OpenParts(load_heads(folder / WEIGHTS), OpenCalibration.read(folder / CALIBRATION))


def reads_open_facts(folder: Path) -> bool:
    """Tell whether a folder of trained files has networks for open facts that were trained upon its encoder."""
    return all((folder / name).is_file() for name in FILES) and made_upon(folder / CALIBRATION)


def load_heads(path: Path) -> tuple[OpenHeads, ...]:
    """Read the weights of all networks; the name of an array begins with the number of its network."""
    arrays = typed.load_arrays(path)
    try:
        each: list[dict[str, Floats]] = [{} for _ in range(1 + max(int(name.split("/")[0]) for name in arrays))]
    except ValueError as error:
        raise ResourceError(f"{path}: cannot read the weights: {error}") from error
    for name, array in arrays.items():
        number, _, key = name.partition("/")
        each[int(number)][key] = array
    return tuple(map(OpenHeads, each))


class LearnedOpenExtractor:
    """Finds open facts with the trained encoder and the two networks upon it.

    Args:
        folder: of the trained files; default: the ones in the package.
        model: the spaCy pipeline; default: see ``parse.model_name``.
    """

    def __init__(self, folder: Path = typed.FOLDER, model: str = "") -> None:
        self._folder, self._model = folder, model

    def extract(self, papers: Iterable[Paper]) -> Iterator[Extraction]:
        """Yield the open facts of each paper, in order."""
        return (opened(parsed, self._folder) for parsed in parse(papers, self._model))

    def describe(self) -> Mapping[str, str]:
        """Return what a result of this extractor depends on."""
        cut = open_parts(self._folder).calibration.assert_
        return typed.described(NAME, VERSION, self._model, cut, [self._folder / name for name in FILES])


class LearnedInOnePass:
    """Finds typed and open facts with one parse and one pass of the encoder over each paper.

    Args:
        folder: of the trained files of both.
    """

    def __init__(self, folder: Path = typed.FOLDER, model: str = "") -> None:
        self._folder, self._model = folder, model

    def extract(self, papers: Iterable[Paper]) -> Iterator[Extraction]:
        """Yield the facts of both layers for each paper, in order."""
        loaded, more = typed.parts(self._folder), open_parts(self._folder)
        for parsed in parse(papers, self._model):
            if parsed.error:
                yield Extraction(parsed.paper, error=parsed.error)
                continue
            text = read(parsed.paper, [s.sentence for s in parsed.sentences], loaded.wordpieces)
            vectors, deep = loaded.encoder.deep(text.pieces)
            stages = found_in(text, vectors, loaded.heads)
            found = typed.decide(parsed, text, stages, loaded.calibration, loaded.doubtful(text, deep))
            yield replace(found, facts=(*found.facts, *open_facts(parsed, Pass(text, deep), loaded, more)))

    def describe(self) -> Mapping[str, str]:
        """Return what both depend on; the cut is that of the typed facts."""
        one = LearnedOpenExtractor(self._folder, self._model).describe()
        other = typed.LearnedExtractor(self._folder, self._model).describe()
        return {**other, **{f"open.{key}": value for key, value in one.items()}}


def opened(parsed: ParsedPaper, folder: Path = typed.FOLDER) -> Extraction:
    """Return the open facts of one parsed paper."""
    if parsed.error:
        return Extraction(parsed.paper, error=parsed.error)
    loaded = typed.parts(folder)
    text = read(parsed.paper, [s.sentence for s in parsed.sentences], loaded.wordpieces)
    first = Pass(text, loaded.encoder.deep(text.pieces)[1])
    return Extraction(
        parsed.paper, open_facts(parsed, first, loaded, open_parts(folder)), sentences=len(parsed.sentences)
    )


def open_facts(parsed: ParsedPaper, first: Pass, loaded: typed.Parts, more: OpenParts) -> tuple[Fact, ...]:
    """Return the open facts of a parsed paper.

    Args:
        first: the pass of the encoder over title and abstract.
    """
    facts: list[Fact] = []
    with threadpool_limits(limits=1, user_api="blas"):
        vectors = token_vectors(parsed, first, loaded.encoder, loaded.wordpieces)
        for sentence, vector in zip(parsed.sentences, vectors, strict=True):
            facts += _of(sentence, read_sentence(more.heads, signs(syntax(sentence)), vector), more.calibration)
    return tuple(facts)


def _of(sentence: ParsedSentence, found: Iterable[Read], calibration: OpenCalibration) -> list[Fact]:
    """Return the facts that are sure enough; of two that say the same the surer one."""
    best: dict[tuple[str, str, str], Fact] = {}
    for one in found:
        head, tail = mention(sentence, one.head), mention(sentence, one.tail)
        relation = " ".join(sentence.words(n, n + 1) for n in one.words)
        confidence = calibration.confidence(one)
        key = head.name.casefold(), relation.casefold(), tail.name.casefold()
        if confidence < calibration.keep or key[0] == key[2]:
            continue
        if key not in best or confidence > best[key].confidence:
            evidence = sentence.sentence
            best[key] = Fact(head, relation, tail, evidence, confidence=confidence, extractor=NAME, layer=OPEN)
    return list(best.values())
