"""Parsing: sentences and tokens at their true offsets."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import ResourceError
from kg.extract.parse import MODEL_VARIABLE, model_name, parse, pipeline
from kg.model import Paper


def words(abstract: str) -> list[list[str]]:
    (parsed,) = parse([Paper("p", "A title", abstract)])
    return [[t.text for t in s.tokens] for s in parsed.sentences[1:]]


def test_the_title_is_a_sentence_of_its_own() -> None:
    (parsed,) = parse([Paper("p", "FooNet: Attention for Speech", "It works. It is fast.")])
    assert [s.sentence.text for s in parsed.sentences] == [
        "FooNet: Attention for Speech",
        "It works.",
        "It is fast.",
    ]
    assert [s.is_title for s in parsed.sentences] == [True, False, False]


@pytest.mark.parametrize(
    "token", ["pre-trained", "Transformer-XL", "1.2M", "10^9", "2-3x", "21.2dB", "https://github.com/a/b-c", "R-CNN"]
)
def test_a_technical_word_stays_whole(token: str) -> None:
    assert token in words(f"We use the {token} here.")[0]


def test_an_abbreviation_or_a_bracket_does_not_end_a_sentence() -> None:
    assert len(words("Models, e.g. BERT (Devlin et al. 2019), are used, i.e. trained.")) == 1


def test_a_sentence_may_begin_with_a_lower_case_name() -> None:
    assert len(words("We test this. iTransformer wins. It has 3.5 layers.")) == 3


def test_an_unknown_pipeline_is_named_in_the_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(MODEL_VARIABLE, "no_such_pipeline")
    with pytest.raises(ResourceError, match="no_such_pipeline"):
        pipeline(model_name())


def test_a_paper_that_is_too_long_is_reported_and_the_next_is_parsed() -> None:
    long, short = parse([Paper("a", "T", "word " * 250_000), Paper("b", "T", "It works.")])
    assert "longer than" in long.error
    assert len(short.sentences) == 2


@settings(max_examples=30, deadline=None)
@given(st.text(alphabet=st.characters(blacklist_categories=("Cs", "Cc")), max_size=80))
def test_offsets_are_true_for_any_text(noise: str) -> None:
    paper = Paper("p", "FooNet", f"We train FooNet. Then {noise} It reaches 87% here.")
    (parsed,) = parse([paper])
    assert any(s.sentence.text == "We train FooNet." for s in parsed.sentences)
    for s in parsed.sentences:
        assert paper.text[s.sentence.start : s.sentence.end] == s.sentence.text
        for i in range(len(s.tokens)):
            start, end = s.chars(i, i + 1)
            assert start <= end
            assert s.sentence.text[start:end] == s.text(i, i + 1)


def test_latex_is_read_clean_and_quoted_as_given() -> None:
    paper = Paper("p", "T", "We train \\textbf{Mamba} to $87\\%$ here.")
    (parsed,) = parse([paper])
    sentence = parsed.sentences[1]
    words_ = [t.text for t in sentence.tokens]
    assert words_ == ["We", "train", "Mamba", "to", "87", "%", "here", "."]
    assert sentence.text(2, 3) in ("Mamba", "\\textbf{Mamba}")
    assert sentence.words(2, 3) == "Mamba"
    assert sentence.sentence.text == paper.abstract
