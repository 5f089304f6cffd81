"""``kg ask`` against a local stand-in for a language model's endpoint."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.cli import main
from kg.handover.asking import Cited, cited
from kg.store import write_store
from tests.store.made import made

KEY = "sk-very-secret-1234"
QUESTION = "Which model outperforms AlphaNet on GLUE?"


class StandIn(ThreadingHTTPServer):
    """Answers every request alike and keeps what it was sent."""

    status = 200
    body = b""
    wait = 0.0
    location = ""
    daemon_threads = False  # closing waits for the last answer, so that no test sees another's

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked: list[tuple[str, str, dict[str, object]]] = []

    def says(self, content: str) -> None:
        self.body = json.dumps({"choices": [{"message": {"role": "assistant", "content": content}}]}).encode()


class Handler(BaseHTTPRequestHandler):
    server: StandIn

    def do_POST(self) -> None:
        sent = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append((self.path, self.headers.get("Authorization", ""), sent))
        time.sleep(self.server.wait)
        self.send_response(self.server.status)
        if self.server.location:
            self.send_header("Location", self.server.location)
        self.send_header("Content-Length", str(len(self.server.body)))
        with suppress(ConnectionError):
            self.end_headers()
        with suppress(ConnectionError):  # who asked may have given up
            self.wfile.write(self.server.body)

    def log_message(self, format: str, *args: object) -> None:
        return


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("output")
    write_store(made(), path / "store")
    return path


@pytest.fixture
def model(monkeypatch: pytest.MonkeyPatch) -> Iterator[StandIn]:
    server = StandIn()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    monkeypatch.setenv("no_proxy", "*")
    monkeypatch.setenv("KG_LLM_URL", f"http://127.0.0.1:{server.server_port}/v1")
    monkeypatch.setenv("KG_LLM_MODEL", "stand-in")
    monkeypatch.setenv("KG_LLM_KEY", KEY)
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def run(output: Path, *more: str) -> Result:
    return CliRunner().invoke(main, ["ask", QUESTION, "-g", str(output), *more])


def test_the_answer_is_followed_by_the_facts_it_cites_and_unknown_citations_are_marked(
    output: Path, model: StandIn
) -> None:
    model.says("BERT does [1], and more [999].")
    result = run(output)
    assert result.exit_code == 0, result.output
    answer, _, facts = result.stdout.partition("\n\n")
    assert answer == "BERT does [1], and more [999: no such fact]."
    assert facts.startswith("[1] ")
    assert "“" in facts
    assert "[2]" not in facts


def test_question_facts_and_key_go_to_the_endpoint_and_nothing_else(output: Path, model: StandIn) -> None:
    model.says("[1]")
    run(output)
    ((path, authorization, sent),) = model.asked
    assert path == "/v1/chat/completions"
    assert authorization == f"Bearer {KEY}"
    assert set(sent) == {"model", "messages", "temperature"}
    assert QUESTION in json.dumps(sent)
    assert "[1] " in json.dumps(sent)


@pytest.mark.parametrize(
    ("status", "body", "told"),
    [
        (401, f'{{"error": "bad key {KEY}"}}'.encode(), "refuses the key"),
        (500, KEY.encode(), "status 500"),
        (200, b'{"choices": [', "does not answer as"),
        (200, b"<html>hello</html>", "does not answer as"),
        (200, b"\xff\xfe\xfa", "does not answer as"),
        (200, b'{"choices": []}', "does not answer as"),
        (200, b'{"choices": [{"message": {"content": null}}]}', "does not answer as"),
    ],
)
def test_what_is_no_answer_is_one_line_without_the_key(
    output: Path, model: StandIn, status: int, body: bytes, told: str
) -> None:
    model.status, model.body = status, body
    failed(run(output), told)


def test_an_endpoint_that_is_too_slow_is_one_line(output: Path, model: StandIn) -> None:
    model.wait = 0.5
    failed(run(output, "--seconds", "0.2"), "no answer within 0.2 s")


def test_an_endpoint_that_is_not_there_is_one_line(output: Path, model: StandIn) -> None:
    failed(run(output, "--url", "http://127.0.0.1:9/v1"), "cannot be reached")


def test_a_redirect_does_not_carry_the_key_elsewhere(output: Path, model: StandIn) -> None:
    model.status, model.location = 302, f"http://127.0.0.1:{model.server_port}/elsewhere"
    failed(run(output), "not followed")
    assert len(model.asked) == 1


def test_a_key_that_the_model_repeats_is_not_printed(output: Path, model: StandIn) -> None:
    model.says(f"Your key is {KEY}.\x1b[31m")
    result = run(output)
    assert KEY not in result.output
    assert "\x1b" not in result.output


@pytest.mark.parametrize("key", [f"{KEY}\nX-Other: 1", f"{KEY} 2"])
def test_a_malformed_key_is_not_printed(
    output: Path, model: StandIn, monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    monkeypatch.setenv("KG_LLM_KEY", key)
    failed(run(output), "KG_LLM_KEY")
    assert model.asked == []


def test_nothing_is_sent_when_nothing_was_found(output: Path, model: StandIn) -> None:
    result = CliRunner().invoke(main, ["ask", "How do volcanoes erupt?", "-g", str(output)])
    assert "nothing was sent" in result.stderr
    assert model.asked == []


def test_it_is_off_unless_configured(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("KG_LLM_URL", "KG_LLM_MODEL", "KG_LLM_KEY"):
        monkeypatch.delenv(name, raising=False)
    failed(run(output), "KG_LLM_URL")


def test_several_numbers_in_one_bracket_are_several_citations() -> None:
    assert cited("x [2, 1] [0]", 2) == Cited("x [2] [1] [0: no such fact]", (1, 2))


def failed(result: Result, told: str) -> None:
    assert result.exit_code == 1
    assert told in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert KEY not in result.output
