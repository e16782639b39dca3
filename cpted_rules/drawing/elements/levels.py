"""Levels of the ground: contour lines, spot heights, and marks such as `EL+45.20` or `GL-0.30`."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from unicodedata import normalize

from shapely import Point, Polygon, STRtree

from cpted_rules.drawing.attributes import number
from cpted_rules.drawing.drawing import EntityKind
from cpted_rules.drawing.elements.homes import Made, at_home, names
from cpted_rules.drawing.layers.layer_map import Meaning
from cpted_rules.drawing.shapes import line_of
from cpted_rules.drawing.sheets.placing import Placed
from cpted_rules.note import Note, Severity
from cpted_rules.plan import Building, Contour, SheetKind, SpotHeight
from cpted_rules.text import Text

LABEL_REACH_M = 2.0
"""How far the number of a contour or spot height may stand from it."""
RELATIVE_M = 10.0
"""A mark that does not say EL and is smaller than this is counted from local ground (GL±0)."""
LEAST_STEP_M = 0.02
"""Heights that would all lie closer than this are in metres, whatever the drawing's unit."""
HIGHEST_M = 2000.0
"""No ground in Korea is higher; a number above it is in the drawing's unit."""
_TAGS = (
    "ELEV",
    "ELEVATION",
    "EL",
    "GL",
    "LEVEL",
    "Z",
    "H",
    "표고",
    "지반고",
    "계획고",
    "높이",
    "레벨",
)

_UNIT = r"(?P<unit>mm|m)?"
_MARK = re.compile(
    r"^\s*(?P<tip>[▽▼△▲∇])?\s*\(?(?P<from>[EGF]\.?\s?L\.?)?[\s:=]*(?P<sign>[+\-±])?\s*"
    rf"(?P<value>\d[\d,]*(?:\.\d+)?)\s*{_UNIT}\s*\)?\s*$",
    re.IGNORECASE,
)
_NUMBER = re.compile(rf"^\s*\(?\s*\d[\d,]*(?:\.\d+)?\s*{_UNIT}\s*\)?\s*$", re.IGNORECASE)
_ZERO = r"G\.?\s?L\.?\s*[±+\-]?\s*0(?:\.0*)?(?![\d.])"
_ELEVATION = r"E\.?\s?L\.?[\s:=]*\+?\s*(?P<{name}>\d[\d,]*(?:\.\d+)?)"
_DATUM = re.compile(
    rf"{_ZERO}.{{0,8}}?{_ELEVATION.format(name='after')}"
    rf"|{_ELEVATION.format(name='before')}.{{0,8}}?{_ZERO}",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Levels:
    """What the drawings say of the ground.

    Args:
        datum_m: as `SitePlan.datum_m`.
    """

    made: tuple[Made, ...] = ()
    background: tuple[Made, ...] = ()
    datum_m: float | None = None
    notes: tuple[Note, ...] = ()


def levels(
    contours: Sequence[Placed],
    spots: Sequence[Placed],
    texts: Sequence[Placed],
    own: Sequence[Building],
    metres_per_unit: Mapping[str, float],
) -> Levels:
    """Contours, spot heights and level marks of the open ground, and what they count from.

    Levels above the sea (or another datum) and levels above local ground are not mixed: where no
    text joins them (`GL±0 = EL+45.20`), the fewer are left out.

    Args:
        texts: of every sheet.
        own: buildings of the site; a mark inside one is the level of a floor.
        metres_per_unit: by sheet number.
    """
    labels = [t for t in texts if _NUMBER.match(_plain(t)) and t.meaning in _LEVEL_LAYERS]
    drawn = [*_contours(contours, labels, metres_per_unit), *_spots(spots, labels, metres_per_unit)]
    marks = tuple(_marks(texts, own, {id(t) for t in labels}))
    datum = {v for t in texts if (v := _datum_said(t)) is not None}
    joined = datum.copy().pop() if len(datum) == 1 else None
    absolute = [*drawn, *(m for m, relative in marks if not relative)]
    relative = [m for m, is_relative in marks if is_relative]
    kept, left = absolute, relative
    if joined is not None:
        kept, left = [*absolute, *(_raised(m, joined) for m in relative)], []
    elif len(relative) > len(absolute):
        kept, left, joined = relative, absolute, 0.0
    home, background = at_home(kept)
    unread = len(contours) - sum(m.kind == "contour" for m in drawn)
    return Levels(
        made=tuple(home),
        background=tuple(background),
        datum_m=joined if home else None,
        notes=tuple(_notes(home, len(left), unread, len(datum))),
    )


_LEVEL_LAYERS = frozenset({Meaning.CONTOUR, Meaning.SPOT_HEIGHT})


def _plain(text: Placed) -> str:
    return normalize("NFKC", text.text).replace("−", "-").strip()


def _contours(
    things: Sequence[Placed], labels: Sequence[Placed], metres_per_unit: Mapping[str, float]
) -> Iterator[Made]:
    """Contours by the height they are drawn at, else by the number written on them."""
    shapes = [(t, line) for t in things if (line := line_of(t)) is not None]
    per_unit = _scales([t for t, _ in shapes], metres_per_unit)
    tree = STRtree([Point(label.at) for label in labels])
    for thing, line in shapes:
        level = thing.drawn.elevation * per_unit[thing.sheet.number]
        if not level:
            near = tree.query_nearest(line, max_distance=LABEL_REACH_M)
            said = {number(_plain(labels[n])) for n in near}
            if len(said) != 1 or None in said:
                continue
            level = said.pop() or 0.0
        for name, storey in names(thing, (0,)):
            element = Contour(
                id=name, storey=storey, source=thing.source, line=line, level_m=round(level, 3)
            )
            yield Made(element=element, thing=thing, family="ground", kind="contour")


def _spots(
    things: Sequence[Placed], labels: Sequence[Placed], metres_per_unit: Mapping[str, float]
) -> Iterator[Made]:
    """Spot heights by the height they are drawn at, their attribute, or the number beside them.

    The lines of a slope's top and foot stand for their first ends, the height of which is kept.
    """
    per_unit = _scales(things, metres_per_unit)
    free = {id(t): t for t in labels if t.meaning is Meaning.SPOT_HEIGHT}
    tree = STRtree([Point(label.at) for label in free.values()])
    listed = tuple(free.values())
    for thing in things:
        entity = thing.entity
        if entity.kind not in _SYMBOLS | _LINES or not (entity.points or entity.at):
            continue
        at = Point(thing.at if entity.kind in _SYMBOLS else entity.points[0])
        drawn = entity.elevation * per_unit[thing.sheet.number]
        level = drawn if drawn else number(_attribute(thing))
        if level is None and entity.kind in _SYMBOLS:
            for n in tree.query_nearest(at, max_distance=LABEL_REACH_M)[:1]:
                level = number(_plain(listed[n]))
        # the number beside a symbol is not another spot height
        for n in tree.query(at, predicate="dwithin", distance=LABEL_REACH_M):
            free.pop(id(listed[n]), None)
        if level is not None:
            yield from _spot(thing, at, level)
    for text in free.values():
        if (level := number(_plain(text))) is not None:
            yield from _spot(text, Point(text.at), level)


_SYMBOLS = frozenset({EntityKind.INSERT, EntityKind.POINT, EntityKind.CIRCLE})
_LINES = frozenset({EntityKind.LINE, EntityKind.POLYLINE})


def _attribute(thing: Placed) -> str | None:
    """The level among the attributes of a symbol: by its tag, else the only number there is."""
    numbers = [words for _, words in thing.drawn.attributes if _NUMBER.match(words)]
    return thing.stated(*_TAGS) or (numbers[0] if len(numbers) == 1 else None)


def _spot(thing: Placed, at: Point, level_m: float) -> Iterator[Made]:
    for name, storey in names(thing, (0,)):
        element = SpotHeight(
            id=name,
            label=thing.text,
            storey=storey,
            source=thing.source,
            at=at,
            level_m=round(level_m, 3),
        )
        yield Made(element=element, thing=thing, family="ground", kind="spot_height")


def _marks(
    texts: Iterable[Placed], own: Sequence[Building], labels: set[int]
) -> Iterator[tuple[Made, bool]]:
    """Level marks on site plans, and whether each counts from local ground."""
    inside = [Polygon(p.exterior) for b in own for p in getattr(b.area, "geoms", [b.area])]
    for text in texts:
        if text.sheet.kind is not SheetKind.SITE_PLAN or id(text) in labels:
            continue
        words = _plain(text)
        found = _MARK.match(words)
        if found is None or _DATUM.search(words):
            continue
        signed = found["sign"] and "." in found["value"]
        if not (found["tip"] or found["from"] or signed):
            continue
        if any(p.covers(Point(text.at)) for p in inside):
            continue
        origin = (found["from"] or "").upper()[:1]
        level = _metres(found, above_sea=origin == "E")
        relative = origin != "E" and abs(level) < RELATIVE_M
        for made in _spot(text, Point(text.at), level):
            yield made, relative


def _metres(found: re.Match[str], *, above_sea: bool) -> float:
    """A level; without a unit and without decimals millimetres, but above the sea metres. [m]"""
    value = float(found["value"].replace(",", ""))
    millimetres = found["unit"] == "mm" or not (found["unit"] or "." in found["value"] or above_sea)
    metres = value / 1000 if millimetres else value
    return -metres if found["sign"] == "-" else metres


def _datum_said(text: Placed) -> float | None:
    """The elevation of GL±0, where a text says it. [m]"""
    found = _DATUM.search(_plain(text))
    return float((found["after"] or found["before"]).replace(",", "")) if found else None


def _raised(made: Made, by_m: float) -> Made:
    """A spot height above local ground as one above the datum of the others."""
    element = made.element
    if not isinstance(element, SpotHeight):
        return made
    return replace(made, element=replace(element, level_m=round(element.level_m + by_m, 3)))


def _scales(things: Iterable[Placed], metres_per_unit: Mapping[str, float]) -> dict[str, float]:
    """Metres of one unit of height, by sheet: offices draw millimetres with heights in metres."""
    drawn: dict[str, set[float]] = {}
    for thing in things:
        drawn.setdefault(thing.sheet.number, set()).add(thing.drawn.elevation)
    return {
        number: 1.0 if _fine(heights - {0.0}, metres_per_unit[number]) else metres_per_unit[number]
        for number, heights in drawn.items()
    }


def _fine(heights: set[float], per_unit: float) -> bool:
    """Whether heights lie too close for the unit."""
    steps = [(b - a) * per_unit for a, b in pairwise(sorted(heights))]
    highest = max((abs(h) for h in heights), default=0.0)
    return highest < HIGHEST_M and max(steps, default=0.0) < LEAST_STEP_M


def _notes(home: Sequence[Made], left: int, unread: int, said: int) -> Iterator[Note]:
    found = [m.element for m in home if isinstance(m.element, Contour | SpotHeight)]
    if found:
        heights = [e.level_m for e in found]
        yield Note(
            code="drawing/levels-read",
            severity=Severity.ASSUMPTION,
            source=found[0].source,
            text=Text(
                ko="지반의 높이를 등고선 {contours}개와 표고점·레벨 표기 {spots}개에서 읽음: "
                "{low}~{high} m. 확인 필요",
                en="levels of the ground were read from {contours} contour lines and {spots} "
                "spot heights or level marks: {low} to {high} m; please confirm",
            ).fill(
                contours=str(sum(isinstance(e, Contour) for e in found)),
                spots=str(sum(isinstance(e, SpotHeight) for e in found)),
                low=f"{min(heights):.2f}",
                high=f"{max(heights):.2f}",
            ),
        )
    if left:
        yield Note(
            code="drawing/levels-unjoined",
            severity=Severity.WARNING,
            text=Text(
                ko="기준이 다른 레벨(절대표고와 GL 기준)이 섞여 있어 {n}개는 쓰지 않음. "
                "GL±0의 표고를 표기하면(예: GL±0 = EL+45.20) 함께 읽음",
                en="levels count from different datums (EL and GL); {n} were not used. State the "
                "elevation of GL±0 (such as GL±0 = EL+45.20) to have all read",
            ).fill(n=str(left)),
        )
    if unread:
        yield Note(
            code="drawing/contour-without-level",
            severity=Severity.MISSING,
            text=Text(
                ko="높이를 알 수 없는 등고선 {n}개", en="{n} contour lines have no level"
            ).fill(n=str(unread)),
        )
    if said > 1:
        yield Note(
            code="drawing/datum-contradicted",
            severity=Severity.WARNING,
            text=Text(
                ko="GL±0의 표고가 서로 다르게 {n}번 표기되어 쓰지 않음",
                en="{n} different elevations of GL±0 are stated; none was used",
            ).fill(n=str(said)),
        )
