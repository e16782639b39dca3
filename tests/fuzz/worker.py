"""A limited child process: makes one damaged file after another and tells what came of each."""

import gc
import json
import os
import resource
import signal
import sys
import time
import traceback
from random import Random

from tests.fuzz.damage import damaged
from tests.fuzz.seeds import Kind, seeds_of
from tests.fuzz.soundness import outcome
from tests.memory import peak_mib

MEMORY_BYTES = 3 << 29
"""Address space of a worker: 1.5 GiB."""
LIMIT_SETTING = "CPTED_FUZZ_LIMIT_S"


def limit_s() -> float:
    """Processor time for one file; the system ends the process that takes more. [s]

    A few hundred bytes can insert blocks that open to just below the 400,000 entities a reader
    takes; those take up to 15 s on a machine with nothing else to do.
    """
    return float(os.environ.get(LIMIT_SETTING, "30"))


def make(kind: Kind, seed: int, number: int) -> tuple[str, bytes]:
    """The name and bytes of a damaged file; the same numbers always give the same."""
    chance = Random(f"{seed}/{kind}/{number}")
    name, raw = chance.choice(seeds_of(kind))
    return name, damaged(kind, raw, chance)


def tell(kind: Kind, seed: int, number: int) -> dict[str, object]:
    """What came of one file, the time it took, and the most memory this process ever held."""
    name, raw = make(kind, seed, number)
    start = time.process_time()
    signal.setitimer(signal.ITIMER_PROF, limit_s())
    came, bug = "", ""
    try:
        came = outcome(kind, name, raw, number)
    except Exception as error:  # noqa: BLE001 - whatever escapes is what is looked for
        frames = traceback.extract_tb(error.__traceback__)
        own = [f for f in frames if "/cpted_rules/" in f.filename or "/app/" in f.filename]
        place = f"{own[-1].filename.rpartition('/')[2]}:{own[-1].lineno}" if own else "-"
        bug = ascii(f"{type(error).__name__}: {str(error)[:160]} ({place})")[1:-1]
    signal.setitimer(signal.ITIMER_PROF, 0)
    return {
        "number": number,
        "seed_file": name,
        "came": came,
        "bug": bug,
        "seconds": time.process_time() - start,
        "peak_mib": peak_mib(),
    }


def main() -> None:
    """Answer lines of `kind seed number` with lines of JSON until there are no more."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    for each in Kind:
        seeds_of(each)  # no file is charged with the time it takes to make them
    gc.freeze()  # what is there by now is no garbage of a file
    answers = sys.stdout
    sys.stdout = sys.stderr  # what a library prints is no answer
    answers.write("ready\n")
    answers.flush()
    for line in sys.stdin:
        kind, seed, number = line.split()
        answers.write(json.dumps(tell(Kind(kind), int(seed), int(number))) + "\n")
        answers.flush()


if __name__ == "__main__":
    main()
