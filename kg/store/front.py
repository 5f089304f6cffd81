"""The page of ``kg serve``: one document with its style, its scripts and the SPARQL editor inlined, and its policy.

The editor is YASQE, whose licences travel in front of its code. The page asks no other server, and works without the
editor, too, in a plain field.
"""

from __future__ import annotations

import base64
import hashlib
import re
from importlib.resources import files
from typing import Final

from kg import schema
from kg.store import ontology
from kg.store.terms import PREFIXES

_COMMON: Final = (
    "rdf:type", "rdf:subject", "rdf:predicate", "rdf:object", "rdfs:label", "skos:prefLabel", "skos:altLabel",
    "skos:broader", "prov:wasDerivedFrom", "prov:wasAttributedTo", "oa:hasSelector", "oa:exact", "oa:start", "oa:end",
    "dcterms:title", "dcterms:abstract", "dcterms:creator", "dcterms:identifier", "dcterms:issued", "schema:url",
)  # fmt: skip


def page() -> tuple[str, str]:
    """Return the page and the policy that allows exactly what is inlined in it."""
    licence = f"/*\n{_read('yasqe.LICENSE.txt')}*/\n"
    editor = re.sub(r"\n//# sourceMappingURL=.*", "", _read("yasqe.min.js"))
    parts = {
        "style": _read("ask.css"),
        "editor-style": _read("yasqe.min.css"),
        "script": _read("ask.js"),
        "editor": licence + editor,
    }
    text = re.sub(r"\{\{([a-z-]+)\}\}", lambda found: parts[found[1]], _read("ask.html"))
    scripts = " ".join(_hash(parts[name]) for name in ("editor", "script"))
    styles = " ".join(_hash(parts[name]) for name in ("editor-style", "style"))
    policy = (
        f"default-src 'none'; connect-src 'self'; script-src {scripts}; style-src {styles}; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
    return text, policy


def terms() -> dict[str, object]:
    """Return what the editor completes: prefixes with their namespaces, and the terms that a graph uses."""
    names = (*ontology.names(), *(kind.name for kind in schema.ENTITY_TYPES), *(r.name for r in schema.RELATIONS))
    return {"prefixes": PREFIXES, "names": sorted({f"kg:{name}" for name in names} | set(_COMMON))}


def _read(name: str) -> str:
    return (files("kg.store") / "page" / name).read_text("utf-8")


def _hash(part: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(part.encode()).digest()).decode()}'"
