"""The submission of the main job says to the reader what the complex is."""

from pathlib import Path

import numpy as np
import pytest
import shapely

from app.read import read_filing
from app.site import site_of
from app.submissions.load import opened
from benchmarks.suite.scenes.filing import write_filing
from benchmarks.suite.scenes.household import household
from cpted_rules.plan import SitePlan
from cpted_rules.site import Site


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Site:
    folder: Path = tmp_path_factory.mktemp("filing") / "complex"
    write_filing(folder, 0.001)
    with opened(folder) as filing:
        understood = read_filing(filing)
        site, _ = site_of(filing, understood.reading.plan)
    assert understood.reading.notes == ()
    return site


def test_everything_is_read(read: Site) -> None:
    plan: SitePlan = read.plan
    assert len(plan.boundaries) == 1
    assert len([b for b in plan.buildings if b.label.endswith("동")]) == 12
    assert len(plan.openings) == 4120 + 60
    assert len(plan.luminaires) == 200
    assert len(plan.cameras) == 80
    assert len(plan.walks) == 3
    assert len(plan.barriers) == len(household().fences) + 60 + 150 + 160 + 300


def test_eyes_are_where_the_windows_of_the_complex_are(read: Site) -> None:
    ours, windows = read.sight.dwelling_eyes.at[:, :3], household().windows[:, :3]
    assert len(ours) == len(windows)
    assert np.allclose(np.sort(ours[:, 2]), np.sort(windows[:, 2]))
    # drawn in the wall, behind recesses of 1.2 m, with eyes 5 cm before it and not 15 cm
    drawn = shapely.MultiPoint(ours[:, :2])
    assert shapely.distance(drawn, shapely.points(windows[:, :2])).max() < 1.2 + 0.1 + 0.001


def test_lamps_stand_and_face_as_in_the_complex(read: Site) -> None:
    ours = sorted((lamp.x_m, lamp.y_m, lamp.z_m, lamp.azimuth_deg) for lamp in read.light.lamps(0))
    lamps = household().lamps
    expected = sorted((x, y, z, azimuth) for x, y, z, _, azimuth in lamps.tolist())
    assert np.allclose(np.array(ours), np.array(expected), atol=0.002)
