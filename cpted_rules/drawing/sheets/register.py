"""Sheets laid on one another: by geometry that both show, or by two control points."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import atan2, cos, degrees, hypot, radians, sin

from cpted_rules.drawing.points import XY
from cpted_rules.drawing.sheets.features import Features
from cpted_rules.drawing.sheets.positions import FEWEST, Fit, Like, distinct, fits
from cpted_rules.note import Note, Severity
from cpted_rules.plan import Source
from cpted_rules.text import Text, same

TURNS_DEG = (0.0, 90.0, 180.0, 270.0)
"""How sheets are turned on paper."""
TOLERANCE_M = 0.05
"""Points nearer than this show the same corner."""
SHARE = 0.2
"""Common points are at least this share of the points of the poorer sheet: fewer are chance."""
SHARE_OF_KIND = 0.5
"""Or they are this share of its columns or outline corners, whatever else is drawn."""
LEAD = 0.05
"""The best position must outweigh any other by this share, and by two outline corners."""
DOUBT = 0.5
"""A turned position must outweigh those as drawn by twice: sheets of a set are seldom turned."""
MOST_TILT_DEG = 5.0
"""Rotation beside the quarter turns that is looked for."""
SCALE_OFF = 0.01
"""Control points whose distances differ by more than this share say that the unit is wrong."""

WEIGHT = {"columns": 3.0, "outlines": 3.0, "corners": 1.0}
"""What a common point says: columns and outlines are few, and stay from storey to storey."""
_LEAST_LEAD = 6.0
_AMBIGUOUS = "drawing/registration-ambiguous"


@dataclass(frozen=True, slots=True, kw_only=True)
class Registration:
    """How one sheet comes to lie on another.

    Args:
        drawing_point: in metres of the sheet's own coordinates, amid what was matched; a
            `SheetSpec` has it in drawing units, see `in_units`.
        site_point: where it comes to lie, in the coordinates of the reference. [m]
        rotation_deg: counter-clockwise, about that point.
        residual_m: root mean square of what is left between matched points.
        matched: pairs of points.
        how: `common_geometry` or `control_points`.
        upright: the sheet was laid as it is drawn, and other turns would fit or were not tried.
        scale_ratio: distance on the reference over distance on the sheet, for control points.
    """

    drawing_point: XY
    site_point: XY
    rotation_deg: float
    residual_m: float
    matched: int
    how: str
    upright: bool = False
    scale_ratio: float = 1.0

    def in_units(self, metres_per_unit: float) -> XY:
        """The drawing point in drawing units, as a `SheetSpec` has it."""
        return (self.drawing_point[0] / metres_per_unit, self.drawing_point[1] / metres_per_unit)

    def point(self, p: XY) -> XY:
        """Where a point of the sheet comes to lie. [m]"""
        c, s = cos(radians(self.rotation_deg)), sin(radians(self.rotation_deg))
        x, y = p[0] - self.drawing_point[0], p[1] - self.drawing_point[1]
        return (self.site_point[0] + c * x - s * y, self.site_point[1] + s * x + c * y)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unregistered:
    """That a sheet could not be laid on another, and why."""

    code: str
    why: Text


def register(
    sheet: Features,
    reference: Features,
    *,
    turns_deg: Sequence[float] = TURNS_DEG,
    tolerance_m: float = TOLERANCE_M,
    tilted: bool = False,
    upright: bool = False,
) -> Registration | Unregistered:
    """The position of a sheet on a reference in which most of their points coincide.

    Every pair of like points votes for a shift; the shifts with most votes are refined by least
    squares and compared by the points that coincide.

    Args:
        turns_deg: rotations to try.
        tilted: also look for a rotation of some degrees beside the quarter turns.
        upright: lay a building that looks the same when turned as it is drawn; else it is
            ambiguous.
    """
    likes = [
        Like(distinct(a), distinct(b), weight)
        for kind, weight in WEIGHT.items()
        if (a := getattr(sheet, kind)) and (b := getattr(reference, kind))
    ]
    columns = likes[:1] if sheet.columns and reference.columns else []
    every = (
        [Like(distinct(sheet.all_corners), distinct(reference.all_corners), 1.0)]
        if sheet.all_corners and reference.all_corners
        else []
    )
    tilt = _tilt(sheet, reference) if tilted else 0.0
    turns = [turn + tilt for turn in turns_deg]
    result: Registration | Unregistered = _nothing_common()
    for looked_at in (likes, [*columns, *every]):
        if sum(like.fewer for like in looked_at) < FEWEST:
            continue
        found = _clear(
            fits(looked_at, turns, tolerance_m, tilted=tilted),
            looked_at,
            tolerance_m,
            upright=upright,
            alone=len(turns) == 1,
        )
        if isinstance(found, Registration):
            if abs(_turn(found.rotation_deg, 0.0)) <= MOST_TILT_DEG:
                return found
            result = found  # turned sheets are rare: all linework has its say, too
        elif found.code == _AMBIGUOUS and isinstance(result, Unregistered):
            result = found
    return result


def _clear(
    ranked: Sequence[Fit], likes: Sequence[Like], tolerance_m: float, *, upright: bool, alone: bool
) -> Registration | Unregistered:
    """The best position, if it is clearly better than any other."""
    if not ranked:
        return _nothing_common()
    best = ranked[0]
    if not _enough(best, likes) or best.collinear(tolerance_m):
        return _nothing_common()
    lead = max(_LEAST_LEAD, LEAD * best.score)
    turned = abs(_turn(best.turn_deg, 0.0)) > MOST_TILT_DEG
    rivals = [
        fit
        for fit in ranked[1:]
        if fit.score > best.score - lead
        or (turned and fit.score > DOUBT * best.score and abs(_turn(fit.turn_deg, 0.0)) < 1.0)
        if _differ(best, fit, tolerance_m)
    ]
    if not rivals:
        return _registration(best, upright=alone)
    as_drawn = [f for f in (best, *rivals) if abs(_turn(f.turn_deg, 0.0)) <= MOST_TILT_DEG]
    if (
        upright
        and as_drawn
        and not any(_differ(as_drawn[0], fit, tolerance_m) for fit in as_drawn[1:])
    ):
        return _registration(as_drawn[0], upright=True)
    return _ambiguous(best, rivals[0])


def _enough(fit: Fit, likes: Sequence[Like]) -> bool:
    """Whether more points coincide than would by chance."""
    telling = any(
        like.weight > 1.0 and count >= FEWEST and count >= SHARE_OF_KIND * like.fewer
        for like, count in zip(likes, fit.counts, strict=True)
    )
    return telling or len(fit.moving) >= SHARE * sum(like.fewer for like in likes)


def from_control_points(
    drawn_m: tuple[XY, XY], site_m: tuple[XY, XY]
) -> Registration | Unregistered:
    """The position that lays two points of a sheet on two points of the site, without scaling.

    Args:
        drawn_m: in metres of the sheet's own coordinates.
        site_m: the same two points on the site.

    Returns:
        a registration whose `scale_ratio` and `residual_m` say how well the distances agree.
    """
    (ax, ay), (bx, by) = drawn_m
    (cx, cy), (dx, dy) = site_m
    drawn, site = hypot(bx - ax, by - ay), hypot(dx - cx, dy - cy)
    if min(drawn, site) < TOLERANCE_M:
        return Unregistered(
            code="drawing/control-points-equal",
            why=Text(
                ko="두 기준점이 같은 곳에 있음: 서로 먼 두 점을 고르십시오",
                en="the two control points are one; choose two that are far apart",
            ),
        )
    turn = degrees(atan2(dy - cy, dx - cx) - atan2(by - ay, bx - ax)) % 360.0
    return Registration(
        drawing_point=((ax + bx) / 2, (ay + by) / 2),
        site_point=((cx + dx) / 2, (cy + dy) / 2),
        rotation_deg=turn,
        residual_m=abs(site - drawn) / 2,
        matched=2,
        how="control_points",
        scale_ratio=site / drawn,
    )


def registration_note(number: str, result: Registration | Unregistered) -> Note:
    """What a person should know of how a sheet was laid on the site."""
    source = Source(number, "", "")
    if isinstance(result, Unregistered):
        return Note(code=result.code, severity=Severity.MISSING, source=source, text=result.why)
    if abs(result.scale_ratio - 1.0) > SCALE_OFF:
        return Note(
            code="drawing/control-points-scale",
            severity=Severity.WARNING,
            source=source,
            text=Text(
                ko="도면 {number}: 두 기준점의 거리가 대지에서 {ratio}배임. 단위나 기준점을 확인",
                en="sheet {number}: its two control points are {ratio} times as far apart on the "
                "site; check the unit or the points",
            ).fill(number=number, ratio=f"{result.scale_ratio:.3f}"),
        )
    assumed = Text(ko=", 방향은 그려진 대로 가정", en="; taken as drawn the right way up")
    return Note(
        code="drawing/registered",
        severity=Severity.ASSUMPTION,
        source=source,
        text=Text(
            ko="도면 {number}: 공통점 {n}개로 대지에 맞춤(잔차 {mm}mm, 회전 {turn}°{assumed})",
            en="sheet {number} was laid on the site by {n} common points "
            "(residual {mm} mm, turned {turn}°{assumed})",
        ).fill(
            number=number,
            n=str(result.matched),
            mm=f"{1000 * result.residual_m:.0f}",
            turn=f"{result.rotation_deg:.2f}".rstrip("0").rstrip("."),
            assumed=assumed if result.upright else same(""),
        ),
    )


def _nothing_common() -> Unregistered:
    return Unregistered(
        code="drawing/not-registered",
        why=Text(
            ko="공통된 기둥·벽 모서리가 부족하여 맞출 수 없음: "
            "놓을 자리나 기준점 두 개를 지정하십시오",
            en="the sheets share too few columns or corners; give its place or two control points",
        ),
    )


def _ambiguous(best: Fit, rival: Fit) -> Unregistered:
    turned = abs(_turn(best.turn_deg, rival.turn_deg)) > MOST_TILT_DEG
    how = (
        Text(ko="돌려 놓아도 같은 모양", en="it looks the same when turned")
        if turned
        else Text(ko="옮겨 놓아도 같은 모양", en="it looks the same when moved along")
    )
    return Unregistered(
        code=_AMBIGUOUS,
        why=Text(
            ko="놓을 자리가 둘 이상(공통점 {a}개와 {b}개, {how}): "
            "놓을 자리나 기준점 두 개를 지정하십시오",
            en="it fits in more than one way ({a} and {b} common points, {how}); "
            "give its place or two control points",
        ).fill(a=str(len(best.moving)), b=str(len(rival.moving)), how=how),
    )


def _tilt(sheet: Features, reference: Features) -> float:
    """How the linework of the reference is tilted against that of the sheet. [deg]"""
    if sheet.bearing_deg is None or reference.bearing_deg is None:
        return 0.0
    tilt = (reference.bearing_deg - sheet.bearing_deg + 45.0) % 90.0 - 45.0
    return tilt if abs(tilt) <= MOST_TILT_DEG else 0.0


def _differ(a: Fit, b: Fit, tolerance_m: float) -> bool:
    """Whether two positions put the sheet at different places."""
    (x, y), (u, v) = a.point(a.middle), b.point(a.middle)
    return abs(_turn(a.turn_deg, b.turn_deg)) > 1.0 or hypot(x - u, y - v) > 2 * tolerance_m


def _turn(a_deg: float, b_deg: float) -> float:
    return (a_deg - b_deg + 180.0) % 360.0 - 180.0


def _registration(fit: Fit, *, upright: bool) -> Registration:
    return Registration(
        drawing_point=fit.middle,
        site_point=fit.point(fit.middle),
        rotation_deg=fit.turn_deg % 360.0,
        residual_m=fit.residual_m,
        matched=len(fit.moving),
        how="common_geometry",
        upright=upright,
    )
