"""Hands a graph over to a SPARQL server, by the Graph Store protocol, without ever holding it in memory.

In one request the server takes all or nothing, and readers see the old graph or the new one. Where it takes no request
of that size, the graph goes in pieces: then it is the pieces that are all or nothing, unless the server also has an
address for updates, where the graph is moved to its place when it is whole.
"""

from __future__ import annotations

import itertools
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, urlencode, urlsplit

from kg.errors import InputError, QueryError
from kg.store import syntax
from kg.store.remote import RefusedByServerError, Remote
from kg.store.terms import Triple

PUT: Final = "PUT"
POST: Final = "POST"
#: Where a graph waits that is not yet whole.
WAITING: Final = "urn:paper-kg:incoming"
_CHUNK: Final = 1 << 18


@dataclass(frozen=True, slots=True)
class Target:
    """A graph on a server.

    Attributes:
        remote: the server's address of the Graph Store protocol.
        graph: the name of the graph, "" for the default graph.
        method: ``PUT`` to take the place of what it holds, ``POST`` to add to that.
    """

    remote: Remote
    graph: str = ""
    method: str = PUT


def whole(target: Target, triples: Iterable[Triple]) -> None:
    """Send a graph in one request, by way of a temporary file: not every server reads a body of unknown length."""
    with tempfile.TemporaryFile() as file:
        for chunk in _chunks(syntax.ntriples(triples)):
            file.write(chunk)
        size = file.tell()
        file.seek(0)
        _send(target, file, size)


def in_pieces(target: Target, triples: Iterable[Triple], size: int, after: int = 0) -> Iterator[int]:
    """Send a graph by so many triples a request, and yield after each how many of them are there.

    Args:
        after: how many triples of this very graph are there already, from an earlier attempt.

    Raises:
        QueryError: a piece did not arrive; the text says with which ``after`` to go on.
    """
    rest = iter(triples)
    done = sum(1 for _ in itertools.islice(rest, after))
    if done < after:
        raise InputError(f"there are only {done:,} triples. Begin anew, without --from")
    while piece := list(itertools.islice(rest, size)):
        if any(node.startswith("_:") for s, _, o in piece for node in (s, o) if isinstance(node, str)):
            raise InputError("a graph with blank nodes cannot go in pieces. Push it without --pieces")
        try:
            body = b"".join(_chunks(syntax.ntriples(piece)))
            _send(Target(target.remote, target.graph, POST if done else target.method), body, len(body))
        except QueryError as error:
            told = f"{error}. So far {done:,} triples are there"
            raise QueryError(f"{told}: go on with --from {done}" if done else told) from error
        done += len(piece)
        yield done


def move(updates: Remote, target: Target) -> None:
    """Put the graph that waits in its place, in one step of the server."""
    place = f"GRAPH {syntax.term(target.graph)}" if target.graph else "DEFAULT"
    update = f"{'MOVE' if target.method == PUT else 'ADD'} GRAPH <{WAITING}> TO {place}"
    if target.method == POST:
        update += f" ; DROP GRAPH <{WAITING}>"
    updates.send(
        POST,
        updates.url,
        urlencode({"update": update}).encode(),
        {"Content-Type": "application/x-www-form-urlencoded"},
    )


def _send(target: Target, body: bytes | Iterable[bytes], size: int) -> None:
    remote = target.remote
    joint = "&" if urlsplit(remote.url).query else "?"
    url = f"{remote.url}{joint}" + (f"graph={quote(target.graph, safe='')}" if target.graph else "default")
    headers = {"Content-Type": "application/n-triples", "Content-Length": str(size)}
    try:
        remote.send(target.method, url, body, headers)
    except RefusedByServerError as error:
        if target.graph:
            raise
        raise QueryError(f"{error}. Virtuoso and its like need a named graph: --graph IRI") from error


def _chunks(lines: Iterable[str]) -> Iterator[bytes]:
    """Yield the lines as bytes, many at a time."""
    chunk = bytearray()
    for line in lines:
        chunk += line.encode()
        if len(chunk) >= _CHUNK:
            yield bytes(chunk)
            chunk.clear()
    if chunk:
        yield bytes(chunk)
