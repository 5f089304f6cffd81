"""The whole flow on one page: papers → facts → graph → files."""

from __future__ import annotations

import json
import platform
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path
from typing import Final

from kg import __version__, ledger, records
from kg.extract.base import Extractor
from kg.files import replace_file
from kg.gate import Gate
from kg.iri import digest
from kg.model import Extraction, Graph, Paper, Rejection
from kg.papers import Reading
from kg.resolve import resolve
from kg.resolve.decisions import Decisions
from kg.schema import RESULT

LIBRARIES: Final = ("spacy", "rdflib", "pyoxigraph", "networkx", "pyvis")
STORE: Final = "store"


@dataclass(frozen=True, slots=True)
class Outcome:
    """A graph and how it came about.

    Attributes:
        graph: of the facts that are sure enough; every: of all facts that were found, under the same names.
        rejected: the candidates that were dropped, in the order of the papers' titles.
        failed: the papers of which nothing could be extracted.
        sentences: how many sentences were read.
        extractor: what the extractor says of itself.
        extractions: what was found in each paper, before the gate.
        gate: what was allowed to pass.
    """

    reading: Reading
    graph: Graph
    every: Graph
    rejected: tuple[Rejection, ...]
    failed: tuple[Extraction, ...]
    sentences: int
    extractor: Mapping[str, str]
    extractions: tuple[Extraction, ...]
    gate: Gate

    @property
    def complete(self) -> bool:
        """Whether every record that was given became part of the graph."""
        return not self.reading.lost and not self.failed


def build(
    reading: Reading,
    extractor: Extractor,
    gate: Gate | None = None,
    progress: Callable[[Extraction], None] = lambda extraction: None,
    decisions: Decisions | None = None,
) -> Outcome:
    """Extract, check and join the facts of all papers.

    Args:
        gate: what may pass into the graph; plain typed facts from the extractor's own cut on unless told.
        progress: called after each paper.
        decisions: what a person decided about which names are one thing.
    """
    extractions: list[Extraction] = []
    for extraction in extractor.extract(reading.papers):
        extractions.append(extraction)
        progress(extraction)
    about = extractor.describe()
    allowed = gate or Gate(min_confidence=cut(about))
    return joined(reading, extractions, about, allowed, decisions)


def cut(about: Mapping[str, str]) -> float:
    """Return the confidence from which on an extractor's facts stand in the graph, unless told otherwise."""
    return float(about.get("cut", 0.0))


def joined(
    reading: Reading,
    extractions: Iterable[Extraction],
    extractor: Mapping[str, str],
    gate: Gate,
    decisions: Decisions | None = None,
) -> Outcome:
    """Check and join what was found in all papers."""
    found = tuple(sorted(extractions, key=lambda extraction: (extraction.paper.title, extraction.paper.id)))
    checked = [replace(gate, min_confidence=0.0).checked(extraction) for extraction in found]
    every = resolve(checked, decisions)
    return Outcome(
        reading=reading,
        graph=sure(every, gate.min_confidence),
        every=every,
        rejected=tuple(rejection for extraction in checked for rejection in extraction.rejected),
        failed=tuple(extraction for extraction in found if extraction.error),
        sentences=sum(extraction.sentences for extraction in found),
        extractor=extractor,
        extractions=found,
        gate=gate,
    )


def sure(graph: Graph, min_confidence: float) -> Graph:
    """Return the graph of the claims that are at least this sure, and of what they speak of; the names stay."""
    claims = tuple(claim for claim in graph.claims if claim.confidence >= min_confidence)
    if len(claims) == len(graph.claims):
        return graph
    used = {iri for claim in claims for iri in (claim.head_entity, claim.tail_entity)}
    return replace(
        graph,
        claims=claims,
        entities=tuple(entity for entity in graph.entities if entity.iri in used),
        merges=tuple(merge for merge in graph.merges if merge.entity in used),
    )


def write(outcome: Outcome, directory: Path) -> tuple[Path, ...]:
    """Write the graph in all its forms, each file in one step, and return the files."""
    from kg.across.report import markdown
    from kg.store import turtle, write_store  # these two load libraries that a listing of facts can do without
    from kg.view import page

    directory.mkdir(parents=True, exist_ok=True)
    graph = outcome.graph
    papers = {paper.id: paper for paper in graph.papers}
    titles = {paper.id: paper.title for paper in graph.papers}
    run = report(outcome)
    files: dict[str, bytes] = {
        "graph.ttl": turtle(graph),
        "graph.html": page(graph).encode(),
        "facts.jsonl": "".join(records.json_lines(outcome.every.claims, titles)).encode(),
        "rejected.jsonl": "".join(records.rejection_lines(outcome.rejected, papers)).encode(),
        "run.json": (json.dumps(run, ensure_ascii=False, indent=2) + "\n").encode(),
        "REPORT.md": markdown(graph, run).encode(),
    }
    gate = {"layers": sorted(outcome.gate.layers), "min_confidence": outcome.gate.min_confidence}
    book = "".join(ledger.lines(outcome.extractor, gate, outcome.extractions)).encode()
    replace_file(directory / ledger.FILE, book)  # first: from it the rest can be made again
    write_store(graph, directory / STORE)
    for name, data in files.items():
        replace_file(directory / name, data)
    return tuple(directory / name for name in files)


def report(outcome: Outcome) -> dict[str, object]:
    """Return what ``run.json`` says: what was read, with which parts, and what became of it. It holds no time."""
    graph = outcome.graph
    return {
        "kg": __version__,
        "python": platform.python_version(),
        "libraries": {name: version(name) for name in LIBRARIES},
        "extractor": dict(outcome.extractor),
        "input": fingerprint(outcome.reading.papers),
        "papers": len(graph.papers),
        "skipped": [{"where": skip.where, "reason": skip.reason} for skip in outcome.reading.skipped],
        "failed": [{"where": one.paper.source, "reason": one.error} for one in outcome.failed],
        "sentences": outcome.sentences,
        "facts": len(outcome.every.claims),
        "min_confidence": outcome.gate.min_confidence,
        "facts_in_graph": len(graph.claims),
        "facts_with_values": with_values(outcome.every),
        "relations": dict(sorted(Counter(claim.relation for claim in outcome.every.claims).items())),
        "entities": len(graph.entities),
        "merges": len(graph.merges),
        "rejected": dict(Counter(rejection.reason for rejection in outcome.rejected).most_common()),
    }


def fingerprint(papers: Iterable[Paper]) -> str:
    """Return a hash of all that was read, whatever its order."""
    return digest(*sorted(digest(paper.id, paper.text) for paper in papers))


def with_values(graph: Graph) -> int:
    """Return how many facts carry a measured value."""
    return sum(bool(claim.qualifiers.value) or claim.tail_type == RESULT for claim in graph.claims)
