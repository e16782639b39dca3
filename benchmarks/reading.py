"""Our reader against others on the largest sample drawing and on all of its submission.

Files are read one after the other, nothing declared of them; others only load what ours interprets.
Every run is a process of its own; the readers take turns, so that a busy machine slows all of them.
Timed is the reading alone, after imports. Memory is the peak of the process less the peak of one
that only imports, for each MB of file.
"""

import json
import sys
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from statistics import median

from benchmarks.child import run

DRAWINGS = Path(__file__).parents[1] / "sample_plans" / "apartment" / "deficient" / "drawings"
READ_DXF = "ours: read_dxf"
OURS = "ours: read_dxf and interpret"
EZDXF = "ezdxf.readfile"
DXFGRABBER = "dxfgrabber.readfile"
GDAL = "GDAL by pyogrio"
READERS = (OURS, READ_DXF, EZDXF, DXFGRABBER, GDAL)
NEEDS = {DXFGRABBER: "dxfgrabber", GDAL: "pyogrio"}
"""Readers that are not among what we are made of, and the package of the group `bench`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One run of one reader: seconds of reading, peak memory of its process. [MB]"""

    seconds: float
    peak_mb: float


def main(*, runs: int = 5) -> None:
    """Print seconds, ratios and memory of each reader."""
    files = sorted(DRAWINGS.glob("*.dxf"))
    largest = max(files, key=lambda path: path.stat().st_size)
    here = [reader for reader in READERS if _installed(reader)]
    for reader in READERS:
        if reader not in here:
            sys.stdout.write(
                f"{NEEDS[reader]} is not installed (dependency group bench): {reader} left out\n"
            )
    bare = {reader: _measured(reader, ()) for reader in here}
    for title, paths in ((largest.name, (largest,)), (f"all {len(files)} files", tuple(files))):
        size_mb = sum(path.stat().st_size for path in paths) / 1e6
        times: dict[str, list[Measured]] = {reader: [] for reader in here}
        for _ in range(runs):
            for reader in here:
                times[reader].append(_measured(reader, paths))
        sys.stdout.write(f"\n{title}, {size_mb:.2f} MB, {runs} runs of each\n")
        sys.stdout.write(_table(times, bare, size_mb))


def _table(times: dict[str, list[Measured]], bare: dict[str, Measured], size_mb: float) -> str:
    form = "{:<30} {:>8} {:>17} {:>9} {:>9} {:>12}\n"
    words = form.format("reader", "median s", "least to most s", "to ezdxf", "peak MB", "MB per MB")
    by_ezdxf = median(m.seconds for m in times[EZDXF])
    for reader, measured in times.items():
        seconds = [m.seconds for m in measured]
        peak = median(m.peak_mb for m in measured)
        words += form.format(
            reader,
            f"{median(seconds):.3f}",
            f"{min(seconds):.3f} to {max(seconds):.3f}",
            f"{median(seconds) / by_ezdxf:.2f}",
            f"{peak:.0f}",
            f"{(peak - bare[reader].peak_mb) / size_mb:.1f}",
        )
    return words


def _installed(reader: str) -> bool:
    return reader not in NEEDS or find_spec(NEEDS[reader]) is not None


def _measured(reader: str, paths: tuple[Path, ...]) -> Measured:
    done = run(["-m", "benchmarks.readers", reader, *map(str, paths)])
    if done.code:
        sys.exit(f"{reader} failed:\n{done.errors}")
    return Measured(seconds=json.loads(done.output)["seconds"], peak_mb=done.peak_mb)
