"""Open facts are learned from annotated sentences; the networks need PyTorch, the extra ``train``."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from kg.extract.learned.extractor import FOLDER
from kg.extract.open import heads as runtime
from kg.extract.open.layout import layout
from kg.extract.open.learned import FILES, LearnedOpenExtractor, reads_open_facts
from kg.extract.open.signs import signs
from kg.extract.open.vectors import WIDTH
from kg.extract.parse import ParsedSentence, parse
from kg.extract.syntax import syntax
from kg.model import Paper
from kg.score.opengold import OpenDocument, restored
from kg.train.opened.laying import example, lay

SENTENCES = (
    "The film covers a plate.",
    "A coil surrounds the head.",
    "The layer contains a magnet.",
    "The lens holds the mirror.",
)


def sentence(text: str) -> ParsedSentence:
    return next(iter(parse([Paper("p", "Untitled", text)]))).sentences[1]


@pytest.mark.parametrize(
    ("text", "fact", "laid"),
    [
        ("The film covers a plate.", ("film", "covers", "plate"), ((1, 2), (2,), (4, 5))),
        ("A film, not a microfilm, is put on a film.", ("film", "is put on", "film"), ((1, 2), (7, 8, 9), (11, 12))),
        ("It is of use, and the edge of glass is cut.", ("edge", "of", "glass"), ((7, 8), (8,), (9, 10))),
        ("The film covers a plate.", ("film", "covers", "plates"), None),
        ("The film covers a plate.", ("film", "covers over", "plate"), None),
    ],
)
def test_a_fact_is_laid_upon_the_tokens_that_stand_closest(text: str, fact: tuple[str, str, str], laid: object) -> None:
    assert lay(sentence(text), fact) == laid


def test_tokens_are_named_by_the_facts_and_what_only_rules_see_is_related_to_nothing() -> None:
    parsed = sentence("The film covers a plate of glass.")
    seen = signs(syntax(parsed))
    vectors = np.zeros((len(seen), WIDTH), dtype=np.float32)
    found = example(parsed, seen, vectors, [("film", "covers", "plate")])
    assert found.kinds.tolist() == [0, 1, 3, 0, 1, 0, 0, 0]
    assert found.spans == ((1, 2), (4, 5), (6, 7))
    assert found.relations == {(0, 1): (2,)}


def test_both_twins_compute_the_same() -> None:
    torch = pytest.importorskip("torch")
    from kg.train.opened.network import OpenNetwork, Pairs, Tokens
    from kg.train.opened.run import as_heads

    seen = signs(syntax(sentence("A thin film is deposited over the substrate of the head by a nozzle.")))
    vectors = np.random.default_rng(0).normal(size=(len(seen), WIDTH)).astype(np.float32)
    arranged = layout(seen, [(1, 3), (7, 8), (10, 11), (13, 14)])
    torch.manual_seed(0)
    network = OpenNetwork().eval()
    plain = as_heads(network)
    network.load_state_dict({name: torch.from_numpy(value) for name, value in plain.weights.items()})
    with torch.no_grad():
        logits, x = network.tokens(Tokens.of(seen), torch.from_numpy(vectors))
        related, pairs = network.pairs(Pairs.of(arranged), x)
        words = network.words(Pairs.of(arranged), x, pairs, torch.tensor([1, 4]))
    kinds, y = plain.tokens(seen, vectors)
    chances, mine = plain.pairs(arranged, y)
    np.testing.assert_allclose(kinds, logits.softmax(-1).numpy(), atol=1e-4)
    np.testing.assert_allclose(y, x.numpy(), atol=1e-4)
    np.testing.assert_allclose(chances, related.sigmoid().numpy(), atol=1e-4)
    np.testing.assert_allclose(
        plain.words(arranged, y, mine, np.array([1, 4])), words.sigmoid().numpy() * arranged.free[[1, 4]], atol=1e-4
    )
    assert kinds.shape == (len(seen), runtime.CLASSES)


@pytest.fixture
def documents(tmp_path: Path) -> tuple[OpenDocument, ...]:
    rows, texts = [], []
    for n, text in enumerate(SENTENCES * 3):
        first, verb, second = text.split()[1], text.split()[2], text.split()[4].rstrip(".")
        facts = [[[text.index(w), text.index(w) + len(w)] for w in (first, verb, second)]]
        facts = [[head, [word], tail] for head, word, tail in facts]
        row = {"id": f"s{n}", "batch": n % 4, "origin": "patent", "document": str(n), "start": 0, "end": len(text)}
        rows.append(json.dumps({**row, "facts": facts}))
        texts.append(json.dumps({"patent": str(n), "text": text}))
    (tmp_path / "open.jsonl").write_text("\n".join(rows), "utf-8")
    (tmp_path / "patents.jsonl").write_text("\n".join(texts), "utf-8")
    return restored([tmp_path / "patents.jsonl"], tmp_path / "open.jsonl")


def test_a_run_writes_what_the_extractor_loads_and_the_same_seed_the_same_bytes(
    documents: tuple[OpenDocument, ...], tmp_path: Path
) -> None:
    pytest.importorskip("torch")
    from kg.train.opened.loop import OpenSettings
    from kg.train.opened.run import run

    settings = OpenSettings(epochs=30, batch=2, networks=2)
    for name in ("one", "two"):
        figures = run(documents, FOLDER, tmp_path / name, settings, folds=2)
    assert figures.held_out.exact.f1 > 0.5
    for file in (*FILES, "heads.npz"):
        if (tmp_path / "one" / file).exists():
            assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes(), file
    for file in ("heads.npz", "calibration.json"):  # what the typed facts need beside
        (tmp_path / "one" / file).write_bytes((FOLDER / file).read_bytes())
    assert reads_open_facts(tmp_path / "one")
    (found,) = LearnedOpenExtractor(tmp_path / "one").extract([Paper("p", "Untitled", SENTENCES[0])])
    assert [(f.head.name, f.relation, f.tail.name) for f in found.facts] == [("film", "covers", "plate")]
