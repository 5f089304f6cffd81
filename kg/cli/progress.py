"""Progress of long work, on standard error, and only when that is a terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from kg.model import Extraction


@contextmanager
def counted(label: str, total: int) -> Iterator[Callable[[Extraction], None]]:
    """Show a bar that moves with each call of the function that is given."""
    if not sys.stderr.isatty():
        yield lambda extraction: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn(label), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(label, total=total)
        yield lambda extraction: progress.advance(task)
