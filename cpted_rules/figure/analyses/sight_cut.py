"""One sight line in section: eye, obstacles with heights, and what of the person they hide."""

from collections.abc import Mapping

import shapely
from shapely import LineString

from cpted_rules.analysis.sight.section import Cut, Section
from cpted_rules.figure import svg
from cpted_rules.figure.analyses.drawing import Plot
from cpted_rules.figure.analyses.upright import (
    At,
    cut_bar,
    cut_scale,
    ground_line,
    person,
)
from cpted_rules.figure.svg import GREEN, HAIR, INK, PAPER, SEEN, SOFT, UNSEEN, Pen
from cpted_rules.figure.symbols import cross
from cpted_rules.text import Lang, Text

LEFT_MM, RIGHT_MM, TOP_MM, FOOT_MM = 24.0, 32.0, 11.0, 15.0
BEYOND_MM = 8.0
THIN_MM = 0.8

EYE = Text(ko="시점", en="eye")
HIDDEN = Text(ko="가려짐", en="hidden")
IN_SIGHT = Text(ko="보임", en="in sight")
AIM = Text(ko="겨눈 곳", en="aim")
CAPTION = Text(
    ko="시선 단면 (높이·거리 같은 축척)", en="Section along the sight line (heights to scale)"
)
DISTANCE = Text(ko="수평거리 {m} m", en="{m} m on plan")
SHARE = Text(ko="몸의 {share} %가 보임", en="{share} % of the person in sight")


def sight_cut(
    found: Section,
    names: Mapping[str, Text],
    *,
    lang: Lang,
    alternative: Text,
    width_mm: float,
    height_mm: float,
) -> Plot:
    """The section of a look at a person.

    Args:
        names: of the obstacles, by their ids.
    """
    length = _length(found)
    ground_m = found.foot[2]
    tall = max(found.eye[2] - ground_m + 0.6, found.height_m + 0.6, *_tops(found))
    scale = cut_scale(
        length,
        tall,
        width_mm=width_mm - LEFT_MM - RIGHT_MM,
        height_mm=height_mm - TOP_MM - FOOT_MM,
    )
    k = 1000 / scale
    high = min(height_mm, tall * k + TOP_MM + FOOT_MM)
    base = high - FOOT_MM
    x0 = LEFT_MM + (width_mm - LEFT_MM - RIGHT_MM - length * k) / 2
    limit = (base - TOP_MM + 4) / k

    def at(s: float, z: float) -> tuple[float, float]:
        return x0 + s * k, base - min(z - ground_m, limit) * k

    items = [
        svg.rect(0.1, 0.1, width_mm - 0.2, high - 0.2, Pen(stroke=HAIR, width=0.2)),
        svg.text(CAPTION.in_(lang), 2, 4, size=2.2, weight=600, fill=SOFT),
        ground_line(4, width_mm - 4, base),
        *(_obstacle(cut, found, at, limit) for cut in found.cuts),
        *_looks(found, length, at),
        _eye(found, at, k, lang),
        _person(found, length, at, k, lang),
        *_words(found, names, at, limit, lang),
        cut_bar(5, high - 4.2, scale),
        svg.text(
            DISTANCE.fill(m=f"{length:.1f}").in_(lang),
            width_mm - 4,
            high - 3.4,
            size=2.1,
            anchor="end",
        ),
    ]
    return Plot(
        svg=svg.document(
            items,
            width_mm=width_mm,
            height_mm=high,
            title=alternative.in_(lang),
            description=CAPTION.in_(lang),
            lang=lang,
        ),
        width_mm=width_mm,
        height_mm=high,
        alternative=alternative,
    )


def _length(found: Section) -> float:
    return float(((found.eye[0] - found.foot[0]) ** 2 + (found.eye[1] - found.foot[1]) ** 2) ** 0.5)


def _tops(found: Section) -> list[float]:
    """Tops of what decides; what stands far above the looks is cut off."""
    ceiling = max(found.eye[2] - found.foot[2], found.height_m) + 2.0
    return [min(cut.obstacle.top_m + lift_m(cut, found), ceiling) for cut in found.cuts]


def lift_m(cut: Cut, found: Section) -> float:
    """How much higher than the person an obstacle stands, where the look cuts it. [m]"""
    shape = cut.obstacle.shape
    if not shape.has_z:
        return -found.foot[2]
    line = LineString([found.eye[:2], found.foot[:2]])
    at = line.interpolate((cut.enter_m + cut.leave_m) / 2)
    if shape.geom_type.endswith("LineString"):
        at = shape.interpolate(shape.project(at))
        return float(at.z) - found.foot[2]
    return float(shapely.get_coordinates(shape, include_z=True)[0, 2]) - found.foot[2]


def _obstacle(cut: Cut, found: Section, at: At, limit: float) -> str:
    lift, ground = lift_m(cut, found), found.foot[2]
    top, base = cut.obstacle.top_m + lift, max(cut.obstacle.base_m + lift, 0.0)
    x0, y0 = at(cut.enter_m, ground + top)
    x1, y1 = at(cut.leave_m, ground + base)
    wide = max(x1 - x0, THIN_MM)
    x0 = (x0 + x1) / 2 - wide / 2 if wide == THIN_MM else x0
    plant = cut.obstacle.plant
    edge = UNSEEN if cut.hidden_m is not None else GREEN if plant else INK
    fill = "#dfeadb" if plant else "#c3cad3"
    pen = Pen(stroke=edge, width=0.4 if cut.hidden_m is not None else 0.22, fill=fill)
    round_ = min(1.2, wide / 3) if plant else 0.0
    trunk = ""
    if plant and base > 0:
        middle = x0 + wide / 2
        trunk = svg.line(middle, at(0, ground)[1], middle, y1, Pen(stroke=GREEN, width=0.5))
    if top <= limit:
        return trunk + svg.rect(x0, y0, wide, max(y1 - y0, 0.3), pen, round_=round_)
    sides = "".join(
        svg.line(x, y0, x, y1, Pen(stroke=edge, width=pen.width)) for x in (x0, x0 + wide)
    )
    torn = svg.polyline(
        [(x0 - 0.8, y0), (x0 + wide * 0.4, y0), (x0 + wide * 0.5, y0 - 0.9),
         (x0 + wide * 0.6, y0 + 0.9), (x0 + wide * 0.7, y0), (x0 + wide + 0.8, y0)],
        Pen(stroke=INK, width=0.18),
    )  # fmt: skip
    return trunk + svg.rect(x0, y0, wide, y1 - y0, Pen(fill=fill)) + sides + torn


def _looks(found: Section, length: float, at: At) -> list[str]:
    """Looks along the edges of what is hidden, and the look at the aim."""
    eye = at(0, found.eye[2])
    foot = found.foot[2]
    items = []
    for low, high in found.hidden_m:
        corners = [eye, at(length, foot + low), at(length, foot + high)]
        items.append(svg.polyline(corners, Pen(fill=UNSEEN, opacity=0.07), closed=True))
    seen = _seen(found)
    for low, high in seen:
        corners = [eye, at(length, foot + low), at(length, foot + high)]
        items.append(svg.polyline(corners, Pen(fill=SEEN, opacity=0.07), closed=True))
    edges = sorted({z for part in found.hidden_m for z in part if 0 < z < found.height_m})
    items += [svg.line(*eye, *at(length, foot + z), Pen(stroke=UNSEEN, width=0.2)) for z in edges]
    blocked = next((cut for cut in found.cuts if cut.blocks), None)
    aim = at(length, foot + found.aim_m)
    if blocked is None:
        items.append(svg.line(*eye, *aim, Pen(stroke=SEEN, width=0.35)))
        return items
    stop = at(blocked.enter_m, blocked.look_m[0])
    items.append(svg.line(*eye, *stop, Pen(stroke=UNSEEN, width=0.35)))
    items.append(svg.line(*stop, *aim, Pen(stroke=UNSEEN, width=0.3, dash="1.5 0.8")))
    items.append(cross(*stop, 1.2, Pen(stroke=PAPER, width=0.9)))
    items.append(cross(*stop, 1.1, Pen(stroke=UNSEEN, width=0.45)))
    return items


def _seen(found: Section) -> list[tuple[float, float]]:
    parts, at = [], 0.0
    for low, high in found.hidden_m:
        if low > at:
            parts.append((at, low))
        at = max(at, high)
    if at < found.height_m:
        parts.append((at, found.height_m))
    return parts


def _eye(found: Section, at: At, k: float, lang: Lang) -> str:
    x, y = at(0, found.eye[2])
    foot = found.foot[2]
    _, ground = at(0, foot)
    high = found.eye[2] - foot
    items = []
    if high <= 1.9:
        items.append(person(x, ground, (high + 0.12) * k))
    else:
        # a window: the wall below and above it
        for z0, z1 in ((0.0, high - 0.7), (high + 0.6, high + 1.2)):
            y1, y0 = at(0, foot + max(z1, 0))[1], at(0, foot + max(z0, 0))[1]
            wall = Pen(stroke=INK, width=0.2, fill="#dfe4ea")
            items.append(svg.rect(x - 1.6, y1, 1.6, max(y0 - y1, 0.1), wall))
    items.append(svg.circle(x, y, 0.8, Pen(stroke=INK, width=0.25, fill=PAPER)))
    items.append(svg.circle(x, y, 0.35, Pen(fill=INK)))
    words = f"{EYE.in_(lang)} +{high:.1f}\u2009m"
    items.append(svg.text(words, x - 2.4, y - 1.4, size=2.1, weight=600, anchor="end", mask=0.9))
    return "".join(items)


def _person(found: Section, length: float, at: At, k: float, lang: Lang) -> str:
    x, ground = at(length, found.foot[2])
    items = [person(x, ground, found.height_m * k)]
    bar = x + 3.2
    said: list[tuple[float, str, str]] = []
    for parts, colour, name, hatch in (
        (found.hidden_m, UNSEEN, HIDDEN, True),
        (_seen(found), SEEN, IN_SIGHT, False),
    ):
        for low, high in parts:
            y0, y1 = at(0, found.foot[2] + low)[1], at(0, found.foot[2] + high)[1]
            pen = Pen(stroke=colour, width=0.22, fill=PAPER if hatch else colour, opacity=0.85)
            items.append(svg.rect(bar, y1, 1.8, y0 - y1, pen))
            if hatch:
                items.append(_hatch(bar, y1, y0, colour))
            words = f"{name.in_(lang)} {low:.2f}–{high:.2f}\u2009m"
            said.append(((y0 + y1) / 2 + 0.7, words, colour))
    row = ground - 0.9
    for y, words, colour in sorted(said, reverse=True):
        row = min(y, row)
        items.append(svg.text(words, bar + 2.8, row, size=2.0, fill=colour, weight=600, mask=0.9))
        row -= 2.7
    share = SHARE.fill(share=f"{found.share * 100:.0f}").in_(lang)
    top = min(row, at(0, found.foot[2] + found.height_m)[1])
    items.append(svg.text(share, bar + 2.8, top, size=2.1, weight=600))
    return "".join(items)


def _hatch(x: float, top: float, foot: float, colour: str) -> str:
    count = int((foot - top) / 0.9)
    d = "".join(
        f"M{svg.number(x)} {svg.number(top + 0.9 * (n + 1))}l1.8 -0.9" for n in range(count)
    )
    return svg.path(d, Pen(stroke=colour, width=0.16))


def _words(
    found: Section, names: Mapping[str, Text], at: At, limit: float, lang: Lang
) -> list[str]:
    """Names and heights of the obstacles, those that hide first, none over another."""
    items: list[str] = []
    used: list[tuple[float, float, float]] = []
    order = sorted(found.cuts, key=lambda c: (c.hidden_m is None, c.enter_m))
    for cut in order:
        x, y = at(
            (cut.enter_m + cut.leave_m) / 2,
            found.foot[2] + min(cut.obstacle.top_m + lift_m(cut, found), limit),
        )
        name = names[cut.obstacle.id].in_(lang)
        words = f"{name} H={cut.obstacle.top_m:.1f}\u2009m"
        half = svg.width_of(words, 2.0) / 2 + 0.8
        row = y - 1.6
        while any(x - half < r and l < x + half and abs(row - z) < 2.4 for l, r, z in used):  # noqa: E741
            row -= 2.5
        if row < TOP_MM - 5 or len(used) > 6:
            continue
        used.append((x - half, x + half, row))
        hides = cut.hidden_m is not None
        items.append(
            svg.text(
                words, x, row, size=2.0, weight=600 if hides else 400,
                fill=UNSEEN if hides else INK, anchor="middle", mask=0.85,
            )
        )  # fmt: skip
        if row < y - 2:
            items.append(svg.line(x, row + 0.4, x, y, Pen(stroke=SOFT, width=0.12)))
    return items
