"""From facts to one graph; the only place that decides that two mentions are one thing.

Two names are one entity when their normalised forms are equal (``names``) or when the papers' own definitions make one
the short form of the other (``acronyms``). Nothing is merged by likeness. A measured result belongs to its paper, and
"this paper" is the paper itself. Every decision is a ``Merge`` with its reason.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from kg.iri import digest, entity_iri, paper_iri
from kg.model import THIS_PAPER, Claim, Entity, Extraction, Fact, Graph, Mention, Merge, Paper
from kg.resolve.acronyms import Acronyms, collect
from kg.resolve.names import difference, normalised
from kg.schema import PAPER, RESULT

__all__ = ["resolve"]


@dataclass(frozen=True, slots=True)
class _Use:
    """One use of a name for an entity."""

    name: str
    type: str
    key: str


def resolve(extractions: Iterable[Extraction]) -> Graph:
    """Join the facts of all papers in one graph; the same for every order of the papers."""
    found = sorted(extractions, key=lambda extraction: extraction.paper.id)
    acronyms = collect(found)
    uses: defaultdict[str, list[_Use]] = defaultdict(list)
    claims: dict[str, Claim] = {}
    for extraction in found:
        for fact in extraction.facts:
            head = _entity(fact.head, extraction.paper, acronyms, uses)
            tail = _entity(fact.tail, extraction.paper, acronyms, uses)
            claim = _claim(fact, extraction.paper, head, tail)
            known = claims.get(claim.id)
            if known is None or (claim.confidence, claim.extractor) > (known.confidence, known.extractor):
                claims[claim.id] = claim
    titles = {extraction.paper.id: extraction.paper.title for extraction in found}
    entities, merges = _described(uses, titles, acronyms)
    return Graph(
        papers=tuple(extraction.paper for extraction in found),
        entities=entities,
        claims=tuple(sorted(claims.values(), key=lambda claim: _place(claim, titles[claim.paper_id]))),
        merges=merges,
    )


def _place(claim: Claim, title: str) -> tuple[str, int, str, str, str, str]:
    """Return what claims are sorted by."""
    return title, claim.start, claim.head, claim.relation, claim.tail, claim.id


def _entity(mention: Mention, paper: Paper, acronyms: Acronyms, uses: defaultdict[str, list[_Use]]) -> str:
    """Return the IRI of what is mentioned and note the use of its name."""
    if mention.type == PAPER or mention.name.casefold() == THIS_PAPER:
        iri = paper_iri(paper.id)
        uses[iri].append(_Use(paper.title, PAPER, ""))
        return iri
    key = normalised(mention.name) or digest(mention.name)
    if mention.type == RESULT:
        iri = entity_iri(f"{key}~{digest(paper.id)[:8]}")
    else:
        iri = entity_iri(acronyms.canonical(key, paper.id))
    uses[iri].append(_Use(mention.name, mention.type, key))
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


def _described(
    uses: dict[str, list[_Use]], titles: dict[str, str], acronyms: Acronyms
) -> tuple[tuple[Entity, ...], tuple[Merge, ...]]:
    """Return the entities with their labels and types, and the decisions that made them."""
    entities: list[Entity] = []
    merges: list[Merge] = []
    for iri, mentions in sorted(uses.items()):
        names = Counter(use.name for use in mentions)
        types = Counter(use.type for use in mentions if use.type)
        kept = min(names, key=lambda name: (-names[name], len(name), name))
        entity = Entity(iri, kept, min(types, key=lambda t: (-types[t], t)) if types else "")
        entities.append(replace(entity, aliases=tuple(sorted(names.keys() - {kept}))))
        keys = {use.name: use.key for use in sorted(mentions, key=lambda use: (use.name, use.key))}
        merges += [_merge(iri, kept, name, keys, acronyms) for name in sorted(names.keys() - {kept})]
    return tuple(entities), tuple(merges)


def _merge(iri: str, kept: str, name: str, keys: dict[str, str], acronyms: Acronyms) -> Merge:
    one, two = keys[kept], keys[name]
    if one == two:
        return Merge(iri, kept, name, difference(kept, name))
    short = next((key for key in (one, two) if key in acronyms.support), "")
    papers, defined = acronyms.support.get(short, (1, 1))
    return Merge(iri, kept, name, f"short form, so defined in {papers} of {defined} papers", round(papers / defined, 3))
