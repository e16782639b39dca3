"""SUR112: how deep a building entrance lies in a recess."""

from collections.abc import Iterator

import shapely
from shapely import LineString, Polygon
from shapely.geometry.base import BaseGeometry

from cpted_rules.analysis.scene.eyes import CLEAR_M
from cpted_rules.plan import Opening, SheetKind
from cpted_rules.rule import Measurement, Witness, WitnessKind, rule
from cpted_rules.site import Site
from cpted_rules.text import Text, same

OWN_M = 0.6
"""Walls so near to a door are those it stands in."""


@rule(
    "SUR112",
    title=Text(ko="움푹 들어간 출입구", en="Entrance in a recess"),
    measures=Text(
        ko="출입구 문이 양옆 벽면에서 들어간 깊이",
        en="depth to which an entrance door lies back between the walls on both sides",
    ),
    says=Text(
        ko="{subject}이(가) 벽면에서 {value} 들어가 있음", en="{subject} lies back by {value}"
    ),
    unit="m",
    needs=((SheetKind.FLOOR_PLAN, SheetKind.SITE_PLAN),),
)
def entrance_recessed(site: Site, *, beside_m: float, within_m: float) -> Iterator[Measurement]:
    """Depth to which a building entrance lies back between the walls on both sides. [m]

    Why: in a deep doorway somebody can wait unseen from the way along the front.
    How: on each side of the door, from its jamb to `beside_m` further, how far the walls and rooms
        that it stands in reach forward of its outer face, at most `within_m`; the smaller of both
        sides, so that a corner with one side open is no recess. Columns do not count.
    Lacking: which way the door faces.
    """
    closed = site.masses(1)
    for door in site.entrances:
        front, facing = site.before(door), site.facing(door)
        if front is None or facing is None:
            yield Measurement(
                subjects=(door.id,),
                value=None,
                where=door.line,
                storey=door.storey,
                lacking=_FACING,
                lacking_sheet=SheetKind.FLOOR_PLAN,
            )
            continue
        near = door.line.buffer(OWN_M)
        own = shapely.union_all([g for g in shapely.get_parts(closed) if g.intersects(near)])
        dx, dy = facing
        face = (front.x - CLEAR_M * dx, front.y - CLEAR_M * dy)
        depth = min(
            _reach_m(own, band, face, facing)
            for band in _bands(door, face, facing, beside_m, within_m)
        )
        out = LineString([face, (face[0] + depth * dx, face[1] + depth * dy)])
        shown = Witness(kind=WitnessKind.GAP, shape=out, label=same(f"{depth:.2f} m"))
        yield Measurement(
            subjects=(door.id,),
            value=depth,
            where=door.line,
            storey=door.storey,
            witness=(shown,) if depth > 0 else (),
        )


def _bands(
    door: Opening,
    face: tuple[float, float],
    facing: tuple[float, float],
    beside_m: float,
    within_m: float,
) -> Iterator[Polygon]:
    """The ground ahead of both jambs, from the jamb outwards."""
    (x, y), (dx, dy) = face, facing
    half = door.line.length / 2
    for side in (1.0, -1.0):
        ax, ay = side * dy, -side * dx
        corners = (
            (half, 0.0),
            (half + beside_m, 0.0),
            (half + beside_m, within_m),
            (half, within_m),
        )
        yield Polygon([(x + a * ax + f * dx, y + a * ay + f * dy) for a, f in corners])


def _reach_m(
    own: BaseGeometry, band: Polygon, face: tuple[float, float], facing: tuple[float, float]
) -> float:
    """How far forward what stands in a band reaches. [m]"""
    corners = shapely.get_coordinates(own.intersection(band))
    if not len(corners):
        return 0.0
    return max(float(((corners - face) @ facing).max()), 0.0)


_FACING = Text(ko="출입구가 향하는 쪽(외부)", en="which way the entrance faces")
