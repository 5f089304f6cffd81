"""The annotated open facts of the package, put together with the texts of the corpora in which they were annotated."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from kg.errors import InputError
from kg.model import Paper

FILE: Final = Path(__file__).parents[1] / "data" / "annotations" / "open.jsonl"
LEARNED_FROM: Final = frozenset({0, 1, 4})
"""The batches that rules and models were made on; the others measure them."""

Triple = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class OpenSentence:
    """An annotated sentence.

    Attributes:
        start: its first character in the abstract of its document.
        facts: head, words of the relation, tail, as they stand.
    """

    id: str
    document: str
    start: int
    text: str
    facts: tuple[Triple, ...]


@dataclass(frozen=True, slots=True)
class OpenDocument:
    """A text and its annotated sentences; one that was annotated twice stands there once, as the later batch has it.

    Attributes:
        batches: all batches that have sentences of it.
    """

    paper: Paper
    sentences: tuple[OpenSentence, ...]
    batches: frozenset[int]


def restored(corpora: Iterable[Path], annotations: Path = FILE) -> tuple[OpenDocument, ...]:
    """Return the annotated documents whose text stands in one of the corpora, in the order of the annotations.

    Args:
        corpora: patents as JSON Lines (``patent``, ``text``), papers as a JSON array (``id``, ``title``, ``abstract``).

    Raises:
        InputError: a file is neither, or holds none of the documents.
    """
    papers: dict[str, Paper] = {}
    wanted = [json.loads(line) for line in annotations.read_text("utf-8").splitlines()]
    keys = {_key(record) for record in wanted}
    for path in corpora:
        here = {key: paper for key, paper in _texts(path).items() if key in keys}
        if not here:
            raise InputError("holds none of the documents whose sentences are annotated", str(path))
        papers |= here
    sentences: dict[str, dict[str, OpenSentence]] = defaultdict(dict)
    batches: dict[str, set[int]] = defaultdict(set)
    for record in wanted:
        if (key := _key(record)) in papers:
            sentences[key][record["id"]] = _sentence(record, papers[key])
            batches[key].add(record["batch"])
    return tuple(
        OpenDocument(papers[key], tuple(found.values()), frozenset(batches[key])) for key, found in sentences.items()
    )


def divided(documents: Iterable[OpenDocument]) -> tuple[tuple[OpenDocument, ...], tuple[OpenDocument, ...]]:
    """Return the documents to learn from, and those of which no sentence was learned from."""
    every = tuple(documents)
    known = tuple(d for d in every if d.batches & LEARNED_FROM)
    return known, tuple(d for d in every if d not in known)


def _key(record: Mapping[str, Any]) -> str:
    return f"{record['origin']}-{record['document']}"


def _texts(path: Path) -> dict[str, Paper]:
    try:
        data = path.read_text("utf-8")
        if data.lstrip().startswith("["):
            records = [("abstract", r["id"], r["title"], r["abstract"]) for r in json.loads(data)]
        else:
            lines = [json.loads(line) for line in data.splitlines() if line.strip()]
            records = [("patent", r["patent"], f"Patent {r['patent']}", r["text"]) for r in lines]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError("neither patents (patent, text) nor papers (id, title, abstract)", str(path)) from error
    return {f"{origin}-{key}": Paper(f"{origin}-{key}", title, text, str(path)) for origin, key, title, text in records}


def _sentence(record: Mapping[str, Any], paper: Paper) -> OpenSentence:
    text = paper.abstract[record["start"] : record["end"]]
    facts = tuple(
        (text[slice(*head)], " ".join(text[slice(*word)] for word in words), text[slice(*tail)])
        for head, words, tail in record["facts"]
    )
    return OpenSentence(record["id"], paper.id, record["start"], text, facts)
