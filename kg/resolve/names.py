"""The normalised form of a name: what two wordings must share to name one thing.

Folded are case, Unicode form, hyphens and slashes, articles, the plural of the last word, spellings ("fine tuning" and
"finetuning"), and a generic last word after what is written like a name ("GLUE benchmark", "transformer models").
Digits are never folded, so that versions and sizes stay apart.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

from kg.clean import clean

_LEADING: Final = re.compile(
    r"^(?:(?:an?|the|our|its|their|this|these|those|such|his|her|both|various|several|proposed|novel|new)\s+)+(?=\S)",
    re.IGNORECASE,
)
_GENERIC: Final = frozenset(
    {"model", "architecture", "network", "method", "approach", "algorithm", "technique", "framework", "dataset"}
    | {"benchmark", "corpus", "score", "metric", "library", "toolkit", "task", "function"}
)
_MODEL_NOUN: Final = re.compile(
    r"(?:.*(?:former|coder|perceptron|classifier)|[clvq]?nn|[cdfgr]nn|lstm|gru|gan|vae|mlp|ssm|llm|plm|svm)s?", re.I
)
_PREFIX: Final = re.compile(r"\b(pre|multi|non|fine|co|sub|auto|semi|micro|hyper|meta|bi|uni|over) (?=[a-z]{3})")
_SPELLING: Final = (
    (re.compile(r"\bdata sets?\b"), "dataset"),
    (re.compile(r"\btrade offs?\b"), "tradeoff"),
    (re.compile(r"isation\b"), "ization"),
    (re.compile(r"\bmodell"), "model"),
    (re.compile(r"\blabell"), "label"),
)
_IRREGULAR: Final = {
    "biases": "bias", "matrices": "matrix", "indices": "index", "vertices": "vertex", "corpora": "corpus",
    "axes": "axis", "analyses": "analysis", "hypotheses": "hypothesis", "criteria": "criterion", "caches": "cache",
    "phenomena": "phenomenon", "areas": "area", "ideas": "idea", "schemas": "schema", "cameras": "camera",
    "metrics": "metric", "topics": "topic", "characteristics": "characteristic", "heuristics": "heuristic",
    "series": "series", "species": "species",
}  # fmt: skip
_NO_PLURAL: Final = ("ss", "us", "is", "as", "ics")


@lru_cache(maxsize=1 << 16)
def normalised(name: str) -> str:
    """Return the form in which names of one thing are equal, "" for a name without letters or digits."""
    plain = unicodedata.normalize("NFKC", clean(name).text).strip().rstrip(".,;:")
    plain = _LEADING.sub("", plain)
    plain = re.sub(r"['’]s(?=\s|$)", "", plain)
    words = [word for word in re.split(r"[\s/_\-–—‐‑]+", plain) if word]
    words = [word for word in (_bare(word) for word in words) if word]
    while len(words) > 1 and _adds_nothing(words):
        words.pop()
    if not words:
        return ""
    words[-1] = singular(words[-1])
    key = " ".join(word.casefold() for word in words)
    for pattern, new in _SPELLING:
        key = pattern.sub(new, key)
    key = _PREFIX.sub(r"\1", key)
    return re.sub(r"(?<=[a-z]) (?=\d)", "", key)


def _bare(word: str) -> str:
    """Return the word without punctuation, but for what tells names apart: "C++", "F1", "21.2", "90%", "O(n^2)"."""
    return re.sub(r"^[^\w(]+|[^\w)%+]+$", "", word) if re.search(r"\w", word) else ""


def _adds_nothing(words: list[str]) -> bool:
    """Tell whether the last word is a generic noun after what is a name without it."""
    last, before = words[-1], words[-2]
    if not last.islower() or singular(last) not in _GENERIC:
        return False
    if re.fullmatch(r"[A-Z]{2,6}s?", before) and not _MODEL_NOUN.fullmatch(before):
        return singular(last) in ("task", "score")  # an "ASR corpus" is not ASR; "likeness" knows whether it may be
    # a single capital is no sign of a name: "Language models" opens many a sentence
    return bool(_MODEL_NOUN.fullmatch(before) or re.search(r"\d|[a-z][A-Z]|[A-Z]{2}", before))


def singular(word: str) -> str:
    """Return the singular of a noun ("GPUs": "GPU"); a word in capitals throughout ("SARS") is left as it is."""
    lower = word.lower()
    if lower in _IRREGULAR:
        return _IRREGULAR[lower]
    if word[:-1].isupper() and word.endswith("s") and len(word) > 2:
        return word[:-1]
    if len(word) < 4 or not word.endswith("s") or lower.endswith(_NO_PLURAL):
        return word
    if lower.endswith("ies"):
        return word[:-3] + "y"
    if lower.endswith(("sses", "shes", "ches", "xes", "zzes")):
        return word[:-2]
    return word[:-1]


def difference(kept: str, name: str) -> str:
    """Return in what two names with the same normalised form differ."""
    fold = str.casefold
    if fold(kept) == fold(name):
        return "case"
    if fold(unicodedata.normalize("NFKC", kept)) == fold(unicodedata.normalize("NFKC", name)):
        return "Unicode form"

    def parts(text: str) -> list[str]:
        return re.split(r"[\s/_\-–—‐‑]+", fold(unicodedata.normalize("NFKC", text)))

    one, two = parts(kept), parts(name)
    if "".join(one) == "".join(two):
        return "hyphen or space"
    if [singular(word) for word in one] == [singular(word) for word in two]:
        return "plural"
    shorter, longer = sorted((one, two), key=len)
    if len(longer) > len(shorter) and singular(longer[-1]) in _GENERIC:
        return f"generic word '{longer[-1]}'"
    return "spelling"
