"""Progress is for people at a terminal: nothing of it ends in files and pipes."""

from __future__ import annotations

import io
import sys

import pytest

from kg.cli.progress import counted
from kg.model import Extraction, Paper


class Screen(io.StringIO):
    """Standard error as a terminal has it, or not."""

    def __init__(self, terminal: str) -> None:
        super().__init__()
        self.terminal = terminal

    def isatty(self) -> bool:
        return self.terminal == "terminal"


@pytest.mark.parametrize("kind", ["terminal", "pipe"])
def test_progress_is_shown_on_a_terminal_only(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Screen(kind)
    monkeypatch.setattr(sys, "stderr", screen)
    with counted("Extract", 2) as advance:
        for number in range(2):
            advance(Extraction(Paper(str(number), "T", "A")))
    assert ("2/2" in screen.getvalue()) == (kind == "terminal")
    assert bool(screen.getvalue()) == (kind == "terminal")
