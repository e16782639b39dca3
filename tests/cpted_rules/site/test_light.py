"""Light on a site: the cells of a place by the stencil, as the points would have it."""

import numpy as np
import pytest
from shapely import LineString, box

from cpted_rules.site import Site
from tests.cpted_rules.rules.fragment import facts_of, plan_of, point_source


def lamp(id: str, x: float, y: float, **more: object) -> dict[str, object]:
    values = {"at": [x, y], "kind": "security", "height_m": 4.0, "photometry": "A"}
    return {"id": id, **values, "maintenance_factor": 1, **more}


def site(**elements: object) -> Site:
    plan = plan_of(elements)
    return Site(plan, facts_of({}), photometry={"A": point_source("A", {"isotropic_cd": 1000})})


def courtyard() -> Site:
    """A house with a window, a wall before it, two lamps, a storey below with one lamp."""
    return site(
        boundaries=[{"id": "s", "area": [[0, 0], [40, 0], [40, 30], [0, 30]]}],
        buildings=[{"id": "b", "area": [[10, 18], [30, 18], [30, 28], [10, 28]], "top_m": 9}],
        openings=[
            {"id": "w", "line": [[19, 18], [21, 18]], "kind": "window", "serves": "dwelling"}
            | {"storey": 1, "sill_m": 1.0, "head_m": 2.0}
        ],
        barriers=[
            {"id": "f", "line": [[5.1, 8.1], [35.2, 8.3]], "kind": "wall", "top_m": 1.8}
            | {"openness_share": 0}
        ],
        walls=[
            {"id": "c", "area": [[19.6, 4.6], [20.4, 4.6], [20.4, 5.4], [19.6, 5.4]]}
            | {"storey": -1, "column": True}
        ],
        bays=[{"id": "y", "area": [[2, 2], [38, 2], [38, 12], [2, 12]], "storey": -1}],
        luminaires=[
            lamp("e1", 12.2, 5.3),
            lamp("e2", 31.1, 12.7),
            lamp("e3", 15.1, 7.2, storey=-1, kind="ceiling", height_m=2.4),
        ],
    )


def test_the_cells_of_a_place_are_lit_as_its_points() -> None:
    yard = courtyard()
    for place in (box(2, 2, 38, 16), box(-4, -4, 3, 3)):  # the second reaches beyond the site
        grid = yard.grid(place)
        found, points = yard.light.on(grid, 0), yard.light.illuminance(grid.at(0.0), 0)
        assert found is not None
        assert points is not None
        assert found == pytest.approx(points, rel=1e-4, abs=1e-5)
        assert found.max() > 3
        assert ((found > 0) == (points > 0)).all()


def test_a_place_far_from_the_site_is_computed_by_itself() -> None:
    yard = courtyard()
    grid = yard.grid(box(50, 2, 60, 9))
    found, points = yard.light.on(grid, 0), yard.light.illuminance(grid.at(0.0), 0)
    assert points is not None
    assert found == pytest.approx(points, rel=1e-4)
    assert points.min() > 0


def test_the_level_of_a_place_is_that_of_its_cells() -> None:
    yard = courtyard()
    level, e_lx = (
        yard.light.level(box(2, 2, 38, 7), 0),
        yard.light.on(yard.grid(box(2, 2, 38, 7)), 0),
    )
    assert level is not None
    assert e_lx is not None
    assert (level.lowest_lx, level.highest_lx) == (e_lx.min(), e_lx.max())
    assert level.average_lx == pytest.approx(e_lx.mean())
    assert site().light.level(box(0, 0, 5, 5), 0) is None


def test_places_beside_each_other_share_one_computation() -> None:
    yard = courtyard()
    for place in (box(2, 2, 38, 16), box(2, 9, 8, 16), box(3, 3, 9, 9)):
        yard.light.on(yard.grid(place), 0)
    assert len(yard.light.field.answers) == 1


def test_a_floor_below_has_its_own_lamps_and_columns() -> None:
    yard = courtyard()
    floor = yard.light.floor(box(2, 2, 38, 12), -1, 0.0)
    assert isinstance(floor, tuple)
    grid, e_lx = floor
    z = yard.elevation_m(-1)
    points = yard.light.illuminance(grid.at(z), -1)
    assert e_lx == pytest.approx(points, rel=1e-4, abs=1e-5)
    assert e_lx.max() == pytest.approx(1000 / 2.4**2, rel=0.02)
    behind = np.hypot(*(grid.points - (24.25, 3.25)).T).argmin()  # in the shadow of the column
    assert e_lx[behind] == 0.0


def test_the_window_is_lit_by_the_nearer_lamp_most() -> None:
    yard = courtyard()
    (found,) = yard.light.trespass()
    assert found.window == "w"
    # e1 at (12.2, 5.3), e2 at (31.1, 12.7), the middle of the pane at (20, 17.95), 1.5 m up
    first, second = (
        1000 * (17.95 - y) / ((20 - x) ** 2 + (17.95 - y) ** 2 + 2.5**2) ** 1.5
        for x, y in ((12.2, 5.3), (31.1, 12.7))
    )
    assert found.e_lx == pytest.approx(first + second, rel=1e-3)
    assert found.lamp == "e1"
    assert found.by_it_lx == pytest.approx(max(first, second), rel=1e-3)


def test_the_failure_that_leaves_a_place_darkest_comes_first() -> None:
    yard = courtyard()
    grid = yard.grid(box(8, 2, 16, 7))  # before the wall, around e1
    outs = yard.light.lamps_out(grid, 0)
    lamps = yard.light.lamps(0)
    assert [lamps[out.lamp].id for out in outs] == ["e1", "e2"]
    e_lx = yard.light.on(grid, 0)
    assert e_lx is not None
    assert outs[0].left.average_lx < outs[1].left.average_lx < e_lx.mean()


def test_faces_along_a_way_are_lit_by_the_lamps_beside_it() -> None:
    yard = courtyard()
    found = yard.light.faces(LineString([(2.2, 4.1), (38.2, 4.1)]), width_m=1.5)
    assert found is not None
    # one lamp beside the way: 36 m of it are one span, 12 rows of three points
    assert len(found.vertical_lx) == 36
    assert found.semicylindrical_along_lx.max() > 5
    assert (found.vertical_lx <= found.vertical_along_lx).all()
    assert site().light.faces(LineString([(0, 0), (9, 0)]), width_m=2) is None


def test_on_a_slope_lamps_and_cells_stand_on_the_ground() -> None:
    # the ground rises 1 in 10 to the east: 8 m west of the lamp it is 4.8 m below it
    levels = [
        {"id": f"h{n}", "at": [x, y], "level_m": x / 10}
        for n, (x, y) in enumerate(((0, 0), (40, 0), (40, 30), (0, 30)))
    ]
    slope = site(luminaires=[lamp("e1", 20.25, 15.25)], spot_heights=levels, datum_m=0.0)
    (hung,) = slope.light.lamps(0)
    assert hung.z_m == pytest.approx(2.025 + 4.0)
    grid = slope.grid(box(10, 14, 30, 16), storey=-1)
    e_lx = slope.light.on(grid, 0)
    assert e_lx is not None
    for x, down in ((20.25, 4.0), (12.25, 4.8), (28.25, 3.2)):
        at = int(np.hypot(*(grid.points - (x, 15.25)).T).argmin())
        expected = 1000 * down / ((x - 20.25) ** 2 + down**2) ** 1.5
        assert e_lx[at] == pytest.approx(expected, rel=1e-6)
    (out,) = slope.light.lamps_out(grid, 0)
    assert out.left.highest_lx == 0.0


def test_without_photometry_no_cell_has_a_value() -> None:
    dark = site(luminaires=[lamp("e1", 1, 1, photometry="B")])
    assert dark.light.on(dark.grid(box(0, 0, 5, 5)), 0) is None
