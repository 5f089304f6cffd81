"""One training run: annotations in, a folder that the extractor can load out; folds, calibration, final weights."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

import numpy as np
import torch

from kg.extract.learned.extractor import CALIBRATION, VOCABULARY
from kg.extract.learned.signs import SIGNS
from kg.extract.learned.wordpieces import Wordpieces
from kg.files import replace_file
from kg.train.calibrate import DEPTH, Fitted, fit
from kg.train.checkpoints import Checkpoints
from kg.train.crossval import folds, others, out_of_fold
from kg.train.export import export
from kg.train.gold import GoldPaper
from kg.train.judge import Judged
from kg.train.loop import Settings
from kg.train.material import Material
from kg.train.plans import Plan, Trainer, trained

FIGURES: Final = "figures.json"


@dataclass(frozen=True, slots=True)
class Figures:
    """What cross-validation found, at the confidence at which F1 is best.

    Attributes:
        folds: precision, recall and F1 of each fold.
        relations: gold facts, found facts and right ones by relation.
        graph: precision and recall of what is sure enough for the graph.
    """

    papers: int
    gold: int
    folds: tuple[tuple[float, float, float], ...]
    relations: dict[str, tuple[int, int, int]]
    graph: tuple[float, float]
    fitted: Fitted


def run(material: Material, pretrained: Path, output: Path, settings: Settings, number: int, processes: int = 1,
        progress: Callable[[str], None] = lambda line: None) -> Figures:  # fmt: skip
    """Cross-validate, calibrate, train on everything and write the files.

    The end of each stage is kept below the output folder until all is done: the same call goes on where one was killed.

    Args:
        material: annotated papers.
        pretrained: folder of the encoder's checkpoint, ``model.safetensors`` and ``vocab.txt``.
        output: folder to write to.
        number: of folds.
        processes: how many networks are trained at once; the weights are the same.
    """
    torch.set_num_threads(1)
    vocabulary = pretrained / VOCABULARY
    laid = material.laid(Wordpieces.read(vocabulary))
    dealt = folds(material.tested, number)
    plans = [
        Plan(f"fold {fold} of {number}", material.stages(others(dealt, fold - 1), laid, settings))
        for fold in range(1, number + 1)
    ]
    plans.append(Plan("all", material.stages(material.tested, laid, settings)))
    trainer = Trainer(pretrained, settings, Checkpoints(output / "checkpoints"))
    *by_fold, final = trained(plans, trainer, processes, progress)
    results = list(out_of_fold(dealt, by_fold, vocabulary))
    figures = measure([(fold, gold) for fold, gold, _ in results], [j for _, _, judged in results for j in judged])
    export(final, vocabulary, output)
    write_calibration(figures, output)
    trainer.kept.remove()
    return figures


def measure(papers: Sequence[tuple[int, GoldPaper]], judged: Sequence[Judged]) -> Figures:
    """Calibrate on out-of-fold statements and count what is right at the cuts."""
    gold = sum(len(paper.facts) for _, paper in papers)
    fitted = fit(judged, gold)
    confidence = fitted.out_of_fold
    right = np.array([j.right for j in judged], dtype=bool)
    kept, sure = confidence >= fitted.keep, confidence >= fitted.assert_
    rows = []
    for fold in sorted({fold for fold, _ in papers}):
        inside = np.array([j.fold == fold for j in judged], dtype=bool) & kept
        wanted = sum(len(paper.facts) for n, paper in papers if n == fold)
        rows.append(_prf(int(right[inside].sum()), int(inside.sum()), wanted))
    found = Counter(j.relation for j, k in zip(judged, kept, strict=True) if k)
    hits = Counter(j.relation for j, k in zip(judged, kept, strict=True) if k and j.right)
    wanted_by = Counter(f.relation for _, paper in papers for f in paper.facts)
    return Figures(
        papers=len(papers),
        gold=gold,
        folds=tuple(rows),
        relations={r: (n, found[r], hits[r]) for r, n in sorted(wanted_by.items(), key=lambda kv: (-kv[1], kv[0]))},
        graph=_prf(int(right[sure].sum()), int(sure.sum()), gold)[:2],
        fitted=fitted,
    )


def _prf(hits: int, found: int, gold: int) -> tuple[float, float, float]:
    precision, recall = hits / max(1, found), hits / max(1, gold)
    return round(precision, 4), round(recall, 4), round(2 * hits / max(1, found + gold), 4)


def write_calibration(figures: Figures, output: Path) -> None:
    """Write ``calibration.json`` and ``figures.json``."""
    fitted = figures.fitted
    calibration = {
        "signs": SIGNS,
        "trees": {"depth": DEPTH, "nodes": fitted.nodes},
        "keep": fitted.keep,
        "assert": fitted.assert_,
    }
    told = {
        "papers": figures.papers,
        "gold": figures.gold,
        "folds": figures.folds,
        "relations": figures.relations,
        "graph": figures.graph,
        "keep": fitted.keep,
        "assert": fitted.assert_,
        "calibration_error": round(fitted.error, 4),
        "reliability": [asdict(row) for row in fitted.reliability],
    }
    replace_file(output / CALIBRATION, (json.dumps(calibration, separators=(",", ":")) + "\n").encode())
    replace_file(output / FIGURES, (json.dumps(told, indent=1) + "\n").encode())
