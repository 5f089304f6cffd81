"""Workers: stopped in time and in memory, replaced afterwards, and never writing."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.errors import QueryError, ResourceError
from kg.store import oxigraph, turtle, write_store
from kg.store.oxigraph import SparqlError
from kg.store.pool import Limits, Pool, StoppedError, Worker
from kg.store.terms import Literal
from tests.store.made import entity, made

COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
SLOW = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
GREEDY = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c ?f ?i"


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("pool") / "store"
    write_store(made(), path)
    return path


@pytest.fixture
def pool(directory: Path) -> Iterator[Pool]:
    pool = Pool(directory, Limits(seconds=1.0, megabytes=600, answer_megabytes=1), size=1)
    yield pool
    pool.close()


def number(data: bytes) -> int:
    return int(json.loads(data)["results"]["bindings"][0]["n"]["value"])


def test_a_worker_answers_in_the_format_that_is_asked_for(pool: Pool) -> None:
    assert number(pool.ask(COUNT).data) > 500
    assert pool.ask(COUNT, "csv").data.startswith(b"n\r\n")
    assert pool.ask("ASK { ?s ?p ?o }", "xml").data.endswith(b"</sparql>")
    answer = pool.ask("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o } LIMIT 3", triples="nt")
    assert (answer.kind, answer.data.count(b" .\n")) == ("triples", 3)


def test_a_value_is_bound_and_never_pasted(pool: Pool) -> None:
    query = "SELECT ?name ?s WHERE { ?s skos:prefLabel ?name }"
    assert b"bert" in pool.ask(query, bound={"name": Literal("BERT")}).data
    evil = Literal('" } UNION { ?s ?p ?o } #')
    assert json.loads(pool.ask(query, bound={"name": evil}).data)["results"]["bindings"] == []
    assert b"BERT" in pool.ask(query, bound={"s": entity("BERT")}).data


def test_a_query_that_takes_too_long_is_an_error_and_the_next_one_is_answered(pool: Pool) -> None:
    began = time.monotonic()
    with pytest.raises(StoppedError, match="stopped after 1 s"):
        pool.ask(SLOW)
    assert time.monotonic() - began < 5
    assert number(pool.ask(COUNT).data) > 500


def test_a_query_that_needs_too_much_memory_is_an_error_and_the_next_one_is_answered(directory: Path) -> None:
    pool = Pool(directory, Limits(seconds=60, megabytes=600), size=1)
    with pytest.raises(StoppedError, match="more than 600 MB"):
        pool.ask(GREEDY)
    assert number(pool.ask(COUNT).data) > 500
    pool.close()


def test_an_answer_that_is_too_large_is_an_error(pool: Pool) -> None:
    with pytest.raises(StoppedError, match="larger than 1 MB"):
        pool.ask("SELECT ?a ?d { ?a ?b ?c . ?d a kg:Claim }")


def test_a_worker_that_is_killed_midway_gives_an_error_not_a_short_answer(directory: Path) -> None:
    worker = Worker(directory, Limits(seconds=60))
    os.kill(worker.pid, 9)
    with pytest.raises(StoppedError):
        worker.ask(COUNT, "json", "ttl", {})
    assert not worker.alive


def test_refused_and_malformed_queries_are_told_apart(pool: Pool) -> None:
    with pytest.raises(QueryError, match="SERVICE is refused"):
        pool.ask("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }")
    with pytest.raises(SparqlError):
        pool.ask("SELEC * { ?s ?p ?o }")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux can take the network from a process")
def test_a_worker_has_no_network() -> None:
    """The guard refuses SERVICE before a worker sees it; should one slip through, it reaches nothing."""
    script = """
import socket, sys
from kg.store import worker
if sys.argv[2] == "confined":
    worker.confine(2048)
try:
    socket.create_connection(("127.0.0.1", int(sys.argv[1])), 2).close()
    print("reached")
except OSError:
    print("nothing")
"""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = str(server.getsockname()[1])
        said = [
            subprocess.run([sys.executable, "-c", script, port, way], stdout=subprocess.PIPE, text=True).stdout.strip()
            for way in ("free", "confined")
        ]
    allowed = subprocess.run(["unshare", "--user", "--net", "true"], capture_output=True).returncode == 0
    if not allowed:
        pytest.skip("this machine forbids user namespaces: here the guard stands alone")
    assert said == ["reached", "nothing"]


def test_a_worker_cannot_write(directory: Path) -> None:
    store = oxigraph.Store.open(directory)
    with pytest.raises(RuntimeError):
        store._inner.update("INSERT DATA { <a:a> <a:b> <a:c> }")


def test_readers_see_the_former_graph_or_the_new_one_while_it_is_replaced(tmp_path: Path) -> None:
    directory = tmp_path / "store"
    write_store(made(), directory)
    pool = Pool(directory, size=1)
    before = number(pool.ask(COUNT).data)
    reader = oxigraph.Store.open(directory)
    oxigraph.write(directory, ["<a:a> <a:b> <a:c> .\n"])
    assert number(pool.ask(COUNT).data) == 1
    assert len(reader) == before
    assert len(list(reader.triples())) == before
    pool.close()


def test_only_two_generations_are_kept(tmp_path: Path) -> None:
    for i in range(4):
        oxigraph.write(tmp_path / "store", [f"<a:a> <a:b> <a:{i}> .\n"])
    assert len([p for p in tmp_path.iterdir() if p.is_dir() and not p.is_symlink()]) == 2
    assert list(oxigraph.Store.open(tmp_path / "store").triples()) == [("a:a", "a:b", "a:3")]


def test_a_failed_write_leaves_the_former_graph(tmp_path: Path) -> None:
    oxigraph.write(tmp_path / "store", ["<a:a> <a:b> <a:c> .\n"])
    with pytest.raises(oxigraph.InputError):
        oxigraph.write(tmp_path / "store", ["no triples\n"])
    assert len(oxigraph.Store.open(tmp_path / "store")) == 1
    assert len(list(tmp_path.iterdir())) == 2


def test_a_worker_reads_a_file_too_and_says_what_is_wrong_with_it(tmp_path: Path) -> None:
    path = tmp_path / "graph.ttl"
    path.write_bytes(turtle(made()))
    pool = Pool(path, size=1)
    assert number(pool.ask(COUNT).data) > 500
    pool.close()
    path.write_text("broken", encoding="utf-8")
    with pytest.raises(ResourceError, match=r"graph\.ttl:1:"):
        Worker(path, Limits())


def test_an_empty_directory_is_no_store(tmp_path: Path) -> None:
    with pytest.raises(ResourceError, match=r"holds no graph\. Make one with: kg build"):
        oxigraph.Store.open(tmp_path)
