"""A small estate with something of every kind that may be changed, and changes of it."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from hypothesis import strategies as st
from shapely.affinity import translate

from cpted_rules.pack import Edition, editions_for
from cpted_rules.plan import Element, SheetKind, SitePlan
from cpted_rules.site import Site
from cpted_rules.whatif.change import Change, add, put, remove
from tests.cpted_rules.rules.fragment import facts_of, plan_of, point_source

FACTS = facts_of(
    {
        "approval": "housing_plan",
        "parking": {"cars": 60, "kind": "underground", "self_drive": True},
    }
)
PHOTOMETRY = {
    "A": point_source("A", {"lambert_cd": 900}),
    "B": point_source("B", {"isotropic_cd": 300}),
}
KINDS = ("luminaires", "cameras", "barriers", "shrubs", "trees", "openings")


def box(x: float, y: float, east: float, north: float) -> list[list[float]]:
    return [[x, y], [x + east, y], [x + east, y + north], [x, y + north]]


def estate(**more: Any) -> SitePlan:
    """Two slabs, a playground between them, a car park below, hedges, trees, lamps and cameras."""
    windows = [
        {
            "id": f"w{n}{floor}",
            "line": [[2 + 5 * n, 10], [3.5 + 5 * n, 10]],
            "kind": "window",
            "serves": "dwelling",
            "storey": floor,
        }
        for n in range(5)
        for floor in (1, 3)
    ]
    doors = [
        {"id": "d1", "line": [[15, 10], [16.2, 10]], "kind": "door", "serves": "building_entrance"},
        {"id": "g1", "line": [[36, 20], [36, 24]], "kind": "gate", "serves": "site_entrance"},
    ]
    plan: dict[str, Any] = {
        "boundaries": [{"id": "s1", "area": box(-4, -4, 40, 58)}],
        "buildings": [
            {"id": "b1", "area": box(0, 0, 32, 10), "top_m": 9},
            {"id": "b2", "area": box(0, 40, 32, 10), "top_m": 15},
        ],
        "openings": [*windows, *({"storey": 1} | door for door in doors)],
        "walks": [{"id": "k1", "area": box(0, 12, 32, 2)}],
        "zones": [
            {"id": "p1", "kind": "playground", "area": box(8, 22, 16, 12)},
            {"id": "l1", "kind": "parking_lane", "area": box(2, 4, 26, 5), "storey": -1},
        ],
        "bays": [
            {"id": f"q{n}", "area": box(2 + 3 * n, 1, 2.5, 3), "storey": -1} for n in range(8)
        ],
        "walls": [
            {"id": "c1", "area": box(10, 3.6, 0.8, 0.8), "storey": -1, "column": True},
            {"id": "c2", "area": box(0, 0, 30, 0.3), "storey": -1},
        ],
        "trees": [
            {"id": f"t{n}", "at": [4 + 6 * n, 18], "crown_base_m": 1.2, "height_m": 5}
            for n in range(4)
        ],
        "shrubs": [{"id": "u1", "area": box(26, 26, 4, 1), "height_m": 1.4}],
        "barriers": [
            {"id": "h1", "line": [[6, 20], [26, 20], [26, 24]], "kind": "hedge", "top_m": 2.2},
            {"id": "f1", "line": [[-4, 36], [30, 36]], "kind": "fence", "openness_share": 0.5},
        ],
        "luminaires": [
            {"id": "e1", "at": [6, 14], "kind": "security", "height_m": 4, "photometry": "A"},
            {"id": "e2", "at": [28, 30], "kind": "pedestrian", "height_m": 3, "photometry": "B"},
            {"id": "e3", "at": [15.5, 9.9], "kind": "entrance", "storey": 1, "photometry": "A"},
            {"id": "e4", "at": [9, 5], "kind": "ceiling", "storey": -1, "photometry": "A",
             "height_m": 2.4},
            {"id": "e5", "at": [21, 5], "kind": "ceiling", "storey": -1, "photometry": "B",
             "height_m": 2.4},
        ],
        "cameras": [
            {"id": "m1", "at": [4, 21], "azimuth_deg": 60, "hfov_deg": 80, "pixels": 1920},
            {"id": "m2", "at": [30, 38], "height_m": 4, "pixels": 2560},
            {"id": "m3", "at": [3, 6], "storey": -1, "azimuth_deg": 90, "hfov_deg": 90,
             "pixels": 1920},
        ],
        "roads": [{"id": "r1", "area": box(37, -5, 6, 65)}],
        "storeys": [{"level": -1, "elevation_m": -3.3, "height_m": 3.3}],
    }  # fmt: skip
    return plan_of(plan | more, sheets=list(SheetKind))


def site_of(plan: SitePlan) -> Site:
    return Site(plan, FACTS, photometry=PHOTOMETRY)


def editions() -> Sequence[Edition]:
    return editions_for(FACTS.filed_on)


def moved(element: Element, east: float, north: float) -> Any:
    name = next(name for name in ("at", "line", "area") if hasattr(element, name))
    return replace(element, **{name: translate(getattr(element, name), east, north)})  # type: ignore[arg-type]


@st.composite
def changes(draw: Any, plan: SitePlan, kind: str) -> Change:
    """An element of a kind moved, taken away, or one more like it elsewhere."""
    element = draw(st.sampled_from(getattr(plan, kind)))
    steps = st.sampled_from([-3.7, -1.0, 0.5, 2.3])
    there = moved(element, draw(steps), draw(steps))
    return draw(
        st.sampled_from([put(there), remove(element.id), add(replace(there, id=f"new-{there.id}"))])
    )
