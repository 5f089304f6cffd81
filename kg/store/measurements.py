"""Measured results as nodes: one for each number of a claim, so that a query can rank what papers put in words.

A node depends on its claim alone. ``kg:metricName`` and ``kg:datasetName`` are the names that all wordings share.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from kg.model import Claim
from kg.results import Measurement, measured
from kg.store import terms
from kg.store.terms import Literal, Triple, kg


def triples(claim: Claim, subject: str) -> Iterator[Triple]:
    """Yield the triples of the results that a claim states; ``subject`` is the claim's IRI."""
    for item in measured(claim):
        yield from _node(item, f"{subject}#value-{item.number}")


def _node(item: Measurement, node: str) -> Iterator[Triple]:
    value = item.value
    yield node, terms.TYPE, kg("Measurement")
    yield node, terms.PROV + "wasDerivedFrom", node.partition("#")[0]
    yield node, terms.SOSA + "hasFeatureOfInterest", item.claim.head_entity
    yield node, kg("kind"), Literal(item.kind)
    for name, text in (
        ("metricName", item.metric.name),
        ("datasetName", item.dataset_key),
        ("split", item.split),
        ("against", item.baseline),
        ("written", value.text),
        ("unitName", value.unit),
        ("bound", value.bound),
        ("order", value.order),
        ("better", {1: "more", -1: "less", 0: ""}[item.direction]),
    ):
        if text:
            yield node, kg(name), Literal(text)
    for name, number in (("low", value.low), ("high", value.high)):
        if number is not None:
            yield node, kg(name), _decimal(number)


def _decimal(number: Decimal) -> Literal:
    text = f"{number:f}"
    return Literal(text if "." in text else text + ".0", terms.DECIMAL)
