"""Work that makes millions of small objects and no garbage worth looking for."""

import ctypes
import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def no_collection() -> Iterator[None]:
    """Nothing is searched for cycles within; what is not in one goes at once, as ever."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def give_back() -> None:
    """Give memory that was freed back to the machine, where its C library can be asked to.

    The allocator of glibc keeps what drawings took, in holes that large arrays do not fit in.
    """
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)
