"""The height story of a sight line: a section along it with what stands in the way."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import shapely
from shapely import LineString

from cpted_rules.figure import svg
from cpted_rules.figure.frame import SCALES, runs
from cpted_rules.figure.obstacles import Obstacle, first_blocker, height_at, obstacles_along
from cpted_rules.figure.svg import GREEN, HAIR, INK, PAPER, SEEN, SOFT, UNSEEN, Pen
from cpted_rules.figure.symbols import cross
from cpted_rules.plan import SitePlan
from cpted_rules.rule import Witness, WitnessKind
from cpted_rules.settings import Settings
from cpted_rules.text import Lang, Text

CAPTION = Text(ko="시선 단면", en="Section along the sight line")
RISEN = Text(ko=" (높이 2배)", en=" (heights doubled)")
HEIGHT_MM = 27.0
GROUND_MM = 6.0
HIGHEST_M = 14.0
"""Lines that end higher are told in plan only: their section would be too small to read."""

At = Callable[[float, float], tuple[float, float]]
"""Distance along the line and height [m] to the page [mm]."""

GREENERY = frozenset({"hedge", "shrub", "tree"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A sight line with heights and what stands on it."""

    line: LineString
    obstacles: tuple[Obstacle, ...]
    blocker: Obstacle | None
    blocked: bool


def section_of(
    witness: Sequence[Witness], *, plan: SitePlan, level: int, settings: Settings
) -> Section | None:
    """The sight line best told in section: blocked by the lowest thing, then the shortest."""
    found: list[tuple[tuple[float, float, float], Section]] = []
    for one in witness if level in (0, 1) else ():
        if one.kind not in (WitnessKind.BLOCKED_LINE, WitnessKind.SIGHT_LINE):
            continue
        for part in runs(one.shape):
            if not part.has_z or not _fits(part):
                continue
            obstacles = obstacles_along(plan, part, level, settings)
            blocker = first_blocker(part, obstacles)
            blocked = one.kind is WitnessKind.BLOCKED_LINE
            if blocked != (blocker is not None) or not obstacles:
                continue
            section = Section(line=part, obstacles=obstacles, blocker=blocker, blocked=blocked)
            height = blocker.top_m if blocker else 99.0
            found.append(((0.0 if blocked else 1.0, height, part.length), section))
    return min(found, key=lambda pair: pair[0])[1] if found else None


def _fits(run: LineString) -> bool:
    length = shapely.force_2d(run).length
    return 1.0 < length < 90 and max(c[2] for c in run.coords) <= HIGHEST_M


def drawn_section(
    section: Section, lang: Lang, *, left_mm: float, top_mm: float, width_mm: float
) -> str:
    """The section in a strip of the figure, `HEIGHT_MM` high."""
    length = shapely.force_2d(section.line).length
    tall = max(2.2, *(c[2] for c in section.line.coords)) + 0.4
    room = HEIGHT_MM - GROUND_MM - 6.5
    wanted = max(length * 1000 / (width_mm - 24), tall * 1000 / room)
    scale = next((s for s in SCALES if s >= wanted), SCALES[-1])
    k = 1000 / scale
    rise = 2 if scale > 250 and tall * k * 2 <= room else 1
    x0 = left_mm + (width_mm - length * k) / 2
    ground = top_mm + HEIGHT_MM - GROUND_MM
    limit = (ground - top_mm - 5.5) / (k * rise)

    def at(s: float, z: float) -> tuple[float, float]:
        return x0 + s * k, ground - min(max(z, -1.0), limit) * k * rise

    items = [_ground(left_mm + 3, left_mm + width_mm - 3, ground)]
    items += [_obstacle(o, section, at, limit, length) for o in section.obstacles]
    items.append(_sight(section, length, at))
    items.append(_ends(section, length, at, k * rise))
    items += _names(section, at, limit, lang, length)
    caption = f"{CAPTION.in_(lang)}  1:{scale}" + (RISEN.in_(lang) if rise > 1 else "")
    items.append(svg.text(caption, left_mm + 2, top_mm + 4, size=2.1, weight=600, fill=SOFT))
    rule = svg.line(left_mm, top_mm, left_mm + width_mm, top_mm, Pen(stroke=HAIR, width=0.2))
    return svg.group([rule, *items])


def _ground(x0: float, x1: float, y: float) -> str:
    strokes = "".join(
        f"M{svg.number(x)} {svg.number(y)}l-1.1 1.1"
        for x in (x0 + n for n in range(2, int(x1 - x0), 3))
    )
    return svg.line(x0, y, x1, y, Pen(stroke=INK, width=0.4)) + svg.path(
        strokes, Pen(stroke=SOFT, width=0.13)
    )


def _obstacle(o: Obstacle, section: Section, at: At, limit: float, length: float) -> str:
    x1, y1 = at(max(o.from_m, 0), o.top_m)
    x2, y2 = at(min(o.to_m, length), max(o.base_m, 0))
    width = max(x2 - x1, 0.7)
    decides = section.blocker is not None and o.id == section.blocker.id
    if o.kind in GREENERY:
        pen = Pen(
            stroke=UNSEEN if decides else GREEN, width=0.35 if decides else 0.2, fill="#dfeadb"
        )
    else:
        fill = "#dfe4ea" if o.kind == "building" else "#aab3bd"
        pen = Pen(stroke=UNSEEN if decides else INK, width=0.35 if decides else 0.25, fill=fill)
    trunk = ""
    if o.kind == "tree" and o.base_m > 0:
        middle = (x1 + x2) / 2
        trunk = svg.line(middle, at(0, 0)[1], middle, y2, Pen(stroke=GREEN, width=0.3))
    high = max(y2 - y1, 0.3)
    round_ = 0.6 if o.kind in GREENERY else 0
    if o.top_m <= limit:
        return trunk + svg.rect(x1, y1, width, high, pen, round_=round_)
    sides = [svg.line(x, y1, x, y1 + high, pen) for x in (x1, x1 + width)]
    foot = svg.line(x1, y1 + high, x1 + width, y1 + high, pen) if o.base_m > 0 else ""
    filled = svg.rect(x1, y1, width, high, replace(pen, stroke="none"))
    return trunk + filled + "".join(sides) + foot


def _sight(section: Section, length: float, at: At) -> str:
    start, end = height_at(section.line, 0), height_at(section.line, length)
    if section.blocker is None:
        return svg.polyline([at(0, start), at(length, end)], Pen(stroke=SEEN, width=0.3))
    stop = max(section.blocker.from_m, 0)
    middle = height_at(section.line, stop)
    x, y = at(stop, middle)
    return (
        svg.polyline([at(0, start), (x, y)], Pen(stroke=UNSEEN, width=0.3))
        + svg.polyline([(x, y), at(length, end)], Pen(stroke=UNSEEN, width=0.3, dash="1.5 0.8"))
        + cross(x, y, 1.0, Pen(stroke=PAPER, width=0.8))
        + cross(x, y, 0.9, Pen(stroke=UNSEEN, width=0.4))
    )


def _ends(section: Section, length: float, at: At, k: float) -> str:
    items = []
    for s, side in ((0.0, -1), (length, 1)):
        z = height_at(section.line, s)
        x, y = at(s, z)
        if z <= 1.9:
            items.append(_person(x, at(s, 0)[1], z * k))
        else:
            items.append(
                svg.line(x, y, x, at(s, 0)[1], Pen(stroke=SOFT, width=0.13, dash="0.6 0.5"))
            )
        items.append(svg.circle(x, y, 0.55, Pen(stroke=INK, width=0.2, fill=PAPER)))
        words = f"+{z:.1f}\u2009m"
        anchor = "end" if side < 0 else "start"
        items.append(
            svg.text(words, x + side * 2.0, y + 0.7, size=2.0, fill=INK, anchor=anchor, mask=0.8)
        )
    return "".join(items)


def _person(x: float, ground: float, height: float) -> str:
    """A standing figure whose eyes are at the given height on the page."""
    head = height * 0.085
    top = ground - height
    body = Pen(stroke=SOFT, width=max(height * 0.13, 0.3), cap="round")
    return svg.line(x, ground - height * 0.12, x, top + head * 2.4, body) + svg.circle(
        x, top, max(head, 0.3), Pen(fill=SOFT)
    )


def _names(section: Section, at: At, limit: float, lang: Lang, length: float) -> list[str]:
    items: list[str] = []
    used: list[tuple[float, float]] = []
    chosen = [o for o in section.obstacles if o.to_m > 0.4 and o.from_m < length - 0.2]
    blocker = section.blocker.id if section.blocker else None
    for o in sorted(chosen, key=lambda o: (o.id != blocker, o.from_m)):
        x, y = at((o.from_m + o.to_m) / 2, min(o.top_m, limit))
        words = o.words.in_(lang)
        half = svg.width_of(words, 2.0) / 2 + 0.6
        if any(x - half < right and left < x + half for left, right in used):
            continue
        used.append((x - half, x + half))
        fill, weight = (UNSEEN, 600) if o.id == blocker else (INK, 400)
        items.append(
            svg.text(
                words, x, y - 1.1, size=2.0, weight=weight, fill=fill, anchor="middle", mask=0.8
            )
        )
    return items
