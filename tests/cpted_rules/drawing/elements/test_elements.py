"""Entities to elements: each kind of thing as docs/drawing-conventions.md says it is drawn."""

from collections.abc import Callable
from typing import Any

import pytest
from shapely import Polygon

from cpted_rules.drawing import EvidenceRow, LuminaireRow, Reading, SheetSpec, default_layer_map
from cpted_rules.plan import (
    BarrierKind,
    FixtureKind,
    LuminaireKind,
    OpeningKind,
    Serves,
    SheetKind,
    ZoneKind,
)

Read = Callable[..., Reading]


def codes(reading: Reading) -> list[str]:
    return [note.code for note in reading.notes]


def one_sheet(kind: SheetKind, *storeys: int) -> tuple[tuple[SheetSpec, ...], ...]:
    return ((SheetSpec(kind=kind, number="A-1", storeys=storeys),),)


def test_a_building_takes_the_tag_inside_it(draft: Any, read: Read) -> None:
    draft.box("건물외곽선", 0, 0, 30, 20)
    draft.box("건물외곽선", 5, 5, 10, 10)
    draft.insert("동표기", (20, 10), NAME="101동", FLOORS="15", HEIGHT="45.2", BASE="4")
    draft.insert("동표기", (7, 7), NAME="옥탑", HEIGHT="-")
    tower, penthouse = sorted(read(draft).plan.buildings, key=lambda b: -b.area.area)
    assert (tower.label, tower.floors, tower.top_m, tower.base_m) == ("101동", 15, 45.2, 4.0)
    assert (penthouse.label, penthouse.floors, penthouse.top_m) == ("옥탑", None, None)


def test_an_outline_of_single_lines_is_a_building_too(draft: Any, read: Read) -> None:
    corners = [(0, 0), (30, 0), (30, 20), (0, 20.001)]
    for a, b in zip(corners, [*corners[1:], (0, 0)], strict=True):
        draft.space.add_line(a, b, dxfattribs={"layer": "건물"})
    (building,) = read(draft).plan.buildings
    assert building.area.area == pytest.approx(600, abs=0.2)


def test_boundary_roads_walks_and_paving(draft: Any, read: Read) -> None:
    draft.box("대지경계선", 0, 0, 50, 40)
    draft.box("도로", 0, -10, 50, 0)
    draft.box("단지내도로", 10, 0, 16, 40)
    draft.box("보행로", 16, 0, 18, 40)
    draft.box("바닥마감", 16, 0, 18, 2)
    plan = read(draft).plan
    assert plan.boundaries[0].area.area == 2000
    assert sorted(road.public for road in plan.roads) == [False, True]
    assert plan.walks[0].area.area == 80
    assert plan.zones[0].kind is ZoneKind.PAVING


def test_a_fence_takes_the_nearest_tag_within_three_metres(draft: Any, read: Read) -> None:
    draft.outline("담장", (0, 0), (20, 0), closed=False)
    draft.outline("담장", (0, 10), (20, 10), closed=False)
    draft.insert("담장표기", (10, 2.9), TYPE="투시형", HEIGHT="1.5", OPEN="70", NAME="F-1")
    reading = read(draft)
    tagged, bare = sorted(reading.plan.barriers, key=lambda b: b.line.bounds)
    assert (tagged.label, tagged.top_m, tagged.openness_share) == ("F-1", 1.5, 0.7)
    assert tagged.see_through is True
    assert (bare.top_m, bare.openness_share, bare.see_through) == (None, None, None)
    assert codes(reading) == ["drawing/barrier-without-height"]


def test_a_tag_three_metres_and_a_bit_away_speaks_of_nothing(draft: Any, read: Read) -> None:
    draft.outline("담장", (0, 0), (20, 0), closed=False)
    draft.insert("담장표기", (10, 3.1), TYPE="투시형", HEIGHT="1.5")
    assert "drawing/tag-unjoined" in codes(read(draft))


@pytest.mark.parametrize(
    ("words", "kind", "see_through", "openness"),
    [
        ("불투시형", BarrierKind.FENCE, False, 0.0),
        ("콘크리트 블록", BarrierKind.WALL, False, 0.0),
        ("메쉬휀스", BarrierKind.FENCE, True, None),
        ("난간", BarrierKind.RAILING, None, None),
        ("-", BarrierKind.FENCE, None, None),
    ],
)
def test_the_type_of_a_fence_is_read_and_nothing_more(
    draft: Any, read: Read, words: str, kind: BarrierKind, see_through: Any, openness: Any
) -> None:
    draft.outline("담장", (0, 0), (20, 0), closed=False)
    draft.insert("담장표기", (10, 1), TYPE=words, HEIGHT="1.5")
    (fence,) = read(draft).plan.barriers
    assert (fence.kind, fence.see_through, fence.openness_share) == (kind, see_through, openness)


def test_planting(draft: Any, read: Read) -> None:
    draft.block("수목_느티나무", -1.5, -1.5, 1.5, 1.5)
    draft.insert(
        "수목_느티나무", (5, 5), "수목",
        SPECIES="느티나무", H="5.0", W="3.0", B="1.8", EVERGREEN="N",
    )  # fmt: skip
    draft.insert("수목_느티나무", (15, 5), "수목", scale=(2, 2))
    draft.space.add_point((25, 5), dxfattribs={"layer": "New Trees"})
    draft.box("관목", 0, 10, 10, 12)
    draft.insert("수목표기", (5, 11), "관목", SPECIES="회양목", H="0.4")
    draft.box("생울타리", 0, 20, 30, 21)
    draft.insert("수목표기", (5, 22), "생울타리", SPECIES="쥐똥나무", H="1.2m")
    plan = read(draft).plan
    named, drawn, bare = sorted(plan.trees, key=lambda t: t.at.x)
    assert (named.height_m, named.crown_radius_m, named.crown_base_m) == (5.0, 1.5, 1.8)
    assert (named.species, named.evergreen) == ("느티나무", False)
    assert (drawn.height_m, drawn.crown_radius_m, drawn.evergreen) == (None, 3.0, None)
    assert (bare.height_m, bare.crown_radius_m) == (None, None)
    assert (plan.shrubs[0].species, plan.shrubs[0].height_m) == ("회양목", 0.4)
    (hedge,) = plan.barriers
    assert (hedge.kind, hedge.top_m, hedge.species) == (BarrierKind.HEDGE, 1.2, "쥐똥나무")
    assert hedge.line.length == pytest.approx(30)  # the middle line of the strip


def facade(draft: Any) -> None:
    """A building of 30 m by 20 m; its walls are axis-parallel."""
    draft.box("건물외곽선", 0, 0, 30, 20)


@pytest.mark.parametrize(
    ("at", "turn", "outward"),
    [((10, 0), 0, 180.0), ((10, 20), 180, 0.0), ((0, 10), 90, 270.0), ((30, 10), 90, 90.0)],
)
def test_a_window_faces_away_from_its_building(
    draft: Any, read: Read, at: tuple[float, float], turn: float, outward: float
) -> None:
    facade(draft)
    draft.insert("창_1", at, "창호", turn=turn, MARK="W1", WIDTH="1800", SILL="0.9", HEAD="2.1",
                 ROOM="거실", GRADE="없음")  # fmt: skip
    (window,) = read(draft, sheets=one_sheet(SheetKind.FLOOR_PLAN, 1)).plan.openings
    assert window.line.length == pytest.approx(1.8)
    assert window.line.centroid.distance(Polygon([at, at, at]).centroid) < 1e-9
    assert window.outward_deg == pytest.approx(outward)
    assert (window.sill_m, window.head_m, window.storey) == (0.9, 2.1, 1)
    assert (window.serves, window.rating, window.room_use) == (Serves.DWELLING, "", "거실")
    assert window.building == "A-1:" + window.building.split(":")[1]


def test_an_inner_door_faces_nowhere(draft: Any, read: Read) -> None:
    facade(draft)
    draft.insert("문_1", (15, 10), "문", WIDTH="900", USE="세대현관")
    (door,) = read(draft, sheets=one_sheet(SheetKind.FLOOR_PLAN, 1)).plan.openings
    assert (door.outward_deg, door.serves) == (None, Serves.DWELLING)
    assert door.building is not None


@pytest.mark.parametrize(
    ("use", "serves"),
    [
        ("주출입구", Serves.BUILDING_ENTRANCE),
        ("세대현관", Serves.DWELLING),
        ("계단실", Serves.STAIR),
        ("옥상", Serves.ROOF),
        ("주차장연결", Serves.PARKING_LINK),
        ("점포", Serves.SHOP),
        ("경비실", Serves.GUARD_POST),
        ("대지출입구", Serves.SITE_ENTRANCE),
        ("화장실", Serves.COMMON),
        ("-", None),
    ],
)
def test_use_says_what_a_door_opens_to(
    draft: Any, read: Read, use: str, serves: Serves | None
) -> None:
    draft.insert("문_1", (0, 0), "문", WIDTH="900", USE=use)
    assert read(draft).plan.openings[0].serves is serves


@pytest.mark.parametrize(
    ("room", "serves"),
    [
        ("거실", Serves.DWELLING),
        ("주방/식당", Serves.DWELLING),
        ("계단실", Serves.STAIR),
        ("점포", Serves.SHOP),
        ("경비실", Serves.GUARD_POST),
        ("주민공동시설", Serves.COMMON),
    ],
)
def test_room_says_what_a_window_looks_out_of(
    draft: Any, read: Read, room: str, serves: Serves
) -> None:
    draft.insert("창_1", (0, 0), "창호", WIDTH="900", ROOM=room)
    assert read(draft).plan.openings[0].serves is serves


def test_gates_and_shutters(draft: Any, read: Read) -> None:
    draft.box("대지경계선", 0, 0, 50, 40)
    draft.insert("대문_4000", (25, 0), "문", WIDTH="4000", NAME="정문", ACCESS="없음")
    draft.insert("셔터_3000", (25, 20), "문", WIDTH="3000", USE="점포")
    sheets = one_sheet(SheetKind.FLOOR_PLAN, 1)
    gate, shutter = read(draft, sheets=sheets).plan.openings
    assert (gate.kind, gate.serves, gate.storey) == (OpeningKind.GATE, Serves.SITE_ENTRANCE, 0)
    assert (gate.outward_deg, gate.access_control) == (180.0, "")
    assert (shutter.kind, shutter.storey) == (OpeningKind.SHUTTER, 1)


def test_the_drawn_symbol_gives_the_line_where_it_is_as_wide_as_stated(
    draft: Any, read: Read
) -> None:
    draft.block("문_경첩", 0, -0.1, 0.9, 0.9)  # inserted at its hinge
    draft.insert("문_경첩", (10, 5), "문", WIDTH="900")
    draft.insert("문_경첩", (20, 5), "문", WIDTH="1800")  # a symbol of another size
    at_hinge, in_middle = read(draft).plan.openings
    assert list(at_hinge.line.coords) == [(10, 5), (10.9, 5)]
    assert list(in_middle.line.coords) == [(19.1, 5), (20.9, 5)]


def test_evidence_joins_by_mark_and_what_is_drawn_wins(draft: Any, read: Read) -> None:
    for x, (mark, grade) in enumerate([("W1", "-"), ("W2", "없음"), ("W3", "RC3"), ("W4", "-")]):
        draft.insert("창", (x * 5, 0), "창호", MARK=mark, WIDTH="900", GRADE=grade)
    evidence = [EvidenceRow(marks=("W1", "W2", "W3"), grade="KS F 2637")]
    plan = read(draft, evidence=evidence).plan
    assert {o.mark: o.rating for o in plan.openings} == {
        "W1": "KS F 2637",
        "W2": "KS F 2637",
        "W3": "RC3",
        "W4": None,
    }


def test_zones_are_named_by_the_innermost_text(draft: Any, read: Read) -> None:
    draft.box("실구획", 0, 0, 20, 10)
    draft.text("관리사무소", (1, 1))
    draft.box("실구획", 12, 2, 18, 8)
    draft.text("경 비 실", (13, 5))
    draft.box("실구획", 30, 0, 40, 10)
    draft.text("발전기실", (31, 1))
    draft.box("실구획", 50, 0, 60, 10)
    draft.text("무엇", (51, 1))
    draft.text("어린이놀이터", (100, 100))
    reading = read(draft, sheets=one_sheet(SheetKind.FLOOR_PLAN, 1))
    zones = {zone.label: zone for zone in reading.plan.zones}
    assert zones["관리사무소"].kind is ZoneKind.MANAGEMENT_OFFICE
    assert zones["경 비 실"].kind is ZoneKind.GUARD_POST
    assert zones["발전기실"].kind is zones["무엇"].kind is ZoneKind.ROOM
    assert len(zones) == 4
    (note,) = [n for n in reading.notes if n.code == "drawing/zone-unknown"]
    assert "무엇" in note.text.ko


def test_walls_columns_and_bays(draft: Any, read: Read) -> None:
    draft.box("벽체", 0, 0, 10, 0.2)
    draft.space.add_lwpolyline([(0, 5), (10, 5)], dxfattribs={"layer": "벽체", "const_width": 0.3})
    draft.box("벽체", 20, 0, 30, 10)  # round a room
    draft.space.add_line((0, 9), (10, 9), dxfattribs={"layer": "벽체"})
    draft.insert(draft.block("기둥_600", -0.3, -0.4, 0.3, 0.4), (5, 15), "기둥", turn=90)
    bay = draft.block("주차구획_일반", -1.25, 0, 1.25, 5)
    draft.insert(bay, (40, 0), "주차구획", TYPE="장애인", NO="7")
    draft.box("주차구획", 50, 0, 52.5, 5)
    reading = read(draft, sheets=one_sheet(SheetKind.PARKING_PLAN, -1))
    plan = reading.plan
    column, *walls = sorted(plan.walls, key=lambda w: not w.column)
    assert sorted(round(w.area.area, 3) for w in walls) == [2.0, 3.0]
    assert column.area.bounds == pytest.approx((4.6, 14.7, 5.4, 15.3))
    assert [b.area.area for b in plan.bays] == [12.5, 12.5]
    assert {(b.label, b.reserved) for b in plan.bays} == {("7", "장애인"), ("", "")}
    assert {e.storey for e in plan.elements()} == {-1}
    assert "drawing/unreadable-form" in codes(reading)


def test_luminaires_join_their_schedule_by_mark(draft: Any, read: Read) -> None:
    draft.insert("보안등_SL1", (0, 0), "보안등", turn=90, MARK="SL1", NAME="SL1-1")
    draft.insert("보안등_SL1", (30, 0), "보안등", MARK="SL1", H="6.5")
    draft.insert("보안등_SL9", (60, 0), "보안등", MARK="SL9")
    draft.insert("모름", (90, 0), "조명", MARK="B1")
    rows = [
        LuminaireRow(mark="SL1", photometry="photometry/a.ies", height_m=5.0, tilt_deg=10.0),
        LuminaireRow(mark="B1", kind=LuminaireKind.BOLLARD),
    ]
    reading = read(draft, luminaire_rows=rows)
    first, second, strange, bollard = sorted(reading.plan.luminaires, key=lambda lamp: lamp.at.x)
    assert (first.kind, first.photometry) == (LuminaireKind.SECURITY, "photometry/a.ies")
    assert (first.height_m, first.tilt_deg, first.azimuth_deg, first.label) == (5, 10, 0, "SL1-1")
    assert (second.height_m, second.azimuth_deg) == (6.5, 90)
    assert (strange.photometry, strange.height_m) == (None, None)
    assert bollard.kind is LuminaireKind.BOLLARD
    assert codes(reading) == ["drawing/luminaire-unscheduled"]


def test_cameras_bells_mirrors_and_signs(draft: Any, read: Read) -> None:
    draft.insert(
        "CCTV_고정형",
        (0, 0),
        "CCTV",
        turn=30,
        MARK="C1",
        H="4.0",
        FOV="90",
        PX="2560",
        TARGET="주차장",
    )
    draft.insert("CCTV_돔", (5, 0), "CCTV", MARK="C2", H="2600")
    draft.insert("비상벨", (10, 0), "비상벨", MARK="EB-1")
    draft.insert("반사경", (15, 0), "반사경")
    draft.insert("CCTV안내판", (20, 0), "안내판", WORDS="CCTV 설치 안내")
    plan = read(draft, sheets=one_sheet(SheetKind.SECURITY_PLAN, -1)).plan
    fixed, dome = plan.cameras
    assert (fixed.azimuth_deg, fixed.hfov_deg, fixed.pixels) == (60.0, 90.0, 2560)
    assert (fixed.height_m, fixed.target, fixed.storey) == (4.0, "주차장", -1)
    assert (dome.azimuth_deg, dome.hfov_deg, dome.height_m) == (None, None, 2.6)
    assert plan.bells[0].mark == "EB-1"
    assert len(plan.mirrors) == 1
    assert plan.signs[0].words == "CCTV 설치 안내"


def test_pipes_and_boxes(draft: Any, read: Read) -> None:
    draft.insert("가스배관", (0, 0), "배관", BASE="0", TOP="14.4", GUARD="없음")
    draft.insert("우수홈통", (5, 0), "배관", TOP="14.4", GUARD="방호덮개", GUARDTOP="6.5")
    draft.insert("실외기", (10, 0), "배관", GUARD="-")
    draft.insert("무인택배함", (15, 0), "택배함")
    gas, downpipe, unit, box = sorted(read(draft).plan.fixtures, key=lambda f: f.at.x)
    assert (gas.kind, gas.top_m, gas.guard) == (FixtureKind.GAS_PIPE, 14.4, "")
    assert (downpipe.guard, downpipe.guard_top_m) == ("방호덮개", 6.5)
    assert (unit.kind, unit.guard) == (FixtureKind.AC_UNIT, None)
    assert box.kind is FixtureKind.PARCEL_BOX


def test_what_stands_in_a_legend_or_title_block_is_no_element(draft: Any, read: Read) -> None:
    draft.insert("보안등_SL1", (0, 0), "범례", MARK="SL1")
    draft.insert("수목_소나무", (0, 5), "도곽")
    title = draft.document.blocks.new("도곽_A1")
    title.add_blockref("보안등_SL1", (0, 0), dxfattribs={"layer": "보안등"})
    draft.insert("도곽_A1", (0, 0), "도곽")
    reading = read(draft)
    assert list(reading.plan.elements()) == []
    assert dict(reading.census[0].set_aside) == {"legend": 1, "title_block": 2}


def test_a_block_nobody_named_is_opened_and_its_content_read(draft: Any, read: Read) -> None:
    block = draft.document.blocks.new("주동A타입")
    block.add_lwpolyline(
        [(0, 0), (10, 0), (10, 0.2), (0, 0.2)], close=True, dxfattribs={"layer": "벽체"}
    )
    handle = draft.insert("주동A타입", (100, 0), "0")
    (wall,) = read(draft).plan.walls
    assert wall.area.bounds == (100, 0, 110, 0.2)
    assert wall.id.startswith(f"A-1:{handle}/")


def test_nothing_recognised_is_said_loudly(draft: Any, read: Read) -> None:
    draft.box("XYZ", 0, 0, 10, 10)
    reading = read(draft)
    (note,) = [n for n in reading.notes if n.code == "drawing/nothing-recognised"]
    assert note.severity == "missing"
    assert "drawing/unknown-layers" in codes(reading)


def test_a_submissions_own_layer_map_is_used(draft: Any, read: Read) -> None:
    draft.box("XYZ", 0, 0, 10, 10)
    own = default_layer_map().with_own("elements: {walk: {layers: [XYZ]}}", "layers.yaml")
    assert len(read(draft, layer_map=own).plan.walks) == 1


def test_damaged_handles_still_give_different_ids(draft: Any, read: Read) -> None:
    first = draft.box("보행로", 0, 0, 1, 1)
    second = draft.box("보행로", 5, 0, 6, 1)
    twin = draft.bytes().replace(f"\n  5\n{second}\n".encode(), f"\n  5\n{first}\n".encode())
    draft.bytes = lambda: twin
    reading = read(draft)
    walks = reading.plan.walks
    assert sorted(walk.area.bounds for walk in walks) == [(0, 0, 1, 1), (5, 0, 6, 1)]
    assert len({walk.id for walk in walks}) == 2
    assert codes(reading) == ["drawing/damaged-entities"]
