"""The learned open facts: what the networks see, what is read from them, and one pass for both layers."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from kg.errors import ResourceError
from kg.extract import for_layers
from kg.extract.learned.encoder import Floats
from kg.extract.learned.extractor import FOLDER, LearnedExtractor, parts
from kg.extract.learned.heads import Ints
from kg.extract.learned.text import read as read_text
from kg.extract.open.calibration import FEATURES, OpenCalibration
from kg.extract.open.extractor import OpenExtractor
from kg.extract.open.heads import BEGINS, CLASSES, INSIDE
from kg.extract.open.layout import DOWN, LABELS, RELATES, REVERSED, TOP, UP, Layout, layout
from kg.extract.open.learned import CALIBRATION, LearnedInOnePass, LearnedOpenExtractor, load_heads, reads_open_facts
from kg.extract.open.reading import Read, entities, read
from kg.extract.open.signs import Signs, signs
from kg.extract.open.vectors import WIDTH, Pass, token_vectors
from kg.extract.parse import ParsedPaper, parse
from kg.extract.syntax import syntax
from kg.model import OPEN, TYPED, Paper

FILM = "A thin film is deposited over the substrate of the head."
FILM_SPAN, SUBSTRATE, HEAD = (1, 3), (7, 8), (10, 11)


def parsed(text: str) -> ParsedPaper:
    return next(iter(parse([Paper("p", "Untitled", text)])))


@pytest.fixture(scope="module")
def film() -> Signs:
    return signs(syntax(parsed(FILM).sentences[1]))


def pair_row(lay: Layout, head: int, tail: int) -> int:
    return lay.pairs.tolist().index([head, tail])


def test_the_way_between_two_entities_goes_up_and_down_the_tree(film: Signs) -> None:
    lay = layout(film, [FILM_SPAN, SUBSTRATE, HEAD])
    row = pair_row(lay, 0, 1)
    role = lay.token[row, :, 3] // LABELS
    words = dict(zip(film.syntax.text, role.tolist(), strict=True))
    assert (words["film"], words["deposited"], words["over"]) == (UP, TOP, DOWN)
    assert words["is"] == TOP + 3
    assert lay.path[row].sum() == pytest.approx(1)
    assert lay.free[row].tolist() == [float(n not in (1, 2, 7)) for n in range(len(film))]


def test_what_the_rules_say_is_seen_from_both_sides(film: Signs) -> None:
    lay = layout(film, [FILM_SPAN, SUBSTRATE, HEAD])
    forward, backward = (lay.token[pair_row(lay, *pair), :, 4] for pair in ((0, 1), (1, 0)))
    assert [film.syntax.text[n] for n in np.flatnonzero(forward == RELATES)] == ["is", "deposited", "over"]
    assert (np.flatnonzero(backward == REVERSED) == np.flatnonzero(forward == RELATES)).all()
    assert lay.pair[pair_row(lay, 0, 1), 3] == lay.pair[pair_row(lay, 1, 0), 4] > 0
    assert lay.pair[pair_row(lay, 0, 2), 3] == 0


@pytest.mark.parametrize(
    ("kinds", "spans"),
    [
        ([0, BEGINS, INSIDE, 0], [(1, 3)]),
        ([BEGINS, BEGINS, 3, INSIDE], [(0, 1), (1, 2), (3, 4)]),
        ([INSIDE, INSIDE, BEGINS], [(0, 2), (2, 3)]),
        ([0, 3, 0], []),
    ],
)
def test_entities_are_runs_of_tokens(kinds: list[int], spans: list[tuple[int, int]]) -> None:
    assert entities(np.eye(CLASSES, dtype=np.float32)[kinds]) == spans


class Said:
    """Two stages that say what a test wants them to."""

    def __init__(self, spans: Sequence[tuple[int, int]], related: float, words: Sequence[int]) -> None:
        self._spans, self._related, self._words = spans, related, list(words)

    def tokens(self, s: Signs, vectors: Floats) -> tuple[Floats, Floats]:
        kinds = np.zeros((len(s), CLASSES), dtype=np.float32)
        kinds[:, 0] = 0.4
        for first, last in self._spans:
            kinds[first:last, INSIDE], kinds[first, BEGINS] = 0.6, 0.9
        return kinds, vectors

    def pairs(self, lay: Layout, x: Floats) -> tuple[Floats, Floats]:
        return np.where((lay.pairs == (0, 1)).all(1), self._related, 0.0).astype(np.float32), x

    def words(self, lay: Layout, x: Floats, pairs: Floats, rows: Ints) -> Floats:
        found = np.full((len(rows), lay.free.shape[1]), 0.1, dtype=np.float32)
        found[:, self._words] = 0.9
        return found


def said(film: Signs, related: float, words: Sequence[int]) -> list[Read]:
    vectors = np.zeros((len(film), WIDTH), dtype=np.float32)
    return read([Said([FILM_SPAN, SUBSTRATE], related, words)], film, vectors)


def test_the_likely_words_of_a_likely_pair_are_its_relation(film: Signs) -> None:
    (found,) = said(film, 0.8, (3, 4, 5))
    assert (found.head, found.words, found.tail) == (FILM_SPAN, (3, 4, 5), SUBSTRATE)
    assert found.wording == pytest.approx(0.9 ** len(film), abs=1e-3)
    assert (found.pair, found.agreed, found.same) == (0.8, 1.0, 1.0)
    assert said(film, 0.8, (4,))[0].same == 0.0


def test_an_unlikely_pair_and_one_without_words_state_nothing(film: Signs) -> None:
    assert said(film, 0.05, (3, 4, 5)) == []
    assert said(film, 0.8, ()) == []


def test_a_text_beyond_the_encoders_limit_is_read_in_further_passes_of_whole_sentences() -> None:
    long = parsed("The film covers a plate made of glass in the first chamber of the vessel. " * 60)
    loaded = parts()
    text = read_text(long.paper, [s.sentence for s in long.sentences], loaded.wordpieces)
    _, deep = loaded.encoder.deep(text.pieces)
    found = list(token_vectors(long, Pass(text, deep), loaded.encoder, loaded.wordpieces))
    assert [len(v) for v in found] == [len(s.tokens) for s in long.sentences]
    assert text.sentences[-1][0] == text.sentences[-1][1]  # the first pass has no room for it
    assert all(np.abs(vector).sum(axis=1).min() > 0 for vector in found)


def test_the_inner_layers_come_from_the_pass_of_the_typed_facts() -> None:
    loaded = parts()
    pieces = loaded.wordpieces.encode(["film"], ["the", "film", "covers", "a", "plate"])
    vectors, deep = loaded.encoder.deep(pieces)
    assert np.array_equal(vectors, loaded.encoder(pieces))
    assert np.array_equal(deep[:, -vectors.shape[1] :], vectors)
    assert not np.allclose(deep[:, : vectors.shape[1]], vectors)


PAPERS = (
    Paper("a", "MossNet: a parser", f"{FILM} MossNet outperforms BERT by 5% on GLUE."),
    Paper("b", "Films", "The head includes a film and a coil."),
    Paper("c", "Nothing", "…"),
)


def test_one_pass_finds_what_two_find() -> None:
    both = list(LearnedInOnePass().extract(PAPERS))
    typed, opened = list(LearnedExtractor().extract(PAPERS)), list(LearnedOpenExtractor().extract(PAPERS))
    for one, t, o in zip(both, typed, opened, strict=True):
        assert one.facts == (*t.facts, *o.facts)
        assert (one.rejected, one.aliases, one.sentences) == (t.rejected, t.aliases, t.sentences)
    assert opened[1].facts
    for fact in opened[0].facts:
        assert fact.layer == OPEN
        assert fact.evidence.text[fact.head.start : fact.head.end] == fact.head.text
        assert 0 < fact.confidence < 1


def test_facts_do_not_depend_on_what_else_is_in_the_batch() -> None:
    alone = [next(iter(LearnedOpenExtractor().extract([paper]))) for paper in PAPERS]
    assert list(LearnedOpenExtractor().extract(PAPERS)) == alone


def test_rules_find_open_facts_where_rules_are_asked_for() -> None:
    (found,) = for_layers("rules", frozenset({OPEN})).extract(PAPERS[1:2])
    assert {(f.head.name, f.relation, f.tail.name) for f in found.facts} == {
        ("head", "includes", "film"),
        ("head", "includes", "coil"),
    }


def test_the_shipped_networks_were_trained_upon_the_shipped_encoder() -> None:
    assert reads_open_facts(FOLDER), "the encoder is another one: kg train-open CORPUS... -o kg/data/model"
    assert isinstance(for_layers("learned", frozenset({OPEN, TYPED})), LearnedInOnePass)
    assert isinstance(for_layers("learned", frozenset({OPEN})), LearnedOpenExtractor)


def test_upon_another_encoder_open_facts_are_found_by_rules(tmp_path: Path) -> None:
    for file in FOLDER.iterdir():
        (tmp_path / file.name).symlink_to(file)
    assert reads_open_facts(tmp_path)
    told = json.loads((FOLDER / CALIBRATION).read_text("utf-8"))
    (tmp_path / CALIBRATION).unlink()
    (tmp_path / CALIBRATION).write_text(json.dumps({**told, "encoder": "another"}), "utf-8")
    assert isinstance(for_layers(str(tmp_path), frozenset({OPEN})), OpenExtractor)


def test_a_surer_pair_is_a_surer_fact() -> None:
    weights = dict.fromkeys(FEATURES, 0.5)
    calibration = OpenCalibration(tuple(weights.values()), 0.3, 0.7)
    low, high = (calibration.confidence(Read((0, 1), (1,), (2, 3), p, 0.9, 0.9, 1.0, 1.0)) for p in (0.2, 0.9))
    assert 0 < low < high < 1


def test_damaged_files_are_named(tmp_path: Path) -> None:
    (tmp_path / "open.json").write_text("{}", "utf-8")
    with pytest.raises(ResourceError, match=r"open\.json"):
        OpenCalibration.read(tmp_path / "open.json")
    (tmp_path / "open.npz").write_bytes(b"none")
    with pytest.raises(ResourceError, match=r"open\.npz"):
        load_heads(tmp_path / "open.npz")
