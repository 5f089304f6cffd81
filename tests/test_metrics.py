"""Wordings of metrics: one name for one metric, and the direction in which it is good."""

from __future__ import annotations

import pytest

from kg.metrics import LESS, MORE, metric


@pytest.mark.parametrize(
    ("wordings", "name", "better"),
    [
        (("F1", "F1-score", "F1 scores", "F_{1}", "$F_1$", "F-measure", "average F1"), "F1", MORE),
        (("WER", "word error rate", "Word Error Rate (WER)", "word-error-rate"), "WER", LESS),
        (("mAP", "mean average precision", "mean average precision (mAP)"), "mAP", MORE),
        (("accuracy", "ACC", "accuracies", "classification accuracy"), "accuracy", MORE),
        (("top-1 accuracy", "top1 accuracy", "Top-1"), "top-1 accuracy", MORE),
        (("FID", "Fréchet Inception Distance (FID)", "FID score"), "FID", LESS),
        (("perplexity", "PPL", "validation perplexity"), "perplexity", LESS),
        (("BLEU", "BLEU score", "SacreBLEU"), "BLEU", MORE),
    ],
)
def test_wordings_of_one_metric_share_a_name(wordings: tuple[str, ...], name: str, better: int) -> None:
    assert {(metric(wording).name, metric(wording).better) for wording in wordings} == {(name, better)}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("top-1 accuracy", "top-5 accuracy"),
        ("macro F1", "micro F1"),
        ("WER", "CER"),
        ("mAP", "AP"),
        ("CIDEr", "CIDEr-D"),
        ("R@1", "R@5"),
        ("balanced accuracy", "accuracy"),
    ],
)
def test_metrics_that_only_look_alike_stay_apart(one: str, other: str) -> None:
    assert metric(one).name != metric(other).name


def test_an_unknown_metric_keeps_its_wording_and_its_head_noun_tells_the_direction() -> None:
    assert metric("denotation accuracy") == metric("denotation accuracy")
    assert (metric("denotation accuracy").name, metric("denotation accuracy").better) == ("denotation accuracy", MORE)
    assert metric("joule energy").better == LESS
    assert metric("context length").better == metric("memory reduction").better == 0
