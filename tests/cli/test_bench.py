"""``kg bench`` measures and prints both sides."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.cli import main


@pytest.mark.slow
def test_the_extraction_is_measured_beside_the_bare_parse(tmp_path: Path) -> None:
    path = tmp_path / "papers.jsonl"
    records = [{"title": f"Paper {n}", "abstract": "Foo outperforms Bar. " * 9} for n in range(9)]
    path.write_text("\n".join(map(json.dumps, records)), "utf-8")
    result = CliRunner().invoke(main, ["bench", "extract", str(path), "--rounds", "1"])
    assert result.exit_code == 0, result.output
    assert "9 papers, 90 sentences, median of 1 rounds" in result.stdout
    bare, full = result.stdout.splitlines()[-2:]
    assert bare.split()[-1] == "1.00"
    assert 0 < float(full.split()[-1]) < 2
