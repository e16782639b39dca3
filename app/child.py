"""The inside of a limited child process: gives up its rights, then calls one function."""

import ctypes
import errno
import gc
import importlib
import json
import os
import resource
import signal
import sys
import traceback
from collections.abc import Callable
from typing import IO, Any

SELDOM = (20_000, 10, 10)
"""Thresholds of a process that does one job and ends: it makes much and leaves few cycles."""
_CLONE_NEWNET = 0x40000000
_CLONE_NEWUSER = 0x10000000
_PR_SET_PDEATHSIG = 1
_PR_SET_NO_NEW_PRIVS = 38

Progress = Callable[[str, int, int], None]
EntryPoint = Callable[[dict[str, Any], Progress], Any]


def main() -> int:
    """Read a request from standard input, answer it in JSON lines on the descriptor given."""
    gc.set_threshold(*SELDOM)
    descriptor = int(sys.argv[1])
    os.set_inheritable(descriptor, False)
    request = json.load(sys.stdin)
    with os.fdopen(descriptor, "w", encoding="utf-8") as channel:
        bound(request["bounds"], parent=request["parent"])
        sys.path[:0] = request["import_from"]
        return _answer(request["entry"], request["arguments"], channel)


def bound(bounds: dict[str, int], *, parent: int) -> None:
    """Limit this process for good: time, memory, file size, network, and life after its parent."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (bounds["cpu_s"], bounds["cpu_s"] + 5))
    resource.setrlimit(resource.RLIMIT_FSIZE, (bounds["file_bytes"],) * 2)
    resource.setrlimit(resource.RLIMIT_AS, (bounds["memory_bytes"],) * 2)
    if sys.platform == "linux":
        libc = ctypes.CDLL(None, use_errno=True)
        # Without the right to make a network namespace one needs a user namespace around it;
        # where the system allows neither, the child keeps the network its user has.
        if libc.unshare(_CLONE_NEWNET) != 0:
            libc.unshare(_CLONE_NEWUSER | _CLONE_NEWNET)
        libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
        libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        raise SystemExit("the parent is gone")


def _answer(entry: str, arguments: dict[str, Any], channel: IO[str]) -> int:
    def send(message: dict[str, Any]) -> None:
        channel.write(json.dumps(message, ensure_ascii=False) + "\n")
        channel.flush()

    def progress(stage: str, done: int, total: int) -> None:
        send({"progress": {"stage": stage, "done": done, "total": total}})

    try:
        send({"result": _entry_point(entry)(arguments, progress)})
    except MemoryError:
        return _out_of("memory", channel)
    except OSError as error:
        limits = {errno.ENOMEM: "memory", errno.EFBIG: "disk", errno.ENOSPC: "disk"}
        if error.errno in limits:
            return _out_of(limits[error.errno], channel)
        traceback.print_exc()
        send({"crash": "OSError"})
    except Exception as error:  # noqa: BLE001 - the last frame of the process: tells the parent
        problem = _problem(error)
        if problem is None:
            traceback.print_exc()
            send({"crash": type(error).__name__})
        else:
            send({"problem": problem})
    return 0


def _entry_point(entry: str) -> EntryPoint:
    module, _, name = entry.partition(":")
    function: EntryPoint = getattr(importlib.import_module(module), name)
    return function


def _problem(error: Exception) -> dict[str, Any] | None:
    from app.errors import Problem  # here: the limits stand before anything large is loaded
    from cpted_rules.errors import CptedError

    return Problem.of(error).model_dump() if isinstance(error, CptedError) else None


def _out_of(what: str, channel: IO[str]) -> int:
    channel.write('{"exhausted": "' + what + '"}\n')
    channel.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
