"""SUR125: how many windows of homes see a building entrance."""

from collections.abc import Iterator

import numpy as np
from shapely import Point
from shapely.affinity import translate

from cpted_rules.analysis.sight.visibility import leaf, share_seen
from cpted_rules.plan import Opening, SheetKind
from cpted_rules.rule import Measurement, Witness, WitnessKind, rule
from cpted_rules.site import Site
from cpted_rules.text import Text, same
from cpted_rules.witness import assumed_heights

HALF = 0.5
"""Share of a door's face from which a person in it is seen."""


@rule(
    "SUR125",
    title=Text(ko="세대에서 내다보이지 않는 출입구", en="Entrance that homes do not see"),
    measures=Text(
        ko="출입구 문의 절반 이상이 보이는 세대 창의 수",
        en="how many windows of dwellings see at least half of an entrance door",
    ),
    says=Text(
        ko="{subject}을(를) 내다보는 세대 창: {value}",
        en="{subject}, windows of dwellings that see it: {value}",
    ),
    unit="count",
    needs=(
        (SheetKind.FLOOR_PLAN, SheetKind.SITE_PLAN),
        (SheetKind.FLOOR_PLAN, SheetKind.ELEVATION),
    ),
)
def entrance_watched_by_few(site: Site, *, within_m: float) -> Iterator[Measurement]:
    """How many windows of dwellings see at least half of an entrance door. [count]


    Why: who lives opposite a door notices who stays at it.
    How: eyes at the windows of dwellings within `within_m` of the door, on the side it faces and on
        the side they face; a window counts if at least half of 16 points spread over the door are
        in sight past buildings, fences and planting.
    Lacking: which way the door faces; windows of dwellings.
    """
    for door in site.entrances:
        front, facing = site.before(door), site.facing(door)
        known = front is not None and facing is not None
        if not known or not site.dwelling_windows:
            yield Measurement(
                subjects=(door.id,),
                value=None,
                where=door.line,
                storey=door.storey,
                lacking=_WINDOWS if known else _FACING,
                lacking_sheet=SheetKind.FLOOR_PLAN,
            )
            continue
        yield _measured(site, door, within_m)


def _measured(site: Site, door: Opening, within_m: float) -> Measurement:
    front, facing = site.before(door), site.facing(door)
    eyes = site.sight.dwelling_eyes
    middle = door.line.interpolate(0.5, normalized=True)
    x, y = (front.x, front.y) if front is not None else (middle.x, middle.y)
    floor = site.floor_m(door)
    face = translate(door.line, x - middle.x, y - middle.y)
    parts = leaf(face, low_m=floor, high_m=floor + site.heights_m(door)[1])
    out = np.array([x, y]) - eyes.at[:, :2]
    ahead = (-out @ np.array(facing) > 0) & ((out * eyes.at[:, 3:]).sum(axis=1) > 0)
    ahead &= np.hypot(out[:, 0], out[:, 1]) <= within_m
    asked = np.flatnonzero(ahead)
    sees = asked
    if len(asked):
        sees = asked[share_seen(site.sight.scene(0), eyes.at[asked, :3], parts) >= HALF]
    at = (x, y, floor + site.settings.person_height_m / 2)
    return Measurement(
        subjects=(door.id,),
        value=float(len(sees)),
        where=door.line,
        storey=door.storey,
        witness=tuple(
            Witness(
                kind=WitnessKind.POINT,
                shape=Point(eyes.at[n, 0], eyes.at[n, 1]),
                label=same(f"{np.hypot(*(eyes.at[n, :2] - at[:2])):.1f} m"),
            )
            for n in sees
        ),
        note=assumed_heights(site, door.line, within_m=within_m),
    )


_FACING = Text(ko="출입구가 향하는 쪽(외부)", en="which way the entrance faces")
_WINDOWS = Text(ko="세대 창의 위치", en="where the windows of dwellings are")
