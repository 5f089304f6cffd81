"""Figures of merit: the wordings of one metric under one name, and whether more of it is better."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

MORE: Final = 1
LESS: Final = -1


@dataclass(frozen=True, slots=True)
class Metric:
    """A metric under the name that all its wordings share.

    Attributes:
        better: ``MORE`` or ``LESS``, whichever is better; 0 where that is not known.
    """

    name: str
    better: int


# name → whether more is better, and a pattern for its wordings without "score", "average" and the like
_KNOWN: Final[tuple[tuple[str, int, str], ...]] = (
    ("top-1 accuracy", MORE, r"top ?1(?: accuracy)?|acc(?:uracy)?@1"),
    ("top-5 accuracy", MORE, r"top ?5(?: accuracy)?|acc(?:uracy)?@5"),
    ("accuracy", MORE, r"acc|accurac(?:y|ies)"),
    ("F1", MORE, r"f[-_ ]?\{?1\}?|f[- ]?1?[- ]?(?:measure|score)s?|f(?: score)?|f-?beta"),
    ("macro F1", MORE, r"macro(?:-averaged)? f1|f1[- ]macro|f1-m"),
    ("micro F1", MORE, r"micro(?:-averaged)? f1|f1[- ]micro"),
    ("weighted F1", MORE, r"weighted f1"),
    ("exact match", MORE, r"exact match|em"),
    ("precision", MORE, r"precision"),
    ("recall", MORE, r"recall|sensitivity"),
    ("specificity", MORE, r"specificity"),
    ("mAP", MORE, r"map|mean average precision"),
    ("AP", MORE, r"ap|average precision"),
    ("IoU", MORE, r"iou|intersection over union|jaccard(?: index)?"),
    ("mIoU", MORE, r"m(?:ean )?iou|mean intersection over union"),
    ("Dice", MORE, r"dice(?: similarity)?(?: coefficient)?|dsc"),
    ("AUC", MORE, r"(?:roc )?auc(?: roc)?|auroc|area under (?:the )?(?:receiver operating characteristic )?curve"),
    ("AUPRC", MORE, r"auprc|area under (?:the )?precision recall curve"),
    ("MCC", MORE, r"mcc|matthews correlation(?: coefficient)?"),
    ("CCC", MORE, r"ccc|concordance correlation coefficient"),
    ("Pearson correlation", MORE, r"pearson(?: correlation)?(?: coefficient)?"),
    ("Spearman correlation", MORE, r"spearman(?: rank)?(?: correlation)?(?: coefficient)?"),
    ("UAR", MORE, r"uar|unweighted average recall"),
    ("BLEU", MORE, r"(?:sacre)?bleu"),
    ("BLEU-4", MORE, r"bleu ?4"),
    ("ROUGE", MORE, r"rouge"),
    ("CIDEr", MORE, r"cider"),
    ("CIDEr-D", MORE, r"cider d"),
    ("R@1", MORE, r"(?:recall|r) ?@ ?1"),
    ("R@5", MORE, r"(?:recall|r) ?@ ?5"),
    ("R@10", MORE, r"(?:recall|r) ?@ ?10"),
    ("pass@1", MORE, r"pass ?@ ?1(?: accuracy)?"),
    ("METEOR", MORE, r"meteor"),
    ("NDCG@10", MORE, r"ndcg ?@ ?10"),
    ("MRR", MORE, r"mrr|mean reciprocal rank"),
    ("Inception Score", MORE, r"inception|is"),
    ("PSNR", MORE, r"psnr|peak signal to noise ratio"),
    ("SSIM", MORE, r"ssim|structural similarity(?: index)?"),
    ("SI-SDRi", MORE, r"si[- ]?sdri|si snri|si sdr improvement"),
    ("MOS", MORE, r"c?mos|mean opinion"),
    ("PESQ", MORE, r"pesq"),
    ("win rate", MORE, r"win rate"),
    ("success rate", MORE, r"success rate|sr"),
    ("WER", LESS, r"wer|word error(?: rate)?"),
    ("CER", LESS, r"cer|character error(?: rate)?"),
    ("PER", LESS, r"phone(?:me)? error(?: rate)?"),
    ("EER", LESS, r"eer|equal error(?: rate)?"),
    ("DER", LESS, r"der|diarization error(?: rate)?"),
    ("error rate", LESS, r"error(?: rate)?"),
    ("FID", LESS, r"fid|fr.{0,2}chet inception(?: distance)?"),
    ("perplexity", LESS, r"ppl|perplexit(?:y|ies)"),
    ("bits per byte", LESS, r"bits per byte|bpb"),
    ("MAE", LESS, r"mae|mean absolute error"),
    ("MSE", LESS, r"mse|mean squared? error"),
    ("RMSE", LESS, r"rmse|root mean squared? error"),
    ("LPIPS", LESS, r"lpips"),
)  # fmt: skip
# quantities rather than figures of merit: "generation speed" and "training speed" rank on one scale, but are two things
_QUANTITIES: Final[tuple[tuple[str, int, str], ...]] = (
    ("throughput", MORE, r"throughput|tokens per second"),
    ("FPS", MORE, r"fps|frames? per second"),
    ("speed", MORE, r"(?:inference |training |generation |decoding |wall clock )?speed(?: ?up)?"),
    ("compression", MORE, r"compression(?: ratio| rate)?"),
    ("loss", LESS, r"(?:training |validation |test )?loss"),
    ("latency", LESS, r"(?:inference )?latency"),
    ("inference time", LESS, r"(?:inference|running|run) ?times?"),
    ("training time", LESS, r"training times?"),
    ("memory", LESS, r"(?:gpu |peak )?memory(?: usage| footprint| consumption| requirement| cost)?"),
    ("parameters", LESS, r"(?:number of )?(?:trainable |model )?param(?:eter)?s?(?: count)?"),
    ("model size", LESS, r"(?:model )?size"),
    ("FLOPs", LESS, r"g?flops?|floating point operations"),
    ("MACs", LESS, r"g?macs?|multiply accumulate operations"),
    ("energy", LESS, r"(?:on chip )?energy(?: consumption| footprint)?"),
    ("cost", LESS, r"(?:computational |compute |training |inference )?costs?"),
    ("complexity", LESS, r"(?:time |space |computational |time and space )?complexity"),
)  # fmt: skip
_METRICS: Final = tuple((Metric(name, better), re.compile(pattern)) for name, better, pattern in _KNOWN + _QUANTITIES)
_MERITS: Final = _METRICS[: len(_KNOWN)]
_NOISE: Final = re.compile(
    r"\b(?:scores?|values?|classification|prediction|averaged?|mean(?= (?:accuracy|f1|wer|auc))|overall|test|validation"
    r"|points?|metrics?|absolute|relative|improvements?|gains?|increases?|percentages?)\b"
)
_MORE: Final = re.compile(
    r"\b(?:accuracy|score|precision|recall|performance|quality|speed|throughput|correlation|f1|efficiency)\b"
)
_LESS: Final = re.compile(
    r"\b(?:error|errors|loss|perplexity|latency|time|memory|cost|flops|parameters|size|drop|degradation|energy)\b"
)

_CHANGE: Final = re.compile(r"\b(?:reductions?|decreases?|savings?|drop)\b")


def merit(wording: str) -> str:
    """Return the name of a known figure of merit, "" if the wording is of anything more or less than that.

    >>> merit("F_{1} score"), merit("accuracy loss")
    ('F1', '')
    """
    plain = re.sub(r"[\s\-–_]+", " ", re.sub(r"[${}]", "", wording).casefold().replace("f_1", "f1")).strip(" .,;:")
    bare = re.sub(r" (?:scores?|values?)$", "", plain)
    for text in (plain, bare, bare.removesuffix("s")):
        for known, pattern in _MERITS:
            if pattern.fullmatch(text):
                return known.name
    return ""


@lru_cache(maxsize=1 << 12)
def metric(wording: str) -> Metric:
    """Return the metric that a wording names; an unknown one under its own wording.

    >>> metric("F1-scores").name, metric("word error rate").better
    ('F1', -1)
    """
    plain = re.sub(r"\([^)]*\)", " ", wording).casefold().replace("$", "")
    plain = re.sub(r"[\s\-–_]+", " ", plain.replace("_{", "").replace("}", "")).strip(" .,;:")
    short = re.sub(r"\s+", " ", _NOISE.sub(" ", plain)).strip()
    for text in dict.fromkeys((plain, short, short.removesuffix("s"))):
        for known, pattern in _METRICS:
            if text and pattern.fullmatch(text):
                return known
    inside = re.search(r"\(([A-Za-z][\w@.-]{1,10})\)", wording)
    if inside:
        known = metric(inside[1])
        if known.name != inside[1]:
            return known
    less, more = _LESS.search(plain), _MORE.search(plain)
    plainly = bool(less) != bool(more) and not _CHANGE.search(plain)  # of "memory reduction" more is better: leave it
    return Metric(wording.strip(), 0 if not plainly else LESS if less else MORE)
