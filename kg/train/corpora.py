"""Texts of public corpora put together with the facts that were annotated in them.

The corpora come as tokens; spaces are set again by rule, so that the offsets of the annotations hold.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from kg.errors import InputError
from kg.files import replace_file

FOLDER: Final = Path(__file__).parents[1] / "data" / "annotations"
_BRACKETS: Final = {"-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]"}
_SPACING: Final = (
    (re.compile(r" ([,.;:?!%)\]}])"), r"\1"),
    (re.compile(r"([(\[{]) "), r"\1"),
    (re.compile(r" ('s|n't|'re|'ve)\b"), r"\1"),
    (re.compile(r"(\w) - (?=\w)"), r"\1-"),
    (re.compile(r"(\w) / (?=\w)"), r"\1/"),
    (re.compile(r"(?<=\d) ?\. ?(?=\d)"), "."),
    (re.compile(r'`` ?|" (?=\w)'), '"'),
    (re.compile(r" ?''"), '"'),
    (re.compile(r" +"), " "),
)


def joined(tokens: list[str]) -> str:
    """Return the text of tokens."""
    text = " ".join(tokens)
    for pattern, replacement in _SPACING:
        text = pattern.sub(replacement, text)
    return text.strip()


def scirex(path: Path) -> Iterator[dict[str, str]]:
    """Yield the titles and abstracts of a SciREX file."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
        record = json.loads(line)
        words = record["words"]
        whole = " ".join(words)
        mark = re.search(r" section : Abstract ", whole, re.IGNORECASE)
        if mark:
            head, body = whole[: mark.start()], whole[mark.end() :]
        else:
            cut = record["sentences"][0][1]
            head, body = " ".join(words[:cut]), " ".join(words[cut:])
        head = head.removeprefix("document : ")
        body = body.split(" section : ")[0].lstrip("- ")
        yield {"id": f"sx{number:03d}", "title": joined(head.split()), "abstract": joined(body.split())}


def scierc(path: Path) -> Iterator[dict[str, str]]:
    """Yield the abstracts of a SciERC file; the identifier stands for the title."""
    for line in path.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        tokens = [_BRACKETS.get(token, token) for sentence in record["sentences"] for token in sentence]
        yield {
            "id": f"sc-{record['doc_key']}",
            "title": record["doc_key"],
            "abstract": joined(" ".join(tokens).split()),
        }


def restore(files: list[Path], folder: Path) -> int:
    """Write NAME.jsonl and NAME_papers.json of each corpus that the files belong to, in folders named as ours.

    These are ``also``, ``late`` and ``doubtful``. Those whose texts are the project's own need no file.

    Returns:
        The number of papers.

    Raises:
        InputError: if a file is no corpus that was annotated.
    """
    corpora = _corpora(files)
    return sum(_restored(path, folder / path.parent.name, corpora) for path in sorted(FOLDER.glob("*/*.jsonl")))


def _restored(annotations: Path, folder: Path, corpora: Mapping[str, Mapping[str, Mapping[str, str]]]) -> int:
    name = annotations.stem
    own = annotations.with_name(f"{name}_papers.json")
    texts = {p["id"]: p for p in json.loads(own.read_text("utf-8"))} if own.exists() else corpora.get(name, {})
    records = [json.loads(line) for line in annotations.read_text(encoding="utf-8").splitlines()]
    known = [record for record in records if record["id"] in texts]
    if known:
        folder.mkdir(parents=True, exist_ok=True)
        papers = [texts[record["id"]] for record in known]
        lines = [json.dumps(_expanded(record, texts[record["id"]]), ensure_ascii=False) for record in known]
        replace_file(folder / f"{name}_papers.json", json.dumps(papers, ensure_ascii=False, indent=1).encode())
        replace_file(folder / f"{name}.jsonl", ("\n".join(lines) + "\n").encode())
    return len(known)


def _corpora(files: list[Path]) -> dict[str, dict[str, dict[str, str]]]:
    found: dict[str, dict[str, dict[str, str]]] = {}
    for path in files:
        with path.open(encoding="utf-8") as lines:
            first = json.loads(lines.readline())
        readers = {"words": ("scirex", scirex), "doc_key": ("scierc", scierc)}
        name, reader = next((readers[key] for key in readers if key in first), ("", scirex))
        if not name:
            raise InputError("neither SciREX nor SciERC", str(path))
        found.setdefault(name, {}).update({paper["id"]: paper for paper in reader(path)})
    return found


def _expanded(record: Mapping[str, Any], paper: Mapping[str, str]) -> dict[str, Any]:
    text = f"{paper['title']}\n{paper['abstract']}"
    facts = []
    for head, relation, tail, start, end, *more in record["facts"]:
        (h, h_type, h_aliases), (t, t_type, t_aliases) = record["entities"][head], record["entities"][tail]
        facts.append(
            {"head": h, "head_type": h_type, "relation": relation, "tail": t, "tail_type": t_type}
            | {"evidence": text[start:end], "head_aliases": h_aliases, "tail_aliases": t_aliases}
            | {"qualifiers": more[0] if more else {}}
        )
    return {"title": paper["title"], "facts": facts}


if __name__ == "__main__":
    *corpora, target = map(Path, sys.argv[1:])
    restore(corpora, target)
