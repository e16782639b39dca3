"""Stray geometry: what lies so far off that it is no part of the drawing."""

from dataclasses import dataclass
from math import hypot

import numpy as np

from cpted_rules.drawing.drawing import Box, Drawing
from cpted_rules.drawing.sheets.clusters import (
    Cluster,
    Strokes,
    box_around,
    clusters,
    quantile_box,
)
from cpted_rules.note import Note, Severity
from cpted_rules.text import Text

_RULES = ((0.005, 3, 1.0), (0.05, 0, 5.0), (0.30, 0, 20.0))
"""Stray is a cluster with at most such a share of the entities, or so many, so many sizes away.

The first rule takes single lines, the last what a program left behind at old coordinates. Sheets
beside one another lie within a size or two and have more in them than the first rule allows.
"""
_TINY = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Extent:
    """Where the drawing is.

    Args:
        box: around all but the strays. [drawing units]
        strays: indices of the entities that were left out.
        handles: their handles.
        away: how far the farthest of them is from the box. [drawing units]
    """

    box: Box
    strays: tuple[int, ...] = ()
    handles: tuple[str, ...] = ()
    away: float = 0.0


def robust(drawing: Drawing) -> Extent | None:
    """The extent of a drawing without strays; None where nothing has a place."""
    every = drawing.entities
    return robust_extent(Strokes(drawing=drawing, entities=every))


def robust_extent(strokes: Strokes) -> Extent | None:
    """The extent of strokes without strays; None where there are none."""
    if np.isnan(strokes.boxes[:, 0]).all():
        return None
    core = _core(strokes)
    everything = box_around(strokes.boxes)
    if _size(everything) <= 1.5 * core or core <= _TINY * max(1.0, *map(abs, everything)):
        return Extent(box=everything)
    groups = clusters(strokes, core / 4)
    total = sum(len(group.members) for group in groups)
    box, strays, away = groups[0].box, list[Cluster](), 0.0
    rest = groups[1:]
    while rest:
        # from the inside out: what belongs to the drawing brings the next one nearer
        nearest = min(rest, key=lambda g: (box_distance(box, g.box), g.box))
        rest.remove(nearest)
        off = box_distance(box, nearest.box)
        if _is_stray(len(nearest.members), total, off / max(_size(box), core)):
            strays.append(nearest)
            away = max(away, off)
        else:
            box = _union(box, nearest.box)
    left_out = tuple(sorted(i for stray in strays for i in stray.members))
    return Extent(
        box=box,
        strays=left_out,
        handles=tuple(strokes.entities[i].handle for i in left_out),
        away=away,
    )


def stray_notes(name: str, extent: Extent, metres_per_unit: float) -> tuple[Note, ...]:
    """What a person should know of strays that were left out."""
    if not extent.strays:
        return ()
    away_m = extent.away * metres_per_unit
    away = f"{away_m / 1000:,.1f} km" if away_m >= 10_000 else f"{away_m:,.0f} m"
    return (
        Note(
            code="drawing/stray",
            severity=Severity.WARNING,
            text=Text(
                ko="{name}: 도면에서 최대 {away} 떨어진 객체 {n}개는 잔여물로 보고 제외함"
                "(핸들 {handles})",
                en="{name}: {n} entities up to {away} off the drawing were left out as strays "
                "(handles {handles})",
            ).fill(
                name=name,
                n=f"{len(extent.strays):,}",
                away=away,
                handles=", ".join(extent.handles[:5]) + (" …" if len(extent.handles) > 5 else ""),
            ),
        ),
    )


def _core(strokes: Strokes) -> float:
    """The size of where most entities are."""
    most, middle = (_size(quantile_box(strokes.boxes, share)) for share in (0.1, 0.35))
    # strays may be more than a tenth of a small drawing; then the middle third shows its size
    return 3.0 * middle if most > 6.0 * middle > 0.0 else most


def _is_stray(count: int, total: int, sizes_away: float) -> bool:
    return any(
        sizes_away >= far and count <= max(share * total, least) for share, least, far in _RULES
    )


def _size(box: Box) -> float:
    return max(box[2] - box[0], box[3] - box[1])


def box_distance(a: Box, b: Box) -> float:
    """How far two boxes are apart, 0 where they meet."""
    return hypot(max(a[0] - b[2], b[0] - a[2], 0.0), max(a[1] - b[3], b[1] - a[3], 0.0))


def _union(a: Box, b: Box) -> Box:
    return (min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3]))
