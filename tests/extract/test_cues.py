"""The fixed phrases, and the plain words by which they are looked for."""

from __future__ import annotations

import json
from pathlib import Path

from kg.extract.cues import cues
from kg.train.corpora import FOLDER

CASES = (FOLDER / "not-plain.jsonl", Path(__file__).parents[1] / "cases" / "negation.jsonl")


def test_the_plain_words_of_a_phrase_hide_none_of_its_places() -> None:
    cases = [json.loads(line) for path in CASES for line in path.read_text("utf-8").splitlines()]
    texts = [text for case in cases for text in (*case["plain"], *(other["text"] for other in case["other"]))]
    looked_for = 0
    for cue in cues():
        for text in texts:
            places = [match.span() for match in cue.pattern.finditer(text)]
            assert [match.span() for match in cue.found(text, text.lower())] == places, (cue.words, text)
            looked_for += len(places)
    assert looked_for > 500
