"""Reviews several submissions one after another, and says how each ended, as JSON lines.

Run as a child process: `python -m tests.app.review_many OUT FOLDER...`
"""

import json
import resource
import signal
import sys
from pathlib import Path
from types import FrameType

from app.review import review
from cpted_rules.errors import CptedError
from cpted_rules.text import Lang

SECONDS = 120


def main(out: Path, folders: list[Path]) -> None:
    """One line a submission: its name, how it ended, the message, and the peak memory so far."""
    signal.signal(signal.SIGALRM, _too_long)
    for folder in folders:
        signal.alarm(SECONDS)
        try:
            review(folder, out / folder.name, langs=(Lang.EN,))
            end, message = "report", ""
        except CptedError as error:
            end, message = "refused", error.in_(Lang.EN)
        peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        row = {"name": folder.name, "end": end, "message": message, "peak_mb": peak_mb}
        sys.stdout.write(json.dumps(row) + "\n")
        sys.stdout.flush()
    signal.alarm(0)


def _too_long(_signal: int, _frame: FrameType | None) -> None:
    raise TimeoutError(f"longer than {SECONDS} s")


if __name__ == "__main__":
    main(Path(sys.argv[1]), [Path(a) for a in sys.argv[2:]])
