"""From facts to one graph; the only place that decides that two mentions are one thing.

Two names are one entity when their keys are equal (``names``, ``keys``), when the papers' own definitions make one the
short form of the other (``acronyms``), when there is evidence (``likeness``) or when a person decided so
(``decisions``). Nothing is merged by likeness alone. A measured result belongs to its paper, and "this paper" is the
paper itself. Every merge is a ``Merge`` with its reason and score; versions and sizes stay apart and are linked to
their family.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from kg.iri import digest, entity_iri, paper_iri
from kg.model import THIS_PAPER, Claim, Entity, Extraction, Fact, Graph, Mention, Merge, Paper
from kg.resolve.acronyms import collect
from kg.resolve.decisions import Decisions
from kg.resolve.families import broader
from kg.resolve.identity import Identity, Use, identify
from kg.resolve.names import normalised
from kg.schema import PAPER, RESULT

__all__ = ["identity_of", "resolve"]


def resolve(extractions: Iterable[Extraction], decisions: Decisions | None = None) -> Graph:
    """Join the facts of all papers in one graph; the same for every order of the papers.

    Args:
        decisions: what a person decided about names; it wins over everything else.
    """
    found = sorted(extractions, key=lambda extraction: extraction.paper.id)
    identity = identity_of(found, decisions)
    uses: defaultdict[str, list[Use]] = defaultdict(list)
    claims: dict[str, Claim] = {}
    for extraction in found:
        for fact in extraction.facts:
            head = _entity(fact.head, extraction.paper, identity, uses)
            tail = _entity(fact.tail, extraction.paper, identity, uses)
            claim = _claim(fact, extraction.paper, head, tail)
            known = claims.get(claim.id)
            if known is None or (claim.confidence, claim.extractor) > (known.confidence, known.extractor):
                claims[claim.id] = claim
    titles = {extraction.paper.id: extraction.paper.title for extraction in found}
    entities, merges = _described(uses, identity)
    return Graph(
        papers=tuple(extraction.paper for extraction in found),
        entities=broader(entities),
        claims=tuple(sorted(claims.values(), key=lambda claim: _place(claim, titles[claim.paper_id]))),
        merges=merges,
    )


def identity_of(extractions: Iterable[Extraction], decisions: Decisions | None = None) -> Identity:
    """Find out which of the names in the papers' facts are one thing."""
    found = sorted(extractions, key=lambda extraction: extraction.paper.id)
    return identify(_uses(found), collect(found), decisions)


def _uses(extractions: Iterable[Extraction]) -> Iterator[Use]:
    for extraction in extractions:
        for fact in extraction.facts:
            for mention in (fact.head, fact.tail):
                if not _is_paper(mention) and mention.type != RESULT:
                    yield Use(mention.name, mention.type, extraction.paper.id)


def _is_paper(mention: Mention) -> bool:
    return mention.type == PAPER or mention.name.casefold() == THIS_PAPER


def _place(claim: Claim, title: str) -> tuple[str, int, str, str, str, str]:
    """Return what claims are sorted by."""
    return title, claim.start, claim.head, claim.relation, claim.tail, claim.id


def _entity(mention: Mention, paper: Paper, identity: Identity, uses: defaultdict[str, list[Use]]) -> str:
    """Return the IRI of what is mentioned and note the use of its name."""
    if _is_paper(mention):
        iri = paper_iri(paper.id)
        uses[iri].append(Use(paper.title, PAPER, paper.id))
        return iri
    use = Use(mention.name, mention.type, paper.id)
    if mention.type == RESULT:
        iri = entity_iri(f"{normalised(mention.name) or digest(mention.name)}~{digest(paper.id)[:8]}")
    else:
        iri = entity_iri(identity.key(use))
    uses[iri].append(use)
    return iri


def _claim(fact: Fact, paper: Paper, head: str, tail: str) -> Claim:
    evidence, values = fact.evidence, fact.qualifiers
    identity = (
        *(paper.id, str(evidence.start), str(evidence.end), fact.layer, fact.modality, head, fact.relation, tail),
        *(values.metric, values.value, values.dataset, values.baseline, values.condition),
    )
    return Claim(
        id=digest(*identity),
        paper_id=paper.id,
        head=fact.head.name,
        head_type=fact.head.type,
        relation=fact.relation,
        tail=fact.tail.name,
        tail_type=fact.tail.type,
        evidence=evidence.text,
        start=evidence.start,
        end=evidence.end,
        confidence=fact.confidence,
        qualifiers=values,
        extractor=fact.extractor,
        head_entity=head,
        tail_entity=tail,
        head_text=fact.head.text,
        tail_text=fact.tail.text,
        layer=fact.layer,
        modality=fact.modality,
    )


def _described(uses: dict[str, list[Use]], identity: Identity) -> tuple[tuple[Entity, ...], tuple[Merge, ...]]:
    """Return the entities with their labels and types, and the decisions that made them."""
    entities: list[Entity] = []
    merges: list[Merge] = []
    for iri, mentions in sorted(uses.items()):
        names = Counter(use.name for use in mentions)
        types = Counter(use.type for use in mentions if use.type)
        kept = min(names, key=lambda name: (-names[name], len(name), name))
        entity = Entity(iri, kept, min(types, key=lambda t: (-types[t], t)) if types else "")
        entities.append(replace(entity, aliases=tuple(sorted(names.keys() - {kept}))))
        first = {use.name: use for use in sorted(set(mentions), key=lambda use: (use.name, use.type, use.paper_id))}
        for name in sorted(names.keys() - {kept}):
            reason, score = identity.reason(first[kept], first[name])
            merges.append(Merge(iri, kept, name, reason, score))
    return tuple(entities), tuple(merges)
