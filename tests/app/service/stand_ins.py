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
    return _reviewed(arguments, progress)


def read_without_unit(arguments, progress):
    """A review of a drawing whose unit could not be told."""
    made = _reviewed(arguments, progress)
    account = Path(arguments["out"]) / "reading.json"
    reading = json.loads(account.read_text())
    reading["drawings"][0]["unit"] |= {"unit": None, "basis": "unknown"}
    account.write_text(json.dumps(reading))
    return made


def _reviewed(arguments, progress):
    out = Path(arguments["out"])
    progress("assess", 1, 1)
    (out / "assessment.json").write_text(json.dumps({"findings": []}))
    (out / "report.pdf").write_bytes(b"%PDF-1.7 stand-in")
    if "en" in arguments["languages"]:
        (out / "report.en.pdf").write_bytes(b"%PDF-1.7 stand-in in English")
    (out / "findings.geojson").write_text("{}")
    (out / "review.dxf").write_text("0\nEOF\n")
    (out / "review-배치도.dxf").write_text("0\nEOF\n")
    (out / "overview.svg").write_text(SVG)
    (out / "reading-A-101.svg").write_text(SVG)
    if "en" in arguments["languages"]:
        (out / "reading-A-101.en.svg").write_text(SVG)
    for level in (-1, 1):
        (out / f"reading-house_{level}.svg").write_text(SVG)
    offices = sorted(Path(arguments["offices"]).glob("*.yaml"))
    reading = _reading(arguments["corrections"] or {}, known="A-구조01" in _text(offices))
    (out / "reading.json").write_text(json.dumps(reading))
    progress("report", 1, 1)
    return {
        "counts": COUNTS,
        "findings": ROWS,
        "engine_version": "0",
        "plan_digest": "0" * 64,
        "known_by": {
            "name": "㈜가상 건축",
            "designer": "㈜가상건축",
            "title_blocks": ["가상도곽"],
            "layers": ["a구조01", "창호"],
        },
    }


def _text(paths):
    return "".join(path.read_text("utf-8") for path in paths)


def _reading(said, known):
    """A reading of one drawing that obeys what was corrected of it."""
    layers, sheet = said.get("layers", {}), said.get("sheets", {}).get("A-101", {})
    unit = said.get("units", {}).get("drawings/배치도.dxf")
    drawing = {
        "file": "drawings/배치도.dxf",
        "format": "AC1027",
        "code_page": "utf-8",
        "opened": "strict",
        "unit": {
            "unit": unit or "mm",
            "basis": "declared" if unit else "estimated",
            "votes": [
                {
                    "code": "header",
                    "of": _words("머리글 <mm>", "<mm>"),
                    "units": ["mm"],
                    "weight": 2,
                }
            ],
            "sizes": [
                {"unit": "mm", "metres": 10.3, "weight": 2},
                {"unit": "cm", "metres": 103.0, "weight": 0},
            ],
        },
        "sheets": [
            {
                "number": "A-101",
                "title": sheet.get("title", "배치도"),
                "kind": sheet.get("kind", "site_plan"),
                "storeys": sheet.get("storeys", [0]),
                "frame": None,
                "how": "title_block",
                "use": not sheet.get("left_out"),
                "sure": 0.8,
                "evidence": _words("도곽 표제", "title block"),
                "scale": 100,
                "residual_m": 0.012,
                "placement": _placed(sheet) or PLACED,
                "picture": "reading-A-101.svg",
            },
            _elevation(said.get("sheets", {}).get("A-201", {})),
        ],
        "read": 1200,
        "used": {"window": 30},
        "set_aside": {"unknown_layer": 900, "annotation": 270},
        "layers": [
            _layer("창호", 30, "window", elements={"window": 30}),
            _layer("A-구조01", 900, layers.get("A-구조01") or ("wall" if known else "")),
            _layer("가구", 5, "furniture", state="frozen"),
        ],
        "blocks": [
            {"block": "LAMP_7", "inserts": 12, "meaning": said.get("blocks", {}).get("LAMP_7", "")},
            {"block": "TREE", "inserts": 3, "meaning": "tree"},
            {"block": "*U12", "inserts": 1, "meaning": "furniture"},
        ],
    }
    return {
        "format": 1,
        "drawings": [drawing, _model()],
        "elements": [{"kind": "window", "count": 30, "how": {"drawn": 30}, "sure": 0.95}],
        "repairs": [
            {"sheet": "A-101", "layer": "벽", "handle": "2F", "x_m": 1, "y_m": 2, "length_m": 0.08}
        ],
        "notes": [
            {
                "code": "drawing/unit-assumed",
                "severity": "assumption",
                "text": _words("단위를 mm로 추정", "taken to be mm"),
                "sheet": None,
                "layer": None,
                "handle": None,
            }
        ],
    }


def _elevation(said):
    """A sheet that cannot be laid on the site unless a person says where it lies."""
    placed = _placed(said)
    return {
        "number": "A-201",
        "title": "",
        "kind": said.get("kind", "elevation"),
        "storeys": said.get("storeys", [1]),
        "frame": [0, 0, 12345.5, 9000],
        "how": "cluster",
        "use": placed is not None,
        "sure": 0.4,
        "evidence": None,
        "scale": None,
        "residual_m": None,
        "placement": placed or ORIGIN,
    }


def _placed(said):
    """Where a person says that a sheet lies; what is not said is the origin, unturned."""
    return {**ORIGIN, **said["placement"]} if "placement" in said else None


def _model():
    """A building model, which has classes and no sheets."""
    return {
        "file": "drawings/house.ifc",
        "format": "IFC4",
        "code_page": "STEP",
        "opened": "strict",
        "unit": {"unit": "m", "basis": "declared", "votes": [], "sizes": []},
        "sheets": [],
        "read": 5,
        "used": {"wall": 4},
        "set_aside": {},
        "layers": [_layer("IfcWall", 4, "wall", elements={"wall": 4})],
        "storey_pictures": {"-1": "reading-house_-1.svg", "1": "reading-house_1.svg"},
    }


def _layer(name, entities, meaning, *, state="on", elements=None):
    return {
        "layer": name,
        "state": state,
        "entities": entities,
        "meaning": meaning,
        "elements": elements or {},
        "unread": 0,
    }


def _words(ko, en):
    return {"ko": ko, "en": en}


ORIGIN = {"drawing_point": [0, 0], "site_point": [0, 0], "rotation_deg": 0}
PLACED = {"drawing_point": [1250.5, -3], "site_point": [12.25, 0], "rotation_deg": 90}
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
