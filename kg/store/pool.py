"""Runs queries that nobody has vetted: guarded, in worker processes that are killed when they take too long.

A query that is stopped is an error, never a short answer.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, LifoQueue
from typing import IO, Final, NamedTuple

from kg.errors import QueryError, ResourceError
from kg.store import guard
from kg.store.oxigraph import SparqlError
from kg.store.terms import Node

_ROOT: Final = str(Path(__file__).parents[2])


@dataclass(frozen=True, slots=True)
class Limits:
    """What one query may take: time, memory of its process, size of its answer."""

    seconds: float = 30.0
    megabytes: int = 2048
    answer_megabytes: int = 64


class Payload(NamedTuple):
    """An answer: whether it is "results" or "triples", its bytes, and the CPU seconds that it took."""

    kind: str
    data: bytes
    cpu: float = 0.0


class StoppedError(QueryError):
    """The query took more than it may: the text says of what."""


class Worker:
    """One process that answers queries over a store or an RDF file."""

    def __init__(self, path: Path, limits: Limits) -> None:
        self._limits = limits
        self.generation = os.path.realpath(path)
        self._process = subprocess.Popen(
            [sys.executable, "-m", "kg.store.worker", self.generation, str(limits.megabytes)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": os.pathsep.join([_ROOT, os.environ.get("PYTHONPATH", "")])},
        )
        said = json.loads(self._out.readline() or b'{"error": "the worker process does not start"}')
        if "error" in said:
            self.stop()
            raise ResourceError(said["error"])

    @property
    def pid(self) -> int:
        """The id of the process."""
        return self._process.pid

    def ask(self, query: str, format: str, triples: str, bound: Mapping[str, Node]) -> Payload:
        """Answer a query; after an error that is not the query's own the worker is dead.

        Args:
            format: of a SELECT's or an ASK's answer.
            triples: format of a CONSTRUCT's or a DESCRIBE's answer.
        """
        limits = self._limits
        request = {
            "query": query,
            "format": format,
            "triples": triples,
            "bound": bound,
            "limit": limits.answer_megabytes << 20,
        }
        expired = threading.Event()

        def expire() -> None:
            expired.set()
            self._process.kill()

        timer = threading.Timer(limits.seconds, expire)
        timer.start()
        payload = b""
        try:
            assert self._process.stdin is not None
            self._process.stdin.write(json.dumps(request).encode() + b"\n")
            self._process.stdin.flush()
            said = json.loads(self._out.readline() or b"{}")
            payload = self._out.read(said.get("length", 0))
        except (OSError, ValueError):  # it died midway
            said = {}
        finally:
            timer.cancel()
        if "malformed" in said:
            raise SparqlError(said["malformed"])
        if "error" in said:
            raise QueryError(said["error"])
        if "large" in said:
            size = limits.answer_megabytes
            raise StoppedError(f"the answer is larger than {size} MB. Narrow the query, or add a LIMIT")
        if "length" in said and len(payload) == said["length"]:
            return Payload(said["kind"], payload, said["cpu"])
        self.stop()
        if expired.is_set():
            raise StoppedError(
                f"stopped after {limits.seconds:g} s without an answer. Narrow the query, or add a LIMIT"
            )
        raise StoppedError(f"stopped: the query needs more than {limits.megabytes} MB. Narrow it, or add a LIMIT")

    def stop(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                with suppress(OSError):  # what was not yet sent cannot be sent any more
                    stream.close()

    @property
    def alive(self) -> bool:
        """Whether the process still runs."""
        return self._process.poll() is None

    @property
    def _out(self) -> IO[bytes]:
        assert self._process.stdout is not None
        return self._process.stdout


class Pool:
    """A few workers over one graph, started when needed and replaced when killed or when the graph is replaced.

    A query waits for a worker ``patience`` seconds, as long as a query may take unless told.
    """

    def __init__(self, path: Path, limits: Limits | None = None, size: int = 2, patience: float | None = None) -> None:
        self._path = path
        self._limits = limits or Limits()
        self._patience = self._limits.seconds if patience is None else patience
        self._idle: LifoQueue[Worker] = LifoQueue()
        self._free = threading.BoundedSemaphore(size)

    def ask(
        self, query: str, format: str = "json", triples: str = "ttl", bound: Mapping[str, Node] | None = None
    ) -> Payload:
        """Answer a query that the guard lets pass, with values for its variables.

        Raises:
            QueryError: it is refused, malformed or stopped.
        """
        guard.check(query)
        with self._worker() as worker:
            return worker.ask(query, format, triples, bound or {})

    def close(self) -> None:
        """End all workers that are idle."""
        while True:
            try:
                self._idle.get_nowait().stop()
            except Empty:
                return

    @contextmanager
    def _worker(self) -> Iterator[Worker]:
        if not self._free.acquire(timeout=self._patience):
            raise StoppedError("too many queries at once. Try again later")
        try:
            worker = self._take()
            try:
                yield worker
            finally:
                if worker.alive:
                    self._idle.put(worker)
        finally:
            self._free.release()

    def _take(self) -> Worker:
        current = os.path.realpath(self._path)
        while True:
            try:
                worker = self._idle.get_nowait()
            except Empty:
                return Worker(self._path, self._limits)
            if worker.alive and worker.generation == current:
                return worker
            worker.stop()
