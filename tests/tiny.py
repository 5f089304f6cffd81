"""A very small extractor for tests of what stands around extractors: "A outperforms B", word by word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from kg.model import Extraction, Fact, Mention, Paper, Qualifiers, Sentence


class Tiny:
    """Finds "A outperforms B" and "A never outperforms B"; fails on papers whose title is "Fail"."""

    def extract(self, papers: Iterable[Paper]) -> Iterator[Extraction]:
        for paper in papers:
            if paper.title == "Fail":
                yield Extraction(paper, error="cannot be parsed")
                continue
            facts = tuple(self._facts(paper))
            yield Extraction(paper, facts, sentences=paper.abstract.count(".") + 1)

    def describe(self) -> Mapping[str, str]:
        return {"name": "tiny", "version": "1"}

    def _facts(self, paper: Paper) -> Iterator[Fact]:
        for match in re.finditer(r"(\S+)( never)? outperforms (\w+)(?: by (\d+%))?", paper.text):
            quote = Sentence(paper.id, match.start(), match.end(), match.group())
            head, tail = (
                Mention(
                    quote, match.start(n) - match.start(), match.end(n) - match.start(), match[n], "Model", match[n]
                )
                for n in (1, 3)
            )
            yield Fact(
                head,
                "outperforms",
                tail,
                quote,
                Qualifiers(value=match[4] or ""),
                confidence=0.4 if match[4] is None else 0.9,
                extractor="tiny",
                modality="negated" if match[2] else "",
            )
