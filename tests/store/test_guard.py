"""The guard: what reaches the network when it is off is refused when it is on."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pyoxigraph
import pytest

from kg.errors import QueryError
from kg.store import guard, queries

CASES = Path(__file__).parents[1] / "cases" / "attacks.jsonl"
ATTACKS = [json.loads(line)["query"] for line in CASES.read_text(encoding="utf-8").splitlines()]


class Trap:
    """A server that notes each request."""

    def __init__(self) -> None:
        requests: list[str] = []

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                requests.append(self.path)
                self.send_response(200)
                self.send_header("Content-Type", "application/sparql-results+json")
                self.end_headers()
                self.wfile.write(b'{"head":{"vars":[]},"results":{"bindings":[]}}')

            do_POST = do_GET

            def log_message(self, *args: object) -> None:
                pass

        self.requests = requests
        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.base = f"http://127.0.0.1:{self.server.server_port}/"
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()

    def fill(self, query: str) -> str:
        return query.replace("{url}", self.base + "x").replace("{base}", self.base)


@pytest.fixture(scope="module")
def trap() -> Iterator[Trap]:
    trap = Trap()
    yield trap
    trap.server.shutdown()
    trap.server.server_close()


@pytest.fixture(scope="module")
def unguarded() -> pyoxigraph.Store:
    """An engine without a guard, whose triples match whatever the attacks begin with."""
    ox, store = pyoxigraph, pyoxigraph.Store()
    ex = ox.NamedNode("http://e/")
    texts = ["#", "a'", "\\", "a\\", "a\\u005C", "a"]
    for node in (
        *(ox.Literal(text) for text in texts),
        *(ox.Literal(1), ox.Literal(True), ox.Literal("x", language="en"), ex, ox.NamedNode("http://e/a")),
        ox.Literal("1e5", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#double")),
        ox.NamedNode("x:y"),
    ):
        store.add(ox.Quad(ex, ox.NamedNode("x:y"), node))
    return store


def reaches(trap: Trap, store: pyoxigraph.Store, query: str) -> bool:
    trap.requests.clear()
    with suppress(SyntaxError, RuntimeError, OSError, ValueError):
        result = store.query(query)
        if not isinstance(result, pyoxigraph.QueryBoolean):
            list(result)
    return bool(trap.requests)


def passes(query: str) -> bool:
    try:
        guard.check(query)
    except QueryError:
        return False
    return True


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_query_that_reaches_the_network_is_refused(trap: Trap, unguarded: pyoxigraph.Store, attack: str) -> None:
    query = trap.fill(attack)
    if reaches(trap, unguarded, query):
        assert not passes(query)


def test_the_attacks_work_when_the_guard_is_off(trap: Trap, unguarded: pyoxigraph.Store) -> None:
    assert sum(reaches(trap, unguarded, trap.fill(attack)) for attack in ATTACKS) >= 25


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * FROM <file:///etc/passwd> WHERE { ?s ?p ?o }",
        "SELECT * FROM NAMED <file:///etc/passwd> { GRAPH ?g { ?s ?p ?o } }",
        "ASKFROM<file:///etc/passwd>{ ?s ?p ?o }",
        "SELECT ?s FROM:x WHERE { ?s ?p ?o }",
        "LOAD <file:///etc/passwd>",
        "PREFIX a: <http://a/> LOAD SILENT <http://a/b> INTO GRAPH a:g",
        "INSERT DATA { <a:a> <a:b> <a:c> }",
        "# a comment\nDELETE WHERE { ?s ?p ?o }",
        "base <http://a/> prefix a: <b> clear all",
        "WITH <a:g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
        "DROP ALL", "CREATE GRAPH <a:g>", "COPY DEFAULT TO <a:g>", "MOVE DEFAULT TO <a:g>", "ADD DEFAULT TO <a:g>",
    ],
)  # fmt: skip
def test_what_does_more_than_read_is_refused(query: str) -> None:
    assert not passes(query)


@pytest.mark.parametrize(
    "query",
    [
        'SELECT * { ?s ?p "SERVICE <http://a/> and LOAD and FROM" }',
        "SELECT * { ?service ?load ?from } # SERVICE <http://a/>",
        "SELECT * { ?s <http://a/SERVICE#load> 'x' ; rdfs:seeAlso entity:service-oriented-loading }",
        "SELECT * { ?a ?b ?c FILTER (?a < ?b && ?c > 5) }",
        "SELECT (1 AS ?insert) { ?s ?p '''it''s \\' from''' }",
        *(query.text for query in (*queries.named().values(), *queries.checks().values())),
    ],
)
def test_what_only_reads_passes(query: str) -> None:
    guard.check(query)


def test_a_refusal_names_the_place() -> None:
    with pytest.raises(guard.RefusedError, match=r"^2:3: SERVICE is refused"):
        guard.check("SELECT * {\n  SERVICE <http://a/> { ?s ?p ?o } }")
