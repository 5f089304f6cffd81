"""``kg bench``: how fast it is, beside what it stands on."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli import options
from kg.cli.query import GRAPH

if TYPE_CHECKING:
    from kg.bench.store import StoreBench


@click.group()
def bench() -> None:
    """Measure speed, beside what the program stands on, and how good open facts and retrieval are."""


@bench.command()
@options.files
@options.mapping
@options.extractor
@click.option("--rounds", type=click.IntRange(1), default=3, show_default=True, help="How often each is measured.")
def extract(files: tuple[str, ...], mapping: tuple[str, ...], extractor: str, rounds: int) -> None:
    """Find the facts of papers, and parse the same text with spaCy alone, in turn."""
    from kg.bench.extraction import extraction

    reading = options.reading(files, mapping)
    paces = list(extraction(reading.papers, options.loaded(extractor), rounds))
    click.echo(f"{len(reading.papers):,} papers, {paces[0].sentences:,} sentences, median of {rounds} rounds\n")
    click.echo(f"{'':<34} {'sentences/CPU s':>16} {'CPU s (range)':>18} {'share':>6}")
    for pace in paces:
        span = f"{min(pace.rounds):.2f}-{max(pace.rounds):.2f}"
        click.echo(f"{pace.name:<34} {pace.rate:16,.0f} {span:>18} {pace.rate / paces[0].rate:6.2f}")


@bench.command()
@click.option(
    "--facts",
    "sizes",
    type=click.IntRange(1),
    multiple=True,
    default=(10_000, 100_000),
    show_default=True,
    help="The size of a graph; may be given several times: --facts 1000000, --facts 3000000.",
)
@click.option("--rounds", type=click.IntRange(1), default=1, show_default=True, help="How often each is loaded.")
@click.option("--rdflib-to", type=int, default=10_000, show_default=True, help="Ask rdflib, too, up to this size.")
@click.option("--seed", type=int, default=0, show_default=True, help="Of the made graph.")
@click.option("--rows", type=click.IntRange(0), help="How much of an answer, 0 for all. [default: as a table shows]")
@click.option("--directory", type=click.Path(path_type=Path, file_okay=False, exists=True), help="Where to work.")
def store(
    sizes: tuple[int, ...], rounds: int, rdflib_to: int, seed: int, rows: int | None, directory: Path | None
) -> None:
    """Load made graphs of realistic shape and ask them every named query."""
    import tempfile

    from kg.bench.store import StoreBench

    for size in sizes:
        with tempfile.TemporaryDirectory(prefix="kg-bench-", dir=directory) as work:
            _measured(StoreBench(Path(work), size, seed), rounds, size <= rdflib_to, rows)


@bench.command()
@click.argument("number", type=click.IntRange(1))
@options.files
@options.mapping
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), required=True, help="File to write.")
@click.option("--seed", type=int, default=0, show_default=True, help="Of what is varied.")
def corpus(number: int, files: tuple[str, ...], mapping: tuple[str, ...], output: Path, seed: int) -> None:
    """Write a corpus of NUMBER abstracts as JSON Lines, made by repeating and varying real ones."""
    from kg.bench.corpora import line, varied
    from kg.files import replace_pieces

    papers = options.reading(files, mapping).papers
    replace_pieces(output, (line(paper).encode() for paper in varied(papers, number, seed)))
    click.echo(f"Wrote {output}: {number:,} abstracts, {output.stat().st_size / 1e6:,.1f} MB")


@bench.command("open")
@click.argument("corpora", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="CORPUS...")
def opened(corpora: tuple[Path, ...]) -> None:
    """Compare the open facts of the annotated sentences with what was annotated.

    CORPUS are the files in which the sentences stand, whose text the package lacks: patents as JSON Lines (patent,
    text), papers as a JSON array (id, title, abstract). See kg/data/annotations/README.md. The shipped networks have
    learned from all of these sentences; what they reach on others, "kg train-open" tells.
    """
    from kg.bench.opened import compared
    from kg.score.opengold import divided, restored

    for name, documents in zip(("looked at", "held out"), divided(restored(corpora)), strict=True):
        sentences = [sentence for document in documents for sentence in document.sentences]
        facts = sum(len(sentence.facts) for sentence in sentences)
        click.echo(f"{name}: {len(documents)} documents, {len(sentences):,} sentences, {facts:,} annotated facts")
        click.echo(f"{'':<27} {'P':>6} {'R':>6} {'exact F1':>9} {'pair F1':>8} {'word F1':>8}")
        for way, found in compared(documents):
            exact = found.exact
            click.echo(
                f"{way:<27} {exact.precision:6.3f} {exact.recall:6.3f} {exact.f1:9.3f} {found.pairs.f1:8.3f}"
                f" {found.words.f1:8.3f}"
            )
        click.echo()


@bench.command()
@click.argument("questions", type=click.Path(path_type=Path), nargs=-1)
@GRAPH
@click.option("--budget", "budgets", type=click.IntRange(1), multiple=True, default=(200, 400, 800), show_default=True)
def context(questions: tuple[Path, ...], path: Path, budgets: tuple[int, ...]) -> None:
    """Judge what is retrieved for questions (FILEs of JSON Lines; without, those on the listed papers, in two halves).

    Beside facts: no context at all, and sentences of the text by BM25. An answer is found when half of it is shown.
    """
    from kg.bench import context as judging
    from kg.bench.questions import FOLDER, NONE, read
    from kg.store import read_graph
    from kg.store.access import open_graph

    texts = {paper.title: paper.text for paper in read_graph(path).papers}
    arms = judging.arms(open_graph(path), texts)
    for file in questions or sorted(FOLDER.glob("*.jsonl")):
        asked = read(file, texts)
        across, none = (sum(one.kind == kind for one in asked) for kind in ("across", NONE))
        click.echo(f"{file.stem}: {len(asked)} questions, {across} across papers, {none} that the papers do not answer")
        for budget in budgets:
            click.echo(
                f"\n{f'{budget} tokens':<30} {'recall':>7} {'across':>7} {'precision':>10} {'rightly nothing':>16}"
                f" {'wrongly nothing':>16} {'CPU ms':>7}"
            )
            for name, arm in arms.items():
                one = judging.judged(arm, asked, budget)
                click.echo(
                    f"{name:<30} {one.recall:7.3f} {one.across:7.3f} {one.precision:10.3f} {one.refused:16.2f}"
                    f" {one.wrongly:16.2f} {one.milliseconds:7.0f}"
                )
        click.echo()


@bench.command()
@click.argument("cases", type=click.Path(path_type=Path))
@options.extractor
@click.option("--part", help="Only the cases of this part, as 'development' or 'fifth hand'.")
@click.option("--misses", type=click.IntRange(0), default=0, metavar="N", help="Show N wrong facts and N lost ones.")
def negation(cases: Path, extractor: str, part: str | None, misses: int) -> None:
    """Tell how often negated, hedged and future sentences read as plain facts, and plain ones as such.

    CASES is a file as tests/cases/negation.jsonl of the source; kg/bench/plainness.py describes it.
    """
    from kg.bench import plainness

    chosen = [case for case in plainness.read(cases) if part in (None, case.part)]
    judged = list(plainness.verdicts(chosen, options.loaded(extractor)))
    click.echo(f"{'':<14} {'sentences that are':<20} {'number':>6} {'give a fact':>16} {'one in the graph':>18}")
    for row in plainness.table(judged):
        shares = [f"{count:4} {count / row.sentences:6.1%}" for count in (row.kept, row.sure)]
        click.echo(f"{row.part:<14} {row.kind:<20} {row.sentences:6} {shares[0]:>16} {shares[1]:>18}")
    for label, plain in (("read as plain", False), ("lost", True)) if misses else ():
        click.echo(f"\n{label}")
        wrong = [v for v in judged if (v.case.kind == plainness.PLAIN) is plain and v.kept is not plain]
        for one in wrong[:misses]:
            facts = ", ".join(f"{f.head.name}::{f.relation}::{f.tail.name} {f.confidence:.2f}" for f in one.facts)
            click.echo(f"  [{one.case.kind}] {one.case.sentence}  {facts or one.case.fact.text}")


def _measured(bench: StoreBench, rounds: int, with_rdflib: bool, rows: int | None) -> None:
    from kg.store.queries import SHOWN

    bench.generate()
    loads = bench.load(rounds, with_rdflib)
    click.echo(f"{loads.facts:,} facts, {loads.triples:,} triples, {loads.source_bytes / 1e6:,.0f} MB of N-Triples")
    for name, load in (("product, with its text index", loads.product), ("bare bulk_load", loads.bare)):
        rate = loads.facts / load.seconds
        click.echo(
            f"  {name:<29} {load.seconds:8.1f} s  {load.cpu:7.1f} CPU s {load.megabytes:6,.0f} MB  {rate:7,.0f} facts/s"
        )
    click.echo(
        f"  product : bare {loads.product.seconds / loads.bare.seconds:.2f}, disk {loads.disk_bytes / 1e6:,.0f} MB"
    )
    if loads.rdflib_seconds is not None:
        click.echo(f"  rdflib into memory {loads.rdflib_seconds:.1f} s")
    click.echo(f"  kg query from the shell, its start included: {bench.whole_process():.2f} s\n")
    click.echo(
        f"{'query':<34} {'bound':<10} {'median ms':>10} {'worst ms':>10} {'CPU ms':>8} {'rows':>8} {'rdflib ms':>10}"
    )
    for one in itertools.chain(bench.ask(SHOWN if rows is None else rows), bench.search()):
        bound = f"{one.name:<34} {one.bound:<10}"
        if one.stopped:
            click.echo(f"{bound} {one.stopped}")
            continue
        theirs = "" if one.rdflib is None else f"{one.rdflib:10,.0f}"
        differs = "" if one.same else "  OTHER ROWS"
        click.echo(f"{bound} {one.median:10,.1f} {one.worst:10,.1f} {one.cpu:8,.1f} {one.rows:8,} {theirs}{differs}")
    click.echo()
