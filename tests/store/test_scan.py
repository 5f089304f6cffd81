"""Texts are read out of N-Triples as a parser would read them."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from kg.store import rdf, scan, syntax, textindex
from kg.store.oxigraph import Store
from kg.store.terms import PREF_LABEL, Literal
from tests.store.made import made

TEXTS = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=30)


def test_a_file_of_a_graph_gives_the_texts_that_its_store_holds(tmp_path: Path) -> None:
    lines = list(syntax.ntriples(rdf.triples(made())))
    (tmp_path / "graph.nt").write_text("".join(lines), encoding="utf-8")
    found = set(scan.literals(tmp_path / "graph.nt", textindex.INDEXED))
    assert len(found) > 20
    assert found == {(s, p, Literal(o.text)) for s, p, o in Store.of(lines).texts() if isinstance(o, Literal)}


@given(st.lists(TEXTS, min_size=1, max_size=5))
def test_every_text_comes_back_as_it_was(texts: list[str]) -> None:
    with tempfile.NamedTemporaryFile("w", suffix=".nt", encoding="utf-8", newline="") as file:
        for number, text in enumerate(texts):
            file.writelines(syntax.ntriples([(f"http://t.example/{number}", PREF_LABEL, Literal(text))]))
        file.flush()
        assert [o.text for _, _, o in scan.literals(Path(file.name), [PREF_LABEL]) if isinstance(o, Literal)] == texts


def test_what_is_no_triple_of_the_kind_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "odd.nt"
    path.write_text(
        f'# <a:a> <{PREF_LABEL}> "comment" .\n\n_:b <{PREF_LABEL}> "blank" .\n<a:a> <{PREF_LABEL}> <b:b> .\n'
        f'broken\n\t<a:a>\t<{PREF_LABEL}>  "\\u00e9\\U0001F600\\t\\""@en .',
        encoding="utf-8",
    )
    assert list(scan.literals(path, [PREF_LABEL])) == [("a:a", PREF_LABEL, Literal('é😀\t"'))]
