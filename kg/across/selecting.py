"""The results that a person asks for, by wordings of data set, metric and model."""

from __future__ import annotations

from collections.abc import Mapping

from kg.across.names import find
from kg.metrics import metric as known_metric
from kg.model import Graph
from kg.resolve.names import normalised
from kg.results import Measurement, board, dataset_and_split, results


def select(graph: Graph, *, dataset: str = "", metric: str = "", model: str = "") -> tuple[Measurement, ...]:
    """Return the results that fit, as a leaderboard; "" fits all.

    Raises:
        UnknownNameError: no entity is called like the model.
    """
    wanted = _dataset_keys(graph, dataset) if dataset else set()
    models = {entity.iri for entity in find(graph, model)} if model else set()
    name = known_metric(metric).name.casefold()
    return board(
        item
        for item in results(graph)
        if (not dataset or item.dataset_key in wanted)
        and (not metric or item.metric.name.casefold() == name)
        and (not model or item.claim.head_entity in models)
    )


def _dataset_keys(graph: Graph, dataset: str) -> set[str]:
    """Return the normalised forms of all wordings under which the graph knows the data set."""
    key = normalised(dataset_and_split(dataset)[0])
    for entity in graph.entities:
        keys = {normalised(name) for name in (entity.name, *entity.aliases)}
        if key in keys:
            return keys
    return {key}


def record(item: Measurement, titles: Mapping[str, str]) -> dict[str, str | float | None]:
    """Return a result as a flat record, the value both as written and as numbers."""
    value, claim = item.value, item.claim
    return {
        "dataset": item.dataset,
        "split": item.split,
        "metric": item.metric.name,
        "better": {1: "more", -1: "less", 0: ""}[item.metric.better],
        "model": claim.head,
        "model_entity": claim.head_entity,
        "kind": item.kind,
        "value": claim.qualifiers.value or claim.tail,
        "low": "" if value.low is None else f"{value.low:f}",
        "high": "" if value.high is None else f"{value.high:f}",
        "unit": value.unit,
        "bound": value.bound,
        "order": value.order,
        "baseline": item.baseline,
        "condition": item.condition,
        "paper": titles.get(claim.paper_id, ""),
        "evidence": claim.evidence,
        "start": claim.start,
        "end": claim.end,
        "confidence": claim.confidence,
    }
