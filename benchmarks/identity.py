"""How the telling together of names grows: identify() on made mentions, 10^4 to 10^6.

python benchmarks/identity.py [MENTIONS…]
"""

from __future__ import annotations

import random
import resource
import sys
import time
from collections.abc import Iterator

from kg.resolve.acronyms import Acronyms
from kg.resolve.identity import Use, identify
from kg.resolve.keys import key_of
from kg.resolve.names import normalised

SYLLABLES = [first + second for first in "bdfgklmnrs" for second in "aeio"]
NOUNS = ["attention", "network", "model", "encoder", "decoder", "kernel", "layer", "memory", "score", "parsing"]
TYPES = ("Model", "Method", "Task", "Dataset", "Metric", "Property")


def made(count: int, seed: int = 0) -> Iterator[Use]:
    """Yield uses of names: each thing is used after a Zipf law, in several wordings."""
    draw = random.Random(seed)
    things = max(10, count // 4)
    for _ in range(count):
        thing = min(int(draw.paretovariate(0.9)) - 1, things - 1) if draw.random() < 0.5 else draw.randrange(things)
        own = random.Random(thing)
        stem = "".join(own.choices(SYLLABLES, k=own.randint(2, 5)))
        name = (
            f"{stem} {own.choice(NOUNS)}"
            if own.random() < 0.7
            else stem.capitalize() + own.choice(("Net", "former", "-2", ""))
        )
        shape = draw.random()
        if shape < 0.2:
            name = name.capitalize() if name.islower() else name + "s"
        elif shape < 0.3:
            name = name.replace(" ", "-")
        elif shape < 0.35:
            name = name.replace(" ", "")
        yield Use(name, own.choice(TYPES), str(draw.randrange(max(1, count // 25))))


def main(sizes: list[int]) -> None:
    print(f"{'mentions':>10} {'names':>9} {'entities':>9} {'CPU s':>8} {'µs each':>8} {'MB':>6}")
    for size in sizes:
        uses = list(made(size))
        key_of.cache_clear()
        normalised.cache_clear()
        clock = time.process_time()
        identity = identify(uses, Acronyms({}, {}, {}, {}))
        seconds = time.process_time() - clock
        entities = len({identity.head.get(key, key) for key in identity.known})
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        names = len({use.name for use in uses})
        print(
            f"{size:10,} {names:9,} {entities:9,} {seconds:8.1f} {seconds / size * 1e6:8.1f} {memory:6,.0f}", flush=True
        )


if __name__ == "__main__":
    main([int(float(size)) for size in sys.argv[1:]] or [10**4, 10**5, 10**6])
