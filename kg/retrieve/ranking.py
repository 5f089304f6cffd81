"""The way from a question to its facts: understand, gather, score, choose.

A fact's score is the share of the question that it covers (rare words count more), how near its entities are to those
that the question names, and how sure it is. When no fact covers enough of the question, nothing is given: a fact that
only shares a common word misleads whoever reads it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from difflib import get_close_matches
from typing import Final

from kg.errors import UnknownNameError
from kg.retrieve import kinds, neighbourhood
from kg.retrieve.bearing import coverage
from kg.retrieve.choosing import chosen
from kg.retrieve.claims import Claims
from kg.retrieve.found import FORMATS, KINDS, Context
from kg.retrieve.question import Question, understood
from kg.retrieve.rendering import render, tokens
from kg.retrieve.stems import Stemmer
from kg.store.access import OpenGraph

BUDGET: Final = 800
ENOUGH: Final = 0.5
"""The share of a question that the best fact has to cover, or nothing is given."""
_TAIL: Final = 0.6
"""Facts whose score is below this share of the best one's are not given."""
_NEARNESS: Final = 0.3
_ASKED_FOR: Final = 0.15


def context(
    graph: OpenGraph, question: str, budget: int = BUDGET, kind: str = "", *, entity: str = "", format: str = "text"
) -> Context:
    """Return the facts of a graph that bear on a question.

    Args:
        question: in plain English.
        budget: how many tokens the facts may cost in ``format``, see ``rendering.tokens``.
        kind: "" or one of ``KINDS``.
        entity: the name of an entity that the question is about, beside those that it names itself.
        format: one of ``FORMATS``.

    Raises:
        UnknownNameError: there is no such kind, format or entity.
    """
    _known(kind, ("", *KINDS), "kind of knowledge")
    _known(format, FORMATS, "format")
    stemmer = Stemmer()
    claims = Claims(graph)
    asked = understood(graph, question, stemmer)
    given = graph.entities(entity) if entity else []
    if given:
        heaviest = max(1.0, 1.5 * asked.weight)
        asked = Question(asked.terms, {**asked.entities, **dict.fromkeys(given, heaviest)})
    near = neighbourhood.around(claims, asked)
    covered = coverage(claims, near.claims.values(), asked, stemmer)
    for claim in near.claims.values():
        if {claim.head, claim.tail} & set(given):
            covered[claim.iri] = max(covered[claim.iri], ENOUGH)
    best = max(covered.values(), default=0.0)
    unknown = tuple(term.word for term in asked.terms if not term.known)
    empty = Context(question, kind, (), 0, budget, unknown, best)
    if best < ENOUGH:
        return empty
    scores = _scores(claims, asked, near, covered, kind)
    if not scores:
        return empty
    stated = [claim for iri, claim in sorted(near.claims.items()) if iri in scores]
    facts = chosen(claims, stated, scores, budget, format)
    result = replace(empty, facts=facts)
    return replace(result, tokens=tokens(render(result, format)) if facts else 0)


def _scores(
    claims: Claims, asked: Question, near: neighbourhood.Neighbourhood, covered: Mapping[str, float], kind: str
) -> dict[str, float]:
    if kind == "generalisable":
        return kinds.generalisable(claims, near, covered)
    if kind == "subsystem":
        return kinds.subsystem(claims, asked, near, covered)
    if kind == "issue":
        return kinds.issue(claims, near, covered, ENOUGH / 2)
    scores: dict[str, float] = {}
    for iri, claim in near.claims.items():
        nearness = max(near.activation.get(claim.head, 0.0), near.activation.get(claim.tail, 0.0))
        asked_for = _ASKED_FOR if claim.relation in asked.relations else 0.0
        scores[iri] = (covered[iri] + _NEARNESS * nearness + asked_for) * (0.5 + claim.confidence / 2)
    least = _TAIL * max(scores.values(), default=0.0)
    return {iri: score for iri, score in scores.items() if score >= least}


def _known(name: str, names: tuple[str, ...], what: str) -> None:
    if name not in names:
        near = get_close_matches(name, names, 1) or [", ".join(filter(None, names))]
        raise UnknownNameError(f"there is no {what} '{name}'. There is: {near[0]}")
