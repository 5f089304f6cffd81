"""``kg ask``: a question answered by the user's own language model, from facts that it has to cite."""

from __future__ import annotations

import os
from pathlib import Path

import click

from kg.cli.query import GRAPH


@click.command()
@click.argument("question")
@click.option("--budget", type=click.IntRange(min=1), default=800, show_default=True, help="Tokens of facts, at most.")
@GRAPH
@click.option("--url", envvar="KG_LLM_URL", default="", help="An OpenAI-compatible endpoint. [KG_LLM_URL]")
@click.option("--model", envvar="KG_LLM_MODEL", default="", help="The model's name there. [KG_LLM_MODEL]")
@click.option("--seconds", type=click.FloatRange(min=0.1), default=60.0, show_default=True, help="Wait so long.")
def ask(question: str, budget: int, path: Path, url: str, model: str, seconds: float) -> None:
    """Answer a question by a language model of yours, from the graph's facts, and show the facts that it cites.

    Off unless an endpoint is configured; only the question and the facts are sent there. A key is taken from
    KG_LLM_KEY only, since other users of a machine can see options.
    """
    from kg import retrieve
    from kg.handover import asking
    from kg.retrieve.rendering import render
    from kg.store.access import open_graph

    endpoint = asking.Endpoint(url, model, os.environ.get("KG_LLM_KEY", ""), seconds)
    found = retrieve.context(open_graph(path), question, budget)
    if not found.facts:
        click.echo("kg: nothing found, so nothing was sent. See: kg context", err=True)
        return
    answer = asking.cited(asking.ask(endpoint, question, render(found, "text")), len(found.facts))
    click.echo(answer.text)
    if not answer.numbers:
        click.echo("kg: the answer cites no fact", err=True)
    for number in answer.numbers:
        fact = found.facts[number - 1]
        click.echo(f"\n[{number}] " + ("(text)" if fact.is_text else f"{fact.head} :: {fact.relation} :: {fact.tail}"))
        click.echo(f"    “{' '.join(fact.quote.split())}”  — {fact.paper}")
