"""``kg compare-extractors``: the baselines on the folds of the cross-validation, in one table."""

from __future__ import annotations

from pathlib import Path
from statistics import mean, pstdev

import click

from kg.cli.train import FOLDER, packaged_encoder
from kg.errors import ResourceError


@click.command("compare-extractors")
@click.argument("gold", type=FOLDER)
@click.option("--also", type=FOLDER, multiple=True, help="A folder that is trained on but never tested on.")
@click.option("--encoder", type=FOLDER, help="Checkpoint to start from. [default: the one of the extra 'train']")
@click.option("--model", type=FOLDER, help="A folder that 'kg train' wrote. [default: the shipped one]")
@click.option("--folds", type=click.IntRange(2), default=3, show_default=True, help="Folds of the cross-validation.")
@click.option("--epochs", type=click.IntRange(1), default=3, show_default=True, help="Passes of the first stage.")
def compare(
    gold: Path, also: tuple[Path, ...], encoder: Path | None, model: Path | None, folds: int, epochs: int
) -> None:
    """Print what simpler extractors reach on the folds that the shipped one was judged on.

    Rules only; linear classifiers and a graph network on the frozen encoder, trained here; the two-stage model with
    the figures that its training wrote down, and its speed measured here. GOLD as for "kg train"; needs the extra
    'train'.
    """
    try:
        from kg.train import baselines
        from kg.train.gold import read_folder
        from kg.train.loop import Settings
        from kg.train.material import Material
    except ImportError as error:
        raise ResourceError(f"{error.name} is missing: pip install 'paper-kg[train]'") from error
    material = Material(read_folder(gold), [paper for folder in also for paper in read_folder(folder)])
    start = encoder or packaged_encoder()
    click.echo(f"{'':<32} {'precision':>15} {'recall':>15} {'F1':>15} {'s/1,000 sent.':>14} {'MB':>6}")
    rows = baselines.compare(
        material, start, folds, Settings(epochs=epochs, cycles=1), lambda line: click.echo(f"... {line}", err=True)
    )

    def show(row: baselines.Row) -> None:
        told = " ".join(f"{mean(c):7.3f} ± {pstdev(c):.3f}" for c in zip(*row.folds, strict=True))
        click.echo(f"{row.name:<32} {told} {row.seconds:14.1f} {row.megabytes:6.1f}")

    for row in rows:  # each when it is there: training takes minutes
        show(row)
    show(baselines.shipped(material, model))


@click.command("compare-open")
@click.argument("corpora", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="CORPUS...")
@click.option("--model", type=FOLDER, help="A folder that 'kg train' wrote. [default: the shipped one]")
@click.option("--networks", type=click.IntRange(1), default=1, show_default=True, help="Of each learned way.")
@click.option("--epochs", type=click.IntRange(1), default=12, show_default=True, help="Passes over the sentences.")
def compare_open(corpora: tuple[Path, ...], model: Path | None, networks: int, epochs: int) -> None:
    """Print how ways to find open facts do on the held-out documents, learned from the same sentences.

    CORPUS as for "kg bench open". Rate: sentences a CPU second from text to facts. Needs the extra 'train'.
    """
    try:
        from kg.bench.openways import compare as ways
        from kg.extract.learned.extractor import FOLDER as SHIPPED
        from kg.score.opengold import restored
        from kg.train.opened.loop import OpenSettings
    except ImportError as error:
        raise ResourceError(f"{error.name} is missing: pip install 'paper-kg[train]'") from error
    settings = OpenSettings(networks=networks, epochs=epochs)
    click.echo(f"{'':<32} {'P':>6} {'R':>6} {'exact F1':>9} {'pair F1':>8} {'word F1':>8} {'sent./s':>8}")
    for row in ways(restored(corpora), model or SHIPPED, settings, lambda line: click.echo(f"... {line}", err=True)):
        exact = row.score.exact
        click.echo(
            f"{row.name:<32} {exact.precision:6.3f} {exact.recall:6.3f} {exact.f1:9.3f} {row.score.pairs.f1:8.3f}"
            f" {row.score.words.f1:8.3f} {row.rate:8.0f}"
        )
