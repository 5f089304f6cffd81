"""The types that are passed along: Paper, Sentence, Mention, Fact, and the Graph that they become.

All are frozen and slotted. Every span holds two invariants: ``paper.text[s.start:s.end] == s.text`` for a sentence and
``sentence.text[m.start:m.end] == m.text`` for a mention, both of the text as given.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

TYPED: Final = "typed"
OPEN: Final = "open"
THIS_PAPER: Final = "this paper"


@dataclass(frozen=True, slots=True)
class Paper:
    """A title and an abstract as they were given, and where they stood.

    Attributes:
        id: the given identifier, or a hash of the title.
        source: "file:line" of the record.
        kind: "patent" for one; "" for a paper.
    """

    id: str
    title: str
    abstract: str
    source: str = ""
    year: int | None = None
    url: str = ""
    authors: tuple[str, ...] = ()
    kind: str = ""

    @property
    def text(self) -> str:
        """Title, line feed, abstract: what all character offsets refer to."""
        return f"{self.title}\n{self.abstract}"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A span of a paper's text; the title is a sentence, too."""

    paper_id: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A typed span of a sentence.

    Attributes:
        start, end: character offsets in ``sentence.text``. An empty span (``start == end``) is a mention that the
            sentence leaves unsaid, as the paper in "X: a new method for Y".
        text: the wording in the sentence.
        type: a name of ``schema.TYPE_NAMES``; "" in an open fact.
        name: what this paper calls the thing; for "our model" the name of the paper's contribution.
    """

    sentence: Sentence
    start: int
    end: int
    text: str
    type: str
    name: str


@dataclass(frozen=True, slots=True)
class Qualifiers:
    """What the evidence says beside head, relation and tail; "" where it is silent.

    Attributes:
        value: the number as written, with its unit ("21.2 dB", "2-3x", "87%").
        unit: the unit of ``value`` ("dB", "x", "%").
        dataset, metric, baseline, condition: wordings of the text.
    """

    metric: str = ""
    value: str = ""
    unit: str = ""
    dataset: str = ""
    baseline: str = ""
    condition: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """Head, relation and tail as one sentence states them.

    Attributes:
        relation: a name of ``schema.RELATION``; in an open fact the sentence's own words.
        evidence: the sentence that states the fact.
        confidence: the estimated probability that the fact is right, 0 to 1, rounded to 3 digits.
        extractor: the name of the extractor that found it.
        modality: "" for a plain statement, else "negated", "hedged" or "future".
    """

    head: Mention
    relation: str
    tail: Mention
    evidence: Sentence
    qualifiers: Qualifiers = Qualifiers()
    confidence: float = 1.0
    extractor: str = ""
    layer: str = TYPED
    modality: str = ""


@dataclass(frozen=True, slots=True)
class Rejection:
    """A candidate fact that was dropped, and the reason: "types do not fit", "negated", "hedged", "no direction", …"""

    fact: Fact
    reason: str


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that was found in one paper. ``aliases`` maps each name to the paper's other wordings of the same thing."""

    paper: Paper
    facts: tuple[Fact, ...] = ()
    rejected: tuple[Rejection, ...] = ()
    aliases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sentences: int = 0
    error: str = ""


@dataclass(frozen=True, slots=True)
class Entity:
    """One thing, over all papers.

    Attributes:
        iri: made from the normalised name, so that graphs built apart agree on it.
        name: the preferred label.
        type: the type that most of its mentions carry.
        aliases: the other wordings, sorted.
        broader: the IRIs of the families of which it is a version or a size ("BERT" of "BERT-Large"), sorted.
    """

    iri: str
    name: str
    type: str
    aliases: tuple[str, ...] = ()
    broader: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """A fact whose ends are entities of the graph; plain strings and numbers, so that it survives every format.

    Attributes:
        id: a hash of the paper, the span and the fact.
        head, tail: the names as the paper uses them; head_entity and tail_entity: the IRIs of the entities.
        head_text, tail_text: the wordings in the evidence ("our model"), "" where it leaves them unsaid.
        evidence: an exact quote; ``start`` and ``end`` are its character offsets in the paper's text.
    """

    id: str
    paper_id: str
    head: str
    head_type: str
    relation: str
    tail: str
    tail_type: str
    evidence: str
    start: int
    end: int
    confidence: float
    qualifiers: Qualifiers
    extractor: str
    head_entity: str
    tail_entity: str
    head_text: str = ""
    tail_text: str = ""
    layer: str = TYPED
    modality: str = ""


@dataclass(frozen=True, slots=True)
class Merge:
    """A decision that two names are one entity: ``name`` was put under ``entity`` because of ``reason``."""

    entity: str
    kept: str
    name: str
    reason: str
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Graph:
    """Claims, the papers that make them and the entities that they are about, each sorted.

    Attributes:
        papers: sorted by id.
        entities: sorted by IRI.
        claims: sorted by paper title, start, head, relation, tail.
        merges: every decision that two names are one entity.
    """

    papers: tuple[Paper, ...] = ()
    entities: tuple[Entity, ...] = ()
    claims: tuple[Claim, ...] = ()
    merges: tuple[Merge, ...] = ()

    @property
    def facts(self) -> tuple[Claim, ...]:
        """The claims, by the name that users know them by."""
        return self.claims

    def paper(self, paper_id: str) -> Paper:
        """Return the paper with this id; KeyError if there is none."""
        for paper in self.papers:
            if paper.id == paper_id:
                return paper
        raise KeyError(paper_id)
