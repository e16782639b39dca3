"""Real drawings: each is read or refused with a reason, in bounded time and memory."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from cpted_rules.drawing import DrawingSource, Reading, SheetSpec, read_plan
from cpted_rules.plan import SheetKind

CORPUS = Path(__file__).parents[3] / "../shared/corpus"

pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not beside this clone")

READ_ALL = """
import json, sys, time
from pathlib import Path
from cpted_rules.drawing import DrawingSource, SheetSpec, read_plan
from cpted_rules.errors import DrawingError
from cpted_rules.plan import SheetKind
from tests.memory import peak_mib

for path in sys.argv[1:]:
    start = time.monotonic()
    sheet = SheetSpec(kind=SheetKind.SITE_PLAN, number="A-1")
    source = DrawingSource(name=Path(path).name, raw=Path(path).read_bytes(), sheets=(sheet,))
    try:
        outcome = read_plan([source]).census[0].unit or "no unit"
    except DrawingError as error:
        outcome = error.faults[0].code
    print(json.dumps({
        "file": Path(path).name,
        "outcome": outcome,
        "seconds": time.monotonic() - start,
        "peak_mib": peak_mib(),
    }))
"""

UNITS = {
    "campus_block_ground.dxf": "cm",
    "campus_block_level2.dxf": "cm",
    "lyon_school_groundfloor.dxf": "cm",
    "medialab_floor2_roomlayers.dxf": "cm",
    "guadalajara_studio_curved.dxf": "cm",
    "barcelona_pavilion_plan.dxf": "m",
    "barcelona_pavilion_allviews.dxf": "m",
    "open_floor_mur_r2000.dxf": "m",
    "open_floor_mur_r2018.dxf": "m",
    "festival_site_plan.dxf": "m",
    "kr_cadastral_5174.dxf": "m",
    "kr_survey_roads_5174.dxf": "m",
    "kr_survey_roads_5187.dxf": "m",
    "kr_survey_streetlights_5187.dxf": "m",
    "kr_survey_streetlights_5186_outlier.dxf": "m",
    "london_street_axial.dxf": "m",
    "seating_marquee.dxf": "mm",
    "medialab_office_room.dxf": "cm",
    "sansebastian_exploded_text.dxf": "dam",  # ten metres a unit
}


@pytest.fixture(scope="module")
def outcomes() -> dict[str, dict[str, Any]]:
    files = sorted([*CORPUS.glob("dxf/*.dxf"), *CORPUS.glob("broken/*")])
    ran = subprocess.run(
        [sys.executable, "-c", READ_ALL, *map(str, files)],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
        cwd=Path(__file__).parents[3],
    )
    assert ran.returncode == 0, ran.stderr[-2000:]
    lines = [json.loads(line) for line in ran.stdout.splitlines()]
    assert len(lines) == len(files)
    return {line["file"]: line for line in lines}


def test_every_real_drawing_is_read_within_a_minute_and_two_gib(
    outcomes: dict[str, dict[str, Any]],
) -> None:
    assert len(outcomes) >= 30
    assert max(line["seconds"] for line in outcomes.values()) < 60
    assert max(line["peak_mib"] for line in outcomes.values()) < 2048


def test_every_dxf_opens_and_every_other_file_is_refused(
    outcomes: dict[str, dict[str, Any]],
) -> None:
    refused = {name for name, line in outcomes.items() if "/" in line["outcome"]}
    assert refused == {name for name in outcomes if name.endswith(".pdf")}


def test_units_are_told_or_left_open_but_never_wrong(
    outcomes: dict[str, dict[str, Any]],
) -> None:
    assert {name: outcomes[name]["outcome"] for name in UNITS} == UNITS


def of(name: str) -> Reading:
    raw = (CORPUS / "dxf" / name).read_bytes()
    sheet = SheetSpec(kind=SheetKind.SITE_PLAN, number="A-1")
    return read_plan([DrawingSource(name=name, raw=raw, sheets=(sheet,))])


def test_the_korean_survey_gives_its_lamps_fences_and_buildings() -> None:
    plan = of("kr_survey_streetlights_5187.dxf").plan
    layers = [lamp.source.layer for lamp in plan.luminaires if lamp.source]
    assert (layers.count("가로등"), layers.count("조명")) == (61, 47)
    assert len(plan.mirrors) == 3
    assert len(plan.buildings) > 40
    assert sum(barrier.line.length for barrier in plan.barriers) > 500


def test_one_survey_half_reprojected_gives_the_same_lamps() -> None:
    strays = of("kr_survey_streetlights_5186_outlier.dxf").plan
    assert len(strays.luminaires) == 108


def test_a_drawing_saved_as_another_version_gives_the_same_plan() -> None:
    old, new = (of(f"open_floor_mur_{version}.dxf").plan for version in ("r2000", "r2018"))
    assert len(old.walls) == len(new.walls) > 5
    for a, b in zip(
        sorted(old.walls, key=lambda w: w.area.bounds),
        sorted(new.walls, key=lambda w: w.area.bounds),
        strict=True,
    ):
        assert a.area.symmetric_difference(b.area).area < 1e-6
