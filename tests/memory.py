"""How much memory a process held."""

from pathlib import Path


def peak_mib() -> float:
    """The most resident memory of this process since its program was started. [MiB]

    `ru_maxrss` begins with what the process was forked from, which may be far larger.
    """
    (line,) = (
        line for line in Path("/proc/self/status").read_text().splitlines() if "VmHWM" in line
    )
    return int(line.split()[1]) / 1024
