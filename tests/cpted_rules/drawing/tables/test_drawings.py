"""Tables of whole drawings: the samples say what they were drawn with, other plans say nothing."""

from pathlib import Path

import pytest

from cpted_rules.drawing.layers.layer_map import Meaning
from cpted_rules.drawing.tables import Schedules, opened, schedules_of
from sample_plans.apartment import lighting as apartment_lighting
from sample_plans.apartment import planting as apartment_planting
from sample_plans.multiplex import lighting as multiplex_lighting
from sample_plans.multiplex import openings as multiplex_openings
from sample_plans.multiplex import planting as multiplex_planting
from sample_plans.multiplex import security as multiplex_security
from sample_plans.officetel import lighting as officetel_lighting
from sample_plans.officetel import openings as officetel_openings
from sample_plans.officetel import planting as officetel_planting
from sample_plans.opening_schedule import Row
from tests.cpted_rules.drawing.read_once import drawing_of

ROOT = Path(__file__).parents[4]
SAMPLES = ROOT / "sample_plans"
CORPUS = ROOT / "../shared/corpus/dxf"
LARGE = 1_000_000
"""What is long to read. [bytes]"""


def read(path: Path) -> Schedules:
    return schedules_of(opened(drawing_of(path)))


def sheets(sample: str, pattern: str) -> list[Schedules]:
    folder = SAMPLES / sample / "deficient" / "drawings"
    found = sorted(folder.glob(pattern))
    if not found:
        pytest.skip("the samples are not drawn here")
    return [read(path) for path in found]


@pytest.mark.parametrize(
    ("sample", "drawn"),
    [
        ("multiplex", multiplex_openings.opening_types(flawed=True)),
        ("officetel", officetel_openings.opening_types(flawed=True)),
    ],
)
def test_the_opening_schedules_are_read_as_drawn(sample: str, drawn: list[Row]) -> None:
    (found,) = sheets(sample, "A-301*.dxf")
    rows = {o.mark: o for o in found.openings}
    assert len(found.openings) == len(drawn)
    for row in drawn:
        opening = rows[row.mark]
        assert (opening.width_m, opening.height_m) == (row.width / 1000, row.height / 1000)
        assert (opening.grade or "-", opening.make) == (row.rating, row.made)
        assert (opening.place, opening.quantity) == (row.place, row.count)
    assert found.notes == ()


def test_the_lamps_of_the_multiplex_are_read_as_drawn() -> None:
    (found,) = sheets("multiplex", "E-101*.dxf")
    placed = [mark for mark, _, _ in multiplex_lighting.lamps(flawed=True)]
    assert [lamp.mark for lamp in found.luminaires] == list(dict.fromkeys(placed))
    for lamp in found.luminaires:
        kind = multiplex_lighting.SCHEDULE[lamp.mark]
        assert (lamp.watts, lamp.flux_lm, lamp.height_m) == (kind.watts, kind.lumens, kind.height_m)
        assert lamp.quantity == placed.count(lamp.mark)


def test_the_lamps_of_the_apartments_are_read_as_drawn() -> None:
    (found,) = sheets("apartment", "E-101*.dxf")
    every = [*apartment_lighting.outdoor(flawed=True), *apartment_lighting.indoor(flawed=True)]
    assert {lamp.mark for lamp in found.luminaires} == set(apartment_lighting.SCHEDULE)
    for lamp in found.luminaires:
        row = apartment_lighting.SCHEDULE[lamp.mark]
        assert (lamp.photometry, lamp.height_m) == (f"{row.file}.ies", row.height)
        assert lamp.quantity == sum(one.mark == lamp.mark for one in every)


def test_the_lamps_of_the_officetel_are_read_as_drawn() -> None:
    (found,) = sheets("officetel", "E-101*.dxf")
    for lamp in found.luminaires:
        kind = officetel_lighting.SCHEDULE[lamp.mark]
        assert (lamp.make, lamp.flux_lm) == (kind.words, kind.lumens)
        assert lamp.height_m == kind.height_m
    assert {lamp.mark for lamp in found.luminaires} >= {"SL1", "CL1"}


def test_the_trees_are_read_as_drawn() -> None:
    (multiplex,) = sheets("multiplex", "L-101*.dxf")
    (officetel,) = sheets("officetel", "L-101*.dxf")
    for found, drawn in (
        (multiplex, (*multiplex_planting.LADDERS, multiplex_planting.TREES[2])),
        (officetel, officetel_planting.trees(flawed=True)),
    ):
        trees = {
            (t.species, t.height_m, t.crown_width_m, t.crown_base_m, t.evergreen)
            for t in found.trees
            if t.form.startswith("교목")
        }
        assert trees == {(t.species, t.height, t.crown, t.crown_base, t.evergreen) for t in drawn}


def test_the_trees_of_the_apartments_have_their_trunks() -> None:
    (found,) = sheets("apartment", "L-101*.dxf")
    planted = apartment_planting.trees(flawed=True)
    trees = {t.species: t for t in found.trees if t.form.endswith("교목")}
    assert set(trees) == {t.species for t in planted}
    for species, tree in trees.items():
        assert tree.quantity == sum(t.species == species for t in planted)
    assert trees["느티나무"].root_collar_cm == 20.0  # drawn as H5.0×R20
    assert trees["왕벚나무"].breast_height_cm == 12.0  # drawn as H4.5×B12


def test_the_cameras_are_read_as_drawn() -> None:
    (found,) = sheets("multiplex", "T-101*.dxf")
    drawn = multiplex_security.CAMERAS[1]
    (camera,) = found.devices
    assert (camera.mark, camera.height_m, camera.place) == (drawn[0], drawn[3], drawn[4])
    assert (camera.meaning, camera.pixels, camera.view_deg) == (Meaning.CAMERA, 4_000_000, 90.0)


def test_legends_of_hatches_explain_no_layer() -> None:
    (found,) = sheets("multiplex", "A-102*.dxf")
    assert {e.words: e.meaning for e in found.legend.entries}["보도블록"] is Meaning.WALK
    assert (found.legend.blocks, found.legend.layers) == ((), ())


@pytest.mark.parametrize("sample", ["apartment", "multiplex", "officetel"])
def test_plans_elevations_and_pipes_hold_no_schedules(sample: str) -> None:
    for found in (*sheets(sample, "A-[12]*.dxf"), *sheets(sample, "P-*.dxf")):
        assert (found.trees, found.openings, found.luminaires, found.devices) == ((), (), (), ())


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not beside this clone")
@pytest.mark.parametrize(
    "path",
    [
        pytest.param(path, marks=pytest.mark.long if path.stat().st_size > LARGE else ())
        for path in sorted(CORPUS.glob("*.dxf"))
    ],
    ids=lambda path: path.stem,
)
def test_a_real_drawing_without_tables_yields_none(path: Path) -> None:
    """No text in them is a header or a title of a schedule or a legend (INDEX.tsv)."""
    assert read(path) == Schedules()
