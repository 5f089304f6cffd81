"""Files written in one step."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path


def replace_file(path: Path, data: bytes) -> None:
    """Write a file in one step: whoever reads it, or kills us, finds the former file or the new one."""
    replace_pieces(path, (data,))


def replace_pieces(path: Path, pieces: Iterable[bytes]) -> None:
    """Write the pieces of a file as they come; the file changes when the last one is written, or not at all."""
    handle, temporary = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.writelines(pieces)
        os.chmod(temporary, 0o644)  # mkstemp makes files that only their owner can read
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
