"""Replaces a directory in one step.

The directory is a symbolic link to a generation beside it (``.store-…``). A new generation is filled apart and the link
is swapped, so that a reader sees the former or the new one, whole, and a killed writer leaves the former. The
generation before is kept until the next write, for readers that still have it open.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def replacing(directory: Path) -> Iterator[Path]:
    """Yield an empty directory that takes the place of ``directory`` at the end, unless something is raised."""
    directory.parent.mkdir(parents=True, exist_ok=True)
    with _alone(directory.parent):
        generation = Path(tempfile.mkdtemp(prefix=f".{directory.name}-", dir=directory.parent))
        try:
            yield generation
            _swap(directory, generation)
        except BaseException:
            shutil.rmtree(generation, ignore_errors=True)
            raise


def _swap(directory: Path, generation: Path) -> None:
    before = os.readlink(directory) if directory.is_symlink() else ""
    if directory.is_dir() and not directory.is_symlink():
        shutil.rmtree(directory)  # copied here without its link
    link = generation.with_name(generation.name + ".link")
    os.symlink(generation.name, link)
    os.replace(link, directory)
    for other in directory.parent.glob(f".{directory.name}-*"):
        if other.name not in (generation.name, before):
            other.unlink() if other.is_symlink() else shutil.rmtree(other, ignore_errors=True)


@contextmanager
def _alone(directory: Path) -> Iterator[None]:
    """Wait until no other process replaces something in this directory; a killed one holds nothing."""
    handle = os.open(directory, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
