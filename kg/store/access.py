"""Opens a graph for questions: a store on disk, or an RDF file that is loaded into memory first."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kg import iri
from kg.errors import InputError, UnknownNameError
from kg.store.oxigraph import Store
from kg.store.terms import ALT_LABEL, Literal, Node
from kg.store.textindex import FILE, Name, TextIndex

_DEGREE = """SELECT (COUNT(?claim) AS ?count) WHERE {
  { ?claim rdf:subject ?thing } UNION { ?claim rdf:object ?thing }
  ?claim a kg:Claim .
}"""


@dataclass(frozen=True, slots=True)
class OpenGraph:
    """A graph that can be asked: its triples, its names and words, and what a worker process opens."""

    path: Path
    store: Store
    index: TextIndex

    def entities(self, name: str) -> list[str]:
        """Return the IRIs of the entities of this name.

        Raises:
            UnknownNameError: there is none; the text names the nearest.
        """
        if name.startswith(("http://", "https://", "<")) and self.label(plain := name.strip("<>")):
            return [plain]
        if found := self.index.entities(name) or self.index.papers(name):
            return found
        raise UnknownNameError(f"no entity is called '{name}'. {self._hint(self.index.nearest(name))}")

    def papers(self, name: str) -> list[str]:
        """Return the IRIs of the papers of this title or id; UnknownNameError if there is none."""
        if found := self.index.papers(name.strip("<>").removeprefix(iri.PAPER)):
            return found
        near = self.index.nearest(name, ("title", "identifier"))
        names = ", ".join(f"'{item.text}'" for item in near)
        raise UnknownNameError(f"no paper is called '{name}'." + (f" Nearest: {names}." if near else ""))

    def label(self, thing: str) -> str:
        """Return the preferred label of an entity, "" if it has none."""
        rows = self.store.rows("SELECT ?thing ?label WHERE { ?thing skos:prefLabel ?label }", {"thing": thing})
        return min((text(row[1]) for row in rows), default="")

    def aliases(self, thing: str) -> list[str]:
        """Return the other labels of an entity, sorted."""
        rows = self.store.rows(f"SELECT ?thing ?label WHERE {{ ?thing <{ALT_LABEL}> ?label }}", {"thing": thing})
        return sorted(text(row[1]) for row in rows)

    def facts(self, thing: str) -> int:
        """Return how many claims are about an entity."""
        query = _DEGREE.replace("SELECT (", "SELECT ?thing (") + " GROUP BY ?thing"
        return sum(int(text(row[1])) for row in self.store.rows(query, {"thing": thing}))

    def _hint(self, near: list[Name]) -> str:
        if not near:
            return "List what there is with: kg query most-used"
        return "Nearest: " + ", ".join(f"{item.text} ({counted(self.facts(item.iri), 'fact')})" for item in near) + "."


def open_graph(path: Path) -> OpenGraph:
    """Open a store, an output directory or an RDF file.

    Raises:
        InputError: there is nothing of the kind.
    """
    if path.is_dir():
        directory = path if (path / "CURRENT").is_file() else path / "store"
        store = Store.open(directory)
        stored = directory / FILE
        index = TextIndex.open(stored) if stored.is_file() else TextIndex.create(store.texts())
        return OpenGraph(directory, store, index)
    if not path.is_file():
        raise InputError("no such file or directory. Make a graph with: kg build", str(path))
    store = Store.of_file(path)
    return OpenGraph(path, store, TextIndex.create(store.texts()))


def text(node: Node | None) -> str:
    """Return a node as bare text."""
    if node is None:
        return ""
    return node.text if isinstance(node, Literal) else node


def counted(number: int, thing: str) -> str:
    """Return "1 fact", "2 facts".

    >>> counted(1204, "fact")
    '1,204 facts'
    """
    return f"{number:,} {thing}" + ("" if number == 1 else "s")
