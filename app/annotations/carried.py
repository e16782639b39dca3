"""Marks of one round laid onto the figures of the next: by where they are on the site."""

from collections.abc import Sequence
from dataclasses import dataclass

import shapely
from shapely.affinity import affine_transform
from shapely.geometry import box
from shapely.geometry.base import BaseGeometry

from app.annotations.placing import to_page, to_site, wkt
from app.annotations.record import XY, Affine6, Manifest, Mark, MarkKind, PlacedFigure, Rect
from app.annotations.shape import drawn

UNMOVED: Affine6 = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_ENOUGH = 0.5
"""Share of a mark that must be on a figure."""
_SQUARE_ON = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """Marks on the figures of another round, and those that no figure there shows."""

    marks: tuple[Mark, ...]
    unplaced: tuple[Mark, ...]


def carried(
    marks: Sequence[Mark], before: Manifest, after: Manifest, *, moved: Affine6 = UNMOVED
) -> Carried:
    """The marks of one round as marks of another.

    Args:
        moved: site metres of the round before to those of the round after; see
            `app.annotations.registration`.
    """
    found, unplaced = [], []
    figures = {figure.id: figure for figure in before.figures}
    for mark in marks:
        old = figures.get(mark.figure or "")
        made = _carried(mark, old, before, after, moved) if old is not None else None
        if made is None:
            unplaced.append(mark)
        else:
            found.append(made)
    return Carried(marks=tuple(found), unplaced=tuple(unplaced))


def _carried(
    mark: Mark, old: PlacedFigure, before: Manifest, after: Manifest, moved: Affine6
) -> Mark | None:
    if old.to_site is None:
        return None
    shape = to_site(to_site(drawn(mark), old.to_site), moved)
    number = _number_after(mark.finding, before, after)
    new = _figure(shape, old.storey, number, after.figures)
    if new is None or new.to_site is None:
        return None
    whole = _then(_then(old.to_site, moved), _back(new.to_site))
    return mark.model_copy(
        update={
            "page": new.page,
            "figure": new.id,
            "finding": number,
            "site": wkt(shape),
            **_laid(mark, whole),
        }
    )


def _figure(
    shape: BaseGeometry, storey: int, number: int | None, figures: tuple[PlacedFigure, ...]
) -> PlacedFigure | None:
    """Of the storey's figures that show it: the finding's own, the largest scale, the first."""
    there = []
    for figure in figures:
        if figure.to_site is None or figure.storey != storey:
            continue
        share = _share(to_page(shape, figure.to_site), figure.rect)
        if share >= _ENOUGH:
            a, b, c, d, _, _ = figure.to_site
            metres_per_pt = abs(a * d - b * c) ** 0.5
            own = number is not None and number in figure.findings
            there.append((not own, -round(share, 3), metres_per_pt, figure.page, figure.id, figure))
    return min(there, key=lambda one: one[:5])[5] if there else None


def _share(shape: BaseGeometry, rect: Rect) -> float:
    window = box(*rect)
    size = shape.area or shape.length
    if size == 0:
        return 1.0 if window.covers(shape) else 0.0
    inside = shape.intersection(window)
    return float((inside.area or inside.length) / size)


def _number_after(number: int | None, before: Manifest, after: Manifest) -> int | None:
    """The number that the same finding has in the other round; None: it is no finding there."""
    ids = {m.finding: m.marker.finding for m in before.marks if m.marker}
    numbers = {m.marker.finding: m.finding for m in after.marks if m.marker}
    return numbers.get(ids.get(number, ""))


def _laid(mark: Mark, affine: Affine6) -> dict[str, object]:
    """Rectangle and points on the other page; what was upright and is not becomes a polygon."""
    x0, y0, x1, y1 = mark.rect
    corners = tuple(_at(affine, p) for p in ((x0, y0), (x1, y0), (x1, y1), (x0, y1)))
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    rect = (min(xs), min(ys), max(xs), max(ys))
    points = tuple(tuple(_at(affine, p) for p in part) for part in mark.points)
    upright = abs(affine[1]) < _SQUARE_ON and abs(affine[2]) < _SQUARE_ON
    if mark.kind is MarkKind.NOTE:  # an icon keeps its size
        x, y = (rect[0] + rect[2]) / 2, (rect[1] + rect[3]) / 2
        wide, high = (x1 - x0) / 2, (y1 - y0) / 2
        rect = (x - wide, y - high, x + wide, y + high)
    if mark.kind is MarkKind.SQUARE and not upright:
        return {"kind": MarkKind.POLYGON, "rect": rect, "points": points or (corners,)}
    if mark.kind is MarkKind.CIRCLE and not upright:
        turned = affine_transform(drawn(mark), list(affine))
        ring = tuple((float(x), float(y)) for x, y in shapely.get_coordinates(turned)[:-1])
        return {"kind": MarkKind.POLYGON, "rect": turned.bounds, "points": (ring,)}
    return {"rect": rect, "points": points}


def _at(affine: Affine6, point: XY) -> XY:
    a, b, c, d, e, f = affine
    x, y = point
    return (a * x + b * y + e, c * x + d * y + f)


def _then(first: Affine6, second: Affine6) -> Affine6:
    """The one after the other."""
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
    """The way back."""
    a, b, c, d, e, f = affine
    determinant = a * d - b * c
    p, q, r, s = d / determinant, -b / determinant, -c / determinant, a / determinant
    return (p, q, r, s, -(p * e + q * f), -(r * e + s * f))
