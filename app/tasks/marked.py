"""A report with the marks of people on its pages, written in a child process."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from app.annotations.record import Mark
from cpted_rules.text import Lang

Progress = Callable[[str, int, int], None]
_MARKS = TypeAdapter(list[Mark])


def marked(arguments: dict[str, Any], _progress: Progress) -> int:
    """Writes the report at `report` with the marks of the JSON file at `marks` to `out`.

    How many marks those were.
    """
    from pikepdf import Pdf

    from app.copies.marked import with_marks

    marks = _MARKS.validate_json(Path(arguments["marks"]).read_bytes())
    with Pdf.open(arguments["report"]) as pdf:
        Path(arguments["out"]).write_bytes(with_marks(pdf, marks, Lang(arguments["lang"])))
    return len(marks)
