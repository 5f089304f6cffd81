"""Two papers and all that is written of them, byte by byte: a change of any format shows here first.

After a wanted change write them anew with ``KG_GOLDEN=write python -m pytest tests/test_golden.py``; read what differs.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kg import pipeline
from kg.papers import from_records
from tests.tiny import Tiny

GOLDEN = Path(__file__).parent / "golden"
PAPERS: list[dict[str, object]] = [
    {
        "id": "zephyr-2024",
        "title": "Zephyr: a “fast” Model",
        "abstract": "We test Zephyr. Zephyr outperforms Borealis by 5% on average. Zephyr never outperforms Mistral2.",
        "year": 2024,
        "url": "https://papers.example/zephyr",
        "authors": ["A. Author", "B. Author"],
    },
    {
        "title": "Borealis (2023)",
        "abstract": "A \\textbf{Borealis}. BOREALIS outperforms Mistral1 by 9%. Borealis outperforms Zephyrs.",
    },
]


@pytest.mark.parametrize("name", ["facts.jsonl", "rejected.jsonl", "graph.ttl"])
def test_two_papers_are_written_as_the_golden_files_have_it(name: str, tmp_path: Path) -> None:
    pipeline.write(pipeline.build(from_records(PAPERS), Tiny()), tmp_path)
    written = (tmp_path / name).read_bytes()
    if os.environ.get("KG_GOLDEN") == "write":
        (GOLDEN / name).write_bytes(written)
    assert written == (GOLDEN / name).read_bytes()
