"""The file of decisions: read, added to, and refused when it is broken."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import InputError
from kg.resolve.decisions import DIFFERENT, SAME, Decisions, add, read


def test_decisions_come_back_as_they_were_written(tmp_path: Path) -> None:
    file = tmp_path / "new" / "decisions.jsonl"
    assert read(file) == Decisions()
    add(file, SAME, "ImageNet-1K", "ILSVRC")
    add(file, DIFFERENT, "SAM", "“Sam”")
    assert read(file) == Decisions((("ImageNet-1K", "ILSVRC"),), (("SAM", "“Sam”"),))
    assert [path.name for path in file.parent.iterdir()] == ["decisions.jsonl"]


def test_a_later_decision_about_the_same_names_replaces_the_earlier(tmp_path: Path) -> None:
    file = tmp_path / "decisions.jsonl"
    add(file, SAME, "A", "B")
    add(file, SAME, "C", "D")
    add(file, DIFFERENT, "B", "A")
    assert read(file) == Decisions((("C", "D"),), (("B", "A"),))


@pytest.mark.parametrize(
    "line",
    [
        "same A B",
        '{"same": ["A"]}',
        '{"equal": ["A", "B"]}',
        '{"same": ["A", 3]}',
        '["A", "B"]',
        '{"same": ["A", " "]}',
    ],
)
def test_a_line_that_is_no_decision_is_named_with_its_place(tmp_path: Path, line: str) -> None:
    file = tmp_path / "decisions.jsonl"
    file.write_text('{"same": ["A", "B"]}\n\n' + line + "\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"decisions\.jsonl:3: not a decision"):
        read(file)
