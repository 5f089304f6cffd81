"""The networks that a run trains, one for each fold and one of everything: one after the other or at once."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing.queues import Queue
from pathlib import Path
from threading import Thread

import torch

from kg.errors import ResourceError
from kg.train.checkpoints import Checkpoints
from kg.train.loop import Network, Settings, Stage
from kg.train.stages import train

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Plan:
    """A network to train: what it is called in reports, and the stages of its training."""

    name: str
    stages: Sequence[Stage]


@dataclass(frozen=True, slots=True)
class Trainer:
    """What the training of all plans shares.

    Attributes:
        kept: where each stage ends, through which processes hand over what they trained.
    """

    pretrained: Path
    settings: Settings
    kept: Checkpoints

    def network(self, plan: Plan, say: Say) -> Network:
        """Train what is not among the checkpoints, and return the network."""

        def told(number: int, spans: float, pairs: float) -> None:
            say(f"{plan.name}: pass {number}: spans {spans:.1f}, pairs {pairs:.1f}")

        return train(plan.stages, self.pretrained, self.settings, self.kept, told)


def trained(plans: Sequence[Plan], trainer: Trainer, processes: int, say: Say) -> Iterator[Network]:
    """Yield the network of each plan.

    Args:
        processes: how many are trained at once, each on one thread; the weights are the same.

    Raises:
        ResourceError: if a process was killed; the stages that had ended are kept.
    """
    first = plans[0].stages[0]
    if all(plan.stages[0] == first for plan in plans):
        trainer.network(Plan("first, for all", [first]), say)
    if processes > 1:
        _fill(plans, trainer, processes, say)
    for plan in plans:
        yield trainer.network(plan, say)


def _fill(plans: Sequence[Plan], trainer: Trainer, processes: int, say: Say) -> None:
    context = multiprocessing.get_context("spawn")
    lines: Queue[str | None] = context.Queue()

    def pass_on() -> None:
        while (line := lines.get()) is not None:
            say(line)

    teller = Thread(target=pass_on, daemon=True)
    teller.start()
    try:
        with ProcessPoolExecutor(processes, context, _begin, (lines,)) as pool:
            for future in [pool.submit(_train, trainer, plan) for plan in plans]:
                future.result()
    except BrokenProcessPool as error:
        raise ResourceError("a training process was killed: the same command goes on where it was") from error
    finally:
        lines.put(None)
        teller.join()


def _begin(lines: Queue[str | None]) -> None:
    """Set up a process: one thread, so that the weights do not depend on the number of cores."""
    global _lines  # a queue reaches a process of a pool at its start only
    _lines = lines
    torch.set_num_threads(1)


_lines: Queue[str | None]


def _train(trainer: Trainer, plan: Plan) -> None:
    trainer.network(plan, _lines.put)
