"""Geometry of marks on their page: outlines, overlap, whether they were moved or drawn anew."""

from shapely.geometry import LineString, MultiLineString, MultiPoint, MultiPolygon, Point, Polygon
from shapely.geometry.base import BaseGeometry

from app.annotations.record import XY, Mark, MarkKind, Rect

SAME_PT = 0.5
"""Viewers write coordinates anew with fewer digits; nobody moves a mark by less on purpose. [pt]"""
_RINGS = (MarkKind.POLYGON, MarkKind.SQUARE)
_TEXT_MARKS = (MarkKind.HIGHLIGHT, MarkKind.UNDERLINE, MarkKind.SQUIGGLY, MarkKind.STRIKEOUT)
_PINS = (MarkKind.NOTE, MarkKind.CARET)
_CIRCLE_SIDES = 32


def extent(mark: Mark) -> Rect:
    """What the mark covers: of its points, else its rectangle."""
    points = [point for part in mark.points for point in part]
    if not points or mark.kind is MarkKind.FREE_TEXT:
        return mark.rect
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return (min(xs), min(ys), max(xs), max(ys))


def middle(mark: Mark) -> XY:
    """The middle of what it covers."""
    x0, y0, x1, y1 = extent(mark)
    return ((x0 + x1) / 2, (y0 + y1) / 2)


def overlap(one: Rect, other: Rect) -> float:
    """Common area over joint area of two rectangles, 0 to 1; thin ones count as half a point."""
    a, b = _thick(one), _thick(other)
    wide = min(a[2], b[2]) - max(a[0], b[0])
    high = min(a[3], b[3]) - max(a[1], b[1])
    if wide <= 0 or high <= 0:
        return 0.0
    common = wide * high
    return common / (_area(a) + _area(b) - common)


def is_same_shape(one: Mark, other: Mark) -> bool:
    """Whether two marks cover the same, as far as viewers keep digits."""
    if _outline_differs(one, other):
        return _near(one.rect, other.rect) and _boxed(one) and _boxed(other)
    return True


def is_moved(one: Mark, other: Mark) -> bool:
    """Whether one is the other in another place."""
    a, b = extent(one), extent(other)
    same_size = (
        abs((a[2] - a[0]) - (b[2] - b[0])) <= SAME_PT
        and abs((a[3] - a[1]) - (b[3] - b[1])) <= SAME_PT
    )
    if not same_size or [len(part) for part in one.points] != [len(p) for p in other.points]:
        return False
    dx, dy = b[0] - a[0], b[1] - a[1]
    return all(
        abs(p[0] + dx - q[0]) <= SAME_PT and abs(p[1] + dy - q[1]) <= SAME_PT
        for one_part, other_part in zip(one.points, other.points, strict=True)
        for p, q in zip(one_part, other_part, strict=True)
    )


def drawn(mark: Mark) -> BaseGeometry:
    """The mark as a geometry of its page: areas, lines, or the point of a pin. [pt]"""
    x0, y0, x1, y1 = mark.rect
    parts = [part for part in mark.points if part]
    if mark.kind in _PINS or (x0 == x1 and y0 == y1 and not parts):
        return Point((x0 + x1) / 2, (y0 + y1) / 2)
    if mark.kind is MarkKind.CIRCLE:
        return _ellipse(extent(mark))
    if mark.kind in _TEXT_MARKS and parts:
        quads = [MultiPoint(quad).convex_hull for quad in parts]
        return (
            MultiPolygon([q for q in quads if isinstance(q, Polygon)]) if quads else Point(x0, y0)
        )
    if mark.kind in _RINGS and parts and len(parts[0]) >= 3:
        return Polygon(parts[0])
    if parts and mark.kind is not MarkKind.FREE_TEXT:
        lines = [LineString(part if len(part) > 1 else part * 2) for part in parts]
        return lines[0] if len(lines) == 1 else MultiLineString(lines)
    return Polygon([(x0, y0), (x1, y0), (x1, y1), (x0, y1)])


def _ellipse(box: Rect) -> BaseGeometry:
    from shapely.affinity import scale, translate

    around = Point(0.0, 0.0).buffer(1.0, _CIRCLE_SIDES // 4)
    sized = scale(around, (box[2] - box[0]) / 2, (box[3] - box[1]) / 2, origin=(0, 0))
    return translate(sized, (box[0] + box[2]) / 2, (box[1] + box[3]) / 2)


def _outline_differs(one: Mark, other: Mark) -> bool:
    if [len(part) for part in one.points] != [len(part) for part in other.points]:
        return True
    if not one.points:
        return not _near(one.rect, other.rect)
    return any(
        abs(p[0] - q[0]) > SAME_PT or abs(p[1] - q[1]) > SAME_PT
        for one_part, other_part in zip(one.points, other.points, strict=True)
        for p, q in zip(one_part, other_part, strict=True)
    )


def _boxed(mark: Mark) -> bool:
    return not mark.points or mark.kind in (MarkKind.SQUARE, MarkKind.CIRCLE, MarkKind.FREE_TEXT)


def _near(one: Rect, other: Rect) -> bool:
    return all(abs(a - b) <= SAME_PT for a, b in zip(one, other, strict=True))


def _thick(box: Rect) -> Rect:
    more_x = max(0.0, SAME_PT - (box[2] - box[0])) / 2
    more_y = max(0.0, SAME_PT - (box[3] - box[1])) / 2
    return (box[0] - more_x, box[1] - more_y, box[2] + more_x, box[3] + more_y)


def _area(box: Rect) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])
