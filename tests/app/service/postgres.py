"""A PostgreSQL of the tests' own: a cluster in a folder that is removed, on a socket in it."""

import ctypes
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

_DEBIAN = Path("/usr/lib/postgresql")
_QUICK = (
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "max_connections=200",
    "listen_addresses=",
)


@dataclass(frozen=True)
class Cluster:
    """A server that runs; its databases are made when asked for."""

    sockets: Path

    def database(self, name: str) -> str:
        """The URL of a new, empty database."""
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
            connection.execute(f'CREATE DATABASE "{name}"')
        return self.url(name)

    def url(self, name: str) -> str:
        return f"postgresql://postgres@/{name}?host={self.sockets}"


def programs() -> Path | None:
    """The folder of the server's programs, the newest release first; None where there are none."""
    on_path = shutil.which("initdb")
    found = sorted(_DEBIAN.glob("*/bin/initdb"), key=lambda p: int(p.parts[-3]), reverse=True)
    if on_path:
        return Path(on_path).parent
    return found[0].parent if found else None


@contextmanager
def cluster(bin_folder: Path) -> Iterator[Cluster]:
    """A server from here to the end of the block, run by an unprivileged user.

    It ends with the process that started it, however that ends.
    """
    folder = Path(tempfile.mkdtemp(prefix="cpted-pg-"))
    who = _somebody()
    if who:
        os.chown(folder, who.pw_uid, who.pw_gid)
    log = (folder / "log").open("w")
    usual = {
        "cwd": folder,
        "stdin": subprocess.DEVNULL,
        "stdout": log,
        "stderr": subprocess.STDOUT,
        "user": who.pw_uid if who else None,
        "group": who.pw_gid if who else None,
        "extra_groups": [] if who else None,
        "env": {"LC_ALL": "C.UTF-8", "PATH": os.defpath},
    }
    data = ["-D", folder / "data"]
    quick = [f"--{name}" for name in (*_QUICK, f"unix_socket_directories={folder}")]
    made = ["--auth=trust", "--username=postgres", "--no-sync", "--encoding=UTF8"]
    server = None
    try:
        subprocess.run([bin_folder / "initdb", *data, *made], check=True, **usual)
        server = subprocess.Popen(
            [bin_folder / "postgres", *data, *quick], preexec_fn=_end_with_parent, **usual
        )
        found = Cluster(folder)
        _wait(found, server, folder / "log")
        yield found
    finally:
        if server:
            server.send_signal(signal.SIGQUIT)  # at once, as nothing of it is kept
            server.wait()
        log.close()
        shutil.rmtree(folder, ignore_errors=True)


def _end_with_parent() -> None:
    ctypes.CDLL(None).prctl(1, signal.SIGQUIT, 0, 0, 0)  # PR_SET_PDEATHSIG


def _wait(found: Cluster, server: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + 60
    while True:
        try:
            psycopg.connect(found.url("postgres")).close()
        except psycopg.OperationalError:
            if server.poll() is not None or time.monotonic() > until:
                raise RuntimeError(f"PostgreSQL did not start: {log.read_text()}") from None
            time.sleep(0.05)
        else:
            return


def _somebody() -> pwd.struct_passwd | None:
    """Whom to run the server as: PostgreSQL refuses root. None: as whoever runs the tests."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise RuntimeError("no unprivileged user to run PostgreSQL as")
