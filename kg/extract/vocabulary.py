"""The words by which papers speak of themselves and of things in general; read by the naming of noun phrases."""

from __future__ import annotations

from typing import Final

from kg.extract.wordlist import words

INTRODUCE: Final = words(
    """propose present introduce develop design describe devise create build formulate contribute release unveil
    establish construct offer invent"""
)
WEAK_INTRODUCE: Final = words("explore investigate study provide demonstrate report show")
EMPTY: Final = words(
    """approach method use potential impact choice version notion concept range effectiveness improvement
    consistency evidence insight analysis evaluation result results performance experiment experiments idea way
    problem issue possibility benefit advantage example fact need role effect relationship state gap capability
    ability efficiency evaluations improvements insights challenge challenges limitation limitations bottleneck
    bottlenecks case step set technique strategy framework model architecture system solution module algorithm
    dataset benchmark task findings contribution contributions techniques methods models modules strategies
    components component methodology series overview guideline guidelines hypothesis setting guidance comparison
    family"""
)
AUTHORS: Final = frozenset(("we",))
PAPER_NOUNS: Final = words("paper work article study survey research report manuscript letter thesis review")
OWN_NOUNS: Final = words(
    """model method approach framework architecture system network algorithm technique strategy solution pipeline
    scheme mechanism design chatbot agent tool module dataset benchmark corpus toolkit library proposal formulation
    extension
    variant procedure paradigm transformer encoder decoder detector classifier accelerator"""
)
NAMED: Final = words("called named dubbed termed namely coined denoted abbreviated titled christened")
BEFORE_NAME: Final = frozenset((*"\"“'‘`:,$", "the", "a", "an"))
NOT_A_NAME: Final = words(
    """towards toward on an a the how what why is are can do does improving learning exploring understanding
    efficient scaling rethinking revisiting beyond from fast deep large"""
)
DATASET_NOUNS: Final = words("dataset corpus benchmark collection corpora datasets benchmarks")
MODEL_NOUNS: Final = words(
    """model models network architecture transformer system encoder decoder detector classifier family accelerator
    chatbot bert"""
)
SOFTWARE_NOUNS: Final = frozenset(("library", "toolkit", "tool", "package", "platform", "software"))
# "the number of parameters" is about parameters: these heads say only how much or which kind.
TRANSPARENT: Final = words(
    """number numbers variety range set series family use task tasks problem field area amount level levels type
    types kind class form lot majority collection plethora array domain wide host collection suite group pair sequence
    amounts context case cases challenge issue process world adoption usage application development emergence
    introduction presence power success topic realm landscape potential advent rise"""
)
# Their complement belongs to the name: "lack of training data", "recognition of emotions".
WITH_COMPLEMENT: Final = words(
    """lack absence scarcity shortage loss degradation risk limited superposition mixture combination inability
    difficulty insufficiency need ability capacity representation understanding recognition detection generation
    prediction classification analysis estimation identification diagnosis modeling quality learning"""
)
PRONOUNS: Final = words("it they this these which that them itself one ones those")
# Alone, these say of what kind a thing is, not which.
GENERIC: Final = words(
    """techniques technique methods method models model approaches approach similarity concept state success
    reduction framework frameworks system systems architecture architectures algorithm algorithms module modules
    component components strategy strategies network networks tests battery necessity procedure procedures
    experts families family tasks task datasets dataset benchmarks benchmark improvements innovations
    implications tasks layers layer information features data values value process processes solution solutions
    structure structures mechanism mechanisms implementation implementations design designs ideas properties
    characteristics factors versions version settings setting scenarios inputs input outputs output changes step
    steps domains applications samples tools tool configurations counterpart counterparts problem problems
    issues issue challenges limitation limitations challenge drawbacks contributions contribution strategy
    phenomenon findings"""
)
EMPTY_HEADS: Final = words(
    """way ways means order fact addition contrast result results experiments experiment evaluations section et al
    work works paper papers researchers authors people one part aspect thing things example years recent
    research interest hand time times studies study community literature insights findings end goal
    aim respect terms front extent line practice question questions evidence progress advances rest more most
    instance margin basis place other others manner fashion author humans human user users"""
)
OUR_RESULTS: Final = words(
    """results result experiments experiment evaluation evaluations models methods design training implementation
    work"""
)
# With one of these before it, even a general noun says which thing: "existing methods".
RIVAL: Final = words(
    """existing previous prior traditional conventional current state-of-the-art sota other baseline competing recent
    standard strong competitive modern leading top mainstream classical alternative similar"""
)
