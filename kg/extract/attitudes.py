"""The closed classes of words by which English denies, hedges, announces or questions: no names, no field words."""

from __future__ import annotations

from typing import Final

from kg.extract.wordlist import words

NEGATIONS: Final = words("not n't never no neither nor hardly barely rarely scarcely cannot")
NOBODY: Final = words("nobody none nothing no-one neither")
FAIL: Final = words("fail refuse cease neglect lack prevent struggle decline forget omit")
DENY: Final = words("deny dispute refute reject disprove contest contradict")
FORGO: Final = words("dispense forgo forego eschew abandon discard")
LACK: Final = words("lack miss leave")
NOT_SO: Final = words(
    """unable incapable unsuccessful unfounded unsuitable unsuited unfit impossible infeasible untrue false wrong
    unsolved untested unnecessary"""
)
MODALS: Final = words("may might could would should")
WILL: Final = words("will 'll shall")
PERHAPS: Final = words(
    """possibly potentially perhaps presumably hypothetically allegedly probably likely supposedly purportedly
    conceivably maybe hopefully eventually"""
)
LIKELY: Final = words(
    """likely unlikely possible conceivable probable plausible unclear uncertain unknown doubtful questionable
    debatable supposed open undecided"""
)
BELIEVE: Final = words(
    """believe hypothesize hypothesise conjecture speculate suspect wonder ask question assume suppose hope wish
    seem appear imagine doubt debate fear"""
)
ASK: Final = words("question ask wonder doubt debate assume")
"""What hedges only a clause of its own: "we ask whether", but "question answering"."""
SHOW: Final = words("show see demonstrate prove argue explain discuss describe")
SAID: Final = words("think claim allege say rumor rumour assert")
"""Hedges in the passive only: "X is thought to scale", but "we claim that X scales"."""
PLAN: Final = words("plan intend hope expect wish anticipate aspire foresee schedule")
LEAVE: Final = words("leave defer postpone reserve remain")
CLAIM: Final = words(
    """claim assertion belief hypothesis conjecture assumption possibility hope concern fear suspicion speculation
    question expectation promise chance doubt rumor idea"""
)
OTHERS: Final = words(
    """critic vendor developer reviewer referee commentator team expert company manufacturer release slide post
    blog brochure tutorial newspaper magazine review maker marketing proponent advocate supporter opponent
    skeptic sceptic website site preprint leaflet sheet page man people someone somebody everyone everybody he
    she maintainer spokesperson spokesman press media journalist article rumour rumor flyer datasheet
    advertisement advert campaign seller supplier startup start-up firm colleague reader user customer
    participant community practitioner attendee engineer operator forum thread comment memo email e-mail
    newsletter manual documentation readme card poster talk lecture keynote speaker presenter textbook
    commentary editorial paragraph announcement inventor founder owner ceo management consultant analyst
    observer insider source many some few several others one"""
)
"""Who is not an author: people, and papers of another kind than research."""
NAME: Final = words("call name dub term denote title refer label")
FUTURE: Final = words("work study research version release paper direction experiment year iteration investigation")
CONDITIONS: Final = words("if whether unless")
SOLVE: Final = words(
    """address tackle solve overcome mitigate alleviate resolve remedy handle bridge fill combat circumvent avoid
    eliminate remove reduce cope deal fix prevent"""
)
SUFFER: Final = words(
    """suffer have incur cause introduce require need face exhibit show lead result bring limit hinder increase be
    restrict hamper affect impede involve produce encounter"""
)
