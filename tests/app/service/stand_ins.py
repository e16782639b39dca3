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
    progress("read", 1, 2)
    progress("read", 2, 2)
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


def review(arguments, progress):
    """Stands in for app.tasks:review; writes down each start, and waits while the gate is there."""
    out = Path(arguments["out"])
    work = out.parents[1]
    with (work / "starts").open("a") as starts:
        starts.write(f"{os.getpid()}\n")
    progress("read", 0, 1)
    if (work / "does").exists():
        return globals()[(work / "does").read_text()](arguments, progress)
    while (work / "gate").exists():
        time.sleep(0.02)
    progress("assess", 1, 1)
    (out / "assessment.json").write_text(json.dumps({"findings": []}))
    (out / "report.pdf").write_bytes(b"%PDF-1.7 stand-in")
    if "en" in arguments["languages"]:
        (out / "report.en.pdf").write_bytes(b"%PDF-1.7 stand-in in English")
    (out / "findings.geojson").write_text("{}")
    (out / "review.dxf").write_text("0\nEOF\n")
    (out / "review-배치도.dxf").write_text("0\nEOF\n")
    (out / "overview.svg").write_text(SVG)
    progress("report", 1, 1)
    return {"counts": COUNTS, "findings": ROWS, "engine_version": "0", "plan_digest": "0" * 64}


def _words(ko, en):
    return {"ko": ko, "en": en}


SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 3"></svg>'
COUNTS = {"fail": 1, "referred": 0, "unknown": 0, "pass": 1, "not_applicable": 0}
ROWS = [
    {
        "number": 1,
        "id": "00000000aa",
        "verdict": "fail",
        "basis": "breach",
        "headline": _words("비상벨 간격 38.4 m <지하 1층>", "Bells 38.4 m apart <B1>"),
        "clause": _words("고시 제10조제5항제3호", "Notice art. 10(5)3"),
        "measured": _words("38.4 m", "38.4 m"),
        "required": _words("≤ 25 m", "≤ 25 m"),
    },
    {
        "number": 2,
        "id": "00000000ab",
        "verdict": "pass",
        "basis": None,
        "headline": _words("현관 출입통제장치", "Access control at the entrance"),
        "clause": _words("고시 제10조제7항제1호", "Notice art. 10(7)1"),
    },
]
