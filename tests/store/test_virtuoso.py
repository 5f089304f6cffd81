"""The same graph and the same questions on Virtuoso: asked for by KG_VIRTUOSO, the path of its binary ``virtuoso-t``.

``apt-get install virtuoso-opensource-7-bin`` brings it, with ``isql-vt`` beside it. It would take all memory that there
is, so its buffers, its queries and its address space are capped here.
"""

from __future__ import annotations

import os
import resource
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.cli import main
from kg.store import remote, write_store
from kg.store.oxigraph import Store
from tests.store.made import made
from tests.store.sameness import assert_same_rows

BINARY = os.environ.get("KG_VIRTUOSO", "")
GRAPH = "http://g.example/kg"
INI = """[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
[TempDatabase]
DatabaseFile = temporary.db
TransactionFile = temporary.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
NumberOfBuffers = 10000
MaxDirtyBuffers = 6000
MaxQueryMem = 256M
MaxMemPoolSize = 200000000
ThreadsPerQuery = 2
AsyncQueueMaxThreads = 2
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = .
ServerThreads = 5
[SPARQL]
ResultSetMaxRows = 1000000
MaxQueryExecutionTime = 60
"""
RIGHTS = """GRANT SPARQL_UPDATE TO "SPARQL";
DB.DBA.RDF_DEFAULT_USER_PERMS_SET ('nobody', 7);
"""
pytestmark = [pytest.mark.slow, pytest.mark.skipif(not BINARY, reason="KG_VIRTUOSO does not name a virtuoso-t")]


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("pushed")
    write_store(made(), path / "store")
    return path


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    directory = tmp_path_factory.mktemp("virtuoso")
    sql, http = free_port(), free_port()
    (directory / "virtuoso.ini").write_text(INI.format(sql=sql, http=http))
    (directory / "rights.sql").write_text(RIGHTS)
    server = subprocess.Popen(
        [BINARY, "-f", "-c", "virtuoso.ini"],
        cwd=directory,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (3 << 30, 3 << 30)),
    )
    with server:
        for _ in range(600):
            assert server.poll() is None, "it does not start"
            log = directory / "virtuoso.log"
            if log.is_file() and "Server online" in log.read_text():
                break
            time.sleep(0.2)
        client = Path(BINARY).with_name("isql-vt")
        subprocess.run([client, f"127.0.0.1:{sql}", "dba", "dba", directory / "rights.sql"], check=True, timeout=120)
        yield f"http://127.0.0.1:{http}"
        server.terminate()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.mark.parametrize("more", [(), ("--pieces", "200")])
def test_every_named_query_gives_there_the_rows_it_gives_here(url: str, output: Path, more: tuple[str, ...]) -> None:
    pushed = run("push", f"{url}/sparql-graph-crud", "-g", output, "--graph", GRAPH, *more)
    assert pushed.exit_code == 0, pushed.output
    here = Store.open(output / "store")
    there = remote.Remote(f"{url}/sparql", graph=GRAPH)
    assert_same_rows(here, there)


def test_names_are_looked_up_there(url: str) -> None:
    asked = run("query", "outperforms", "--model", "bert", "--endpoint", f"{url}/sparql", "--at-graph", GRAPH)
    assert asked.exit_code == 0, asked.output
    assert "AlphaNet" in asked.stdout


def test_a_push_without_a_graph_says_that_one_is_needed(url: str, output: Path) -> None:
    result = run("push", f"{url}/sparql-graph-crud", "-g", output)
    assert (result.exit_code, len(result.stderr.splitlines())) == (1, 1)
    assert "--graph IRI" in result.stderr
