"""The store that holds triples and answers SPARQL: pyoxigraph on disk. The only importer of pyoxigraph."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from kg.errors import InputError, QueryError, ResourceError
from kg.store import binding, generations, scan, textindex
from kg.store.terms import PREFIXES, STRING, Literal, Node, Triple

FORMATS: Final[dict[str, ox.RdfFormat]] = {
    "ttl": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "nq": ox.RdfFormat.N_QUADS,
    "trig": ox.RdfFormat.TRIG,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdf": ox.RdfFormat.RDF_XML,
    "xml": ox.RdfFormat.RDF_XML,
    "owl": ox.RdfFormat.RDF_XML,
    "n3": ox.RdfFormat.N3,
}
RESULTS: Final[dict[str, ox.QueryResultsFormat]] = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
}


_PLACE: Final = re.compile(r"error at (\d+):(\d+)")


@dataclass(frozen=True, slots=True)
class Table:
    """The answer of a SELECT: the names of its columns, and for each row a node or None in each column."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Node | None, ...], ...]


Answer = Table | bool | tuple[Triple, ...]


class Store:
    """Triples that can be asked."""

    __slots__ = ("_inner",)

    def __init__(self, inner: ox.Store) -> None:
        self._inner = inner

    @classmethod
    def of(cls, lines: Iterable[str]) -> Store:
        """Return a store in memory that holds these lines of N-Triples."""
        inner = ox.Store()
        inner.bulk_load("".join(lines).encode(), ox.RdfFormat.N_TRIPLES)
        return cls(inner)

    @classmethod
    def of_file(cls, path: Path) -> Store:
        """Return a store in memory that holds the file's triples; the extension tells the format."""
        inner = ox.Store()
        _load(inner, path)
        return cls(inner)

    @classmethod
    def open(cls, directory: Path) -> Store:
        """Return the store on disk, read-only."""
        if not (directory / "CURRENT").is_file():
            raise ResourceError(f"{directory}: holds no graph. Make one with: kg build")
        try:
            return cls(ox.Store.read_only(str(directory.resolve())))
        except OSError as error:
            raise ResourceError(f"{directory}: the store cannot be opened ({error}). Make it anew: kg build") from error

    def __len__(self) -> int:
        return len(self._inner)

    def ask(self, sparql: str, bound: Mapping[str, Node] | None = None) -> Answer:
        """Answer a query in SPARQL.

        Args:
            sparql: a query; the prefixes of ``terms.PREFIXES`` need not be declared.
            bound: values for variables, put in by the engine.
        """
        results = self._query(sparql, bound)
        if isinstance(results, ox.QueryBoolean):
            return bool(results)
        try:
            if isinstance(results, ox.QueryTriples):
                return tuple(_triple(item) for item in results)
            columns = tuple(variable.value for variable in results.variables)
            return Table(columns, tuple(tuple(map(_node, solution)) for solution in results))
        except (OSError, RuntimeError) as error:
            raise QueryError(f"the query could not be answered: {error}") from error

    def rows(self, sparql: str, bound: Mapping[str, Node] | None = None) -> tuple[tuple[Node | None, ...], ...]:
        """Answer a SELECT with its rows."""
        answer = self.ask(sparql, bound)
        assert isinstance(answer, Table), "rows() is for SELECT"
        return answer.rows

    def serialised(
        self, sparql: str, format: str, triples: str, bound: Mapping[str, Node] | None = None
    ) -> tuple[str, bytes]:
        """Answer a SELECT or an ASK in a format of ``RESULTS``, a CONSTRUCT or a DESCRIBE in one of ``FORMATS``.

        Returns:
            The kind of the answer, "results" or "triples", and its bytes.
        """
        results = self._query(sparql, bound)
        try:
            if isinstance(results, ox.QueryTriples):
                return "triples", ox.serialize(results, format=FORMATS[triples], prefixes=PREFIXES) or b""
            return "results", results.serialize(format=RESULTS[format]) or b""
        except (OSError, RuntimeError) as error:
            raise QueryError(f"the query could not be answered: {error}") from error

    def triples(
        self, predicate: str | None = None, *, subject: str | None = None, thing: str | None = None
    ) -> Iterator[Triple]:
        """Yield the triples of the default graph, all or those with these parts, in the engine's order."""
        named = ox.NamedNode(predicate) if predicate else None
        parts = (_subject(subject) if subject else None, named, _subject(thing) if thing else None)
        for quad in self._inner.quads_for_pattern(*parts, ox.DefaultGraph()):
            yield _triple(quad.triple)

    def texts(self) -> Iterator[Triple]:
        """Yield the triples that a text index holds."""
        for predicate in textindex.INDEXED:
            yield from self.triples(predicate)

    def _query(
        self, sparql: str, bound: Mapping[str, Node] | None
    ) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        terms = {name: _term(node) for name, node in (bound or {}).items()}
        placed = binding.bound(sparql, {name: str(term) for name, term in terms.items()}) if terms else None
        values: dict[ox.Variable, ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple] = {}
        if placed is None:
            values.update((ox.Variable(name), term) for name, term in terms.items())
        try:
            return self._inner.query(placed or sparql, prefixes=PREFIXES, substitutions=values or None)
        except SyntaxError as error:
            raise SparqlError(error.msg or str(error)) from error


class SparqlError(QueryError):
    """A malformed query, with the place where the parser gave up (both counted from 1)."""

    def __init__(self, problem: str) -> None:
        place = _PLACE.match(problem)
        self.problem = problem
        self.line, self.column = (int(place[1]), int(place[2])) if place else (1, 1)
        super().__init__(problem)


def write(directory: Path, lines: Iterable[str]) -> None:
    """Put a store with these lines of N-Triples in the place of ``directory``, in one step."""
    directory.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile("w", suffix=".nt", encoding="utf-8", dir=directory.parent, prefix=".") as file:
        file.writelines(lines)
        file.flush()
        write_file(directory, Path(file.name))


def write_file(directory: Path, source: Path) -> None:
    """Put a store with the triples of a file of N-Triples in the place of ``directory``, in one step."""
    with generations.replacing(directory) as generation, ThreadPoolExecutor(1) as beside:
        texts = scan.literals(source, textindex.INDEXED)
        index = beside.submit(textindex.TextIndex.create, texts, generation / textindex.FILE)
        inner = ox.Store(str(generation))
        _load(inner, source)
        inner.flush()
        del inner  # closes it: the lock goes, the files are complete
        index.result().close()


def bare_load(directory: Path, source: Path) -> None:
    """Load a file by the engine's bulk_load and nothing else: what ``kg bench store`` compares with."""
    ox.Store(str(directory)).bulk_load(path=str(source), format=_format(source))


def parse(path: Path) -> Iterator[Triple]:
    """Yield the triples of an RDF file of any format; named graphs are read as one."""
    try:
        for item in ox.parse(path=str(path), format=_format(path)):
            yield _triple(item.triple if isinstance(item, ox.Quad) else item)
    except SyntaxError as error:
        raise InputError(error.msg or str(error), f"{path}:{error.lineno or 1}:{error.offset or 1}") from error
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror or error}", str(path)) from error


def serialised(triples: Iterable[Triple], format: str) -> bytes:
    """Return triples in a format of ``FORMATS``."""
    items = (
        ox.Triple(_subject(s), ox.NamedNode(p), _subject(o) if isinstance(o, str) else _term(o)) for s, p, o in triples
    )
    return ox.serialize(items, format=FORMATS[format], prefixes=PREFIXES) or b""


def _format(path: Path) -> ox.RdfFormat:
    found = FORMATS.get(path.suffix.lstrip(".").lower())
    if found is None:
        raise InputError(f"not a known RDF format. Known extensions: {', '.join(FORMATS)}", str(path))
    return found


def _load(inner: ox.Store, path: Path) -> None:
    try:
        inner.bulk_load(path=str(path), format=_format(path))
    except SyntaxError as error:
        raise InputError(error.msg or str(error), f"{path}:{error.lineno or 1}:{error.offset or 1}") from error
    except OSError as error:
        raise InputError(f"cannot be loaded: {error.strerror or error}", str(path)) from error


def _subject(node: str) -> ox.NamedNode | ox.BlankNode:
    return ox.BlankNode(node[2:]) if node.startswith("_:") else ox.NamedNode(node)


def _term(node: Node) -> ox.NamedNode | ox.Literal:
    if isinstance(node, str):
        return ox.NamedNode(node)
    if node.language:
        return ox.Literal(node.text, language=node.language)
    return ox.Literal(node.text, datatype=ox.NamedNode(node.datatype)) if node.datatype else ox.Literal(node.text)


def _node(term: object) -> Node | None:
    if isinstance(term, ox.NamedNode):
        return term.value
    if isinstance(term, ox.Literal):
        datatype = term.datatype.value
        return Literal(term.value, "" if datatype == STRING or term.language else datatype, term.language or "")
    return None if term is None else str(term)


def _triple(item: ox.Triple) -> Triple:
    node = _node(item.object)
    assert node is not None
    return str(_node(item.subject)), item.predicate.value, node
