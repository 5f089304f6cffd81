"""Results: which numbers a claim states, of what, on which data, and in which order they stand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.model import Qualifiers
from kg.results import CHANGE, LEVEL, Measurement, board, dataset_and_split, measured, results
from tests.store.made import ALPHA, BETA, GAMMA, claim, made


def of(head: str, relation: str) -> list[Measurement]:
    return [item for item in results(made()) if (item.claim.head, item.claim.relation) == (head, relation)]


def test_a_result_has_number_unit_metric_and_data_set() -> None:
    (item,) = of("AlphaNet", "achieves")
    assert (item.value.text, f"{item.value.low}", item.value.unit) == ("21.20 dB", "21.20", "dB")
    assert (item.metric.name, item.dataset, item.kind, item.direction) == ("SI-SDRi", "WSJ0-3mix", LEVEL, 1)


def test_what_something_gains_over_another_is_a_change_against_it() -> None:
    (item,) = of("AlphaNet", "outperforms")
    assert (item.kind, item.baseline, item.metric.name, item.value.unit) == (CHANGE, "BERT", "F1", "%")


def test_the_tail_is_the_metric_of_what_is_reduced() -> None:
    (item,) = of("BetaFormer", "reduces")
    assert (item.metric.name, item.kind, str(item.value.low), str(item.value.high)) == ("FLOPs", CHANGE, "2", "3")


def test_hedged_claims_open_claims_and_amounts_are_no_results() -> None:
    plain = claim(ALPHA, "AlphaNet", "achieves", "91.3 F1", "AlphaNet outperforms BERT by 3.5% F1 on GLUE")
    amount = claim(
        ALPHA, "AlphaNet", "trainedOn", "Wikipedia", "AlphaNet was trained on Wikipedia", value="4,500 pages"
    )
    images = claim(BETA, "BetaFormer", "evaluatedOn", "GLUE", "BetaFormer is evaluated on GLUE", value="4,500 images")
    assert measured(plain)
    assert not measured(replace(plain, modality="hedged"))
    assert not measured(replace(plain, layer="open"))
    assert not measured(amount)
    assert not measured(images)


def test_the_result_itself_is_read_where_no_qualifier_gives_the_value() -> None:
    bare = claim(BETA, "BetaFormer", "achieves", "91.3 F1", "BetaFormer achieves 91.3 F1 on GLUE")
    (item,) = measured(bare)
    assert (str(item.value.low), item.metric.name) == ("91.3", "F1")


def test_several_numbers_take_the_metrics_in_turn() -> None:
    pair = replace(
        claim(BETA, "BetaFormer", "achieves", "91.3 F1", "BetaFormer achieves 91.3 F1 on GLUE"),
        qualifiers=Qualifiers(metric="AUC; F1 score", value="0.8170; 0.4178"),
    )
    assert [(item.metric.name, item.value.text) for item in measured(pair)] == [("AUC", "0.8170"), ("F1", "0.4178")]


def test_a_number_that_two_relations_state_is_one_result() -> None:
    quote = "BetaFormer achieves 91.3 F1 on GLUE"
    twice = claim(BETA, "BetaFormer", "evaluatedOn", "GLUE", quote, metric="F1-score", value="91.3", dataset="GLUE")
    graph = replace(made(), claims=(*made().claims, twice))
    assert len(results(graph)) == len(results(made()))
    assert {item.claim.relation for item in results(graph)} >= {"achieves"}


def test_a_drop_is_better_when_small_and_a_gain_when_large() -> None:
    made_up = claim(GAMMA, "BERT", "achieves", "91.3 F1", "BERT is a Transformer")
    drop = replace(made_up, tail="0.3% accuracy drop", qualifiers=Qualifiers(metric="accuracy drop", value="0.3%"))
    gain = replace(made_up, tail="3% higher accuracy", qualifiers=Qualifiers(metric="accuracy", value="3%"))
    assert [measured(one)[0].kind for one in (drop, gain)] == [CHANGE, CHANGE]
    assert [measured(one)[0].direction for one in (drop, gain)] == [-1, 1]


def test_a_leaderboard_puts_the_best_first_whichever_way_is_better() -> None:
    def result(metric: str, value: str) -> Measurement:
        base = claim(BETA, "BetaFormer", "achieves", "91.3 F1", "BetaFormer achieves 91.3 F1 on GLUE")
        return measured(replace(base, qualifiers=Qualifiers(metric=metric, value=value, dataset="GLUE")))[0]

    assert [i.value.text for i in board([result("F1", v) for v in ("9.5", "91", "90.2")])] == ["91", "90.2", "9.5"]
    assert [i.value.text for i in board([result("WER", v) for v in ("9.5%", "2%", "12%")])] == ["2%", "9.5%", "12%"]


@pytest.mark.parametrize(
    ("wording", "name", "split"),
    [
        ("LibriSpeech test-clean", "LibriSpeech", "test-clean"),
        ("the GLUE benchmark", "GLUE", ""),
        ("COCO test-dev", "COCO", "test-dev"),
        ("ImageNet validation set", "ImageNet", "validation"),
        ("private test set", "private test set", ""),
        ("summarization benchmarks", "summarization benchmarks", ""),
        ("Twitter US Airline", "Twitter US Airline", ""),
    ],
)
def test_a_data_set_is_told_from_its_split(wording: str, name: str, split: str) -> None:
    assert dataset_and_split(wording) == (name, split)


def test_the_bound_and_the_sense_that_stand_beside_the_number_in_the_sentence_are_found() -> None:
    base = claim(BETA, "BetaFormer", "reduces", "FLOPs", "BetaFormer reduces FLOPs by 2-3x", value="40%")
    sentences = {
        "It needs up to 40% fewer parameters, at 2-3x the speed.": ("up to", -1),
        "It needs 40\\% more memory.": ("", 1),
        "It gains 40% here and more than 40% there.": ("", 0),
        "It is less than 2x, and 40% at that.": ("", 0),
    }
    for sentence, expected in sentences.items():
        (item,) = measured(replace(base, evidence=sentence))
        assert (item.value.bound, item.value.sense) == expected, sentence
