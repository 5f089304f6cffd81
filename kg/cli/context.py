"""``kg context``: the facts and sentences that bear on a question, for a language model or a person to read."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.query import GRAPH


@click.command()
@click.argument("question")
@click.option("--budget", type=click.IntRange(min=1), default=800, show_default=True, help="Tokens, at most.")
@GRAPH
@click.option("--format", "format", type=click.Choice(["text", "md", "json"]), default="text", show_default=True)
@click.option(
    "--kind",
    type=click.Choice(["generalisable", "subsystem", "issue"]),
    help="What holds widely, one component and its parts, or a problem and what is said of it.",
)
@click.option("--entity", default="", metavar="NAME", help="An entity that the question is about.")
@click.option("--only", type=click.Choice(["facts", "text"]), help="No sentences without a fact, or nothing else.")
def context(
    question: str, budget: int, path: Path, format: str, kind: str | None, entity: str, only: str | None
) -> None:
    """Show the facts that bear on a question, the best first, with the words that state them.

    Sentences of which the graph has no fact follow, marked as text. Tokens are counted as wordpieces of what is
    printed.
    """
    from kg import retrieve
    from kg.retrieve.rendering import render
    from kg.store.access import open_graph

    graph = open_graph(path)
    found = retrieve.context(graph, question, budget, kind or "", entity=entity, only=only or "", format=format)
    click.echo(render(found, format), nl=False)
    if not found.facts:
        why = f" The papers do not have: {', '.join(found.unknown)}." if found.unknown else ""
        small = found.best >= retrieve.ENOUGH and not kind
        click.echo(f"kg: nothing found{f' within {budget} tokens' if small else ''}.{why}", err=True)
