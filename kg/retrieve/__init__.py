"""From a question to the facts and sentences that bear on it, ranked and cut to a budget of tokens.

    from kg.retrieve import context
    found = context(graph, "Which models outperform BERT on GLUE?", budget=800)
    found.facts[0].head, found.facts[0].quote, found.tokens

``graph`` is an ``OpenGraph`` (``kg.store.access.open_graph``). ``rendering.render`` gives the text that was counted.
"""

from __future__ import annotations

from kg.retrieve.found import FORMATS, KINDS, SOURCES, Context, Found
from kg.retrieve.ranking import BUDGET, ENOUGH, context

__all__ = ["BUDGET", "ENOUGH", "FORMATS", "KINDS", "SOURCES", "Context", "Found", "context"]
