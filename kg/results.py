"""Measured results: who reached which number, in which metric, on which data, under which condition.

A claim that carries a number becomes one measurement for each number. A ``LEVEL`` is a figure that something reached
("92.4 F1 on GLUE"), a ``CHANGE`` is the distance to something else ("3% fewer parameters than BERT-Mini"). Amounts that
measure no quality ("a corpus of 15 billion words") are no results.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from kg.metrics import LESS, MORE, Metric, metric
from kg.model import TYPED, Claim, Graph
from kg.resolve.names import normalised
from kg.values import COMPLEXITY, FACTOR, PERCENT, Value, parse

LEVEL: Final = "level"
CHANGE: Final = "change"
_STATED: Final = frozenset({"achieves", "outperforms", "matches", "improves", "reduces", "evaluatedOn", "comparedWith"})
_CHANGES: Final = frozenset({"outperforms", "improves", "reduces"})
_RANK: Final = {"achieves": 0, "outperforms": 1, "reduces": 2, "improves": 2, "matches": 3, "evaluatedOn": 4}
_CHANGE_WORD: Final = re.compile(
    r"\b(?:higher|lower|better|fewer|faster|smaller|improvement|gain|increase|reduction|decrease|drop|additional|below|above"
    r"|speed-?up|savings?|of the|compression)\b", re.IGNORECASE
)  # fmt: skip
_COMPARED: Final = re.compile(
    r"^(?:(?:[%x]|up to|higher|lower|better|fewer|smaller|faster|less|more|additional|further)\s+)+", re.IGNORECASE
)
_SPLIT: Final = re.compile(
    r"\b((?:private |public |hidden |held-out )?(?:test|dev|development|validation|val|train|training|minival|eval)"
    r"(?:[- ](?:clean|other|dev|std|full|set|split|data|sets|matched|mismatched))*)\b",
    re.IGNORECASE,
)
_LEADING: Final = re.compile(r"^(?:(?:the|same|full|entire|original|popular|standard|challenging)\s+)+", re.IGNORECASE)
_TRAILING: Final = re.compile(r"(?<=\w)\s+(?:data ?sets?|benchmarks?|corpus|corpora|leaderboard)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Measurement:
    """One number that one claim states.

    Attributes:
        number: which of the claim's numbers it is, from 0.
        metric: the metric under its common name; its ``name`` is "" where the text gives none.
        dataset: the data set without "the", "dataset" and its split, as written; split: "test", "dev-clean", ….
        baseline: the wording of what a change is measured against.
        kind: ``LEVEL`` or ``CHANGE``.
    """

    claim: Claim
    number: int
    value: Value
    metric: Metric
    kind: str
    dataset: str = ""
    split: str = ""
    baseline: str = ""
    condition: str = ""

    @property
    def dataset_key(self) -> str:
        """The normalised name of the data set: equal for all its wordings."""
        return normalised(self.dataset)

    @property
    def direction(self) -> int:
        """1 where a larger number is better, -1 where a smaller one is, 0 where it is not known.

        Of a change the larger one is better: "53 times fewer parameters" beats "2 times fewer".
        """
        worse = re.search(r"\b(?:drop|degradation|loss)\b", f"{self.metric.name} {self.claim.tail}")
        return self.metric.better if self.kind == LEVEL else LESS if worse else MORE


def measured(claim: Claim) -> tuple[Measurement, ...]:
    """Return the results that a claim states, none for a claim that is negated, hedged or about the future."""
    if claim.layer != TYPED or claim.modality or claim.relation not in _STATED:
        return ()
    stated = claim.qualifiers
    written = parse(stated.value) or (parse(claim.tail) if claim.tail_type == "Result" else ())
    values = [_in_context(value, claim.evidence) for value in written]
    metrics = _metrics(claim)
    if claim.relation == "evaluatedOn" and not metrics:
        return ()  # how many images it was tried on, not how well
    on_data = claim.relation == "evaluatedOn" and claim.tail_type == "Dataset"
    dataset, split = dataset_and_split(stated.dataset or (claim.tail if on_data else ""))
    kind = _kind(claim)
    several = len(metrics) == len(values)
    return tuple(
        Measurement(
            claim=claim,
            number=n,
            value=value,
            metric=metrics[n if several else 0] if metrics else Metric("", 0),
            kind=LEVEL if value.unit == COMPLEXITY else CHANGE if value.sense and value.unit != "$" else kind,
            dataset=dataset,
            split=split,
            baseline=stated.baseline or (claim.tail if claim.relation in ("outperforms", "matches") else ""),
            condition=stated.condition,
        )
        for n, value in enumerate(values)
    )


def dataset_and_split(wording: str) -> tuple[str, str]:
    """Return the name of a data set without what only describes it, and the part of it that was used.

    >>> dataset_and_split("the LibriSpeech test-clean dataset")
    ('LibriSpeech', 'test-clean')
    """
    found = _SPLIT.search(wording)
    split = found[1] if found else ""
    name = (wording[: found.start()] + wording[found.end() :]) if found else wording
    name = _LEADING.sub("", re.sub(r"\s+", " ", name).strip(" ,;:()/-"))
    bare = _TRAILING.sub("", name)
    name = bare if re.search(r"[A-Z0-9]", bare) else name  # a kind of data keeps its noun: "summarization benchmarks"
    return (name, re.sub(r"[ -]?(?:sets?|split|data)$", "", split)) if name else (wording.strip(), "")


def results(graph: Graph) -> tuple[Measurement, ...]:
    """Return all measurements of a graph, the same number stated twice by one sentence once.

    "X reaches 91% on par with Y" makes an ``achieves`` and a ``matches`` claim, but one result of X.
    """
    best: dict[tuple[object, ...], Measurement] = {}
    for item in (item for claim in graph.claims for item in measured(claim)):
        key = _identity(item)
        known = best.get(key)
        if known is None or _RANK.get(item.claim.relation, 9) < _RANK.get(known.claim.relation, 9):
            best[key] = item
    return tuple(best.values())


def _identity(item: Measurement) -> tuple[object, ...]:
    against = normalised(item.baseline) if item.kind == CHANGE else ""
    about = item.metric.name if item.metric.name else item.claim.tail_entity
    value = (item.value.low, item.value.high, item.value.unit, item.value.order)
    return (item.claim.paper_id, item.claim.head_entity, against, about, item.dataset_key, item.split, value)


def board(items: Iterable[Measurement]) -> tuple[Measurement, ...]:
    """Order results as a leaderboard: by data set and metric, levels before changes, the best first."""
    return tuple(sorted(items, key=_place))


def _place(item: Measurement) -> tuple[object, ...]:
    number = item.value.high if item.value.high is not None else Decimal("-Infinity")
    return (
        not item.dataset, item.dataset_key, not item.metric.name, item.metric.name.casefold(), item.kind != LEVEL,
        item.value.unit, -number if item.direction >= 0 else number, item.claim.head.casefold(), item.claim.paper_id,
        item.claim.start, item.number,
    )  # fmt: skip


def _in_context(value: Value, evidence: str) -> Value:
    """Return the value with the bound and the sense that the sentence gives it: "up to" stands before the number."""
    place = evidence.find(value.text)
    if place < 0 and value.unit == PERCENT:
        place = evidence.find(value.text.replace("%", "\\%"))
    if value.low is None or place < 0 or evidence.count(value.text) > 1:
        return value
    after = re.split(r"[,;.] |[()]", evidence[place : place + 40])[0]
    around = parse(evidence[max(0, place - 14) : place] + after)
    same = [one for one in around if (one.low, one.high, one.unit) == (value.low, value.high, value.unit)]
    if len(same) != 1:
        return value
    return replace(value, bound=value.bound or same[0].bound, sense=value.sense or same[0].sense)


def _metrics(claim: Claim) -> tuple[Metric, ...]:
    """Return the metrics that a claim names; of "reduces memory by 87%" the metric is the tail."""
    wording = claim.qualifiers.metric
    if not wording and claim.relation in ("improves", "reduces"):
        wording = claim.tail
    if not wording and claim.tail_type == "Result":
        wording = _metric_of_result(claim.tail)
    parts = (_COMPARED.sub("", part.strip()) for part in re.split(r";|,\s+(?:and\s+)?", wording))
    return tuple(metric(part) for part in parts if part)


def _metric_of_result(tail: str) -> str:
    """Return what stands beside the number in "42.2% mAP" or "F1 of 0.93"."""
    for value in parse(tail):
        tail = tail.replace(value.text, " ", 1)
    return re.sub(r"\s+", " ", re.sub(r"^\W*(?:of|up to|at|over|about)\b|\b(?:of|at|up to)\W*$", " ", tail)).strip(
        " ,;:()"
    )


def _kind(claim: Claim) -> str:
    if claim.relation in _CHANGES:
        return CHANGE
    text = f"{claim.tail if claim.tail_type == 'Result' else ''} {claim.qualifiers.value}"
    values = parse(claim.qualifiers.value)
    if _CHANGE_WORD.search(text) or any(value.unit == FACTOR for value in values):
        return CHANGE
    return LEVEL
