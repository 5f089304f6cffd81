"""The first view: what the papers contribute, and what that outperforms, extends and is evaluated on."""

from __future__ import annotations

from collections import defaultdict
from typing import Final

from kg.schema import PAPER
from kg.view.scene import Link, Scene

RELATIONS: Final = ("outperforms", "basedOn", "evaluatedOn")
MOST_NODES: Final = 150


def overview(scene: Scene) -> tuple[Link, ...]:
    """Return the links of the first view; their ends are its nodes.

    Contributions with the most such links come first, until there are as many nodes as can be read at once. A graph
    that says of nothing that a paper proposes it begins with all that is compared; one without comparisons, with its
    best connected nodes.
    """
    proposed = {
        link.target for link in scene.links if link.relation == "proposes" and scene.nodes[link.source].type == PAPER
    }
    telling = [link for link in scene.links if link.relation in RELATIONS]
    groups: dict[int, list[Link]] = defaultdict(list)
    for link in telling:
        for end in (link.source, link.target):
            if end in proposed or not proposed:
                groups[end].append(link)
    if not groups:
        return tuple(link for link in scene.links if max(link.source, link.target) < MOST_NODES)
    shown: set[int] = set()
    for hub in sorted(groups, key=lambda node: (-len(groups[node]), node)):
        more = {end for link in groups[hub] for end in (link.source, link.target)}
        if len(shown | more) <= MOST_NODES:
            shown |= more
    return tuple(link for link in telling if link.source in shown and link.target in shown)
