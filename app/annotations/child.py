"""What is done with a returned file inside a limited child process; see app.sandbox."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from app.annotations import faults
from app.annotations.faults import ReturnedError
from app.annotations.returned import Form, Returned

Progress = Callable[[str, int, int], None]
_HEAD_BYTES = 4_096


def read(arguments: dict[str, Any], _progress: Progress) -> str:
    """Writes what the file holds as JSON to a path; the form it has."""
    path, name = Path(arguments["path"]), arguments["name"]
    found = _read(path, name)
    Path(arguments["result"]).write_text(found.model_dump_json(), "utf-8")
    return found.form.value


def preview(arguments: dict[str, Any], progress: Progress) -> int:
    """Writes what a returned file would change, with a picture of each place; how many changes.

    `review` is a folder with the assessment, the copies that went out and the store of marks; into
    `out` go `preview.json` and `pictures/`.
    """
    from app.annotations.case import Case
    from app.annotations.pictures import pictures

    file, out = Path(arguments["path"]), Path(arguments["out"])
    progress("read", 0, 2)
    found = Case.of(Path(arguments["review"]) / "assessment.json").preview(
        file, importer=arguments["importer"], named=arguments["named"]
    )
    progress("read", 1, 2)
    names = pictures(file, found, out / "pictures")
    (out / "preview.json").write_text(found.model_dump_json(), "utf-8")
    (out / "pictures.json").write_text(json.dumps(names, ensure_ascii=False), "utf-8")
    progress("read", 2, 2)
    return len(found.changes)


def _read(path: Path, name: str) -> Returned:
    match form_of(path):
        # Loaded here: each form needs another reader
        case Form.PDF:
            from app.annotations.pdf.document import read_document

            return read_document(path, name)
        case Form.XFDF:
            from app.annotations.xfdf.read import read_xfdf

            return read_xfdf(path.read_bytes(), name)
        case Form.DXF:
            from app.annotations.answered_dxf import read_answers

            return read_answers(path, name)
        case None:
            raise ReturnedError(faults.no_format(name))


def form_of(path: Path) -> Form | None:
    """The form of a file by its first bytes, whatever its name."""
    with path.open("rb") as stream:
        head = stream.read(_HEAD_BYTES)
    if b"%PDF-" in head[:1_024]:
        return Form.PDF
    plain = head.removeprefix(b"\xef\xbb\xbf").replace(b"\x00", b"").lstrip()
    if plain.startswith(b"AutoCAD Binary DXF") or plain.split(b"\n")[0].strip() in (b"0", b"999"):
        return Form.DXF
    return Form.XFDF if b"<xfdf" in plain or b":xfdf" in plain else None
