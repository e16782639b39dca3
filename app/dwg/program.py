"""A converter that an operator installed: found, run inside a child process, its DXF counted."""

import os
import shlex
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from ezdxf import recover

from app.dwg import faults
from app.dwg.account import Written
from cpted_rules.drawing.dxf.sniff import clean
from cpted_rules.errors import DrawingError

_ARGUMENTS = {
    "dwg2dxf": ("-y", "-o", "{dxf}", "{dwg}"),
    "ODAFileConverter": ("{dwg_folder}", "{dxf_folder}", "ACAD2018", "DXF", "0", "1", "*.dwg"),
}
"""How the known programs are called; Source: `dwg2dxf --help`, ODA File Converter guide."""
_ENDING_BYTES = 200


def command_of(setting: str) -> tuple[str, ...]:
    """The command with its program's whole path.

    Args:
        setting: a command in which {dwg}, {dxf}, {dwg_folder} and {dxf_folder} stand for where
            it reads and writes; without any, as the known programs want it, else `DWG DXF`.

    Raises:
        DrawingError: there is no such program.
    """
    words = shlex.split(setting)
    program = shutil.which(words[0]) if words else None
    if program is None:
        raise DrawingError(faults.no_such_program(setting))
    rest = tuple(words[1:])
    if not any("{d" in word for word in rest):
        rest += _ARGUMENTS.get(Path(program).name, ("{dwg}", "{dxf}"))
    return (program, *rest)


def on_path() -> tuple[str, ...] | None:
    """The command of a known program on the search path, if there is one."""
    return next((command_of(known) for known in _ARGUMENTS if shutil.which(known)), None)


def run(command: tuple[str, ...], dwg: Path, dxf: Path, name: str) -> Written:
    """What the DXF holds that the program makes.

    It inherits the limits of this process, runs in an empty folder, and has no input.

    Raises:
        DrawingError: it ended with an error, or without a DXF.
    """
    places = {
        "dwg": str(dwg),
        "dxf": str(dxf),
        "dwg_folder": str(dwg.parent),
        "dxf_folder": str(dxf.parent),
    }
    with TemporaryDirectory() as folder, (Path(folder) / "log").open("w+b") as log:
        empty = Path(folder) / "empty"
        empty.mkdir()
        ended = subprocess.run(
            [command[0], *(_filled(word, places) for word in command[1:])],
            cwd=empty,
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},  # ODA's program has windows
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            check=False,
        )
        log.seek(max(0, log.tell() - _ENDING_BYTES))
        last = clean(" ".join(log.read().decode("utf-8", "replace").split()))
    if ended.returncode != 0 or not dxf.is_file() or not dxf.stat().st_size:
        ending = f"exit {ended.returncode}" + (f": {last}" if last else "")
        raise DrawingError(faults.program_failed(name, Path(command[0]).name, ending))
    return _counted(dxf, name, Path(command[0]).name)


def _filled(word: str, places: dict[str, str]) -> str:
    for key, path in places.items():
        word = word.replace(f"{{{key}}}", path)
    return word


def _counted(dxf: Path, name: str, program: str) -> Written:
    try:
        document, _ = recover.readfile(dxf)
    except Exception as error:
        reason = clean(f"{type(error).__name__}: {error}")[:_ENDING_BYTES]
        raise DrawingError(faults.program_failed(name, program, reason)) from error
    inside: Counter[str] = Counter()
    for block in document.blocks:
        if not block.is_any_layout:
            inside.update(entity.dxftype() for entity in block)
    for layout in (document.modelspace(), *(b for b in document.blocks if not b.is_any_layout)):
        inserts: Iterable[Any] = layout.query("INSERT")
        inside["ATTRIB"] += sum(len(insert.attribs) for insert in inserts)
    model = Counter(entity.dxftype() for entity in document.modelspace())
    return Written(model=dict(model), blocks=dict(+inside))
