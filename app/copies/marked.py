"""The report of a review with what people marked on it, as marks that viewers show and edit."""

from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, PdfError, Stream, String

from app.annotations.case import Case
from app.annotations.pdf.verbatim import given_back
from app.annotations.record import XY, Mark, MarkKind, Rect
from app.annotations.store import Store
from app.annotations.xfdf.terms import pdf_date
from app.copies.faults import CopyError, no_file, unreadable_report
from app.copies.overlay import OURS, TEXT_BOXES, TEXT_MARKS, overlay_svg
from app.copies.pages import overlay_pages
from app.reports.operators import colour, number
from app.reports.review_copy.appearance import ROUND
from cpted_rules.text import Lang

REPORT = "report.pdf"
PRINTED = 4
LINE_PT = 1.3
ICON_PT = 18.0
BRIGHT = "#ffe45c"
"""Of a highlight that says no colour: words must be read through it."""
MARGIN_PT = 1.5
"""Around an outline, so that its line is not cut."""
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
    MarkKind.OTHER: Name.Square,
}


def marked_report(case: Case, store: Store, lang: Lang) -> bytes:
    """The report with every kept mark that has a place on it; same store, same bytes.

    Raises:
        CopyError: the report is not in the folder, or cannot be read.
    """
    copy = case.copy_of(case.manifest(store))
    if copy is None:
        raise CopyError(no_file(REPORT))
    marks = [
        kept.mark if kept.mark.author else kept.mark.model_copy(update={"author": kept.person})
        for kept in store.marks
        if not kept.is_off_report
    ]
    try:
        with Pdf.open(copy.path) as pdf:
            return with_marks(pdf, marks, lang)
    except PdfError as error:
        raise CopyError(unreadable_report(str(error))) from error


def with_marks(pdf: Pdf, marks: list[Mark], lang: Lang) -> bytes:
    """The document with the marks on its pages, each with an appearance; those beyond are not."""
    there = [mark for mark in marks if mark.page < len(pdf.pages)]
    boxes = _boxes_of_words(pdf, [m for m in there if m.kind in TEXT_BOXES], lang)
    made = {mark.key: _annotation(pdf, mark, boxes.get(mark.key)) for mark in there}
    known = _named(pdf) | made
    for mark in there:
        annotation = made[mark.key]
        if mark.reply_to in known:
            annotation.IRT, annotation.RT = known[mark.reply_to], Name.R
        page = pdf.pages[mark.page].obj
        if Name.Annots not in page:
            page.Annots = Array()
        page.Annots.append(annotation)
    out = BytesIO()
    pdf.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


def _annotation(pdf: Pdf, mark: Mark, words: pikepdf.Object | None) -> pikepdf.Object:
    own = Dictionary(Subtype=SUBTYPES[mark.kind])
    if mark.unreadable is not None:
        own = given_back(mark.unreadable, pdf)
    rect = _around(mark)
    own.Type, own.Rect, own.F = Name.Annot, Array(list(rect)), PRINTED
    own.P = pdf.pages[mark.page].obj
    own.NM, own.T = String(mark.key), String(mark.author)
    own.Contents = String(mark.contents)
    if mark.subject:
        own.Subj = String(mark.subject)
    for name, when in ((Name.CreationDate, mark.created), (Name.M, mark.modified)):
        if when is not None:
            own[name] = String(pdf_date(when))
    if mark.colour:
        own.C = Array(list(mark.colour))
    if mark.review is not None:
        own.StateModel, own.State = String("Review"), String(mark.review.value)
    _shape(own, mark)
    if mark.unreadable is None:
        own.AP = Dictionary(N=words if words is not None else _look(pdf, mark, rect))
    return pdf.make_indirect(own)


def _shape(own: Dictionary, mark: Mark) -> None:
    """Its points where the standard has them for its kind."""
    flat = [[value for point in part for value in point] for part in mark.points]
    if mark.kind is MarkKind.FREE_TEXT:
        own.DA = String("/Helv 9 Tf 0 g")
    if not flat:
        return
    match mark.kind:
        case MarkKind.INK:
            own.InkList = Array([Array(part) for part in flat])
        case MarkKind.POLYGON | MarkKind.POLYLINE:
            own.Vertices = Array(flat[0])
        case MarkKind.LINE:
            own.L = Array(flat[0])
        case MarkKind.FREE_TEXT:
            own.CL = Array(flat[0])
        case MarkKind.SQUARE | MarkKind.CIRCLE:
            inner, outer = _bounds(mark.points[0]), mark.rect
            own.RD = Array([abs(a - b) for a, b in zip(inner, outer, strict=True)])
        case kind if kind in TEXT_MARKS:
            own.QuadPoints = Array([value for part in flat for value in part])


def _look(pdf: Pdf, mark: Mark, rect: Rect) -> Stream:
    """What it looks like, in the coordinates of the page; an answer is read, not seen."""
    content = b"" if mark.reply_to is not None else _drawn(mark)
    resources = Dictionary()
    if mark.kind is MarkKind.HIGHLIGHT:
        resources.ExtGState = Dictionary(M=Dictionary(BM=Name.Multiply))
    return Stream(
        pdf,
        content,
        Type=Name.XObject,
        Subtype=Name.Form,
        BBox=Array(list(rect)),
        Resources=resources,
    )


def _drawn(mark: Mark) -> bytes:
    x0, y0, x1, y1 = mark.rect
    pen = _colour(mark, "RG") + f" {number(LINE_PT)} w 1 j 1 J ".encode("ascii")
    half = LINE_PT / 2
    if mark.kind in TEXT_MARKS and mark.points:
        return b"q " + pen + b" ".join(_text_mark(mark.kind, q, mark) for q in mark.points) + b" Q"
    if mark.kind in (MarkKind.NOTE, MarkKind.CARET):
        return b"q " + pen + _colour(mark, "rg") + _icon(mark.rect) + b" Q"
    if mark.kind is MarkKind.CIRCLE:
        inset = (x0 + half, y0 + half, x1 - half, y1 - half)
        return b"q " + pen + _ellipse(inset) + b" S Q"
    if mark.points:
        end = " s" if mark.kind in (MarkKind.POLYGON, MarkKind.SQUARE) else " S"
        lines = " ".join(_line(part) + end for part in mark.points)
        return b"q " + pen + lines.encode("ascii") + b" Q"
    sides = (x0 + half, y0 + half, x1 - x0 - LINE_PT, y1 - y0 - LINE_PT)
    return b"q " + pen + f"{' '.join(map(number, sides))} re S Q".encode("ascii")


def _ellipse(rect: Rect) -> bytes:
    """Four curves, from the left round over the top."""
    x, y = (rect[0] + rect[2]) / 2, (rect[1] + rect[3]) / 2
    a, b = (rect[2] - rect[0]) / 2, (rect[3] - rect[1]) / 2
    k, m = a * ROUND, b * ROUND
    quarters = (
        (x - a, y + m, x - k, y + b, x, y + b),
        (x + k, y + b, x + a, y + m, x + a, y),
        (x + a, y - m, x + k, y - b, x, y - b),
        (x - k, y - b, x - a, y - m, x - a, y),
    )
    curves = " ".join(f"{' '.join(map(number, q))} c" for q in quarters)
    return f"{number(x - a)} {number(y)} m {curves} h".encode("ascii")


def _line(points: tuple[XY, ...]) -> str:
    first, *rest = (f"{number(x)} {number(y)}" for x, y in points)
    return f"{first} m " + " ".join(f"{point} l" for point in rest or [first])


def _text_mark(kind: MarkKind, quad: tuple[XY, ...], mark: Mark) -> bytes:
    x0, y0, x1, y1 = _bounds(quad)
    if kind is MarkKind.HIGHLIGHT:
        area = " ".join(map(number, (x0, y0, x1 - x0, y1 - y0)))
        return b"/M gs " + _colour(mark, "rg") + f" {area} re f".encode("ascii")
    y = (y0 + y1) / 2 if kind is MarkKind.STRIKEOUT else y0 + LINE_PT
    return f"{_line(((x0, y), (x1, y)))} S".encode("ascii")


def _icon(rect: Rect) -> bytes:
    """A speech bubble with two lines of words, in the middle."""
    size = min(ICON_PT, rect[2] - rect[0], rect[3] - rect[1])
    left, low = (rect[0] + rect[2] - size) / 2, (rect[1] + rect[3] - size) / 2

    def at(x: float, y: float) -> str:
        return f"{number(left + x * size)} {number(low + y * size)}"

    outline = [(0.1, 0.9), (0.9, 0.9), (0.9, 0.35), (0.5, 0.35), (0.28, 0.1), (0.28, 0.35)]
    ring = [*outline, (0.1, 0.35)]
    body = f"{at(*ring[0])} m " + " ".join(f"{at(*p)} l" for p in ring[1:]) + " b"
    lines = " ".join(f"{at(0.25, y)} m {at(0.75, y)} l S" for y in (0.72, 0.54))
    return f" {body} 1 G {lines}".encode("ascii")


def _colour(mark: Mark, operator: str) -> bytes:
    if len(mark.colour) == 3:
        return f"{' '.join(map(number, mark.colour))} {operator}".encode("ascii")
    return colour(BRIGHT if mark.kind is MarkKind.HIGHLIGHT else OURS, operator)


def _around(mark: Mark) -> Rect:
    """Its rectangle; of an outline, with its line."""
    outlined = mark.points and mark.kind not in (MarkKind.SQUARE, MarkKind.CIRCLE, *TEXT_BOXES)
    if not outlined:
        return mark.rect
    x0, y0, x1, y1 = _bounds(tuple(point for part in mark.points for point in part))
    return (x0 - MARGIN_PT, y0 - MARGIN_PT, x1 + MARGIN_PT, y1 + MARGIN_PT)


def _bounds(points: tuple[XY, ...]) -> Rect:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return (min(xs), min(ys), max(xs), max(ys))


def _boxes_of_words(pdf: Pdf, marks: list[Mark], lang: Lang) -> dict[str, pikepdf.Object]:
    """Boxes of words as forms of their size, set in the face of the report."""
    if not marks:
        return {}
    boxes = {n: mark.rect for n, mark in enumerate(marks)}
    drawings = {
        n: overlay_svg([(n, mark)], page=mark.page, box=mark.rect, lang=lang, numbered=False)
        for n, mark in enumerate(marks)
    }
    found: dict[str, pikepdf.Object] = {}
    with Pdf.open(BytesIO(overlay_pages(drawings, boxes))) as drawn:
        for n, mark in enumerate(marks):
            found[mark.key] = pdf.copy_foreign(drawn.pages[n].as_form_xobject())
    return found


def _named(pdf: Pdf) -> dict[str, pikepdf.Object]:
    """What is on the pages already, by its name."""
    return {
        str(annotation.NM): annotation
        for page in pdf.pages
        for annotation in page.obj.get("/Annots", Array())
        if "/NM" in annotation
    }
