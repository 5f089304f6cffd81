"""Asks two stores the same named queries."""

from __future__ import annotations

from kg.store import queries, remote
from kg.store.oxigraph import Store, Table


def assert_same_rows(here: Store, there: remote.Remote) -> None:
    """Check that every named query has the rows of ours on another server, and with a value for each parameter."""
    for query in queries.named().values():
        table = here.ask(query.text)
        answer = there.ask(remote.bound(query, {}))
        assert isinstance(table, Table)
        assert isinstance(answer, Table)
        assert set(answer.rows) == set(table.rows), query.name
        for parameter in query.parameters:
            value = table.rows[0][table.columns.index(parameter.name)]
            assert value is not None
            picked = there.ask(remote.bound(query, {parameter.name: value}))
            assert isinstance(picked, Table)
            assert set(picked.rows) == set(here.rows(query.text, {parameter.name: value})), query.name
