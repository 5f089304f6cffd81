"""A whole training run on a handful of papers; needs PyTorch, the extra ``train``."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from kg.extract.learned.extractor import FOLDER, VOCABULARY, LearnedExtractor
from kg.extract.learned.heads import Heads as Runtime
from kg.extract.learned.heads import Spans, Words, node_buckets, pair_buckets
from kg.model import Paper
from kg.train.gold import GoldPaper, read_gold

torch = pytest.importorskip("torch")

SENTENCES = (
    ("Zorbnet: a parser", "We propose Zorbnet. Zorbnet outperforms Alphanet on TreeSet by 3.1 points."),
    ("Quivnet: a tagger", "We propose Quivnet. Quivnet outperforms Betanet on WordSet by 2 points."),
    ("Murmnet: a coder", "We propose Murmnet. Murmnet outperforms Gammanet on CodeSet by 1.5 points."),
    ("Tarnnet: a player", "We propose Tarnnet. Tarnnet outperforms Deltanet on GameSet by 4 points."),
)


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> list[GoldPaper]:
    folder = tmp_path_factory.mktemp("gold")
    texts = [{"id": f"p{n}", "title": t, "abstract": a} for n, (t, a) in enumerate(SENTENCES)]
    lines = []
    for title, abstract in SENTENCES:
        new, old = title.split(":")[0], abstract.split("outperforms ")[1].split()[0]
        fact = {"head": new, "head_type": "Model", "relation": "outperforms", "tail": old, "tail_type": "Model"}
        lines.append(json.dumps({"title": title, "facts": [{**fact, "evidence": f"{new} outperforms {old}"}]}))
    (folder / "g_papers.json").write_text(json.dumps(texts), "utf-8")
    (folder / "g.jsonl").write_text("\n".join(lines), "utf-8")
    return read_gold(folder / "g.jsonl", folder / "g_papers.json")


@pytest.fixture(scope="module")
def checkpoint(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An encoder of the right size with random weights, under the names of the public one."""
    from safetensors.torch import save_file

    from kg.train import network

    folder = tmp_path_factory.mktemp("encoder")
    (folder / VOCABULARY).write_bytes((FOLDER / VOCABULARY).read_bytes())
    torch.manual_seed(0)
    weights = network.Encoder(len((folder / VOCABULARY).read_text("utf-8").splitlines())).state_dict()
    named = {}
    for old, new in network._EMBEDDINGS.items():
        named[old] = weights[new].clone()
    for number in range(6):
        for old, new in network._LAYER_NAMES.items():
            for part in ("weight", "bias"):
                named[f"encoder.layer.{number}.{old}.{part}"] = weights[f"layers.{number}.{new}.{part}"].clone()
    assert set(network._renamed(named)) <= set(weights)
    save_file(named, folder / "model.safetensors")
    return folder


@pytest.mark.slow
def test_a_few_annotated_papers_become_an_extractor_that_can_be_used(
    papers: list[GoldPaper], checkpoint: Path, tmp_path: Path
) -> None:
    from kg.train.loop import Settings
    from kg.train.material import Material
    from kg.train.run import run

    said: list[str] = []
    figures = run(Material(papers[:2], papers[2:3], papers[3:]), checkpoint, tmp_path, Settings(1, 1), 2, said.append)
    assert (figures.papers, figures.gold, len(figures.folds)) == (2, 2, 2)
    assert said[0] == "fold 1 of 2: 3 papers to learn from, 1 held out"
    assert json.loads((tmp_path / "figures.json").read_text("utf-8"))["papers"] == 2
    (extraction,) = LearnedExtractor(tmp_path).extract([Paper("x", "Oddnet", "Oddnet outperforms Evennet.", "test")])
    assert not extraction.error


def test_the_mean_of_the_ends_of_the_later_stages_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    from types import SimpleNamespace

    from kg.train import loop

    parts = [torch.nn.Linear(1, 1, bias=False) for _ in range(2)]
    network = SimpleNamespace(encoder=parts[0], heads=parts[1])

    def end_at(stage: float, *_: object) -> None:
        for part in parts:
            torch.nn.init.constant_(part.weight, stage)

    monkeypatch.setattr(loop, "_pass_over", end_at)
    for stages, mean in (([7.0], 7.0), ([100.0, 2.0], 2.0), ([100.0, 1.0, 2.0, 6.0], 3.0)):
        loop.learn(stages, network, loop.Settings())  # type: ignore[arg-type]  # only what stands for them is looked at
        assert [part.weight.item() for part in parts] == [mean, mean]


def test_both_heads_compute_the_same_without_pytorch() -> None:
    from kg.train.network import CLASSES, WIDTH, Heads

    torch.manual_seed(3)
    heads = Heads().eval()
    for among in (heads.pair_row, heads.pair_column):
        torch.nn.init.normal_(among.weight, std=0.1)
    runtime = Runtime({name: value.detach().numpy() for name, value in heads.state_dict().items()})
    first, last, cls = torch.randn(9, WIDTH), torch.randn(9, WIDTH), torch.randn(WIDTH)
    words = Words(first.numpy(), last.numpy(), cls.numpy())
    start, end = torch.tensor([0, 2, 5]), torch.tensor([1, 4, 9])
    with torch.no_grad():
        found = runtime.spans(words, [(0, 9)])
        logits = heads.spans(first, last, torch.from_numpy(found.start), torch.from_numpy(found.end))
        np.testing.assert_allclose(found.probability, logits.softmax(-1).numpy(), atol=1e-5)
        probability = torch.rand(3, CLASSES)
        buckets = (
            torch.from_numpy(node_buckets(start.numpy(), end.numpy(), (0, 9))),
            torch.from_numpy(pair_buckets(start.numpy())),
        )
        pairs = heads.pairs((first, last, cls), (start, end, probability), buckets, (0, 9)).sigmoid().numpy()
    spans = Spans(start.numpy(), end.numpy(), probability.numpy())
    np.testing.assert_allclose(runtime.pairs(words, spans, (0, 9)), pairs, atol=1e-5)
