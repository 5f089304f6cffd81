"""One browser for all tests of the page, and axe-core for the check of its accessibility."""

from __future__ import annotations

import os
import shutil
import subprocess
import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.view.browser import chromium

AXE = "axe-core@4.10.3"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found


@pytest.fixture(scope="session")
def axe(request: pytest.FixtureRequest) -> str:
    """The source of axe-core, fetched once by npm into pytest's cache."""
    absent = pytest.fail if os.environ.get("CI") else pytest.skip
    cache = Path(request.config.cache.mkdir("axe-core"))  # type: ignore[union-attr]
    script = cache / "package" / "axe.min.js"
    if not script.is_file():
        npm = shutil.which("npm")
        if npm is None:
            absent("npm is not installed, so axe-core cannot be fetched")
        packed = subprocess.run(
            [npm, "pack", AXE, "--silent"], cwd=cache, capture_output=True, text=True, timeout=120, check=False
        )
        if packed.returncode:
            absent(f"npm cannot fetch {AXE}: {packed.stderr.strip()[-200:]}")
        with tarfile.open(cache / packed.stdout.strip().splitlines()[-1]) as archive:
            archive.extractall(cache, filter="data")
    return script.read_text(encoding="utf-8")
