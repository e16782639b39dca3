"""What marks and fields look like: drawn by us, so that every viewer and printer shows the same."""

from collections.abc import Sequence

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf

from app.annotations.record import Mark, MarkKind, Rect
from app.reports.operators import number
from cpted_rules.findings import Verdict

LINE_PT, LINE_OF_MANY_PT = 1.1, 0.6
DASHES: dict[Verdict, tuple[float, ...]] = {Verdict.REFERRED: (4.0, 2.0)}
"""Told apart without colour: a line for what must be corrected, dashes for what is to be judged."""
ROUND = 0.5523
"""Handles of a quarter of a circle."""


def mark_stream(pdf: Pdf, mark: Mark, *, line: float, dash: Sequence[float]) -> pikepdf.Stream:
    """A mark's outline, in the coordinates of the page."""
    colour = " ".join(number(part) for part in mark.colour)
    pen = f"{colour} RG {number(line)} w 1 j [{' '.join(map(number, dash))}] 0 d"
    return _form(pdf, f"q {pen} {_path(mark, line)} Q", mark.rect)


def _path(mark: Mark, line: float) -> str:
    if not mark.points:
        x0, y0, x1, y1 = mark.rect
        half = line / 2
        sides = (x0 + half, y0 + half, x1 - x0 - line, y1 - y0 - line)
        return f"{' '.join(map(number, sides))} re S"
    first, *rest = (f"{number(x)} {number(y)}" for x, y in mark.points[0])
    lines = " ".join(f"{point} l" for point in rest)
    return f"{first} m {lines} {'S' if mark.kind is MarkKind.POLYLINE else 's'}"


def empty_text(pdf: Pdf, rect: Rect, fonts: Dictionary) -> pikepdf.Stream:
    """A text field nobody has filled in; viewers that write into it find the face here."""
    stream = _form(pdf, "/Tx BMC\nEMC", _own(rect))
    stream.Resources = Dictionary(Font=fonts)
    return stream


def dot(pdf: Pdf, rect: Rect) -> pikepdf.Stream:
    """A choice that is made: a dot in the middle of its circle, which the page has."""
    wide, high = rect[2] - rect[0], rect[3] - rect[1]
    x, y, r = wide / 2, high / 2, min(wide, high) * 0.27
    k = r * ROUND
    quarters = (
        (x - r, y + k, x - k, y + r, x, y + r),
        (x + k, y + r, x + r, y + k, x + r, y),
        (x + r, y - k, x + k, y - r, x, y - r),
        (x - k, y - r, x - r, y - k, x - r, y),
    )
    curves = " ".join(f"{' '.join(map(number, q))} c" for q in quarters)
    return _form(pdf, f"q 0 g {number(x - r)} {number(y)} m {curves} f Q", _own(rect))


def tick(pdf: Pdf, rect: Rect) -> pikepdf.Stream:
    """A box that is ticked."""
    wide, high = rect[2] - rect[0], rect[3] - rect[1]
    at = [(0.28, 0.52), (0.44, 0.34), (0.74, 0.7)]
    first, *rest = (f"{number(x * wide)} {number(y * high)}" for x, y in at)
    lines = " ".join(f"{point} l" for point in rest)
    return _form(pdf, f"q 0 G 1.3 w 1 J 1 j {first} m {lines} S Q", _own(rect))


def nothing(pdf: Pdf, rect: Rect) -> pikepdf.Stream:
    """A choice that is not made."""
    return _form(pdf, "q Q", _own(rect))


def _own(rect: Rect) -> Rect:
    return 0.0, 0.0, round(rect[2] - rect[0], 3), round(rect[3] - rect[1], 3)


def _form(pdf: Pdf, content: str, box: Rect) -> pikepdf.Stream:
    return pikepdf.Stream(
        pdf,
        content.encode("ascii"),
        Type=Name.XObject,
        Subtype=Name.Form,
        BBox=Array(list(box)),
        Resources=Dictionary(),
    )
