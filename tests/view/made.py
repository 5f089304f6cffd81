"""Graphs to look at: a small one made by hand, with a hostile title in it, and generated ones of any size."""

from __future__ import annotations

import random

from kg.iri import digest, entity_iri, paper_iri
from kg.model import Claim, Entity, Graph, Paper, Qualifiers

HOSTILE = "</script><img src=x onerror=alert(1)><b onclick=alert(2)>'\"&amp;{{ 7*7 }} href javascript:alert(3)"
ALPHA = Paper(
    "alpha",
    "AlphaNet: Sparse Attention for Speech",
    "We propose AlphaNet, a sparse Transformer. Our model outperforms BetaNet by 3.5% F1 on GLUE. AlphaNet extends "
    "GammaFormer. AlphaNet is evaluated on GLUE. It achieves 91.3 F1 on GLUE. AlphaNet reduces memory by 87%.",
    url="https://example.org/alpha",
    year=2024,
)
BETA = Paper(
    "beta",
    "BetaNet Revisited",
    "We revisit BetaNet. BetaNet outperforms GammaFormer on WikiText. AlphaNet outperforms BetaNet in every setting. "
    "GammaFormer suffers from quadratic complexity. AlphaNet may beat DeltaNet.",
)
EVIL = Paper("evil", HOSTILE, f"We propose {HOSTILE}. {HOSTILE} outperforms BetaNet.", url="javascript:alert(4)")
TYPES = {
    "AlphaNet": "Model",
    "BetaNet": "Model",
    "GammaFormer": "Model",
    "DeltaNet": "Model",
    "GLUE": "Dataset",
    "WikiText": "Dataset",
    "91.3 F1": "Result",
    "memory": "Property",
    "quadratic complexity": "Problem",
    HOSTILE: "Method",
}
ALIASES = {"GammaFormer": ("GF", "gamma transformer")}


def claim(paper: Paper, head: str, relation: str, tail: str, quote: str, **more: str) -> Claim:
    """Return a claim whose quote is in the paper; "" is the paper itself."""
    start = paper.text.index(quote)
    values = {key: more.pop(key) for key in ("metric", "value", "dataset") if key in more}
    return Claim(
        id=digest(paper.id, str(start), head, relation, tail),
        paper_id=paper.id,
        head=head or "this paper",
        head_type=TYPES[head] if head else "Paper",
        relation=relation,
        tail=tail,
        tail_type=TYPES[tail],
        evidence=quote,
        start=start,
        end=start + len(quote),
        confidence=float(more.pop("confidence", "0.9")),
        qualifiers=Qualifiers(**values),
        extractor="rules",
        head_entity=entity_iri(head.lower()) if head else paper_iri(paper.id),
        tail_entity=entity_iri(tail.lower()),
        **more,
    )


def small() -> Graph:
    """Three papers, two of which say that AlphaNet outperforms BetaNet."""
    quote = "Our model outperforms BetaNet by 3.5% F1 on GLUE."
    claims = (
        claim(ALPHA, "", "proposes", "AlphaNet", "We propose AlphaNet, a sparse Transformer."),
        claim(ALPHA, "AlphaNet", "outperforms", "BetaNet", quote, head_text="Our model", tail_text="BetaNet",
              metric="F1", value="3.5%", dataset="GLUE"),
        claim(ALPHA, "AlphaNet", "basedOn", "GammaFormer", "AlphaNet extends GammaFormer."),
        claim(ALPHA, "AlphaNet", "evaluatedOn", "GLUE", "AlphaNet is evaluated on GLUE."),
        claim(ALPHA, "AlphaNet", "achieves", "91.3 F1", "It achieves 91.3 F1 on GLUE.", head_text="It", metric="F1",
              value="91.3", dataset="GLUE"),
        claim(ALPHA, "AlphaNet", "reduces", "memory", "AlphaNet reduces memory by 87%.", value="87%"),
        claim(BETA, "BetaNet", "outperforms", "GammaFormer", "BetaNet outperforms GammaFormer on WikiText.",
              confidence="0.4"),
        claim(BETA, "AlphaNet", "outperforms", "BetaNet", "AlphaNet outperforms BetaNet in every setting."),
        claim(BETA, "GammaFormer", "hasLimitation", "quadratic complexity",
              "GammaFormer suffers from quadratic complexity."),
        claim(BETA, "AlphaNet", "outperforms", "DeltaNet", "AlphaNet may beat DeltaNet.", modality="hedged"),
        claim(EVIL, "", "proposes", HOSTILE, f"We propose {HOSTILE}."),
        claim(EVIL, HOSTILE, "outperforms", "BetaNet", f"{HOSTILE} outperforms BetaNet."),
    )  # fmt: skip
    papers = (ALPHA, BETA, EVIL)
    entities = [Entity(paper_iri(paper.id), paper.title, "Paper") for paper in papers]
    entities += [Entity(entity_iri(n.lower()), n, t, ALIASES.get(n, ())) for n, t in TYPES.items()]
    return Graph(papers, tuple(sorted(entities, key=lambda entity: entity.iri)), claims)


def generated(count: int, seed: int = 1) -> Graph:
    """A graph of ``count`` entities that is linked as papers' facts are: hubs, chains and small islands."""
    chance = random.Random(seed)
    papers = tuple(Paper(f"p{i:05}", f"Paper number {i}", "") for i in range(max(1, count // 25)))
    names = [f"Entity {i}" for i in range(count - len(papers))]
    kinds = [chance.choice(("Model", "Method", "Dataset", "Task", "Property", "Problem")) for _ in names]
    claims = []
    for i, name in enumerate(names):
        paper = papers[i % len(papers)]
        own = i < len(papers)
        for _ in range(1 + (chance.random() < 0.2)):
            other = int(chance.random() ** 3 * i)
            relation = (
                "proposes" if own else chance.choice(("outperforms", "basedOn", "evaluatedOn", "uses", "usedFor"))
            )
            head = (paper_iri(paper.id), "this paper", "Paper") if own else (entity_iri(name.lower()), name, kinds[i])
            tail = i if own else other
            quote = f"{head[1]} {relation} {names[tail]}."
            claims.append(
                Claim(digest(paper.id, quote, str(len(claims))), paper.id, head[1], head[2], relation, names[tail],
                      kinds[tail], quote, 0, len(quote), round(chance.random(), 3), Qualifiers(), "rules", head[0],
                      entity_iri(names[tail].lower()))
            )  # fmt: skip
    return Graph(
        papers, tuple(Entity(entity_iri(n.lower()), n, k) for n, k in zip(names, kinds, strict=True)), tuple(claims)
    )
