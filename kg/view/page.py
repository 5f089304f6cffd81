"""One self-contained page: our template, our scripts, the inlined vis-network, and the data, all under a strict policy.

The Content-Security-Policy allows exactly the scripts and the style sheet of this file, by their hashes, and no
request to anywhere. The data is JSON in a block that is never run, with every ``<`` escaped; the scripts write it as
text, never as markup.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from kg.files import replace_file
from kg.model import Graph
from kg.view.payload import payload
from kg.view.places import places
from kg.view.scene import scene

SCRIPTS: Final = (
    "dom",
    "data",
    "theme",
    "shapes",
    "state",
    "visible",
    "arrange",
    "labels",
    "highlight",
    "canvas",
    "facts",
    "panel",
    "paths",
    "search",
    "filters",
    "tables",
    "results",
    "export",
    "keyboard",
    "main",
)


def page(graph: Graph, title: str = "Knowledge graph") -> str:
    """Return the HTML page of a graph; the same graph gives the same bytes."""
    arranged = scene(graph)
    library, script, style = _library(), _script(), _asset("page.css")
    environment = Environment(loader=PackageLoader("kg.view", "assets"), autoescape=True, undefined=StrictUndefined)
    environment.policies["json.dumps_kwargs"] = {"separators": (",", ":")}
    return environment.get_template("page.html").render(
        title=title,
        papers=len(arranged.papers),
        entities=len(arranged.nodes),
        facts=len(arranged.claims),
        data=payload(arranged, places(arranged)),
        policy=_policy((library, script), style),
        library=Markup(library),  # all three are files of the package
        script=Markup(script),
        style=Markup(style),
    )


def write_page(graph: Graph, path: Path, title: str = "Knowledge graph") -> None:
    """Write the page; whoever reads meanwhile sees the former file or the new one."""
    write_text(page(graph, title), path)


def write_text(text: str, path: Path) -> None:
    """Write UTF-8 in one step; the folder is made where it is missing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    replace_file(path, text.encode("utf-8"))


def _asset(name: str) -> str:
    return (files("kg.view") / "assets" / name).read_text(encoding="utf-8")


@cache
def _library() -> str:
    """vis-network as pyvis ships it."""
    return (files("pyvis") / "templates" / "lib" / "vis-9.1.2" / "vis-network.min.js").read_text(encoding="utf-8")


def _script() -> str:
    """All scripts of the page in one function, so that they share names with each other and with nothing else."""
    return "(() => {\n" + "\n".join(_asset(f"{name}.js") for name in SCRIPTS) + "\n})();\n"


def _policy(scripts: tuple[str, ...], style: str) -> str:
    allowed = " ".join(_hash(script) for script in scripts)
    return f"default-src 'none'; script-src {allowed}; style-src {_hash(style)}; base-uri 'none'; form-action 'none'"


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
