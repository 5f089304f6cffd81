"""Claims as records: the lines of ``facts.jsonl`` and ``rejected.jsonl``, and the rows of CSV."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from typing import Final

from kg.model import Claim, Fact, Paper, Rejection

QUALIFIERS: Final = ("metric", "value", "unit", "dataset", "baseline", "condition")
KEYS: Final = (
    "paper", "paper_id", "head", "head_type", "relation", "tail", "tail_type", "evidence", "start", "end", "confidence",
    "qualifiers", "extractor", "head_entity", "tail_entity",
)  # fmt: skip


def record(claim: Claim, title: str) -> dict[str, object]:
    """Return the claim under the keys of ``facts.jsonl``, in their order; ``title`` is its paper's."""
    values: dict[str, object] = {key: getattr(claim, key) for key in KEYS if key not in ("paper", "qualifiers")}
    values |= {"paper": title, "qualifiers": asdict(claim.qualifiers)}
    return {key: values[key] for key in KEYS}


def json_lines(claims: Iterable[Claim], titles: Mapping[str, str]) -> Iterator[str]:
    """Yield one line of JSON for each claim; ``titles`` maps the ids of papers to their titles."""
    for claim in claims:
        yield json.dumps(record(claim, titles.get(claim.paper_id, "")), ensure_ascii=False) + "\n"


def triple(claim: Claim) -> str:
    """Return the claim as ``head::relation::tail``."""
    return f"{claim.head}::{claim.relation}::{claim.tail}"


def csv_lines(claims: Iterable[Claim], titles: Mapping[str, str]) -> Iterator[str]:
    """Yield the claims as CSV with a header; each qualifier has a column of its own."""
    columns = [name for key in KEYS for name in (QUALIFIERS if key == "qualifiers" else (key,))]
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(columns)
    for claim in claims:
        values = record(claim, titles.get(claim.paper_id, "")) | asdict(claim.qualifiers)
        writer.writerow(values[column] for column in columns)
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()
    yield buffer.getvalue()


def rejection_lines(rejections: Iterable[Rejection], papers: Mapping[str, Paper]) -> Iterator[str]:
    """Yield one line of JSON for each candidate that was dropped, the reason first."""
    for rejection in rejections:
        values = {"reason": rejection.reason, **_candidate(rejection.fact, papers)}
        yield json.dumps(values, ensure_ascii=False) + "\n"


def _candidate(fact: Fact, papers: Mapping[str, Paper]) -> dict[str, object]:
    quote = fact.evidence
    return {
        "paper": papers[quote.paper_id].title if quote.paper_id in papers else "",
        "paper_id": quote.paper_id,
        "head": fact.head.name,
        "head_type": fact.head.type,
        "relation": fact.relation,
        "tail": fact.tail.name,
        "tail_type": fact.tail.type,
        "evidence": quote.text,
        "start": quote.start,
        "end": quote.end,
        "confidence": fact.confidence,
        "qualifiers": asdict(fact.qualifiers),
        "extractor": fact.extractor,
    }
