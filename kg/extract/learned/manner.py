"""How a sentence means what it says of two mentions, by its phrases and by its grammar."""

from __future__ import annotations

from kg.extract.shortcomings import OVERCOME, address_modality, is_overcome, limit_modality
from kg.extract.stated import pair_modality
from kg.extract.syntax import Syntax
from kg.extract.veils import veiled
from kg.model import Fact


def manner(s: Syntax, fact: Fact) -> str:
    """Return how the sentence means what it says of the two mentions ("negated", "hedged", …), "" if plainly."""
    spans = (fact.head.start, fact.head.end), (fact.tail.start, fact.tail.end)
    return veiled(s.parsed, fact.relation, *spans) or _by_grammar(s, fact)


def _by_grammar(s: Syntax, fact: Fact) -> str:
    """The same by the grammar of the clauses alone."""
    head, tail = (s.parsed.token_range(m.start, m.end) if m.start < m.end else (0, 0) for m in (fact.head, fact.tail))
    if fact.relation == "addresses":
        return address_modality(s, head, tail)
    if fact.relation == "hasLimitation":
        overcome = is_overcome(s.parsed.sentence.text, fact.head.end, fact.tail.start)
        return OVERCOME if overcome else limit_modality(s, head, tail)
    return pair_modality(s, head, tail)
