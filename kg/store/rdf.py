"""A graph as triples.

A paper, an entity, a claim and a merge each become one subject; a claim's quote is a selector of the paper's text
(Web Annotation), named after its character range (RFC 5147), and shared by the claims that quote it. Only a plain,
typed claim also makes the direct triple ``head relation tail``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final
from urllib.parse import quote

from kg import iri, schema
from kg.model import OPEN, TYPED, Claim, Entity, Graph, Merge, Paper
from kg.store import measurements, terms
from kg.store.terms import Literal, Triple, kg

QUALIFIERS: Final = ("metric", "value", "unit", "dataset", "baseline", "condition")
OPEN_RELATION: Final = kg("openRelation")
_NAME: Final = re.compile(r"[A-Za-z]\w*", re.ASCII)
_NUMBER: Final = re.compile(r"[-+−]?\d+(?:,\d{3})*(?:\.\d+)?(?![\d^])")


def triples(graph: Graph) -> Iterator[Triple]:
    """Yield every triple of the graph, subject by subject: papers, entities, claims, merges."""
    direct: dict[str, dict[tuple[str, str], None]] = {}
    for claim in graph.claims:
        if is_direct(claim):
            direct.setdefault(claim.head_entity, {})[kg(claim.relation), claim.tail_entity] = None
    entities = {entity.iri: entity for entity in graph.entities}
    for paper in graph.papers:
        subject = iri.paper_iri(paper.id)
        yield from _paper(subject, paper)
        if subject in entities:
            yield from _entity(entities.pop(subject), kinds=("Entity",))
        for relation, tail in direct.pop(subject, ()):
            yield subject, relation, tail
    for subject, entity in entities.items():
        yield from _entity(entity, kinds=("Entity", entity.type) if entity.type else ("Entity",))
        for relation, tail in direct.pop(subject, ()):
            yield subject, relation, tail
    for subject, links in direct.items():  # a head that the graph does not list as an entity
        for relation, tail in links:
            yield subject, relation, tail
    for name in sorted({claim.extractor for claim in graph.claims} - {""}):
        subject = terms.EXTRACTOR + quote(name, safe="")
        yield subject, terms.TYPE, terms.PROV + "SoftwareAgent"
        yield subject, terms.LABEL, Literal(name)
    quoted: set[tuple[str, int, int]] = set()
    for claim in graph.claims:
        yield from _claim(claim)
        span = (claim.paper_id, claim.start, claim.end)
        if span not in quoted:
            quoted.add(span)
            yield from _selector(claim)
    for merge in graph.merges:
        yield from _merge(merge)


def is_direct(claim: Claim) -> bool:
    """Tell whether the claim reads as a plain fact: typed, and neither negated, hedged nor future."""
    return claim.layer == TYPED and not claim.modality and claim.relation in schema.RELATION


def number_of(value: str) -> Decimal | None:
    """Return the one number that a value states, or None for a range, a power or words alone.

    >>> number_of("21.2 dB"), number_of("2-3x")
    (Decimal('21.2'), None)
    """
    found = list(_NUMBER.finditer(value))
    if len(found) != 1 or "^" in value:
        return None
    text = found[0][0].replace(",", "").replace("−", "-")
    before = value[: found[0].start()]
    return Decimal(text) if not before or not before[-1].isalnum() else None


def fact_key(claim: Claim) -> str:
    """Return what all claims of one fact share: 15 hexadecimal digits, which a store keeps within the triple itself."""
    return iri.digest(claim.head_entity, claim.relation, claim.tail_entity)[:15]


def selector_iri(claim: Claim) -> str:
    """Return the IRI of the span that the claim quotes."""
    return f"{iri.paper_iri(claim.paper_id)}#char={claim.start},{claim.end}"


def _paper(subject: str, paper: Paper) -> Iterator[Triple]:
    yield subject, terms.TYPE, kg("Paper")
    yield subject, terms.TYPE, terms.SCHEMA_ORG + "ScholarlyArticle"
    yield subject, terms.DCTERMS + "title", Literal(paper.title)
    for author in dict.fromkeys(paper.authors):
        yield subject, terms.DCTERMS + "creator", Literal(author)
    if paper.authors:  # triples have no order, a list of authors has
        yield subject, kg("authors"), Literal("\n".join(name.replace("\n", " ") for name in paper.authors))
    if paper.year is not None:
        yield subject, terms.DCTERMS + "issued", Literal(f"{paper.year:04d}", terms.YEAR)
    if paper.url:
        yield subject, terms.SCHEMA_ORG + "url", Literal(paper.url, terms.ANY_URI)
    yield subject, terms.DCTERMS + "identifier", Literal(paper.id)
    if paper.source:
        yield subject, terms.DCTERMS + "source", Literal(paper.source)
    yield subject, terms.DCTERMS + "abstract", Literal(paper.abstract)


def _entity(entity: Entity, kinds: tuple[str, ...]) -> Iterator[Triple]:
    for kind in kinds:
        yield entity.iri, terms.TYPE, kg(kind)
    yield entity.iri, terms.PREF_LABEL, Literal(entity.name)
    for alias in entity.aliases:
        yield entity.iri, terms.ALT_LABEL, Literal(alias)
    for family in entity.broader:
        yield entity.iri, terms.BROADER, family


def _claim(claim: Claim) -> Iterator[Triple]:
    subject = iri.CLAIM + quote(claim.id, safe="-._~")
    named = bool(_NAME.fullmatch(claim.relation)) and claim.layer != OPEN
    yield subject, terms.TYPE, kg("Claim")
    yield subject, terms.TYPE, terms.RDF + "Statement"
    yield subject, terms.SUBJECT, claim.head_entity
    yield subject, terms.PREDICATE, kg(claim.relation) if named else OPEN_RELATION
    yield subject, terms.OBJECT, claim.tail_entity
    if is_direct(claim):
        yield subject, kg("fact"), Literal(fact_key(claim))
    if not named:
        yield subject, kg("wording"), Literal(claim.relation)
    for term, text in (("head", claim.head), ("headText", claim.head_text), ("tail", claim.tail)):
        if text:
            yield subject, kg(term), Literal(text)
    if claim.tail_text:
        yield subject, kg("tailText"), Literal(claim.tail_text)
    if claim.head_type:
        yield subject, kg("headType"), kg(claim.head_type)
    if claim.tail_type:
        yield subject, kg("tailType"), kg(claim.tail_type)
    for name in QUALIFIERS:
        if text := getattr(claim.qualifiers, name):
            yield subject, kg(name), Literal(text)
    if (number := number_of(claim.qualifiers.value)) is not None:
        text = f"{number:f}"
        yield subject, kg("number"), Literal(text if "." in text else text + ".0", terms.DECIMAL)
    yield subject, kg("layer"), Literal(claim.layer)
    if claim.modality:
        yield subject, kg("modality"), Literal(claim.modality)
    yield subject, kg("confidence"), terms.decimal(claim.confidence)
    if claim.extractor:
        yield subject, terms.PROV + "wasAttributedTo", terms.EXTRACTOR + quote(claim.extractor, safe="")
    yield subject, terms.PROV + "wasDerivedFrom", iri.paper_iri(claim.paper_id)
    yield subject, terms.OA + "hasSelector", selector_iri(claim)
    yield from measurements.triples(claim, subject)


def _selector(claim: Claim) -> Iterator[Triple]:
    subject = selector_iri(claim)
    yield subject, terms.TYPE, terms.OA + "TextQuoteSelector"
    yield subject, terms.TYPE, terms.OA + "TextPositionSelector"
    yield subject, terms.OA + "exact", Literal(claim.evidence)
    yield subject, terms.OA + "start", Literal(str(claim.start), terms.INTEGER)
    yield subject, terms.OA + "end", Literal(str(claim.end), terms.INTEGER)


def _merge(merge: Merge) -> Iterator[Triple]:
    subject = terms.MERGE + iri.digest(merge.entity, merge.kept, merge.name, merge.reason)
    yield subject, terms.TYPE, kg("Merge")
    yield subject, kg("into"), merge.entity
    yield subject, kg("kept"), Literal(merge.kept)
    yield subject, kg("name"), Literal(merge.name)
    yield subject, kg("reason"), Literal(merge.reason)
    yield subject, kg("score"), terms.decimal(merge.score)
