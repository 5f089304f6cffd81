"""What every extractor offers: two methods, and no knowledge of files, graphs or other papers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Protocol

from kg.model import Extraction, Paper


class Extractor(Protocol):
    """Finds facts in papers, one at a time."""

    def extract(self, papers: Iterable[Paper]) -> Iterator[Extraction]:
        """Yield one ``Extraction`` for each paper, in order; identical for every batching of the papers.

        A paper that cannot be handled yields an ``Extraction`` with ``error`` set; nothing is raised for one paper.
        """
        ...

    def describe(self) -> Mapping[str, str]:
        """Return name, version and model hashes: what ``run.json`` records and what a cached result depends on."""
        ...
