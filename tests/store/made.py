"""A graph made by hand, small enough to check by eye, that has something to say to every named query."""

from __future__ import annotations

from kg import iri
from kg.model import Claim, Entity, Graph, Merge, Paper, Qualifiers
from kg.store.reading import in_order

ALPHA = Paper(
    "alpha",
    "AlphaNet: Sparse Attention for Speech Separation",
    "Transformers suffer from quadratic complexity. We propose AlphaNet, a sparse Transformer based on BERT. "
    "AlphaNet avoids quadratic complexity with sparse attention. AlphaNet outperforms BERT by 3.5% F1 on GLUE. "
    "AlphaNet achieves 21.20 dB SI-SDRi on WSJ0-3mix. It reduces memory by 87% and improves inference speed. "
    "AlphaNet was trained on Wikipedia with PyTorch and runs on mobile devices. "
    "AlphaNet is compared with Mamba. AlphaNet may outperform GPT-2. Code is at https://example.org/alpha.",
    source="papers.txt:3",
    year=2023,
    url="https://example.org/alpha.pdf",
    authors=("Zoë Ångström", "Ada Lovelace"),
)
BETA = Paper(
    "beta",
    'BetaFormer \u2013 "Deeper" than BERT',
    "BetaFormer is a variant of AlphaNet for speech separation. BetaFormer outperforms AlphaNet on GLUE. "
    "BetaFormer achieves 91.3 F1 on GLUE. BetaFormer is on a par with Mamba. "
    "BetaFormer reduces FLOPs by 2-3x. BetaFormer is evaluated on GLUE. "
    "BetaFormer has shown robustness on NVIDIA A100 GPU. BERT is used for language modeling.",
    source="papers.txt:5",
    year=2024,
)
GAMMA = Paper(
    "γ 3/4",
    "A Second Look at BERT",
    "BERT outperforms AlphaNet on GLUE when tuned well. BERT is a Transformer. BERT is evaluated on GLUE. "
    "Transformers suffer from quadratic complexity.\tBERT does not reduce memory.",
)
PAPERS = (ALPHA, BETA, GAMMA)
TYPES = {
    "AlphaNet": "Model", "BetaFormer": "Model", "BERT": "Model", "Mamba": "Model", "GPT-2": "Model",
    "Transformers": "Model", "sparse attention": "Method", "quadratic complexity": "Problem",
    "GLUE": "Dataset", "Wikipedia": "Dataset", "21.20 dB SI-SDRi": "Result", "91.3 F1": "Result",
    "memory": "Property", "inference speed": "Property", "FLOPs": "Property", "robustness": "Property",
    "PyTorch": "Software", "mobile devices": "Hardware", "NVIDIA A100 GPU": "Hardware",
    "language modeling": "Task", "speech separation": "Task", "https://example.org/alpha": "Resource",
}  # fmt: skip
ALIASES = {"Transformers": ("Transformer", "transformer models"), "GLUE": ("GLUE benchmark",)}


def entity(name: str) -> str:
    """Return the IRI of an entity of this graph."""
    return iri.entity_iri(name.lower())


def claim(paper: Paper, head: str, relation: str, tail: str, quote: str, **more: str) -> Claim:
    """Return a claim; "this paper" is the head of what the paper itself does."""
    start = paper.text.index(quote)
    own = head == "this paper"
    qualifiers = {key: more.pop(key) for key in ("metric", "value", "unit", "dataset", "baseline", "condition")
                  if key in more}  # fmt: skip
    return Claim(
        id=iri.digest(paper.id, str(start), head, relation, tail),
        paper_id=paper.id,
        head=head,
        head_type="Paper" if own else TYPES[head],
        relation=relation,
        tail=tail,
        tail_type=TYPES[tail],
        evidence=quote,
        start=start,
        end=start + len(quote),
        confidence=float(more.pop("confidence", 0.9)),
        qualifiers=Qualifiers(**qualifiers),
        extractor=more.pop("extractor", "rules"),
        head_entity=iri.paper_iri(paper.id) if own else entity(head),
        tail_entity=entity(tail),
        **more,
    )


def made() -> Graph:
    """Return the graph."""
    claims = (
        claim(ALPHA, "this paper", "proposes", "AlphaNet", "We propose AlphaNet", head_text="We"),
        claim(ALPHA, "Transformers", "hasLimitation", "quadratic complexity",
              "Transformers suffer from quadratic complexity"),
        claim(ALPHA, "AlphaNet", "isA", "Transformers", "AlphaNet, a sparse Transformer", tail_text="Transformer"),
        claim(ALPHA, "AlphaNet", "basedOn", "BERT", "AlphaNet, a sparse Transformer based on BERT"),
        claim(ALPHA, "AlphaNet", "addresses", "quadratic complexity", "AlphaNet avoids quadratic complexity"),
        claim(ALPHA, "AlphaNet", "uses", "sparse attention",
              "AlphaNet avoids quadratic complexity with sparse attention"),
        claim(ALPHA, "AlphaNet", "outperforms", "BERT", "AlphaNet outperforms BERT by 3.5% F1 on GLUE",
              metric="F1", value="3.5%", unit="%", dataset="GLUE"),
        claim(ALPHA, "AlphaNet", "achieves", "21.20 dB SI-SDRi", "AlphaNet achieves 21.20 dB SI-SDRi on WSJ0-3mix",
              metric="SI-SDRi", value="21.20 dB", unit="dB", dataset="WSJ0-3mix", confidence="1"),
        claim(ALPHA, "AlphaNet", "reduces", "memory", "It reduces memory by 87%", value="87%", unit="%",
              head_text="It"),
        claim(ALPHA, "AlphaNet", "improves", "inference speed", "It reduces memory by 87% and improves inference speed",
              head_text="It"),
        claim(ALPHA, "AlphaNet", "trainedOn", "Wikipedia", "AlphaNet was trained on Wikipedia"),
        claim(ALPHA, "AlphaNet", "uses", "PyTorch", "trained on Wikipedia with PyTorch", extractor="learned"),
        claim(ALPHA, "AlphaNet", "targets", "mobile devices",
              "AlphaNet was trained on Wikipedia with PyTorch and runs on mobile devices"),
        claim(ALPHA, "AlphaNet", "comparedWith", "Mamba", "AlphaNet is compared with Mamba"),
        claim(ALPHA, "AlphaNet", "outperforms", "GPT-2", "AlphaNet may outperform GPT-2", modality="hedged",
              confidence="0.35"),
        claim(ALPHA, "AlphaNet", "availableAt", "https://example.org/alpha", "Code is at https://example.org/alpha"),
        claim(ALPHA, "AlphaNet", "usedFor", "speech separation", "AlphaNet: Sparse Attention for Speech Separation",
              tail_text="Speech Separation"),
        claim(BETA, "this paper", "proposes", "BetaFormer", "BetaFormer is a variant of AlphaNet", head_text=""),
        claim(BETA, "BetaFormer", "basedOn", "AlphaNet", "BetaFormer is a variant of AlphaNet"),
        claim(BETA, "BetaFormer", "usedFor", "speech separation",
              "BetaFormer is a variant of AlphaNet for speech separation"),
        claim(BETA, "BetaFormer", "outperforms", "AlphaNet", "BetaFormer outperforms AlphaNet on GLUE",
              dataset="GLUE", condition="same size", baseline="AlphaNet"),
        claim(BETA, "BetaFormer", "achieves", "91.3 F1", "BetaFormer achieves 91.3 F1 on GLUE", metric="F1",
              value="91.3", dataset="GLUE"),
        claim(BETA, "BetaFormer", "matches", "Mamba", "BetaFormer is on a par with Mamba"),
        claim(BETA, "BetaFormer", "reduces", "FLOPs", "BetaFormer reduces FLOPs by 2-3x", value="2-3x", unit="x"),
        claim(BETA, "BetaFormer", "evaluatedOn", "GLUE", "BetaFormer is evaluated on GLUE"),
        claim(BETA, "BetaFormer", "has \"shown\"", "robustness", "BetaFormer has shown robustness",
              layer="open"),
        claim(BETA, "BetaFormer", "targets", "NVIDIA A100 GPU", "on NVIDIA A100 GPU"),
        claim(BETA, "BERT", "usedFor", "language modeling", "BERT is used for language modeling"),
        claim(GAMMA, "BERT", "outperforms", "AlphaNet", "BERT outperforms AlphaNet on GLUE when tuned well",
              dataset="GLUE", condition="when tuned well"),
        claim(GAMMA, "BERT", "isA", "Transformers", "BERT is a Transformer", tail_text="Transformer"),
        claim(GAMMA, "BERT", "evaluatedOn", "GLUE", "BERT is evaluated on GLUE"),
        claim(GAMMA, "Transformers", "hasLimitation", "quadratic complexity",
              "Transformers suffer from quadratic complexity"),
        claim(GAMMA, "BERT", "reduces", "memory", "BERT does not reduce memory", modality="negated"),
    )  # fmt: skip
    entities = [Entity(entity(name), name, kind, ALIASES.get(name, ())) for name, kind in TYPES.items()]
    entities += [Entity(iri.paper_iri(paper.id), paper.title, "Paper") for paper in (ALPHA, BETA)]
    merges = [
        Merge(entity("Transformers"), "Transformers", "Transformer", "plural"),
        Merge(entity("GLUE"), "GLUE", "GLUE benchmark", "generic last word", 0.875),
    ]
    return in_order(PAPERS, entities, claims, merges)
