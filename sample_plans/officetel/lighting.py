"""E-101 outdoor lighting, E-201 to E-203 car park lighting of the 오피스텔, and the schedule."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sample_plans import luminaires, symbols
from sample_plans.drafting import XY, Pen
from sample_plans.officetel import basement
from sample_plans.officetel import layout as lay
from sample_plans.officetel.site import background, grey_walls
from sample_plans.rooms import underlay


@dataclass(frozen=True, slots=True)
class Kind:
    """A row of the schedule of luminaires."""

    file: str
    kind: str
    block: str
    height_m: float
    words: str
    shape: luminaires.Shape
    lumens: float
    watts: float
    name: str


SCHEDULE: dict[str, Kind] = {
    "SL1": Kind("street_80w", "security", "보안등", 6.0, "LED 보안등 80W, 폴 H=6.0m",
                luminaires.street, 10_400, 80, "LED street light"),
    "PL1": Kind("posttop_30w", "pedestrian", "보행등", 4.0, "LED 보행등 30W, 폴 H=4.0m",
                luminaires.post_top, 3_600, 30, "LED post top"),
    "WL1": Kind("wall_20w", "pedestrian", "보행등", 3.0, "LED 벽부등 20W(하향), H=3.0m",
                luminaires.downlight, 2_200, 20, "LED wall light"),
    "EL1": Kind("downlight_24w", "entrance", "출입구등", 3.2, "LED 캐노피 매입등 24W, H=3.2m",
                luminaires.downlight, 2_900, 24, "LED canopy downlight"),
    "CL1": Kind("linear_40w", "ceiling", "천장등", 2.6, "LED 레이스웨이등 40W, H=2.6m",
                luminaires.linear, 5_200, 40, "LED linear"),
    "CL2": Kind("downlight_20w", "ceiling", "천장등", 2.5, "LED 직부등 20W (보행통로), H=2.5m",
                luminaires.downlight, 2_400, 20, "LED ceiling light"),
    "CL3": Kind("linear_60w", "ceiling", "천장등", 3.0, "LED 고출력등 60W (차량 출입구), H=3.0m",
                luminaires.linear, 9_000, 60, "LED linear, high output"),
}  # fmt: skip

Lamp = tuple[str, XY, float]
"""Mark, place, direction of C0."""


def outdoor(*, flawed: bool) -> Iterator[Lamp]:
    """Street lamps of the city, path lights, wall lights, entrance lights."""
    for x in (-12_000, 12_000, 36_000, 62_000):
        yield "SL1", (x, -3_500), 270
    for y in (14_000, 40_000):
        yield "SL1", (55_600, y), 180
    for x in (4_000, 14_000, 24_000, 44_000):
        yield "PL1", (x, 1_800), 0
    if flawed:
        return
    for y in (9_000, 16_000, 22_500):
        yield "PL1", (9_200, y), 0
    for x in (17_000, 25_000, 33_000, 41_000):
        yield "WL1", (x, 22_700), 0
    for x in (12_500, 21_000, 31_000, 40_000, 46_500):
        yield "PL1", (x, 26_300), 0
    for y in (8_000, 14_000, 20_000):
        yield "WL1", (46_700, y), 0
        yield "WL1", (12_500, y), 0
    for y in (30_000, 33_800):
        yield "WL1", (14_000, y), 0
    for x in range(17_000, 44_000, 5_000):
        yield "WL1", (x, 35_400), 0
    for x in (18_000, 26_000, 35_500, 43_500):
        yield "WL1", (x, 28_400), 0
    for x in (30_300, 31_900):
        yield "EL1", (x, 4_100), 0
    for x in (39_400, 40_600):
        yield "EL1", (x, 4_300), 0


def indoor(storey: int, *, flawed: bool) -> Iterator[Lamp]:
    """Rows over lanes and bays, one more over the way to the lift hall."""
    dark = flawed and storey == -2
    for x in range(3_600, 47_000, 5_250):
        for y in (3_900, 9_500):
            if not (dark and x > 33_000):
                yield "CL1", (x, y), 90
    for x in range(14_100, 47_000, 5_250):
        if not (dark and x > 33_000):
            yield "CL1", (x, 25_700), 90
    for x in (15_000, 19_000, 39_900, 44_600):
        for y in (15_000, 20_200):
            if storey == -2 and y > 18_000 and x > 38_000:
                continue
            if not (dark and x > 33_000):
                yield "CL1", (x, y), 0
    for x in (23_500, 27_200, 35_500):
        yield "CL1", (x, 15_000), 0
    for y in (14_500, 19_700, 24_900, 30_100, 33_600):
        yield "CL1", (9_500, y), 0
        if storey == -1 or y < 25_000:
            yield "CL1", (3_800, y), 0
    if not dark:
        yield "CL2", (31_100, 15_000), 0


def entry() -> Iterator[Lamp]:
    """High output over the vehicle entrance, a row along the ramp."""
    for x in (41_200, 43_600):
        for y in (29_700, 31_100, 32_700, 34_100):
            yield "CL3", (x, y), 90
    for x in (17_000, 22_000, 27_000, 32_000, 36_500):
        yield "CL1", (x, 31_900), 90


def draw_outdoor(pen: Pen, *, flawed: bool) -> None:
    """E-101: outdoor luminaires and the schedule."""
    background(pen, flawed=flawed)
    placed = list(outdoor(flawed=flawed))
    _lamps(pen, placed, shown=True)
    _schedule(pen, placed, (59_500, 50_500))
    pen.lines(
        (
            "1. SL1은 가로등·보안등(한강구청 관리) 기존 시설.",
            "2. PL1·WL1·EL1은 조도센서 점멸, 일몰~일출 상시 점등.",
            "3. 연색성 Ra 80 이상, 색온도 4,000K, 컷오프형 배광.",
        ),
        (59_500, 38_500),
        2.2,
    )
    pen.text("옥외조명 계획도", (24_000, -23_500), 5.0)
    pen.text("S = 1/150", (24_000, -25_200), 2.5)


def draw_indoor(pen: Pen, storey: int, *, flawed: bool) -> None:
    """E-201 and E-202: the luminaires of a basement storey."""
    basement_background(pen, storey)
    placed = list(indoor(storey, flawed=flawed))
    _lamps(pen, placed)
    for y in (4_000, 9_500, 25_700):
        xs = sorted(at[0] for mark, at, _ in placed if mark == "CL1" and at[1] == y)
        if len(xs) > 1:
            pen.polyline([(xs[0], y), (xs[-1], y)], "배선")
    pen.polyline([(9_500, 9_500), (9_500, 33_500)], "배선")
    _schedule(pen, placed, (50_500, 33_000))
    pen.lines(
        (
            "1. 설계 조도(주차장법 시행규칙 제6조제1항제9호):",
            "   주차구획·차로 최소 10 lx, 최대는 최소의 10배 이내",
            "   사람이 출입하는 통로 최소 50 lx",
            "   주차장 출구·입구 최소 300 lx",
            "2. 보수율 0.8, 천장등 설치높이 FL+2.6m.",
        ),
        (50_500, 25_500),
        2.2,
    )
    pen.text(f"지하{-storey}층 조명 평면도", (24_000, -5_200), 5.0)
    pen.text("S = 1/100", (24_000, -6_400), 2.5)


def draw_entry(pen: Pen, *, flawed: bool) -> None:
    """E-203: the luminaires of the ramp and the vehicle entrance."""
    background(pen, flawed=flawed, inside=True)
    pen.rectangle(*lay.ENTRY[0], *lay.ENTRY[2], "배경", colour=8)
    pen.text("주차장 출입구", (42_400, 33_000), 1.4, layer="배경")
    placed = list(entry())
    _lamps(pen, placed)
    pen.polyline([(17_000, 31_900), (44_200, 31_900)], "배선")
    _schedule(pen, placed, (59_500, 50_500))
    pen.text("1층 주차램프·출입구 조명 평면도", (24_000, -23_500), 5.0)
    pen.text("S = 1/150", (24_000, -25_200), 2.5)


def basement_background(pen: Pen, storey: int) -> None:
    """The grey plan of a basement storey."""
    underlay(pen, f"XREF-지하{-storey}층", lambda p: _basement_background(p, storey))


def _basement_background(pen: Pen, storey: int) -> None:
    grey_walls(pen, basement.walls(storey))
    for bay in lay.bays(storey):
        x, y = bay.at
        if bay.turn_deg == 90:
            pen.rectangle(x - bay.depth, y - bay.width / 2, x, y + bay.width / 2, "배경")
        else:
            depth = bay.depth if bay.turn_deg == 0 else -bay.depth
            pen.rectangle(x - bay.width / 2, y, x + bay.width / 2, y + depth, "배경")
    for x, y in lay.COLUMNS:
        pen.rectangle(x - 300, y - 300, x + 300, y + 300, "배경", colour=8)
    pen.rectangle(14_500, 28_900, 40_900, 34_900, "배경")
    pen.text("램프", (27_000, 31_900), 2.0, layer="배경")
    pen.text("승강기홀", (29_600, 18_700), 1.6, layer="배경")


def _lamps(pen: Pen, placed: list[Lamp], *, shown: bool = False) -> None:
    for mark, at, turn in placed:
        kind = SCHEDULE[mark]
        symbols.luminaire(
            pen, at, turn, kind=kind.block, mark=mark, height=kind.height_m, shown=shown
        )


def _schedule(pen: Pen, placed: list[Lamp], at: XY) -> None:
    used = [mark for mark in SCHEDULE if any(m == mark for m, _, _ in placed)]
    rows = [
        (
            mark,
            SCHEDULE[mark].words,
            f"{SCHEDULE[mark].lumens:,.0f}",
            str(sum(m == mark for m, _, _ in placed)),
        )
        for mark in used
    ]
    columns = (("기호", 14.0), ("사양", 66.0), ("광속(lm)", 22.0), ("수량", 14.0))
    pen.table("조명기구 일람표", columns, rows, at, height=2.2, row=7.0)


def write_photometry(folder: Path) -> None:
    """The IES files of the schedule."""
    for kind in SCHEDULE.values():
        luminaires.write_ies(
            folder / f"{kind.file}.ies",
            name=kind.name,
            shape=kind.shape,
            lumens=kind.lumens,
            watts=kind.watts,
        )
