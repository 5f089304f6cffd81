"""The same graph and the same questions on other people's servers; an answer that is not whole is an error."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import threading
import time
import tracemalloc
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.cli import main
from kg.errors import InputError, KgError, QueryError
from kg.store import delivery, queries, remote, write_store
from kg.store.oxigraph import Store, Table
from kg.store.terms import Literal
from tests.store.made import entity, made
from tests.store.sameness import assert_same_rows

SERVER = shutil.which("oxigraph", path=str(Path(sys.executable).parent))


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("pushed")
    write_store(made(), path / "store")
    return path


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory, output: Path) -> Iterator[str]:
    """A real Oxigraph server that holds the graph in its default graph."""
    assert SERVER, "install the extra 'test'"
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        place = f"127.0.0.1:{probe.getsockname()[1]}"
    command = [SERVER, "serve", "-l", str(tmp_path_factory.mktemp("ox")), "-b", place]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
        for _ in range(200):
            with suppress(OSError):
                urllib.request.urlopen(f"http://{place}/").close()
                break
            time.sleep(0.05)
        result = run("push", f"http://{place}/store", "-g", output)
        assert result.exit_code == 0, result.output
        yield f"http://{place}"
        process.terminate()


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def test_every_named_query_gives_there_the_rows_it_gives_here(url: str, output: Path) -> None:
    here = Store.open(output / "store")
    there = remote.Remote(f"{url}/query")
    assert_same_rows(here, there)


def test_names_are_looked_up_there_whatever_their_case(url: str) -> None:
    result = run("query", "outperforms", "--model", "bert", "--endpoint", f"{url}/query", "--format", "csv")
    assert result.exit_code == 0, result.output
    assert "AlphaNet" in result.stdout
    assert run("query", "results", "--dataset", "glue", "--endpoint", f"{url}/query").stdout.count("AlphaNet") >= 1
    unknown = run("query", "outperforms", "--model", "BRET", "--endpoint", f"{url}/query")
    assert (unknown.exit_code, "nothing there is called 'BRET'" in unknown.stderr) == (1, True)


def test_a_value_is_escaped_and_stays_a_value(url: str) -> None:
    query = queries.parse("q", "SELECT ?name ?s WHERE { ?s skos:prefLabel ?name }")
    there = remote.Remote(f"{url}/query")
    for evil in ('" } UNION { ?s ?p ?o } #', "\\", "\n"):
        assert there.ask(remote.bound(query, {"name": Literal(evil)})) == Table(("name", "s"), ())
    found = there.ask(remote.bound(query, {"s": entity("BERT")}))
    assert isinstance(found, Table)
    assert len(found.rows) == 1


def test_a_graph_may_have_a_name_and_pushing_twice_changes_nothing(url: str, output: Path) -> None:
    count = "SELECT (COUNT(*) AS ?n) WHERE { GRAPH <http://g.example/one> { ?s ?p ?o } }"
    there = remote.Remote(f"{url}/query")
    for option in ("--replace", "--add"):
        result = run("push", f"{url}/store", "-g", output, "--graph", "http://g.example/one", option)
        assert result.exit_code == 0, result.output
        table = there.ask(count)
        assert isinstance(table, Table)
        assert table.rows[0][0] == Literal(str(len(Store.open(output / "store"))), table.rows[0][0].datatype)  # type: ignore[union-attr]


def test_a_graph_that_goes_in_pieces_arrives_whole(url: str, output: Path) -> None:
    total = len(Store.open(output / "store"))
    named = ("--graph", "http://g.example/pieces", "-g", output, "--pieces", total // 3)
    for more in ((), ("--update", f"{url}/update"), ("--add", "--update", f"{url}/update")):
        result = run("push", f"{url}/store", *named, *more)
        assert result.exit_code == 0, result.output
        assert held(url, "http://g.example/pieces") == total
        assert held(url, delivery.WAITING) == 0
    assert run("push", f"{url}/store", *named, "--from", total + 1).exit_code == 1
    assert run("push", f"{url}/store", "-g", output, "--from", 5).exit_code == 2


def test_a_push_that_broke_goes_on_where_it_was(url: str, output: Path) -> None:
    total, size = len(Store.open(output / "store")), 100
    with breaking(f"{url}/store", after=2) as breaking_url:
        named = ("--graph", "http://g.example/resumed", "-g", output, "--pieces", size)
        result = run("push", breaking_url, *named)
        assert result.exit_code == 1
        assert f"So far {2 * size} triples are there: go on with --from {2 * size}" in result.stderr.splitlines()[-1]
        assert held(url, "http://g.example/resumed") == 2 * size
        assert run("push", f"{url}/store", *named, "--from", 2 * size).exit_code == 0
        assert held(url, "http://g.example/resumed") == total
        again = run("push", f"{breaking_url}", "-g", output, "--graph", "http://g.example/resumed")  # all in one
        assert (again.exit_code, held(url, "http://g.example/resumed")) == (1, total), "the old graph stands"


def test_a_push_does_not_hold_the_graph_in_memory(url: str) -> None:
    count = 10_000
    made_up = ((f"http://t.example/{i}", "http://t.example/p", Literal("x" * 600)) for i in range(count))
    target = delivery.Target(remote.Remote(f"{url}/store"), "http://g.example/large")
    tracemalloc.start()
    delivery.whole(target, made_up)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert held(url, "http://g.example/large") == count
    assert peak < 3 << 20, "the body has 7 MB"


def test_a_graph_with_blank_nodes_does_not_go_in_pieces() -> None:
    target = delivery.Target(remote.Remote("http://127.0.0.1:1/store"))
    with pytest.raises(InputError, match="blank nodes"):
        list(delivery.in_pieces(target, [("_:a", "http://t.example/p", "_:b")], 10))


def held(url: str, graph: str) -> int:
    table = remote.Remote(f"{url}/query").ask(f"SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}")
    assert isinstance(table, Table)
    assert isinstance(table.rows[0][0], Literal)
    return int(table.rows[0][0].text)


@contextmanager
def breaking(url: str, after: int) -> Iterator[str]:
    """Pass so many requests on to a server, then break off every connection in the midst of the body."""

    class Relay(BaseHTTPRequestHandler):
        left = after
        protocol_version = "HTTP/1.1"

        def do_PUT(self) -> None:
            size = int(self.headers["Content-Length"])
            if not Relay.left:
                self.rfile.read(size // 2)
                self.close_connection = True
                return
            body = self.rfile.read(size)
            Relay.left -= 1
            headers = {"Content-Type": self.headers["Content-Type"]}
            request = urllib.request.Request(url + self.path.removeprefix("/store"), body, headers, method=self.command)
            with urllib.request.urlopen(request) as answer:
                self.send_response(answer.status)
                self.send_header("Content-Length", "0")
                self.end_headers()

        do_POST = do_PUT

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with serving(Relay) as place:
        yield f"{place}/store"


def test_what_the_server_refuses_is_one_line(url: str, output: Path) -> None:
    for arguments in (("push", f"{url}/nowhere", "-g", output), ("push", "http://127.0.0.1:1/store", "-g", output)):
        result = run(*arguments)
        assert result.exit_code == 1
        assert result.stderr.startswith("kg: http://127.0.0.1:")
        assert len(result.stderr.splitlines()) == 1
    with pytest.raises(InputError, match="not an address"):
        remote.Remote("localhost/query")
    with pytest.raises(QueryError, match="SERVICE is refused"):
        remote.Remote(f"{url}/query").ask("SELECT * { SERVICE <http://x.example/> { ?s ?p ?o } }")


class _Faulty(BaseHTTPRequestHandler):
    seen: list[str | None] = []  # noqa: RUF012

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.seen.append(self.headers.get("Authorization"))
        body = b'{"head": {"vars": ["a"]}, "results": {"bindings": [{"a": {"type": "uri", "value": "a:a"}}'
        kind = self.path.strip("/")
        if kind == "slow":
            time.sleep(1.5)
        self.send_response(307 if kind == "elsewhere" else 200)
        if kind == "elsewhere":
            self.send_header("Location", f"http://{self.headers['Host']}/there")
        self.send_header("Content-Type", "application/sparql-results+json")
        if kind == "rows":
            self.send_header("X-SPARQL-MaxRows", "1")
            body += b"]}}"
        with suppress(OSError):
            self.send_header("Content-Length", str(len(body) + (9 if kind == "short" else 0)))
            self.end_headers()
            self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def serving(handler: type[BaseHTTPRequestHandler]) -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def faulty() -> Iterator[str]:
    with serving(_Faulty) as url:
        yield url


@pytest.mark.parametrize(
    ("fault", "problem"),
    [("slow", "no answer within"), ("short", "ends early"), ("broken", "not complete"), ("rows", "left rows out")],
)
def test_an_answer_with_status_200_that_is_not_whole_is_an_error(faulty: str, fault: str, problem: str) -> None:
    with pytest.raises(QueryError, match=problem):
        remote.Remote(f"{faulty}/{fault}", seconds=0.7).ask("SELECT ?a { ?a ?b ?c }")


def test_the_token_of_the_environment_is_sent(faulty: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(remote.TOKEN, "secret")
    with pytest.raises(QueryError):
        remote.Remote(f"{faulty}/broken").ask("ASK {}")
    assert _Faulty.seen[-1] == "Bearer secret"


def test_a_redirect_does_not_carry_the_token_elsewhere(faulty: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(remote.TOKEN, "secret")
    before = len(_Faulty.seen)
    with pytest.raises(QueryError, match=r"points to http://127.0.0.1:\d+/there, which is not followed"):
        remote.Remote(f"{faulty}/elsewhere").ask("ASK {}")
    assert len(_Faulty.seen) == before + 1


@pytest.mark.parametrize("token", ["secret\nX-Other: 1", "secret words"])
def test_a_token_that_is_none_is_neither_sent_nor_shown(token: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(remote.TOKEN, token)
    with pytest.raises(KgError, match="KG_TOKEN holds blanks") as told:
        remote.Remote("http://127.0.0.1:1/sparql").ask("ASK {}")
    assert "secret" not in str(told.value)
