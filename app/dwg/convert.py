"""DWG bytes to DXF bytes with an account of what was lost; all reading is in child processes."""

import os
import resource
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from app import sandbox
from app.dwg import faults
from app.dwg.account import Census, SecondCount, Written, notes
from app.dwg.program import command_of, on_path
from app.dwg.release import release_of
from app.errors import LimitError, ReportedError
from cpted_rules.errors import CptedError, DrawingError
from cpted_rules.note import Note
from cpted_rules.text import same

BOUNDS = sandbox.Bounds(cpu_s=240, wall_s=300, memory_bytes=2 << 30, file_bytes=512 << 20)
"""What one conversion may use; less where this process itself may use less."""
_CPU_GRACE_S = 5
"""What app.child adds to the processor time before the system ends a process."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConvertedDrawing:
    """A DWG as DXF.

    Args:
        notes: by what it was converted, what was lost, and what a second reader says.
        converter: the program, or the reader and its version.
    """

    dxf: bytes
    notes: tuple[Note, ...]
    converter: str


def converted(
    raw: bytes, name: str, *, command: str | None = None, bounds: sandbox.Bounds = BOUNDS
) -> ConvertedDrawing:
    """The drawing as DXF, by the program that is set, else by ezdwg, else by one on the path.

    Args:
        command: of the program; None takes it from the environment, "" takes none.

    Raises:
        DrawingError: it is no DWG, too old, damaged, or there is no converter.
        LimitError: the conversion needed more memory, time or disk than it may have.
    """
    release = release_of(raw, name)
    setting = os.environ.get(faults.SETTING, "") if command is None else command
    program = command_of(setting) if setting.strip() else None
    if program is None and not _installed("ezdwg"):
        program = on_path()
        if program is None:
            raise DrawingError(faults.no_converter(name, release))
    with TemporaryDirectory(prefix="cpted-dwg-") as folder:
        # A folder each: one converter takes folders, not files
        dwg, dxf = Path(folder) / "in" / "drawing.dwg", Path(folder) / "out" / "drawing.dxf"
        for file in (dwg, dxf):
            file.parent.mkdir()
        dwg.write_bytes(raw)
        work = _Work(name, dwg, dxf, _within_our_own(bounds))
        if program is None:
            made = work.done("convert")
            written = Written.model_validate(made["written"])
            census: Census | None = Census.model_validate(made["census"])
            converter = made["census"]["reader"]
        else:
            written = Written.model_validate(work.done("run_program", command=program))
            converter = Path(program[0]).name
            census = work.census()
        return ConvertedDrawing(
            dxf=dxf.read_bytes(),
            notes=tuple(notes(name, release, converter, written, census, work.second())),
            converter=converter,
        )


@dataclass(frozen=True, slots=True)
class _Work:
    """One file, and what children do with it."""

    name: str
    dwg: Path
    dxf: Path
    bounds: sandbox.Bounds

    def done(self, what: str, **arguments: Any) -> Any:
        paths = {"dwg": str(self.dwg), "dxf": str(self.dxf), "name": self.name}
        try:
            return sandbox.run(f"app.dwg.child:{what}", paths | arguments, bounds=self.bounds)
        except ReportedError as error:
            raise DrawingError(*error.faults) from error
        except LimitError as error:
            if error.faults[0].code == "limit/crash":
                raise DrawingError(faults.damaged(self.name, same("crash"))) from error
            raise LimitError(*(faults.of_file(self.name, f) for f in error.faults)) from error

    def census(self) -> Census | None:
        """The census by ezdwg, if it is there and can read the file; without it a note says so."""
        if not _installed("ezdwg"):
            return None
        try:
            return Census.model_validate(self.done("census"))
        except CptedError:
            return None

    def second(self) -> SecondCount | None:
        """The counts of dwg2geo, if it is there and can read the file; without, a note says so."""
        if not _installed("dwg2geo"):
            return None
        try:
            return SecondCount.model_validate(self.done("second"))
        except CptedError:
            return None


def _installed(package: str) -> bool:
    return find_spec(package) is not None


def _within_our_own(bounds: sandbox.Bounds) -> sandbox.Bounds:
    """The bounds, lowered to those of this process: a child cannot raise what it inherits."""
    return replace(
        bounds,
        cpu_s=min(
            bounds.cpu_s, _hard(resource.RLIMIT_CPU, bounds.cpu_s + _CPU_GRACE_S) - _CPU_GRACE_S
        ),
        memory_bytes=_hard(resource.RLIMIT_AS, bounds.memory_bytes),
        file_bytes=_hard(resource.RLIMIT_FSIZE, bounds.file_bytes),
    )


def _hard(limit: int, wanted: int) -> int:
    hard = resource.getrlimit(limit)[1]
    return wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
