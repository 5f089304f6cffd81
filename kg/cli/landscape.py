"""``kg lineage``, ``kg landscape`` and ``kg report``: the field at large, as text, pictures and a page."""

from __future__ import annotations

import json
from pathlib import Path

import click

from kg.cli.across import GRAPH, opened, quote

CHARTS = "charts"


@click.command()
@click.argument("entity")
@click.option("--up", is_flag=True, help="What ENTITY descends from, instead of what descends from it.")
@click.option("--svg", is_flag=True, help="Draw it, too: charts/lineage-ENTITY.svg in the output directory.")
@GRAPH
def lineage(entity: str, up: bool, svg: bool, path: Path) -> None:
    """Show what is based on ENTITY, directly or not, with the words that say so."""
    from kg.across.lineage import ancestors, descendants
    from kg.across.names import find, titles

    graph = opened(path)
    names = titles(graph)
    root = find(graph, entity)[0]
    found = ancestors(graph, root) if up else descendants(graph, root)
    for depth, branch in found.walk():
        click.echo("  " * depth + branch.entity.name + ("" if branch.claim or not depth else "   (a version)"))
        if branch.claim:
            quote(branch.claim.evidence, names.get(branch.claim.paper_id, ""), "  " * depth + "    ")
    if len(found) == 1:
        click.echo(f"kg: no paper says that {'it is based on anything' if up else 'anything is based on it'}", err=True)
    elif svg:
        from kg.across import charts

        name = f"lineage-{root.iri.rpartition('/')[2]}{'-up' if up else ''}.svg"
        for file in charts.write({name: charts.tree(found)}, beside(path) / CHARTS):
            click.echo(f"kg: wrote {file}", err=True)


@click.command()
@click.option("--limit", type=click.IntRange(min=1), default=12, show_default=True, help="Rows of each table.")
@click.option("--svg", is_flag=True, help="Draw it, too: charts/*.svg in the output directory.")
@GRAPH
def landscape(limit: int, svg: bool, path: Path) -> None:
    """Show methods by tasks, the most frequent limitations with what addresses them, and the papers by year."""
    from kg.across.landscape import limitations, matrix, years

    graph = opened(path)
    table = matrix(graph, rows=limit)
    click.secho("papers that use a method for a task", bold=True)
    for method, counts in zip(table.rows, table.counts, strict=True):
        tasks = [f"{task} {n}" for n, task in sorted(zip(counts, table.columns, strict=True), reverse=True) if n]
        click.echo(f"  {method}: {', '.join(tasks)}")
    click.secho("limitations", bold=True)
    for one in limitations(graph)[:limit]:
        click.echo(f"  {one.problem}  ({one.papers} paper{'s' * (one.papers > 1)})")
        for label, sides in (("of", one.limits), ("addressed by", one.answers)):
            if sides:
                click.echo(f"    {label} {', '.join(name for name, _ in sides)}")
    if counted := years(graph):
        click.secho("papers by year", bold=True)
        for year, papers in counted.items():
            click.echo(f"  {year}  {papers}")
    if svg:
        from kg.across import charts

        for file in charts.write(charts.landscape(graph), beside(path) / CHARTS):
            click.echo(f"kg: wrote {file}", err=True)


@click.command()
@GRAPH
def report(path: Path) -> None:
    """Write REPORT.md: what was read and found, what is open, where papers disagree, on one page."""
    from kg.across.report import markdown
    from kg.files import replace_file

    place = beside(path)
    file = place / "REPORT.md"
    replace_file(file, markdown(opened(path), _run(place / "run.json")).encode())
    click.echo(file)


def _run(file: Path) -> dict[str, object]:
    """Return what is known of the build, nothing if the record of it is missing or broken."""
    try:
        known = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return known if isinstance(known, dict) else {}


def beside(path: Path) -> Path:
    return path if path.is_dir() and not (path / "CURRENT").is_file() else path.parent
