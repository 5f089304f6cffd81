"""The first view: what the papers contribute, and what that outperforms, extends and is evaluated on."""

from __future__ import annotations

from collections import defaultdict
from typing import Final

from kg.schema import PAPER
from kg.view.scene import Link, Scene

RELATIONS: Final = ("outperforms", "basedOn", "evaluatedOn")
ALSO: Final = ("matches", "comparedWith", "trainedOn")
MOST_NODES: Final = 150
FEW_NODES: Final = 100


def overview(scene: Scene) -> tuple[Link, ...]:
    """Return the links of the first view; their ends are its nodes.

    Contributions with the most such links come first, until there are as many nodes as can be read at once; where there
    are few, what they match, are compared with and are trained on is shown, too. A graph that says of nothing that a
    paper proposes it begins with all that is compared; one without comparisons, with its best connected nodes.
    """
    shown = _chosen(scene, RELATIONS)
    if len(_ends(shown)) < FEW_NODES:
        shown = _chosen(scene, RELATIONS + ALSO)
    return shown or tuple(link for link in scene.links if max(link.source, link.target) < MOST_NODES)


def _chosen(scene: Scene, relations: tuple[str, ...]) -> tuple[Link, ...]:
    proposed = {
        link.target for link in scene.links if link.relation == "proposes" and scene.nodes[link.source].type == PAPER
    }
    telling = [link for link in scene.links if link.relation in relations]
    groups: dict[int, list[Link]] = defaultdict(list)
    for link in telling:
        for end in (link.source, link.target):
            if end in proposed or not proposed:
                groups[end].append(link)
    nodes: set[int] = set()
    for hub in sorted(groups, key=lambda node: (-len(groups[node]), node)):
        more = _ends(groups[hub])
        if len(nodes | more) <= MOST_NODES:
            nodes |= more
    return tuple(link for link in telling if link.source in nodes and link.target in nodes)


def _ends(links: tuple[Link, ...] | list[Link]) -> set[int]:
    return {end for link in links for end in (link.source, link.target)}
