"""What is costly to make is made once in a run of the tests, whichever process asks first."""

import atexit
import fcntl
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from tempfile import mkdtemp

SHARED = "CPTED_TESTS_SHARED"
"""Names the folder of this run, for every process of it; set by tests/conftest.py."""


def made_once(name: str, make: Callable[[Path], object]) -> Path:
    """The folder of a name, filled by `make` unless another test of this run has done that.

    What is in it belongs to all tests: one that changes something takes a copy.
    """
    if SHARED not in os.environ:  # not a run of pytest
        os.environ[SHARED] = mkdtemp(prefix="cpted-")
        atexit.register(shutil.rmtree, os.environ[SHARED], ignore_errors=True)
    place = Path(os.environ[SHARED])
    folder, part = place / name, place / f"{name}.part"
    with (place / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # until the file is closed
        if not folder.exists():
            shutil.rmtree(part, ignore_errors=True)  # of one that failed
            part.mkdir()
            make(part)
            part.rename(folder)
    return folder
