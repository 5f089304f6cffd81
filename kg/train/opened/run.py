"""One training run of the open facts: annotated sentences and an encoder in, networks and calibration out.

Sentences of the batches to learn from are dealt to folds; what the networks say of a fold that they have not seen fits
the calibration and its cut. Networks that learned from all of these are judged on the held-out documents. Those that
ship learn from both, and their calibration is fitted on all that was out of sample.
"""

from __future__ import annotations

import io
import json
import shutil
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from kg.extract.learned.encoder import ENCODER, ENCODER_HASH, Encoder, Floats, file_hash
from kg.extract.learned.extractor import VOCABULARY
from kg.extract.learned.wordpieces import Wordpieces
from kg.extract.open.calibration import OpenCalibration
from kg.extract.open.heads import OpenHeads
from kg.extract.open.learned import CALIBRATION, WEIGHTS
from kg.extract.open.reading import Read, Stages, read
from kg.files import replace_file
from kg.score.openfacts import OpenScore, Triple, folded, score
from kg.score.opengold import OpenDocument, divided
from kg.train.calibrate import calibration_error, reliability
from kg.train.opened.calibrate import Judged, confidences, fitted
from kg.train.opened.loop import OpenSettings, train
from kg.train.opened.material import Studied, dealt, studied
from kg.train.opened.network import TwoStages


@dataclass(frozen=True, slots=True)
class OpenFigures:
    """What a run found.

    Attributes:
        folds: the score out of fold of the sentences that are learned from; held_out: that of the others.
        cut: precision and recall, held out, from the confidence on from which four of five were right out of fold.
        error: the expected calibration error held out.
    """

    folds: OpenScore
    held_out: OpenScore
    cut: tuple[float, float]
    error: float


def run(documents: Sequence[OpenDocument], model: Path, output: Path, settings: OpenSettings, folds: int,
        progress: Callable[[str], None] = lambda line: None) -> OpenFigures:  # fmt: skip
    """Train, judge, calibrate and write ``open.npz`` and ``open.json``; the encoder is copied, its bytes the same.

    Args:
        model: a folder that ``kg train`` wrote.
    """
    encoder, wordpieces = Encoder(model / ENCODER), Wordpieces.read(model / VOCABULARY)
    known, others = (list(studied(part, encoder, wordpieces)) for part in divided(documents))
    out_of_fold: list[Judged] = []
    for number, fold in enumerate(dealt(known, folds), 1):
        progress(f"fold {number} of {folds}")
        held = {one.gold.id for one in fold}
        out_of_fold += judged(learned([one for one in known if one.gold.id not in held], settings), fold)
    calibration = fitted(out_of_fold, _count(known))
    progress(f"held out: {len(others)} sentences, {len(known)} to learn from")
    unseen = judged(learned(known, settings), others)
    figures = _figures(calibration, (known, out_of_fold), (others, unseen))
    progress(f"held out: exact F1 {figures.held_out.exact.f1:.3f}; now all sentences")
    heads = learned([*known, *others], settings)
    last = fitted([*out_of_fold, *unseen], _count([*known, *others]))
    write(heads, last, figures, file_hash(model / ENCODER), output)
    for name in (ENCODER, VOCABULARY):
        if not (output / name).exists():
            shutil.copyfile(model / name, output / name)
    return figures


def learned(sentences: Sequence[Studied], settings: OpenSettings) -> list[OpenHeads]:
    """Train networks and return them as they will run, in 16 bits."""
    return [as_heads(network) for network in train([one.example for one in sentences], settings)]


def as_heads(network: TwoStages) -> OpenHeads:
    """Return a trained network as it will run."""
    weights = {name: value.detach().numpy().astype(np.float16) for name, value in network.state_dict().items()}
    return OpenHeads({name: value.astype(np.float32) for name, value in weights.items()})


def judged(heads: Sequence[Stages], sentences: Iterable[Studied]) -> list[Judged]:
    """Return all that networks say of sentences, each with the judgement of its annotation."""
    found = []
    for one in sentences:
        gold = set(map(folded, one.gold.facts))
        for statement in read(heads, one.signs, one.vectors):
            triple = told(one, statement)
            if triple[0] != triple[2]:
                found.append(Judged(one.gold.id, statement, triple, triple in gold))
    return found


def told(one: Studied, statement: Read) -> Triple:
    """Return a statement as it is compared."""
    head, tail = (one.parsed.words(*span) for span in (statement.head, statement.tail))
    return folded((head, " ".join(one.parsed.words(n, n + 1) for n in statement.words), tail))


def scored(sentences: Sequence[Studied], statements: Sequence[Judged], chosen: Iterable[bool]) -> OpenScore:
    """Compare the chosen statements with the annotation."""
    said: dict[str, set[Triple]] = {one.gold.id: set() for one in sentences}
    for one, keep in zip(statements, chosen, strict=True):
        if keep:
            said[one.sentence].add(one.triple)
    return score({one.gold.id: set(map(folded, one.gold.facts)) for one in sentences}, said)


def _count(sentences: Iterable[Studied]) -> int:
    return sum(len(one.gold.facts) for one in sentences)


def _figures(
    calibration: OpenCalibration,
    known: tuple[Sequence[Studied], Sequence[Judged]],
    others: tuple[Sequence[Studied], Sequence[Judged]],
) -> OpenFigures:
    confidence = confidences(calibration, others[1])
    sure = scored(*others, confidence >= calibration.assert_).exact
    bins = reliability(confidence, np.array([one.right for one in others[1]], dtype=np.float64))
    return OpenFigures(
        scored(*known, confidences(calibration, known[1]) >= calibration.keep),
        scored(*others, confidence >= calibration.keep),
        (round(sure.precision, 4), round(sure.recall, 4)),
        round(calibration_error(bins), 4),
    )


def write(heads: Sequence[OpenHeads], calibration: OpenCalibration, figures: OpenFigures, encoder: str,
          output: Path) -> None:  # fmt: skip
    """Write the weights in 16 bits, and the calibration with the figures.

    Args:
        encoder: the hash of the encoder's file.
    """
    output.mkdir(parents=True, exist_ok=True)
    arrays: dict[str, Floats] = {
        f"{number}/{name}": value.astype(np.float16)
        for number, one in enumerate(heads)
        for name, value in one.weights.items()
    }
    data = io.BytesIO()
    np.savez_compressed(data, **arrays)  # type: ignore[arg-type]
    replace_file(output / WEIGHTS, data.getvalue())
    told = {ENCODER_HASH: encoder, **calibration.told(), "figures": asdict(figures)}
    replace_file(output / CALIBRATION, (json.dumps(told, indent=1) + "\n").encode())
