"""A person's judgement of facts drawn at random, and what it says of all facts."""

from __future__ import annotations

import json
import os
import random
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import sqrt
from pathlib import Path
from typing import Final

from kg.errors import InputError
from kg.model import TYPED, Claim, Graph

FILE: Final = "reviews.jsonl"
RIGHT: Final = "right"
WRONG: Final = "wrong"
_Z: Final = 1.959964  # two-sided 95%
Key = tuple[str, int, int, str, str, str]


@dataclass(frozen=True, slots=True)
class Estimate:
    """The part of facts that are right, as a sample shows it, with its 95% interval after Wilson."""

    right: int
    judged: int

    @property
    def precision(self) -> float:
        """The part of the judged facts that are right; 0 if none was judged."""
        return self.right / self.judged if self.judged else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """The lowest and the highest precision that fit the sample.

        >>> [round(end, 3) for end in Estimate(45, 50).interval]
        [0.786, 0.957]
        """
        if not self.judged:
            return 0.0, 1.0
        n, p = self.judged, self.precision
        middle, spread = p + _Z**2 / (2 * n), _Z * sqrt(p * (1 - p) / n + _Z**2 / (4 * n**2))
        scale = 1 + _Z**2 / n
        return max(0.0, (middle - spread) / scale), min(1.0, (middle + spread) / scale)

    def __str__(self) -> str:
        low, high = self.interval
        interval = f"95% interval {low:.3f} to {high:.3f}"
        return f"precision {self.precision:.3f}, {interval} ({self.right} of {self.judged} right)"


def draw(graph: Graph, count: int, seed: int) -> tuple[Claim, ...]:
    """Draw typed claims at random: the same graph and seed, the same claims in the same order."""
    claims = sorted((claim for claim in graph.claims if claim.layer == TYPED), key=lambda claim: claim.id)
    return tuple(random.Random(seed).sample(claims, min(count, len(claims))))


def key(claim: Claim) -> Key:
    """Return what a judgement is about: it holds in every later build that states the same fact of the same words."""
    return claim.paper_id, claim.start, claim.end, claim.head, claim.relation, claim.tail


def key_of(record: Mapping[str, object]) -> Key:
    """Return the key of a fact that stands in a file."""
    start, end = int(str(record["start"])), int(str(record["end"]))
    head, relation, tail = (str(record[name]) for name in ("head", "relation", "tail"))
    return str(record["paper_id"]), start, end, head, relation, tail


def estimate(judged: Mapping[Key, bool], keys: Iterable[Key]) -> Estimate:
    """Return what the judgements say of these facts; those without one do not count."""
    verdicts = [judged[one] for one in dict.fromkeys(keys) if one in judged]
    return Estimate(sum(verdicts), len(verdicts))


def read(path: Path) -> dict[Key, bool]:
    """Return the judgements of a file, the last about each fact; none if there is no file."""
    found: dict[Key, bool] = {}
    if not path.is_file():
        return found
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.strip():
            try:
                record = json.loads(line)
                found[key_of(record)] = {RIGHT: True, WRONG: False}[record["verdict"]]
            except (ValueError, KeyError, TypeError) as error:
                raise InputError("not a judgement: mend or remove the line", f"{path}:{number}") from error
    return found


def store(path: Path, claim: Claim, right: bool) -> None:
    """Add a judgement to a file; it is on the disk when this returns."""
    record = {
        "verdict": RIGHT if right else WRONG, "paper_id": claim.paper_id, "start": claim.start, "end": claim.end,
        "head": claim.head, "relation": claim.relation, "tail": claim.tail, "evidence": claim.evidence,
        "confidence": claim.confidence, "extractor": claim.extractor,
    }  # fmt: skip
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps(record, ensure_ascii=False) + "\n")
        file.flush()
        os.fsync(file.fileno())
