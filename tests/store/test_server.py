"""The endpoint: other people's clients talk to it, nothing but reading gets through, and no answer is short."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import rdflib
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, JSON, POST, TURTLE, XML, SPARQLWrapper
from starlette.testclient import TestClient

from kg.store import turtle, write_store
from kg.store.pool import Limits
from kg.store.server import application
from tests.store.made import entity, made

ROOT = Path(__file__).parents[2]
PAIRS = "SELECT ?a ?b { ?a kg:outperforms ?b }"
SLOW = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("served")
    write_store(made(), path / "store")
    (path / "graph.html").write_text("<!DOCTYPE html><title>drawn</title>", "utf-8")
    return path


@pytest.fixture(scope="module")
def client(output: Path) -> Iterator[TestClient]:
    with TestClient(application(output, Limits(seconds=1.5, megabytes=600, answer_megabytes=1))) as client:
        yield client


@pytest.fixture(scope="module")
def url(output: Path) -> Iterator[str]:
    """The address of a real server, started as a user starts it."""
    command = [sys.executable, "-m", "kg", "serve", "-g", str(output), "--port", "0"]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        found = re.match(r"http://\S+/", process.stderr.readline())
        assert found
        yield found[0]
        process.terminate()


def test_sparqlwrapper_gets_every_format(url: str) -> None:
    client = SPARQLWrapper(url + "sparql")
    for method in ("GET", POST):
        client.setMethod(method)
        client.setQuery(PAIRS)
        client.setReturnFormat(JSON)
        rows = client.queryAndConvert()["results"]["bindings"]
        assert {(row["a"]["value"], row["b"]["value"]) for row in rows} >= {(entity("AlphaNet"), entity("BERT"))}
    client.setReturnFormat(XML)
    assert len(client.queryAndConvert().getElementsByTagName("result")) == 3
    client.setReturnFormat(CSV)
    assert client.queryAndConvert().startswith(b"a,b\r\n")
    client.setQuery("CONSTRUCT { ?a kg:outperforms ?b } WHERE { ?a kg:outperforms ?b }")
    client.setReturnFormat(TURTLE)
    assert len(rdflib.Graph().parse(data=client.queryAndConvert(), format="turtle")) == 3


def test_rdflibs_sparql_store_reads_the_graph_through_it(url: str) -> None:
    graph = rdflib.Graph(SPARQLStore(url + "sparql"))
    assert len(graph) == len(rdflib.Graph().parse(data=turtle(made()), format="turtle"))
    beaten = rdflib.URIRef("https://paper-kg.example/schema#outperforms")
    assert len(list(graph.subject_objects(beaten))) == 3


@pytest.mark.parametrize(
    ("accept", "query", "media", "beginning"),
    [
        ("*/*", PAIRS, "application/sparql-results+json", '{"head"'),
        ("text/csv", PAIRS, "text/csv", "a,b"),
        ("text/tab-separated-values;q=0.9, text/csv;q=0.1", PAIRS, "text/tab-separated-values", "?a\t?b"),
        ("application/sparql-results+xml", PAIRS, "application/sparql-results+xml", "<?xml"),
        ("text/turtle, text/csv", PAIRS, "text/csv", "a,b"),
        ("*/*", "DESCRIBE entity:bert", "text/turtle", "@prefix"),
        ("application/n-triples", "DESCRIBE entity:bert", "application/n-triples", "<https"),
        ("application/rdf+xml", "DESCRIBE entity:bert", "application/rdf+xml", "<?xml"),
        ("application/ld+json", "DESCRIBE entity:bert", "application/ld+json", "["),
        ("text/*;q=0.5", "ASK {}", "text/csv", "true"),
    ],
)
def test_the_accept_header_picks_the_format(
    client: TestClient, accept: str, query: str, media: str, beginning: str
) -> None:
    answer = client.get("/sparql", params={"query": query}, headers={"Accept": accept})
    assert answer.status_code == 200
    assert answer.headers["content-type"].split(";")[0] == media
    assert answer.text.startswith(beginning)


def test_what_cannot_be_had_is_not_acceptable(client: TestClient) -> None:
    for accept in ("image/png", "text/turtle", "text/csv;q=0"):
        assert client.get("/sparql", params={"query": PAIRS}, headers={"Accept": accept}).status_code == 406


def test_a_query_may_be_the_body(client: TestClient) -> None:
    answer = client.post("/sparql", content=PAIRS, headers={"Content-Type": "application/sparql-query"})
    assert len(answer.json()["results"]["bindings"]) == 3
    assert client.post("/sparql", content=PAIRS, headers={"Content-Type": "text/plain"}).status_code == 415


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({}, 400),
        ({"query": "SELEC"}, 400),
        ({"query": PAIRS, "default-graph-uri": "file:///etc/passwd"}, 400),
        ({"query": "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }"}, 403),
        ({"query": "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"}, 403),
        ({"query": "DROP ALL"}, 403),
        ({"update": "DROP ALL"}, 403),
    ],
)
def test_what_is_wrong_or_writes_is_refused(client: TestClient, fields: dict[str, str], status: int) -> None:
    assert client.get("/sparql", params=fields).status_code == status
    assert client.post("/sparql", data=fields or {"x": ""}).status_code == status


def test_an_update_as_a_body_is_refused_and_changes_nothing(client: TestClient) -> None:
    headers = {"Content-Type": "application/sparql-update"}
    assert client.post("/sparql", content="DROP ALL", headers=headers).status_code == 403
    assert len(client.get("/sparql", params={"query": PAIRS}).json()["results"]["bindings"]) == 3


def test_a_malformed_query_is_answered_with_its_place(client: TestClient) -> None:
    answer = client.get("/sparql", params={"query": "SELECT * {\n ?s ?p ?o .\n FIL (?s) }"})
    assert answer.text.startswith("3:2: unexpected 'FIL' (did you mean FILTER?)\n")


def test_a_time_out_is_an_error_and_the_next_query_is_answered(client: TestClient) -> None:
    for _ in range(2):
        answer = client.get("/sparql", params={"query": SLOW})
        assert (answer.status_code, "stopped after 1.5 s" in answer.text) == (503, True)
    assert client.get("/sparql", params={"query": PAIRS}).status_code == 200
    large = client.get("/sparql", params={"query": "SELECT ?a ?d { ?a ?b ?c . ?d a kg:Claim }"})
    assert (large.status_code, "larger than 1 MB" in large.text) == (503, True)


def test_a_query_that_is_too_long_is_refused(client: TestClient) -> None:
    content = "#" * (1 << 20) + "\n" + PAIRS
    answer = client.post("/sparql", content=content, headers={"Content-Type": "application/sparql-query"})
    assert answer.status_code == 413


def test_another_host_name_is_refused_on_loopback(client: TestClient) -> None:
    assert client.get("/sparql", params={"query": PAIRS}, headers={"Host": "evil.example"}).status_code == 400


def test_the_page_answers_named_queries_with_quotes(client: TestClient) -> None:
    answer = client.post("/table", data={"name": "outperforms", "model": "bert"}).json()
    (row,) = answer["rows"]
    assert row[answer["columns"].index("better")] == "AlphaNet"
    assert next(iter(answer["quotes"].values()))[0] == "AlphaNet outperforms BERT by 3.5% F1 on GLUE"
    assert client.post("/table", data={"name": "outperforms", "model": "BRET"}).status_code == 400
    assert client.post("/table", data={"query": "ASK {}"}).json() == {"text": "yes"}
    assert len(client.get("/named").json()) >= 15


def test_the_page_carries_its_editor_with_its_licences(client: TestClient) -> None:
    text = client.get("/").text
    for words in ("The MIT License (MIT)", "@triply/yasqe", "Marijn Haverbeke", "OpenJS Foundation"):
        assert words in text
    assert "sourceMappingURL" not in text
    terms = client.get("/terms").json()
    assert {"kg:outperforms", "kg:Claim", "kg:confidence", "oa:exact"} <= set(terms["names"])
    assert terms["prefixes"]["kg"] == "https://paper-kg.example/schema#"


@pytest.mark.slow
def test_in_a_browser_the_page_works_without_its_editor(url: str) -> None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        options = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        browser = driver.chromium.launch(executable_path="/usr/bin/chromium", args=options)
        page = browser.new_page()
        page.add_init_script("Object.defineProperty(window, 'Yasqe', { value: undefined, writable: false })")
        page.goto(url)
        page.locator("html[data-ready=true]").wait_for()
        page.fill("#query", "SELECT ?name { ?x skos:prefLabel ?name }")
        page.click("#run")
        page.locator("td", has_text="AlphaNet").first.wait_for()
        browser.close()


def test_the_drawn_graph_is_served(client: TestClient, tmp_path: Path) -> None:
    assert "drawn" in client.get("/graph").text
    write_store(made(), tmp_path / "store")
    with TestClient(application(tmp_path, Limits())) as other:
        assert other.get("/graph").status_code == 404


def test_a_new_build_is_served_without_a_restart(tmp_path: Path) -> None:
    from kg.model import Graph

    write_store(made(), tmp_path / "store")
    with TestClient(application(tmp_path, Limits())) as client:
        assert len(client.get("/sparql", params={"query": PAIRS}).json()["results"]["bindings"]) == 3
        write_store(Graph(), tmp_path / "store")
        assert client.get("/sparql", params={"query": PAIRS}).json()["results"]["bindings"] == []


@pytest.mark.slow
def test_in_a_browser_the_page_asks_nobody_else_and_shows_quotes(url: str) -> None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        options = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        browser = driver.chromium.launch(executable_path="/usr/bin/chromium", args=options)
        page = browser.new_page()
        requests: list[str] = []
        errors: list[str] = []
        page.on("request", lambda request: requests.append(request.url))
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
        page.goto(url)
        page.locator("html[data-ready=true]").wait_for()
        page.select_option("#named", "outperforms")
        page.fill("input[name=model]", "BERT")
        page.click("#run")
        page.locator("td.quote").first.wait_for()
        assert "“AlphaNet outperforms BERT by 3.5% F1 on GLUE”" in page.inner_text("#answer")
        page.evaluate("editor.setValue('SELECT ?x { ?x FIL }')")
        page.click("#run")
        page.locator("#message:visible").wait_for()
        assert "did you mean FILTER?" in page.inner_text("#message")
        page.evaluate("editor.setValue('')")
        page.locator(".CodeMirror").click()
        page.keyboard.type("SELECT * { ?a dcterms:ti")
        page.keyboard.press("Control+Space")
        page.locator(".CodeMirror-hint").first.wait_for()
        assert page.locator(".CodeMirror-hint").all_inner_texts() == ["dcterms:title"]
        page.keyboard.press("Enter")
        assert page.evaluate("editor.getValue()").splitlines()[0] == "PREFIX dcterms: <http://purl.org/dc/terms/>"
        page.keyboard.type(" ?title }")
        page.keyboard.press("Control+Enter")
        page.locator("td", has_text="AlphaNet: Sparse").first.wait_for()
        assert page.evaluate("localStorage.length") == 0
        browser.close()
    assert all(request.startswith(url) for request in requests)
    assert [e for e in errors if "400" not in e and "favicon" not in e and "404" not in e] == []
