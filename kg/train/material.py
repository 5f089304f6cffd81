"""What a training run learns from: the papers that it is also tested on, and those that only join in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.extract.learned.text import Text, read
from kg.extract.learned.wordpieces import Wordpieces
from kg.extract.parse import ParsedPaper, parse
from kg.train.alignment import Example, align
from kg.train.gold import GoldPaper
from kg.train.loop import Settings, Stage


@dataclass(frozen=True, slots=True)
class Material:
    """Annotated papers.

    Attributes:
        tested: dealt to folds; each is tested on once and learned from in the other folds.
        also: learned from first, alone, which serves every fold; and again, a share at a time, beside the tested ones.
        late: like these, but not learned from at first.
    """

    tested: Sequence[GoldPaper]
    also: Sequence[GoldPaper] = ()
    late: Sequence[GoldPaper] = ()

    def laid(self, wordpieces: Wordpieces) -> dict[GoldPaper, Example]:
        """Lay the facts of all papers upon their texts, once for all folds."""
        papers = [*self.tested, *self.also, *self.late]
        parsed = parse([p.paper for p in papers])
        return {gold: align(gold, text_of(one, wordpieces)) for gold, one in zip(papers, parsed, strict=True)}

    def stages(self, seen: Sequence[GoldPaper], laid: Mapping[GoldPaper, Example], settings: Settings) -> list[Stage]:
        """Return the stages of one run, ``seen`` being those of the tested papers that it may learn from.

        The first one passes over what is never tested on (or over the seen ones, if there is nothing else); each pass
        of the others over the seen ones, several times, and over a share of the rest: the seen ones are of the kind
        that counts, and come last.
        """
        own = [laid[paper] for paper in seen]
        also = [laid[paper] for paper in self.also]
        rest = [*also, *(laid[paper] for paper in self.late)]
        passes = [
            [*own * settings.repeats, *rest[number % settings.shares :: settings.shares]]
            for number in range(settings.cycles * settings.cycle_epochs)
        ]
        first = Stage([also or own] * settings.epochs, settings.encoder_rate)
        return [first] + [
            Stage(passes[start : start + settings.cycle_epochs], settings.cycle_encoder_rate)
            for start in range(0, len(passes), settings.cycle_epochs)
        ]

    def __len__(self) -> int:
        return len(self.tested) + len(self.also) + len(self.late)


def text_of(parsed: ParsedPaper, wordpieces: Wordpieces) -> Text:
    """Return a parsed paper as the extractor reads it."""
    return read(parsed.paper, [s.sentence for s in parsed.sentences], wordpieces)
