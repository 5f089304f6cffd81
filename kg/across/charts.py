"""Pictures as SVG: a family tree, methods by tasks, limitations, papers by year. The same graph, the same bytes."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from kg.across.landscape import limitations, matrix, years
from kg.across.lineage import Branch
from kg.errors import ResourceError
from kg.model import Graph

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_BLUE: Final = "#3658aa"
_ORANGE: Final = "#cc7e44"


def landscape(graph: Graph) -> dict[str, bytes]:
    """Return the pictures of a graph by file name; one that would be empty is left out."""
    makers: tuple[tuple[str, Callable[[Graph], Figure | None]], ...] = (
        ("methods-tasks.svg", _matrix), ("limitations.svg", _limitations), ("years.svg", _years)
    )  # fmt: skip
    drawn = {name: make(graph) for name, make in makers}
    return {name: _svg(figure) for name, figure in drawn.items() if figure is not None}


def tree(root: Branch) -> bytes:
    """Return the picture of a family tree, the root on the left."""
    places: dict[str, tuple[float, float]] = {}
    leaf = 0.0

    def place(branch: Branch, depth: int) -> float:
        nonlocal leaf
        if branch.below:
            heights = [place(child, depth + 1) for child in branch.below]
            y = (heights[0] + heights[-1]) / 2
        else:
            y, leaf = leaf, leaf + 1
        places[branch.entity.iri] = (float(depth), y)
        return y

    place(root, 0)
    depth = max(x for x, _ in places.values())
    figure = _figure(3.2 * (depth + 1), 0.6 + 0.3 * max(leaf, 2))
    axes = figure.add_subplot()
    axes.set_axis_off()
    for _, branch in root.walk():
        x, y = places[branch.entity.iri]
        for child in branch.below:
            to = places[child.entity.iri]
            line = "-" if child.claim else ":"
            axes.plot([x, x + 0.5, to[0]], [-y, -to[1], -to[1]], line, color="#888888", linewidth=1, zorder=1)
        box = {"facecolor": "white", "edgecolor": _BLUE if branch is root else "none", "pad": 2}
        axes.text(x, -y, _short(branch.entity.name), va="center", fontsize=9, bbox=box, zorder=2)
    axes.set_xlim(-0.1, depth + 1)
    axes.set_ylim(-leaf, 1)
    return _svg(figure)


def _matrix(graph: Graph) -> Figure | None:
    table = matrix(graph)
    if not table.rows:
        return None
    figure = _figure(3.5 + 0.5 * len(table.columns), 2.5 + 0.28 * len(table.rows))
    axes = figure.add_subplot()
    axes.imshow(table.counts, cmap="Blues", aspect="auto", vmin=0)
    _ticks(axes.set_xticks, table.columns, rotation=40, ha="right")
    _ticks(axes.set_yticks, table.rows)
    top = max(map(max, table.counts))
    for y, row in enumerate(table.counts):
        for x, count in enumerate(row):
            if count:
                axes.text(x, y, str(count), ha="center", va="center", color="white" if count > top / 2 else "black")
    axes.set_title("Papers that use a method for a task")
    return figure


def _limitations(graph: Graph) -> Figure | None:
    found = [one for one in limitations(graph) if one.limits or one.answers][:15]
    if not found:
        return None
    figure = _figure(8, 1.2 + 0.32 * len(found))
    axes = figure.add_subplot()
    for n, one in enumerate(found):
        axes.barh(n, -len(one.limits), color=_ORANGE)
        axes.barh(n, len(one.answers), color=_BLUE)
    _ticks(axes.set_yticks, [one.problem for one in found])
    axes.invert_yaxis()
    axes.axvline(0, color="black", linewidth=0.8)
    axes.xaxis.set_major_formatter(lambda x, _: f"{abs(x):g}")
    axes.set_title("Things with the limitation (left), things that address it (right)")
    return figure


def _years(graph: Graph) -> Figure | None:
    counts = years(graph)
    if not counts:
        return None
    figure = _figure(6, 3)
    axes = figure.add_subplot()
    axes.bar([str(year) for year in counts], list(counts.values()), color=_BLUE)
    axes.set_title("Papers by year")
    return figure


def _ticks(put: Callable[..., Any], labels: Sequence[str], **style: Any) -> None:
    put(range(len(labels)), [_short(label) for label in labels], **style)


def _short(label: str, width: int = 38) -> str:
    label = label.replace("$", r"\$")  # matplotlib would read a formula
    return label if len(label) <= width else label[: width - 1] + "…"


def _figure(width: float, height: float) -> Figure:
    try:
        import matplotlib
        from matplotlib.figure import Figure
    except ImportError:
        raise ResourceError("pictures need matplotlib. Install it with: pip install 'paper-kg[charts]'") from None
    matplotlib.rcParams["svg.hashsalt"] = "kg"
    matplotlib.rcParams["svg.fonttype"] = "none"
    return Figure(figsize=(width, height), layout="constrained")


def _svg(figure: Figure) -> bytes:
    buffer = io.BytesIO()
    figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None})
    return buffer.getvalue()


def write(files: dict[str, bytes], directory: Path) -> list[Path]:
    """Write pictures, each in one step."""
    directory.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        temporary = directory / f".{name}"
        temporary.write_bytes(data)
        temporary.replace(directory / name)
    return [directory / name for name in files]
