"""Weights as they were at the end of each stage of a training run, so that a run that was killed goes on from there.

A checkpoint is named by a digest of all that it came from: the weights at the start, the papers of each stage with
their facts, the settings, and the versions of the package and of PyTorch. So it is found only where training anew would
give the same weights.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors.torch import load_file, save
from torch import Tensor
from torch.nn import Module

from kg import __version__
from kg.files import replace_file
from kg.train.alignment import Example
from kg.train.loop import Network, Settings, Stage


@dataclass(frozen=True, slots=True)
class Checkpoints:
    """A folder of checkpoints."""

    folder: Path

    def read(self, key: str) -> Mapping[str, Tensor] | None:
        """Return the weights under a key, or nothing if there are none."""
        path = self._path(key)
        return load_file(path) if path.exists() else None

    def write(self, key: str, values: Mapping[str, Tensor]) -> None:
        """Keep weights under a key."""
        self.folder.mkdir(parents=True, exist_ok=True)
        replace_file(self._path(key), save(dict(values)))

    def remove(self) -> None:
        """Delete all."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def _path(self, key: str) -> Path:
        return self.folder / f"{key}.safetensors"


class InMemory:
    """Checkpoints that end with the process: for runs whose first stage is the same."""

    def __init__(self) -> None:
        self._kept: dict[str, Mapping[str, Tensor]] = {}

    def read(self, key: str) -> Mapping[str, Tensor] | None:
        """Return the weights under a key, or nothing if there are none."""
        return self._kept.get(key)

    def write(self, key: str, values: Mapping[str, Tensor]) -> None:
        """Keep weights under a key."""
        self._kept[key] = values


def weights(network: Network) -> dict[str, Tensor]:
    """Return a copy of all weights that are learned, by part and name."""
    return {name: value.detach().clone() for name, value in _learned(network)}


def load(network: Network, values: Mapping[str, Tensor]) -> None:
    """Set all weights that are learned."""
    with torch.no_grad():
        for name, value in _learned(network):
            value.copy_(values[name])


def _learned(network: Network) -> list[tuple[str, Tensor]]:
    parts: tuple[tuple[str, Module], ...] = ("encoder", network.encoder), ("heads", network.heads)
    return [(f"{part}/{n}", v) for part, module in parts for n, v in module.named_parameters() if v.requires_grad]


def first_key(network: Network, settings: Settings) -> str:
    """Return the key of a network that is about to be trained: no checkpoint, but where those of the stages begin."""
    digest = hashlib.sha256(
        _joined(__version__, torch.__version__, settings.batch, settings.heads_rate, settings.dropout)
    )
    for part in (network.encoder, network.heads):
        for name, value in part.named_parameters():
            digest.update(name.encode())
            digest.update(value.detach().numpy().tobytes())
    return digest.hexdigest()


def next_key(key: str, seed: int, stage: Stage) -> str:
    """Return the key of the end of a stage that begins where ``key`` stands."""
    digest = hashlib.sha256(_joined(key, seed, stage.encoder_rate))
    for examples in stage.passes:
        digest.update(_joined("pass", len(examples)))
        for example in examples:
            digest.update(_told(example))
    return digest.hexdigest()


def _told(example: Example) -> bytes:
    paper, text = example.gold.paper, example.text
    return _joined(paper.title, paper.abstract, example.gold.facts, text.words, text.sentences, text.pieces)


def _joined(*parts: object) -> bytes:
    return "\0".join(map(repr, parts)).encode()
