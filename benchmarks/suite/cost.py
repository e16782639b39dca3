"""What a call costs this process and the processes it starts."""

import gc
import resource
from collections.abc import Callable
from dataclasses import dataclass
from time import perf_counter, process_time
from typing import TypeVar

T = TypeVar("T")

SINGLE = (
    "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMBA_NUM_THREADS",
    "NUMEXPR_NUM_THREADS", "VECLIB_MAXIMUM_THREADS",
)  # fmt: skip
"""Variables that hold the libraries to one thread."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """Seconds of processor, on all cores, and of wall time."""

    cpu_s: float
    wall_s: float


def measured(call: Callable[[], T]) -> tuple[T, Cost]:
    """What a call gives, and what it cost, children included."""
    gc.collect()
    children, own, wall = _children_s(), process_time(), perf_counter()
    result = call()
    cost = Cost(cpu_s=process_time() - own + _children_s() - children, wall_s=perf_counter() - wall)
    return result, cost


def _children_s() -> float:
    """CPU seconds of the children that ended. [s]"""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
