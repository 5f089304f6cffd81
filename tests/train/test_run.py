"""A whole training run on a handful of papers; needs PyTorch, the extra ``train``."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

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
    material, settings = Material(papers[:2], papers[2:3], papers[3:]), Settings(epochs=1, cycles=2, cycle_epochs=1)
    figures = run(material, checkpoint, tmp_path, settings, 2, progress=said.append)
    assert (figures.papers, figures.gold, len(figures.folds)) == (2, 2, 2)
    assert [line.split(": spans")[0] for line in said] == ["first, for all: pass 1"] + [
        f"{name}: pass 1" for name in ("fold 1 of 2", "fold 2 of 2", "all") for _ in range(2)
    ]
    assert not (tmp_path / "checkpoints").exists()
    assert json.loads((tmp_path / "figures.json").read_text("utf-8"))["papers"] == 2
    (extraction,) = LearnedExtractor(tmp_path).extract([Paper("x", "Oddnet", "Oddnet outperforms Evennet.", "test")])
    assert not extraction.error
    other = tmp_path / "at once"
    run(material, checkpoint, other, settings, 2, processes=2)
    for name in ("encoder.onnx", "heads.npz", "calibration.json", "figures.json"):
        assert (other / name).read_bytes() == (tmp_path / name).read_bytes(), name


@pytest.fixture
def dummy(monkeypatch: pytest.MonkeyPatch) -> tuple[Any, list[int]]:
    """A network of two weights, which a stage sets to its rate and its seed, and a list of the seeds that were used."""
    from kg.train import stages

    parts = [torch.nn.Linear(1, 1, bias=False) for _ in range(2)]
    seeds: list[int] = []

    def pass_over(stage: Any, network: Any, _: object, seed: int, __: object) -> None:
        if stage.encoder_rate < 0:
            raise KeyboardInterrupt
        seeds.append(seed)
        torch.nn.init.constant_(network.encoder.weight, stage.encoder_rate)
        torch.nn.init.constant_(network.heads.weight, seed)

    monkeypatch.setattr(stages, "pass_over", pass_over)
    return SimpleNamespace(encoder=parts[0], heads=parts[1]), seeds


@pytest.mark.parametrize(
    ("ends", "mean", "seed"),
    [([7.0], 7.0, 1.0), ([100.0, 2.0], 2.0, 2.0), ([100.0, 1.0, 2.0, 6.0], 3.0, 3.0)],
)
def test_the_mean_of_the_ends_of_the_later_stages_is_kept(
    dummy: tuple[Any, list[int]], ends: list[float], mean: float, seed: float
) -> None:
    from kg.train.checkpoints import InMemory
    from kg.train.loop import Settings, Stage
    from kg.train.stages import learn

    network, _ = dummy
    learn([Stage((), end) for end in ends], network, Settings(), InMemory())
    assert (network.encoder.weight.item(), network.heads.weight.item()) == (mean, seed)


def test_a_run_that_was_killed_goes_on_at_the_stage_where_it_was(
    dummy: tuple[Any, list[int]], tmp_path: Path, papers: list[GoldPaper]
) -> None:
    from kg.extract.learned.wordpieces import Wordpieces
    from kg.train.checkpoints import Checkpoints
    from kg.train.loop import Settings, Stage
    from kg.train.material import Material
    from kg.train.stages import learn

    examples = list(Material(papers).laid(Wordpieces.read(FOLDER / VOCABULARY)).values())
    network, seeds = dummy
    start = [part.weight.detach().clone() for part in (network.encoder, network.heads)]
    kept = Checkpoints(tmp_path / "checkpoints")

    def run(*rates: float, papers: int = 4) -> list[int]:
        seeds.clear()
        with torch.no_grad():
            for part, weight in zip((network.encoder, network.heads), start, strict=True):
                part.weight.copy_(weight)
        learn([Stage([examples[:papers]], rate) for rate in rates], network, Settings(), kept)
        return list(seeds)

    with pytest.raises(KeyboardInterrupt):
        run(1.0, 2.0, -1.0)
    assert seeds == [1, 2]
    assert run(1.0, 2.0, 6.0) == [3]
    assert network.encoder.weight.item() == 4.0
    assert run(1.0, 2.0, 6.0) == []
    assert network.encoder.weight.item() == 4.0
    assert run(1.0, 3.0, 6.0) == [2, 3]
    assert run(1.0, 2.0, 6.0, papers=3) == [1, 2, 3]
    kept.remove()
    assert run(1.0, 2.0) == [1, 2]


def test_what_is_of_the_tested_kind_is_seen_more_often_than_the_rest(papers: list[GoldPaper]) -> None:
    from kg.extract.learned.wordpieces import Wordpieces
    from kg.train.loop import Settings
    from kg.train.material import Material

    material = Material(papers[:1], papers[1:2], papers[2:])
    laid = material.laid(Wordpieces.read(FOLDER / VOCABULARY))
    own, also, *late = (laid[paper] for paper in papers)
    first, *cycles = material.stages(
        papers[:1], laid, Settings(epochs=2, cycles=2, cycle_epochs=2, shares=3, repeats=2)
    )
    assert first.passes == [[also], [also]]
    assert [stage.passes for stage in cycles] == [
        [[own, own, also], [own, own, late[0]]],
        [[own, own, late[1]], [own, own, also]],
    ]
    alone, *_ = Material(papers[:1]).stages(papers[:1], laid, Settings(epochs=2))
    assert alone.passes == [[own], [own]]


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
