"""How well names are told together and apart, judged by pairs that a person labelled."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.errors import InputError
from kg.model import Paper
from kg.resolve.acronyms import Acronyms
from kg.resolve.identity import Identity, Use, identify


@dataclass(frozen=True, slots=True)
class Pair:
    """Two names, what type of thing each names, and whether they are one thing.

    Attributes:
        hard: the names differ in more than case or plural, or are different and look alike.
    """

    a: str
    b: str
    type_a: str
    type_b: str
    same: bool
    hard: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """The pairs that were judged wrong, and the counts.

    Attributes:
        right: pairs that are one thing and were called so.
        wrongly_joined, wrongly_apart: the two kinds of errors.
    """

    pairs: int
    right: int
    wrongly_joined: tuple[Pair, ...]
    wrongly_apart: tuple[Pair, ...]

    @property
    def precision(self) -> float:
        """Of the pairs called one thing, the part that is."""
        called = self.right + len(self.wrongly_joined)
        return self.right / called if called else 1.0

    @property
    def recall(self) -> float:
        """Of the pairs that are one thing, the part that was called so."""
        same = self.right + len(self.wrongly_apart)
        return self.right / same if same else 1.0


def read(path: Path) -> tuple[Pair, ...]:
    """Read labelled pairs: JSON Lines with ``a``, ``b``, ``type``, ``same`` and optionally ``type_b``, ``hard``."""
    pairs = []
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"cannot be read: {getattr(error, 'strerror', None) or error}", str(path)) from error
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            r = json.loads(line)
            kind = r.get("type", "")
            pairs.append(Pair(r["a"], r["b"], kind, r.get("type_b", kind), bool(r["same"]), bool(r.get("hard"))))
        except (ValueError, KeyError, AttributeError) as error:
            raise InputError("not a pair: a, b and same are needed", f"{path}:{number}") from error
    return tuple(pairs)


def uses(pairs: Iterable[Pair], papers: Sequence[Paper]) -> list[Use]:
    """Return the uses of the pairs' names: in every paper that contains them, else in none."""
    names = sorted({end for pair in pairs for end in ((pair.a, pair.type_a), (pair.b, pair.type_b))})
    found = []
    for name, kind in names:
        pattern = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")
        inside = [paper.id for paper in papers if pattern.search(paper.text)]
        found += [Use(name, kind, paper_id) for paper_id in inside or [""]]
    return found


def judge(pairs: Sequence[Pair], papers: Sequence[Paper], acronyms: Acronyms) -> Verdict:
    """Judge the identity that the papers give to the pairs' names."""
    identity = identify(uses(pairs, papers), acronyms)
    verdicts: Mapping[Pair, bool] = {pair: _same(pair, identity) for pair in pairs}
    return Verdict(
        pairs=len(pairs),
        right=sum(pair.same and called for pair, called in verdicts.items()),
        wrongly_joined=tuple(pair for pair, called in verdicts.items() if called and not pair.same),
        wrongly_apart=tuple(pair for pair, called in verdicts.items() if pair.same and not called),
    )


def _same(pair: Pair, identity: Identity) -> bool:
    return identity.key(Use(pair.a, pair.type_a, "")) == identity.key(Use(pair.b, pair.type_b, ""))
