"""Other people's SPARQL servers: the Graph Store protocol to hand the graph over, the SPARQL protocol to ask.

An answer that is not whole is an error: a time-out, a body that ends early, rows that the server says it left out.
"""

from __future__ import annotations

import http.client
import itertools
import os
import re
import urllib.error
from collections.abc import Iterable, Mapping
from typing import Final
from urllib.parse import urlencode, urlsplit
from urllib.request import Request

from kg import transport
from kg.errors import InputError, QueryError, UnknownNameError
from kg.store import binding, formats, guard
from kg.store.oxigraph import Table
from kg.store.queries import ENTITY, PAPER, NamedQuery, Parameter
from kg.store.syntax import term
from kg.store.terms import PREFIXES, Literal, Node
from kg.store.tokens import tokens

#: Where the access token of a server is taken from; it is sent as "Authorization: Bearer …".
TOKEN: Final = "KG_TOKEN"
_JSON: Final = "application/sparql-results+json"
_MARKUP: Final = re.compile(r"<[^<>]*>\s*")
_NOT_IN_IRI: Final = re.compile(r"[\x00-\x20<>\"{}|^`\\]")
#: Headers by which servers say that an answer is not whole.
_SHORT: Final = ("X-SPARQL-MaxRows", "X-SQL-State", "X-SPARQL-Anytime")


class RefusedByServerError(QueryError):
    """The server answered with a status that is none of success, or broke off."""


class Remote:
    """A SPARQL 1.1 server.

    Args:
        graph: the named graph that is asked, "" for what the server takes as its default graph.
    """

    def __init__(self, url: str, seconds: float = 60.0, graph: str = "") -> None:
        if urlsplit(url).scheme not in ("http", "https") or not urlsplit(url).netloc:
            raise InputError("not an address. Write it in full: http://localhost:7878/query", url)
        self.url = url
        self._seconds = seconds
        self._graph = graph

    def ask(self, query: str) -> Table | bool | str:
        """Answer a query: rows, yes or no, or the triples as Turtle.

        Raises:
            QueryError: the server refuses it, takes too long, or gives an answer that is not whole.
        """
        guard.check(query)
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Accept": f"{_JSON}, text/turtle;q=0.5, application/n-triples;q=0.4",
        }
        fields = {"query": query} | ({"default-graph-uri": self._graph} if self._graph else {})
        kind, body = self.send("POST", self.url, urlencode(fields).encode(), headers)
        if kind in ("text/turtle", "application/n-triples", "text/plain"):
            return body.decode()
        try:
            return formats.from_json(body)
        except QueryError as error:
            raise QueryError(f"{self.url}: {error}") from error

    def send(self, method: str, url: str, body: bytes | Iterable[bytes], headers: dict[str, str]) -> tuple[str, bytes]:
        """Send a request to an address of the server and return the media type and the body of its whole answer.

        Args:
            body: where it comes in pieces, it is sent as they come.

        Raises:
            QueryError: the server refuses it, takes too long, or gives an answer that is not whole.
        """
        headers = {**headers, **transport.authorization(url, os.environ.get(TOKEN, ""), TOKEN)}
        try:
            reply = transport.exchange(Request(url, body, headers, method=method), self._seconds)
            for name in _SHORT:
                if reply.headers.get(name):
                    raise QueryError(f"{self.url}: the server left rows out ({name}: {reply.headers[name]})")
            return reply.headers.get_content_type(), reply.body
        except urllib.error.HTTPError as error:
            with error:
                said = _MARKUP.sub("\n", error.read(2000).decode(errors="replace")).strip().splitlines()
            if 300 <= error.code < 400:
                place = error.headers.get("Location", "elsewhere")
                raise QueryError(
                    f"{self.url}: it points to {place}, which is not followed. Give that address"
                ) from None
            hint = f" Is the token in {TOKEN} right?" if error.code in (401, 403) else ""
            raise RefusedByServerError(
                f"{self.url}: {error.code} {error.reason}: {said[-1].strip() if said else 'no reason given'}{hint}"
            ) from None
        except TimeoutError:
            raise QueryError(f"{self.url}: no answer within {self._seconds:g} s. Give more --seconds") from None
        except http.client.IncompleteRead:
            raise QueryError(f"{self.url}: the answer ends early") from None
        except urllib.error.URLError as error:
            if isinstance(error.reason, TimeoutError):
                raise QueryError(f"{self.url}: no answer within {self._seconds:g} s. Give more --seconds") from None
            why = getattr(error.reason, "strerror", None) or error.reason
            if isinstance(error.reason, BrokenPipeError | ConnectionResetError):
                raise RefusedByServerError(f"{self.url}: the server broke off ({why})") from None
            raise QueryError(f"{self.url}: cannot be reached ({why})") from None
        except (OSError, http.client.HTTPException) as error:
            raise QueryError(f"{self.url}: the connection broke ({error})") from None


def bound(query: NamedQuery, values: Mapping[str, Node]) -> str:
    """Return the text of a query with values for its variables, and with the prefixes that it leaves undeclared.

    The protocol has no parameters, so the values stand in the text, each written by the serialiser that escapes terms
    for N-Triples.
    """
    found = list(tokens(query.text))
    declared = {
        after.text.split(":")[0]
        for before, after in itertools.pairwise(found)
        if before.kind == "word" and before.text.lower() == "prefix"
    }
    prologue = "".join(f"PREFIX {p}: <{iri}>\n" for p, iri in PREFIXES.items() if p not in declared)
    if not values:
        return prologue + query.text
    text = binding.bound(query.text, {name: term(node) for name, node in values.items()})
    if text is None:
        raise QueryError(f"{query.where}: only a SELECT can have parameters on another server")
    return prologue + text


def values(remote: Remote, query: NamedQuery, given: Mapping[str, str]) -> list[dict[str, Node]]:
    """Return the values of the parameters, looked up by name on the server.

    Raises:
        UnknownNameError: the server's graph knows no such name.
    """
    choices = [
        [(p.name, node) for node in _nodes(remote, p, given[p.name])] for p in query.parameters if p.name in given
    ]
    return [dict(chosen) for chosen in itertools.product(*choices)]


def _nodes(remote: Remote, parameter: Parameter, value: str) -> list[Node]:
    if parameter.kind in (ENTITY, PAPER):
        if value.startswith(("http://", "https://", "<")):
            if _NOT_IN_IRI.search(plain := value.strip("<>")):
                raise UnknownNameError(f"'{value}' is no IRI")
            return [plain]
        named = (
            ("dcterms:title", "dcterms:identifier") if parameter.kind == PAPER else ("skos:prefLabel", "skos:altLabel")
        )
        pattern, wanted = f"?node ?property ?text . VALUES ?property {{ {' '.join(named)} }}", "?node"
    else:
        pattern, wanted = f"?any <{parameter.kind}> ?text", "?text"
    text = term(Literal(value))
    for filter in (f"VALUES ?text {{ {text} }}", f"FILTER (LCASE(STR(?text)) = LCASE({text}))"):
        query = NamedQuery("names", "", "", (), f"SELECT DISTINCT {wanted} WHERE {{ {pattern} {filter} }}")
        answer = remote.ask(bound(query, {}))
        if isinstance(answer, Table) and answer.rows:
            return [node for (node,) in answer.rows if node is not None]
    raise UnknownNameError(f"{remote.url}: nothing there is called '{value}'. Ask with the name as the graph spells it")
