"""What is done with a DWG inside a limited child process; see app.sandbox."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from app.dwg import faults
from cpted_rules.drawing.dxf.sniff import clean
from cpted_rules.errors import DrawingError
from cpted_rules.text import same

Progress = Callable[[str, int, int], None]
_LONGEST_REASON = 160


def convert(arguments: dict[str, Any], _progress: Progress) -> dict[str, Any]:
    """The census of a DWG and the count of the DXF then written, by ezdwg and ezdxf."""
    # Loaded here and below: the readers are optional, and each child needs one of them.
    from app.dwg.source import read
    from app.dwg.write import write

    try:
        source = read(arguments["dwg"])
    except MemoryError:
        raise
    except Exception as error:
        raise _damaged(arguments["name"], error) from error
    written = write(source, Path(arguments["dxf"]))
    return {"census": source.census.model_dump(), "written": written.model_dump()}


def census(arguments: dict[str, Any], _progress: Progress) -> dict[str, Any]:
    """The census of a DWG by ezdwg."""
    from app.dwg.source import census_of

    try:
        return census_of(arguments["dwg"]).model_dump()
    except MemoryError:
        raise
    except Exception as error:
        raise _damaged(arguments["name"], error) from error


def second(arguments: dict[str, Any], _progress: Progress) -> dict[str, Any]:
    """The counts of dwg2geo."""
    from app.dwg.second import count

    try:
        return count(Path(arguments["dwg"])).model_dump()
    except MemoryError:
        raise
    except Exception as error:
        raise _damaged(arguments["name"], error) from error


def run_program(arguments: dict[str, Any], _progress: Progress) -> dict[str, Any]:
    """The count of the DXF that a program made."""
    from app.dwg.program import run

    return run(
        tuple(arguments["command"]),
        Path(arguments["dwg"]),
        Path(arguments["dxf"]),
        arguments["name"],
    ).model_dump()


def _damaged(name: str, error: Exception) -> DrawingError:
    reason = clean(f"{type(error).__name__}: {error}")[:_LONGEST_REASON]
    return DrawingError(faults.damaged(name, same(reason)))
