"""Answers of queries as the W3C's result formats (JSON, XML, CSV, TSV), and back from JSON."""

from __future__ import annotations

import csv
import io
import json
from typing import Any, Final
from xml.sax.saxutils import escape, quoteattr

from kg.errors import QueryError
from kg.store import syntax
from kg.store.oxigraph import Table
from kg.store.terms import Literal, Node

RESULT_FORMATS: Final = ("json", "xml", "csv", "tsv")


def results(answer: Table | bool, format: str) -> str:
    """Return an answer in a format of ``RESULT_FORMATS``."""
    if isinstance(answer, bool):
        return _boolean(answer, format)
    if format == "json":
        return _json(answer)
    if format == "xml":
        return _xml(answer)
    lines = io.StringIO()
    if format == "csv":
        writer = csv.writer(lines, lineterminator="\r\n")
        writer.writerow(answer.columns)
        writer.writerows([_bare(node) for node in row] for row in answer.rows)
    else:
        lines.write("\t".join(f"?{name}" for name in answer.columns) + "\n")
        for row in answer.rows:
            lines.write("\t".join("" if node is None else syntax.term(node) for node in row) + "\n")
    return lines.getvalue()


def from_json(data: bytes) -> Table | bool:
    """Return the answer that SPARQL's JSON results hold."""
    try:
        said: dict[str, Any] = json.loads(data)
        if "boolean" in said:
            return bool(said["boolean"])
        columns = tuple(said["head"]["vars"])
        rows = tuple(tuple(_node(row.get(name)) for name in columns) for row in said["results"]["bindings"])
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise QueryError(f"the answer is not complete SPARQL JSON ({error})") from error
    return Table(columns, rows)


def _json(table: Table) -> str:
    rows = [
        {name: _binding(node) for name, node in zip(table.columns, row, strict=True) if node is not None}
        for row in table.rows
    ]
    return json.dumps({"head": {"vars": table.columns}, "results": {"bindings": rows}}, ensure_ascii=False) + "\n"


def _binding(node: Node) -> dict[str, str]:
    if isinstance(node, str):
        return {"type": "bnode", "value": node[2:]} if node.startswith("_:") else {"type": "uri", "value": node}
    more = {"xml:lang": node.language} if node.language else {"datatype": node.datatype} if node.datatype else {}
    return {"type": "literal", "value": node.text, **more}


def _node(binding: dict[str, str] | None) -> Node | None:
    if binding is None:
        return None
    if binding["type"] in ("uri", "bnode"):
        return ("_:" if binding["type"] == "bnode" else "") + binding["value"]
    return Literal(binding["value"], binding.get("datatype", ""), binding.get("xml:lang", ""))


def _xml(table: Table) -> str:
    head = "".join(f"<variable name={quoteattr(name)}/>" for name in table.columns)
    rows = "".join(
        "<result>"
        + "".join(
            f"<binding name={quoteattr(name)}>{_element(node)}</binding>"
            for name, node in zip(table.columns, row, strict=True)
            if node is not None
        )
        + "</result>\n"
        for row in table.rows
    )
    return (
        '<?xml version="1.0"?>\n<sparql xmlns="http://www.w3.org/2005/sparql-results#">'
        f"<head>{head}</head><results>\n{rows}</results></sparql>\n"
    )


def _element(node: Node) -> str:
    if isinstance(node, str):
        return f"<bnode>{escape(node[2:])}</bnode>" if node.startswith("_:") else f"<uri>{escape(node)}</uri>"
    more = f" xml:lang={quoteattr(node.language)}" if node.language else ""
    more += f" datatype={quoteattr(node.datatype)}" if node.datatype else ""
    return f"<literal{more}>{escape(node.text)}</literal>"


def _boolean(answer: bool, format: str) -> str:
    word = "true" if answer else "false"
    if format == "json":
        return json.dumps({"head": {}, "boolean": answer}) + "\n"
    if format == "xml":
        return (
            '<?xml version="1.0"?>\n<sparql xmlns="http://www.w3.org/2005/sparql-results#">'
            f"<head></head><boolean>{word}</boolean></sparql>\n"
        )
    return word + "\n"


def _bare(node: Node | None) -> str:
    return "" if node is None else node if isinstance(node, str) else node.text
