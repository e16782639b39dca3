"""Several drawings in one model space: found, named, and not added up."""

import itertools
from pathlib import Path
from typing import Any

import pytest
import yaml

from cpted_rules.drawing import default_layer_map
from cpted_rules.drawing.dxf.document import read_dxf
from cpted_rules.drawing.sheets.frames import Found
from cpted_rules.drawing.sheets.split import SheetFound, found_sheets, roofs_resolved
from cpted_rules.drawing.sheets.titles import NO_PLAN_VIEW
from cpted_rules.plan import SheetKind as K
from tests.cpted_rules.drawing.read_once import drawing_of

ROOT = Path(__file__).parents[4]
CORPUS = ROOT / "../shared/corpus/dxf"
A1 = (841.0, 594.0)


def sheets(draft: Any, metres_per_unit: float = 1.0) -> tuple[SheetFound, ...]:
    drawing = read_dxf(draft.bytes(), "a.dxf")
    return found_sheets(drawing, default_layer_map(), metres_per_unit=metres_per_unit)


def floor(draft: Any, x: float, y: float, unit: float = 1.0, columns: int = 4) -> None:
    """A floor of 24 by 12 m: outer walls, rooms between them, doors. 14 entities and more."""

    def box(layer: str, x0: float, y0: float, x1: float, y1: float) -> None:
        draft.box(layer, x + x0 * unit, y + y0 * unit, x + x1 * unit, y + y1 * unit)

    box("벽체", 0, 0, 24, 0.2)
    box("벽체", 0, 11.8, 24, 12)
    box("벽체", 0, 0, 0.2, 12)
    box("벽체", 23.8, 0, 24, 12)
    for n in range(1, columns + 1):
        box("벽체", 4 * n, 0.2, 4 * n + 0.2, 11.8)
        box("문", 4 * n + 1, 0, 4 * n + 2, 0.2)
        box("창호", 4 * n + 1, 11.8, 4 * n + 3, 12)


def title_block(draft: Any, name: str, at: tuple[float, float], scale: float, **words: str) -> None:
    draft.block(name, 0, 0, *A1)
    draft.insert(name, at, layer="0", scale=(scale, scale), **words)


def numbers(found: tuple[SheetFound, ...]) -> list[str]:
    return [sheet.spec.number for sheet in found]


def test_title_blocks_cut_a_model_space_into_sheets(draft: Any) -> None:
    for n, (number, title) in enumerate([("A-101", "배치도"), ("A-102", "지상1층 평면도")]):
        at = n * 90_000.0
        title_block(draft, "도곽_A1", (at, 0), 100, 도면번호=number, 도면명=title, 축척="A1: 1/100")
        floor(draft, at + 20_000, 20_000, 1000)
    site, plan = sheets(draft, 0.001)
    assert (site.spec.number, site.spec.kind, site.spec.storeys) == ("A-101", K.SITE_PLAN, (0,))
    assert (plan.spec.number, plan.spec.kind, plan.spec.storeys) == ("A-102", K.FLOOR_PLAN, (1,))
    assert plan.spec.frame == (90_000, 0, 174_100, 59_400)
    assert (plan.how, plan.scale, plan.use) == (Found.TITLE_BLOCK, 100.0, True)
    assert plan.entities == 16
    assert "지상1층 평면도" in plan.evidence.ko


def test_a_title_block_of_unknown_name_is_known_by_its_paper_and_words(draft: Any) -> None:
    title_block(draft, "XYZ", (0, 0), 200, A="A-103", B="기준층(2~4층) 평면도")
    floor(draft, 20_000, 20_000, 1000)
    (sheet,) = sheets(draft, 0.001)
    assert (sheet.spec.number, sheet.spec.storeys) == ("A-103", (2, 3, 4))
    assert sheet.scale == pytest.approx(200)


def test_a_title_of_two_attributes_is_read_as_one(draft: Any) -> None:
    title_block(draft, "도곽", (0, 0), 100, NO="A-105", T1="지하1층", T2="주차장 평면도")
    floor(draft, 20_000, 20_000, 1000)
    assert sheets(draft, 0.001)[0].spec.kind is K.PARKING_PLAN
    assert sheets(draft, 0.001)[0].spec.storeys == (-1,)


def test_the_project_name_is_no_title(draft: Any) -> None:
    title_block(draft, "도곽", (0, 0), 100, 사업명="CCTV 설치계획", 도면명="우편함 상세")
    floor(draft, 20_000, 20_000, 1000)
    (sheet,) = sheets(draft, 0.001)
    assert not sheet.titled
    assert not sheet.use
    assert "우편함 상세" in sheet.evidence.ko


def test_a_title_block_at_another_scale_than_it_says_is_reported(draft: Any) -> None:
    title_block(draft, "도곽", (0, 0), 100, NO="A-102", 도면명="1층 평면도", 축척="1/300")
    floor(draft, 20_000, 20_000, 1000)
    (sheet,) = sheets(draft, 0.001)
    assert "1/300" in sheet.evidence.en
    assert "check the unit" in sheet.evidence.en
    assert sheet.confidence < 0.9


@pytest.mark.parametrize("as_lines", [False, True])
def test_drawn_borders_cut_a_model_space_where_title_blocks_are_exploded(
    draft: Any, as_lines: bool
) -> None:
    for n, title in enumerate(["1층 평면도", "2층 평면도"]):
        x0, y0, x1, y1 = n * 90.0, 0.0, n * 90.0 + 84.1, 59.4
        if as_lines:
            corners = [(x0, y0), (x1, y0), (x1, y1), (x0, y1), (x0, y0)]
            for a, b in itertools.pairwise(corners):
                draft.space.add_line(a, b, dxfattribs={"layer": "0"})
        else:
            draft.box("0", x0, y0, x1, y1)
        floor(draft, x0 + 20, 20)
        draft.text(title, (x0 + 70, 4))
        draft.text(f"A-10{n + 2}", (x0 + 70, 2))
    first, second = sheets(draft)
    assert numbers((first, second)) == ["A-102", "A-103"]
    assert [s.spec.storeys for s in (first, second)] == [(1,), (2,)]
    assert first.how is Found.RECTANGLE
    assert first.spec.frame == pytest.approx((0, 0, 84.1, 59.4))
    assert first.scale == 100


def test_a_title_drawn_letter_by_letter_is_read(draft: Any) -> None:
    floor(draft, 0, 0)
    for n, letter in enumerate("지하1층평면도"):
        draft.text(letter, (8 + n, -3))
    (sheet,) = sheets(draft)
    assert (sheet.spec.kind, sheet.spec.storeys) == (K.FLOOR_PLAN, (-1,))


def test_two_floors_in_one_border_are_two_sheets(draft: Any) -> None:
    title_block(draft, "도곽", (0, 0), 100, NO="A-102", 도면명="지상1,2층 평면도", 축척="1/100")
    for n, title in enumerate(["1층 평면도 S=1/100", "2층 평면도 S=1/100"]):
        floor(draft, 4_000 + n * 30_000, 25_000, 1000)
        draft.text(title, (12_000 + n * 30_000, 22_000))
    first, second = sheets(draft, 0.001)
    assert numbers((first, second)) == ["A-102(1)", "A-102(2)"]
    assert [s.spec.storeys for s in (first, second)] == [(1,), (2,)]
    assert first.spec.frame is not None
    assert second.spec.frame is not None
    assert first.spec.frame[2] <= second.spec.frame[0]


def test_a_plan_with_a_legend_in_one_border_is_one_sheet(draft: Any) -> None:
    title_block(draft, "도곽", (0, 0), 100, NO="T-101", 도면명="1층 CCTV 설치계획도")
    floor(draft, 4_000, 25_000, 1000)
    draft.text("1층 CCTV 설치계획도 S=1/100", (12_000, 22_000))
    draft.text("CCTV 설치 상세도", (50_000, 40_000))
    (sheet,) = sheets(draft, 0.001)
    assert (sheet.spec.number, sheet.spec.kind) == ("T-101", K.SECURITY_PLAN)


def test_untitled_copies_of_a_plan_are_not_added_up(draft: Any) -> None:
    for n in range(4):
        floor(draft, n * 40, 0)
    found = sheets(draft)
    assert len(found) == 4
    assert [s.use for s in found].count(True) == 1
    for copy in (s for s in found if not s.use):
        assert copy.confidence <= 0.3
        assert "100 %" in copy.evidence.en


def test_floors_told_by_the_titles_under_them_are_all_read(draft: Any) -> None:
    for n, title in enumerate(["지하1층 평면도", "1층 평면도", "지붕층 평면도"]):
        floor(draft, n * 40, 0)
        draft.text(title, (n * 40 + 10, -3))
    found = roofs_resolved(sheets(draft))
    assert [s.spec.storeys for s in found] == [(-1,), (1,), (2,)]
    assert all(s.use and s.how is Found.CLUSTER for s in found)


def test_a_roof_without_any_other_storey_stays_unread(draft: Any) -> None:
    floor(draft, 0, 0)
    draft.text("지붕층 평면도", (10, -3))
    (sheet,) = roofs_resolved(sheets(draft))
    assert sheet.roof
    assert not sheet.use
    assert sheet.spec.storeys == ()


def test_buildings_that_stand_apart_on_one_site_are_one_sheet(draft: Any) -> None:
    for n in range(3):
        for i in range(12):
            draft.box("건물", n * 60 + i, 0, n * 60 + i + 1, 15)
            draft.box("수목", n * 60 + i, 18 + n, n * 60 + i + 0.5, 18.5 + n)
    (sheet,) = sheets(draft)
    assert (sheet.spec.kind, sheet.how, sheet.use) == (K.SITE_PLAN, Found.WHOLE, True)
    assert sheet.spec.frame is None


def test_two_copies_of_a_site_plan_are_not_added_up(draft: Any) -> None:
    for n in range(2):
        draft.box("대지경계선", n * 100, 0, n * 100 + 60, 40)
        for i in range(12):
            draft.box("건물", n * 100 + 10 + i, 10, n * 100 + 11 + i, 25)
    assert sorted(s.use for s in sheets(draft)) == [False, True]


def test_windows_of_an_elevation_are_no_borders(draft: Any) -> None:
    for i in range(8):
        for j in range(5):
            x, y = i * 4.0, j * 3.0
            draft.box("0", x, y, x + 1.414, y + 1)
            for n in range(5):
                draft.outline("0", (x + 0.2 * n, y + 0.1), (x + 0.2 * n, y + 0.9), closed=False)
        for n in range(40):
            draft.outline("입면", (i * 4 + n / 10, -2), (i * 4 + n / 10, -1), closed=False)
    draft.text("정면도", (12, -4))
    (sheet,) = sheets(draft)
    assert (sheet.spec.kind, sheet.use) == (K.ELEVATION, False)


def test_a_stray_line_makes_no_sheet_and_the_frame_leaves_it_out(draft: Any) -> None:
    floor(draft, 0, 0)
    draft.outline("0", (10, 900), (12, 900), closed=False)
    (sheet,) = sheets(draft)
    assert sheet.spec.frame == pytest.approx((-0.1, -0.1, 24.1, 12.1))
    assert sheet.entities == 16


def test_a_sheet_that_is_there_twice_is_read_once(draft: Any) -> None:
    for n in range(2):
        title_block(draft, "도곽", (n * 90_000, 0), 100, NO="A-102", 도면명="1층 평면도")
        floor(draft, n * 90_000 + 20_000, 20_000, 1000)
    first, second = sheets(draft, 0.001)
    assert (first.use, second.use) == (True, False)
    assert numbers((first, second)) == ["A-102", "A-102[2]"]


def test_a_drawing_beside_all_borders_is_spoken_of_but_not_read(draft: Any) -> None:
    title_block(draft, "도곽", (0, 0), 100, NO="A-102", 도면명="1층 평면도")
    floor(draft, 20_000, 20_000, 1000)
    floor(draft, 120_000, 20_000, 1000)
    sheet, beside = sheets(draft, 0.001)
    assert sheet.use
    assert not beside.use
    assert "도곽의 밖" in beside.evidence.ko


def test_nothing_drawn_is_no_sheet(draft: Any) -> None:
    assert sheets(draft) == ()


@pytest.mark.parametrize("sample", ["apartment", "multiplex", "officetel"])
def test_every_sheet_of_the_samples_is_found_without_being_told(sample: str) -> None:
    folder = ROOT / "sample_plans" / sample / "deficient"
    told = yaml.safe_load((folder / "submission.yaml").read_text("utf-8"))["drawings"]
    found: list[SheetFound] = []
    for drawing in told:
        read = drawing_of(folder / drawing["file"])
        own = found_sheets(read, default_layer_map(), metres_per_unit=0.001)
        assert len(own) == len(drawing["sheets"]), drawing["file"]
        found += own
    declared = [sheet for drawing in told for sheet in drawing["sheets"]]
    for sheet, truth in zip(roofs_resolved(found), declared, strict=True):
        assert sheet.spec.number == truth["number"]
        assert sheet.spec.title == truth["title"]
        assert (sheet.spec.kind, list(sheet.spec.storeys)) == (truth["kind"], truth["storeys"])
        assert sheet.spec.frame == pytest.approx(truth["frame"])
        assert sheet.use == (sheet.spec.kind not in NO_PLAN_VIEW)


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not beside this clone")
def test_a_plan_its_roof_and_four_elevations_come_apart() -> None:
    name = "barcelona_pavilion_allviews.dxf"
    read = drawing_of(CORPUS / name)
    found = found_sheets(read, default_layer_map(), metres_per_unit=1.0)
    assert sorted(s.entities for s in found) == [39, 61, 150, 199, 419, 1211]
    (plan,) = [s for s in found if s.use]
    assert (plan.entities, plan.spec.kind) == (1211, K.FLOOR_PLAN)
    (roof,) = [s for s in found if s.roof]
    assert roof.entities == 419
    assert [s.spec.kind for s in found].count(K.ELEVATION) == 4
    assert all(not s.titled and s.confidence <= 0.5 for s in found)


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not beside this clone")
@pytest.mark.parametrize(
    ("file", "unit_m", "kind"),
    [
        ("kr_survey_streetlights_5186_outlier.dxf", 1.0, K.SITE_PLAN),
        ("kr_survey_roads_5187.dxf", 1.0, K.SITE_PLAN),
        ("kr_cadastral_5174.dxf", 1.0, K.SITE_PLAN),
        ("festival_site_plan.dxf", 1.0, K.SITE_PLAN),
        ("london_street_axial.dxf", 1.0, K.SITE_PLAN),
        ("open_floor_mur_r2000.dxf", 1.0, K.FLOOR_PLAN),
        ("campus_block_level2.dxf", 0.01, K.FLOOR_PLAN),
        ("lyon_school_groundfloor.dxf", 0.01, K.FLOOR_PLAN),
        ("medialab_office_room.dxf", 0.01, K.FLOOR_PLAN),
    ],
)
def test_a_real_drawing_of_one_plan_stays_one_sheet(file: str, unit_m: float, kind: K) -> None:
    read = drawing_of(CORPUS / file)
    (sheet,) = found_sheets(read, default_layer_map(), metres_per_unit=unit_m)
    assert (sheet.spec.kind, sheet.use) == (kind, True)
