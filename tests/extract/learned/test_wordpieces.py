"""Words, shapes and pieces."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from kg.extract.learned.extractor import FOLDER, VOCABULARY
from kg.extract.learned.wordpieces import LIMIT, Wordpieces, shape, words

PIECES = Wordpieces.read(FOLDER / VOCABULARY)


def spelled(text: str) -> list[str]:
    return [text[a:b] for a, b in words(text)]


def test_hyphens_numbers_and_addresses_stay_whole() -> None:
    text = "Transformer-XL gains 21.2 dB (10^9 steps); see https://a.example/x."
    assert spelled(text) == [
        *("Transformer-XL", "gains", "21.2", "dB", "(", "10^9", "steps", ")", ";", "see", "https://a.example/x", ".")
    ]


def test_shapes_tell_apart_what_an_uncased_encoder_cannot() -> None:
    assert [shape(w) for w in (",", "21.2", "GPT-2", "model", "BERT", "Mamba", "RoBERTa", "https://x.example")] == [
        *range(1, 9)
    ]


def test_a_known_word_is_one_piece_and_an_odd_one_is_cut() -> None:
    assert len(PIECES.pieces("network")) == 1
    assert len(PIECES.pieces("MossFormer")) > 1


@given(st.text(max_size=300))
def test_words_are_in_order_without_space_and_leave_only_space_out(text: str) -> None:
    spans = words(text)
    assert all(a < b <= c for (a, b), (c, _) in itertools.pairwise(spans))
    assert "".join(text[a:b] for a, b in spans) == "".join(c for c in text if not c.isspace())


@given(st.lists(st.sampled_from(["a", "Zyx", "unbelievable", "3.5", "-"]), max_size=900))
def test_no_text_exceeds_the_limit_and_every_word_kept_has_its_pieces(body: list[str]) -> None:
    encoded = PIECES.encode(["A", "title"], body)
    assert len(encoded.ids) == len(encoded.shapes) <= LIMIT
    assert len(encoded.first) == len(encoded.last) <= len(body) + 2
    assert all(a <= b for a, b in zip(encoded.first, encoded.last, strict=True))
