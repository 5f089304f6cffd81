"""The fixed phrases by which English takes back what a clause says, as expressions over the text of a sentence.

The parse is lost where a long insertion stands between "it is hoped" and what is hoped; the phrases are not. Each row
of ``kg/data/cues.tsv`` says how the words in its scope are meant: those after the phrase, those before it, all of
its clause, or only the clause that it introduces ("whether X is fast"). A row ``fragment`` is a part of later ones;
``<others>`` stands for who is not an author. A row also names plain words of which the phrase holds one: where none
stands in the sentence, the phrase is not looked for, which saves most of the time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Final

from kg.extract.attitudes import OTHERS

AFTER: Final = "after"
BEFORE: Final = "before"
CLAUSE: Final = "clause"
CONTENT: Final = "content"


@dataclass(frozen=True, slots=True)
class Cue:
    """A phrase, how its scope is meant ("negated", "hedged", "future", "denied"), and what that scope is.

    Attributes:
        words: strings in lower case, one of which each match of the pattern holds; none if there are no such.
    """

    reason: str
    scope: str
    words: tuple[str, ...]
    pattern: re.Pattern[str]

    def found(self, text: str, lower: str) -> Iterator[re.Match[str]]:
        """Yield the places of the phrase in a sentence, given also in lower case."""
        if not self.words or any(word in lower for word in self.words):
            yield from self.pattern.finditer(text)


@lru_cache(maxsize=1)
def cues() -> tuple[Cue, ...]:
    """Return all phrases; to compile them takes a tenth of a second, so not before one is looked for."""
    return tuple(_read())


def _read() -> Iterator[Cue]:
    fragments = {"others": f"(?:{'|'.join(sorted(OTHERS))})(?:e?s)?"}
    for line in files("kg").joinpath("data", "cues.tsv").read_text("utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        kind, scope, *words, expression = line.split("\t")
        whole = re.sub(r"<([a-z-]+)>", lambda name: fragments[name[1]], expression)
        if kind == "fragment":
            fragments[scope] = whole
        else:
            needed = () if words == ["-"] else tuple(words[0].split("|"))
            yield Cue(kind, scope, needed, re.compile(whole, re.IGNORECASE))
