"""How the learning rates change during training."""

from __future__ import annotations

from torch.optim import Optimizer
from torch.optim.lr_scheduler import LambdaLR


def up_and_down(optimizer: Optimizer, steps: int) -> LambdaLR:
    """Let the rates rise during the first tenth of the steps, and fall to nothing at the last one."""
    return LambdaLR(optimizer, lambda step: min(1.0, step / (0.1 * steps)) * max(0.0, 1 - step / steps))
