"""SUR120: narrow gaps between buildings that are open and unseen."""

from collections.abc import Iterator
from itertools import combinations

import numpy as np

from cpted_rules.analysis.scene.faces import faces_of
from cpted_rules.analysis.scene.strips import Strip, strip_between
from cpted_rules.analysis.sight.along import Way, way_of
from cpted_rules.analysis.sight.visibility import Bits, census
from cpted_rules.plan import Building, OpeningKind, Serves, SheetKind
from cpted_rules.rule import Measurement, Witness, WitnessKind, rule
from cpted_rules.site import Site
from cpted_rules.text import Text, same


@rule(
    "SUR120",
    title=Text(ko="건물 사이의 보이지 않는 틈", en="Unseen gap between buildings"),
    measures=Text(
        ko="건물 사이 좁은 틈 중 막혀 있지 않고 어디에서도 보이지 않는 길이",
        en="length of a narrow gap between buildings that is open and seen from nowhere",
    ),
    says=Text(
        ko="{subject} 사이 틈의 {value}가 열려 있으나 보이지 않음",
        en="the gap between {subject}: {value} of it is open and unseen",
    ),
    unit="m",
    needs=((SheetKind.SITE_PLAN,), (SheetKind.FLOOR_PLAN, SheetKind.ELEVATION)),
)
def gap_between_buildings(
    site: Site, *, least_m: float, narrower_m: float, longer_m: float, within_m: float
) -> Iterator[Measurement]:
    """Length of a narrow gap between buildings that is open and that nobody sees. [m]


    Why: a slit between two walls is no way for anybody but a hiding place for somebody.
    How: where straight faces of two buildings look at each other from `least_m` to `narrower_m`
        apart over at least `longer_m`, the longest such stretch of each pair; somebody stands on
        each metre of its middle line, seen if half of the person is visible within `within_m` from
        a window, an entrance, the guard post or a public road. A gap that a fence, wall or gate
        crosses is closed: 0. One of the buildings must be of the site.
    Lacking: windows; without any drawn nothing can be said of who looks out.
    """
    plan = site.plan
    windows = site.openings(Serves.DWELLING, Serves.SHOP, kind=OpeningKind.WINDOW)
    low = [b for b in plan.buildings if b.base_m <= 0]
    for one, other in combinations(low, 2):
        if (one.neighbour and other.neighbour) or one.area.distance(other.area) >= narrower_m:
            continue
        strip = _longest(one, other, least_m, narrower_m)
        if strip is None or strip.length_m < longer_m:
            continue
        way = way_of(strip.middle)
        open_ = not _closed(site, strip)
        unseen = _unseen(site, way, within_m) if open_ else np.zeros(len(way), dtype=np.bool_)
        lacking = not windows and open_
        yield Measurement(
            subjects=(one.id, other.id),
            value=None if lacking else float(unseen.sum()) * way.step_m,
            where=strip.middle,
            witness=tuple(_shown(strip, way, unseen)),
            lacking=Text(ko="창호의 위치", en="where the windows are") if lacking else None,
            lacking_sheet=SheetKind.FLOOR_PLAN if lacking else None,
            note=(_OPEN if open_ else _SHUT).fill(width=f"{strip.width_m:.2f}"),
        )


def _longest(one: Building, other: Building, least_m: float, narrower_m: float) -> Strip | None:
    """The longest strip between two buildings that is neither a joint nor wide."""
    found = [
        strip
        for face in faces_of(one.area)
        for opposite in faces_of(other.area)
        if (strip := strip_between(face, opposite)) is not None
        and least_m <= strip.width_m < narrower_m
    ]
    return max(found, key=lambda s: (round(s.length_m, 6), s.middle.wkt), default=None)


def _closed(site: Site, strip: Strip) -> bool:
    """Whether a fence, wall or gate crosses a strip."""
    lines = [b.line for b in site.plan.barriers if b.storey in (0, 1)]
    lines += [
        o.line
        for o in site.plan.openings
        if o.kind in (OpeningKind.GATE, OpeningKind.SHUTTER) and o.storey in (0, 1)
    ]
    return any(line.intersects(strip.middle) for line in lines)


def _unseen(site: Site, way: Way, within_m: float) -> Bits:
    """The steps on which nobody sees a person."""
    targets = site.standing(way.at, site.settings.person_height_m / 2, 0)
    counts, _ = census(site.sight.scene(0), site.sight.watchers(), targets, within_m=within_m)
    found: Bits = counts == 0
    return found


def _shown(strip: Strip, way: Way, unseen: Bits) -> Iterator[Witness]:
    """The middle of the gap with its length, and its unseen steps."""
    label = same(f"{strip.length_m:.1f} m")
    yield Witness(kind=WitnessKind.ROUTE, shape=strip.middle, label=label)
    edges = np.flatnonzero(np.diff(np.concatenate([[False], unseen, [False]]).astype(np.int8)))
    for first, after in edges.reshape(-1, 2).tolist():
        piece = way.piece(first, after - 1)
        yield Witness(kind=WitnessKind.GAP, shape=piece, label=same(f"{piece.length:.1f} m"))


_OPEN = Text(ko="틈의 폭 {width} m", en="gap {width} m wide")
_SHUT = Text(
    ko="틈의 폭 {width} m, 담장·문으로 막음", en="gap {width} m wide, closed by fence or gate"
)
