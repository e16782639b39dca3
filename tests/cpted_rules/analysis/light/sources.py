"""Lamps, candela tables and things in the way, as the tests of light take them."""

import numpy as np
from shapely import LineString, MultiPolygon, Point, Polygon, box
from shapely.affinity import rotate, translate

from cpted_rules.analysis.light.lamps import Lamp
from cpted_rules.analysis.scene.pieces import Floats, Obstacle, scene_of
from cpted_rules.photometry import Photometry

OPEN = scene_of([])


def table(row: Floats, *, gamma: Floats | None = None) -> Photometry:
    """The same light to all sides."""
    angles = np.linspace(0.0, 180.0, len(row)) if gamma is None else gamma
    return Photometry(
        name="t",
        c_deg=np.array([0.0, 360.0]),
        gamma_deg=angles,
        candela=np.stack([row, row]),
        lumens=None,
    )


ISOTROPIC = table(np.full(181, 1000.0))
LAMBERT = table(1000.0 * np.clip(np.cos(np.radians(np.linspace(0, 180, 1801))), 0, None))


def uneven(seed: int, *, planes: int = 9, angles: int = 13, up_to_deg: float = 180.0) -> Photometry:
    """A light that differs everywhere, with a step from each angle to the next."""
    rng = np.random.default_rng(seed)
    candela = rng.uniform(200.0, 1000.0, (planes, angles))
    candela[-1] = candela[0]
    candela[:, 0] = candela[0, 0]
    candela[:, -1] = candela[0, -1]
    return Photometry(
        name="u",
        c_deg=np.linspace(0.0, 360.0, planes),
        gamma_deg=np.linspace(0.0, up_to_deg, angles),
        candela=candela,
        lumens=None,
    )


def lamp(photometry: Photometry, **changes: float) -> Lamp:
    """A new lamp 4 m above the origin, its C0 to the north."""
    values = {"x_m": 0.0, "y_m": 0.0, "z_m": 4.0, "azimuth_deg": 0.0, "tilt_deg": 0.0}
    values |= {"maintenance_factor": 1.0} | changes
    return Lamp(id="e", photometry=photometry, **values)


def thing(rng: np.random.Generator, n: int, *, opaque: bool) -> Obstacle:
    """Some obstacle: non-convex, with a hole, in parts, thin, round; low, high or hanging."""
    x, y = rng.uniform(-11, 11, 2)
    turn = rng.uniform(0, 360)
    ell = Polygon([(0, 0), (6, 0), (6, 1.3), (1.7, 1.3), (1.7, 5), (0, 5)])
    ring = Polygon(box(0, 0, 6, 6).exterior, [box(1, 1, 5, 4.4).exterior.coords])
    parts = MultiPolygon([box(0, 0, 2, 2), box(4, 0, 5, 5)])
    shapes = [ell, ring, parts, box(0, 0, 4, 2), LineString([(0, 0), (3, 0), (3, 4)]), None]
    shape = shapes[int(rng.integers(0, len(shapes)))]
    base = 0.0 if rng.random() < 0.6 else float(rng.uniform(0, 3))
    return Obstacle(
        id=f"o{n}",
        shape=Point(x, y) if shape is None else translate(rotate(shape, turn), x, y),
        base_m=base,
        top_m=base + float(rng.uniform(0.4, 5)),
        openness_share=0.0 if opaque or rng.random() < 0.5 else float(rng.uniform(0.2, 0.9)),
        radius_m=float(rng.uniform(0.5, 3)),
    )


def crowd(seed: int, *, opaque: bool) -> list[Obstacle]:
    """Eight things, and three boxes wall to wall and over each other."""
    rng = np.random.default_rng(seed)
    things = [thing(rng, n, opaque=opaque) for n in range(8)]
    x, y = rng.uniform(-8, 8, 2)
    for n, (dx, dy) in enumerate(((0, 0), (3, 0), (1.5, 2))):
        block = translate(box(0, 0, 3, 2.5), x + dx, y + dy)
        things.append(Obstacle(id=f"t{n}", shape=block, base_m=0.0, top_m=float(rng.uniform(1, 5))))
    return things


def lamps_above(seed: int, count: int = 5) -> list[Lamp]:
    """Lamps of different lights, tilted and turned, 1 to 8 m up."""
    rng = np.random.default_rng(100 + seed)
    lights = (uneven(seed), uneven(seed + 1, up_to_deg=90.0), LAMBERT)
    return [
        Lamp(
            id=f"e{n}",
            x_m=float(rng.uniform(-12, 12)),
            y_m=float(rng.uniform(-12, 12)),
            z_m=float(rng.uniform(1, 8)),
            azimuth_deg=float(rng.uniform(0, 360)),
            tilt_deg=float(rng.choice([0.0, 15.0, -20.0, 90.0])),
            roll_deg=float(rng.choice([0.0, 10.0])),
            maintenance_factor=float(rng.uniform(0.5, 1.0)),
            photometry=lights[n % len(lights)],
        )
        for n in range(count)
    ]
