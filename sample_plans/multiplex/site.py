"""A-101 the site plan of the 다세대, and the grey background that other sheets stand on."""

from sample_plans import symbols
from sample_plans.drafting import XY, Pen, box
from sample_plans.multiplex import layout as lay
from sample_plans.multiplex.ground import draw_paving
from sample_plans.rooms import underlay

BACKGROUND = "XREF-배치"

OVERVIEW = (
    ("대지위치", "가상특별시 한강구 여울동 45-6"),
    ("지역·지구", "제2종일반주거지역"),
    ("대지면적", "279.68 ㎡"),
    ("용도", "공동주택(다세대주택 8세대)"),
    ("구조·층수", "철근콘크리트조, 지상5층(1층 필로티)"),
    ("건축면적", "133.92 ㎡ (건폐율 47.88 %)"),
    ("연면적", "551.98 ㎡ (용적률 197.36 %)"),
    ("최고높이", "14.40 m"),
    ("주차대수", "8대 (자주식, 필로티·옥외)"),
    ("조경면적", "15.20 ㎡ (5.43 %)"),
)


def draw_site_plan(pen: Pen, *, flawed: bool) -> None:
    """Everything of A-101: what is read first, then what is for people."""
    pen.area(lay.BOUNDARY, "대지경계선")
    for name, area in (("6M 도로 (여울로12길)", lay.NORTH_ROAD), ("4M 도로", lay.ALLEY)):
        pen.area(area, "도로")
        wide = area[2][0] - area[0][0] > area[2][1] - area[0][1]
        at = (20_000.0, 21_900.0) if wide else (-2_000.0, -6_000.0)
        pen.text(name, at, 2.6, turn_deg=0 if wide else 90)
    pen.area(lay.BUILDING, "건물외곽선")
    pen.hatch(lay.BUILDING, pattern="ANSI31", size=0.9, colour=252)
    symbols.building_label(
        pen,
        (7_700, 6_400),
        name="다세대주택",
        floors=5,
        height=lay.ROOF_LEVEL / 1000,
        base=lay.BASE_M,
    )
    pen.text("지상5층(1층 필로티), H=14.4m", (7_700, 4_900), 2.0)
    for name, area, floors in lay.NEIGHBOURS:
        pen.area(area, "인접건물")
        pen.hatch(area, pattern="ANSI31", size=2.5, colour=254)
        middle = ((area[0][0] + area[2][0]) / 2, (area[0][1] + area[2][1]) / 2)
        symbols.building_label(pen, middle, name=name, floors=floors, height=floors * 3.0 + 1.0)
        pen.text(f"지상{floors}층", (middle[0], middle[1] - 1_100), 1.8)
    pen.area(lay.path(flawed=flawed), "보행로")
    for name, kind, height, openness, line, at in lay.fences(flawed=flawed):
        pen.polyline(line, "담장", width=60 if openness else 150)
        symbols.fence_label(pen, at, kind=kind, height=height, openness=openness, name=name)
    _paving(pen, flawed=flawed)
    _for_people(pen, flawed=flawed)


def _paving(pen: Pen, *, flawed: bool) -> None:
    if not flawed:
        pen.area(box(0, 5_500, 1_400, 13_100), "바닥마감")
        pen.area(box(150, 13_150, 15_050, 18_380), "바닥마감")
    draw_paving(pen, flawed=flawed)


def _for_people(pen: Pen, *, flawed: bool) -> None:
    for bay in lay.bays(flawed=flawed):
        if bay.kind != "이륜차":
            x, y = bay.at
            pen.rectangle(x - bay.width / 2, y - bay.depth, x + bay.width / 2, y, "내부선")
            pen.text(bay.number, (x, y - bay.depth / 2), 1.8)
    for at in lay.COLUMNS:
        pen.rectangle(at[0] - 200, at[1] - 300, at[0] + 200, at[1] + 300, "내부선")
    x, y = lay.entrance(flawed=flawed)
    arrow: list[XY] = (
        [(x, y - 100), (x - 500, y - 1_000), (x + 500, y - 1_000)]
        if flawed
        else [(x - 200, y), (x - 1_100, y - 500), (x - 1_100, y + 500)]
    )
    pen.polyline(arrow, "시설물", closed=True)
    pen.hatch(arrow, pattern="SOLID", layer="시설물", colour=1)
    pen.leader("주출입구", arrow[0], (-7_000, -1_500))
    pen.chain([(0, 0), (1_500, 0), (13_900, 0), (15_200, 0)], -8)
    pen.chain([(15_200, 0), (15_200, 1_400), (15_200, 12_200), (15_200, 18_400)], -8)
    pen.dimension((-4_000, 14_500), (0, 14_500), 0)
    pen.dimension((11_000, 18_400), (11_000, 24_400), 0)
    for words, at in (
        ("EL+32.10", (3_000, 21_000)), ("EL+32.00", (-2_000, 10_500)), ("EL+32.15", (8_800, 2_000)),
    ):  # fmt: skip
        pen.level(words, at)
    for words, tip, at in (
        ("대지경계선", (15_200, 15_000), (18_500, 17_400)),
        (
            "정북일조 검토: 도로중심선 3.0m + 이격 6.2m ≥ H/2 7.2m",
            (9_000, 21_400),
            (11_500, 25_000),
        ),
    ):
        pen.leader(words, tip, at)
    pen.polyline([(-14_000, 21_400), (29_000, 21_400)], "노면표시", linetype="DASHDOT2")
    pen.polyline([(-2_000, -12_500), (-2_000, 18_400)], "노면표시", linetype="DASHDOT2")
    pen.table(
        "건 축 개 요",
        (("구분", 26.0), ("내용", 72.0)),
        OVERVIEW,
        (34_500, 33_000),
        height=2.4,
        row=7.0,
    )
    rows = [
        (str(number), kind, f"{height:g}", f"{openness:g} %")
        for number, kind, height, openness, _, _ in lay.fences(flawed=flawed)[
            : 1 if not flawed else 2
        ]
    ]
    pen.table(
        "담장 일람",
        (("기호", 14.0), ("종류", 44.0), ("높이(m)", 20.0), ("개방율", 20.0)),
        rows,
        (34_500, 22_500),
        height=2.4,
        row=7.0,
    )


def background(pen: Pen, *, flawed: bool) -> None:
    """Put the grey background under a sheet, as a bound xref; once per document."""
    underlay(pen, BACKGROUND, lambda p: _background(p, flawed=flawed))


def _background(pen: Pen, *, flawed: bool) -> None:
    pen.polyline(lay.BOUNDARY, "배경", closed=True, colour=8)
    for area in (lay.NORTH_ROAD, lay.ALLEY):
        pen.area(area, "배경")
    for name, area, _ in lay.NEIGHBOURS:
        pen.area(area, "배경")
        middle = ((area[0][0] + area[2][0]) / 2, (area[0][1] + area[2][1]) / 2)
        pen.text(name, middle, 2.0, layer="배경")
    pen.area(lay.BUILDING, "배경", colour=8)
    for at in lay.COLUMNS:
        pen.rectangle(at[0] - 200, at[1] - 300, at[0] + 200, at[1] + 300, "배경", colour=8)
    x, y = lay.AT
    pen.rectangle(x, y + 4_000, x + 5_300, y + 6_800, "배경", colour=8)
    pen.rectangle(x, y + 6_800, x + 3_400, y + 8_900, "배경", colour=8)
    pen.text("코어", (x + 2_600, y + 5_400), 1.8, layer="배경")
    for bay in lay.bays(flawed=flawed):
        bx, by = bay.at
        depth = -bay.depth if bay.turn_deg else bay.depth
        pen.rectangle(bx - bay.width / 2, by, bx + bay.width / 2, by + depth, "배경")
    pen.text("6M 도로", (18_000, 21_000), 2.4, layer="배경")
    pen.text("4M 도로", (-2_000, -5_000), 2.4, layer="배경", turn_deg=90)
