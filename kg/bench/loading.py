"""Loads a file in a process of its own, so that time and memory are of that alone: ``python -m kg.bench.loading``."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final

BARE: Final = "bare"
PRODUCT: Final = "product"


@dataclass(frozen=True, slots=True)
class Loading:
    """What one loading took."""

    seconds: float
    cpu: float
    megabytes: float


def loaded(way: str, source: Path, directory: Path) -> Loading:
    """Load N-Triples as the product does, or by the engine's bulk_load and nothing else."""
    done = subprocess.run(
        [sys.executable, "-m", "kg.bench.loading", way, str(source), str(directory)],
        check=True,
        stdout=subprocess.PIPE,
    )
    return Loading(*json.loads(done.stdout))


def _main(way: str, source: Path, directory: Path) -> None:
    from kg.store import oxigraph

    began, cpu = time.perf_counter(), time.process_time()
    if way == BARE:
        oxigraph.bare_load(directory, source)
    else:
        oxigraph.write_file(directory, source)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(json.dumps([time.perf_counter() - began, time.process_time() - cpu, peak]))


if __name__ == "__main__":
    _main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
