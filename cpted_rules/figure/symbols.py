"""Symbols at true size on the page: devices, marks along a line, north, pins."""

import math
from collections.abc import Callable, Iterator

from shapely.geometry.base import BaseGeometry

from cpted_rules.figure import svg
from cpted_rules.figure.frame import Frame, runs
from cpted_rules.figure.svg import (
    INK,
    PAPER,
    SEEN,
    UNSEEN,
    Pen,
    Stroke,
    circle,
    group,
    layered,
    line,
    polyline,
    round_path,
    segment,
    through,
)
from cpted_rules.plan import Camera, Element, FixtureKind, Luminaire, LuminaireKind, SitePlan
from cpted_rules.text import Text

THIN = Pen(stroke=INK, width=0.18)
FILLED = Pen(stroke=INK, width=0.18, fill=INK)
OPEN = Pen(stroke=INK, width=0.2, fill=PAPER)
LAMP = Pen(stroke=INK, width=0.18, fill="#fff6d8")
SOLID = Pen(fill=INK)
OCHRE = "#8a5a00"

DEVICE_NAMES = {
    "luminaires": Text(ko="조명", en="luminaire"),
    "cameras": Text(ko="CCTV", en="CCTV"),
    "bells": Text(ko="비상벨", en="emergency bell"),
    "signs": Text(ko="안내판", en="sign"),
    "mirrors": Text(ko="반사경", en="mirror"),
    "fixtures": Text(ko="배관·설비", en="pipe or unit"),
}


def devices(
    plan: SitePlan, shown: Callable[[Element], bool], kinds: frozenset[str], frame: Frame
) -> str:
    """The devices of the given kinds within the window."""
    items: list[str] = []
    lamps: list[Stroke] = []
    for name in sorted(kinds & set(DEVICE_NAMES)):
        for element in getattr(plan, name):
            if not shown(element) or not frame.shows(element.at):
                continue
            x, y = frame.at(element.at.x, element.at.y)
            if isinstance(element, Luminaire):
                lamps.extend(_lamp(x, y, _reach(element.kind)))
            else:
                items.append(device(name, element, x, y))
    return layered(lamps) + group(items)


def device(name: str, element: Element | None, x: float, y: float) -> str:
    """One device's symbol; without an element, as it stands in a legend."""
    if name == "luminaires":
        return layered(_lamp(x, y, _reach(LuminaireKind.PEDESTRIAN)))
    if name == "cameras":
        return _camera(element if isinstance(element, Camera) else None, x, y)
    if name == "bells":
        return circle(x, y, 0.95, OPEN) + svg.text(
            "B", x, y + 0.52, size=1.5, weight=700, anchor="middle"
        )
    if name == "signs":
        return line(x, y, x, y - 2.2, THIN) + svg.rect(x, y - 2.2, 1.7, 1.1, OPEN)
    if name == "mirrors":
        return circle(x, y, 0.8, OPEN) + line(x - 0.55, y + 0.55, x + 0.55, y - 0.55, THIN)
    kind = getattr(element, "kind", FixtureKind.DOWNPIPE)
    if kind in (FixtureKind.GAS_PIPE, FixtureKind.DOWNPIPE):
        return circle(x, y, 0.6, FILLED if kind is FixtureKind.GAS_PIPE else OPEN)
    return svg.rect(x - 0.9, y - 0.6, 1.8, 1.2, OPEN) + line(
        x - 0.9, y + 0.6, x + 0.9, y - 0.6, THIN
    )


def _reach(kind: LuminaireKind) -> float:
    return 0.75 if kind in (LuminaireKind.BOLLARD, LuminaireKind.CEILING) else 1.05


def _lamp(x: float, y: float, radius: float) -> Iterator[Stroke]:
    yield LAMP, round_path(x, y, radius) + crossed(x, y, radius)


def _camera(camera: Camera | None, x: float, y: float) -> str:
    azimuth = camera.azimuth_deg if camera else 90.0
    if azimuth is None:
        return circle(x, y, 1.0, Pen(stroke=SEEN, width=0.25, fill=PAPER)) + circle(
            x, y, 0.4, Pen(fill=SEEN)
        )
    facing = math.radians(azimuth)
    ahead = (math.sin(facing), -math.cos(facing))
    side = (-ahead[1], ahead[0])
    tip = [
        (x, y),
        (x + ahead[0] * 2.4 + side[0] * 1.1, y + ahead[1] * 2.4 + side[1] * 1.1),
        (x + ahead[0] * 2.4 - side[0] * 1.1, y + ahead[1] * 2.4 - side[1] * 1.1),
    ]
    return polyline(tip, Pen(stroke=SEEN, width=0.2, fill=PAPER), closed=True) + circle(
        x, y, 0.65, Pen(fill=SEEN)
    )


def cross(x: float, y: float, reach: float, pen: Pen) -> str:
    """A diagonal cross."""
    return svg.path(crossed(x, y, reach), pen)


def crossed(x: float, y: float, reach: float) -> str:
    """Path of a diagonal cross."""
    d = reach * math.sqrt(0.5)
    return segment(x - d, y - d, x + d, y + d) + segment(x - d, y + d, x + d, y - d)


def ring(x: float, y: float, pen: Pen, radius: float = 1.9) -> str:
    """A ring around a point."""
    return circle(x, y, radius, pen)


def along(run: BaseGeometry, frame: Frame, *, every_mm: float, mark: str) -> str:
    """Crosses, ticks or blocks at equal steps along a line."""
    step = frame.metres(every_mm)
    marks: list[Stroke] = []
    for part in runs(run):
        for n in range(int(part.length // step) + 1):
            s = (n + 0.5) * step
            if s > part.length:
                break
            a, b = part.interpolate(s - step * 0.05), part.interpolate(s + step * 0.05)
            (x1, y1), (x2, y2) = frame.at(a.x, a.y), frame.at(b.x, b.y)
            marks.append(_mark(mark, (x1 + x2) / 2, (y1 + y2) / 2, math.atan2(y2 - y1, x2 - x1)))
    return layered(marks)


def _mark(mark: str, x: float, y: float, turn: float) -> Stroke:
    if mark == "cross":
        return THIN, crossed(x, y, 0.62)
    c, s = math.cos(turn), math.sin(turn)
    if mark == "tick":
        return THIN, segment(x - s * 0.5, y + c * 0.5, x + s * 0.5, y - c * 0.5)
    corners = [(x + c * u - s * v, y + s * u + c * v) for u, v in BLOCK]
    return SOLID, through(corners, closed=True)


BLOCK = ((-0.55, -0.42), (0.55, -0.42), (0.55, 0.42), (-0.55, 0.42))


def north(x: float, y: float, north_deg: float, size: float = 3.4) -> str:
    """A north arrow about its middle, true north turned clockwise from up."""
    half = size * 0.32
    body = (
        circle(x, y, size * 0.62, Pen(stroke=INK, width=0.15))
        + polyline(
            [(x, y - size), (x - half, y + size * 0.45), (x, y + size * 0.2)], FILLED, closed=True
        )
        + polyline(
            [(x, y - size), (x + half, y + size * 0.45), (x, y + size * 0.2)], OPEN, closed=True
        )
    )
    turned = group(
        [body], transform=f"rotate({svg.number(north_deg)} {svg.number(x)} {svg.number(y)})"
    )
    angle = math.radians(north_deg)
    out = size + 1.3
    return turned + svg.text(
        "N",
        x + math.sin(angle) * out,
        y - math.cos(angle) * out + 0.7,
        size=2,
        weight=700,
        anchor="middle",
    )


def pin(number: str, x: float, y: float, verdict: str, *, radius: float = 2.3) -> str:
    """A numbered pin: filled for fail, outlined for referred, dashed for the rest.

    Its width is that of `pin_reach`.
    """
    size = radius * (0.95 if len(number) > 2 else 1.15)
    reach = pin_reach(number, radius)
    if verdict == "fail":
        pen, ink = Pen(stroke=PAPER, width=0.3, fill=UNSEEN), PAPER
    elif verdict == "referred":
        pen, ink = Pen(stroke=OCHRE, width=0.5, fill=PAPER), OCHRE
    elif verdict == "pass":
        pen, ink = Pen(stroke="#00745a", width=0.4, fill=PAPER), "#00745a"
    else:
        pen, ink = Pen(stroke="#5b6068", width=0.35, dash="0.9 0.6", fill=PAPER), "#5b6068"
    words = svg.text(number, x, y + size * 0.36, size=size, weight=700, fill=ink, anchor="middle")
    if reach > radius:
        wide, high = 2 * reach, 2 * radius
        return svg.rect(x - reach, y - radius, wide, high, pen, round_=radius) + words
    return circle(x, y, radius, pen) + words


def pin_reach(number: str, radius: float = 2.3) -> float:
    """Half the width of a pin: round up to three digits, longer for more. [mm]"""
    return radius * (1.0 if len(number) < 4 else 1.0 + 0.28 * (len(number) - 3))


def scale_bar(x: float, y: float, frame: Frame) -> str:
    """A scale bar in two halves, of a round length between 15 and 40 mm on the page."""
    lengths = (1, 2, 4, 5, 10, 20, 40, 50, 100, 200, 400, 500)
    metres = next((m for m in lengths if frame.mm(m) >= 15), lengths[-1])
    half = frame.mm(metres) / 2
    middle = svg.text(
        svg.number(metres / 2), x + half, y - 0.7, size=1.9, fill=svg.SOFT, anchor="middle"
    )
    return group(
        [
            svg.rect(x, y, half, 0.9, FILLED),
            svg.rect(x + half, y, half, 0.9, OPEN),
            svg.text("0", x, y - 0.7, size=1.9, fill=svg.SOFT, anchor="middle"),
            middle,
            svg.text(
                f"{metres}\u2009m", x + 2 * half, y - 0.7, size=1.9, fill=svg.SOFT, anchor="middle"
            ),
        ]
    )
