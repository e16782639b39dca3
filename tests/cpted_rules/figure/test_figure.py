"""Figures: true to scale, whole XML, the same every time, and honest about what blocks a line."""

import re
from xml.etree import ElementTree as ET

import pytest
from shapely import LineString, MultiPoint, Point, box

from cpted_rules.figure import (
    Size,
    figure_text,
    finding_figure,
    group_figure,
    overview_figure,
    place_of,
    thumbnail_figure,
)
from cpted_rules.figure.evidence import to_page
from cpted_rules.figure.field import drawn_field
from cpted_rules.figure.frame import Frame, frame_around, scale_for
from cpted_rules.figure.hatch import hatched
from cpted_rules.figure.labels import Label, placed
from cpted_rules.figure.linework import SUBJECT_AREA, Subset
from cpted_rules.figure.names import names
from cpted_rules.figure.obstacles import first_blocker, height_at, obstacles_along
from cpted_rules.figure.svg import width_of
from cpted_rules.findings import Finding, Subject, Verdict
from cpted_rules.pack import Bound, Force, Topic
from cpted_rules.plan import (
    Barrier,
    BarrierKind,
    Boundary,
    Building,
    SitePlan,
    Tree,
)
from cpted_rules.rule import Field, Witness, WitnessKind
from cpted_rules.settings import Settings
from cpted_rules.text import Lang, same

PLAN = SitePlan(
    boundaries=(Boundary(id="site", area=box(0, 0, 60, 40)),),
    buildings=(Building(id="b", area=box(10, 25, 40, 35), label="101동", top_m=30.0),),
    barriers=(
        Barrier(id="f", line=LineString([(0, 15), (60, 15)]), kind=BarrierKind.FENCE, top_m=1.8),
    ),
    trees=(Tree(id="t", at=Point(30, 8), crown_radius_m=2.0, height_m=5.0, crown_base_m=2.0),),
)


def _finding(**more: object) -> Finding:
    values: dict[str, object] = {
        "number": 7,
        "id": "x",
        "clause": "kr_notice/art4-1",
        "rule": "SUR101",
        "verdict": Verdict.FAIL,
        "basis": None,
        "force": Force.MANDATORY,
        "topic": Topic.WALK,
        "where": box(20, 5, 35, 12),
        "witness": (
            Witness(
                kind=WitnessKind.BLOCKED_LINE,
                shape=LineString([(25, 25, 1.5), (25, 8, 1.0)]),
                label=same("가려짐"),
            ),
            Witness(kind=WitnessKind.UNSEEN_AREA, shape=box(22, 6, 30, 11)),
        ),
    }
    values.update(more)
    return Finding(**values)  # type: ignore[arg-type]


def test_a_figure_is_whole_xml_of_its_true_size() -> None:
    figure = finding_figure(PLAN, _finding(), Settings(), lang=Lang.KO, size=Size(width_mm=100))
    assert figure is not None
    root = ET.fromstring(figure.svg)
    assert root.attrib["width"] == "100mm"
    assert root.attrib["viewBox"].startswith("0 0 100 ")
    assert root[0].tag.endswith("title")
    assert "7번 지적" in (root[0].text or "")


def test_a_metre_on_the_site_has_its_length_on_the_page() -> None:
    frame = Frame(west_m=0, south_m=0, width_mm=100, height_mm=80, scale=500)
    assert frame.mm(10.0) == pytest.approx(20.0)
    assert frame.at(10, 10) == pytest.approx((20.0, 60.0))


@pytest.mark.parametrize(("wanted", "scale"), [(49, 50), (50, 50), (51, 100), (9001, 10000)])
def test_scales_are_those_drawings_are_printed_at(wanted: float, scale: int) -> None:
    assert scale_for(wanted) == scale


def test_a_frame_shows_what_it_was_made_for() -> None:
    bounds = (10.0, 10.0, 40.0, 20.0)
    frame = frame_around(bounds, width_mm=100, height_mm=70, margin_mm=8)
    west, south, east, north = frame.bounds
    assert west < 10.0
    assert south < 10.0
    assert east > 40.0
    assert north > 20.0


def test_figures_are_the_same_every_time() -> None:
    first = finding_figure(PLAN, _finding(), Settings(), lang=Lang.KO)
    again = finding_figure(PLAN, _finding(), Settings(), lang=Lang.KO)
    assert first is not None
    assert again is not None
    assert first.svg == again.svg


def test_a_finding_without_a_place_has_no_figure() -> None:
    finding = _finding(where=None, subjects=(), witness=())
    assert finding_figure(PLAN, finding, Settings(), lang=Lang.KO) is None


def test_the_subject_stands_in_where_no_place_was_measured() -> None:
    finding = _finding(where=None, witness=(), subjects=(Subject(id="t", label="", source=None),))
    assert finding_figure(PLAN, finding, Settings(), lang=Lang.KO) is not None


def test_pins_carry_the_numbers_of_a_group() -> None:
    findings = [_finding(number=n, where=Point(5 * n, 5), witness=()) for n in range(1, 9)]
    figure = group_figure(PLAN, findings, Settings(), lang=Lang.EN)
    assert figure is not None
    texts = {e.text for e in ET.fromstring(figure.svg).iter() if e.tag.endswith("text")}
    assert {str(n) for n in range(1, 9)} <= texts


def test_an_overview_shows_only_its_storey() -> None:
    findings = [_finding(number=71), _finding(number=72, storey=-1)]
    figure = overview_figure(PLAN, findings, 0, lang=Lang.KO)
    assert figure is not None
    texts = {e.text for e in ET.fromstring(figure.svg).iter() if e.tag.endswith("text")}
    assert "71" in texts
    assert "72" not in texts


def test_hatching_stays_inside_its_shape() -> None:
    frame = Frame(west_m=0, south_m=0, width_mm=100, height_mm=100, scale=200)
    shape = box(2, 2, 8, 8)
    lines = hatched(shape, frame, spacing_mm=2.0)
    assert not lines.is_empty
    assert shape.buffer(1e-6).covers(lines)


def test_labels_do_not_collide() -> None:
    frame = Frame(west_m=0, south_m=0, width_mm=60, height_mm=40, scale=100)
    labels = [
        Label(words=f"이름{n}", x=30, y=20, rank=n, reach_mm=(0.0, 1.0, 3.0)) for n in range(5)
    ]
    drawn = placed(labels, frame)
    assert 2 <= len(drawn) <= 5
    assert len(placed([labels[0], labels[0]], frame, taken=[(0, 0, 60, 40)])) == 0


def test_the_fence_blocks_a_line_that_passes_below_its_top() -> None:
    # from 1.5 m at y=25 to 1.0 m at y=8: at the fence (y=15) 1.5 - 0.5 * 10 / 17 = 1.21 m
    line = LineString([(25, 25, 1.5), (25, 8, 1.0)])
    obstacles = obstacles_along(PLAN, line, 0, Settings())
    blocker = first_blocker(line, obstacles)
    assert blocker is not None
    assert blocker.id == "f"
    assert blocker.from_m == pytest.approx(9.9)
    assert height_at(line, 10.0) == pytest.approx(1.5 - 0.5 * 10 / 17)


def test_a_line_over_the_fence_is_free() -> None:
    line = LineString([(25, 25, 6.0), (25, 8, 1.0)])
    assert first_blocker(line, obstacles_along(PLAN, line, 0, Settings())) is None


def test_a_line_under_the_crown_is_free() -> None:
    line = LineString([(20, 8, 1.5), (40, 8, 1.5)])
    assert first_blocker(line, obstacles_along(PLAN, line, 0, Settings())) is None


def test_a_field_breaks_its_classes_at_the_required_value() -> None:
    rows = tuple(tuple(2.0 * (x + 1) for x in range(10)) for _ in range(6))
    field = Field(x_m=1.0, y_m=1.0, step_m=1.0, unit="lx", rows=rows)
    frame = Frame(west_m=0, south_m=0, width_mm=60, height_mm=40, scale=200)
    drawn = drawn_field(field, frame, Bound(unit="lx", at_least=10.0))
    assert [c.low for c in drawn.classes] == [None, 5.0, 10.0]
    assert [c.short for c in drawn.classes] == [True, True, False]
    # the isoline of 10 lx runs through x = 5 m, where 2 (x - 1 + 1) = 10
    assert "M25 " in drawn.over or "25 " in drawn.over


def test_a_place_is_named_by_the_nearest_building_and_its_side() -> None:
    assert place_of(PLAN, _finding(where=Point(25, 20))).ko == "101동 남측"
    assert place_of(PLAN, _finding(where=Point(45, 30))).en == "east of 101동"
    assert place_of(PLAN, _finding(where=Point(25, 30), storey=-1)).ko == "지하1층 101동 하부"


def test_a_thumbnail_fills_its_size_and_says_its_scale() -> None:
    figure = thumbnail_figure(
        PLAN, _finding(), Settings(), lang=Lang.KO, size=Size(width_mm=56, height_mm=35)
    )
    assert figure is not None
    assert (figure.frame.width_mm, figure.frame.height_mm) == (56, 35)
    words = [e.text for e in ET.fromstring(figure.svg).iter() if e.tag.endswith("text")]
    assert f"1:{figure.frame.scale} (A4)" in words
    assert "7" in words


def test_the_text_alternative_reads_out_scale_place_and_labels() -> None:
    frame = Frame(west_m=0, south_m=0, width_mm=100, height_mm=60, scale=250)
    said = figure_text(PLAN, [_finding()], frame)
    assert "1:250 평면, 가로 25 m × 세로 15 m" in said.ko
    assert "blocked sight line (×): 1 (가려짐)" in said.en


@pytest.mark.parametrize(("rule", "words"), [("CAM602", "촬영 범위"), ("LGT511", "살핀 범위")])
def test_only_cameras_have_a_camera_coverage(rule: str, words: str) -> None:
    witness = (Witness(kind=WitnessKind.COVERAGE, shape=box(20, 5, 30, 12)),)
    figure = finding_figure(PLAN, _finding(rule=rule, witness=witness), Settings(), lang=Lang.KO)
    assert figure is not None
    assert f">{words}<" in figure.svg


def test_pixel_densities_are_told_by_the_classes_of_the_standard() -> None:
    rows = ((10.0, 30.0, 100.0, 130.0, 300.0),) * 3
    field = Field(x_m=1, y_m=1, step_m=1, unit="px_per_m", rows=rows)
    frame = Frame(west_m=0, south_m=0, width_mm=60, height_mm=40, scale=200)
    drawn = drawn_field(field, frame, None)
    names = [one.words("px_per_m").en for one in drawn.classes]
    assert [name.split(" ")[0] for name in names] == [
        "below", "detect", "observe", "recognise", "identify",
    ]  # fmt: skip


def test_a_field_of_nothing_has_no_legend() -> None:
    field = Field(x_m=1, y_m=1, step_m=1, unit="lx", rows=((0.0, 0.0),) * 2)
    frame = Frame(west_m=0, south_m=0, width_mm=60, height_mm=40, scale=200)
    assert drawn_field(field, frame, None).classes == ()


def test_a_pin_of_four_digits_is_as_wide_as_its_number() -> None:
    figure = group_figure(PLAN, [_finding(number=1044)], Settings(), lang=Lang.KO)
    assert figure is not None
    pills = [e for e in ET.fromstring(figure.svg).iter() if e.get("rx") == "2.3"]
    assert len(pills) == 1
    assert float(pills[0].get("width", 0)) > 2 * 2.3


def test_the_plan_is_cut_at_the_window() -> None:
    figure = finding_figure(PLAN, _finding(), Settings(), lang=Lang.KO)
    assert figure is not None
    wide, high = figure.frame.width_mm, figure.frame.height_mm
    root = ET.fromstring(figure.svg)
    cuts = {path.get("d") for clip in root.iter() if clip.tag.endswith("clipPath") for path in clip}
    corners = {f"{x:g} {y:g}" for x in (0, wide) for y in (0, round(high, 2))}
    assert any(all(corner in str(cut) for corner in corners) for cut in cuts)


def test_a_plant_that_a_figure_is_about_is_named_with_its_heights() -> None:
    finding = _finding(where=None, witness=(), subjects=(Subject(id="t", label="", source=None),))
    figure = finding_figure(PLAN, finding, Settings(), lang=Lang.KO)
    assert figure is not None
    assert ">H=5.0 지하고 2.0<" in figure.svg


def test_a_line_that_a_finding_is_about_has_a_casing_that_shows_without_colour() -> None:
    finding = _finding(where=None, witness=(), subjects=(Subject(id="f", label="", source=None),))
    figure = finding_figure(PLAN, finding, Settings(), lang=Lang.KO)
    assert figure is not None
    y = figure.frame.at(0, 15)[1]
    cased = [
        path.get("d", "")
        for path in ET.fromstring(figure.svg).iter()
        if path.get("stroke") == SUBJECT_AREA.stroke and path.get("stroke-width") == "0.36"
    ]
    assert len(cased) == 1
    heights = {float(words.split()[1].strip("Z")) for words in re.split("[ML]", cased[0]) if words}
    assert sorted(heights) == pytest.approx([y - 0.9, y + 0.9], abs=0.02)


def test_each_place_of_a_finding_that_has_several_is_marked() -> None:
    where = MultiPoint([(12, 25), (20, 25), (20, 25), (30, 25)])
    figure = finding_figure(PLAN, _finding(where=where, witness=()), Settings(), lang=Lang.KO)
    assert figure is not None
    dots = [e for e in ET.fromstring(figure.svg).iter() if e.get("r") == "0.75"]
    assert len(dots) == 3


def test_a_number_keeps_off_the_outline_that_a_mark_is_laid_on() -> None:
    where = box(12, 26, 38, 34)
    figure = finding_figure(PLAN, _finding(where=where, witness=()), Settings(), lang=Lang.KO)
    assert figure is not None
    (pin,) = [e for e in ET.fromstring(figure.svg).iter() if e.get("r") == "2.3"]
    at = Point(float(pin.get("cx", 0)), float(pin.get("cy", 0)))
    assert to_page(where.boundary, figure.frame).distance(at) > 2.3


def test_numbers_side_by_side_are_not_read_as_one() -> None:
    frame = Frame(west_m=0, south_m=0, width_mm=60, height_mm=40, scale=100)
    wide = width_of("0.43 m", 2.1)
    pair = [Label(words="0.43 m", x=x, y=20, rank=n) for n, x in enumerate((20, 20.5 + wide))]
    assert len(placed(pair, frame)) == 1
    apart = [Label(words="0.43 m", x=x, y=20, rank=n) for n, x in enumerate((20, 21 + wide))]
    assert len(placed(apart, frame)) == 2


def test_a_building_that_is_looked_into_hides_nothing_but_by_its_walls() -> None:
    line = LineString([(25, 20, 1.5), (25, 30, 1.5)])
    assert first_blocker(line, obstacles_along(PLAN, line, 0, Settings())) is not None
    assert first_blocker(line, obstacles_along(PLAN, line, 1, Settings())) is None


@pytest.mark.parametrize(("wide_m", "size"), [(30, 2.8), (7.5, 2.2), (5.0, 2.0)])
def test_the_name_of_a_building_is_as_large_as_lies_within_it(wide_m: float, size: float) -> None:
    label = "관리동"  # 3 x 0.88 of its size wide, and 2 mm clear on both sides
    house = Building(id="b", area=box(0, 0, wide_m, 20), label=label)
    frame = Frame(west_m=-20, south_m=-20, width_mm=100, height_mm=80, scale=750)
    (name,) = names(Subset(plan=SitePlan(buildings=(house,)), level=0), frame, Lang.KO)
    assert name.size == size
