"""``kg eval``: how good the facts are, by facts that annotators wrote down."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.errors import InputError

if TYPE_CHECKING:
    from kg.score import Ratio, Score


@click.command("eval")
@click.argument("gold", type=click.Path(path_type=Path))
@click.option(
    "--facts",
    "found",
    type=click.Path(path_type=Path),
    default=Path("output/facts.jsonl"),
    show_default=True,
    help="The facts to judge.",
)
@click.option("--misses", type=click.IntRange(0), default=0, metavar="N", help="Show N missed and N wrong facts.")
def evaluate(gold: Path, found: Path, misses: int) -> None:
    """Judge facts by GOLD, a JSON Lines file with one paper a line: title and facts.

    Prints precision, recall and F1, in all, by relation and by type of the tail, and where the errors lie.
    """
    from kg.score import score

    result = score(_records(gold, ("title", "facts")), _records(found, ("paper", "head", "relation", "tail")))
    first = next(iter(result.total.values()))
    click.echo(f"papers {len(result.sheets)}   gold facts {first.gold:,}   found {first.found:,}\n")
    _table("in all", result.total)
    values, right = result.values_found, result.values_right
    click.echo(f"\nvalues: {values.hits} of {values.gold} found, {right.hits} of {right.found} right\n")
    _table("by relation (relaxed)", result.relations)
    click.echo()
    types = {"Model or Method" if name == "Method" else name: ratio for name, ratio in result.types.items()}
    _table("by type of tail (relaxed, typed)", types)
    click.echo()
    _errors(result, misses)
    _reviews(found)


def _reviews(found: Path) -> None:
    """Print what a person's judgements say of these facts, where kg review has left any."""
    from kg.across import reviewing

    judged = reviewing.read(found.parent / reviewing.FILE)
    if not judged:
        return
    found_facts = _records(found, ("paper_id", "start", "end", "head", "relation", "tail"))
    keys = [reviewing.key_of(record) for record in found_facts]
    result = reviewing.estimate(judged, keys)
    if result.judged:
        click.echo(f"\njudged by kg review: {result}")


def _table(title: str, rows: Mapping[str, Ratio]) -> None:
    click.echo(f"{title:<34} {'P':>6} {'R':>6} {'F1':>6} {'hits':>6} {'found':>6} {'gold':>6}")
    for name, ratio in rows.items():
        figures = f"{ratio.precision:6.3f} {ratio.recall:6.3f} {ratio.f1:6.3f}"
        click.echo(f"  {name:<32} {figures} {ratio.hits:6} {ratio.found:6} {ratio.gold:6}")


def _errors(result: Score, misses: int) -> None:
    from kg.score import errors

    found = {
        label: [(sheet.title, item.text, cause) for sheet in result.sheets for item, cause in listed(sheet)]
        for label, listed in (("wrong", errors.wrong), ("missed", errors.missed), ("mistyped", errors.mistyped))
    }
    counts = {label: Counter(cause for _, _, cause in facts) for label, facts in found.items()}
    click.echo(f"{'where the errors lie':<34} {'wrong':>6} {'missed':>6}")
    for cause in errors.CAUSES:
        click.echo(f"  {cause:<32} {counts['wrong'][cause]:6} {counts['missed'][cause]:6}")
    click.echo(f"  {'only the type':<32} {counts['mistyped'][errors.TYPE]:6} {counts['mistyped'][errors.TYPE]:6}")
    for label in ("missed", "wrong") if misses else ():
        click.echo(f"\n{label}")
        for title, text, cause in found[label][:misses]:
            click.echo(f"  [{title[:30]}] {text}   ({cause})")


def _records(path: Path, keys: tuple[str, ...]) -> Iterator[Mapping[str, object]]:
    try:
        lines = path.read_bytes().splitlines()
    except OSError as error:
        hint = " Make it with: kg build" if path.name == "facts.jsonl" else ""
        raise InputError(f"cannot be read ({(error.strerror or 'unknown reason').lower()}).{hint}", str(path)) from None
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except (RecursionError, ValueError):
            raise InputError("not JSON", f"{path}:{number}") from None
        missing = [key for key in keys if not isinstance(record, dict) or key not in record]
        if missing:
            raise InputError(f"no key '{missing[0]}'", f"{path}:{number}")
        yield record
