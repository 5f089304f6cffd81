"""Changes a graph that stands: papers are added, replaced and withdrawn, and the graph is that of one build.

What was found in each paper is kept (``ledger``); after a change the graph is made again from that, so that no order of
additions and removals shows in it. Reading text is the costly part, and it is done once for each paper.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from kg import ledger, pipeline
from kg.errors import ResourceError, UnknownNameError
from kg.extract.base import Extractor
from kg.gate import Gate
from kg.model import Extraction
from kg.papers import Reading
from kg.resolve import decisions


@dataclass(frozen=True, slots=True)
class Change:
    """What became of a change: how many papers were new, replaced, or known already, and the graph after it."""

    added: int
    replaced: int
    known: int
    outcome: pipeline.Outcome


def add(
    directory: Path,
    reading: Reading,
    extractor: Extractor,
    progress: Callable[[Extraction], None] = lambda extraction: None,
) -> Change:
    """Put further papers into the graph of a directory; each is in it whole or not at all.

    Raises:
        ResourceError: the directory holds no graph, or another extractor or layer made it.
    """
    with ledger.locked(directory):
        book = ledger.read(directory)
        if dict(book.made_by) != dict(extractor.describe()):
            name = book.made_by.get("name", "an unknown one")
            raise ResourceError(
                f"{directory}: made by another extractor ({name}) or other files of it. Give --extractor, or build anew"
            )
        papers = {paper.id: paper for paper in reading.papers}
        fresh = [paper for paper in papers.values() if not book.knows(paper)]
        found: list[Extraction] = []
        for extraction in ledger.append(directory, extractor.extract(fresh)):
            found.append(extraction)
            progress(extraction)
        replaced = sum(paper.id in book.extractions for paper in fresh)
        everything = {**book.extractions, **{one.paper.id: one for one in found}}
        outcome = _rebuilt(directory, book, everything.values(), reading)
        return Change(len(fresh) - replaced, replaced, len(papers) - len(fresh), outcome)


def layers(directory: Path) -> frozenset[str]:
    """Return the layers of facts that the graph of a directory was built with, which further papers are read for.

    Raises:
        ResourceError: the directory holds no graph.
    """
    return frozenset(ledger.gate(directory)["layers"])


def remove(directory: Path, names: Iterable[str]) -> Change:
    """Withdraw papers, by id or title, and everything that only they say.

    Raises:
        UnknownNameError: one of the names is no paper of the graph; nothing is withdrawn then.
    """
    with ledger.locked(directory):
        book = ledger.read(directory)
        gone: set[str] = set()
        for name in names:
            found = book.find(name)
            if not found:
                raise UnknownNameError(f"no paper of this graph has the id or title '{name}'")
            gone.update(found)
        rest = [one for key, one in book.extractions.items() if key not in gone]
        return Change(0, 0, 0, _rebuilt(directory, book, rest, Reading(())))


def _rebuilt(
    directory: Path, book: ledger.Ledger, extractions: Iterable[Extraction], reading: Reading
) -> pipeline.Outcome:
    everything = tuple(extractions)
    gate = Gate(frozenset(book.gate["layers"]), book.gate["min_confidence"])
    reading = Reading(tuple(extraction.paper for extraction in everything), reading.skipped)
    decided = decisions.read(directory / decisions.FILE)
    outcome = pipeline.joined(reading, everything, book.made_by, gate, decided)
    pipeline.write(outcome, directory)
    return outcome
