"""``kg explain`` and ``kg path``: what is known of an entity, and how two are linked, each with its quotes."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

import click

from kg.cli.query import GRAPH


@click.command()
@click.argument("entity")
@GRAPH
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True, help="Facts shown per relation.")
def explain(entity: str, path: Path, limit: int) -> None:
    """Show what the papers say of an entity, with the words that say it."""
    from kg.store import about
    from kg.store.access import counted, open_graph

    graph = open_graph(path)
    for thing in graph.entities(entity):
        said = about.said_of(graph, thing)
        papers = {one.paper for one in said}
        parts = [
            *about.types_of(graph, thing)[:1],
            counted(len(papers), "paper"),
            counted(len(said), "fact"),
        ]
        if also := graph.aliases(thing):
            parts.append("also: " + ", ".join(also))
        click.echo(f"{graph.label(thing) or entity}  {' · '.join(parts)}")
        groups = groupby(said, key=lambda one: (one.relation, one.forward, one.modality, one.typed))
        for (relation, forward, modality, typed), group in groups:
            heading = relation if typed else f"“{relation}”"
            click.echo(("" if forward else "← ") + heading + (f" ({modality})" if modality else ""))
            members = list(group)
            width = min(40, max(len(one.other) for one in members[:limit]))
            for one in members[:limit]:
                details = "   " + " · ".join(one.details) if one.details else ""
                click.echo(f"  {one.other:<{width}}  {one.confidence:.2f}  “{one.quote}”{details}")
            if len(members) > limit:
                click.echo(f"  … and {len(members) - limit:,} more")


@click.command()
@click.argument("start", metavar="A")
@click.argument("end", metavar="B")
@GRAPH
def path(start: str, end: str, path: Path) -> None:
    """Show how two entities are linked, by a shortest way, with the words that state each step."""
    from kg.store import about, answers
    from kg.store.access import open_graph

    graph = open_graph(path)
    steps = about.path(graph, graph.entities(start), graph.entities(end))
    if steps is None:
        click.echo(f"kg: no way leads from '{start}' to '{end}' over plain facts", err=True)
        return
    if not steps:
        click.echo(f"kg: '{start}' and '{end}' are the same entity", err=True)
    for step in steps:
        head, tail = graph.label(step.head) or step.head, graph.label(step.tail) or step.tail
        click.echo(f"{head}::{step.relation}::{tail}")
        for quote in list(answers.quotes(graph, about.claims_of(graph, step)).values())[:3]:
            click.echo(f"    “{quote.text}”  — {quote.paper}")
