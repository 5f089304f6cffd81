"""The key of a name, given what type of thing it names: what only a type allows to fold.

``names.normalised`` folds what may be folded for any name. Beyond that a task loses "task", a data set "benchmark", a
processor its maker, and a metric goes by the name that its wordings share ("F_{1} score", "F1-scores").
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from kg.metrics import merit
from kg.resolve.acronyms import abbreviates
from kg.resolve.names import normalised

_BRACKET: Final = re.compile(r"^(.+?)\s*\(([A-Za-z][\w.+-]{1,11})\)$")
_TASK: Final = re.compile(r"^(.*(?:ing|[a-z]ion|sis|\b[A-Z]{2,}))\s+(?:tasks?|problems?)$")
_DATA: Final = re.compile(r"^(.+?)\s+(?:benchmarks?|data ?sets?|corpus|corpora|leaderboard|suite)$", re.IGNORECASE)
_MAKER: Final = re.compile(
    r"\b(?:nvidia|intel|amd|google|apple|geforce|gpus?|tpus?|cpus?|tensor core|graphics cards?)\b", re.I
)
_SCORE: Final = re.compile(r"^(.+?)[\s-]+(?:scores?|values?)$", re.IGNORECASE)
_SMALL: Final = frozenset(["a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"])


@lru_cache(maxsize=1 << 16)
def key_of(name: str, type: str = "") -> str:
    """Return the key of a name; "" for a name without letters or digits.

    Args:
        name: a wording of a paper.
        type: a name of ``schema.TYPE_NAMES``, "" where it is not known.
    """
    bracket = _BRACKET.match(name)
    if bracket and abbreviates(bracket[2], bracket[1]):
        name = bracket[1]
    if type == "Metric":
        return _metric(name)
    if type == "Task" and (task := _TASK.match(name)):
        name = task[1]
    elif type == "Dataset" and (data := _DATA.match(name)) and _is_title(data[1]):
        name = data[1]
    elif type == "Hardware":
        bare = " ".join(_MAKER.sub(" ", name).split())
        name = bare if re.search(r"[A-Za-z]\d|\d{4}", bare) else name
    return normalised(name)


def _metric(name: str) -> str:
    if known := merit(name):
        return normalised(known)
    scored = _SCORE.match(name)
    return f"{normalised(scored[1])} score" if scored else normalised(name)


def _is_title(name: str) -> bool:
    """Tell whether every word is written as in a title: "Long Range Arena", not "Chinese benchmark"."""
    words = [word for word in re.split(r"[\s-]+", name) if word.lower() not in _SMALL]
    return len(words) > 1 and all(re.match(r"\W*[A-Z0-9]", word) for word in words)
