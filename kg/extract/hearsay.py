"""What a sentence says that somebody else says: "the vendor claims that X is fast" does not state that X is.

Who merely claims, promises or believes commits nobody else, whoever it is; who says, calls or lists does not where it
is a person or a paper of another kind than research. What the authors or their experiments say is stated plainly.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kg.extract.attitudes import CLAIM, OTHERS
from kg.extract.syntax import Syntax
from kg.extract.wordlist import words

_CLAIM: Final = words(
    """claim assert maintain contend allege charge insist boast brag purport profess rumour rumor hint promise
    advertise tout conjecture speculate suspect fear swear pretend imagine fancy complain object protest"""
)
_SAY: Final = words(
    """say state tell believe report write argue suggest note think feel describe list call credit summarise
    summarize declare mention imply announce predict hold suppose assume expect hope quote cite refer present
    praise portray recommend dub label hail market bill conclude remark warn accuse ascribe attribute assure"""
)
_NAMING: Final = words(
    "describe list call credit summarise summarize cite refer present praise portray dub label hail market bill"
    " advertise tout accuse ascribe attribute quote"
)
_PROMISE: Final = words("claim allege promise advertise tout announce rumour rumor")
_OWN: Final = words(
    """we i our us my this these paper work study result results experiment experiments evaluation analysis finding
    findings here that which it theory theorem evidence"""
)
_SO: Final = words(
    """show find demonstrate prove confirm observe report establish reveal indicate suggest conclude note argue see
    verify validate illustrate highlight learn discover realise realize recognise recognize know known emphasise
    emphasize stress evidence imply ensure guarantee state explain mean underline mention point turn clear
    evident obvious true noteworthy notable interesting important hold follow document fact finding discovery
    observation result proof insight advantage property benefit strength novelty difference lesson message
    takeaway problem issue challenge limitation drawback shortcoming disadvantage weakness downside reason
    consequence implication feature identify determine ascertain justify justifie corroborate substantiate
    attest exhibit convention difficulty caveat exception condition constraint signal agree acknowledge admit
    appreciate surprising remarkable unsurprising say-so neglect ignore overlook forget idea intuition insight
    key principle require demand assume claim notice deduce derive infer uncover unveil support experiment
    theorem maintain assert insist caution warn contend remark predict concede disregard worth save"""
)
"""What is followed by what is so, or by what it takes ("require that")."""
_NOT: Final = words("not n't cannot never no nobody none unable neither nor hardly without")
_NO_MATRIX: Final = words("so given in now except provided than namely so such")
_MAYBE: Final = (CLAIM - {"idea"}) | words(
    """suspect tempting premature wrong mistaken hasty rash myth rumour impression granted attempt try unable
    impossible hypothesise hypothesize hope wish opinion view notion misconception fallacy legend conviction feeling
    prospect story statement allegation contention suggestion announcement pretence risk danger likelihood"""
)
"""What leaves open what follows, whatever else stands before it: "it is tempting to conclude that"."""
_REACH: Final = 12
_CLAUSE: Final = frozenset(("ccomp", "xcomp"))


def hearsay(s: Syntax) -> Iterator[tuple[int, int]]:
    """Yield the verbs by which somebody else says something, each with the end of what hangs on it."""
    for token in range(len(s)):
        lemma = s.lemma[token]
        if s.pos[token] != "VERB" or not (lemma in _CLAIM or lemma in _SAY):
            continue
        subject = _subject(s, token)
        if subject < 0 or _is_own(s, subject):
            continue
        clause = s.child(token, "ccomp") >= 0 or (lemma in _CLAIM and s.child(token, *_CLAUSE) >= 0)
        known = s.lemma[subject] in OTHERS or s.lower[subject] in OTHERS
        if (lemma in _CLAIM and (clause or (known and lemma in _PROMISE))) or (known and (clause or lemma in _NAMING)):
            yield token, s.right_edge(token) + 1


def _subject(s: Syntax, verb: int) -> int:
    while True:
        found = s.child(verb, "nsubj")
        if found >= 0 or s.dep[verb] not in ("conj", "xcomp"):
            return found
        verb = s.head[verb]


def _is_own(s: Syntax, subject: int) -> bool:
    """Tell whether the authors, their paper or what they found speaks."""
    first, last = s.left_edge(subject), subject + 1
    return any(s.lower[n] in _OWN for n in range(first, last)) and s.lower[subject] != "one"


def supposed(s: Syntax) -> Iterator[tuple[int, int]]:
    """Yield the "that" of each clause that nothing says to be so, with the end of the clause, -1 if it is not known.

    What is shown, found or clear is so; what somebody insinuates, a hypothesis or a chance is not.
    """
    for token in range(1, len(s)):
        if s.lower[token] != "that" or not (s.tag[token] == "IN" or s.dep[token] == "mark"):
            continue
        if {"so", "such"} & set(s.lower[max(0, token - 2) : token]) or s.lower[token - 1] in _NO_MATRIX:
            continue
        if _is_relative(s, token):
            continue
        # "we show that X, and that Y": the second clause is the content of the same verb
        reach = token if s.lower[token - 1] in ("and", ";") else _REACH
        factive = [n for n in range(max(0, token - reach), token) if s.lemma[n] in _SO]
        clause = s.head[token] if s.dep[token] == "mark" and s.head[token] > token else -1
        governor = s.head[clause] if clause >= 0 else -1
        if governor >= 0 and s.lemma[governor] in _SO and governor not in factive:
            factive.append(governor)
        doubts = [n for n in range(max(0, token - reach), token) if s.lemma[n] in _MAYBE and n not in factive]
        doubted = any(
            n > max(factive, default=-1) or s.lower[n + 1] == "to" or (s.pos[n] == "VERB" and s.text[n + 1] == ",")
            for n in doubts
        )
        denied = [n for n in factive if _is_denied(s, n)]
        if s.lemma[token - 1] == "be" and not denied:
            factive = [token]  # "their misfortune is that", but "the hypothesis is that"
        if doubted or not factive or (denied and (reach == _REACH or len(denied) == len(factive))):
            yield token, s.right_edge(clause) if clause >= 0 else -1


def _is_relative(s: Syntax, that: int) -> bool:
    """Tell whether "that" takes up a noun ("a framework that prunes"), which the tagger does not always see."""
    before = that - 1
    if that + 1 >= len(s) or s.pos[that + 1] in ("ADP", "PUNCT", "VERB"):
        return True
    if s.lower[before] == ",":
        return not any(s.lemma[n] in _MAYBE for n in range(before))
    return (
        s.pos[before] in ("NOUN", "PROPN", "NUM", "PUNCT") and s.lower[before] != ";" and s.lemma[before] not in _MAYBE
    )


def _is_denied(s: Syntax, verb: int) -> bool:
    near = range(max(0, verb - 3), verb)
    return any(s.lower[n] in _NOT and s.lower[n + 1] not in ("only", "just", "merely") for n in near)
