"""Evidence for the unit of a drawing: sizes that people know, as they are drawn."""

import re
from collections.abc import Iterator, Mapping, Sequence
from statistics import median

import numpy as np
from numpy.typing import NDArray
from shapely import Polygon

from cpted_rules.drawing.drawing import Drawing, DrawnEntity, EntityKind
from cpted_rules.drawing.layers.layer_map import ASIDE, LayerMap, Meaning
from cpted_rules.drawing.reading import Vote
from cpted_rules.text import Text

METRES = {
    "mm": 0.001,
    "cm": 0.01,
    "dm": 0.1,
    "m": 1.0,
    "dam": 10.0,
    "inch": 0.0254,
    "ft": 0.3048,
}
"""Length of each unit. [m]"""

HEADER_UNITS = {1: "inch", 2: "ft", 4: "mm", 5: "cm", 6: "m", 14: "dm"}
"""$INSUNITS of a DXF header."""

_TEMPLATE_UNITS = frozenset({"inch"})
"""What a header says that nobody ever touched: no evidence."""

_BAY_M = ((1.9, 3.8), (4.0, 7.0))
_CAR_M = ((1.5, 2.3), (3.4, 5.6))
_LEAF_M = (0.6, 1.25)
_WALL_M = (0.08, 0.5)
_DIMENSION_M = (0.3, 60.0)
_PLAN_M = (5.0, 1500.0)
_PAPERS_MM = (1189.0, 841.0, 594.0, 420.0, 297.0, 210.0)
"""Long sides of ISO 216 A0 to A5, which title blocks are drawn at."""
_SCALES = (20, 25, 30, 40, 50, 60, 80, 100, 120, 150, 200, 250, 300, 400, 500, 600, 800, 1000, 1200)
_SCALE_WORDS = re.compile(r"1\s*[/:]\s*(\d{2,4})\b")
_CAR_NAME = re.compile(r"차량|자동차|승용|^car|_car", re.IGNORECASE)
_MOST_PAIRED = 600
"""Wall lines compared with one another: the longest are enough."""


def votes(drawing: Drawing, layer_map: LayerMap) -> Iterator[Vote]:
    """All the evidence of a drawing, the header's word among it."""
    meanings = {name: layer_map.block(name) for name in {e.block for e in drawing.entities}}
    layers = {name: layer_map.layer(name) for name in {e.layer for e in drawing.entities}}
    yield from _bays(drawing, meanings)
    yield from _openings(drawing, meanings)
    yield from _dimensions(drawing)
    yield from _frames(drawing, meanings, layers)
    yield from _cars(drawing)
    yield from _arcs(drawing, layers)
    yield from _walls(drawing, layers)
    yield from _wall_pairs(drawing, layers)
    yield from _header(drawing)
    yield from _extent(drawing)


def extent_of(drawing: Drawing) -> float:
    """The longer side of what is drawn, a tenth of the corners at each end left out as strays.

    In drawing units; 0 where nothing is drawn.
    """
    boxes, anchors = drawing.boxes, drawing.anchors
    bare = np.isnan(boxes[:, 0])
    # the lower left and upper right of each; the point of one that has no extent
    corners = np.concatenate((boxes[~bare, :2], boxes[~bare, 2:], anchors[bare]))
    corners = corners[~np.isnan(corners[:, 0])]
    if not len(corners):
        return 0.0
    low, high = np.quantile(corners, (0.1, 0.9), axis=0)
    return float(np.max(high - low))


def _vote(code: str, of: Text, units: Sequence[str], weight: int) -> Vote:
    return Vote(code=code, of=of, units=tuple(units), weight=weight)


def _fits(size: float, within_m: tuple[float, float]) -> list[str]:
    return [u for u, metres in METRES.items() if within_m[0] <= size * metres <= within_m[1]]


def _both_fit(short: float, long: float, sides_m: tuple[tuple[float, float], ...]) -> list[str]:
    across, along = (
        set(_fits(size, within)) for size, within in zip((short, long), sides_m, strict=True)
    )
    return [u for u in METRES if u in across & along]


def _bays(drawing: Drawing, meanings: Mapping[str, Meaning | None]) -> Iterator[Vote]:
    sizes = [
        size
        for entity in drawing.entities
        if meanings[entity.block] is Meaning.BAY and (size := _drawn_size(drawing, entity))
    ]
    if sizes:
        short, long = median(s for s, _ in sizes), median(s for _, s in sizes)
        what = Text(ko="주차구획 {a}×{b} ({n}개)", en="{n} parking bays of {a} by {b}")
        words = what.fill(a=f"{short:g}", b=f"{long:g}", n=str(len(sizes)))
        yield _vote("bays", words, _both_fit(short, long, _BAY_M), 4)


def _cars(drawing: Drawing) -> Iterator[Vote]:
    sizes = [
        size
        for entity in drawing.entities
        if entity.block
        and _CAR_NAME.search(entity.block)
        and (size := _drawn_size(drawing, entity))
    ]
    if sizes:
        short, long = median(s for s, _ in sizes), median(s for _, s in sizes)
        what = Text(ko="차량 {a}×{b} ({n}대)", en="{n} cars of {a} by {b}")
        words = what.fill(a=f"{short:g}", b=f"{long:g}", n=str(len(sizes)))
        yield _vote("cars", words, _both_fit(short, long, _CAR_M), 2)


def _drawn_size(drawing: Drawing, insert: DrawnEntity) -> tuple[float, float] | None:
    """Short and long side of an insert as drawn. [drawing units]"""
    box = drawing.extents(insert)
    if box is None:
        return None
    across = (box[2] - box[0]) * insert.placed.scale_x
    along = (box[3] - box[1]) * insert.placed.scale_y
    return (min(across, along), max(across, along))


def _openings(drawing: Drawing, meanings: Mapping[str, Meaning | None]) -> Iterator[Vote]:
    kinds = {Meaning.WINDOW, Meaning.DOOR, Meaning.GATE, Meaning.SHUTTER}
    ratios = [
        ratio
        for entity in drawing.entities
        if meanings[entity.block] in kinds and (ratio := _width_ratio(drawing, entity))
    ]
    if not ratios:
        return
    per_unit = median(ratios)  # millimetres in the attribute for each drawing unit
    fits = [u for u, m in METRES.items() if 0.8 < per_unit / (m * 1000) < 1.25]
    what = Text(
        ko="창·문의 WIDTH와 그려진 너비 ({n}개)",
        en="WIDTH of {n} openings against their drawn width",
    )
    yield _vote("widths", what.fill(n=str(len(ratios))), fits, 4)


def _width_ratio(drawing: Drawing, entity: DrawnEntity) -> float | None:
    box = drawing.extents(entity)
    words = (entity.attribute("WIDTH") or "").replace(",", "")
    drawn = (box[2] - box[0]) * entity.placed.scale_x if box else 0.0
    return float(words) / drawn if words.isdecimal() and drawn > 0 else None


def _dimensions(drawing: Drawing) -> Iterator[Vote]:
    """What dimensions say against what they measure: typed numbers and factors are millimetres."""
    said = [d for d in drawing.dimensions if d.says]
    converted = [d for d in said if d.typed or abs((d.says or 0.0) / d.measured - 1.0) > 0.01]
    if len(converted) >= 3:
        per_unit = median((d.says or 0.0) / d.measured for d in converted)
        fits = [u for u, m in METRES.items() if 0.9 < per_unit / (m * 1000) < 1.1]
        what = Text(
            ko="치수 문자와 잰 길이 ({n}개)", en="what {n} dimensions say against their length"
        )
        yield _vote("dimensions", what.fill(n=str(len(converted))), fits, 4)
    elif len(said) >= 5:
        middle = median(d.measured for d in said)
        what = Text(ko="치수 중앙값 {d} ({n}개)", en="{n} dimensions, half of them over {d}")
        words = what.fill(d=f"{middle:g}", n=str(len(said)))
        yield _vote("dimensions", words, _fits(middle, _DIMENSION_M), 1)


def _frames(
    drawing: Drawing,
    meanings: Mapping[str, Meaning | None],
    layers: Mapping[str, Meaning | None],
) -> Iterator[Vote]:
    """Title blocks: paper of the A series, enlarged by a scale that is written on it."""
    long_sides = []
    for entity in drawing.entities:
        titled = Meaning.TITLE_BLOCK in (meanings[entity.block], layers[entity.layer])
        size = _drawn_size(drawing, entity) if titled and entity.block else None
        if size and 1.38 <= size[1] / max(size[0], 1e-12) <= 1.45:
            long_sides.append(size[1])
    if not long_sides:
        return
    written = _scales_written(drawing)
    long = median(long_sides)
    fits = [
        unit
        for unit, metres in METRES.items()
        if any(
            abs(long * metres * 1000 / (paper * scale) - 1.0) < 0.02
            for paper in _PAPERS_MM
            for scale in (written or _SCALES)
        )
    ]
    if fits:
        what = Text(ko="도곽 {w} (축척 {s})", en="title blocks {w} wide (scales {s})")
        shown = ", ".join(f"1/{scale}" for scale in sorted(written)) or "-"
        yield _vote("frames", what.fill(w=f"{long:g}", s=shown), fits, 3 if written else 1)


def _scales_written(drawing: Drawing) -> set[int]:
    words = [e.text for e in drawing.entities if e.text]
    words += [value for e in drawing.entities for _, value in e.attributes]
    found = {int(m[1]) for text in words for m in _SCALE_WORDS.finditer(text)}
    return found & set(_SCALES)


def _arcs(drawing: Drawing, layers: Mapping[str, Meaning | None]) -> Iterator[Vote]:
    blocks = drawing.block_by_name
    drawn = [e for e in drawing.entities if layers[e.layer] not in ASIDE]
    radii = [_door_leaf(e, 1.0) for e in drawn]
    for insert in drawn:
        block = blocks.get(insert.block.casefold()) if insert.block else None
        radii += [_door_leaf(e, insert.placed.scale_x) for e in block.entities] if block else []
    leaves = [r for r in radii if r]
    if len(leaves) >= 4:
        leaf = median(leaves)
        what = Text(ko="문 열림 호 반지름 {r} ({n}개)", en="{n} door swings of radius {r}")
        words = what.fill(r=f"{leaf:g}", n=str(len(leaves)))
        yield _vote("swings", words, _fits(leaf, _LEAF_M), 2)


def _door_leaf(entity: DrawnEntity, scale: float) -> float | None:
    quarter = entity.kind is EntityKind.ARC and 80 <= entity.sweep_deg <= 100
    return entity.radius * scale if quarter else None


def _walls(drawing: Drawing, layers: Mapping[str, Meaning | None]) -> Iterator[Vote]:
    """Closed outlines on wall layers: twice their area over their length is the thickness."""
    strips = []
    for entity in drawing.entities:
        if layers[entity.layer] is Meaning.WALL and entity.closed and len(entity.points) > 3:
            ring = Polygon(entity.points)
            if ring.is_valid and ring.length > 0 and ring.area / ring.length**2 < 0.05:
                strips.append(2.0 * ring.area / ring.length)
    if len(strips) >= 5:
        yield from _thickness(median(strips), len(strips))


def _wall_pairs(drawing: Drawing, layers: Mapping[str, Meaning | None]) -> Iterator[Vote]:
    """Walls as bare lines: the distance to the nearest parallel line beside each."""
    pieces = [
        (*a, *b)
        for entity in drawing.entities
        if layers[entity.layer] is Meaning.WALL
        and entity.kind in {EntityKind.LINE, EntityKind.POLYLINE}
        and not entity.closed
        for a, b in zip(entity.points, entity.points[1:], strict=False)
        if a != b
    ]
    if len(pieces) < 10:
        return
    lines = np.array(pieces, dtype=np.float64)
    lengths = np.hypot(lines[:, 2] - lines[:, 0], lines[:, 3] - lines[:, 1])
    kept = np.argsort(-lengths, kind="stable")[:_MOST_PAIRED]
    gaps = _beside(lines[kept], lengths[kept])
    if len(gaps) >= 10:
        yield from _thickness(float(np.median(gaps)), len(gaps))


def _beside(lines: NDArray[np.float64], lengths: NDArray[np.float64]) -> NDArray[np.float64]:
    """Distance to the nearest parallel line that faces at least half of the shorter, where any."""
    start = lines[:, :2]
    along = (lines[:, 2:] - start) / lengths[:, None]
    normal = np.stack([-along[:, 1], along[:, 0]], axis=1)
    found = []
    for i in range(len(lines)):
        relative = lines[:, :2] - start[i], lines[:, 2:] - start[i]
        parallel = np.abs(along @ normal[i]) < 0.02
        apart = np.abs(relative[0] @ normal[i])
        ends = np.sort(np.stack([r @ along[i] for r in relative]), axis=0)
        shared = np.minimum(ends[1], lengths[i]) - np.maximum(ends[0], 0.0)
        faces = shared > 0.5 * np.minimum(lengths, lengths[i])
        beside = apart[parallel & faces & (apart > 1e-3 * lengths[i])]
        if len(beside):
            found.append(float(beside.min()))
    return np.array(found)


def _thickness(thick: float, count: int) -> Iterator[Vote]:
    what = Text(ko="벽 두께 {t} ({n}개)", en="{n} walls {t} thick")
    yield _vote("walls", what.fill(t=f"{thick:.3g}", n=str(count)), _fits(thick, _WALL_M), 2)


def _header(drawing: Drawing) -> Iterator[Vote]:
    header = HEADER_UNITS.get(drawing.insunits)
    if header:
        what = Text(ko="파일 머리글 {unit}", en="the header says {unit}").fill(unit=header)
        yield _vote("header", what, (header,), 0 if header in _TEMPLATE_UNITS else 1)


def _extent(drawing: Drawing) -> Iterator[Vote]:
    places = drawing.places[~np.isnan(drawing.places[:, 0])]
    if not len(places):
        return
    size = extent_of(drawing)
    east, north = np.median(places, axis=0)
    if 1e5 < east < 1.3e6 and 1e5 < north < 2.2e6 and 5 < size < 2e4:
        what = Text(
            ko="평면직각좌표 범위의 좌표", en="coordinates like those of a projected system"
        )
        yield _vote("projected", what, ("m",), 3)
        return
    fits = _fits(size, _PLAN_M)
    if fits:
        what = Text(ko="도면 크기 {size}", en="extent of {size} units").fill(size=f"{size:,.0f}")
        yield _vote("extent", what, fits, 1)
