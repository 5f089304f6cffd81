"""Entity types, relations and what each relation may join: the one source of the ontology.

Everything else that speaks of types or relations (the extractors' filters, the RDF vocabulary, the page's legend, the
SHACL shapes) derives it from the tables below.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

PAPER: Final = "Paper"
RESULT: Final = "Result"


@dataclass(frozen=True, slots=True)
class EntityType:
    """A class of entities: its name, what it is, and a class of which it is a part."""

    name: str
    comment: str


@dataclass(frozen=True, slots=True)
class Relation:
    """A typed relation: ``heads`` and ``tails`` are the entity types that it may join."""

    name: str
    label: str
    comment: str
    heads: frozenset[str]
    tails: frozenset[str]
    symmetric: bool = False


ENTITY_TYPES: Final[tuple[EntityType, ...]] = (
    EntityType("Paper", "the paper itself"),
    EntityType("Model", "an architecture, a trained model, a system, or a class of them"),
    EntityType("Method", "a technique, an algorithm, a training or compression strategy, a component, a theory"),
    EntityType("Task", "a problem that one solves, or an application domain"),
    EntityType("Dataset", "a data set, a corpus, a benchmark, the data of a competition"),
    EntityType("Metric", "a figure of merit"),
    EntityType("Hardware", "a device, a processor, a class of platform"),
    EntityType("Software", "a framework, a library, a tool"),
    EntityType("Property", "a quantity or quality that one raises or lowers"),
    EntityType("Problem", "a difficulty, a limitation, a defect"),
    EntityType("Result", "a measured value with its metric"),
    EntityType("Resource", "a URL, a repository"),
)
TYPE_NAMES: Final[frozenset[str]] = frozenset(t.name for t in ENTITY_TYPES)

_ANY = TYPE_NAMES
_THING = frozenset({"Model", "Method", "Software", "Hardware", "Dataset", "Task", "Metric"})
_SYSTEM = frozenset({"Model", "Method", "Software"})
_AGENT = _SYSTEM | {"Paper"}
_BEARER = _THING | {"Property"}

RELATIONS: Final[tuple[Relation, ...]] = (
    Relation("proposes", "proposes", "the paper introduces the thing", frozenset({"Paper"}), _THING | {"Property"}),
    Relation(
        "isA", "is a", "a named thing is put into a class by the text", _BEARER | {"Problem"}, _BEARER | {"Problem"}
    ),
    Relation(
        "basedOn",
        "is based on",
        "extends, is a variant of, is fine-tuned from, replaces parts of, is inspired by",
        _THING,
        _THING,
    ),
    Relation(
        "uses",
        "uses",
        "contains or employs: component, technique, training objective, library",
        _THING | {"Paper"},
        _THING | {"Property"},
    ),
    Relation(
        "usedFor",
        "is used for",
        "serves a task or a domain, or works on models of a class",
        _THING | {"Paper"},
        _THING | {"Problem", "Property"},
    ),
    Relation(
        "trainedOn",
        "is trained on",
        "was trained, pre-trained or fine-tuned on the data",
        _AGENT,
        frozenset({"Dataset", "Task"}),
    ),
    Relation(
        "evaluatedOn",
        "is evaluated on",
        "was evaluated on a data set or benchmark, or by applying it to a model",
        _THING | {"Paper"},
        _THING,
    ),
    Relation(
        "comparedWith",
        "is compared with",
        "the text compares the two and names no winner",
        _THING | {"Paper"},
        _THING,
        symmetric=True,
    ),
    Relation("outperforms", "outperforms", "is better than, in quality, speed or cost", _THING | {"Paper"}, _THING),
    Relation(
        "matches", "matches", "is on a par with, comparable to, close to", _THING | {"Paper"}, _THING, symmetric=True
    ),
    Relation("achieves", "achieves", "reaches the measured value", _THING | {"Paper"}, frozenset({"Result"})),
    Relation(
        "improves",
        "improves",
        "makes the property better",
        _THING | {"Paper"},
        frozenset({"Property", "Metric", "Task", "Model", "Method"}),
    ),
    Relation(
        "reduces",
        "reduces",
        "makes a cost or an error smaller",
        _THING | {"Paper"},
        frozenset({"Property", "Metric", "Problem"}),
    ),
    Relation(
        "targets",
        "targets",
        "is designed for, runs on, is trained on or was measured on the hardware",
        _THING | {"Paper"},
        frozenset({"Hardware"}),
    ),
    Relation(
        "hasLimitation",
        "has limitation",
        "suffers from, is limited by the problem",
        _ANY - {"Result", "Resource"},
        frozenset({"Problem", "Property"}),
    ),
    Relation(
        "addresses",
        "addresses",
        "solves, mitigates, tackles the problem",
        _THING | {"Paper"},
        frozenset({"Problem", "Task", "Property"}),
    ),
    Relation(
        "availableAt",
        "is available at",
        "code, data or weights are at the URL",
        _THING | {"Paper"},
        frozenset({"Resource"}),
    ),
)
RELATION: Final[dict[str, Relation]] = {r.name: r for r in RELATIONS}


def fits(head_type: str, relation: str, tail_type: str) -> bool:
    """Tell whether a relation may join entities of these types.

    Args:
        head_type: a name in ``TYPE_NAMES``.
        relation: a name in ``RELATION``.
        tail_type: a name in ``TYPE_NAMES``.
    """
    known = RELATION.get(relation)
    return known is not None and head_type in known.heads and tail_type in known.tails
