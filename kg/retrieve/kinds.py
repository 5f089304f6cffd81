"""The three kinds of knowledge: which claims each is about and how it ranks them.

Each takes the neighbourhood of the question and gives scores by claim; what gets no score is not given.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Final

from kg.retrieve.claims import HUB, Claims, Stated
from kg.retrieve.neighbourhood import Neighbourhood
from kg.retrieve.question import Question

_CENTRAL: Final = 20
_DEPTH: Final = 2
_DECAY: Final = 0.6
_PROBLEMS: Final = 8
_NEAREST: Final = 200
"""Of so many entities, those nearest to the question, it is counted how connected they are."""
_PARTS: Final = 40
_OF_PART: Final = 40
"""How many parts are looked at, and how many claims of each, as head and as tail: what is large stays fast."""
_PART_OF: Final = frozenset({"uses", "includes", "comprises", "contains", "comprising", "including", "such as"})
_OF_PROBLEMS: Final = frozenset({"hasLimitation", "addresses", "reduces"})


def generalisable(claims: Claims, near: Neighbourhood, covered: Mapping[str, float]) -> dict[str, float]:
    """Score the facts among the most connected entities by how well they are supported.

    Support is the probability that at least one of the papers that state the fact is right, plus how many they are.
    """
    papers = {claim.paper for claim in near.claims.values()}
    ends = {end for claim in near.claims.values() for end in (claim.head, claim.tail)} - papers
    entities = sorted(ends, key=lambda entity: (-near.activation.get(entity, 0.0), entity))[:_NEAREST]
    degree = {entity: claims.degree(entity) for entity in entities}
    central = set(sorted(entities, key=lambda entity: (-degree[entity], entity))[:_CENTRAL])
    same: dict[tuple[str, str, str], list[Stated]] = {}
    for claim in near.claims.values():
        if not claim.modality and claim.head not in papers and {claim.head, claim.tail} & central:
            same.setdefault((claim.head, claim.relation, claim.tail), []).append(claim)
    scores: dict[str, float] = {}
    for (head, _, tail), group in same.items():
        wrong = math.prod(sorted(1 - claim.confidence for claim in group))
        support = 1 - wrong + math.log2(len({claim.paper for claim in group}))
        both = 1.0 if {head, tail} <= central else 0.7
        weight = support * both * math.log2(1 + max(degree.get(head, 0), degree.get(tail, 0)))
        for claim in group:
            scores[claim.iri] = weight * claim.confidence * (0.5 + covered.get(claim.iri, 0.0))
    return scores


def subsystem(
    claims: Claims, question: Question, near: Neighbourhood, covered: Mapping[str, float]
) -> dict[str, float]:
    """Score all facts about the component that the question names, then those about its parts and their parts."""
    if not question.entities:
        return {}
    most = max(question.entities.values())
    level = dict.fromkeys((entity for entity, weight in question.entities.items() if weight == most), 0)
    edge = list(level)
    for depth in range(1, _DEPTH + 1):
        parts = [claim for entity in edge for claim in claims.of(entity, _most(depth - 1)) if _is_part(claim, entity)]
        surest = [claim.tail for claim in sorted(parts, key=lambda claim: (-claim.confidence, claim.iri))]
        narrower = [narrow for entity in edge for narrow in claims.narrower(entity)]
        edge = [part for part in dict.fromkeys(surest + narrower) if part not in level][:_PARTS]
        level.update(dict.fromkeys(edge, depth))
    scores: dict[str, float] = {}
    for entity, depth in level.items():
        for claim in claims.of(entity, _most(depth)):
            near.claims.setdefault(claim.iri, claim)
            if depth and claim.head != entity and claim.head not in level:
                continue  # others that have the same part are not about this component
            score = _DECAY**depth * claim.confidence * (1 + covered.get(claim.iri, 0.0))
            scores[claim.iri] = max(score, scores.get(claim.iri, 0.0))
    return scores


def issue(claims: Claims, near: Neighbourhood, covered: Mapping[str, float], least: float) -> dict[str, float]:
    """Score the facts that state or solve a problem, then all that the sentences say which mention it."""
    problems: dict[str, float] = {}
    for claim in sorted(near.claims.values(), key=lambda claim: claim.iri):
        if claim.relation not in _OF_PROBLEMS and "Problem" not in claim.types:
            continue
        if (share := covered.get(claim.iri, 0.0)) >= least:
            problems[claim.tail] = max(share, problems.get(claim.tail, 0.0))
    scores: dict[str, float] = {}
    for problem in sorted(problems, key=lambda entity: (-problems[entity], entity))[:_PROBLEMS]:
        of_it = claims.of(problem, _OF_PART)
        for claim in of_it:
            near.claims.setdefault(claim.iri, claim)
            scores[claim.iri] = max(scores.get(claim.iri, 0.0), problems[problem] * claim.confidence)
        spans = dict.fromkeys(claim.span for claim in of_it)
        spans |= dict.fromkeys(claims.graph.index.quotes_of_any(claims.names(problem)[:1], 20))
        for span in spans:
            for claim in claims.at(span):
                near.claims.setdefault(claim.iri, claim)
                score = _DECAY * problems[problem] * claim.confidence
                scores[claim.iri] = max(scores.get(claim.iri, 0.0), score)
    return scores


def _most(depth: int) -> int:
    return _OF_PART if depth else HUB


def _is_part(claim: Stated, whole: str) -> bool:
    return claim.head == whole and claim.relation in _PART_OF and not claim.modality
