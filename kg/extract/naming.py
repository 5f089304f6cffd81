"""How a thing is called: the shape of proper names, and noun phrases without articles and praise."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from kg.extract.wordlist import words

# Words that introduce a thing or praise it, but do not name it.
LEADING: Final = words(
    """a an the this that these those our its their his her my your any all both each every some several various
    many multiple numerous different diverse certain other another such same own few most more recent recently
    proposed novel new newly simple yet effective existing previous prior current traditional conventional
    innovative popular promising powerful comprehensive extensive significant significantly remarkable
    considerable substantial also first second third following corresponding respective common commonly widely-
    used well-known widely used practical successful notable important key crucial essential critical unique
    main major state-of-the-art sota recently-proposed aforementioned said so-called underlying original vanilla
    entire whole overall broad wide particular specific given of for in on to by with and or but as than then
    two three four five six seven eight nine ten eleven twelve one very highly easy-to-implement elegant
    straightforward latest modern leading top strong competitive challenging real-world public publicly
    available open-source up over about better higher improved enhanced superior increased reduced lower fewer
    less decreased additional extra just related alternative designed developed introduced simple only even still"""
)
_KEEP_IF_ALONE: Final = frozenset(("first", "second", "original", "modern", "key", "top"))
TRAILING: Final = words("model models method methods approach framework algorithm architecture network")
_ODD: Final = re.compile(r"[a-z][A-Z]|[A-Z]{2}|\d|[A-Z]-|-[A-Z]|[A-Z]\w*\+|[αβγλμ]")


_NOT_ODD: Final = re.compile(r"-(?:like|based|style|aware|level|free|specific|shot)$|^[\d.,]+[A-Za-z%]?$|^\d+-[a-z]+$")


def is_odd(word: str) -> bool:
    """Tell whether a word has the shape of a coined name: "BERT", "iGPT", "YOLOv8", "T5", "KD-LoRA"."""
    return (
        bool(_ODD.search(word)) and any(c.isalpha() for c in word) and word[0].isalnum() and not _NOT_ODD.search(word)
    )


def is_name(words: tuple[str, ...], *, sentence_start: bool = False) -> bool:
    """Tell whether the words look like a proper name, none but capitalised or coined words.

    Args:
        words: the tokens of a phrase, articles removed.
        sentence_start: whether the first word is capitalised anyway.
    """
    if not words:
        return False
    if any(is_odd(w) for w in words):
        return True
    return all(w[0].isupper() or w[0].isdigit() or w in "-/&." for w in words) and not (
        sentence_start and len(words) == 1
    )


def strip(words: tuple[str, ...]) -> tuple[int, int]:
    """Return the range of the words that name the thing: without articles, quantities and praise before it.

    Args:
        words: the tokens of a noun phrase.
    """
    first, last = 0, len(words)
    for n, word in enumerate(words[:-1]):
        if word in ("'s", "’s", "'", "’"):
            first = n + 1
    while first < last - 1:
        word = words[first].lower()
        if word not in LEADING and not word.isdigit() and word not in ',-–"' and not word.endswith("ly"):
            break
        first += 1
    if last - first > 1 and words[last - 1].lower() in TRAILING and is_odd(words[last - 2]):
        last -= 1
    return first, last


@lru_cache(maxsize=4096)
def folded(name: str) -> str:
    """Return a key under which a paper's wordings of one name fall together: case, hyphens and plural folded."""
    words = re.sub(r"[-–/_\s]+", " ", name.lower()).split()
    if words and len(words[-1]) > 3 and words[-1].endswith("s") and not words[-1].endswith(("ss", "us", "is")):
        words[-1] = words[-1][:-1]
    while len(words) > 1 and words[-1] in TRAILING:
        words.pop()
    return " ".join(words)
