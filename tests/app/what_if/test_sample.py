"""On a sample, what is measured and mapped after a change equals all of it made anew."""

from functools import cache
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.submissions import inputs
from app.submissions.load import opened
from cpted_rules.analysis.shadows import Raster
from cpted_rules.assess import assess
from cpted_rules.pack import editions_governing
from cpted_rules.plan import SitePlan
from cpted_rules.site import Site
from cpted_rules.whatif.change import changed
from cpted_rules.whatif.maps import Maps, Wanted, maps_of
from cpted_rules.whatif.measured import Measured, measured_of, what_if
from tests.app.assessed import reading_of
from tests.cpted_rules.whatif.estate import KINDS, changes

SAMPLE = Path(__file__).parents[3] / "sample_plans" / "multiplex" / "deficient"


@cache
def site() -> Site:
    with opened(SAMPLE) as filing:
        plan = reading_of("multiplex", "deficient").plan
        used = {lamp.photometry for lamp in plan.luminaires if lamp.photometry}
        tables, _ = inputs.photometry(filing, used)
        return Site(plan, inputs.site_facts(filing.submission), photometry=tables)


def with_plan(plan: SitePlan) -> Site:
    return Site(plan, site().facts, photometry=site().photometry)


@cache
def measured() -> Measured:
    return measured_of(site(), editions_governing(site().facts))


@cache
def maps() -> Maps:
    west, south, east, north = site().ground.bounds

    def raster(step_m: float, z_m: float) -> Raster:
        return Raster(
            x_m=west + step_m / 2,
            y_m=south + step_m / 2,
            z_m=z_m,
            step_m=step_m,
            columns=int((east - west) / step_m),
            rows=int((north - south) / step_m),
        )

    wanted = Wanted(
        light=raster(0.5, 0.0),
        cameras=raster(0.25, 1.5),
        sight=raster(0.5, 0.85),
        within_m=43.0,
        enough_px_per_m=62.5,
        camera_reach_m=100.0,
    )
    return maps_of(site(), wanted)


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=3, deadline=None, derandomize=True)
@given(data=st.data())
def test_an_assessment_after_a_change_is_that_of_the_changed_plan(
    kind: str, data: st.DataObject
) -> None:
    change = data.draw(changes(site().plan, kind))
    editions = measured().editions
    after = what_if(measured(), [change]).after
    full = assess(with_plan(changed(site().plan, change)), editions)
    assert assess(after.site, editions) == full
    assert len(after.judged) == len([f for f in full.findings if f.subjects])


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=3, deadline=None, derandomize=True)
@given(data=st.data())
def test_maps_after_a_change_are_those_of_the_changed_plan(kind: str, data: st.DataObject) -> None:
    change = data.draw(changes(site().plan, kind))
    after, anew = (
        maps().after(change),
        maps_of(with_plan(changed(site().plan, change)), maps().wanted),
    )
    assert np.array_equal(after.light.channels, anew.light.channels)
    assert np.array_equal(after.cameras.density, anew.cameras.density, equal_nan=True)
    assert np.array_equal(after.cameras.counts, anew.cameras.counts)
    assert np.array_equal(after.seen, anew.seen)
