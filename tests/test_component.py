"""The extractor as a part of a spaCy pipeline states what a build states."""

from __future__ import annotations

import pytest
import spacy
from spacy.language import Language

import kg
from kg import component
from kg.errors import InputError

TITLE = "Zorbnet: A Parser for Dutch"
ABSTRACT = "We propose Zorbnet. It outperforms Alphanet on TreeSet by 3.1 points. It may run on an FPGA."


@pytest.fixture(scope="module")
def nlp() -> Language:
    nlp = spacy.blank("en")
    nlp.add_pipe(component.FACTORY)
    return nlp


def test_a_document_holds_the_facts_of_a_build(nlp: Language) -> None:
    built = kg.build([{"title": TITLE, "abstract": ABSTRACT}]).facts
    found = nlp(f"{TITLE}\n{ABSTRACT}")._.facts
    assert {(f.head.name, f.relation, f.tail.name, f.confidence) for f in found} == {
        (f.head, f.relation, f.tail, f.confidence) for f in built
    }
    assert ("Zorbnet", "outperforms", "Alphanet") in {(f.head.name, f.relation, f.tail.name) for f in found}


def test_entities_stand_where_the_text_names_them(nlp: Language) -> None:
    for text in (f"{TITLE}\n{ABSTRACT}", ABSTRACT):
        doc = nlp(text)
        spans = {(span.text, span.label_) for span in doc.spans[component.SPANS]}
        assert {("Zorbnet", "Model"), ("Alphanet", "Model")} <= spans


def test_a_stream_of_documents_keeps_its_order(nlp: Language) -> None:
    texts = [ABSTRACT, "", "Nothing is said.", f"{TITLE}\n{ABSTRACT}"]
    docs = list(nlp.pipe(texts, batch_size=2))
    assert [doc.text for doc in docs] == texts
    assert [bool(doc._.facts) for doc in docs] == [True, False, False, True]
    assert docs[0]._.facts == nlp(ABSTRACT)._.facts


def test_the_extractor_and_the_confidence_can_be_chosen() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe(component.FACTORY, config={"extractor": "rules", "min_confidence": 0.99})
    assert not nlp(ABSTRACT)._.facts


def test_a_text_that_is_too_long_is_refused(nlp: Language) -> None:
    doc = nlp.tokenizer("word " * 250_000)
    with pytest.raises(InputError, match="longer than"):
        nlp.get_pipe(component.FACTORY)(doc)
