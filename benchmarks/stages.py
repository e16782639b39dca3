"""Wall time and peak memory of each stage of the main job, for the three samples.

Each review runs in a process of its own, twice.
"""

import json
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

SAMPLES = Path(__file__).parents[1] / "sample_plans"


def main() -> None:
    """Print the table."""
    row = "{:<12} {:>8} {:>9} {:>9}\n"
    sys.stdout.write(row.format("sample", "stage", "seconds", "peak MB"))
    for submission in sorted(SAMPLES.glob("*/deficient")):
        for _ in range(2):
            with TemporaryDirectory() as out:
                command = [sys.executable, "-m", "app.cli", "review", str(submission)]
                done = subprocess.run(
                    [*command, "--out", out, "--json"], capture_output=True, check=True, text=True
                )
            for cost in json.loads(done.stdout)["stages"]:
                words = (submission.parent.name, cost["stage"], cost["seconds"], cost["peak_mb"])
                sys.stdout.write(row.format(*words))
