"""The verb patterns of the rule extractor, as a table: which verb states which relation between which parts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

SUBJECT: Final = "subject"
OBJECT: Final = "object"


@dataclass(frozen=True, slots=True)
class VerbRule:
    """One row: a clause with one of ``verbs`` states ``relation`` from the part ``head`` to the part ``tail``.

    Attributes:
        name: the key of the rule's measured precision.
        head, tail: SUBJECT, OBJECT or a preposition; in a passive clause OBJECT is its grammatical subject.
        tail_types: guessed types that the tail may have; "" is a tail whose type nothing tells.
        tail_type: the type of a tail whose type nothing tells.
    """

    name: str
    verbs: frozenset[str]
    head: str
    relation: str
    tail: str
    tail_types: frozenset[str]
    tail_type: str


# name | head relation tail | types that the tail may have (? is unknown), the first one is assumed | verbs
_TABLE: Final = """
outperforms.verb         | subject outperforms object   | Model Method Software Dataset Task Property ? |
    outperform surpass exceed beat outstrip outclass outrank best overtake
outperforms.underperform | object outperforms subject   | Model Method Software ? | underperform
matches.verb             | subject matches object       | Model Method ? | match rival near
reduces.verb             | subject reduces object       | Property Metric Problem Method Task ? |
    reduce decrease minimize minimise lower cut shrink save lessen curtail compress
improves.verb            | subject improves object      | Property Metric Task Model Method ? |
    improve enhance boost increase accelerate strengthen raise maximize optimize facilitate speed advance promote
    refine augment
addresses.verb           | subject addresses object     | Problem Property Task Method ? |
    address tackle solve overcome mitigate alleviate avoid eliminate resolve combat circumvent bypass prevent remedy
    counter ease relieve counteract
hasLimitation.suffer     | subject hasLimitation from   | Problem Property Method Task ? | suffer
hasLimitation.struggle   | subject hasLimitation with   | Problem Property Task Method ? | struggle
hasLimitation.verb       | subject hasLimitation object | Problem Property ? |
    lack face incur encounter necessitate ignore neglect overlook pose
hasLimitation.limited    | object hasLimitation subject | Problem Property ? |
    limit hinder constrain hamper restrict bottleneck plague impede
uses.verb                | subject uses object          | Method Model Software Task Property Dataset ? |
    use employ utilize utilise leverage adopt exploit incorporate integrate combine contain comprise include harness
uses.apply               | subject uses object          | Method ? | apply introduce
uses.with                | object uses with             | Method Model Software Task ? |
    combine integrate augment equip couple enhance
uses.prep                | subject uses on              | Method Model Software Task Property ? | rely depend
uses.of                  | subject uses of              | Method Model Software Task ? | consist
uses.composed            | object uses of               | Method Model Software Task ? | compose make
basedOn.on               | object basedOn on            | Method Model Software ? | base build found ground
basedOn.upon             | object basedOn upon          | Method Model Software ? | base build
basedOn.build            | subject basedOn on           | Method Model Software ? | build
basedOn.builds           | subject basedOn upon         | Method Model Software ? | build
basedOn.inspired         | object basedOn subject       | Method Model Software ? | inspire motivate
basedOn.extend           | subject basedOn object       | Method Model Software ? | extend generalize modify
basedOn.derived          | object basedOn from          | Model Method Software ? |
    derive adapt initialize fine-tune finetune distill
trainedOn.passive        | object trainedOn on          | Dataset Task Method ? |
    train pre-train pretrain fine-tune finetune retrain tune
evaluatedOn.passive      | object evaluatedOn on        | Dataset Model Method Task ? |
    evaluate test validate assess benchmark examine verify demonstrate
evaluatedOn.across       | object evaluatedOn across    | Dataset Model ? |
    evaluate test validate assess benchmark examine verify demonstrate
usedFor.for              | object usedFor for           | Task Model ? |
    use employ utilize design apply adopt propose develop tailor deploy leverage introduce exploit present
usedFor.applied          | object usedFor to            | Task Model ? | apply adapt extend
usedFor.in               | object usedFor in            | Task Model ? | use employ apply adopt deploy
usedFor.verb             | subject usedFor object       | Task ? |
    enable support perform handle solve tackle facilitate
comparedWith.with        | object comparedWith with     | Method Model Software ? | compare
comparedWith.to          | object comparedWith to       | Method Model Software ? | compare
"""


def _read(table: str) -> tuple[VerbRule, ...]:
    rules: list[VerbRule] = []
    for line in table.replace("\n    ", " ").strip().splitlines():
        name, parts, types, verbs = (cell.strip() for cell in line.split("|"))
        head, relation, tail = parts.split()
        allowed = frozenset("" if t == "?" else t for t in types.split())
        rules.append(VerbRule(name, frozenset(verbs.split()), head, relation, tail, allowed, types.split()[0]))
    return tuple(rules)


VERB_RULES: Final[tuple[VerbRule, ...]] = _read(_TABLE)
BY_VERB: Final[dict[str, tuple[VerbRule, ...]]] = {
    verb: tuple(rule for rule in VERB_RULES if verb in rule.verbs)
    for verb in sorted({v for rule in VERB_RULES for v in rule.verbs})
}
