"""kg view, as it is typed."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.cli import main
from kg.store import turtle, write_store
from tests.view.made import small


@pytest.fixture
def turtle_file(tmp_path: Path) -> Path:
    path = tmp_path / "some.ttl"
    path.write_bytes(turtle(small()))
    return path


def test_the_page_of_a_turtle_file_is_written_beside_it(turtle_file: Path) -> None:
    result = CliRunner().invoke(main, ["view", str(turtle_file)], catch_exceptions=False)
    assert (result.exit_code, result.stdout.strip()) == (0, str(turtle_file.with_suffix(".html")))
    assert "AlphaNet" in turtle_file.with_suffix(".html").read_text("utf-8")


def test_the_page_of_an_output_directory_is_its_graph_html(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write_store(small(), tmp_path / "output" / "store")
    result = CliRunner().invoke(main, ["view"], catch_exceptions=False)
    assert result.stdout.strip() == str(Path("output") / "graph.html")
    assert (tmp_path / "output" / "graph.html").is_file()


def test_a_file_of_someone_else_is_shown_too(tmp_path: Path) -> None:
    path = tmp_path / "foreign.ttl"
    path.write_text(
        '@prefix : <http://x.example/> . :a :knows :b . :a <http://www.w3.org/2000/01/rdf-schema#label> "Ada" .'
    )
    assert CliRunner().invoke(main, ["view", str(path)], catch_exceptions=False).exit_code == 0
    assert "Ada" in path.with_suffix(".html").read_text("utf-8")


@pytest.mark.parametrize(("more", "shown"), [([], False), (["--whole"], True)])
def test_a_picture_for_print_is_written_instead_of_a_page(turtle_file: Path, more: list[str], shown: bool) -> None:
    picture = turtle_file.with_name("picture.svg")
    CliRunner().invoke(main, ["view", "-g", str(turtle_file), "--svg", str(picture), *more], catch_exceptions=False)
    assert (">memory<" in picture.read_text("utf-8")) is shown
    assert not turtle_file.with_suffix(".html").exists()


def test_a_graph_that_is_not_there_is_named(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["view", str(tmp_path / "none.ttl")])
    assert result.exit_code == 1
    assert "none.ttl" in result.stderr
