"""``kg query`` and ``kg search``: questions to the graph, named or in SPARQL, and words in its names and quotes."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.errors import QueryError

if TYPE_CHECKING:
    from kg.store.access import OpenGraph
    from kg.store.oxigraph import Table
    from kg.store.queries import NamedQuery

GRAPH = click.option(
    "-g", "--graph", "path", type=click.Path(path_type=Path), default=Path("output"), show_default=True,
    help="Output directory, store, or RDF file.",
)  # fmt: skip
_TABLES = ("table", "md", "csv", "tsv", "json", "xml")
_TRIPLES = ("ttl", "nt", "nq", "rdf", "jsonld")


@click.command(context_settings={"ignore_unknown_options": True, "allow_extra_args": True})
@click.argument("question", required=False, metavar="NAME|FILE.rq|-")
@GRAPH
@click.option("--format", "format", type=click.Choice([*_TABLES, *_TRIPLES]), help="[default: table, or ttl]")
@click.option("--endpoint", metavar="URL", help="Ask this SPARQL 1.1 server instead of a graph here.")
@click.option("--at-graph", default="", metavar="IRI", help="With --endpoint: ask this named graph of the server.")
@click.option("--evidence", is_flag=True, help="Show the words that state each row.")
@click.option("--limit", type=click.IntRange(min=0), help="Show so many rows, 0 for all. [default of a table: 200]")
@click.option("--seconds", type=float, default=60.0, show_default=True, help="Stop a query that takes longer.")
@click.option("--megabytes", type=int, default=4096, show_default=True, help="Stop a query that needs more memory.")
@click.pass_context
def query(ctx: click.Context, /, question: str | None, path: Path, **options: Any) -> None:
    """Ask the graph: a named query, a file with SPARQL, or SPARQL from standard input.

    Without an argument the named queries are listed. Their parameters are options: kg query outperforms --model BERT.
    """
    from kg.store import queries
    from kg.store.access import open_graph

    if question is None:
        _list(queries.named())
        return
    asked = _read(question)
    given = _parameters(ctx, asked)
    if url := options.pop("endpoint"):
        _elsewhere(url, options.pop("at_graph"), asked, given, options, named=question in queries.named())
        return
    if options.pop("at_graph"):
        raise click.UsageError("--at-graph is for --endpoint.")
    graph = open_graph(path)
    _answer(graph, asked, given, options, named=question in queries.named())


@click.command()
@click.argument("words", nargs=-1, required=True)
@GRAPH
@click.option("--limit", type=click.IntRange(min=1), default=10, show_default=True, help="Show so many of each.")
def search(words: tuple[str, ...], path: Path, limit: int) -> None:
    """Find entities by words of their names, and sentences by their words."""
    from kg.store.access import counted, open_graph, text

    graph = open_graph(path)
    wanted = " ".join(words)
    for name in graph.index.names(wanted, count=limit):
        click.echo(f"{name.text}  ({counted(graph.facts(name.iri), 'fact')})")
    for span in graph.index.quotes(wanted, limit):
        for _, quote in graph.store.rows("SELECT ?span ?quote WHERE { ?span oa:exact ?quote }", {"span": span}):
            click.echo(f"  “{text(quote)}”")


def _list(named: dict[str, NamedQuery]) -> None:
    width = max(map(len, named))
    for one in named.values():
        options = " ".join(f"--{parameter.name}" for parameter in one.parameters)
        click.echo(f"{one.name:<{width}}  {one.title}" + (f"  [{options}]" if options else ""))


def _read(question: str) -> NamedQuery:
    from kg.store import queries

    if question == "-":
        return queries.parse("-", sys.stdin.read())
    if question in queries.named():
        return queries.named()[question]
    if question.endswith((".rq", ".sparql")) or Path(question).is_file():
        return queries.read(Path(question))
    return queries.find(question)


def _parameters(ctx: click.Context, asked: NamedQuery) -> dict[str, str]:
    known = {parameter.name for parameter in asked.parameters}
    given: dict[str, str] = {}
    rest = list(ctx.args)
    while rest:
        option, _, value = rest.pop(0).partition("=")
        if not option.startswith("--") or option[2:] not in known:
            options = ", ".join(f"--{name}" for name in sorted(known)) or "none"
            raise click.UsageError(f"'{option}' is no parameter of {asked.name}. Its parameters: {options}.")
        if not value and not rest:
            raise click.UsageError(f"{option} needs a value.")
        given[option[2:]] = value or rest.pop(0)
    return given


def _answer(graph: OpenGraph, asked: NamedQuery, given: dict[str, str], options: dict[str, Any], named: bool) -> None:
    from kg.store import answers, formats
    from kg.store.guard import RefusedError
    from kg.store.oxigraph import SparqlError, Table
    from kg.store.pool import Limits, Pool

    pool = Pool(graph.path, Limits(options["seconds"], options["megabytes"], 512), size=1)
    format = options["format"]
    shown = _shown(options, named)
    sparql = asked.beginning(shown) if shown else asked.text
    try:
        found: Table | bool | None = None
        for values in answers.bind(graph, asked, given):
            payload = pool.ask(sparql, "json", format if format in _TRIPLES else "ttl", values)
            if payload.kind == "triples":
                click.echo(payload.data.decode(), nl=False)
                return
            found = answers.joined(found, formats.from_json(payload.data))
    except SparqlError as error:
        raise QueryError(_explained(asked, error)) from error
    except QueryError as error:
        joint = ":" if isinstance(error, RefusedError) else ": "
        raise QueryError(f"{asked.where}{joint}{error}") from error
    finally:
        pool.close()
    assert found is not None, "there is at least one set of values"
    if format in _TRIPLES:
        raise click.UsageError(f"--format {format} is for CONSTRUCT and DESCRIBE; this answer is a table.")
    if isinstance(found, Table):
        table = answers.in_order(found) if named else found
        if not table.rows:
            why = answers.why_empty(graph, asked, given) if named else answers.why_nothing(graph, asked.text)
            click.echo(f"kg: {why}", err=True)
        _show(graph, _cut(table, shown or options["limit"], told=bool(shown)), format, options["evidence"], set(given))
    else:
        click.echo(("yes" if found else "no") if format in (None, "table", "md") else formats.results(found, format))


def _elsewhere(
    url: str, at: str, asked: NamedQuery, given: dict[str, str], options: dict[str, Any], named: bool
) -> None:
    from dataclasses import replace

    from kg.cli import tables
    from kg.store import answers, formats, remote
    from kg.store.oxigraph import Table

    if options["evidence"]:
        raise click.UsageError("--evidence is for a graph here: leave out --endpoint.")
    server = remote.Remote(url, options["seconds"], at)
    format = options["format"]
    shown = _shown(options, named)
    sent = replace(asked, text=asked.beginning(shown)) if shown else asked
    found: Table | bool | None = None
    for values in remote.values(server, asked, given):
        answer = server.ask(remote.bound(sent, values))
        if isinstance(answer, str):
            click.echo(answer, nl=False)
            return
        found = answers.joined(found, answer)
    if format in _TRIPLES:
        raise click.UsageError(f"--format {format} is for CONSTRUCT and DESCRIBE; this answer is a table.")
    if isinstance(found, Table):
        table = answers.in_order(found) if named else found
        table = _cut(table, shown or options["limit"], told=bool(shown))
        if not table.rows:
            click.echo("kg: no row", err=True)
        if format in ("json", "xml", "tsv", "csv"):
            click.echo(formats.results(table, format), nl=False)
        elif table.rows:
            tables.show(table, set(given), markdown=format == "md")
    else:
        click.echo(
            ("yes" if found else "no") if format in (None, "table", "md") else formats.results(bool(found), format)
        )


def _shown(options: dict[str, Any], named: bool) -> int:
    """Return how many rows the engine is asked for, 0 for all: few for a table, which nobody reads to the end."""
    from kg.store.queries import SHOWN

    return SHOWN if named and options["limit"] is None and options["format"] in (None, "table", "md") else 0


def _cut(table: Table, rows: int | None, told: bool) -> Table:
    from kg.store.oxigraph import Table

    if told and rows and len(table.rows) > rows:
        click.echo(f"kg: {rows} of the rows; all of them: --limit 0", err=True)
    return Table(table.columns, table.rows[: rows or None])


def _show(graph: OpenGraph, table: Table, format: str | None, evidence: bool, given: set[str]) -> None:
    from kg.cli import tables
    from kg.store import answers, formats

    if format in ("json", "xml", "tsv"):
        click.echo(formats.results(table, format), nl=False)
    elif format == "csv":
        click.echo(formats.results(answers.labelled(graph, table), "csv"), nl=False)
    elif evidence and table.rows:
        tables.with_quotes(answers.labelled(graph, table), answers.quotes(graph, answers.claims(table)), given)
    elif table.rows:
        tables.show(answers.labelled(graph, table), given, markdown=format == "md")


def _explained(asked: NamedQuery, error: Any) -> str:
    from kg.store import diagnosis
    from kg.store.terms import PREFIXES

    problem, line, column, length = diagnosis.diagnose(
        asked.text, error.problem, error.line, error.column, frozenset(PREFIXES)
    )
    where = f"{asked.where}:{line}:{column}"
    return f"{where}: {problem}\n{diagnosis.pointed(asked.text, line, column, length)}"
