"""Made-up names: a number and a type stand for one thing, whose name can be told again at any time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from kg import iri

_NOUNS: Final = {
    "Model": ("Net", "Former", "-{} model", " Transformer", "BERT"), "Method": (" attention", " pruning", " loss"),
    "Task": (" segmentation", " translation", " retrieval"), "Dataset": ("-Bench", "QA", " Corpus"),
    "Metric": (" score", " error"), "Hardware": (" GPU", " accelerator"), "Software": ("Lib", " toolkit"),
    "Property": (" efficiency", " accuracy"), "Problem": (" bias", " overhead"), "Result": ("",), "Resource": ("",),
}  # fmt: skip
METRICS: Final = (
    "accuracy",
    "F1",
    "BLEU",
    "mAP",
    "perplexity",
    "word error rate",
    "latency",
    "FLOPs",
    "top-1 accuracy",
)
UNITS: Final = ("%", "%", "%", "x", " dB", " ms", "")
_SYLLABLES: Final = [a + b for a in "bdfgklmnprstvz" for b in ("a", "e", "i", "o", "u", "al", "en", "or")]


@dataclass(frozen=True, slots=True)
class Thing:
    """What a number and a type stand for."""

    number: int
    kind: str

    @property
    def name(self) -> str:
        """A name that nothing else of this type has."""
        if self.kind == "Result":
            return f"{self.number % 1000 / 10:.1f}{UNITS[self.number % 7]} {METRICS[self.number % 9]} ({self.number})"
        if self.kind == "Resource":
            return f"https://code.example/{self.number}"
        rest, word = self.number, ""
        while True:
            word += _SYLLABLES[rest % len(_SYLLABLES)]
            rest //= len(_SYLLABLES)
            if not rest and len(word) > 3:
                break
        nouns = _NOUNS[self.kind]
        return word.capitalize() + nouns[self.number % len(nouns)].format(self.number % 7)

    @property
    def iri(self) -> str:
        """The IRI of the entity."""
        return iri.entity_iri(f"{self.name.casefold()} {self.kind.casefold()}")
