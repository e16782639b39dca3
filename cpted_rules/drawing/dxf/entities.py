"""DXF entities, as ezdxf holds them, to drawn entities: curves flattened, extrusions undone."""

from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import replace
from itertools import chain
from math import atan, ceil, cos, hypot, pi, radians, sin
from typing import Any

import numpy as np
from ezdxf import path

from cpted_rules.drawing.drawing import DrawnEntity, EntityKind
from cpted_rules.drawing.dxf.sniff import clean
from cpted_rules.drawing.points import XY, Affine, Points

STEP_DEG = 5.0
"""Curves become chords of this angle: at most 0.1 % of the radius beside the curve."""
_QUARTER = 18
"""Chords of a quarter of a circle."""
CURVE_SHARE = 0.001
"""Splines become chords that lie beside the curve by at most this share of its extent."""
FARTHEST = 5e9
"""No drawing goes farther, a map in millimetres neither; what does is damaged. [drawing units]"""
MAX_COPIES = 10_000
"""Rows times columns of one arrayed insert."""


def drawn_entities(container: Iterable[Any], aside: Counter[str]) -> Iterator[DrawnEntity]:
    """The entities of a layout or block that can mean something; the others are counted."""
    for entity in container:
        kind = entity.dxftype()
        convert = _CONVERT.get(kind)
        if convert is None:
            aside[kind] += 1
            continue
        try:
            made = list(convert(entity))
        except Exception:  # noqa: BLE001 - one damaged entity is not worth the drawing
            aside[f"{kind} (damaged)"] += 1
            continue
        sound = [e for e in made if _finite(e)]
        yield from sound
        if len(sound) < len(made):
            aside[f"{kind} (damaged)"] += 1
        elif not made:
            aside[f"{kind} (empty)"] += 1


def _finite(entity: DrawnEntity) -> bool:
    sizes = (entity.radius, entity.width, entity.elevation)
    values = chain(entity.at or (), entity.placed, sizes)
    # false for nan and inf
    return all(map(FARTHEST.__gt__, map(abs, values))) and bool(
        np.all(np.abs(entity.points.xy) < FARTHEST)
    )


def _drawn(entity: Any, kind: EntityKind, **what: Any) -> DrawnEntity:
    return DrawnEntity(
        kind=kind,
        dxf_type=entity.dxftype(),
        layer=clean(entity.dxf.layer),
        handle=str(entity.dxf.handle or "0"),
        **what,
    )


def _line(entity: Any) -> Iterator[DrawnEntity]:
    a, b = entity.dxf.start, entity.dxf.end
    yield _drawn(entity, EntityKind.LINE, points=Points.of(((a.x, a.y), (b.x, b.y))), elevation=a.z)


def _point(entity: Any) -> Iterator[DrawnEntity]:
    at = entity.dxf.location
    yield _drawn(
        entity, EntityKind.POINT, points=Points.of(((at.x, at.y),)), at=(at.x, at.y), elevation=at.z
    )


def _solid(entity: Any) -> Iterator[DrawnEntity]:
    points = Points.of((p.x, p.y) for p in entity.wcs_vertices())
    yield _drawn(entity, EntityKind.SOLID, points=points, closed=True)


def _lwpolyline(entity: Any) -> Iterator[DrawnEntity]:
    vertices = [(float(x), float(y), float(b)) for x, y, b in entity.get_points("xyb")]
    yield from _polyline_of(
        entity, vertices, entity.closed, entity.dxf.const_width, entity.dxf.elevation
    )


def _polyline(entity: Any) -> Iterator[DrawnEntity]:
    if not (entity.is_2d_polyline or entity.is_3d_polyline):
        return
    vertices = [
        (v.dxf.location.x, v.dxf.location.y, v.dxf.get("bulge", 0.0)) for v in entity.vertices
    ]
    # a flat one says its height of itself, and not every program at its vertices too
    z = (entity.vertices[0].dxf.location.z if entity.vertices else 0.0) or entity.dxf.elevation.z
    width = entity.dxf.default_start_width
    width = width if width == entity.dxf.default_end_width else 0.0
    yield from _polyline_of(entity, vertices, entity.is_closed, width, z)


def _polyline_of(
    entity: Any, vertices: list[tuple[float, float, float]], closed: bool, width: float, z: float
) -> Iterator[DrawnEntity]:
    points = tuple(_bulged(vertices, closed))
    if entity.dxf.get("extrusion", (0, 0, 1))[2] < 0.999 and entity.dxftype() != "VERTEX":
        ocs = entity.ocs()
        wcs = list(ocs.points_to_wcs([(x, y, z) for x, y in points]))
        points, z = tuple((p.x, p.y) for p in wcs), wcs[0].z if wcs else z
    yield _drawn(
        entity,
        EntityKind.POLYLINE,
        points=Points.of(points),
        closed=closed,
        width=width or 0.0,
        elevation=z,
    )


def _bulged(vertices: list[tuple[float, float, float]], closed: bool) -> Iterator[XY]:
    r"""Vertices with every bulge as chords.

      apex       bulge = tan(sweep / 4), positive when the arc runs
     / _-_ \     counter-clockwise from p to q
    p ----- q
    """
    following = [*vertices[1:], vertices[0]] if closed and vertices else vertices[1:]
    for (x, y, bulge), (u, v, _) in zip(vertices, following, strict=False):
        yield (x, y)
        if abs(bulge) < 1e-9 or (x, y) == (u, v):
            continue
        sweep = 4.0 * atan(bulge)
        half = (1.0 - bulge * bulge) / (4.0 * bulge)
        cx, cy = (x + u) / 2 - (v - y) * half, (y + v) / 2 + (u - x) * half
        steps = ceil(abs(sweep) / radians(STEP_DEG))
        for i in range(1, steps):
            c, s = cos(sweep * i / steps), sin(sweep * i / steps)
            yield (cx + c * (x - cx) - s * (y - cy), cy + s * (x - cx) + c * (y - cy))
    if vertices and not closed:
        yield vertices[-1][:2]


def _circle(entity: Any) -> Iterator[DrawnEntity]:
    yield _round(entity, EntityKind.CIRCLE, 0.0, 360.0)


def _arc(entity: Any) -> Iterator[DrawnEntity]:
    start, end = entity.dxf.start_angle, entity.dxf.end_angle
    yield _round(entity, EntityKind.ARC, start, (end - start) % 360.0 or 360.0)


def _round(entity: Any, kind: EntityKind, start_deg: float, sweep_deg: float) -> DrawnEntity:
    centre, radius = entity.dxf.center, abs(entity.dxf.radius)
    full = kind is EntityKind.CIRCLE
    steps = max(2, ceil(sweep_deg / STEP_DEG))
    angles = [
        radians(start_deg + sweep_deg * i / steps) for i in range(steps if full else steps + 1)
    ]
    flat = [(centre.x + radius * cos(t), centre.y + radius * sin(t), centre.z) for t in angles]
    wcs = list(entity.ocs().points_to_wcs([(centre.x, centre.y, centre.z), *flat]))
    points = tuple((p.x, p.y) for p in wcs)
    return _drawn(
        entity,
        kind,
        points=Points.of(points[1:]),
        closed=full,
        at=points[0],
        radius=radius,
        sweep_deg=sweep_deg,
        elevation=centre.z,
    )


def _ellipse(entity: Any) -> Iterator[DrawnEntity]:
    sweep = (entity.dxf.end_param - entity.dxf.start_param) % (2 * pi) or 2 * pi
    steps = max(4, ceil(sweep / radians(STEP_DEG)))
    params = [entity.dxf.start_param + sweep * i / steps for i in range(steps + 1)]
    points = tuple((p.x, p.y) for p in entity.vertices(params))
    whole = sweep > 2 * pi - 1e-6
    ring = Points.of(points[:-1] if whole else points)
    yield _drawn(entity, EntityKind.CURVE, points=ring, closed=whole)


def _spline(entity: Any) -> Iterator[DrawnEntity]:
    tool = entity.construction_tool()
    control = list(tool.control_points)
    size = max(hypot(p.x - control[0].x, p.y - control[0].y) for p in control) or 1.0
    points = Points.of((p.x, p.y) for p in tool.flattening(size * CURVE_SHARE, segments=4))
    yield _drawn(entity, EntityKind.CURVE, points=points, closed=bool(entity.closed))


def _hatch(entity: Any) -> Iterator[DrawnEntity]:
    """The largest boundary of a hatch; what it is filled with means nothing."""
    # an arc in a large hatch is as fine as one by itself
    rings = [
        list(one.flattening(_chord(one), segments=_QUARTER)) for one in path.from_hatch(entity)
    ]
    points = max(([(p.x, p.y) for p in ring] for ring in rings), key=_ring_area, default=[])
    yield _drawn(entity, EntityKind.HATCH, points=Points.of(points), closed=True)


def _chord(one: Any) -> float:
    """How far chords may lie beside a curve: a thousandth of its extent. [drawing units]"""
    corners = one.control_vertices()
    size = max((hypot(p.x - corners[0].x, p.y - corners[0].y) for p in corners), default=1.0)
    return max(size, 1e-9) * CURVE_SHARE


def _ring_area(ring: list[XY]) -> float:
    pairs = zip(ring, [*ring[1:], *ring[:1]], strict=True)
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairs)) / 2


def _face(entity: Any) -> Iterator[DrawnEntity]:
    points = Points.of((p.x, p.y) for p in dict.fromkeys(entity.wcs_vertices()))
    yield _drawn(entity, EntityKind.SOLID, points=points, closed=True)


def _made_of(entity: Any) -> Iterator[DrawnEntity]:
    """A multiline or table as the lines and texts it shows, each on the entity's own layer."""
    handle, layer = str(entity.dxf.handle or "0"), clean(entity.dxf.layer)
    for number, one in enumerate(entity.virtual_entities()):
        convert = _CONVERT.get(one.dxftype())
        for made in convert(one) if convert else ():
            yield replace(made, handle=f"{handle}.{number}", layer=layer)


def _text(entity: Any) -> Iterator[DrawnEntity]:
    ocs = entity.ocs()
    at = ocs.to_wcs(_anchor(entity))
    c, s = cos(radians(turn := entity.dxf.get("rotation", 0.0))), sin(radians(turn))
    along, up = ocs.to_wcs((c, s, 0)), ocs.to_wcs((-s, c, 0))
    turned = Affine(along[0], up[0], along[1], up[1])
    words = clean(entity.plain_text()).strip()
    yield _drawn(entity, EntityKind.TEXT, text=words, at=(at.x, at.y), placed=turned)


def _anchor(entity: Any) -> Any:
    aligned = (entity.dxf.get("halign", 0) or entity.dxf.get("valign", 0)) and entity.dxf.hasattr(
        "align_point"
    )
    return entity.dxf.align_point if aligned else entity.dxf.insert


def _mtext(entity: Any) -> Iterator[DrawnEntity]:
    at = entity.dxf.insert
    words = clean(entity.plain_text().replace("\n", " ")).strip()
    turned = _turn(entity.get_rotation())
    yield _drawn(entity, EntityKind.TEXT, text=words, at=(at.x, at.y), placed=turned)


def _turn(rotation_deg: float) -> Affine:
    c, s = cos(radians(rotation_deg)), sin(radians(rotation_deg))
    return Affine(c, -s, s, c)


def _insert(entity: Any) -> Iterator[DrawnEntity]:
    copies = max(1, entity.dxf.row_count) * max(1, entity.dxf.column_count)
    each = entity.multi_insert() if 1 < copies <= MAX_COPIES else [entity]
    attributes = tuple(_attributes(entity))
    name, handle = clean(entity.dxf.name), str(entity.dxf.handle or "0")
    for number, one in enumerate(each):
        m = one.matrix44()
        at = one.ocs().to_wcs(one.dxf.insert)
        made = _drawn(
            entity,
            EntityKind.INSERT,
            block=name,
            at=(at.x, at.y),
            attributes=attributes,
            placed=Affine(m[0, 0], m[1, 0], m[0, 1], m[1, 1], m[3, 0], m[3, 1]),
            elevation=at.z,
            scale_z=m[2, 2],
        )
        yield made if copies == 1 else _numbered(made, handle, number)


def _numbered(made: DrawnEntity, handle: str, number: int) -> DrawnEntity:
    return replace(made, handle=f"{handle}.{number}")


def _attributes(entity: Any) -> Iterator[tuple[str, str]]:
    tags = set()
    for attribute in entity.attribs:
        tag = clean(attribute.dxf.tag).strip().upper()
        if tag in tags:
            continue
        tags.add(tag)
        yield tag, clean(attribute.plain_text()).strip()
    yield from const_attributes(entity.block(), tags)


def const_attributes(block: Any, said: Container[str]) -> Iterator[tuple[str, str]]:
    """The attributes that a block has for all its inserts, without those that one says itself."""
    # no query: it leaves an exception behind, and with it every frame up to here
    for definition in block if block is not None else ():
        if definition.dxftype() != "ATTDEF":
            continue
        tag = clean(definition.dxf.tag).strip().upper()
        if definition.is_const and tag not in said:
            yield tag, clean(definition.dxf.text).strip()


_CONVERT: dict[str, Callable[[Any], Iterator[DrawnEntity]]] = {
    "LINE": _line,
    "LWPOLYLINE": _lwpolyline,
    "POLYLINE": _polyline,
    "CIRCLE": _circle,
    "ARC": _arc,
    "ELLIPSE": _ellipse,
    "SPLINE": _spline,
    "POINT": _point,
    "SOLID": _solid,
    "TRACE": _solid,
    "3DFACE": _face,
    "HATCH": _hatch,
    "MPOLYGON": _hatch,
    "MLINE": _made_of,
    "ACAD_TABLE": _made_of,
    "TEXT": _text,
    "MTEXT": _mtext,
    "INSERT": _insert,
}
