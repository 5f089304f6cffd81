"""Settings that hold for all tests: the same examples in every run, no time limits that a busy machine breaks."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("kg", derandomize=True, deadline=None)
settings.load_profile("kg")
