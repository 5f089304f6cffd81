"""A SPARQL 1.1 endpoint over one graph, read-only, with a page to ask from.

``/sparql`` speaks the SPARQL protocol, ``/`` is the page, ``/graph`` the drawn graph, ``/named`` the named queries.
Every query runs in a worker of the pool; one that is stopped answers with status 503, never with a short answer.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final
from urllib.parse import parse_qsl

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from kg.errors import KgError
from kg.store import answers, diagnosis, formats, front, queries
from kg.store.access import open_graph
from kg.store.guard import RefusedError
from kg.store.oxigraph import SparqlError, Table
from kg.store.pool import Limits, Payload, Pool, StoppedError
from kg.store.terms import PREFIXES, Node

RESULTS: Final = {
    "application/sparql-results+json": "json",
    "application/json": "json",
    "application/sparql-results+xml": "xml",
    "application/xml": "xml",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
}
TRIPLES: Final = {
    "text/turtle": "ttl",
    "application/n-triples": "nt",
    "application/rdf+xml": "rdf",
    "application/ld+json": "jsonld",
    "application/n-quads": "nq",
    "application/xml": "rdf",
    "application/json": "jsonld",
}
_ROWS: Final = 1000
LONGEST_QUERY: Final = 1 << 20
_LOOPBACK: Final = ("127.0.0.1", "localhost", "[::1]", "::1")


class Endpoint:
    """What the server answers with: a graph, its workers and its pages."""

    def __init__(self, path: Path, limits: Limits, workers: int) -> None:
        self.path = path
        self.graph = open_graph(path)  # fails early where there is nothing to serve
        self.pool = Pool(self.graph.path, limits, workers)
        self._page = front.page()

    async def sparql(self, request: Request) -> Response:
        """Answer by the SPARQL 1.1 protocol."""
        fields = list(request.query_params.multi_items())
        if request.method == "POST":
            body = await _body(request)
            kind = request.headers.get("content-type", "").split(";")[0].strip().lower()
            if kind == "application/sparql-query":
                fields.append(("query", body))
            elif kind == "application/x-www-form-urlencoded":
                fields += parse_qsl(body, keep_blank_values=True)
            elif kind == "application/sparql-update":
                return PlainTextResponse("this endpoint only reads\n", 403)
            else:
                return PlainTextResponse(f"cannot read a body of the type '{kind}'\n", 415)
        names = [name for name, _ in fields]
        if "update" in names:
            return PlainTextResponse("this endpoint only reads\n", 403)
        if "default-graph-uri" in names or "named-graph-uri" in names:
            return PlainTextResponse("everything stands in the default graph: choose no other\n", 400)
        found = [value for name, value in fields if name == "query"]
        if len(found) != 1:
            return PlainTextResponse("give one query, as the parameter 'query'\n", 400)
        accept = request.headers.get("accept", "*/*")
        as_results, as_triples = _best(accept, RESULTS), _best(accept, TRIPLES)
        if not as_results and not as_triples:
            return PlainTextResponse(f"available are: {', '.join([*RESULTS, *TRIPLES])}\n", 406)
        results = as_results or "application/sparql-results+json"
        triples = as_triples or "text/turtle"
        try:
            payload = await run_in_threadpool(self.pool.ask, found[0], RESULTS[results], TRIPLES[triples])
        except KgError as error:
            return _failure(found[0], error)
        wanted = as_results if payload.kind == "results" else as_triples
        if not wanted:
            return PlainTextResponse(f"the answer holds {payload.kind}; ask for a type that can hold them\n", 406)
        return Response(payload.data, media_type=wanted, headers={"Vary": "Accept"})

    async def named(self, request: Request) -> Response:
        """List the named queries."""
        listed = [
            {
                "name": one.name,
                "title": one.title,
                "text": one.text,
                "parameters": [{"name": p.name, "comment": p.comment} for p in one.parameters],
            }
            for one in queries.named().values()
        ]
        return JSONResponse(listed)

    async def terms(self, request: Request) -> Response:
        """List what the editor completes."""
        return JSONResponse(front.terms())

    async def table(self, request: Request) -> Response:
        """Answer for the page: a named query with its parameters, or SPARQL, as cells and quotes."""
        fields = dict(parse_qsl(await _body(request), keep_blank_values=True))
        try:
            return JSONResponse(await run_in_threadpool(self._table, fields))
        except KgError as error:
            return _failure(fields.get("query", ""), error)

    async def page(self, request: Request) -> Response:
        """Return the page to ask from."""
        text, policy = self._page
        return HTMLResponse(text, headers={"Content-Security-Policy": policy})

    async def drawn(self, request: Request) -> Response:
        """Return the page of the graph that ``kg build`` wrote."""
        path = self.path / "graph.html"
        return FileResponse(path) if path.is_file() else PlainTextResponse("no graph is drawn here\n", 404)

    def _table(self, fields: Mapping[str, str]) -> dict[str, object]:
        asked = queries.find(fields["name"]) if fields.get("name") else queries.parse("query", fields.get("query", ""))
        known = {parameter.name for parameter in asked.parameters}
        given = {name: value for name, value in fields.items() if name in known and value}
        graph = open_graph(self.path)
        found: Table | bool | None = None
        sparql = asked.beginning(_ROWS) if fields.get("name") else asked.text
        for values in answers.bind(graph, asked, given):
            payload = self._ask(sparql, values)
            if payload.kind == "triples":
                return {"text": payload.data.decode()}
            found = answers.joined(found, formats.from_json(payload.data))
        if not isinstance(found, Table):
            return {"text": "yes" if found else "no"}
        shown = answers.in_order(found) if fields.get("name") else found
        shown = Table(shown.columns, shown.rows[:_ROWS])
        quotes = answers.quotes(graph, answers.claims(shown))
        cells = answers.labelled(graph, shown)
        return {
            "columns": shown.columns,
            "rows": [["" if n is None else n if isinstance(n, str) else n.text for n in row] for row in cells.rows],
            "quotes": {claim: [quote.text, quote.paper] for claim, quote in quotes.items()},
            "more": len(found.rows) > _ROWS,
        }

    def _ask(self, text: str, values: Mapping[str, Node]) -> Payload:
        return self.pool.ask(text, "json", "ttl", values)


def application(path: Path, limits: Limits, host: str = "127.0.0.1", workers: int = 2) -> Starlette:
    """Return the server of a graph; on loopback it answers only to loopback's names, against DNS rebinding."""
    endpoint = Endpoint(path, limits, workers)
    hosts = [*_LOOPBACK, "testserver"] if host in _LOOPBACK else ["*"]
    routes = [
        Route("/", endpoint.page),
        Route("/sparql", endpoint.sparql, methods=["GET", "POST"]),
        Route("/named", endpoint.named),
        Route("/terms", endpoint.terms),
        Route("/table", endpoint.table, methods=["POST"]),
        Route("/graph", endpoint.drawn),
    ]

    @asynccontextmanager
    async def running(_: Starlette) -> AsyncIterator[None]:
        yield
        endpoint.pool.close()

    return Starlette(
        routes=routes, lifespan=running, middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=hosts)]
    )


async def _body(request: Request) -> str:
    data = b""
    async for piece in request.stream():
        data += piece
        if len(data) > LONGEST_QUERY:
            raise HTTPException(413, "the query is longer than 1 MB")
    return data.decode(errors="replace")


def _failure(query: str, error: KgError) -> Response:
    if isinstance(error, SparqlError):
        problem, line, column, length = diagnosis.diagnose(
            query, error.problem, error.line, error.column, frozenset(PREFIXES)
        )
        text = f"{line}:{column}: {problem}\n{diagnosis.pointed(query, line, column, length)}\n"
        return PlainTextResponse(text, 400)
    status = 503 if isinstance(error, StoppedError) else 403 if isinstance(error, RefusedError) else 400
    return PlainTextResponse(f"{error}\n", status)


def _best(accept: str, offered: Mapping[str, str]) -> str:
    """Return the offered type that the header likes best, "" if it likes none; the first of equals."""
    wanted: list[tuple[float, str]] = []
    for item in accept.split(","):
        name, *parameters = (part.strip() for part in item.split(";"))
        weight = next((p[2:] for p in parameters if p.startswith("q=")), "1")
        wanted.append((float(weight) if weight.replace(".", "", 1).isdigit() else 0.0, name.lower()))

    def liking(kind: str) -> float:
        for pattern in (kind, kind.split("/")[0] + "/*", "*/*"):
            if (weight := max((w for w, name in wanted if name == pattern), default=None)) is not None:
                return weight
        return 0.0

    best = max(offered, key=liking)
    return best if liking(best) > 0 else ""
