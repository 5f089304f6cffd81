"""The ontology, its page in the docs and the check of types, generated from ``schema.py``.

``kg/data/ontology.ttl``, ``docs/ontology.md`` and ``queries/checks/types-do-not-fit.rq`` are what this module writes:
run ``python -m kg.store.ontology`` after a change of the schema (a test holds that they agree).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from kg import schema
from kg.store.syntax import quoted
from kg.store.terms import PREFIXES

ONTOLOGY: Final = Path(__file__).parents[1] / "data" / "ontology.ttl"
PAGE: Final = Path(__file__).parents[2] / "docs" / "ontology.md"
TYPE_CHECK: Final = Path(__file__).parents[2] / "queries" / "checks" / "types-do-not-fit.rq"

_PREFIXES: Final = {
    **{name: PREFIXES[name] for name in ("kg", "rdf", "rdfs", "xsd", "skos", "sosa", "prov", "oa", "schema")},
    "owl": "http://www.w3.org/2002/07/owl#",
    "mls": "http://www.w3.org/ns/mls#",
    "fair4ml": "https://w3id.org/fair4ml/",
}
_CLOSE: Final = {
    "Paper": "schema:ScholarlyArticle",
    "Model": "mls:Model",
    "Method": "mls:Algorithm",
    "Task": "mls:Task",
    "Dataset": "schema:Dataset",
    "Metric": "mls:EvaluationMeasure",
    "Software": "schema:SoftwareApplication",
    "Result": "mls:ModelEvaluation",
    "basedOn": "prov:wasDerivedFrom",
    "trainedOn": "fair4ml:trainedOn",
    "evaluatedOn": "fair4ml:evaluatedOn",
    "uses": "prov:used",
}
_CLASSES: Final = (
    ("Entity", "entity", "something that papers speak of", ""),
    ("Claim", "claim", "a fact as one sentence of one paper states it", "rdf:Statement"),
    ("Measurement", "measurement", "one number that a claim states, read as a number", "sosa:Observation"),
    ("Merge", "merge", "a decision that two names stand for one entity", ""),
)
_LITERALS: Final = (
    ("head", "head", "the head's name, as the paper uses it", "Claim", "string"),
    ("tail", "tail", "the tail's name, as the paper uses it", "Claim", "string"),
    ("headText", "head text", "the head's wording in the quote, such as 'our model'", "Claim", "string"),
    ("tailText", "tail text", "the tail's wording in the quote", "Claim", "string"),
    ("wording", "wording", "the relation of an open claim, in the sentence's own words", "Claim", "string"),
    (
        "layer",
        "layer",
        "'typed' for one of the typed relations, 'open' for the sentence's own words",
        "Claim",
        "string",
    ),
    ("fact", "fact", "the same for all plain claims of one head, relation and tail", "Claim", "string"),
    ("modality", "modality", "'negated', 'hedged' or 'future'; absent from a plain claim", "Claim", "string"),
    ("confidence", "confidence", "the estimated probability that the claim is right", "Claim", "decimal"),
    ("metric", "metric", "the metric that the sentence names", "Claim", "string"),
    ("value", "value", "the value as written, with its unit", "Claim", "string"),
    ("number", "number", "the value as a number, where it is a single one", "Claim", "decimal"),
    ("unit", "unit", "the unit of the value", "Claim", "string"),
    ("dataset", "data set", "the data set that the sentence names", "Claim", "string"),
    ("baseline", "baseline", "what the sentence compares with", "Claim", "string"),
    ("condition", "condition", "under which condition the sentence says so", "Claim", "string"),
    ("kind", "kind", "'level' for what was reached, 'change' for the distance to a baseline", "Measurement", "string"),
    ("metricName", "metric name", "the name that all wordings of the metric share", "Measurement", "string"),
    ("datasetName", "data set name", "the form that all wordings of the data set share", "Measurement", "string"),
    ("split", "split", "the part of the data set", "Measurement", "string"),
    ("against", "against", "what a change is measured against", "Measurement", "string"),
    ("written", "written", "the number with its unit, as written", "Measurement", "string"),
    ("unitName", "unit name", "the unit under its common name", "Measurement", "string"),
    ("bound", "bound", "'up to', 'at least', 'more than', 'less than', 'about' or 'from'", "Measurement", "string"),
    ("order", "order", "a complexity class, such as O(n)", "Measurement", "string"),
    ("better", "better", "'more' or 'less', whichever is better", "Measurement", "string"),
    ("low", "low", "the number, or the low end of a range", "Measurement", "decimal"),
    ("high", "high", "the number, or the high end of a range", "Measurement", "decimal"),
    ("authors", "authors", "the authors in their order, one a line", "Paper", "string"),
    ("kept", "kept", "the name that the entity keeps", "Merge", "string"),
    ("name", "name", "the name that was put under the entity", "Merge", "string"),
    ("reason", "reason", "why the two names are one", "Merge", "string"),
    ("score", "score", "how sure the merge is", "Merge", "decimal"),
)
_LINKS: Final = (
    ("headType", "head type", "the type of the head in this claim", "Claim", "rdfs:Class"),
    ("tailType", "tail type", "the type of the tail in this claim", "Claim", "rdfs:Class"),
    ("into", "into", "the entity under which the name was put", "Merge", "kg:Entity"),
)


def names() -> list[str]:
    """Return the names of our own terms beside the types and the relations."""
    return [row[0] for rows in (_CLASSES, _LITERALS, _LINKS) for row in rows]


def turtle() -> str:
    """Return the ontology as Turtle."""
    return "".join(_statements())


def page() -> str:
    """Return the ontology as a page to read, in Markdown."""
    classes = [
        (f"`kg:{name}`", f"{comment}{f' (a `{parent}`)' if parent else ''}") for name, _, comment, parent in _CLASSES
    ]
    kinds = [(f"`kg:{kind.name}`", kind.comment, _near(kind.name)) for kind in schema.ENTITY_TYPES]
    relations = [
        (
            f"`kg:{r.name}`",
            r.comment + (" (symmetric)" if r.symmetric else ""),
            _listed(r.heads),
            _listed(r.tails),
            _near(r.name),
        )
        for r in schema.RELATIONS
    ]
    literals = [(f"`kg:{name}`", comment, domain, f"`xsd:{kind}`") for name, _, comment, domain, kind in _LITERALS]
    links = [(f"`kg:{name}`", comment, domain, f"`{kind}`") for name, _, comment, domain, kind in _LINKS]
    return "\n".join(
        [
            "# The ontology\n",
            "Written by `python -m kg.store.ontology` from `kg/schema.py`; as RDF it is `kg/data/ontology.ttl`. Our",
            f"own terms stand under `{PREFIXES['kg']}` (prefix `kg:`). A fact is a direct triple,",
            "`?head kg:outperforms ?tail`, and a claim: a node that says in which paper and words it stands.\n",
            "```turtle",
            "entity:alphanet kg:outperforms entity:bert .",
            "claim:0f3a a kg:Claim ;",
            "    rdf:subject entity:alphanet ; rdf:predicate kg:outperforms ; rdf:object entity:bert ;",
            '    kg:value "3.5%" ; kg:metric "F1" ; kg:confidence 0.93 ; prov:wasDerivedFrom paper:alpha ;',
            "    oa:hasSelector <https://paper-kg.example/paper/alpha#char=60,104> .",
            "```",
            *_chapter("Classes", ("class", "is"), classes),
            *_chapter("Types of entities", ("type", "is", "close to"), kinds),
            *_chapter("Relations", ("relation", "says", "from", "to", "close to"), relations),
            *_chapter(
                "What claims, measurements and merges carry", ("property", "says", "of", "value"), literals + links
            ),
            *_chapter("Prefixes", ("prefix", "namespace"), [(f"`{p}:`", f"`{iri}`") for p, iri in PREFIXES.items()]),
            "",
        ]
    )


def _chapter(title: str, names: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield f"\n## {title}\n"
    for row in (names, ("---",) * len(names), *rows):
        yield f"| {' | '.join(row)} |"


def _near(name: str) -> str:
    return f"`{_CLOSE[name]}`" if name in _CLOSE else ""


def _listed(kinds: frozenset[str]) -> str:
    return "any" if kinds == schema.TYPE_NAMES else ", ".join(sorted(kinds))


def type_check() -> str:
    """Return the query that finds claims whose types the schema does not allow."""

    def rows(end: str) -> str:
        return "\n".join(
            "      " + " ".join(f"(kg:{r.name} kg:{kind})" for kind in sorted(r.heads if end == "head" else r.tails))
            for r in schema.RELATIONS
        )

    return f"""# A plain claim whose types do not fit its relation
#
# Which types a relation may join stands in kg/schema.py, from which this query is generated.

PREFIX kg: <{PREFIXES["kg"]}>
PREFIX rdf: <{PREFIXES["rdf"]}>

SELECT ?claim ?relation ?headType ?tailType WHERE {{
  ?claim kg:layer "typed" ; rdf:predicate ?relation ; kg:headType ?headType ; kg:tailType ?tailType .
  FILTER NOT EXISTS {{ ?claim kg:modality ?modality }}
  OPTIONAL {{
    VALUES (?relation ?headType) {{
{rows("head")}
    }}
    BIND (true AS ?headFits)
  }}
  OPTIONAL {{
    VALUES (?relation ?tailType) {{
{rows("tail")}
    }}
    BIND (true AS ?tailFits)
  }}
  FILTER (!BOUND(?headFits) || !BOUND(?tailFits))
}}
"""


def _statements() -> Iterator[str]:
    for prefix, namespace in _PREFIXES.items():
        yield f"@prefix {prefix}: <{namespace}> .\n"
    yield f"\n<{PREFIXES['kg'].rstrip('#')}> a owl:Ontology ;\n"
    yield f"    rdfs:label {quoted('Facts of research papers')} ;\n"
    yield f"    rdfs:comment {quoted('What papers say of models, methods, data sets and results, claim by claim.')} .\n"
    for name, label, comment, parent in _CLASSES:
        yield _term(name, "rdfs:Class, owl:Class", label, comment, [f"rdfs:subClassOf {parent}"] if parent else [])
    for kind in schema.ENTITY_TYPES:
        more = ["rdfs:subClassOf kg:Entity", *_close(kind.name)]
        yield _term(kind.name, "rdfs:Class, owl:Class", kind.name.lower(), kind.comment, more)
    for relation in schema.RELATIONS:
        kinds = "rdf:Property, owl:ObjectProperty" + (", owl:SymmetricProperty" if relation.symmetric else "")
        more = [f"rdfs:domain {_union(relation.heads)}", f"rdfs:range {_union(relation.tails)}"]
        yield _term(relation.name, kinds, relation.label, relation.comment, more + _close(relation.name))
    comment = "stands for the relation of an open claim, whose words are in kg:wording"
    yield _term("openRelation", "rdf:Property, owl:ObjectProperty", "open relation", comment, [])
    for name, label, comment, domain, datatype in _LITERALS:
        more = [f"rdfs:domain kg:{domain}", f"rdfs:range xsd:{datatype}"]
        yield _term(name, "rdf:Property, owl:DatatypeProperty", label, comment, more)
    for name, label, comment, domain, range_ in _LINKS:
        more = [f"rdfs:domain kg:{domain}", f"rdfs:range {range_}"]
        yield _term(name, "rdf:Property, owl:ObjectProperty", label, comment, more)


def _term(name: str, kinds: str, label: str, comment: str, more: Iterable[str]) -> str:
    lines = [f"kg:{name} a {kinds}", f"rdfs:label {quoted(label)}", f"rdfs:comment {quoted(comment)}", *more]
    return "\n" + " ;\n    ".join(lines) + " .\n"


def _close(name: str) -> list[str]:
    return [f"skos:closeMatch {_CLOSE[name]}"] if name in _CLOSE else []


def _union(kinds: frozenset[str]) -> str:
    names = sorted(kinds)
    if len(names) == 1:
        return f"kg:{names[0]}"
    return f"[ a owl:Class ; owl:unionOf ( {' '.join(f'kg:{name}' for name in names)} ) ]"


if __name__ == "__main__":
    ONTOLOGY.write_text(turtle(), encoding="utf-8")
    PAGE.write_text(page(), encoding="utf-8")
    TYPE_CHECK.write_text(type_check(), encoding="utf-8")
