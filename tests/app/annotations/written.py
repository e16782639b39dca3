"""A small writer of reports with marks, after app/annotations/record.py."""

from collections.abc import Sequence
from datetime import UTC, datetime
from hashlib import sha256
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String

from app.annotations.marker import marker_of, open_key
from app.annotations.page_code import PageCode
from app.annotations.page_digest import page_digests
from app.annotations.record import (
    MANIFEST,
    PRIVATE,
    Affine6,
    FieldValue,
    Manifest,
    Mark,
    MarkKind,
    PageRecord,
    PlacedFigure,
    Review,
)
from app.annotations.xfdf.terms import pdf_date

CASE = "2026-12"
ASSESSMENT = sha256(b"assessment").hexdigest()
KEY = open_key(ASSESSMENT)
DAY = datetime(2026, 3, 2, tzinfo=UTC)
SUBTYPES = {
    MarkKind.SQUARE: Name.Square,
    MarkKind.CIRCLE: Name.Circle,
    MarkKind.POLYGON: Name.Polygon,
    MarkKind.POLYLINE: Name.PolyLine,
    MarkKind.LINE: Name.Line,
    MarkKind.INK: Name.Ink,
    MarkKind.HIGHLIGHT: Name.Highlight,
    MarkKind.UNDERLINE: Name.Underline,
    MarkKind.SQUIGGLY: Name.Squiggly,
    MarkKind.STRIKEOUT: Name.StrikeOut,
    MarkKind.FREE_TEXT: Name.FreeText,
    MarkKind.NOTE: Name.Text,
    MarkKind.STAMP: Name.Stamp,
    MarkKind.CARET: Name.Caret,
}
SCALE = 200.0
METRES_PER_PT = SCALE * 25.4 / 72 / 1000


def plan_figure(
    name: str,
    page: int,
    *,
    west_m: float = 0.0,
    south_m: float = 0.0,
    findings: tuple[int, ...] = (),
) -> PlacedFigure:
    """A plan at 1:200 in the upper half of an A4 page."""
    k = METRES_PER_PT
    to_site: Affine6 = (k, 0.0, 0.0, k, west_m - k * 60, south_m - k * 420)
    return PlacedFigure(
        id=name, page=page, rect=(60, 420, 530, 770), to_site=to_site, findings=findings
    )


def system_mark(number: int, page: int, rect: tuple[float, float, float, float]) -> Mark:
    """The square of one finding, as it goes out."""
    finding = f"{number:04x}cafe"
    return Mark(
        key=f"cpted:{CASE}:1:{finding}",
        kind=MarkKind.SQUARE,
        page=page,
        rect=rect,
        contents=f"[보완 필요] 지적 {number}: 수목과 창의 거리가 짧음",
        subject=f"{number} SUR10{number}",
        author="CPTED",
        created=DAY,
        modified=DAY,
        colour=(0.702, 0.149, 0.118),
        finding=number,
        marker=marker_of(case=CASE, round=1, finding=finding, key=KEY),
        figure=f"finding-{number}",
    )


def report(pages: int = 3) -> tuple[bytes, Manifest]:
    """Three pages: a form, then two plans with a finding each; and a section on the last page."""
    figures = tuple(plan_figure(f"finding-{n}", n, findings=(n,)) for n in range(1, pages))
    marks = tuple(system_mark(n, n, (100.0 + 40 * n, 500.0, 180.0 + 40 * n, 560.0))
                  for n in range(1, pages))  # fmt: skip
    fields = tuple(
        FieldValue(name=name)
        for n in range(1, pages)
        for name in (f"f.{n}.decision", f"f.{n}.opinion")
    )
    fields = (FieldValue(name="expert.name"), *fields)
    with Pdf.new() as pdf:
        font = pdf.make_indirect(
            Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        )
        for n in range(pages):
            code = PageCode(case=CASE, round=1, page=n).words
            page = pdf.add_blank_page(page_size=(595.0, 842.0))
            drawn = f"q {n + 1} w 60 420 470 350 re S Q BT /F1 8 Tf 60 30 Td ({code}) Tj ET"
            page.obj.Contents = pdf.make_stream(drawn.encode())
            page.obj.Resources = Dictionary(Font=Dictionary(F1=font))
        write_fields(pdf, fields)
        manifest = Manifest(
            case=CASE,
            language="ko",
            assessment=ASSESSMENT,
            pages=tuple(
                PageRecord(
                    number=n,
                    code=PageCode(case=CASE, round=1, page=n).words,
                    digest=digest,
                    sections=((60.0, n),) if n else (),
                )
                for n, digest in enumerate(page_digests(pdf))
            ),
            figures=figures,
            marks=marks,
            fields=fields,
        )
        for mark in marks:
            write_mark(pdf, mark)
        raw = manifest.model_dump_json().encode()
        pdf.attachments[MANIFEST] = pikepdf.AttachedFileSpec(pdf, raw, filename=MANIFEST)
        return saved(pdf), manifest


def marked(raw: bytes, marks: Sequence[Mark]) -> bytes:
    """The PDF with more marks on it."""
    with Pdf.open(BytesIO(raw)) as pdf:
        for mark in marks:
            write_mark(pdf, mark)
        return saved(pdf)


def saved(pdf: Pdf) -> bytes:
    stream = BytesIO()
    pdf.save(stream, deterministic_id=True)
    return stream.getvalue()


def write_mark(pdf: Pdf, mark: Mark, *, unit: float = 1.0) -> Any:
    """Writes one mark as the standard has it; `unit` is the page's user unit. [pt]"""
    page = pdf.pages[mark.page].obj
    made = Dictionary(
        Type=Name.Annot,
        Subtype=SUBTYPES[mark.kind],
        Rect=Array([x / unit for x in mark.rect]),
        F=4,
        P=page,
        NM=String(mark.key),
        AP=Dictionary(N=pdf.make_stream(b"", Subtype=Name.Form, BBox=[0, 0, 1, 1])),
    )
    for name, words in (("/T", mark.author), ("/Subj", mark.subject), ("/Contents", mark.contents)):
        if words:
            made[name] = String(words)
    for name, time in (("/CreationDate", mark.created), ("/M", mark.modified)):
        if time:
            made[name] = String(pdf_date(time))
    if mark.colour:
        made.C = Array(list(mark.colour))
    flat = [[x / unit for point in part for x in point] for part in mark.points]
    if mark.points:
        match mark.kind:
            case MarkKind.INK:
                made.InkList = Array([Array(part) for part in flat])
            case MarkKind.POLYGON | MarkKind.POLYLINE:
                made.Vertices = Array(flat[0])
            case MarkKind.LINE:
                made.L = Array(flat[0])
            case MarkKind.FREE_TEXT:
                made.CL = Array(flat[0])
            case _:
                made.QuadPoints = Array([x for part in flat for x in part])
    if mark.review is not None:
        made.StateModel, made.State = String("Review"), String(mark.review.value)
    if mark.reply_to is not None:
        made.IRT = next(
            a
            for p in pdf.pages
            for a in p.obj.get("/Annots", [])
            if str(a.get("/NM", "")) == mark.reply_to
        )
    if mark.marker is not None:
        made[PRIVATE] = Dictionary(
            Case=String(mark.marker.case),
            Round=mark.marker.round,
            Finding=String(mark.marker.finding),
            Rev=mark.marker.revision,
            Mac=String(mark.marker.mac),
        )
    if Name.Annots not in page:
        page.Annots = Array()
    annotation = pdf.make_indirect(made)
    page.Annots.append(annotation)
    return annotation


def write_fields(pdf: Pdf, fields: Sequence[FieldValue]) -> None:
    """Text fields and, for decisions, radio groups on the first page."""
    page = pdf.pages[0].obj
    page.Annots = Array()
    top: list[Any] = []
    for n, field in enumerate(fields):
        if field.name.endswith(".decision"):
            made = pdf.make_indirect(
                Dictionary(FT=Name.Btn, Ff=1 << 15, T=String(field.name), V=Name.Off, Kids=Array())
            )
            for k, state in enumerate(("agree", "conditional", "disagree", "undecided")):
                look = pdf.make_stream(
                    b"", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 10, 10]
                )
                kid = pdf.make_indirect(
                    Dictionary(
                        Type=Name.Annot,
                        Subtype=Name.Widget,
                        Parent=made,
                        F=4,
                        P=page,
                        Rect=[60 + 20 * k, 700 - 20 * n, 70 + 20 * k, 710 - 20 * n],
                        AS=Name.Off,
                        AP=Dictionary(N=Dictionary({f"/{state}": look, "/Off": look})),
                    )
                )
                made.Kids.append(kid)
                page.Annots.append(kid)
        else:
            made = pdf.make_indirect(
                Dictionary(
                    Type=Name.Annot,
                    Subtype=Name.Widget,
                    FT=Name.Tx,
                    T=String(field.name),
                    V=String(field.value),
                    DA=String("/Helv 9 Tf 0 g"),
                    F=4,
                    P=page,
                    Rect=[200, 700 - 20 * n, 400, 714 - 20 * n],
                )
            )
            page.Annots.append(made)
        top.append(made)
    helvetica = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    pdf.Root.AcroForm = Dictionary(
        Fields=Array(top),
        DR=Dictionary(Font=Dictionary(Helv=helvetica)),
        DA=String("/Helv 9 Tf 0 g"),
    )


def note(key: str, words: str, page: int = 1, **more: Any) -> Mark:
    """A note of a person."""
    told: dict[str, Any] = {
        "rect": (200.0, 600.0, 220.0, 620.0),
        "author": "홍길동",
        "created": DAY,
        "modified": DAY,
    } | more
    return Mark(key=key, kind=MarkKind.NOTE, page=page, contents=words, **told)


def state(key: str, review: Review, of: str, **more: Any) -> Mark:
    """A person's review of a mark."""
    return note(key, f"{review.value}", review=review, reply_to=of, **more)
