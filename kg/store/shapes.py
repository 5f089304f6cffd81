"""SHACL shapes, generated from ``schema.py``: what a claim must carry, and which types a relation may join."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg import schema
from kg.store.terms import PREFIXES

_CLAIM = """
kg:ClaimShape a sh:NodeShape ;
    sh:targetClass kg:Claim ;
    sh:property [ sh:path rdf:subject ; sh:minCount 1 ; sh:maxCount 1 ; sh:class kg:Entity ] ;
    sh:property [ sh:path rdf:object ; sh:minCount 1 ; sh:maxCount 1 ; sh:class kg:Entity ] ;
    sh:property [ sh:path rdf:predicate ; sh:minCount 1 ; sh:maxCount 1 ; sh:nodeKind sh:IRI ] ;
    sh:property [ sh:path prov:wasDerivedFrom ; sh:minCount 1 ; sh:maxCount 1 ; sh:class kg:Paper ] ;
    sh:property [ sh:path ( prov:wasDerivedFrom dcterms:title ) ; sh:minCount 1 ] ;
    sh:property [ sh:path kg:layer ; sh:minCount 1 ; sh:maxCount 1 ; sh:in ( "typed" "open" ) ] ;
    sh:property [ sh:path kg:modality ; sh:maxCount 1 ; sh:in ( "negated" "hedged" "future" ) ] ;
    sh:property [ sh:path kg:confidence ; sh:minCount 1 ; sh:maxCount 1 ; sh:minInclusive 0.0 ; sh:maxInclusive 1.0 ] ;
    sh:property [ sh:path ( oa:hasSelector oa:exact ) ; sh:minCount 1 ; sh:minLength 1 ] ;
    sh:property [ sh:path ( oa:hasSelector oa:start ) ; sh:minCount 1 ; sh:minInclusive 0 ] ;
    sh:property [ sh:path ( oa:hasSelector oa:end ) ; sh:minCount 1 ] .

kg:EntityShape a sh:NodeShape ;
    sh:targetClass kg:Entity ;
    sh:property [ sh:path skos:prefLabel ; sh:minCount 1 ; sh:maxCount 1 ] .
"""


def turtle() -> str:
    """Return the shapes as Turtle.

    Types are those that a claim gives to its ends, since an entity over all papers has the type of most of its claims.
    """
    return "".join(_shapes())


def _shapes() -> Iterator[str]:
    for prefix in ("kg", "rdf", "prov", "oa", "skos", "dcterms"):
        yield f"@prefix {prefix}: <{PREFIXES[prefix]}> .\n"
    yield "@prefix sh: <http://www.w3.org/ns/shacl#> .\n"
    yield _CLAIM
    yield "\nkg:TypesShape a sh:NodeShape ;\n    sh:targetClass kg:Claim ;\n    sh:or (\n"
    yield "        [ sh:property [ sh:path kg:modality ; sh:minCount 1 ] ]\n"
    yield "        [ sh:property [ sh:path rdf:predicate ; sh:hasValue kg:openRelation ] ]\n"
    for relation in schema.RELATIONS:
        yield (
            f"        [ sh:property [ sh:path rdf:predicate ; sh:hasValue kg:{relation.name} ] ;\n"
            f"          sh:property [ sh:path kg:headType ; sh:in ( {_terms(relation.heads)} ) ] ;\n"
            f"          sh:property [ sh:path kg:tailType ; sh:in ( {_terms(relation.tails)} ) ] ]\n"
        )
    yield "    ) .\n"


def _terms(names: Iterable[str]) -> str:
    return " ".join(f"kg:{name}" for name in sorted(names))
