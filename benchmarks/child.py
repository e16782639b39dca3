"""A command run in a process of its own, and what it cost."""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from tempfile import TemporaryFile
from time import perf_counter


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """How a process ended.

    Args:
        seconds: of wall time, start-up of the interpreter included.
        cpu_seconds: of it and of the processes that it waited for.
        peak_mb: most memory that it, or a process it started, held at once; never less than
            what held the process that started it, so that one must stay small.
    """

    code: int
    output: str
    errors: str
    seconds: float
    cpu_seconds: float
    peak_mb: float


def run(arguments: Sequence[str], *, environment: Mapping[str, str] | None = None) -> Run:
    """Run this Python with arguments, wait for its end and ask what it used.

    Args:
        environment: variables that are set besides those of this process.
    """
    with TemporaryFile() as out, TemporaryFile() as err:
        begun = perf_counter()
        process = subprocess.Popen(
            [sys.executable, *arguments],
            stdout=out,
            stderr=err,
            env={**os.environ, **(environment or {})},
        )
        _, status, used = os.wait4(process.pid, 0)
        seconds = perf_counter() - begun
        # wait4 took the status, so that Popen has nothing left to wait for
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        err.seek(0)
        return Run(
            code=process.returncode,
            output=out.read().decode(errors="replace"),
            errors=err.read().decode(errors="replace"),
            seconds=seconds,
            cpu_seconds=used.ru_utime + used.ru_stime,
            peak_mb=used.ru_maxrss / 1024,
        )
