"""The house rules that no linter knows: imports point one way, modules are short and say what they are for."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import kg

ROOT = Path(kg.__file__).parent
MODULES = sorted(ROOT.rglob("*.py"))
LAYERS = (
    {"schema", "errors", "iri", "clean", "values", "metrics", "files", "patents", "sentences"},
    {"model", "transport"},
    {
        "readers",
        "papers",
        "extract",
        "resolve",
        "store",
        "view",
        "networks",
        "score",
        "records",
        "ledger",
        "results",
    },
    {"gate", "across", "retrieve"},
    {"pipeline"},
    {"growth", "streaming", "train"},
    {"api", "bench", "component", "handover"},
    {"cli"},
    {"__main__"},
)
SIBLINGS = {
    ("papers", "readers"),
    ("patents", "clean"),
    ("store", "networks"),
    ("store", "records"),
    ("results", "resolve"),
    ("store", "results"),
}
"""Parts of one layer of which the first may import the second; otherwise they know nothing of each other."""


def layer(part: str) -> int:
    for number, parts in enumerate(LAYERS):
        if part in parts:
            return number
    raise AssertionError(f"kg.{part} has no place in LAYERS")


def imports(path: Path) -> set[str]:
    """Return the parts of kg that a module imports, the package itself as ""."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            names = (
                [f"{node.module}.{alias.name}" for alias in node.names] if node.module == "kg" else [str(node.module)]
            )
        for name in names:
            package, _, rest = name.partition(".")
            if package == "kg":
                found.add(rest.split(".")[0])
    return {part for part in found if (ROOT / part).exists() or (ROOT / f"{part}.py").exists()} - {""}


def part(path: Path) -> str:
    relative = path.relative_to(ROOT)
    return relative.parts[0].removesuffix(".py")


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_point_one_way(path: Path) -> None:
    own = part(path)
    if own == "__init__":
        return
    for other in imports(path) - {own}:
        allowed = layer(other) < layer(own) or (own, other) in SIBLINGS
        assert allowed, f"{path.relative_to(ROOT)} imports kg.{other}"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_says_what_it_is_for_and_is_short(path: Path) -> None:
    text = path.read_text("utf-8")
    assert ast.get_docstring(ast.parse(text)), "no docstring"
    assert len(text.splitlines()) <= 250


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_only_the_commands_print(path: Path) -> None:
    if part(path) in ("cli", "train"):
        return
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id != "print", f"line {node.lineno}"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_pyoxigraph_has_one_importer(path: Path) -> None:
    imported = {
        name.split(".")[0]
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [str(node.module)]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }
    assert "pyoxigraph" not in imported or path == ROOT / "store" / "oxigraph.py"
