"""A run over many damaged files, each read in a limited child, and the account of the run."""

import json
import os
import re
import selectors
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, cast

from tests.fuzz.seeds import Kind, seeds_of
from tests.fuzz.worker import limit_s

_WALL_S = 90.0
"""By the clock, for a child that waits without working. [s]"""


_DIGITS = re.compile(r"\d+")
_SHOWN = 5
"""Files that are named of those that bring the same bug to light."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What came of one file: `read`, a refusal's code, or a bug in words."""

    kind: Kind
    seed: int
    number: int
    seed_file: str = ""
    came: str = ""
    bug: str = ""
    seconds: float = 0.0
    peak_mib: float = 0.0

    def again(self) -> str:
        """The command that reads this file once more."""
        return f"python -m tests.fuzz --kind {self.kind} --seed {self.seed} --only {self.number}"


@dataclass(kw_only=True)
class Account:
    """What came of all files of a run."""

    told: list[Told] = field(default_factory=list)

    @property
    def bugs(self) -> list[Told]:
        """The files that brought a bug to light."""
        return [one for one in self.told if one.bug]

    def lines(self) -> Iterator[str]:
        """The account in words."""
        for kind in Kind:
            own = [one for one in self.told if one.kind is kind]
            if not own:
                continue
            came = Counter(one.came or "BUG" for one in own)
            slowest = max(own, key=lambda one: one.seconds)
            peak = max(one.peak_mib for one in own)
            shown = ", ".join(f"{code} {n}" for code, n in came.most_common())
            yield (
                f"{kind}: {len(own)} files; {shown}; slowest {slowest.seconds:.2f} s "
                f"(--only {slowest.number}); peak memory {peak:.0f} MiB"
            )
        alike: dict[tuple[Kind, str], list[Told]] = {}
        for one in self.bugs:
            alike.setdefault((one.kind, _DIGITS.sub("0", one.bug)), []).append(one)
        for some in sorted(alike.values(), key=len, reverse=True):
            yield f"BUG {len(some)} x {some[0].bug}"
            yield from (f"    {one.again()}  [{one.seed_file}]" for one in some[:_SHOWN])
        yield f"{len(self.told)} files, {len(self.bugs)} bugs"


def run(tasks: Iterable[tuple[Kind, int]], *, seed: int) -> Account:
    """The account of a run over (kind, number) pairs; kinds without sound files are left out."""
    account = Account()
    child: _Child | None = None
    try:
        for kind, number in tasks:
            if not seeds_of(kind):
                continue
            child = child if child and child.lives else _Child()
            account.told.append(child.told(kind, seed, number))
    finally:
        if child:
            child.end()
    return account


class _Child:
    """One worker process."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.fuzz.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=Path(__file__).parents[2],
            env={**os.environ, "MALLOC_ARENA_MAX": "2", "OPENBLAS_NUM_THREADS": "1"},
            text=True,
        )
        self.lives = self._answer() == "ready\n"

    def told(self, kind: Kind, seed: int, number: int) -> Told:
        """What came of one file; the death of the child is a bug."""
        stdin = cast("IO[str]", self.process.stdin)
        asked = Told(kind=kind, seed=seed, number=number, bug="the worker did not start")
        if not self.lives:
            return asked
        stdin.write(f"{kind} {seed} {number}\n")
        stdin.flush()
        answer = self._answer()
        if answer:
            return Told(kind=kind, seed=seed, **json.loads(answer))
        self.end()
        code = self.process.returncode
        words = f"more than {limit_s():g} s" if code == -signal.SIGPROF else f"died ({code})"
        return Told(kind=kind, seed=seed, number=number, bug=words, seconds=limit_s())

    def _answer(self) -> str:
        """The next line; empty when the child died or kept silent for too long."""
        stdout = cast("IO[str]", self.process.stdout)
        with selectors.DefaultSelector() as selector:
            selector.register(stdout, selectors.EVENT_READ)
            return stdout.readline() if selector.select(_WALL_S) else ""

    def end(self) -> None:
        """Let it go; kill it if it does not leave."""
        self.lives = False
        for stream in (self.process.stdin, self.process.stdout):
            if stream:
                stream.close()
        try:
            self.process.wait(5.0)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
