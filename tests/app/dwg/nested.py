"""What a child process of the tests does: convert a DWG in a child process of its own."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from app.dwg import converted


def convert(arguments: dict[str, Any], _progress: Callable[[str, int, int], None]) -> list[str]:
    """The codes of the notes."""
    made = converted(Path(arguments["dwg"]).read_bytes(), "plan.dwg", command="")
    return [note.code for note in made.notes]
