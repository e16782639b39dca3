"""A drawing changed so that its meaning stays gives the same plan: real drawings, and a sample."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache, partial
from pathlib import Path

import numpy as np
import pytest
import shapely
from ezdxf.document import Drawing as Document
from pyproj import Transformer
from shapely.geometry.base import BaseGeometry

from app.submissions import load
from app.submissions.inputs import drawing_sources
from cpted_rules.drawing import DrawingSource, Reading, SheetSpec, read_plan
from cpted_rules.drawing.points import Affine
from cpted_rules.drawing.scale.votes import METRES
from cpted_rules.plan import SitePlan
from tests.app.dwg.twins import converted_twin
from tests.cpted_rules.drawing.changes import (
    as_version,
    ascii_bytes,
    binary_bytes,
    hidden,
    inverse,
    moved,
    nested,
    opened,
    renumbered,
    reversed_lines,
    similarity,
    split,
    with_unused_layers,
)
from tests.cpted_rules.drawing.sameness import counts, differences

ROOT = Path(__file__).parents[3]
CORPUS = ROOT / "../shared/corpus"
SAMPLE = ROOT / "sample_plans/multiplex/deficient"

needs_corpus = pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not beside this clone")

PLACES: dict[str, Affine] = {
    "on the national grid": similarity(by=(200_000.0, 550_000.0)),
    "turned by a quarter": similarity(turn_deg=90.0),
    "turned by 30 degrees": similarity(turn_deg=30.0),
    "turned by 217.3 degrees": similarity(turn_deg=217.3),
    "mirrored": similarity(mirror=True),
}
"""In metres."""

CHANGES: dict[str, Callable[[Document], object]] = {
    "bound into one block": partial(nested, by=similarity(scale=2.0, turn_deg=30.0, by=(10, 20))),
    "in single lines": split,
    "reversed": reversed_lines,
    "drawn in another order": partial(renumbered, seed=1),
    "with unused layers": with_unused_layers,
    "hidden": partial(hidden, frozen=True),
}

DRAWINGS = {
    "barcelona_pavilion_plan": ("on the national grid", "turned by 217.3 degrees", "mirrored"),
    "medialab_office_room": tuple(PLACES),
    "door_wipeout_block": tuple(PLACES),
}
"""Small ones, with where they are put; the pavilion takes two seconds to read."""

SLOW = {"barcelona_pavilion_plan": ("bound into one block", "in single lines", "reversed")}


def read(raw: bytes) -> Reading:
    return read_plan([DrawingSource(name="a.dxf", raw=raw, sheets=())])


@cache
def raw_of(name: str) -> bytes:
    return (CORPUS / f"dxf/{name}.dxf").read_bytes()


@cache
def reading_of(name: str) -> Reading:
    return read(raw_of(name))


def plan_of(name: str) -> SitePlan:
    return reading_of(name).plan


@needs_corpus
@pytest.mark.parametrize(
    ("name", "place"), [(name, place) for name, places in DRAWINGS.items() for place in places]
)
def test_a_real_drawing_elsewhere_gives_the_same_plan_there(name: str, place: str) -> None:
    there = PLACES[place]
    metres = METRES[reading_of(name).census[0].unit]
    document = opened(raw_of(name))
    moved(document, there._replace(e=there.e / metres, f=there.f / metres))
    plan = read(ascii_bytes(document)).plan
    assert sum(counts(plan).values()) > 5
    assert differences(plan_of(name), plan, back=inverse(there)) == []


@needs_corpus
@pytest.mark.parametrize(
    ("name", "change"),
    [(name, change) for name in DRAWINGS for change in SLOW.get(name, tuple(CHANGES))],
)
def test_a_real_drawing_drawn_in_another_way_gives_the_same_plan(name: str, change: str) -> None:
    document = opened(raw_of(name))
    CHANGES[change](document)
    assert differences(plan_of(name), read(ascii_bytes(document)).plan) == []


@needs_corpus
@pytest.mark.parametrize(
    ("name", "scale", "unit"),
    [
        ("barcelona_pavilion_plan", 1000.0, "mm"),
        ("medialab_office_room", 10.0, "mm"),
        ("medialab_office_room", 0.01, "m"),
        ("door_wipeout_block", 0.1, "cm"),
        ("door_wipeout_block", 0.001, "m"),
    ],
)
def test_a_real_drawing_in_another_unit_gives_the_same_plan(
    name: str, scale: float, unit: str
) -> None:
    document = opened(raw_of(name))
    moved(document, similarity(scale=scale))
    reading = read(ascii_bytes(document))
    assert reading.census[0].unit == unit
    assert differences(plan_of(name), reading.plan) == []


@needs_corpus
@pytest.mark.parametrize("form", [ascii_bytes, binary_bytes])
@pytest.mark.parametrize(
    ("name", "version"),
    [
        ("barcelona_pavilion_plan", "R12"),
        ("door_wipeout_block", "R12"),
        *((name, v) for v in ("R2000", "R2007", "R2018") for name in list(DRAWINGS)[1:]),
    ],
)
def test_a_real_drawing_saved_as_another_version_gives_the_same_plan(
    name: str, version: str, form: Callable[[Document], bytes]
) -> None:
    document = as_version(opened(raw_of(name)), version)
    assert differences(plan_of(name), read(form(document)).plan) == []


@needs_corpus
def test_a_floor_saved_as_r2000_and_as_r2018_is_the_same_plan() -> None:
    old, new = plan_of("open_floor_mur_r2000"), plan_of("open_floor_mur_r2018")
    assert counts(new)["Wall"] > 100
    assert differences(old, new) == []


@needs_corpus
@pytest.mark.parametrize("version", ["r2000", "r2018"])
def test_a_floor_as_dwg_is_the_same_plan(version: str) -> None:
    """Its walls together: where they are curved the converter gives chords and parts them anew."""
    pytest.importorskip("ezdwg", reason="the extra dwg is not installed")
    here = plan_of(f"open_floor_mur_{version}")
    there = read(converted_twin(f"open_floor_mur_{version}").dxf).plan
    assert differences(replace(here, walls=()), replace(there, walls=())) == []
    one, other = (shapely.union_all([wall.area for wall in p.walls]) for p in (here, there))
    assert one.area == pytest.approx(82.0, abs=0.1)
    assert one.symmetric_difference(other).area < 1e-4  # a square centimetre of 82 m2


def reprojected(source: int, target: int, by: tuple[float, float]) -> Callable[..., BaseGeometry]:
    """Leads shapes from one Korean system to another, and by what the two programs disagree."""
    known = Transformer.from_crs(source, target, always_xy=True)

    def led(shape: BaseGeometry) -> BaseGeometry:
        return shapely.transform(
            shape, lambda xy: np.column_stack(known.transform(xy[:, 0], xy[:, 1])) + by
        )

    return led


@needs_corpus
def test_a_survey_reprojected_gives_the_same_plan() -> None:
    """From EPSG:5187 to 5186, with what the reprojection left behind set aside.

    Vertices agree within 3 nm. The one curve, flattened to 0.1 % of its size, agrees within 0.75
    mm; signs turn with the meridians.
    """
    here = plan_of("kr_survey_streetlights_5187")
    there = plan_of("kr_survey_streetlights_5186_outlier")
    assert counts(here)["Luminaire"] == 61 + 47
    assert differences(_bare(here), _bare(there), led=reprojected(5187, 5186, (0.0, 0.0))) == []


@needs_corpus
def test_a_survey_put_on_another_datum_gives_the_same_plan() -> None:
    """From EPSG:5174 to 5187: 4.9 mm to the north-west of where PROJ puts it, and then exact."""
    here, there = plan_of("kr_survey_roads_5174"), plan_of("kr_survey_roads_5187")
    assert counts(here) == {"Boundary": 1, "Road": 1}
    assert differences(here, there, led=reprojected(5174, 5187, (-0.00262, 0.00419))) == []


def _bare(plan: SitePlan) -> SitePlan:
    """Without what a reprojection by points leaves, directions of lamps, and drops: heights."""
    lamps = tuple(replace(lamp, azimuth_deg=0.0) for lamp in plan.luminaires)
    return replace(plan, luminaires=lamps, spot_heights=())


@cache
def sample_sources() -> tuple[DrawingSource, ...]:
    """The site plan, the floor plans and the planting of a sample, with their declared sheets."""
    with load.opened(SAMPLE) as filing:
        sources, _ = drawing_sources(filing)
    return tuple(s for s in sources if s.name.partition("/")[2][:5] in {"A-101", "A-102", "L-101"})


@cache
def sample_plan() -> SitePlan:
    return read_plan(sample_sources()).plan


def placed_anew(sheet: SheetSpec, by: Affine) -> SheetSpec:
    """A declared sheet after its drawing was moved, mirrored, or turned by quarters."""
    x0, y0, x1, y1 = sheet.frame or (0.0, 0.0, 0.0, 0.0)
    corners = [by.point((x, y)) for x in (x0, x1) for y in (y0, y1)]
    xs, ys = [c[0] for c in corners], [c[1] for c in corners]
    return replace(
        sheet,
        frame=(min(xs), min(ys), max(xs), max(ys)),
        drawing_point=by.point(sheet.drawing_point),
        rotation_deg=0.0 if by.mirrored else -by.rotation_deg,
    )


@pytest.mark.parametrize(
    ("by", "back"),
    [
        (similarity(by=(2e8, 5.5e8)), similarity()),
        (similarity(turn_deg=90.0, by=(5000.0, -7000.0)), similarity()),
        (similarity(mirror=True), similarity(mirror=True)),
    ],
    ids=["moved", "turned", "mirrored"],
)
def test_sheets_moved_in_their_files_lie_where_they_lay_on_the_site(
    by: Affine, back: Affine
) -> None:
    sources = []
    for source in sample_sources():
        document = opened(source.raw)
        moved(document, by)
        sheets = tuple(placed_anew(sheet, by) for sheet in source.sheets)
        sources.append(replace(source, raw=ascii_bytes(document), sheets=sheets))
    assert counts(sample_plan())["Opening"] > 40
    assert differences(sample_plan(), read_plan(sources).plan, back=back) == []


@pytest.mark.parametrize("change", ["reversed", "drawn in another order", "hidden"])
def test_a_sample_drawn_in_another_way_gives_the_same_plan(change: str) -> None:
    sources = []
    for source in sample_sources():
        document = opened(source.raw)
        CHANGES[change](document)
        sources.append(replace(source, raw=binary_bytes(document), unit=None))
    assert differences(sample_plan(), read_plan(sources).plan) == []
