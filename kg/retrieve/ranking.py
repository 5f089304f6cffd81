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
from kg.retrieve.bearing import Bearing, bearings
from kg.retrieve.choosing import chosen
from kg.retrieve.claims import Claims, Stated, as_text
from kg.retrieve.found import FORMATS, KINDS, SOURCES, Context
from kg.retrieve.neighbourhood import Neighbourhood
from kg.retrieve.question import Question, understood
from kg.retrieve.rendering import render, tokens
from kg.retrieve.stems import Stemmer
from kg.store.access import OpenGraph

BUDGET: Final = 800
ENOUGH: Final = 0.5
"""The share of a question that the best fact has to cover, or nothing is given."""
_TAIL: Final = 0.3
"""Facts whose score is below this share of the best one's are not given."""
_AGAIN: Final = 0.6
"""What a further fact of a sentence that is given already is worth."""
_BESIDE: Final = 0.5
"""A fact is given if it has so much of the question as another of its sentence, at least."""
_PASSAGES: Final = 60
_STATED: Final = 0.1
_NEARNESS: Final = 0.05
_ASKED_FOR: Final = 0.05


def context(
    graph: OpenGraph,
    question: str,
    budget: int = BUDGET,
    kind: str = "",
    *,
    entity: str = "",
    only: str = "",
    format: str = "text",
) -> Context:
    """Return the facts of a graph that bear on a question, and the sentences of its papers of which it has no fact.

    Args:
        question: in plain English.
        budget: how many tokens the facts may cost in ``format``, see ``rendering.tokens``.
        kind: "" or one of ``KINDS``.
        only: "facts" for no sentence without a fact, "text" for sentences alone; "" for both. A kind has facts only.
        entity: the name of an entity that the question is about, beside those that it names itself.
        format: one of ``FORMATS``.

    Raises:
        UnknownNameError: there is no such kind, format or entity.
    """
    _known(kind, ("", *KINDS), "kind of knowledge")
    _known(only, ("", *SOURCES), "source")
    _known(format, FORMATS, "format")
    stemmer = Stemmer()
    claims = Claims(graph)
    asked = understood(graph, question, stemmer)
    given = graph.entities(entity) if entity else []
    if given:
        heaviest = max(1.0, 1.5 * asked.weight)
        asked = replace(asked, entities={**asked.entities, **dict.fromkeys(given, heaviest)})
    near = neighbourhood.around(claims, asked)
    if not kind:
        _add_passages(claims, asked, near, only)
    measured = bearings(claims, near.claims.values(), asked, stemmer)
    covered = {iri: bearing.covered for iri, bearing in measured.items()}
    for claim in near.claims.values():
        if {claim.head, claim.tail} & set(given):
            covered[claim.iri] = max(covered[claim.iri], ENOUGH)
    best = max(covered.values(), default=0.0)
    unknown = tuple(term.word for term in asked.terms if not term.known)
    empty = Context(question, kind, (), 0, budget, unknown, best)
    if best < ENOUGH:
        return empty
    scores = _of_kind(claims, asked, near, covered, kind) if kind else _scores(near, measured)
    stated = [claim for iri, claim in sorted(near.claims.items()) if iri in scores]
    if only == "text":
        stated, scores = _as_texts(stated, scores)
    if not scores:
        return empty
    facts = chosen(claims, stated, scores, budget, format, 1.0 if kind else _AGAIN)
    result = replace(empty, facts=facts)
    return replace(result, tokens=tokens(render(result, format)) if facts else 0)


def _add_passages(claims: Claims, asked: Question, near: Neighbourhood, only: str) -> None:
    quotes: dict[str, set[str]] = {}
    for claim in near.claims.values():
        quotes.setdefault(claim.paper, set()).add(claims.quote(claim))
    for claim in claims.passages([term.word for term in asked.searched], _PASSAGES):
        if not claim.is_text:
            near.claims.setdefault(claim.iri, claim)
        elif only != "facts" and not any(quote in claims.quote(claim) for quote in quotes.get(claim.paper, ())):
            near.claims[claim.iri] = claim


def _as_texts(stated: list[Stated], scores: dict[str, float]) -> tuple[list[Stated], dict[str, float]]:
    best: dict[str, float] = {}
    papers = {claim.span: claim.paper for claim in stated}
    for claim in stated:
        best[claim.span] = max(best.get(claim.span, 0.0), scores[claim.iri])
    return [as_text(span, papers[span]) for span in sorted(best)], best


def _of_kind(
    claims: Claims, asked: Question, near: Neighbourhood, covered: Mapping[str, float], kind: str
) -> dict[str, float]:
    if kind == "generalisable":
        return kinds.generalisable(claims, near, covered)
    if kind == "subsystem":
        return kinds.subsystem(claims, asked, near, covered)
    return kinds.issue(claims, near, covered, ENOUGH / 2)


def _scores(near: Neighbourhood, measured: Mapping[str, Bearing]) -> dict[str, float]:
    scores: dict[str, float] = {}
    most: dict[str, float] = {}
    for iri, claim in near.claims.items():
        most[claim.span] = max(measured[iri].stated, most.get(claim.span, 0.0))
    for iri, claim in near.claims.items():
        bearing = measured[iri]
        if bearing.stated < _BESIDE * most[claim.span]:
            continue  # its sentence says something else that bears more on the question
        scores[iri] = bearing.lexical
        if not claim.is_text:
            nearness = max(near.activation.get(claim.head, 0.0), near.activation.get(claim.tail, 0.0))
            fits = _STATED * bearing.stated + _NEARNESS * nearness + _ASKED_FOR * bearing.asked_for
            scores[iri] += fits * claim.confidence
    least = _TAIL * max(scores.values(), default=0.0)
    return {iri: score for iri, score in scores.items() if score >= least}


def _known(name: str, names: tuple[str, ...], what: str) -> None:
    if name not in names:
        near = get_close_matches(name, names, 1) or [", ".join(filter(None, names))]
        raise UnknownNameError(f"there is no {what} '{name}'. There is: {near[0]}")
