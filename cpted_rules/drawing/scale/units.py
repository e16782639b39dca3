"""The unit of a drawing: as declared, else by the votes of what is drawn."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from statistics import median

from shapely import Polygon

from cpted_rules.drawing.drawing import Drawing, DrawnEntity, EntityKind
from cpted_rules.drawing.layers.layer_map import ASIDE, LayerMap, Meaning
from cpted_rules.note import Note, Severity
from cpted_rules.text import Text, join, same

METRES = {"mm": 0.001, "cm": 0.01, "m": 1.0, "inch": 0.0254, "ft": 0.3048}
"""Length of each unit. [m]"""

_HEADER = {1: "inch", 2: "ft", 4: "mm", 5: "cm", 6: "m"}
_TEMPLATE_UNITS = frozenset({"inch"})
"""What a header says that nobody ever touched: no evidence."""
_ENOUGH = 2
"""Weight of votes a unit needs before it is believed."""
_METRIC = ("mm", "cm", "m")


@dataclass(frozen=True, slots=True)
class Vote:
    """Evidence for units: what was looked at, for which units it speaks, and how strongly."""

    of: Text
    units: tuple[str, ...]
    weight: int


@dataclass(frozen=True, slots=True)
class UnitFound:
    """The unit, where it is from (`declared`, `estimated`, `unknown`), and what to say of it."""

    unit: str | None
    basis: str
    notes: tuple[Note, ...] = ()


def unit_of(drawing: Drawing, declared: str | None, layer_map: LayerMap) -> UnitFound:
    """The unit of a drawing; estimated ones come with their evidence, unknown ones as missing."""
    if declared is not None:
        return UnitFound(declared, "declared", tuple(_contradiction(drawing, declared)))
    header = _HEADER.get(drawing.insunits, "")
    votes = tuple(_votes(drawing, layer_map))
    # feet and inches are believed only of a file that itself speaks of them
    candidates = dict.fromkeys((*_METRIC, header) if header else _METRIC)
    tally = {unit: sum(v.weight for v in votes if unit in v.units) for unit in candidates}
    ranked = sorted(tally, key=lambda unit: -tally[unit])
    best, second = ranked[0], ranked[1]
    evidence = join([v.of for v in votes], "; ") if votes else same("-")
    if tally[best] < _ENOUGH or tally[best] == tally[second]:
        return UnitFound(None, "unknown", (_unknown(drawing.name, evidence),))
    return UnitFound(best, "estimated", (_estimated(drawing.name, best, evidence),))


def _votes(drawing: Drawing, layer_map: LayerMap) -> Iterator[Vote]:
    meanings = {name: layer_map.block(name) for name in {e.block for e in drawing.entities}}
    yield from _bays(drawing, meanings)
    yield from _openings(drawing, meanings)
    yield from _arcs(drawing, layer_map)
    yield from _walls(drawing, layer_map)
    header = _HEADER.get(drawing.insunits)
    if header:
        what = Text(ko="파일 머리글 {unit}", en="the header says {unit}").fill(unit=header)
        yield Vote(what, (header,), 0 if header in _TEMPLATE_UNITS else 1)
    points = [p for e in drawing.entities if (p := e.representative) is not None]
    if not points:
        return
    xs, ys = sorted(p[0] for p in points), sorted(p[1] for p in points)
    low, high = len(xs) // 10, len(xs) - 1 - len(xs) // 10  # strays do not count
    size = max(xs[high] - xs[low], ys[high] - ys[low])
    at = (median(xs), median(ys))
    if 1e5 < at[0] < 1.3e6 and 1e5 < at[1] < 2.2e6 and 5 < size < 2e4:
        what = Text(
            ko="평면직각좌표 범위의 좌표", en="coordinates like those of a projected system"
        )
        yield Vote(what, ("m",), 3)
        return
    fits = tuple(unit for unit, metres in METRES.items() if 5 <= size * metres <= 1500)
    if fits:
        what = Text(ko="도면 크기 {size}", en="extent of {size} units").fill(size=f"{size:,.0f}")
        yield Vote(what, fits, 1)


def _bays(drawing: Drawing, meanings: Mapping[str, Meaning | None]) -> Iterator[Vote]:
    sizes = []
    for entity in drawing.entities:
        box = drawing.extents(entity) if meanings[entity.block] is Meaning.BAY else None
        if box:
            across = (box[2] - box[0]) * entity.placed.scale_x
            along = (box[3] - box[1]) * entity.placed.scale_y
            sizes.append((min(across, along), max(across, along)))
    if not sizes:
        return
    short, long = median(s for s, _ in sizes), median(s for _, s in sizes)
    fits = [u for u, m in METRES.items() if 1.9 <= short * m <= 3.8 and 4.0 <= long * m <= 7.0]
    what = Text(ko="주차구획 {a}×{b} ({n}개)", en="{n} parking bays of {a} by {b}")
    yield Vote(what.fill(a=f"{short:g}", b=f"{long:g}", n=str(len(sizes))), tuple(fits), 4)


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
    fits = tuple(u for u, m in METRES.items() if 0.8 < per_unit / (m * 1000) < 1.25)
    what = Text(
        ko="창·문의 WIDTH와 그려진 너비 ({n}개)",
        en="WIDTH of {n} openings against their drawn width",
    )
    yield Vote(what.fill(n=str(len(ratios))), fits, 4)


def _width_ratio(drawing: Drawing, entity: DrawnEntity) -> float | None:
    box = drawing.extents(entity)
    words = (entity.attribute("WIDTH") or "").replace(",", "")
    drawn = (box[2] - box[0]) * entity.placed.scale_x if box else 0.0
    return float(words) / drawn if words.isdigit() and drawn > 0 else None


def _arcs(drawing: Drawing, layer_map: LayerMap) -> Iterator[Vote]:
    blocks = drawing.block_by_name
    aside = {n for n in {e.layer for e in drawing.entities} if layer_map.layer(n) in ASIDE}
    drawn = [e for e in drawing.entities if e.layer not in aside]
    radii = [_door_leaf(e, 1.0) for e in drawn]
    for insert in drawn:
        block = blocks.get(insert.block.casefold()) if insert.block else None
        radii += [_door_leaf(e, insert.placed.scale_x) for e in block.entities] if block else []
    leaves = [r for r in radii if r]
    if len(leaves) < 4:
        return
    leaf = median(leaves)
    fits = tuple(unit for unit, metres in METRES.items() if 0.6 <= leaf * metres <= 1.25)
    what = Text(ko="문 열림 호 반지름 {r} ({n}개)", en="{n} door swings of radius {r}")
    yield Vote(what.fill(r=f"{leaf:g}", n=str(len(leaves))), fits, 2)


def _walls(drawing: Drawing, layer_map: LayerMap) -> Iterator[Vote]:
    """Closed outlines on wall layers: twice their area over their length is the thickness."""
    meanings = {name: layer_map.layer(name) for name in {e.layer for e in drawing.entities}}
    strips = []
    for entity in drawing.entities:
        if meanings[entity.layer] is Meaning.WALL and entity.closed and len(entity.points) > 3:
            ring = Polygon(entity.points)
            if ring.is_valid and ring.length > 0 and ring.area / ring.length**2 < 0.05:
                strips.append(2.0 * ring.area / ring.length)
    if len(strips) < 5:
        return
    thick = median(strips)
    fits = tuple(unit for unit, metres in METRES.items() if 0.08 <= thick * metres <= 0.5)
    what = Text(ko="벽 두께 {t} ({n}개)", en="{n} walls {t} thick")
    yield Vote(what.fill(t=f"{thick:.3g}", n=str(len(strips))), fits, 2)


def _door_leaf(entity: DrawnEntity, scale: float) -> float | None:
    quarter = entity.kind is EntityKind.ARC and 80 <= entity.sweep_deg <= 100
    return entity.radius * scale if quarter else None


def _contradiction(drawing: Drawing, declared: str) -> Iterator[Note]:
    header = _HEADER.get(drawing.insunits)
    if header and header != declared:
        yield Note(
            code="drawing/unit-differs",
            text=Text(
                ko="{name}: 신고한 단위 {declared}를 따름(파일 머리글은 {header})",
                en="{name}: read in {declared} as declared; the header says {header}",
            ).fill(name=drawing.name, declared=declared, header=header),
        )


def _estimated(name: str, unit: str, evidence: Text) -> Note:
    return Note(
        code="drawing/unit-estimated",
        severity=Severity.ASSUMPTION,
        text=Text(
            ko="{name}: 단위를 {unit}(으)로 추정. 근거: {evidence}",
            en="{name}: unit estimated as {unit}, by {evidence}",
        ).fill(name=name, unit=unit, evidence=evidence),
    )


def _unknown(name: str, evidence: Text) -> Note:
    return Note(
        code="drawing/unit-unknown",
        severity=Severity.MISSING,
        text=Text(
            ko="{name}: 단위를 알 수 없어 읽지 않음(근거: {evidence}). "
            "submission.yaml의 unit에 mm, cm, m 등을 적으십시오",
            en="{name}: not read, its unit cannot be told (by {evidence}). "
            "State unit: mm, cm, m, ... in submission.yaml",
        ).fill(name=name, evidence=evidence),
    )
