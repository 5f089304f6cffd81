"""Settings that hold for all tests: the same examples in every run, no time limits that a busy machine breaks."""

from __future__ import annotations

import pytest
from hypothesis import settings

from kg import extract
from tests.tiny import Tiny

settings.register_profile("kg", derandomize=True, deadline=None)
settings.load_profile("kg")


@pytest.fixture
def tiny(monkeypatch: pytest.MonkeyPatch) -> Tiny:
    """The tiny extractor, put in the place of the real one."""
    extractor = Tiny()
    monkeypatch.setitem(extract.EXTRACTORS, extract.DEFAULT, lambda: extractor)
    return extractor
