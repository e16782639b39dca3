"""Programs in C++ that stand beside this file: built on first use, run with arrays as files."""

import json
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from numpy.typing import NDArray

from benchmarks.suite.cost import Cost
from benchmarks.suite.trial import PeerMissingError

HERE = Path(__file__).parent
BUILT = Path(__file__).parents[2] / "build" / "peers"
FLAGS = ("-O3", "-march=native", "-DNDEBUG", "-std=c++17")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a program wrote, and its own account of the time, reading its input left out."""

    values: NDArray[np.float64]
    cost: Cost
    said: Mapping[str, float]


@cache
def built(name: str, libraries: tuple[str, ...]) -> Path:
    """The program of a source file; built anew when the source is another."""
    source = HERE / f"{name}.cpp"
    header = HERE / "arrays.hpp"
    digest = sha256(source.read_bytes() + header.read_bytes()).hexdigest()[:12]
    program = BUILT / f"{name}-{digest}"
    if program.exists():
        return program
    if shutil.which("g++") is None:
        raise PeerMissingError("no g++ (apt-get install g++)")
    BUILT.mkdir(parents=True, exist_ok=True)
    made = program.with_suffix(".new")
    command = ["g++", *FLAGS, str(source), "-o", str(made), *(f"-l{word}" for word in libraries)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        fault = next((line for line in done.stderr.splitlines() if "error" in line), "")
        raise PeerMissingError(f"{source.name} does not build: {fault}")
    made.rename(program)
    return program


def answer(
    name: str,
    arrays: Sequence[NDArray[np.float64]],
    words: Sequence[str] = (),
    *,
    libraries: tuple[str, ...] = (),
) -> Answer:
    """Run a program on arrays of float64 and some words.

    It is given the arrays as files, the words, and the file to write its values to. On its output
    it says one JSON object of numbers, among them cpu_s and wall_s.
    """
    program = built(name, libraries)
    with TemporaryDirectory() as folder:
        paths = [Path(folder) / f"{n}.f64" for n in range(len(arrays))]
        for path, array in zip(paths, arrays, strict=True):
            np.ascontiguousarray(array, dtype=np.float64).tofile(path)
        out = Path(folder) / "out.f64"
        command = [str(program), *map(str, paths), *words, str(out)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            last = done.stderr.strip().splitlines()[-1:] or [f"ended with {done.returncode}"]
            raise RuntimeError(f"{name}: {last[0]}")
        said = json.loads(done.stdout)
        values = np.fromfile(out, dtype=np.float64)
    cost = Cost(cpu_s=said["cpu_s"], wall_s=said["wall_s"])
    return Answer(values=values, cost=cost, said=said)
