"""Numbers as papers write them: value, unit, the metric beside them, and whether more or less is meant.

A grammar over plain text, so that every extractor can use it: "21.2 dB SI-SDRi", "2-3x faster", "53 times fewer
parameters", "up to 70%", "0.75–0.92", "10^9", "O(n log n)", "less than $15", "1.2 percentage points".
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

FACTOR: Final = "factor"
PERCENT: Final = "percent"
MEASURE: Final = "measure"
COMPLEXITY: Final = "complexity"
MONEY: Final = "money"
SIZE: Final = "size"
PLAIN: Final = "plain"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in a text.

    Attributes:
        start, end: the offsets of ``value`` in the text.
        value: number and unit as written ("2-3x", "21.2 dB", "O(n log n)").
        number: the digits alone ("2-3").
        unit: "%", "x", "dB", "points", …; "" for a bare number.
        kind: one of the constants of this module.
        metric: the figure of merit that stands beside it, as written, or "".
        metric_start, metric_end: its offsets; equal where there is none.
        trend: 1 where the words beside it say more or better, -1 where they say less, else 0.
    """

    start: int
    end: int
    value: str
    number: str
    unit: str
    kind: str
    metric: str = ""
    metric_start: int = 0
    metric_end: int = 0
    trend: int = 0


_DIGITS: Final = r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)"
_POWER: Final = r"10\s?(?:\^|\*\*)\s?\{?[-−]?\d+\}?"
_ONE: Final = rf"(?:{_DIGITS}\s?(?:[x×*]|\\times)\s?{_POWER}|{_POWER}|{_DIGITS})"
_SIGN: Final = r"(?:[+−±~≈∼]|(?<![\w.\-])-)?\s?"
_GAP: Final = r"(?:\s?[-–—]\s?|\s(?:to|through)\s~?|\s?±\s?|\\?%\s?(?:[-–—]|to)\s?~?|\s?[x×]\s?(?:[-–—~∼]|to)\s?~?)"
_SCALE: Final = r"(?:\s?(?:million|billion|trillion|thousand|hundred))?"

# unit pattern → how the unit is written in Quantity.unit, and the kind
_UNITS: Final[tuple[tuple[str, str, str], ...]] = (
    (r"\s?-?(?:percentage[ -]points?|percent points?|pp\b)", "percentage points", MEASURE),
    (r"\s?\\?%\s?(?:points?|absolute points?)", "percentage points", MEASURE),
    (r"\s?\\?%|\s?percent\b|\s?per cent\b", "%", PERCENT),
    (r"\s?-?(?:[x×X]|\\times)(?![\w-])|\s?-?(?:times|folds?)\b|\$?\\times\$?", "x", FACTOR),
    (r"\s?-?(?:absolute\s)?(?:points?|pts?)\b", "points", MEASURE),
    (r"\s?-?dB\b", "dB", MEASURE),
    (
        r"\s?-?(?:[GTMP]?FLOPS?/s|[GTMPK]?FLOPs?\b|[GTMK]?MACs?\b|TOPS(?:/W)?\b)",
        "",
        MEASURE,
    ),
    (r"\s?-?(?:[KMGT]i?B|bytes?|bits?|bit)\b(?!/)", "", SIZE),
    (r"\s?-?(?:ms|µs|μs|us|ns|milliseconds?|seconds?|sec|minutes?|mins?|hours?|days?|weeks?)\b", "", MEASURE),
    (r"\s?-?(?:FPS|fps|Hz|kHz|MHz|GHz|mW|kW|W|mJ|J|kJ|nJ|pJ|°C|mm|cm|km|nm|mm2|mm\^2)\b", "", MEASURE),
    (r"\s?(?:tokens?/s(?:ec)?|tokens? per second|frames? per second|images?/s|samples?/s)\b", "", MEASURE),
    (r"\s?(?:BLEU|WER|mAP|mIoU|AP|F1|PSNR|SSIM|FID|AUC|AUROC|MOS|CIDEr|ROUGE)\b(?=)", "", PLAIN),
    (r"[MBK]\b", "", SIZE),
)
_UNIT: Final = "|".join(f"(?P<u{n}>{pattern})" for n, (pattern, _, _) in enumerate(_UNITS))
_QUANTITY: Final = re.compile(
    rf"(?<![\w.,^\-/@])(?P<money>(?:US)?\$\s?)?(?P<number>{_SIGN}{_ONE}(?:{_GAP}(?:[+−-]\s?)?{_ONE})?{_SCALE})"
    rf"(?:{_UNIT})?(?![\w^]|[.,]\d|-[A-Za-z])"
)
_COMPLEXITY: Final = re.compile(
    r"(?<!\w)(?:\\mathcal\{O\}|[OΟ𝒪])\s?\((?:[^()]|\([^()]*\))+\)"
    r"|(?<![\w-])(?:(?:near-|sub-|quasi-|log-)?(?:linear|quadratic|constant|logarithmic|cubic|sublinear"
    r"|subquadratic))"
    r"[ -](?:time|space|computational|memory|time and space)?[ -]?(?:complexity|scaling)"
)

METRIC: Final = re.compile(
    r"(?<![\w-])(?:(?:zero-shot|few-shot|average|mean|overall|top-\d|top\d|balanced|macro|micro|weighted"
    r"|linear[- ]prob\w+"
    r"|fine-tuning|exact[- ]match|relative|absolute|test|validation|classification|macro-averaged|inference"
    r"|training)\s)*"
    r"(?:top-[15](?:\saccuracy)?|accurac(?:y|ies)|(?:macro|micro|weighted)?[- ]?F1(?:[- ]?scores?|-measure)?"
    r"|F-?(?:score|measure)s?"
    r"|mAP(?:50|@[\d.:]+)?|AP(?:50|75)?|mIoU|IoU|(?:Sacre)?BLEU(?:-?\d)?(?:\sscores?)?|ROUGE(?:-\w+)?(?:\sscores?)?"
    r"|METEOR|CIDEr(?:-D)?|SPICE|chrF(?:\+\+)?|COMET|BERTScore|perplexit(?:y|ies)|PPL|bits[- ]per[- ](?:byte"
    r"|character)|BPC"
    r"|(?:word|character|phone|phoneme|token|equal|diarization|match"
    r"|phoneme)?\s?error(?:\srates?)?(?:\s\((?:[WCPTED]ER)\))?"
    r"|WER|CER|PER|EER|DER|minDCF|FID(?:\sscores?)?|IS(?=\sof)|[Ii]nception\s[Ss]cores?|PSNR|SSIM|LPIPS"
    r"|SI-SN?[DN]Ri?|SI-SDRi?|SDRi?|PESQ|STOI|MOS"
    r"|AU(?:RO)?C(?:-ROC)?|AUPRC|ROC-AUC|area under the curve|MCC|EM|exact\smatch(?:\sscores?)?|R@\d+"
    r"|recall@\d+|hits?@\d+|pass@\d+"
    r"|NDCG(?:@\d+)?|MRR(?:@\d+)?|MAP|HR@\d+|precision|recall|sensitivity|specificity|Dice(?:\s(?:score"
    r"|coefficient|similarity coefficient))?"
    r"|DSC|HD95|MAE|RMSE|MSE|MAPE|R2|R\^2|R-squared|UAR|CCC|(?:Pearson|Spearman)(?:'s)?(?:\scorrelations?)?"
    r"|correlations?|kappa|win\srates?"
    r"|success\srates?|acceptance\srates?|compression\sra(?:te|tio)s?|(?:inference|training)\s(?:speed|time|latency)"
    r"|throughput|latency|speed-?ups?|FPS|frames\sper\ssecond|FLOPs|MACs|GLUE\sscores?|J&F|PQ|NDS|MOTA|HOTA"
    r"|IDF1|AMOTA|scores?)(?![\w-])"
)
_JOIN_AFTER: Final = re.compile(
    r"\s?(?:(?:of|in|on|the|a|an|absolute|relative|average|mean|higher|lower|better|improvement|gain|increase|more|fewer|less|faster"
    r"|in terms of|\(|,)\s?){0,4}$"
)
_JOIN_BEFORE: Final = re.compile(
    r"\s?(?:(?:of|is|was|are|to|by|up to|at|over|about|around|roughly|approximately|nearly|only|just|reaching"
    r"|values?|scores?|score"
    r"|rates?|improvements?|gains?|increases?|reductions?|from|:|=|\(|\)|,|with|an|a|as high as|more than"
    r"|above|below|exceeding|upto"
    r"|respectively|averaging|ranging|between|results?|[A-Z]{2,6}\))\s?){0,6}$"
)
_LIST_GAP: Final = re.compile(r"\s?(?:,\s?and|,|and|or|/|&|\\rightarrow|→)\s?")
_MORE: Final = re.compile(
    r"\s?(?:absolute |relative |\w+ly )?(?:better|higher|faster|more|greater|larger|improvement|increase|gain"
    r"|gains|speed-?up|boost|increased|improved)"
)
_LESS: Final = re.compile(
    r"\s?(?:absolute |relative |\w+ly )?(?:fewer|less|lower|smaller|cheaper|reduction|decrease|reduced|drop"
    r"|savings?|saving|slower|worse|shorter|compression)"
)
_MORE_BEFORE: Final = re.compile(
    r"(?:improv|increas|boost|gain|enhanc|outperform|surpass|exceed|speed)\w*\W(?:[\w-]+\W){0,6}$", re.I
)
_LESS_BEFORE: Final = re.compile(
    r"(?:reduc|decreas|sav|lower|shrink|cut|drop|compress|degrad)\w*\W(?:[\w-]+\W){0,6}$", re.I
)


@lru_cache(maxsize=512)
def quantities(text: str) -> tuple[Quantity, ...]:
    """Return the numbers and complexity classes of a text, in order.

    Args:
        text: a sentence; offsets are into it.
    """
    found = [_complexity(m) for m in _COMPLEXITY.finditer(text)]
    taken = [(q.start, q.end) for q in found]
    for match in _QUANTITY.finditer(text):
        if not any(s < match.end() and e > match.start() for s, e in taken):
            found.append(_quantity(text, match))
    found.sort(key=lambda q: q.start)
    return tuple(_share_metric(text, [_with_metric(text, found, n) for n in range(len(found))]))


def listed(text: str, first: Quantity, second: Quantity) -> bool:
    """Tell whether two numbers are neighbours in one list ("87%, 131% and 55%")."""
    return first.unit == second.unit and bool(_LIST_GAP.fullmatch(text[first.end : second.start]))


def whole_list(text: str, q: Quantity, found: list[Quantity]) -> Quantity:
    """The whole list that a number belongs to ("3.45% and 3.71%"), as one value."""
    first = last = found.index(q)
    while first and listed(text, found[first - 1], found[first]):
        first -= 1
    while last + 1 < len(found) and listed(text, found[last], found[last + 1]):
        last += 1
    if first == last:
        return q
    start, end = found[first].start, found[last].end
    return replace(q, start=start, end=end, value=text[start:end])


def _share_metric(text: str, found: list[Quantity]) -> list[Quantity]:
    """Give all numbers of a list the metric and the trend that one of them carries."""
    for order in (range(1, len(found)), range(len(found) - 2, -1, -1)):
        step = -1 if order.step == 1 else 1
        for n in order:
            q, giver = found[n], found[n + step]
            if listed(text, *((giver, q) if step < 0 else (q, giver))) and not q.metric:
                found[n] = replace(
                    q,
                    metric=giver.metric,
                    metric_start=giver.metric_start,
                    metric_end=giver.metric_end,
                    trend=q.trend or giver.trend,
                )
    return found


def _complexity(match: re.Match[str]) -> Quantity:
    value = match.group().strip()
    return Quantity(match.start(), match.start() + len(value), value, "", "", COMPLEXITY)


def _quantity(text: str, match: re.Match[str]) -> Quantity:
    number = match["number"].strip()
    start = match.start() + (len(match.group()) - len(match.group().lstrip()))
    unit, kind = "", PLAIN
    for n, (_, name, unit_kind) in enumerate(_UNITS):
        written = match[f"u{n}"]
        if written:
            unit, kind = name or written.strip(" -"), unit_kind
    end = match.end()
    if match["money"]:
        unit, kind = "$", MONEY
    elif kind == PLAIN and unit:
        end, unit = match.end("number"), ""  # "28.4 BLEU": BLEU is the metric, not a unit
    return Quantity(start, end, text[start:end].strip(), number, unit, kind)


def _with_metric(text: str, found: list[Quantity], n: int) -> Quantity:
    """Attach the nearest metric, after the number or before it, with nothing but link words between."""
    q = found[n]
    right = found[n + 1].start if n + 1 < len(found) else len(text)
    left = found[n - 1].end if n else 0
    after, before = text[q.end : right], text[left : q.start]
    trend = 0
    if _MORE.match(after):
        trend = 1
    elif _LESS.match(after) or (q.kind != COMPLEXITY and _LESS_BEFORE.search(before)):
        trend = -1
    elif q.kind != COMPLEXITY and _MORE_BEFORE.search(before):
        trend = 1
    span = (0, 0)
    for match in METRIC.finditer(after):
        if _JOIN_AFTER.match(after[: match.start()]):
            span = (q.end + match.start(), q.end + match.end())
        break
    for match in METRIC.finditer(before):
        close = _JOIN_BEFORE.match(before[match.end() :])
        taken = n > 0 and before[: match.start()].strip() == "" and not found[n - 1].metric_end and bool(q.unit)
        if close and not taken and (span == (0, 0) or not text[q.end : span[0]].isspace()):
            span = (left + match.start(), left + match.end())
    metric = text[span[0] : span[1]]
    return Quantity(q.start, q.end, q.value, q.number, q.unit, q.kind, metric, span[0], span[1], trend)
