"""Door swings: quarter arcs and door leaves, and the breaks in walls they belong to."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, dist, radians, sin

import shapely

from cpted_rules.drawing.linework.breaks import Break
from cpted_rules.drawing.linework.settings import LineworkSettings
from cpted_rules.drawing.linework.strokes import XY, Arc, Stroke, ends_of, segments

LEAF_SLIP_M = 0.08
"""A leaf is drawn with its thickness: its line misses the hinge and the arc's end by less."""
FLATTEST_DEG, ROUNDEST_DEG = 50.0, 120.0
"""Arcs drawn by eye from a leaf's free edge to the jamb sweep so much about their own centre."""
EYE_SLIP_M = 0.18
"""Such an arc falls short of its leaf by less."""
EYE_SHARE = 0.12
"""Such an arc's ends are as far from the hinge to within this share."""
SHARPEST_CHORD, BLUNTEST_CHORD = 1.15, 1.6
"""Chord over leaf, for a leaf opened by 70 to 106 degrees."""
STRAY_SHARE = 0.15
"""A swing's radius differs from its opening by less: frames and rebates."""
PANEL_SHARE = 0.45
"""Beside one leaf a fixed panel takes at most this share of the opening."""
AJAR_DEG = 20.0
"""A line at less than this from its wall is a threshold, not a leaf."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """A door leaf: its hinge, and its free edge when shut and when opened. [m]"""

    hinge: XY
    shut: XY
    opened: XY


@dataclass(frozen=True, slots=True, kw_only=True)
class Swing:
    """A door swing as drawn.

    Args:
        tips: where the leaf's free edge is when shut and when opened, in no known order.
        opened: which of the tips is the open one, where a leaf is drawn.
        refs: the arc, then the leaf's lines.
        by_eye: its arc is about another centre, and does not end on the wall's line.
    """

    hinge: XY
    tips: tuple[XY, XY]
    radius_m: float
    opened: int | None
    refs: tuple[int, ...]
    by_eye: bool = False

    def leaf(self, shut: int, along: XY | None = None) -> Leaf:
        """The leaf with one of the tips as its shut edge; one drawn by eye shuts along its wall."""
        at = self.tips[shut]
        if self.by_eye and along is not None:
            (x, y), (ux, uy) = self.hinge, along
            way = self.radius_m if (at[0] - x) * ux + (at[1] - y) * uy > 0 else -self.radius_m
            at = (x + way * ux, y + way * uy)
        return Leaf(hinge=self.hinge, shut=at, opened=self.tips[1 - shut])


class LeafLines:
    """Strokes that may be leaves, in order of trust: those of doors, then any others."""

    def __init__(self, *kinds: Sequence[Stroke]) -> None:
        self.kinds = [(k, shapely.STRtree(segments(*ends_of(k)))) for k in kinds if k]


def swings_of(arcs: Sequence[Arc], lines: LeafLines, settings: LineworkSettings) -> list[Swing]:
    """Quarter arcs of a door's radius, each with its leaf where one is drawn."""
    found: list[Swing] = []
    seen: set[tuple[float, ...]] = set()
    for arc in arcs:
        low, high = settings.narrowest_leaf_m - 1e-6, settings.widest_leaf_m + 1e-6
        tips = _tip(arc, 0.0), _tip(arc, arc.sweep_deg)
        swing: Swing | None
        if abs(abs(arc.sweep_deg) - 90.0) <= settings.quarter_slip_deg + 1e-6:
            leaves = (_leaf_of(arc, tips, *kind) for kind in lines.kinds)
            opened, refs = next(filter(None, leaves), (None, ()))
            swing = Swing(
                hinge=arc.centre,
                tips=tips,
                radius_m=arc.radius_m,
                opened=opened,
                refs=(arc.ref, *refs),
            )
        else:
            flat = (_flat_swing(arc, tips, *kind) for kind in lines.kinds)
            swing = next(filter(None, flat), None)
        if swing is None or not low <= swing.radius_m <= high:
            continue
        same = tuple(round(v, 3) for v in (*swing.hinge, *min(tips), *max(tips)))
        if same not in seen:
            seen.add(same)
            found.append(swing)
    return found


def _flat_swing(
    arc: Arc, tips: tuple[XY, XY], strokes: Sequence[Stroke], tree: shapely.STRtree
) -> Swing | None:
    """A swing whose arc is drawn by eye about another centre: its leaf tells where it hangs."""
    if not FLATTEST_DEG <= abs(arc.sweep_deg) <= ROUNDEST_DEG:
        return None
    best: tuple[float, Swing] | None = None
    for k in (0, 1):
        for n in tree.query(shapely.Point(tips[k]), "dwithin", EYE_SLIP_M).tolist():
            stroke = strokes[n]
            for end, hinge in ((stroke.a, stroke.b), (stroke.b, stroke.a)):
                length, other = dist(end, hinge), dist(hinge, tips[1 - k])
                off = dist(end, tips[k]) + abs(length - other)
                if off > EYE_SLIP_M + EYE_SHARE * length:
                    continue
                chord = dist(*tips)
                if not SHARPEST_CHORD <= chord / length <= BLUNTEST_CHORD:
                    continue
                swing = Swing(
                    hinge=hinge,
                    tips=(end, tips[1 - k]),
                    radius_m=length,
                    opened=0,
                    by_eye=True,
                    refs=(arc.ref, stroke.ref),
                )
                if best is None or off < best[0]:
                    best = (off, swing)
    return best[1] if best else None


def _tip(arc: Arc, by_deg: float) -> XY:
    turn = radians(arc.start_deg + by_deg)
    return (
        arc.centre[0] + arc.radius_m * cos(turn),
        arc.centre[1] + arc.radius_m * sin(turn),
    )


def _leaf_of(
    arc: Arc, tips: tuple[XY, XY], strokes: Sequence[Stroke], tree: shapely.STRtree
) -> tuple[int, tuple[int, ...]] | None:
    """At which tip the leaf is drawn, and with which entities; None without or with two leaves."""
    at: dict[int, set[int]] = {}
    for n in tree.query(shapely.Point(arc.centre), "dwithin", LEAF_SLIP_M).tolist():
        stroke = strokes[n]
        for hinge, end in ((stroke.a, stroke.b), (stroke.b, stroke.a)):
            if dist(hinge, arc.centre) > LEAF_SLIP_M:
                continue
            for k in (0, 1):
                if dist(end, tips[k]) <= LEAF_SLIP_M:
                    at.setdefault(k, set()).add(stroke.ref)
    if len(at) != 1:
        return None
    ((tip, refs),) = at.items()
    return tip, tuple(sorted(refs))


def fitted(
    swings: Sequence[Swing], breaks: Sequence[Break], settings: LineworkSettings
) -> dict[int, list[tuple[int, int]]]:
    """For each break its swings, each with which tip is shut: one that fills it, or two."""
    offers: dict[int, list[tuple[float, int, int, int]]] = {}
    if not breaks or not swings:
        return {}
    tree = shapely.STRtree([b.line for b in breaks])
    points = shapely.points([s.hinge for s in swings])
    reach = settings.thickest_wall_m / 2 + settings.jamb_reach_m
    for s, b in tree.query(points, predicate="dwithin", distance=reach).T.tolist():
        offer = _offer(swings[s], breaks[b], settings)
        if offer is not None:
            offers.setdefault(s, []).append((offer[0], b, offer[1], offer[2]))
    by_break: dict[int, list[tuple[int, int, int]]] = {}
    for s, made in sorted(offers.items()):
        _, b, side, shut = min(made)
        by_break.setdefault(b, []).append((s, side, shut))
    found: dict[int, list[tuple[int, int]]] = {}
    for b, here in sorted(by_break.items()):
        width = breaks[b].width_m
        slip = STRAY_SHARE * width + 0.05
        pairs = [
            (abs(swings[s].radius_m + swings[t].radius_m - width), s, t, one, two)
            for s, side, one in here
            for t, other, two in here
            if s < t and side != other
        ]
        alone = [(abs(swings[s].radius_m - width), s, shut) for s, _, shut in here]
        if pairs and min(pairs)[0] <= slip and min(pairs)[0] < min(alone)[0]:
            _, s, t, one, two = min(pairs)
            found[b] = [(s, one), (t, two)]
        elif min(alone)[0] <= max(slip, PANEL_SHARE * width):
            found[b] = [min(alone)[1:]]
    return found


def _offer(swing: Swing, gap: Break, settings: LineworkSettings) -> tuple[float, int, int] | None:
    """How far a swing's hinge is from the jamb, at which jamb, and which tip lies in the break."""
    reach = gap.thickness_m / 2 + settings.jamb_reach_m
    along, _ = gap.local(swing.hinge)
    from_p, from_q = dist(swing.hinge, gap.p), dist(swing.hinge, gap.q)
    side = 0 if from_p <= from_q else 1
    if min(from_p, from_q) > reach or swing.radius_m > (1 + STRAY_SHARE) * gap.width_m + 0.05:
        return None
    inward = [gap.local(t) for t in swing.tips]
    shut = min((0, 1), key=lambda k: abs(inward[k][1]))
    if swing.opened == shut or abs(inward[shut][1]) > reach:
        return None
    ahead = (inward[shut][0] - along) * (1 if side == 0 else -1)
    if ahead < 0.8 * swing.radius_m:
        return None
    return min(from_p, from_q), side, shut


def leaf_lines(
    gap: Break, near: Sequence[Stroke], settings: LineworkSettings
) -> list[tuple[Leaf, tuple[int, ...]]]:
    """Leaves drawn ajar without an arc: lines from a jamb as long as the break is wide."""
    reach = gap.thickness_m / 2 + LEAF_SLIP_M
    best: dict[int, tuple[float, Leaf, int]] = {}
    for stroke in near:
        length = dist(stroke.a, stroke.b)
        if not settings.narrowest_leaf_m <= length <= settings.widest_leaf_m:
            continue
        if abs(length - gap.width_m) > STRAY_SHARE * gap.width_m:
            continue
        for hinge, opened in ((stroke.a, stroke.b), (stroke.b, stroke.a)):
            side = 0 if dist(hinge, gap.p) <= dist(hinge, gap.q) else 1
            jamb, far = (gap.p, gap.q) if side == 0 else (gap.q, gap.p)
            off = dist(hinge, jamb)
            _, aside = gap.local(opened)
            _, from_line = gap.local(hinge)
            if off > reach or abs(aside - from_line) < sin(radians(AJAR_DEG)) * length:
                continue
            along = 1.0 if side == 0 else -1.0
            ux, uy = gap.unit
            shut = (hinge[0] + along * length * ux, hinge[1] + along * length * uy)
            if dist(opened, far) < 0.2 * length:
                continue
            leaf = Leaf(hinge=hinge, shut=shut, opened=opened)
            if side not in best or off < best[side][0]:
                best[side] = (off, leaf, stroke.ref)
    if not best:
        return []
    side = min(best, key=lambda s: best[s][0])
    return [(best[side][1], (best[side][2],))]
