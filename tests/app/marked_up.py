"""A report that went out, marked up as a member does it in a viewer, and spoilt in known ways."""

from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String

from app.annotations.opinion_form import Decision
from app.annotations.record import MANIFEST, Manifest, Mark, MarkKind, PlacedFigure
from tests.app.annotations.written import saved, write_mark

PRODUCER = "PDF.js v6.5"


def manifest_of(report: Path) -> Manifest:
    """What the report says of itself."""
    with Pdf.open(report) as pdf:
        return Manifest.model_validate_json(pdf.attachments[MANIFEST].get_file().read_bytes())


def figure_of(manifest: Manifest, number: int) -> PlacedFigure:
    """The plan of a finding's section."""
    return next(f for f in manifest.figures if f.id == f"finding-{number}")


def square(manifest: Manifest, number: int, words: str, *, key: str = "m-1", **more: Any) -> Mark:
    """A rectangle of 40 by 30 points, 20 from the corner of a finding's plan."""
    figure = figure_of(manifest, number)
    x, y = figure.rect[0] + 20, figure.rect[1] + 20
    return Mark(
        key=key,
        kind=MarkKind.SQUARE,
        page=figure.page,
        rect=(x, y, x + 40, y + 30),
        contents=words,
        author="위원",
        colour=(0.7, 0.1, 0.1),
        **more,
    )


def marked_up(
    report: Path,
    marks: Sequence[Mark] = (),
    *,
    decisions: Mapping[int, Decision] | None = None,
    opinions: Mapping[int, str] | None = None,
) -> bytes:
    """The report with marks and a filled form."""
    with Pdf.open(report) as pdf:
        for mark in marks:
            write_mark(pdf, mark)
        fields = _fields(pdf)
        for number, words in (opinions or {}).items():
            fields[f"f.{number}.opinion"].V = String(words)
        for number, decision in (decisions or {}).items():
            _choose(fields[f"f.{number}.decision"], decision.value)
        pdf.docinfo[Name.Producer] = String(PRODUCER)
        return saved(pdf)


def altered(raw: bytes, page: int) -> bytes:
    """The same with a black bar drawn over a page."""
    with Pdf.open(BytesIO(raw)) as pdf:
        bar = pdf.make_stream(b"q 0 g 60 60 400 600 re f Q")
        pdf.pages[page].contents_add(bar)
        return saved(pdf)


def hostile(raw: bytes) -> bytes:
    """The same with a script that runs when it is opened, and a hole under the black."""
    with Pdf.open(BytesIO(raw)) as pdf:
        pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert('x')"))
        page = pdf.pages[1].obj
        if Name.Annots not in page:
            page.Annots = Array()
        page.Annots.append(
            pdf.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name.Redact, Rect=[0, 0, 9, 9]))
        )
        return saved(pdf)


def _fields(pdf: Pdf) -> dict[str, pikepdf.Object]:
    found: dict[str, pikepdf.Object] = {}
    waiting = [("", field) for field in pdf.Root.AcroForm.Fields]
    while waiting:
        above, field = waiting.pop()
        name = ".".join(part for part in (above, str(field.get("/T", ""))) if part)
        if "/FT" in field:
            found[name] = field
        else:
            waiting += [(name, kid) for kid in field.get("/Kids", Array())]
    return found


def _choose(field: pikepdf.Object, state: str) -> None:
    field.V = Name(f"/{state}")
    for kid in field.Kids:
        kid.AS = Name(f"/{state}") if f"/{state}" in kid.AP.N else Name.Off
