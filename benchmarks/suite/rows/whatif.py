"""What if a lamp, a camera or a hedge of a complex stood elsewhere: its maps, up to date again."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from math import atan2, degrees
from time import perf_counter
from typing import Any

import numpy as np
import shapely
from shapely import LineString, Point
from shapely.affinity import translate

from benchmarks.suite.claim import Claim, Value
from benchmarks.suite.trial import Gate, Reading, Survey

LAMP_STEP_M, CAMERA_STEP_M, SIGHT_STEP_M = 0.5, 0.25, 1.0
CAMERA_REACH_M, SIGHT_REACH_M = 100.0, 43.0
CHANGES = 60
"""Of each kind, drawn by one seed, each made to the complex as it is."""
GATED = 8
"""Changes of each kind after which all maps are made anew, to compare."""
MOST_MOVED_M = 5.0
PIXELS = 2560

_WORDS = "all maps of 200 lamps at 0.5 m, 80 cameras at 0.25 m, 4,120 windows at 1 m; p95"


def _claim(kind: str, at_most: float | None, stretch: float | None) -> Claim:
    return Claim(
        id=f"whatif/{kind}",
        workload=f"a {kind} moved: {_WORDS}",
        value=Value.SECONDS,
        at_most=at_most,
        stretch=stretch,
    )


CLAIMS = (
    _claim("lamp", 0.02, 0.005),
    _claim("camera", 0.02, 0.005),
    _claim("hedge", 0.1, None),
    _claim("tree", None, None),
    _claim("window", None, None),
)


def prepare() -> Survey:
    """The complex as a plan, and its maps made once."""
    from benchmarks.suite.scenes.household import SEED, household
    from benchmarks.suite.scenes.streetlight import lm63
    from cpted_rules.analysis.shadows import Raster
    from cpted_rules.facts import Parking, SiteFacts, Stage
    from cpted_rules.photometry import read_photometry
    from cpted_rules.site import Site
    from cpted_rules.whatif.maps import Wanted, maps_of

    complex_ = household()
    width, depth = complex_.size_m

    def raster(step_m: float, z_m: float) -> Raster:
        return Raster(
            x_m=step_m / 2,
            y_m=step_m / 2,
            z_m=z_m,
            step_m=step_m,
            columns=round(width / step_m),
            rows=round(depth / step_m),
        )

    facts = SiteFacts(
        title="complex",
        case_number="0",
        stage=Stage.PERMIT,
        filed_on=date(2026, 3, 2),
        district="-",
        parts=(),
        parking=Parking(),
    )
    photometry = {"lamp.ies": read_photometry(lm63(), "lamp.ies")}
    site = Site(_plan(complex_), facts, photometry=photometry)
    wanted = Wanted(
        light=raster(LAMP_STEP_M, 0.0),
        cameras=raster(CAMERA_STEP_M, 1.5),
        sight=raster(SIGHT_STEP_M, site.settings.person_height_m / 2),
        within_m=SIGHT_REACH_M,
        camera_reach_m=CAMERA_REACH_M,
        enough_px_per_m=62.5,
    )
    return Survey(
        inputs={"seed": SEED, "changes": CHANGES, "made_anew": GATED},
        take=partial(_take, maps_of(site, wanted)),
    )


def _take(maps: Any, _runs: int) -> Mapping[str, Reading]:
    plan = maps.site.plan
    kinds = {
        "lamp": plan.luminaires,
        "camera": plan.cameras,
        "hedge": plan.shrubs,
        "tree": plan.trees,
        "window": plan.openings,
    }
    return {f"whatif/{kind}": _reading(maps, elements) for kind, elements in kinds.items()}


def _reading(maps: Any, elements: tuple[Any, ...]) -> Reading:
    """Wall seconds of each change, in a process with one thread: 19 of 20 take no longer."""
    from cpted_rules.whatif.change import put
    from cpted_rules.whatif.maps import maps_of

    rng = np.random.default_rng(5)
    chosen = rng.choice(len(elements), CHANGES)
    seconds: list[float] = []
    apart: list[str] = []
    for n, element in enumerate(elements[k] for k in chosen.tolist()):
        change = put(_moved(element, rng))
        started = perf_counter()
        after = maps.after(change)
        seconds.append(perf_counter() - started)
        if n < GATED:
            apart += different(after, maps_of(after.site, maps.wanted))
    p50, p95 = np.percentile(seconds, (50, 95)).tolist()
    found = ", ".join(apart) or f"{GATED} times all maps equal to the bit to those made anew"
    return Reading(
        value=p95,
        gate=Gate(
            passed=not apart, found=f"{found}; p50 {p50 * 1e3:.1f} ms, p95 {p95 * 1e3:.1f} ms"
        ),
        details={"p50_s": p50, "p95_s": p95, "most_s": max(seconds)},
    )


def different(maps: Any, anew: Any) -> list[str]:
    """The maps that are not the same to the bit."""
    pairs = {
        "light": (maps.light.channels, anew.light.channels),
        "density": (maps.cameras.density, anew.cameras.density),
        "cameras": (maps.cameras.counts, anew.cameras.counts),
        "seen": (maps.seen, anew.seen),
    }
    return [
        f"{name} differs in {int((~(a == b) & ~((a != a) & (b != b))).sum())} cells"
        for name, (a, b) in pairs.items()
        if not np.array_equal(a, b, equal_nan=a.dtype.kind == "f")
    ]


def _moved(element: Any, rng: np.random.Generator) -> Any:
    east, north = rng.uniform(-MOST_MOVED_M, MOST_MOVED_M, 2).tolist()
    name = next(name for name in ("at", "line", "area") if hasattr(element, name))
    return replace(element, **{name: translate(getattr(element, name), east, north)})


# The complex as a plan


def _plan(complex_: Any) -> Any:
    from cpted_rules.plan import SitePlan, Storey
    from cpted_rules.plan.siteplan import by_field

    storeys = tuple(Storey(level=n, elevation_m=2.9 * (n - 1), height_m=2.9) for n in range(1, 22))
    return SitePlan(storeys=storeys, **by_field(_elements(complex_)))  # type: ignore[arg-type]


def _elements(complex_: Any) -> Iterator[Any]:
    from cpted_rules.plan import (
        Barrier,
        BarrierKind,
        Building,
        Camera,
        Luminaire,
        LuminaireKind,
        Shrub,
        Tree,
        Wall,
    )

    for solid in complex_.solid:
        if solid.id.startswith(("slab", "annex")):
            yield Building(id=solid.id, area=solid.shape, top_m=solid.top_m)
        elif solid.id.startswith("hedge"):
            yield Shrub(id=solid.id, area=solid.shape, height_m=solid.top_m)
        else:
            yield Wall(id=solid.id, area=solid.shape, top_m=solid.top_m)
    for fence in complex_.fences:
        a, b, c, d = (np.array(corner) for corner in fence.shape.exterior.coords[:4])
        yield Barrier(
            id=fence.id,
            line=LineString([(a + d) / 2, (b + c) / 2]),
            kind=BarrierKind.FENCE,
            top_m=fence.top_m,
            openness_share=fence.openness_share,
        )
    for crown in complex_.crowns:
        west, _, east, _ = crown.shape.bounds
        yield Tree(
            id=crown.id,
            at=crown.shape.centroid,
            crown_radius_m=(east - west) / 2,
            crown_base_m=crown.base_m,
            height_m=crown.top_m,
        )
    for n, (x, y, z, share, azimuth) in enumerate(complex_.lamps.tolist()):
        yield Luminaire(
            id=f"lamp{n}",
            at=Point(x, y),
            kind=LuminaireKind.SECURITY,
            height_m=z,
            photometry="lamp.ies",
            azimuth_deg=azimuth,
            maintenance_factor=share,
        )
    for n, (x, y, z, azimuth, field) in enumerate(complex_.cameras.tolist()):
        yield Camera(
            id=f"camera{n}",
            at=Point(x, y),
            height_m=z,
            azimuth_deg=azimuth,
            hfov_deg=field,
            pixels=PIXELS,
        )
    yield from _windows(complex_)


def _windows(complex_: Any) -> Iterator[Any]:
    """Each in the face of its slab that is nearest."""
    from cpted_rules.plan import Opening, OpeningKind, Serves

    faces = [s.shape.exterior for s in complex_.solid if s.id.startswith("slab")]
    tree = shapely.STRtree(faces)
    points = shapely.points(complex_.windows[:, :2])
    for n, (point, (x, y, z)) in enumerate(
        zip(points, complex_.windows[:, :3].tolist(), strict=True)
    ):
        face = faces[int(tree.nearest(point))]
        foot = face.interpolate(face.project(point))
        ahead_x, ahead_y = x - foot.x, y - foot.y
        length = np.hypot(ahead_x, ahead_y)
        aside_x, aside_y = 0.6 * ahead_y / length, -0.6 * ahead_x / length
        yield Opening(
            id=f"window{n}",
            line=LineString([(x - aside_x, y - aside_y), (x + aside_x, y + aside_y)]),
            kind=OpeningKind.WINDOW,
            serves=Serves.DWELLING,
            storey=round((z - 1.5) / 2.9) + 1,
            outward_deg=degrees(atan2(ahead_x, ahead_y)),
        )
