"""Print each rule's measured precision, as the table in kg/data/rules.tsv.

usage: PYTHONPATH=. python tests/measure_rules.py PAPERS.json GOLD.jsonl > kg/data/rules.tsv

PAPERS.json is a list of {"id", "title", "abstract"}, GOLD.jsonl one {"title", "facts"} a line. A fact that several
rules find counts for the one that is right most often when judged alone.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path

from kg.extract.assembly import draft
from kg.extract.coreference import contribution
from kg.extract.parse import parse
from kg.extract.rules import find
from kg.extract.syntax import syntax
from kg.model import Fact, Paper
from kg.score.matching import Item, matches


def main(papers: Path, gold: Path) -> None:
    """Run the rules over the papers and print the table."""
    lines = [json.loads(line) for line in gold.read_text("utf-8").splitlines()]
    facts = {d["title"]: [Item.of(f, ("head_aliases", "tail_aliases")) for f in d["facts"]] for d in lines}
    records = json.loads(papers.read_text("utf-8"))
    papers_found = []
    alone, right = Counter[str](), Counter[str]()
    for parsed in parse(Paper(r["id"], r["title"], r["abstract"]) for r in records if r["title"] in facts):
        sentences = tuple(syntax(s) for s in parsed.sentences)
        own = contribution(parsed, sentences)
        items: dict[tuple[str, Item], None] = {}
        for rule, fact in draft(own, find(parsed, sentences, own)):
            items[rule, as_item(fact)] = None
        papers_found.append((facts[parsed.paper.title], list(items)))
        for rule in {rule for rule, _ in items}:
            mine = list({item.identity: item for r, item in items if r == rule}.values())
            alone[rule] += len(mine)
            right[rule] += sum(1 for _ in matches(facts[parsed.paper.title], mine))
    order = {rule: (right[rule] + 1.2) / (alone[rule] + 3) for rule in alone}
    found, hits = Counter[str](), Counter[str]()
    for gold_items, drafted in papers_found:
        best: dict[object, tuple[str, Item]] = {}
        for rule, item in sorted(drafted, key=lambda pair: -order[pair[0]]):
            best.setdefault(item.identity, (rule, item))
        kept = list(best.values())
        found.update(rule for rule, _ in kept)
        hits.update(kept[m.found][0] for m in matches(gold_items, [item for _, item in kept]))
    for rule in sorted(found):
        print(f"{rule}\t{hits[rule]}\t{found[rule]}")


def as_item(fact: Fact) -> Item:
    """Return a fact as the score sees it."""
    return Item.of(
        {
            "head": fact.head.name,
            "head_type": fact.head.type,
            "relation": fact.relation,
            "tail": fact.tail.name,
            "tail_type": fact.tail.type,
        }
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
