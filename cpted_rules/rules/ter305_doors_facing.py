"""TER305: entrances that no other door or street faces."""

from collections.abc import Iterator
from math import hypot

import numpy as np
from shapely import LineString, MultiPoint

from cpted_rules.analysis.scene.eyes import Eyes, eyes_at
from cpted_rules.analysis.sight.visibility import census
from cpted_rules.plan import Opening, OpeningKind, Serves, SheetKind
from cpted_rules.rule import Measurement, Witness, WitnessKind, rule
from cpted_rules.site import Site
from cpted_rules.text import Text, same


@rule(
    "TER305",
    title=Text(ko="마주 보는 출입구", en="Doors that face others"),
    measures=Text(
        ko="다른 출입구나 공공도로가 보이는 출입구의 비율",
        en="share of the entrances from which another entrance or a public road is in sight",
    ),
    says=Text(
        ko="출입구의 {value}에서 다른 출입구나 공공도로가 보임",
        en="{value} of the entrances see another entrance or a public road",
    ),
    unit="share",
    needs=((SheetKind.SITE_PLAN,), (SheetKind.FLOOR_PLAN, SheetKind.SITE_PLAN)),
)
def doors_facing(site: Site, *, within_m: float) -> Iterator[Measurement]:
    """Share of the doors at the ground that see another door or a public road. [share]

    Why: neighbours whose doors face each other know who comes and goes.
    How: building entrances, shop doors and dwelling doors that open to the ground; from eye height
        just before each, on the side it faces: the eye before another such door, which it must
        face too, or somebody on a public road, within `within_m`, past buildings, fences and
        planting. One value for the project.
    Lacking: which way the doors face.
    """
    doors = tuple(d for d in site.plan.openings if _at_the_ground(d))
    placed = [
        (d, at, facing) for d in doors if (at := site.before(d)) and (facing := site.facing(d))
    ]
    if not doors:
        return
    if not placed:
        yield Measurement(
            subjects=tuple(d.id for d in doors),
            value=None,
            where=MultiPoint([d.line.interpolate(0.5, normalized=True) for d in doors]),
            lacking=Text(ko="출입구가 향하는 쪽(외부)", en="which way the doors face"),
            lacking_sheet=SheetKind.FLOOR_PLAN,
        )
        return
    height = site.settings.eye_height_m
    eyes = eyes_at(
        (d.id for d, _, _ in placed),
        ((at.x, at.y, site.floor_m(d) + height, *facing) for d, at, facing in placed),
    )
    looks = [_look(site, eyes, n, within_m=within_m) for n in range(len(eyes))]
    yield Measurement(
        subjects=eyes.ids,
        value=sum(look is not None for look in looks) / len(looks),
        where=MultiPoint(eyes.at[:, :2]),
        witness=tuple(
            Witness(kind=WitnessKind.SIGHT_LINE, shape=look, label=same(f"{_length_m(look):.1f} m"))
            for look in looks
            if look is not None
        ),
    )


def _at_the_ground(door: Opening) -> bool:
    serves = (Serves.BUILDING_ENTRANCE, Serves.SHOP)
    outer = door.serves in serves or (door.serves is Serves.DWELLING and door.storey == 0)
    return outer and door.storey in (0, 1) and door.kind is not OpeningKind.WINDOW


def _look(site: Site, eyes: Eyes, n: int, *, within_m: float) -> LineString | None:
    """The look of one door at the nearest other that faces it, or at the street."""
    own = eyes.at[n : n + 1]
    others = np.delete(np.arange(len(eyes)), n)
    to = eyes.at[others, :2] - own[0, :2]
    facing = others[-(to * eyes.at[others, 3:]).sum(axis=1) >= 0.0]
    points = np.vstack([eyes.at[facing, :3], site.sight.street_eyes.at[:, :3]])
    one = Eyes(ids=eyes.ids[n : n + 1], at=own)
    counts, _ = census(site.sight.scene(0), one, points, within_m=within_m)
    seen = points[counts > 0]
    if not len(seen):
        return None
    away = np.linalg.norm(seen - own[0, :3], axis=1)
    target = seen[int(np.argmin(np.round(away, 6)))]
    return LineString([tuple(own[0, :3]), tuple(target)])


def _length_m(look: LineString) -> float:
    (x0, y0, z0), (x1, y1, z1) = look.coords
    return hypot(x1 - x0, y1 - y0, z1 - z0)
