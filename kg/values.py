"""What a measured value says: "upto 70% more" is at most 70, in percent, and an increase.

A value is kept as written; this reads the number, the unit, the bound and the sense out of it. Told apart are percent
("87%") and percentage points, factors ("2.5x", "53 times fewer", "an order of magnitude"), ranges ("0.75–0.92"),
changes ("from 10.8 to 20.2"), powers ("10^9"), amounts ("over 15 billion word tokens"), prices ("less than $15") and
complexity classes ("sub-quadratic", "O(n log n)").
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

ABOUT: Final = "about"
AT_LEAST: Final = "at least"
AT_MOST: Final = "up to"
FROM: Final = "from"
LESS_THAN: Final = "less than"
MORE_THAN: Final = "more than"
FACTOR: Final = "x"
PERCENT: Final = "%"
COMPLEXITY: Final = "complexity"


@dataclass(frozen=True, slots=True)
class Value:
    """One number, range or complexity class.

    Attributes:
        text: the value as written, with its unit.
        low, high: the ends of a range, equal for a single number; None for a complexity class.
        unit: "%", "percentage points", "points", "x", "$", "dB", "ms", "tokens", …; "" for a bare number;
            ``COMPLEXITY`` for a complexity class, whose canonical form is then ``order``.
        bound: one of ``ABOUT``, ``AT_LEAST``, ``AT_MOST``, ``LESS_THAN``, ``MORE_THAN``, or "".
        sense: 1 where the value's own words say more ("higher", "faster"), -1 where they say less, else 0.
        basis: "relative", "absolute" or "".
        order: "O(n)", "O(n^2)", "O(n log n)", …, "o(n^2)" for what is below a class; "" for numbers.
    """

    text: str
    low: Decimal | None
    high: Decimal | None
    unit: str = ""
    bound: str = ""
    sense: int = 0
    basis: str = ""
    order: str = ""

    @property
    def number(self) -> Decimal | None:
        """The number, or None for a range or a complexity class."""
        return self.low if self.low == self.high else None


_WORDS: Final = {
    "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7",
    "eight": "8", "nine": "9", "ten": "10",
}  # fmt: skip
_FACTORS: Final = {
    "twice": "2", "twofold": "2", "double": "2", "doubles": "2", "doubling": "2", "doubled": "2", "threefold": "3",
    "triple": "3", "triples": "3", "tripling": "3", "an order of magnitude": "10", "one order of magnitude": "10",
    "orders of magnitude": "10", "two orders of magnitude": "100", "three orders of magnitude": "1000", "half": "0.5",
    "halves": "0.5", "halving": "0.5",
}  # fmt: skip
_SCALES: Final = {
    "hundred": 2, "thousand": 3, "million": 6, "billion": 9, "trillion": 12, "k": 3, "m": 6, "b": 9, "t": 12,
}  # fmt: skip
_BOUNDS: Final = (
    (r"at least|no less than|≥|>=|\\geq?", AT_LEAST),
    (
        r"at most|up ?to|as (?:much|many|high|low|few|little) as|max(?:imum|imal)?(?: of)?|no more than|≤|<=|\\leq?",
        AT_MOST,
    ),
    (r"less than|fewer than|below|under|<", LESS_THAN),
    (r"more than|greater than|over|above|exceeding|beyond|in excess of|>", MORE_THAN),
    (r"about|around|approximately|approx\.?|roughly|nearly|almost|close to|near|some|circa|~|≈|∼|±", ABOUT),
)  # fmt: skip
_UNITS: Final = (
    (r"(?:absolute )?percentage[ -]points?|percent points?|pp|\\?% ?(?:absolute )?points?", "percentage points"),
    (r"\\?%|percent|per cent", PERCENT),
    (r"(?:[xX]|×|\\times|\$\\times\$|times|folds?)", FACTOR),
    (r"(?:absolute |perplexity |F1-|BLEU |accuracy |GLUE |average )?(?:points?|pts?|units?)", "points"),
    (r"dB|db", "dB"),
    (r"ms|milliseconds?|msec", "ms"),
    (r"(?:µs|μs|us|microseconds?)", "µs"),
    (r"(?:s|sec|secs|seconds?)", "s"),
    (r"(?:min|mins|minutes?)", "min"),
    (r"(?:h|hrs?|hours?)", "h"),
    (r"GPU[- ](?:hours?|days?|years?)|TPU[- ](?:hours?|days?)", ""),
    (r"days?", "days"),
    (r"FPS|fps|frames per second", "FPS"),
    (r"[KMGTP]i?B(?:/s)?|(?:kilo|mega|giga|tera)bytes?|bytes?", ""),
    (r"bits? per \w+|bits?", ""),
    (r"(?:[KMGTP]|[Gg]iga|[Tt]era|[Pp]eta|[Ee]xa|[Mm]ega)?(?:FLOPS?|FLOPs|MACs?)(?:/s)?", ""),
    (r"[mk]?W|[mkn]?J|[kMG]?Hz|°C|[cmnk]?m|mm2", ""),
)  # fmt: skip
_POWER: Final = r"10 ?(?:\^|\*\*) ?\{?[-−]?\d{1,3}(?!\d)\}?"
_DIGITS: Final = r"(?:\d+,\d{1,2}(?= ?[x×%])|\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)"
_ONE: Final = rf"(?:{_DIGITS}[eE][-−]?\d\d?\d?(?!\d)|{_DIGITS} ?(?:[x×*]|\\times|\\cdot) ?{_POWER}|{_POWER}|{_DIGITS})"
_SCALE: Final = r"(?: ?(?i:hundred|thousand|million|billion|trillion)(?: \([MBK]\))?|(?-i:[KMBTk](?![A-Za-z])))"
_SCALED: Final = rf"{_ONE}{_SCALE}?"
_MARK: Final = r"(?: ?\\?%| ?[xX×](?![A-Za-z])| ?times)"
_SPELLED: Final = r"\b(?:" + "|".join(_WORDS) + r")\b(?! of\b|[ -](?:thirds?|quarters?|halves|halfs?|orders?)\b)"
_FRACTION: Final = r"\d+ ?/ ?\d+(?:-?(?:th|rd|nd))"
_TO: Final = rf"{_MARK}? ?(?:[-–—~∼]|\bto\b|\band\b(?<=\d and))"
_NUMBER: Final = re.compile(
    rf"(?<![\w.^])(?<![A-Za-z]-)(?<!\d,)(?:(?P<money>(?:US)? ?\$) ?)?(?P<sign>(?<![\w%])[+−-] ?)?"
    rf"(?:(?P<fraction>{_FRACTION})|(?P<one>{_SCALED})(?:{_TO} ?[+−-]? ?(?P<two>{_SCALED}))?|(?P<spelled>{_SPELLED}))"
    rf"(?: ?(?:±|\\pm) ?{_DIGITS})?(?![\d])(?P<plus>\+)?",
    re.IGNORECASE,
)
_FACTOR_WORD: Final = re.compile(
    r"\b(?:" + "|".join(sorted(map(re.escape, _FACTORS), key=len, reverse=True)) + r")\b", re.I
)
_UNIT: Final = tuple((re.compile(rf"[ -]?(?:{p})(?![A-Za-z0-9^])"), name) for p, name in _UNITS)
_BOUND: Final = tuple(
    (re.compile(rf"(?:^|(?<=\W))(?:{p}) ?(?:a |an |only |just )?-?$", re.I), bound) for p, bound in _BOUNDS
)
_MORE: Final = re.compile(
    r"\b(?:more|higher|faster|better|greater|larger|longer|improve\w*|gains?|increase\w*|speed-?ups?|additional|extra"
    r"|boosts?)\b", re.I
)  # fmt: skip
_LESS: Final = re.compile(
    r"\b(?:fewer|less|lower|smaller|shorter|cheaper|slower|worse|reduc\w+|decreas\w+|drops?|loss|degradation|savings?|below"
    r"|compression)\b", re.I
)  # fmt: skip
_NOUN: Final = re.compile(r" ((?:[a-z][a-z-]*[a-z] ){0,2}?[a-z][a-z-]+s)\b(?! of\b)")
_RAISED: Final = re.compile("(?<=10)[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+")
_LIST_GAP: Final = re.compile(r"\s?(?:,\s?and|,|and|or|/|&)\s?")
_CLASSES: Final = {
    "constant": "O(1)", "logarithmic": "O(log n)", "linear": "O(n)", "loglinear": "O(n log n)", "quadratic": "O(n^2)",
    "cubic": "O(n^3)",
}  # fmt: skip
_CLASS: Final = re.compile(rf"\b(sub-?|near-?|quasi-?|almost |nearly )?({'|'.join(_CLASSES)})\b(?:[- ]\w+)?", re.I)
_BIG_O: Final = re.compile(r"(?:\\?(?:mathcal|tilde) ?\{?O\}?|[OΘΩ])\s?\(((?:[^()]|\([^()]*\))+)\)")


def parse(text: str) -> tuple[Value, ...]:
    """Return the values that a short text states, in order.

    >>> [(str(v.high), v.unit, v.bound, v.sense) for v in parse("upto 70% more")]
    [('70', '%', 'up to', 1)]
    """
    text = _RAISED.sub(lambda match: "^" + unicodedata.normalize("NFKC", match.group()).replace("−", "-"), text)
    found = list(_NUMBER.finditer(text))
    if not found or _BIG_O.search(text):
        return _classes(text) or tuple(_factor(text, match) for match in _FACTOR_WORD.finditer(text))
    return tuple(_shared(text, [_value(text, match, found, n) for n, match in enumerate(found)], found))


def _classes(text: str) -> tuple[Value, ...]:
    written = [
        Value(m.group(), None, None, COMPLEXITY, order=f"O({' '.join(m[1].split())})") for m in _BIG_O.finditer(text)
    ]
    return tuple(written or [_named_class(match) for match in _CLASS.finditer(text)])


def _named_class(match: re.Match[str]) -> Value:
    order, prefix = _CLASSES[match[2].lower()], (match[1] or "").lower()
    if prefix.startswith("sub"):
        return Value(match.group().strip(), None, None, COMPLEXITY, order="o" + order[1:])
    return Value(match.group().strip(), None, None, COMPLEXITY, ABOUT if prefix else "", order=order)


def _value(text: str, match: re.Match[str], found: list[re.Match[str]], n: int) -> Value:
    begin = found[n - 1].end() if n else 0
    until = found[n + 1].start() if n + 1 < len(found) else len(text)
    before, after = text[begin : match.start()], text[match.end() : until]
    if match["fraction"]:
        one, two = (Decimal(part) for part in re.findall(r"\d+", match["fraction"]))
        low = high = one / two
        unit, length = FACTOR, 0
    else:
        written = match["one"] or _WORDS[match["spelled"].lower()]
        low = _decimal(written, match["two"])
        high = _decimal(match["two"], "") if match["two"] else low
        unit, length = ("$", 0) if match["money"] else _unit(after)
    if match["sign"] and match["sign"].strip() != "+" and not match["two"]:
        low = high = -low
    bound = AT_LEAST if match["plus"] else FROM if match["two"] and before.endswith("from ") else _bound(before)
    if n and re.fullmatch(r"\s*\S*\s*(?:below|above|over|under)\s*", before):
        bound = ""  # "0.3 dB below 23.1 dB"
    nearby = re.split(r"[;]|, |\bvs\b|\bon\b", after[length:])[0]
    sense = _sense(nearby) or int((match["sign"] or "").strip() == "+")
    basis = next((word for word in ("relative", "absolute") if word in after), "")
    if low > high and re.search(r"\bto\b", match.group()):
        bound = FROM  # "17.04 to 4.17"
    shown = text[match.start() : match.end() + length].strip()
    return Value(shown, low if bound == FROM else min(low, high), high, unit, bound, sense, basis)


def _decimal(text: str, partner: str | None) -> Decimal:
    """Return the number; "2-3 million" lends its scale to the 2."""
    scale = re.search(_SCALE + "$", text) or (
        re.search(r" (?i:hundred|thousand|million|billion|trillion)$", partner or "")
    )
    word = re.match(r"\s*([A-Za-z]+)", scale.group()) if scale else None
    plain = re.sub(_SCALE + "$", "", text)
    plain = re.sub(r",(?=\d{1,2}$)", ".", plain).replace(",", "").replace("−", "-").replace(" ", "")
    power = re.search(r"10(?:\^|\*\*)\{?(-?\d+)\}?$", plain)
    if power:
        factor = re.sub(r"(?:[x×*]|\\times|\\cdot)$", "", plain[: power.start()])
        return Decimal(factor or "1").scaleb(int(power[1]))
    number = Decimal(plain)
    return number * 10 ** _SCALES[word[1].lower()] if word else number


def _unit(after: str) -> tuple[str, int]:
    """Return the unit that the text begins with, and how many characters it takes."""
    for pattern, name in _UNIT:
        match = pattern.match(after)
        if match:
            return name or match.group().strip(" -"), match.end()
    noun = _NOUN.match(after)
    if (
        noun
        and not re.search(_MORE, noun[1])
        and not re.search(_LESS, noun[1])
        and noun[1] not in ("times", "vs", "versus")
    ):
        return noun[1], noun.end()
    return "", 0


def _bound(before: str) -> str:
    return next((name for pattern, name in _BOUND if pattern.search(before)), "")


def _sense(words: str) -> int:
    return 1 if _MORE.search(words) else -1 if _LESS.search(words) else 0


def _factor(text: str, match: re.Match[str]) -> Value:
    number = Decimal(_FACTORS[match.group().lower()])
    return Value(match.group(), number, number, FACTOR, _bound(text[: match.start()]), _sense(text[match.end() :]))


def _shared(text: str, values: list[Value], spans: list[re.Match[str]]) -> list[Value]:
    """Give a bare number in a list the unit that the list ends with ("0.9 and 2.3 points")."""
    for n in range(len(values) - 2, -1, -1):
        gap = text[spans[n].end() : spans[n + 1].start()]
        if not values[n].unit and values[n + 1].unit and _LIST_GAP.fullmatch(gap) and " vs" not in text:
            values[n] = replace(values[n], unit=values[n + 1].unit, sense=values[n].sense or values[n + 1].sense)
    return values
