"""``kg review``: a person judges facts drawn at random, and learns how many of all facts are right."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.across import GRAPH, opened

_ANSWERS = {"y": True, "yes": True, "n": False, "no": False}


@click.command()
@click.option("--sample", type=click.IntRange(min=1), default=50, show_default=True, help="How many facts to draw.")
@click.option("--seed", type=int, default=0, show_default=True, help="Another seed, another sample.")
@GRAPH
def review(sample: int, seed: int, path: Path) -> None:
    """Judge facts drawn at random, each beside its quote, and see the precision of all with its interval.

    Answer y (right), n (wrong), s (skip) or q (stop). Answers are kept in reviews.jsonl in the output directory: a
    later run goes on where this one ended, and kg eval takes them into account.
    """
    from kg.across import reviewing
    from kg.across.names import titles
    from kg.cli.landscape import beside

    graph = opened(path)
    file = beside(path) / reviewing.FILE
    drawn = reviewing.draw(graph, sample, seed)
    judged = reviewing.read(file)
    names = titles(graph)
    todo = [claim for claim in drawn if reviewing.key(claim) not in judged]
    for number, claim in enumerate(todo, len(drawn) - len(todo) + 1):
        click.secho(f"\n{number} of {len(drawn)}   {claim.head}::{claim.relation}::{claim.tail}", bold=True)
        details = [text for text in (claim.qualifiers.value, claim.qualifiers.metric, claim.qualifiers.dataset) if text]
        click.echo(f"  ({claim.head_type} → {claim.tail_type}{'; ' + ' · '.join(details) if details else ''})")
        paper = graph.paper(claim.paper_id) if claim.paper_id in names else None
        click.echo(f"  {_marked(paper.text, claim.start, claim.end) if paper else claim.evidence}")
        click.echo(f"  — {names.get(claim.paper_id, '')}")
        answer = _asked()
        if answer == "q":
            break
        if answer in _ANSWERS:
            reviewing.store(file, claim, _ANSWERS[answer])
            judged[reviewing.key(claim)] = _ANSWERS[answer]
    result = reviewing.estimate(judged, map(reviewing.key, drawn))
    click.echo(f"\n{result}" if result.judged else "\nNothing judged.")


def _asked() -> str:
    """Return y, n, s or q; an end of input is a q."""
    while True:
        try:
            answer = str(click.prompt("  right? y/n/s/q", prompt_suffix=" ", err=True)).strip().lower()
        except click.Abort:
            return "q"
        if answer[:1] in ("y", "n", "s", "q"):
            return answer[:1]


def _marked(text: str, start: int, end: int) -> str:
    """Return the quote between marks, with a little of what stands around it."""
    before, after = text[max(0, start - 80) : start], text[end : end + 80]
    return " ".join(f"…{before}“{text[start:end]}”{after}…".split())
