"""Arbitrary graphs, with text that is hard on every format."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from kg import iri, schema
from kg.model import OPEN, TYPED, Claim, Entity, Graph, Merge, Paper, Qualifiers
from kg.store.reading import in_order

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30) | st.sampled_from(
    [
        '"',
        "\\",
        "\n",
        "\r\n",
        "\t",
        "\\u0041",
        "'''",
        "a\u2028b",
        "\U0001f600",
        "\x00\x07",
        "é",
        "<b>&amp;",
        "@en",
        "^^",
    ]
)
NAME = TEXT.filter(bool)
SCORE = st.integers(0, 1000).map(lambda n: round(n / 1000, 3))
TYPE = st.sampled_from(["", *sorted(schema.TYPE_NAMES)])


@st.composite
def claims(draw: st.DrawFn, papers: list[Paper], entities: list[Entity]) -> Claim:
    """Draw a claim whose quote is in its paper at its offsets."""
    paper = draw(st.sampled_from(papers))
    start = draw(st.integers(0, len(paper.text)))
    end = draw(st.integers(start, len(paper.text)))
    layer = draw(st.sampled_from([TYPED, OPEN]))
    return Claim(
        id=draw(st.uuids().map(lambda u: u.hex)),
        paper_id=paper.id,
        head=draw(TEXT),
        head_type=draw(TYPE),
        relation=draw(st.sampled_from(sorted(schema.RELATION)) if layer == TYPED else NAME),
        tail=draw(TEXT),
        tail_type=draw(TYPE),
        evidence=paper.text[start:end],
        start=start,
        end=end,
        confidence=draw(SCORE),
        qualifiers=Qualifiers(*[draw(TEXT) for _ in range(6)]),
        extractor=draw(TEXT),
        head_entity=draw(st.sampled_from(entities)).iri,
        tail_entity=draw(st.sampled_from(entities)).iri,
        head_text=draw(TEXT),
        tail_text=draw(TEXT),
        layer=layer,
        modality=draw(st.sampled_from(["", "negated", "hedged", "future"])),
    )


@st.composite
def graphs(draw: st.DrawFn) -> Graph:
    """Draw a graph; some papers are entities of it, too."""
    papers = draw(
        st.lists(
            st.builds(
                Paper,
                id=NAME,
                title=TEXT,
                abstract=TEXT,
                source=TEXT,
                year=st.none() | st.integers(0, 9999),
                url=TEXT,
                authors=st.lists(NAME.filter(lambda name: "\n" not in name), max_size=3).map(tuple),
            ),
            min_size=1,
            max_size=3,
            unique_by=lambda paper: paper.id,
        )
    )
    keys = draw(st.lists(NAME, min_size=1, max_size=4, unique=True))
    aliases = st.lists(TEXT, max_size=3, unique=True).map(lambda names: tuple(sorted(names)))
    entities = [Entity(iri.entity_iri(key), draw(TEXT.filter(bool)), draw(TYPE), draw(aliases)) for key in keys]
    entities = list({entity.iri: entity for entity in entities}.values())
    families = st.lists(st.sampled_from(entities).map(lambda e: e.iri), max_size=2, unique=True)
    entities = [replace(entity, broader=tuple(sorted(draw(families)))) for entity in entities]
    entities += [Entity(iri.paper_iri(p.id), draw(NAME), "Paper") for p in papers if draw(st.booleans())]
    found = draw(st.lists(claims(papers, entities), max_size=4, unique_by=lambda claim: claim.id))
    merges = draw(
        st.lists(
            st.builds(Merge, st.sampled_from(entities).map(lambda e: e.iri), TEXT, TEXT, TEXT, SCORE),
            max_size=3,
            unique_by=lambda m: (m.entity, m.kept, m.name, m.reason),
        )
    )
    return in_order(papers, entities, found, merges)
