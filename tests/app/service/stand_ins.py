"""What children run in tests of the service: tiny functions that behave well, badly, or slowly."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from cpted_rules.errors import Fault, SubmissionError
from cpted_rules.text import Text


def echo(arguments, progress):
    progress("reading", 1, 2)
    progress("reading", 2, 2)
    return {"heard": arguments}


def surroundings(arguments, progress):
    return {"environment": dict(os.environ), "folder": os.getcwd(), "core": _core()}


def _core():
    import resource

    return resource.getrlimit(resource.RLIMIT_CORE)[0]


def eat_memory(arguments, progress):
    hoard = []
    while True:
        hoard.append(bytearray(16 << 20))


def eat_processor(arguments, progress):
    while True:
        pass


def sleep(arguments, progress):
    grandchild = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    Path(arguments["pids"]).write_text(f"{os.getpid()} {grandchild.pid}")
    progress("sleeping", 0, 1)
    time.sleep(60)


def write_much(arguments, progress):
    with open("much", "wb") as file:
        for _ in range(1_000):
            file.write(bytes(1 << 20))


def refuse(arguments, progress):
    raise SubmissionError(
        Fault(
            code="submission/field",
            where="submission.yaml:7 filed_on",
            found=Text(ko="어제", en="yesterday"),
            expected=Text(ko="날짜", en="a date"),
            remedy=Text(ko="고치십시오", en="Correct it"),
        )
    )


def die(arguments, progress):
    os.kill(os.getpid(), signal.SIGSEGV)


def stumble(arguments, progress):
    raise ZeroDivisionError("on purpose")


def call_out(arguments, progress):
    try:
        socket.create_connection(("127.0.0.1", arguments["port"]), timeout=2).close()
    except OSError as error:
        return {"reached": False, "why": str(error)}
    return {"reached": True}


def slow_review(arguments, progress):
    """Stands in for app.tasks:review; writes down each start, and waits until a file is gone."""
    out = Path(arguments["out"])
    progress("reading", 0, 1)
    folder = Path(arguments["submission"]).parents[2]
    with (folder / "starts").open("a") as starts:
        starts.write(f"{os.getpid()}\n")
    while (folder / "gate").exists():
        time.sleep(0.05)
    progress("assessing", 1, 1)
    (out / "assessment.json").write_text(json.dumps({"findings": []}))
    (out / "report.pdf").write_bytes(b"%PDF-1.7 stand-in")
    progress("reporting", 1, 1)
    counts = {"fail": 1, "referred": 0, "unknown": 0, "pass": 2, "not_applicable": 0}
    return {"counts": counts, "findings": [], "engine_version": "0", "plan_digest": "0" * 64}
