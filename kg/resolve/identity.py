"""Which names are one thing, over all papers: keys, the papers' own acronyms, evidence, and a person's decisions."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from kg.iri import digest
from kg.resolve.acronyms import Acronyms
from kg.resolve.decisions import Decisions
from kg.resolve.keys import key_of
from kg.resolve.likeness import Join, Known, joins
from kg.resolve.names import difference

DECIDED: Final = "decided"


@dataclass(frozen=True, slots=True)
class Use:
    """One use of a name for a type of thing in a paper."""

    name: str
    type: str
    paper_id: str


@dataclass(frozen=True, slots=True)
class Identity:
    """What each name stands for.

    Attributes:
        acronyms: the papers' definitions.
        known: what is known of each key.
        head: key → the key of the entity that it was joined to.
        joined: key → the join that put it there.
        apart: name → the key that a decision gave it.
    """

    acronyms: Acronyms
    known: Mapping[str, Known]
    head: Mapping[str, str]
    joined: Mapping[str, Join]
    apart: Mapping[str, str]

    def key(self, use: Use) -> str:
        """Return the key of the entity that a name stands for."""
        own = _own_key(use, self.acronyms)
        own = self.apart.get(use.name, own)
        return self.head.get(own, own)

    def reason(self, kept: Use, name: Use) -> tuple[str, float]:
        """Return why two names of one entity are one, and how sure that is."""
        one, other = (_own_key(use, self.acronyms) for use in (kept, name))
        if one != other:
            join = self.joined.get(other) or self.joined.get(one)
            return (join.reason, join.score) if join else (DECIDED, 1.0)
        one, other = key_of(kept.name, kept.type), key_of(name.name, name.type)
        if one == other:
            return difference(kept.name, name.name), 1.0
        short = next((key for key in (one, other) if key in self.acronyms.support), "")
        papers, defined = self.acronyms.support.get(short, (1, 1))
        return f"short form, so defined in {papers} of {defined} papers", round(papers / defined, 3)


def identify(uses: Iterable[Use], acronyms: Acronyms, decisions: Decisions | None = None) -> Identity:
    """Find out which names are one thing.

    Args:
        uses: every use of a name but those of papers and results.
        decisions: what a person decided; it wins over everything else.
    """
    decided = decisions or Decisions()
    names: defaultdict[str, Counter[str]] = defaultdict(Counter)
    types: defaultdict[str, set[str]] = defaultdict(set)
    papers: defaultdict[str, set[str]] = defaultdict(set)
    key_by_name: dict[str, str] = {}
    for use in uses:
        key = _own_key(use, acronyms)
        names[key][use.name] += 1
        types[key].add(use.type)
        papers[key].add(use.paper_id)
        key_by_name[use.name] = key
    longs: defaultdict[str, list[str]] = defaultdict(list)
    for long, short in acronyms.short.items():
        longs[short].append(long)
    apart = _apart(decided, key_by_name)
    known = {
        key: Known(
            key, dict(sorted(found.items())), frozenset(types[key]), frozenset(papers[key]), tuple(sorted(longs[key]))
        )
        for key, found in names.items()
    }
    head, joined = _united(known, decided, key_by_name | apart)
    return Identity(acronyms, known, head, joined, apart)


def _own_key(use: Use, acronyms: Acronyms) -> str:
    return acronyms.canonical(key_of(use.name, use.type) or digest(use.name), use.paper_id)


def _apart(decided: Decisions, keys: Mapping[str, str]) -> dict[str, str]:
    """Give a key of its own to a name that shares one with what it was decided not to be."""
    return {
        name: f"{keys[name]}~{digest(name)[:8]}"
        for kept, name in decided.different
        if name in keys and keys.get(kept) == keys[name]
    }


def _united(
    known: Mapping[str, Known], decided: Decisions, keys: Mapping[str, str]
) -> tuple[dict[str, str], dict[str, Join]]:
    """Unite the keys that a decision or evidence joins, but never two that a decision keeps apart."""
    groups: dict[str, set[str]] = {}
    joined: dict[str, Join] = {}
    forbidden: defaultdict[str, set[str]] = defaultdict(set)
    for one, other in decided.different:
        if one in keys and other in keys:
            forbidden[keys[one]].add(keys[other])
            forbidden[keys[other]].add(keys[one])
    wanted = [Join(keys[a], keys[b], DECIDED, 1.0) for a, b in decided.same if a in keys and b in keys]
    for join in (*wanted, *joins(known)):
        mine, others = groups.setdefault(join.one, {join.one}), groups.setdefault(join.other, {join.other})
        if mine is others or any(forbidden[key] & others for key in mine):
            continue
        first, second = sorted((mine, others), key=lambda group: _order(min(group, key=_order)))
        joined[min(second, key=_order)] = join
        first |= second
        for key in second:
            groups[key] = first
    return {key: min(group, key=_order) for key, group in groups.items() if len(group) > 1}, joined


def _order(key: str) -> tuple[int, str]:
    return len(key), key
