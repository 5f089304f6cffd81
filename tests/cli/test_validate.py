"""``kg validate``: a sound graph passes, each kind of damage is found by the checks and by the shapes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import rdflib
from click.testing import CliRunner, Result

from kg import schema
from kg.cli import main
from kg.model import Graph
from kg.store import shapes, turtle
from tests.store.made import made

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")  # pyshacl still uses what rdflib gives up


def validated(graph: Graph, directory: Path, *options: str) -> Result:
    path = directory / "graph.ttl"
    path.write_bytes(turtle(graph))
    return CliRunner().invoke(main, ["validate", "-g", str(path), *options])


def damaged(**change: object) -> Graph:
    first, *rest = made().claims
    return replace(made(), claims=(replace(first, **change), *rest))  # type: ignore[arg-type]


def test_a_sound_graph_passes_the_checks_and_the_shapes(tmp_path: Path) -> None:
    result = validated(made(), tmp_path, "--shacl")
    assert result.exit_code == 0, result.output
    assert {line.split()[0] for line in result.stdout.splitlines()} == {"ok"}
    assert "ok         SHACL shapes" in result.stdout


@pytest.mark.parametrize("graph", [
    damaged(confidence=1.5), damaged(tail_type="Result"), damaged(evidence="", end=0),
    replace(made(), papers=made().papers[1:]), replace(made(), entities=made().entities[1:]),
])  # fmt: skip
def test_damage_is_found_by_the_checks_and_by_the_shapes(tmp_path: Path, graph: Graph) -> None:
    plain = validated(graph, tmp_path)
    assert plain.exit_code == 1
    assert " case" in plain.stdout
    both = validated(graph, tmp_path, "--shacl")
    assert "ok         SHACL shapes" not in both.stdout
    assert "Constraint Violation" in both.stdout


def test_the_shapes_name_every_relation() -> None:
    graph = rdflib.Graph().parse(data=shapes.turtle(), format="turtle")
    values = {str(node).rpartition("#")[2] for node in graph.objects(None, rdflib.SH.hasValue)}
    assert values == {*schema.RELATION, "openRelation"}
