"""Each error is put down to what the nearest fact of the other side differs in."""

from __future__ import annotations

import pytest

from kg.score import errors, score
from tests.score.test_score import fact

GOLD = fact("Foo", "outperforms", "sparse graph attention")


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (fact("Foo", "outperforms", "graph attention"), None),
        (fact("sparse graph attention", "outperforms", "Foo"), "direction"),
        (fact("Foo", "uses", "sparse graph attention"), "relation"),
        (fact("Foo", "outperforms", "sparse graph"), "span of the tail"),
        (fact("Foo large", "outperforms", "sparse graph attention"), "span of the head"),
        (fact("we", "outperforms", "sparse graph attention"), "another head"),
        (fact("Foo", "outperforms", "Bar"), "another tail"),
        (fact("Bar", "uses", "Baz"), "nothing like it"),
    ],
)
def test_an_error_is_put_down_to_its_cause(found: dict[str, object], expected: str | None) -> None:
    (sheet,) = score([{"title": "T", "facts": [GOLD]}], [found | {"paper": "T"}]).sheets
    assert [cause for _, cause in errors.wrong(sheet)] == ([expected] if expected else [])
    assert [cause for _, cause in errors.missed(sheet)] == ([expected] if expected else [])


def test_a_fact_said_twice_and_a_wrong_type_are_told_apart() -> None:
    found = [
        GOLD | {"paper": "T", "tail_type": "Task"},
        GOLD | {"paper": "T", "tail": "graph attention"},
    ]
    (sheet,) = score([{"title": "T", "facts": [GOLD]}], found).sheets
    assert [cause for _, cause in errors.wrong(sheet)] == ["said twice"]
    assert [cause for _, cause in errors.mistyped(sheet)] == ["type"]
