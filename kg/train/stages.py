"""A whole training run of one network: its stages, one after the other, and the mean of what they end in."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import torch
from torch import Tensor

from kg.train.checkpoints import Checkpoints, InMemory, first_key, load, next_key, weights
from kg.train.loop import Network, Progress, Settings, Stage, pass_over
from kg.train.network import Encoder, Heads


def silent(_: int, __: float, ___: float) -> None:
    """Tell nothing of a pass."""


def train(stages: Sequence[Stage], pretrained: Path, settings: Settings, kept: Checkpoints | InMemory,
          progress: Progress = silent) -> Network:  # fmt: skip
    """Train a network.

    Args:
        stages: what to learn from, one after the other; each begins with a new optimizer.
        pretrained: the folder of the encoder's checkpoint.
        kept: where the end of each stage is kept, and looked for before the stage is trained.
    """
    torch.manual_seed(settings.seed)
    network = Network(Encoder.pretrained(pretrained), Heads(settings.dropout))
    learn(stages, network, settings, kept, progress)
    return network


def learn(stages: Sequence[Stage], network: Network, settings: Settings, kept: Checkpoints | InMemory,
          progress: Progress = silent) -> None:  # fmt: skip
    """Train a network that is there already; it is left ready to be used.

    Its weights are the mean of those at the ends of all stages but the first, if there are several (Izmailov et al.,
    2018): each end is a little off in another direction.
    """
    network.encoder.train()
    network.heads.train()
    ends: list[dict[str, Tensor]] = []
    key = first_key(network, settings)
    for number, stage in enumerate(stages):
        seed = settings.seed + number
        key = next_key(key, seed, stage)
        end = kept.read(key)
        if end is None:
            pass_over(stage, network, settings, seed, progress)
            kept.write(key, weights(network))
        else:
            load(network, end)
        if number:
            ends.append(weights(network))
    if ends:
        load(network, {name: torch.stack([end[name] for end in ends]).mean(0) for name in ends[0]})
    network.encoder.eval()
    network.heads.eval()
