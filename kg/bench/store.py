"""How fast a store loads and answers: beside the engine's bare load, and beside rdflib, in the same run."""

from __future__ import annotations

import itertools
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median_high
from typing import TYPE_CHECKING, Any, Final

from kg.bench import graphs
from kg.bench.loading import BARE, PRODUCT, Loading, loaded
from kg.errors import QueryError
from kg.retrieve import KINDS, context
from kg.store import answers, formats, queries
from kg.store.access import OpenGraph, open_graph, text
from kg.store.oxigraph import Table
from kg.store.pool import Limits, Pool
from kg.store.queries import NamedQuery
from kg.store.terms import Literal, Node

if TYPE_CHECKING:
    import rdflib

_SAMPLE: Final = 4000
_PROBES: Final = 12
_PATIENCE: Final = 10


@dataclass(frozen=True, slots=True)
class Answered:
    """How long a question took, in milliseconds, over several values; rdflib's time over the same, or None.

    Attributes:
        cpu: the most CPU milliseconds of the worker, which other load on the machine does not swell as much.
        rows: the most rows that one answer had.
        same: whether rdflib gave as many rows each time it answered; True where it was not asked.
        stopped: why there is no answer, "" if there is.
    """

    name: str
    bound: str
    median: float = 0.0
    worst: float = 0.0
    cpu: float = 0.0
    rows: int = 0
    rdflib: float | None = None
    same: bool = True
    stopped: str = ""


@dataclass(frozen=True, slots=True)
class Loads:
    """The loading of one graph, by the product and bare."""

    facts: int
    triples: int
    source_bytes: int
    disk_bytes: int
    product: Loading
    bare: Loading
    rdflib_seconds: float | None = None


class StoreBench:
    """Makes a graph of so many facts in a directory, loads it, and asks it everything."""

    def __init__(self, directory: Path, facts: int, seed: int = 0) -> None:
        self.directory = directory
        self.facts = facts
        self.source = directory / "graph.nt"
        self.claims: list[str] = []
        self._seed = seed
        self._oracle: rdflib.Graph | None = None

    def generate(self) -> int:
        """Write the graph as N-Triples and return the number of lines; some claims are remembered to ask about."""
        chance, seen, lines = random.Random(self._seed), 0, 0
        with self.source.open("w", encoding="utf-8") as file:
            for line in graphs.lines(self.facts, self._seed):
                file.write(line)
                lines += 1
                if line.endswith("#Claim> .\n"):
                    seen += 1
                    if len(self.claims) < _SAMPLE:
                        self.claims.append(line.split(">")[0][1:])
                    elif (place := chance.randrange(seen)) < _SAMPLE:
                        self.claims[place] = line.split(">")[0][1:]
        chance.shuffle(self.claims)
        return lines

    def load(self, rounds: int, with_rdflib: bool) -> Loads:
        """Load the graph both ways, in turn, and keep the median of the rounds."""
        found: dict[str, list[Loading]] = {BARE: [], PRODUCT: []}
        for number in range(rounds):
            found[BARE].append(loaded(BARE, self.source, self.directory / f"bare-{number}"))
            found[PRODUCT].append(loaded(PRODUCT, self.source, self.directory / "store"))
        bare, product = (sorted(found[way], key=lambda one: one.seconds)[(rounds - 1) // 2] for way in (BARE, PRODUCT))
        seconds = None
        if with_rdflib:
            import rdflib

            began = time.perf_counter()
            self._oracle = rdflib.Graph().parse(self.source, format="nt")
            seconds = time.perf_counter() - began
        graph = open_graph(self.directory)
        disk = sum(path.stat().st_size for path in (self.directory / "store").resolve().rglob("*"))
        return Loads(self.facts, len(graph.store), self.source.stat().st_size, disk, product, bare, seconds)

    def ask(self, rows: int = queries.SHOWN) -> Iterator[Answered]:
        """Ask every named query in a worker, as ``kg query`` does: with values that have a hit, then without.

        Args:
            rows: of how many rows a table has, 0 for all.
        """
        graph = open_graph(self.directory)
        pool = Pool(graph.path, Limits(_PATIENCE, 4096, 1024), size=1)
        pool.ask("ASK {}")
        try:
            for query in queries.named().values():
                for parameter in query.parameters:
                    values = self._values(graph, query, parameter.name)
                    if values:
                        yield self._asked(pool, query, parameter.name, values, rows)
            for query in queries.named().values():
                yield self._asked(pool, query, "", [{}], rows)
        finally:
            pool.close()

    def search(self) -> Iterator[Answered]:
        """Search names and quotes by words, look names up and what a misspelt one may mean; ask for context."""
        graph = open_graph(self.directory)
        names, words = [], []
        for claim in self.claims[:_PROBES]:
            query = "SELECT ?claim ?name ?quote { ?claim kg:tail ?name ; oa:hasSelector ?s . ?s oa:exact ?quote }"
            for _, name, quote in graph.store.rows(query, {"claim": claim}):
                names.append(text(name))
                words.append(" ".join(text(quote).split()[:3]))

        def asked(kind: str) -> Callable[[str], list[Any]]:
            return lambda name: list(context(graph, f"Which methods outperform {name}?", kind=kind).facts)

        tried: tuple[tuple[str, Callable[[str], list[Any]], list[str]], ...] = (
            ("entity by its name", graph.index.entities, names),
            ("names by words", graph.index.names, names),
            ("quotes by three words", graph.index.quotes, words),
            ("quotes by a word of most of them", graph.index.quotes, ["benchmarks"]),
            ("did you mean", graph.index.nearest, [name[:-2] + "x" for name in names]),
            *((f"kg context{f' --kind {kind}' if kind else ''}", asked(kind), names) for kind in ("", *KINDS)),
        )
        for title, work, probes in tried:
            times, cpu, rows = [], [], 0
            for probe in probes:
                began, used = time.perf_counter(), time.process_time()
                rows = max(rows, len(work(probe)))
                times.append(1000 * (time.perf_counter() - began))
                cpu.append(1000 * (time.process_time() - used))
            yield Answered(title, "words", median_high(times), max(times), max(cpu), rows)

    def whole_process(self) -> float:
        """Return the seconds of one ``kg query`` from the shell, its start included."""
        command = [sys.executable, "-m", "kg", "query", "relations", "-g", str(self.directory)]
        began = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=os.environ)
        return time.perf_counter() - began

    def _values(self, graph: OpenGraph, query: NamedQuery, parameter: str) -> list[dict[str, Node]]:
        """Return values of a parameter that have an answer, from claims drawn at random: hubs come up often."""
        found: dict[Node, None] = {}
        by_claim = "?claim" in query.text.partition("WHERE")[0]
        for claim in self.claims:
            if len(found) == _PROBES:
                break
            if by_claim:
                rows = graph.store.rows(query.text, {"claim": claim})
                column = _column(query, parameter)
                found.update((node, None) for row in rows[:1] if (node := row[column]) is not None)
                continue
            for _, end in graph.store.rows(
                "SELECT ?claim ?end { ?claim rdf:object|rdf:subject ?end }", {"claim": claim}
            ):
                if end is not None and len(found) < _PROBES and graph.store.rows(query.text, {parameter: end}):
                    found[end] = None
        return [{parameter: value} for value in found]

    def _asked(self, pool: Pool, query: NamedQuery, bound: str, probes: list[dict[str, Node]], rows: int) -> Answered:
        sparql = query.beginning(rows) if rows else query.text
        times: list[float] = []
        cpu: list[float] = []
        counts: list[int] = []
        try:
            for values in probes:
                began = time.perf_counter()
                payload = pool.ask(sparql, "json", bound=values)
                table = formats.from_json(payload.data)
                assert isinstance(table, Table)
                cpu.append(1000 * payload.cpu)
                counts.append(len(answers.in_order(table).rows))
                times.append(1000 * (time.perf_counter() - began))
        except QueryError as error:
            return Answered(query.name, bound, stopped=str(error))
        theirs = list(itertools.takewhile(lambda one: one is not None, (self._theirs(sparql, v) for v in probes)))
        known = [one for one in theirs if one is not None]
        return Answered(
            query.name,
            bound,
            median_high(times),
            max(times),
            max(cpu),
            max(counts),
            median_high([one[0] for one in known]) if known else None,
            all(count == one[1] for count, one in zip(counts, known, strict=False)),
        )

    def _theirs(self, sparql: str, values: dict[str, Node]) -> tuple[float, int] | None:
        """Return rdflib's milliseconds and rows; None where there is no rdflib, or it takes too long."""
        if self._oracle is None:
            return None
        import rdflib

        def expire(*_: object) -> None:
            raise TimeoutError

        bound = {k: rdflib.Literal(v.text) if isinstance(v, Literal) else rdflib.URIRef(v) for k, v in values.items()}
        before = signal.signal(signal.SIGALRM, expire)
        signal.alarm(_PATIENCE)
        try:
            began = time.perf_counter()
            count = len(list(self._oracle.query(sparql, initBindings=bound)))
            return 1000 * (time.perf_counter() - began), count
        except TimeoutError:
            return None
        finally:
            signal.alarm(0)
            signal.signal(signal.SIGALRM, before)


def _column(query: NamedQuery, name: str) -> int:
    head = query.text[query.text.index("SELECT") :].partition("WHERE")[0]
    return [word.strip("?") for word in head.split() if word.startswith("?")].index(name)
