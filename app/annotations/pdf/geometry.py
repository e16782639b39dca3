"""Strokes, rings, lines and quadrilaterals of an annotation, in points of the unrotated page."""

from typing import Any

from app.annotations.pdf.values import member, members, numbers, pairs
from app.annotations.record import XY, MarkKind, Rect

Points = tuple[tuple[XY, ...], ...]

_TEXT_MARKS = (MarkKind.HIGHLIGHT, MarkKind.UNDERLINE, MarkKind.SQUIGGLY, MarkKind.STRIKEOUT)
_MOST_STROKES = 5_000


def points_of(annotation: Any, kind: MarkKind, rect: Rect, unit: float) -> Points:
    """The geometry of its kind; empty where the rectangle says all.

    Args:
        unit: size of a user unit of the page. [pt]
    """
    if kind in _TEXT_MARKS:
        flat = pairs(numbers(member(annotation, "/QuadPoints")), unit)
        return tuple(flat[n : n + 4] for n in range(0, len(flat) - 3, 4))
    match kind:
        case MarkKind.INK:
            strokes = members(member(annotation, "/InkList"), _MOST_STROKES)
            found = (pairs(numbers(stroke), unit) for stroke in strokes)
            return tuple(stroke for stroke in found if stroke)
        case MarkKind.POLYGON | MarkKind.POLYLINE:
            ring = pairs(numbers(member(annotation, "/Vertices")), unit)
            return (ring,) if ring else _path(annotation, unit)
        case MarkKind.LINE:
            line = pairs(numbers(member(annotation, "/L"), 4), unit)
            return (line,) if len(line) == 2 else ()
        case MarkKind.FREE_TEXT:
            callout = pairs(numbers(member(annotation, "/CL"), 6), unit)
            return (callout,) if callout else ()
        case MarkKind.SQUARE | MarkKind.CIRCLE:
            return _inner(annotation, rect, unit)
        case _:
            return ()


def _path(annotation: Any, unit: float) -> Points:
    """Corners of a path of PDF 2.0; of a curve its end."""
    parts = (numbers(part, 6) for part in members(member(annotation, "/Path"), 100_000))
    corners = tuple((flat[-2] * unit, flat[-1] * unit) for flat in parts if len(flat) >= 2)
    return (corners,) if corners else ()


def _inner(annotation: Any, rect: Rect, unit: float) -> Points:
    """The corners of what is drawn, where it is smaller than the rectangle (`/RD`)."""
    differences = numbers(member(annotation, "/RD"), 4)
    if len(differences) != 4 or not any(differences):
        return ()
    left, bottom, right, top = (each * unit for each in differences)
    x0, y0, x1, y1 = rect[0] + left, rect[1] + bottom, rect[2] - right, rect[3] - top
    if min(left, bottom, right, top) < 0 or x0 >= x1 or y0 >= y1:
        return ()
    return (((x0, y0), (x1, y0), (x1, y1), (x0, y1)),)
