"""Gold facts laid upon the text: which spans are mentions, and which pairs of them a sentence relates.

A name may stand in many wordings and places. What trains the tagger is each occurrence of a name or an alias, but for
shorter ones inside a longer one of the same thing: those are not judged. What trains the classifier is, in the
sentences of the evidence, the best mention of either end; the same two ends elsewhere are not judged either.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from kg.extract.learned.candidates import MAIN, SELF, Node
from kg.extract.learned.heads import MAX_WORDS, RELATION_NAMES
from kg.extract.learned.text import Text
from kg.extract.learned.wording import is_generic
from kg.model import THIS_PAPER
from kg.schema import PAPER
from kg.train.gold import GoldFact, GoldName, GoldPaper

_SELF_KEY: Final = "\0paper"


@dataclass(frozen=True, slots=True)
class Example:
    """A paper to learn from.

    Attributes:
        mentions: type name by span.
        unjudged: spans that are neither mentions nor none.
        relations: for sentence, head and tail, the numbers of the relations that hold.
        names: for each span and special node the keys of what it names; ``hints`` also those that it may stand for.
        stated: for two keys, the sentences that relate them.
    """

    gold: GoldPaper
    text: Text
    mentions: Mapping[Node, str]
    unjudged: frozenset[Node]
    relations: Mapping[tuple[int, Node, Node], frozenset[int]]
    names: Mapping[Node, frozenset[str]]
    hints: Mapping[Node, frozenset[str]]
    stated: Mapping[tuple[str, str], frozenset[int]]

    def judged(self, sentence: int, head: Node, tail: Node) -> bool:
        """Tell whether the absence of a relation between two nodes of a sentence means that there is none."""
        named = [(h, t) for h in self.names.get(head, ()) for t in self.names.get(tail, ())]
        if any(pair in self.stated and sentence not in self.stated[pair] for pair in named):
            return False
        if any(pair in self.stated for pair in named):
            return True
        return not any((h, t) in self.stated for h in self.hints.get(head, ()) for t in self.hints.get(tail, ()))


def align(gold: GoldPaper, text: Text) -> Example:
    """Lay the facts of one paper upon its text."""
    things = _Things.of(gold.facts)
    occurrences = _occurrences(text, things)
    mentions, unjudged = _mentions(occurrences, things)
    names = {
        span: frozenset(k for k, named in o if named) or frozenset(k for k, _ in o) for span, o in occurrences.items()
    }
    hints = {span: frozenset(k for k, _ in o) for span, o in occurrences.items()}
    main = things.main
    for each in (names, hints):
        each[SELF] = frozenset({_SELF_KEY})
        each[MAIN] = frozenset({main} if main else ())
    stated: dict[tuple[str, str], set[int]] = defaultdict(set)
    relations: dict[tuple[int, Node, Node], set[int]] = defaultdict(set)
    for fact in gold.facts:
        head, tail = _key(fact.head), _key(fact.tail)
        sentences = {n for n, s in enumerate(text.spans) if s.start < fact.end and s.end > fact.start}
        stated[head, tail] |= sentences
        for number in sentences:
            ends = [
                ([best] if (best := _best(key, number, text, names, hints, occurrences, unjudged)) else [])
                + ([MAIN] if key == main else [])
                + ([SELF] if key == _SELF_KEY else [])
                for key in (head, tail)
            ]
            for h in ends[0]:
                for t in ends[1]:
                    if h != t and t != SELF:
                        relations[number, h, t].add(RELATION_NAMES.index(fact.relation))
                        unjudged -= {h, t}
    return Example(
        gold,
        text,
        {span: kind for span, kind in mentions.items() if span not in unjudged},
        frozenset(unjudged),
        {key: frozenset(value) for key, value in relations.items()},
        names,
        hints,
        {key: frozenset(value) for key, value in stated.items()},
    )


def _key(name: GoldName) -> str:
    if name.type == PAPER or name.name.lower() in (THIS_PAPER, "paper", "we"):
        return _SELF_KEY
    return " ".join(re.findall(r"[a-z0-9.%+]+", name.name.lower()))


@dataclass(slots=True)
class _Things:
    """The things that a paper's facts are about, by key: name, aliases, type; and its main contribution."""

    wordings: dict[str, tuple[str, set[str]]]
    types: dict[str, str]
    main: str

    @classmethod
    def of(cls, facts: Iterable[GoldFact]) -> _Things:
        wordings: dict[str, tuple[str, set[str]]] = {}
        types: dict[str, Counter[str]] = defaultdict(Counter)
        heads: Counter[str] = Counter()
        proposed: list[str] = []
        for fact in facts:
            for name in (fact.head, fact.tail):
                key = _key(name)
                if key != _SELF_KEY:
                    wordings.setdefault(key, (name.name, set()))[1].update(name.aliases)
                    types[key][name.type] += 1
            heads[_key(fact.head)] += 1
            if fact.relation == "proposes":
                proposed.append(_key(fact.tail))
        main = max(proposed, key=lambda k: (heads[k], -proposed.index(k)), default="")
        return cls(wordings, {k: c.most_common(1)[0][0] for k, c in types.items()}, main)


Occurrences = dict[Node, list[tuple[str, bool]]]


def _occurrences(text: Text, things: _Things) -> Occurrences:
    """Return, for each span in which a wording stands, the keys that it may stand for and whether it is the name."""
    low = text.paper.text.lower().replace("’", "'")
    starts = {a: i for i, (a, _) in enumerate(text.words)}
    ends = {b: i + 1 for i, (_, b) in enumerate(text.words)}
    sentence_of = {w: n for n, (a, b) in enumerate(text.sentences) for w in range(a, b)}
    found: Occurrences = defaultdict(list)
    for key, (name, aliases) in things.wordings.items():
        for wording in sorted({name} | aliases):
            if is_generic(wording):
                continue
            pattern = rf"(?<!\w){re.escape(wording.lower().replace('’', chr(39)))}s?(?!\w)"
            for match in re.finditer(pattern, low):
                i, j = starts.get(match.start()), ends.get(match.end())
                if i is not None and j is not None and 0 < j - i <= MAX_WORDS and sentence_of[i] == sentence_of[j - 1]:
                    found[i, j].append((key, wording == name))
    return found


def _mentions(occurrences: Occurrences, things: _Things) -> tuple[dict[Node, str], set[Node]]:
    mentions: dict[Node, str] = {}
    for span, keys in occurrences.items():
        named = [k for k, is_name in keys if is_name]
        mentions[span] = things.types[(named or [k for k, _ in keys])[0]]
    unjudged = {span for span in occurrences if _is_inside_another(span, occurrences)}
    return mentions, unjudged


def _is_inside_another(span: Node, occurrences: Occurrences) -> bool:
    """Tell whether a longer wording, or the name, of the same thing overlaps this mere alias."""
    if any(is_name for _, is_name in occurrences[span]):
        return False
    keys = {k for k, _ in occurrences[span]}
    for other, found in occurrences.items():
        if other != span and other[0] < span[1] and span[0] < other[1] and keys <= {k for k, _ in found}:
            longer = (other[1] - other[0], -other[0]) > (span[1] - span[0], -span[0])
            if longer or any(is_name for _, is_name in found):
                return True
    return False


def _best(key: str, number: int, text: Text, names: Mapping[Node, frozenset[str]], hints: Mapping[Node, frozenset[str]],
          occurrences: Occurrences, unjudged: set[Node]) -> Node | None:  # fmt: skip
    """Return the mention in a sentence that stands best for a thing: judged before not, named before alias, longest."""
    first, last = text.sentences[number]
    here = [span for span in occurrences if first <= span[0] < last]
    choices = (
        [s for s in here if key in names[s] and s not in unjudged],
        [s for s in here if key in names[s]],
        [s for s in here if key in hints[s] and s not in unjudged],
    )
    spans = next((c for c in choices if c), [])
    named = [s for s in spans if any(is_name for _, is_name in occurrences[s])]
    return max(named or spans, key=lambda s: (s[1] - s[0], -s[0]), default=None)
