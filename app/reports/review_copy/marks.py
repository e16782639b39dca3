"""Findings as marks on the plan figures of a copy: the base that returned marks are merged with."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

import shapely
from shapely import LineString, Point, Polygon
from shapely.affinity import affine_transform
from shapely.geometry.base import BaseGeometry

from app.annotations.marker import marker_of
from app.annotations.record import XY, Affine6, Mark, MarkKind, PlacedFigure, Rect
from cpted_rules.figure import site_of
from cpted_rules.figure.frame import flat
from cpted_rules.findings import Finding, Verdict
from cpted_rules.plan import SitePlan

AUTHOR = "CPTED"
COLOURS: Mapping[Verdict, tuple[float, float, float]] = {
    Verdict.FAIL: (0.702, 0.149, 0.118),
    Verdict.REFERRED: (0.541, 0.353, 0.0),
}
"""As the report's words for them."""
SMALLEST_PT, SMALLEST_OF_MANY_PT = 11.0, 7.0
"""A mark is never smaller: it must be seen and hit."""
ALONE = "finding-"
"""Begins the ids of figures drawn for a finding, or for like ones."""
COARSE_PT = 0.7
"""What an outline may be off its place, before it is drawn with fewer corners."""
CORNERS = 200
MARGIN_PT = 1.5
"""The rectangle of an outline holds its line, too."""


def marks_of(
    findings: Sequence[Finding],
    plan: SitePlan,
    figures: Sequence[PlacedFigure],
    *,
    says: Mapping[int, str],
    case: str,
    round: int,
    key: bytes,
    day: datetime,
) -> tuple[Mark, ...]:
    """One mark for each finding that a plan figure shows, on the first that shows it.

    Args:
        says: words of each, by number; findings without are left out.
        day: given as the day they were made.
    """
    shown: dict[int, PlacedFigure] = {}
    for figure in figures:
        for number in figure.findings:
            own = figure.id.startswith(ALONE)
            if number not in shown or (own and not shown[number].id.startswith(ALONE)):
                shown[number] = figure
    return tuple(
        mark
        for finding in findings
        if finding.number in says and finding.number in shown
        for mark in _mark(
            finding,
            plan,
            shown[finding.number],
            contents=says[finding.number],
            case=case,
            round=round,
            key=key,
            day=day,
        )
    )


def name_of(*, case: str, round: int, finding: str) -> str:
    """The name of a finding's mark, the same in every copy of the round."""
    return f"cpted:{case}:{round}:{finding}"


def subject_of(finding: Finding) -> str:
    """What people quote: the number as printed, and the rule."""
    return f"{finding.number} {finding.rule or finding.clause}"


def _mark(
    finding: Finding,
    plan: SitePlan,
    figure: PlacedFigure,
    *,
    contents: str,
    case: str,
    round: int,
    key: bytes,
    day: datetime,
) -> Iterator[Mark]:
    place = site_of(plan, finding)
    if place is None or figure.to_site is None:
        return
    kind, rect, points = _drawn(place, figure)
    site = _on_site(kind, rect, points, figure.to_site)
    yield Mark(
        key=name_of(case=case, round=round, finding=finding.id),
        kind=kind,
        page=figure.page,
        rect=rect,
        points=points,
        contents=contents,
        subject=subject_of(finding),
        author=AUTHOR,
        created=day,
        modified=day,
        colour=COLOURS.get(finding.verdict, (0.357, 0.376, 0.408)),
        finding=finding.number,
        marker=marker_of(case=case, round=round, finding=finding.id, key=key),
        figure=figure.id,
        site=site.wkt,
    )


def _drawn(
    place: BaseGeometry, figure: PlacedFigure
) -> tuple[MarkKind, Rect, tuple[tuple[XY, ...], ...]]:
    """The kind of mark for a place on the site, its rectangle and its points on the page."""
    on_page = affine_transform(place, _inverse(figure.to_site or (1, 0, 0, 1, 0, 0)))
    inside = shapely.clip_by_rect(shapely.force_2d(on_page), *figure.rect)
    part = _pinned(inside)
    smallest = SMALLEST_OF_MANY_PT if len(figure.findings) > 1 else SMALLEST_PT
    if not figure.id.startswith(ALONE) and not part.is_empty:
        part = part.representative_point()
    if _large(part, smallest):
        part = part.simplify(COARSE_PT)
        if isinstance(part, Polygon) and not _is_rectangle(part):
            ring = part.exterior if len(part.exterior.coords) <= CORNERS else part.convex_hull
            corners = _rounded(shapely.get_coordinates(ring)[:-1].tolist())
            return MarkKind.POLYGON, _around(corners, MARGIN_PT), (corners,)
        if isinstance(part, LineString):
            corners = _rounded(list(part.coords))
            return MarkKind.POLYLINE, _around(corners, MARGIN_PT), (corners,)
    return MarkKind.SQUARE, _square(part, smallest, figure.rect), ()


def _pinned(shape: BaseGeometry) -> BaseGeometry:
    """Of several parts the one that the pin of the page points at."""
    point = None if shape.is_empty else shape.representative_point()
    return min(flat(shape), key=lambda part: part.distance(point), default=shape)


def _square(shape: BaseGeometry, smallest: float, within: Rect) -> Rect:
    """The rectangle around a shape, large enough to be seen; of nothing, the middle of the plan."""
    if shape.is_empty:
        shape = Point((within[0] + within[2]) / 2, (within[1] + within[3]) / 2)
    x0, y0, x1, y1 = shape.bounds
    wide, high = max(x1 - x0, smallest) / 2, max(y1 - y0, smallest) / 2
    x, y = (x0 + x1) / 2, (y0 + y1) / 2
    corners = _rounded(((x - wide, y - high), (x + wide, y + high)))
    return (*corners[0], *corners[1])


def _large(shape: BaseGeometry, smallest: float) -> bool:
    if shape.is_empty:
        return False
    x0, y0, x1, y1 = shape.bounds
    return max(x1 - x0, y1 - y0) >= smallest


def _is_rectangle(shape: Polygon) -> bool:
    box = shape.envelope
    return not shape.interiors and bool(shape.symmetric_difference(box).area <= 0.01 * box.area)


def _inverse(to_site: Affine6) -> list[float]:
    """Site metres to page points, as shapely takes it."""
    a, b, c, d, e, f = to_site
    whole = a * d - b * c
    p, q, r, s = d / whole, -b / whole, -c / whole, a / whole
    return [p, q, r, s, -(p * e + q * f), -(r * e + s * f)]


def _on_site(
    kind: MarkKind, rect: Rect, points: tuple[tuple[XY, ...], ...], to_site: Affine6
) -> BaseGeometry:
    shape: BaseGeometry = shapely.box(*rect)
    if points:
        shape = LineString(points[0]) if kind is MarkKind.POLYLINE else Polygon(points[0])
    return shapely.set_precision(affine_transform(shape, list(to_site)), 0.001, mode="pointwise")


def _rounded(points: Sequence[Sequence[float]]) -> tuple[XY, ...]:
    return tuple((round(float(x), 2), round(float(y), 2)) for x, y in (p[:2] for p in points))


def _around(points: Sequence[XY], margin: float) -> Rect:
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    return (
        round(min(xs) - margin, 2),
        round(min(ys) - margin, 2),
        round(max(xs) + margin, 2),
        round(max(ys) + margin, 2),
    )
