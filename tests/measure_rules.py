"""Print each rule's measured precision, as the table in kg/data/rules.tsv.

usage: PYTHONPATH=. python tests/measure_rules.py PAPERS.json GOLD.jsonl > kg/data/rules.tsv

PAPERS.json is a list of {"id", "title", "abstract"}, GOLD.jsonl one {"title", "facts"} a line. A rule is judged alone:
its facts of a paper are paired with the paper's gold facts as the score does.
"""

from __future__ import annotations

import json
import sys
from collections import Counter, defaultdict
from pathlib import Path

from kg.extract.assembly import draft
from kg.extract.coreference import contribution
from kg.extract.parse import parse
from kg.extract.rules import find
from kg.extract.syntax import syntax
from kg.model import Paper
from kg.score.matching import Item, matches


def main(papers: Path, gold: Path) -> None:
    """Run the rules over the papers and print the table."""
    lines = [json.loads(line) for line in gold.read_text("utf-8").splitlines()]
    facts = {d["title"]: [Item.of(f, ("head_aliases", "tail_aliases")) for f in d["facts"]] for d in lines}
    records = json.loads(papers.read_text("utf-8"))
    hits: Counter[str] = Counter()
    found: Counter[str] = Counter()
    for parsed in parse(Paper(r["id"], r["title"], r["abstract"]) for r in records if r["title"] in facts):
        sentences = tuple(syntax(s) for s in parsed.sentences)
        own = contribution(parsed, sentences)
        by_rule: dict[str, dict[object, Item]] = defaultdict(dict)
        for rule, fact in draft(own, find(parsed, sentences, own)):
            item = Item.of(
                {
                    "head": fact.head.name,
                    "head_type": fact.head.type,
                    "relation": fact.relation,
                    "tail": fact.tail.name,
                    "tail_type": fact.tail.type,
                }
            )
            by_rule[rule].setdefault(item.identity, item)
        for rule, items in by_rule.items():
            found[rule] += len(items)
            hits[rule] += sum(1 for _ in matches(facts[parsed.paper.title], list(items.values())))
    for rule in sorted(found):
        print(f"{rule}\t{hits[rule]}\t{found[rule]}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
