"""A mark of one page laid onto a figure of another: which figure, and what becomes of its shape."""

import shapely
from shapely.affinity import affine_transform
from shapely.geometry import box
from shapely.geometry.base import BaseGeometry

from app.annotations.placing import to_page
from app.annotations.record import XY, Affine6, Mark, MarkKind, PlacedFigure, Rect
from app.annotations.shape import drawn

_ENOUGH, _WHOLE = 0.5, 0.9
"""Shares of a mark that must be on a figure, and with which it is as good as all on it."""
_SQUARE_ON = 1e-9
_DECIMALS = 3
"""Of points: a millimetre on a plan at 1:2000."""
_SIZED = (MarkKind.NOTE, MarkKind.CARET, MarkKind.FREE_TEXT, MarkKind.STAMP)
"""Kinds whose size is of the page, for their words to be read: an icon, a box of words."""


def figure_for(
    shape: BaseGeometry, storey: int, number: int | None, figures: tuple[PlacedFigure, ...]
) -> PlacedFigure | None:
    """Of the storey's figures that show it: the finding's own, the largest scale, the first.

    One that shows all of it comes before one that shows a part; of those of its finding, one for
    that alone before one for many.

    Args:
        shape: on the site. [m]
        number: of the finding it belongs to.
    """
    there: list[tuple[tuple[object, ...], PlacedFigure]] = []
    for figure in figures:
        if figure.to_site is None or figure.storey != storey:
            continue
        share = _share(to_page(shape, figure.to_site), figure.rect)
        if share >= _ENOUGH:
            a, b, c, d, _, _ = figure.to_site
            metres_per_pt = abs(a * d - b * c) ** 0.5
            own = number is not None and number in figure.findings
            part = 0.0 if share >= _WHOLE else 1 - round(share, 3)
            many = len(figure.findings) if own else 0
            there.append(((not own, part, many, metres_per_pt, figure.page, figure.id), figure))
    return min(there, key=lambda one: one[0])[1] if there else None


def laid(mark: Mark, affine: Affine6) -> dict[str, object]:
    """What of the mark is otherwise on the other page: kind, rectangle and points.

    What was upright and is not becomes a polygon; icons and boxes of words keep their size.

    Args:
        affine: points of its page to points of the other.
    """
    x0, y0, x1, y1 = mark.rect
    corners = tuple(_at(affine, p) for p in ((x0, y0), (x1, y0), (x1, y1), (x0, y1)))
    points = tuple(tuple(_at(affine, p) for p in part) for part in mark.points)
    upright = abs(affine[1]) < _SQUARE_ON and abs(affine[2]) < _SQUARE_ON
    if mark.kind in _SIZED:
        x, y = _at(affine, ((x0 + x1) / 2, (y0 + y1) / 2))
        wide, high = (x1 - x0) / 2, (y1 - y0) / 2
        return {"rect": _rounded((x - wide, y - high, x + wide, y + high)), "points": points}
    if mark.kind is MarkKind.SQUARE and not upright:
        ring = points or (corners,)
        return {"kind": MarkKind.POLYGON, "rect": _around(ring), "points": ring}
    if mark.kind is MarkKind.CIRCLE and not upright:
        turned = affine_transform(drawn(mark), list(affine))
        ring = (tuple((float(x), float(y)) for x, y in shapely.get_coordinates(turned)[:-1]),)
        return {"kind": MarkKind.POLYGON, "rect": _around(ring), "points": ring}
    around = (*points, corners) if upright or not points else points
    return {"rect": _around(around), "points": points}


def then(first: Affine6, second: Affine6, *, onto: Affine6) -> Affine6:
    """The one after the other, and back by the last."""
    return _then(_then(first, second), _back(onto))


def _share(shape: BaseGeometry, rect: Rect) -> float:
    window = box(*rect)
    size = shape.area or shape.length
    if size == 0:
        return 1.0 if window.covers(shape) else 0.0
    inside = shape.intersection(window)
    return float((inside.area or inside.length) / size)


def _at(affine: Affine6, point: XY) -> XY:
    a, b, c, d, e, f = affine
    x, y = point
    return (round(a * x + b * y + e, _DECIMALS), round(c * x + d * y + f, _DECIMALS))


def _around(parts: tuple[tuple[XY, ...], ...]) -> Rect:
    xs = [x for part in parts for x, _ in part]
    ys = [y for part in parts for _, y in part]
    return _rounded((min(xs), min(ys), max(xs), max(ys)))


def _rounded(rect: Rect) -> Rect:
    x0, y0, x1, y1 = rect
    return (
        round(x0, _DECIMALS),
        round(y0, _DECIMALS),
        round(x1, _DECIMALS),
        round(y1, _DECIMALS),
    )


def _then(first: Affine6, second: Affine6) -> Affine6:
    a, b, c, d, e, f = first
    p, q, r, s, t, u = second
    return (
        p * a + q * c,
        p * b + q * d,
        r * a + s * c,
        r * b + s * d,
        p * e + q * f + t,
        r * e + s * f + u,
    )


def _back(affine: Affine6) -> Affine6:
    a, b, c, d, e, f = affine
    determinant = a * d - b * c
    p, q, r, s = d / determinant, -b / determinant, -c / determinant, a / determinant
    return (p, q, r, s, -(p * e + q * f), -(r * e + s * f))
