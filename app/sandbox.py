"""Runs a function on untrusted files in a limited child process; brings back its result or faults.

The child (app/child.py) has a bound on processor time, address space, file size and wall time, an
environment of its own with an empty home in a temporary folder, no core dumps, no way to gain
rights, and dies with its parent. Where the system lets it (root, or unprivileged user namespaces),
it has no network either. It is not kept from reading files its user may read: that takes a user of
its own, or a container.

Address space is counted for each process, not for the group: a child that starts children of its
own passes the same bound on to each.
"""

import json
import logging
import os
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from app import faults
from app.errors import LimitError, Problem, ReportedError
from app.logs import frames

_MESSAGE_BYTES = 16 << 20
_TICK_S = 0.1
_KEPT = ("CPTED_DWG_CONVERTER", "NUMBA_CACHE_DIR", "NUMBA_NUM_THREADS", "LD_LIBRARY_PATH", "TZ")

_log = logging.getLogger(__name__)

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """What a child may use.

    Args:
        cpu_s: processor time of all its threads. [s]
        wall_s: time by the clock. [s]
        memory_bytes: address space, which is more than what it touches.
        file_bytes: size of the largest file it writes.
    """

    cpu_s: int = 1_800
    wall_s: int = 1_800
    memory_bytes: int = 3 << 30
    file_bytes: int = 2 << 30


class Stopped(BaseException):
    """The child was stopped because its parent wanted so. No error: nobody may catch it as one."""


def run(
    entry: str,
    arguments: Mapping[str, Any],
    *,
    bounds: Bounds,
    progress: Progress = lambda _stage, _done, _total: None,
    stop: Callable[[], bool] = lambda: False,
    import_from: tuple[Path, ...] = (),
) -> Any:
    """What the function returned, as JSON brings it back.

    Args:
        entry: `module:function`; the function takes the arguments and a progress function.
        arguments: what JSON can carry.
        stop: asked ten times a second; when it says yes the child is killed.
        import_from: folders to import from besides the installed packages.

    Raises:
        ReportedError: the function raised a CptedError; its faults are kept in both languages.
        LimitError: the child ran out of memory, time or disk, or died.
        Stopped: `stop` said so.
    """
    with TemporaryDirectory(prefix="cpted-child-") as folder:
        child = _Child(Path(folder), entry, arguments, bounds, import_from)
        try:
            outcome = child.listen(progress, stop)
        finally:
            child.end()
        return _result(outcome, child, entry, bounds)


class _Child:
    """One child process and the pipe it answers on."""

    def __init__(
        self,
        folder: Path,
        entry: str,
        arguments: Mapping[str, Any],
        bounds: Bounds,
        import_from: tuple[Path, ...],
    ) -> None:
        self._deadline = time.monotonic() + bounds.wall_s
        self._leaving = False
        self._log_path = folder / "log"
        self.read_end, write_end = os.pipe()
        request = {
            "entry": entry,
            "arguments": dict(arguments),
            "bounds": asdict(bounds),
            "import_from": [str(p) for p in import_from],
            "parent": os.getpid(),
        }
        (folder / "request.json").write_text(json.dumps(request), "utf-8")
        home = folder / "home"
        home.mkdir()
        with (folder / "request.json").open("rb") as stdin, self._log_path.open("wb") as log:
            # -I: neither the working folder nor the user's packages nor PYTHON… variables count
            self.process = subprocess.Popen(
                [sys.executable, "-I", "-m", "app.child", str(write_end)],
                stdin=stdin,
                stdout=log,
                stderr=log,
                cwd=home,
                env=_environment(home),
                pass_fds=(write_end,),
                start_new_session=True,
            )
        os.close(write_end)
        os.set_blocking(self.read_end, False)

    def listen(self, progress: Progress, stop: Callable[[], bool]) -> dict[str, Any]:
        """The child's last message; empty if it died without one."""
        pending, last = b"", dict[str, Any]()
        with selectors.DefaultSelector() as selector:
            selector.register(self.read_end, selectors.EVENT_READ)
            while True:
                if stop():
                    raise Stopped
                if time.monotonic() > self._deadline:
                    return {"exhausted": "time"}
                if not selector.select(_TICK_S):
                    continue
                chunk = os.read(self.read_end, 1 << 16)
                if not chunk:
                    self._leaving = True
                    return last
                *lines, pending = (pending + chunk).split(b"\n")
                if len(pending) > _MESSAGE_BYTES:
                    return {"crash": "an answer without end"}
                for line in lines:
                    message = json.loads(line)
                    if "progress" in message:
                        told = message["progress"]
                        progress(told["stage"], told["done"], told["total"])
                    else:
                        last = message

    def end(self) -> None:
        """Kill the child and whatever it started, and collect it."""
        os.close(self.read_end)
        if self.process.returncode is None:
            # A child that answered is given a moment to leave by itself. It is not collected before
            # its group is killed: until then nobody else can bear its number.
            if self._leaving:
                self._wait_uncollected(2.0)
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

    def _wait_uncollected(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        flags = os.WEXITED | os.WNOWAIT | os.WNOHANG
        while time.monotonic() < until:
            if os.waitid(os.P_PID, self.process.pid, flags) is not None:
                return
            time.sleep(0.01)

    def log_tail(self) -> str:
        """The end of what it wrote to its standard output and error."""
        with self._log_path.open("rb") as log:
            log.seek(max(0, self._log_path.stat().st_size - 8_000))
            return log.read().decode("utf-8", errors="replace")


def _environment(home: Path) -> dict[str, str]:
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    return {
        "PATH": os.defpath,
        "HOME": str(home),
        "TMPDIR": str(home),
        "XDG_CACHE_HOME": str(home / "cache"),
        "LANG": "C.UTF-8",
        "MALLOC_ARENA_MAX": "2",  # each arena reserves 64 MiB of the address space it is bound by
        "OPENBLAS_NUM_THREADS": "1",
        **kept,
    }


def _result(outcome: dict[str, Any], child: _Child, entry: str, bounds: Bounds) -> Any:
    if "result" in outcome:
        return outcome["result"]
    if "problem" in outcome:
        raise ReportedError(Problem.model_validate(outcome["problem"]))
    tail, code = child.log_tail(), child.process.returncode
    match outcome.get("exhausted") or _cause_of_death(code, tail):
        case "memory":
            raise LimitError(faults.memory(bounds.memory_bytes))
        case "time":
            raise LimitError(faults.time(min(bounds.wall_s, bounds.cpu_s)))
        case "disk":
            raise LimitError(faults.disk(bounds.file_bytes))
    what = outcome.get("crash", f"exit {code}")
    _log.error("%s died in its child process (%s):\n%s", entry, what, frames(tail))
    raise LimitError(faults.crash(str(what)))


def _cause_of_death(code: int, tail: str) -> str | None:
    if code == -signal.SIGXCPU:
        return "time"
    words = ("bad_alloc", "out of memory", "MemoryError", "Cannot allocate memory")
    # Killed, and not by us: nobody but the system's memory guard does that.
    if code == -signal.SIGKILL or any(word in tail for word in words):
        return "memory"
    return None
