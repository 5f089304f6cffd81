"""RDF terms as plain strings, the vocabularies in use and their prefixes.

A triple is ``(subject, predicate, object)``. Subjects and predicates are IRIs as strings, blank nodes are written
``_:name``, and only an object may be a ``Literal``. No RDF library is needed to pass such triples along.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from kg import iri

RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS: Final = "http://www.w3.org/2000/01/rdf-schema#"
OWL: Final = "http://www.w3.org/2002/07/owl#"
XSD: Final = "http://www.w3.org/2001/XMLSchema#"
SOSA: Final = "http://www.w3.org/ns/sosa/"
SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
DCTERMS: Final = "http://purl.org/dc/terms/"
PROV: Final = "http://www.w3.org/ns/prov#"
OA: Final = "http://www.w3.org/ns/oa#"
SCHEMA_ORG: Final = "http://schema.org/"
KG: Final = iri.SCHEMA

PREFIXES: Final[dict[str, str]] = {
    "kg": KG,
    "entity": iri.ENTITY,
    "paper": iri.PAPER,
    "claim": iri.CLAIM,
    "merge": iri.ROOT + "merge/",
    "extractor": iri.ROOT + "extractor/",
    "rdf": RDF,
    "rdfs": RDFS,
    "xsd": XSD,
    "skos": SKOS,
    "sosa": SOSA,
    "dcterms": DCTERMS,
    "prov": PROV,
    "oa": OA,
    "schema": SCHEMA_ORG,
}
MERGE: Final = PREFIXES["merge"]
EXTRACTOR: Final = PREFIXES["extractor"]

TYPE: Final = RDF + "type"
SUBJECT: Final = RDF + "subject"
PREDICATE: Final = RDF + "predicate"
OBJECT: Final = RDF + "object"
LABEL: Final = RDFS + "label"
PREF_LABEL: Final = SKOS + "prefLabel"
ALT_LABEL: Final = SKOS + "altLabel"
BROADER: Final = SKOS + "broader"
STRING: Final = XSD + "string"
DECIMAL: Final = XSD + "decimal"
INTEGER: Final = XSD + "integer"
YEAR: Final = XSD + "gYear"
ANY_URI: Final = XSD + "anyURI"


class Literal(NamedTuple):
    """A literal: its text, its datatype's IRI ("" for a plain string) and its language tag."""

    text: str
    datatype: str = ""
    language: str = ""


Node = str | Literal
Triple = tuple[str, str, Node]


def kg(name: str) -> str:
    """Return the IRI of one of our own terms."""
    return KG + name


def local_name(iri_: str) -> str:
    """Return what follows the last ``#`` or ``/``."""
    return iri_.rstrip("/#").rsplit("#", 1)[-1].rsplit("/", 1)[-1]


def decimal(number: float) -> Literal:
    """Return the number as an ``xsd:decimal`` with at least one digit after the point; nothing is rounded."""
    text = f"{number!r}"
    if "e" in text or "n" in text:
        from decimal import Decimal

        text = f"{Decimal(text):f}"
    return Literal(text if "." in text else text + ".0", DECIMAL)
