"""Which layers draw walls: how much of each lies in pairs at the thickness of a wall."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import shapely

from cpted_rules.drawing.linework.intervals import Interval, union
from cpted_rules.drawing.linework.settings import DEFAULTS, LineworkSettings
from cpted_rules.drawing.linework.strip import place_on
from cpted_rules.drawing.linework.strips import strips_between
from cpted_rules.drawing.linework.strokes import (
    TOUCH_M,
    Edge,
    Stroke,
    connected,
    ends_of,
    merged,
    segments,
)

THINNEST_M, THICKEST_M = 0.07, 0.45
"""Thinner pairs are panels and frames as often as walls, thicker ones shelves and desks."""
LEAST_ASPECT = 2.0
"""A pair shorter than this times its thickness is a box."""
LEAST_EXTENT_M = 3.0
"""Connected lines that reach less far are furniture, columns and symbols."""
SURE_SHARE = 0.8
"""Layers of nothing but walls have 0.7 to 0.97 of their length in pairs; ends have none."""
SURE_EXTENT_M = 15.0
"""Walls hang together as far as a building reaches; stairs and rooms reach less."""
LEAST_PAIRED_M = 5.0
"""A layer with less in pairs says nothing."""
CLASS_M = 0.01
"""Thicknesses are counted in classes of a centimetre."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LayerEvidence:
    """How much a layer looks like walls.

    Args:
        length_m: of all its lines, merged.
        paired_m: of those that face another at a wall's thickness, in groups of some extent.
        share: paired_m of length_m.
        thickness_m: the most common thickness, None where there is no pair.
        extent_m: how far its paired lines hang together, on average over their length.
        confidence: from 0 to 1, that the layer draws walls.
    """

    layer: str
    length_m: float
    paired_m: float
    share: float
    thickness_m: float | None
    extent_m: float
    confidence: float


def pair_evidence(
    strokes: Mapping[str, Sequence[Stroke]], settings: LineworkSettings = DEFAULTS
) -> tuple[LayerEvidence, ...]:
    """Evidence for each layer, the most wall-like first, then by name.

    Evenly spaced lines (stairs, hatches) form no pairs, and furniture hangs together over less
    than a wall does. Roof edges and kerbs are drawn as walls are: the names of layers come first.
    """
    found = [_evidence(layer, merged(drawn), settings) for layer, drawn in strokes.items()]
    return tuple(sorted(found, key=lambda e: (-e.confidence, e.layer)))


def _evidence(layer: str, edges: Sequence[Edge], settings: LineworkSettings) -> LayerEvidence:
    length = sum(e.length_m for e in edges)
    on: dict[int, list[Interval]] = defaultdict(list)
    classes: dict[int, float] = defaultdict(float)
    for strip in strips_between(edges, settings):
        if not THINNEST_M <= strip.thickness_m <= THICKEST_M:
            continue
        if strip.length_m < LEAST_ASPECT * strip.thickness_m:
            continue
        for n in strip.edges:
            low, high, _ = place_on(edges[n], strip)
            on[n].append((low, high))
        classes[round(strip.thickness_m / CLASS_M)] += strip.length_m
    paired = extent_paired = 0.0
    for group in _hanging_together(edges) if on else []:
        points = np.concatenate(ends_of([edges[n] for n in group]))
        extent = float(np.hypot(*np.ptp(points, axis=0)))
        if extent < LEAST_EXTENT_M:
            continue
        here = sum(high - low for n in group for low, high in union(on.get(n, [])))
        paired += here
        extent_paired += here * extent
    share = paired / length if length else 0.0
    extent = extent_paired / paired if paired else 0.0
    sure = min(1.0, share / SURE_SHARE) * min(1.0, extent / SURE_EXTENT_M)
    return LayerEvidence(
        layer=layer,
        length_m=length,
        paired_m=paired,
        share=share,
        thickness_m=max(classes, key=lambda k: (classes[k], -k)) * CLASS_M if classes else None,
        extent_m=extent,
        confidence=sure if paired >= LEAST_PAIRED_M else 0.0,
    )


def _hanging_together(edges: Sequence[Edge]) -> list[list[int]]:
    """Groups of edges that touch."""
    lines = segments(*ends_of(edges))
    near = shapely.STRtree(lines).query(lines, predicate="dwithin", distance=2 * TOUCH_M)
    return connected(len(edges), near)
