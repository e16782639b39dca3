"""Maps after a change are the same to the bit as maps made anew."""

from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cpted_rules.analysis.cameras.coverage import coverage
from cpted_rules.analysis.shadows import Raster
from cpted_rules.plan import SitePlan
from cpted_rules.site import Site
from cpted_rules.whatif.change import changed, inverse, put, remove
from cpted_rules.whatif.maps import Maps, Wanted, maps_of
from tests.cpted_rules.whatif.estate import KINDS, changes, estate, moved, site_of


def raster(step_m: float, z_m: float) -> Raster:
    return Raster(
        x_m=-4 + step_m / 2,
        y_m=-4 + step_m / 2,
        z_m=z_m,
        step_m=step_m,
        columns=round(40 / step_m),
        rows=round(58 / step_m),
    )


WANTED = Wanted(
    light=raster(0.5, 0.0),
    cameras=raster(0.25, 1.5),
    sight=raster(1.0, 0.85),
    within_m=30.0,
    enough_px_per_m=62.5,
    camera_reach_m=40.0,
)
SLOPE = {
    "contours": [
        {"id": "k0", "line": [[-10, -10], [60, -10]], "level_m": 0.0},
        {"id": "k1", "line": [[-10, 70], [60, 70]], "level_m": 4.0},
    ]
}


@cache
def base(*, sloped: bool = False) -> Maps:
    return maps_of(site_of(estate(**SLOPE) if sloped else estate()), WANTED)


def anew(plan: SitePlan) -> Maps:
    before = base().site
    return maps_of(Site(plan, before.facts, photometry=before.photometry), WANTED)


def assert_same(maps: Maps, others: Maps) -> None:
    assert np.array_equal(maps.light.channels, others.light.channels)
    assert np.array_equal(maps.cameras.density, others.cameras.density, equal_nan=True)
    assert np.array_equal(maps.cameras.counts, others.cameras.counts)
    assert np.array_equal(maps.seen, others.seen)
    assert {lamp.id for lamp in maps.lamps} == {lamp.id for lamp in others.lamps}
    assert sorted(maps.eyes.ids) == sorted(others.eyes.ids)


def test_the_maps_hold_something() -> None:
    maps = base()
    assert maps.light.horizontal_lx.max() > 5
    assert np.isfinite(maps.cameras.density).mean() > 0.2
    assert set(np.unique(maps.cameras.counts)) == {0, 1, 2}
    assert maps.seen.max() > 5


def test_the_map_of_the_cameras_is_their_coverage() -> None:
    site = base().site
    found = coverage(
        base().casters,
        site.cameras.views(0),
        WANTED.cameras,
        enough_px_per_m=62.5,
        within_m=40.0,
    )
    assert np.array_equal(base().cameras.density, found.density, equal_nan=True)
    assert np.array_equal(base().cameras.counts, found.counts)


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=8, deadline=None, derandomize=True)
@given(data=st.data())
def test_a_change_gives_the_maps_of_the_changed_plan(kind: str, data: st.DataObject) -> None:
    change = data.draw(changes(base().site.plan, kind))
    assert_same(base().after(change), anew(changed(estate(), change)))


@settings(max_examples=6, deadline=None, derandomize=True)
@given(data=st.data())
def test_changes_in_a_row_give_the_maps_of_the_last_plan(data: st.DataObject) -> None:
    maps, plan = base(), estate()
    for kind in data.draw(st.permutations(KINDS)):
        change = data.draw(changes(plan, kind))
        maps, plan = maps.after(change), changed(plan, change)
    assert_same(maps, anew(plan))


@pytest.mark.parametrize("kind", KINDS)
def test_undoing_a_change_gives_back_the_maps(kind: str) -> None:
    element = getattr(estate(), kind)[0]
    for change in (remove(element.id), put(moved(element, 2.0, 1.0))):
        there = base().after(change)
        assert_same(there.after(inverse(base().site.plan, change)), base())


@pytest.mark.parametrize("kind", KINDS)
def test_on_a_slope_the_maps_are_those_made_anew_too(kind: str) -> None:
    plan = estate(**SLOPE)
    change = put(moved(getattr(plan, kind)[0], 2.0, 1.0))
    assert_same(base(sloped=True).after(change), anew(changed(plan, change)))


def test_a_bed_so_high_and_wide_that_sight_ends_at_it_is_put_into_the_mesh() -> None:
    plan = estate(shrubs=[{"id": "u1", "area": _bed(), "height_m": 1.4}])
    maps = anew(plan)
    high = estate(shrubs=[{"id": "u1", "area": _bed(), "height_m": 3.5}])
    after = maps.after(put(high.shrubs[0]))
    assert after.casters.tall.sum() == maps.casters.tall.sum() + 1
    assert_same(after, anew(high))
    assert_same(after.after(put(plan.shrubs[0])), maps)


def _bed() -> list[list[float]]:
    return [[10, 26], [16, 26], [16, 30], [10, 30]]


def test_a_hedge_too_far_from_everything_changes_nothing() -> None:
    hedge = estate().barriers[1]
    far = base().after(put(moved(hedge, 500.0, 0.0)))
    further = far.after(put(moved(hedge, 900.0, 0.0)))
    assert_same(further, far)
    assert_same(far, base().after(remove(hedge.id)))
