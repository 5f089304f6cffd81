"""What the learned open extractor sees of a sentence beside the encoder's vectors: tags, dependencies, the rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from kg.extract.learned.heads import Ints
from kg.extract.open.entities import span
from kg.extract.open.statements import Statement, statements
from kg.extract.syntax import Syntax
from kg.extract.wordlist import words

TAGS: Final = tuple(
    sorted(
        words(
            "$ '' , -LRB- -RRB- . : ADD AFX CC CD DT EX FW HYPH IN JJ JJR JJS LS MD NFP NN NNP NNPS NNS PDT POS PRP "
            "PRP$ RB RBR RBS RP SYM TO UH VB VBD VBG VBN VBP VBZ WDT WP WP$ WRB XX ``"
        )
    )
)
DEPS: Final = tuple(
    sorted(
        words(
            "ROOT acl acomp advcl advmod agent amod appos attr aux auxpass case cc ccomp compound conj csubj csubjpass "
            "dative dep det dobj expl intj mark meta neg nmod npadvmod nsubj nsubjpass nummod oprd parataxis pcomp "
            "pobj poss preconj predet prep prt punct quantmod relcl xcomp"
        )
    )
)
RULES: Final = tuple(
    f"{kind}.{end}"
    for kind in ("verb", "acl", "relcl", "advcl", "xcomp", "noun", "object")
    for end in ("object", "prep", "adjective", "state", "xcomp", "gerund", "reversed")
)
_TAG: Final = {name: n for n, name in enumerate(TAGS, 1)}
_DEP: Final = {name: n for n, name in enumerate(DEPS, 1)}
_RULE: Final = {name: n for n, name in enumerate(RULES, 1)}
OUTSIDE, BEGINS, INSIDE, RELATES = 0, 1, 2, 3
"""What the rules take a token for."""


@dataclass(frozen=True, slots=True)
class Signs:
    """A sentence in numbers; each array has one item a token, 0 is a label that is not known.

    Attributes:
        above: the token that it depends on, -1 at the root.
        said: what the rules take it for.
        proposals: what the rules say of two head tokens: the words, and the number of the rule.
    """

    syntax: Syntax
    tag: Ints
    dep: Ints
    above: Ints
    said: Ints
    proposals: Mapping[tuple[int, int], tuple[tuple[int, ...], int]]

    def __len__(self) -> int:
        return len(self.tag)


def signs(s: Syntax) -> Signs:
    """Read the signs of a sentence."""
    found = statements(s)
    said = np.zeros(len(s), dtype=np.int64)
    for one in found:
        said[list(one.words)] = RELATES
    for token in {token for one in found for token in (one.head, one.tail)}:
        first, last = span(s, token)
        said[first:last], said[first] = INSIDE, BEGINS
    return Signs(
        s,
        np.array([_TAG.get(tag, 0) for tag in s.tag], dtype=np.int64),
        np.array([_DEP.get(dep, 0) for dep in s.dep], dtype=np.int64),
        np.array(s.head, dtype=np.int64),
        said,
        {(one.head, one.tail): (one.words, _number(one)) for one in found},
    )


def _number(one: Statement) -> int:
    return _RULE.get(one.rule, 0)
