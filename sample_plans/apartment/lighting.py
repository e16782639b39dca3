"""E-101 outdoor lighting and E-110 car park lighting, with the schedule of luminaires."""

from collections.abc import Iterator
from dataclasses import dataclass

from sample_plans import symbols
from sample_plans.apartment import basement
from sample_plans.apartment import layout as lay
from sample_plans.apartment import parking_grid as grid
from sample_plans.apartment.site import background
from sample_plans.drafting import XY, Pen


@dataclass(frozen=True, slots=True)
class Lamp:
    """A luminaire on a plan. `group` is the circuit."""

    kind: str
    mark: str
    at: XY
    turn_deg: float
    height: float
    group: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the schedule: photometric file, kind, mounting height [m], words."""

    file: str
    kind: str
    height: float
    words: str


SCHEDULE: dict[str, Row] = {
    "SL1": Row("street_60w", "security", 6.0, "LED 보안등 60W 7,800lm, 폴 H=6.0m"),
    "PL1": Row("posttop_35w", "pedestrian", 4.0, "LED 보행등 35W 4,200lm, 폴 H=4.0m"),
    "EL1": Row("downlight_15w", "entrance", 2.7, "LED 매입등 15W 1,500lm, 캐노피"),
    "BL1": Row("bollard_10w", "bollard", 1.0, "LED 볼라드등 10W 1,000lm, H=1.0m"),
    "CL1": Row("linear_25w", "ceiling", 2.7, "LED 레이스웨이등 25W 3,400lm"),
    "CL2": Row("downlight_12w", "ceiling", 2.6, "LED 직부등 12W 1,300lm (통로)"),
    "CL3": Row("linear_40w", "ceiling", 2.8, "LED 고출력등 40W 5,600lm (출입구)"),
    "CL4": Row("downlight_16w", "ceiling", 2.7, "LED 직부등 16W 1,800lm (주차구획)"),
}


def outdoor(*, flawed: bool) -> Iterator[Lamp]:
    """Security lamps, path lights and entrance lights."""
    for lane in (lay.H1, lay.H3):
        for x in range(22_000, 178_000, 22_000):
            if flawed and lane == lay.H3 and 80_000 < x < 120_000:
                continue
            yield Lamp("보안등", "SL1", (x, lane[1] + 800), 270, 6.0, "L1")
    for x in (22_000, 44_000, 65_000, 134_000, 155_000, 176_000, 194_500):
        yield Lamp("보안등", "SL1", (x, lay.H2[1] + 800), 270, 6.0, "L2")
    for y in (2_500, 22_000, 54_000, 74_000, 104_000, 126_000):
        yield Lamp("보안등", "SL1", (lay.V1[0] - 900, y), 0, 6.0, "L3")
    for y in (54_000, 74_000, 104_000, 126_000):
        yield Lamp("보안등", "SL1", (lay.V2[1] + 900, y), 180, 6.0, "L3")
    yield Lamp("보안등", "SL1", (124_300, 3_000), 0, 6.0, "L3")
    yield Lamp("보안등", "SL1", (133_700, 3_000), 180, 6.0, "L3")
    for y in (12_400, 59_400, 106_400):
        for x in (*range(12_000, 64_000, 17_000), *range(139_000, 188_000, 16_000)):
            yield Lamp("보행등", "PL1", (x, y), 0, 4.0, "L4")
    for y in (12_400, 106_400):
        for x in (80_000, 97_000, 113_000):
            yield Lamp("보행등", "PL1", (x, y), 0, 4.0, "L4")
    for y in (24_000, 38_000, 52_000, 70_000, 85_000, 99_000, 116_000, 130_000):
        yield Lamp("보행등", "PL1", (9_600, y), 0, 4.0, "L5")
        if not 82_000 < y < 94_000:
            yield Lamp("보행등", "PL1", (187_400, y), 0, 4.0, "L5")
    for at in (
        (81_000, 48_000), (103_200, 48_000), (81_000, 64_200), (103_200, 64_200),
        (121_500, 61_500), (108_300, 48_000), (80_500, 76_500), (103_500, 71_500),
        (113_600, 76_000), (117_400, 90_000), (117_400, 101_000), (39_000, 58_500),
        (53_200, 58_500), (145_000, 58_500), (159_200, 58_500), (97_000, 92_000),
    ):  # fmt: skip
        yield Lamp("보행등", "PL1", at, 0, 4.0, "L6")
    for tower in lay.TOWERS:
        for x in range(2_500, lay.LENGTH, 5_000):
            yield Lamp("볼라드등", "BL1", (tower.x + x, tower.y - 2_900), 0, 1.0, "L9")
        for x in (2_500, 7_000, 17_700, 22_500, 27_300, 38_000, 42_500):
            yield Lamp("볼라드등", "BL1", (tower.x + x, tower.y + lay.DEPTH + 2_200), 0, 1.0, "L9")
        for x in (-2_600, lay.LENGTH + 2_600):
            yield Lamp("보행등", "PL1", (tower.x + x, tower.y + 5_700), 0, 4.0, "L9")
    for entrance in lay.entrances():
        if flawed and (entrance.tower, entrance.line) == UNLIT:
            continue
        for dx in (-700, 700):
            yield Lamp("출입구등", "EL1", (entrance.at[0] + dx, entrance.at[1] + 800), 0, 2.7, "L7")
    for dx in (-900, 900):
        yield Lamp(
            "출입구등",
            "EL1",
            (lay.COMMUNITY_DOOR[0] + dx, lay.COMMUNITY_DOOR[1] - 900),
            0,
            2.7,
            "L7",
        )
    for gate in lay.GATES:
        x, y = gate.at
        for d in (-2_500, 0, 2_500):
            at = (x + d, y + 1_200) if gate.turn_deg == 0 else (x - 1_200, y + d)
            yield Lamp("출입구등", "EL1", at, 0, 3.6, "L8")


UNLIT = ("103동", 2)
DARK_LANES = ("차로 B'3",)
DARK = (11_000, 40_000)
WALLED_ROWS = ("A4", "S1", "S2")


def indoor(*, flawed: bool) -> Iterator[Lamp]:
    """Luminaires of the car park."""
    for lane in grid.lanes():
        long, wide = lane.y1 - lane.y0, lane.x1 - lane.x0
        if not lane.across:
            long, wide = wide, long
        count = max(1, round(long / 4_200))
        for i in range(count):
            along = (i + 0.5) * long / count
            if flawed and lane.name in DARK_LANES and DARK[0] < along < DARK[1]:
                continue
            for side in (-2_600, 2_600) if lane.across else (-3_600, 3_600):
                across = wide / 2 + side
                at = (
                    (lane.x0 + across, lane.y0 + along)
                    if lane.across
                    else (lane.x0 + along, lane.y0 + across)
                )
                turn = 0 if lane.across else 90
                yield Lamp("천장등", "CL1", at, turn, 2.7, lane.name)
    for row in grid.ROWS:
        if row.name in WALLED_ROWS:
            y = row.lane_y + (-3_800 if row.south else 3_800)
            for k in row.spans:
                for part in (0.25, 0.75):
                    x = grid.column_x(k) + grid.PITCH * part
                    yield Lamp("천장등", "CL4", (x, y), 0, 2.7, f"구획 {row.name}")
    for name, area in grid.passages():
        (x0, y0), (x1, y1) = area[0], area[2]
        wide, tall = x1 - x0, y1 - y0
        count = max(1, round(max(wide, tall) / (3_600 if wide > tall else 1_700)))
        for i in range(count):
            t = (i + 0.5) / count
            at = (x0 + wide * t, (y0 + y1) / 2) if wide > tall else ((x0 + x1) / 2, y0 + tall * t)
            yield Lamp("천장등", "CL2", at, 0, 2.6, f"통로 {name}")
    (x0, y0), (x1, y1) = grid.ENTRY[0], grid.ENTRY[2]
    for i in range(4):
        for j in range(5):
            at = (x0 + (x1 - x0) * (i + 0.5) / 4, y0 + (y1 - y0) * (j + 0.5) / 5)
            yield Lamp("천장등", "CL3", at, 90, 2.8, "출입구")


def draw_outdoor(pen: Pen, *, flawed: bool) -> None:
    """E-101: outdoor luminaires, their wiring and schedule."""
    background(pen)
    lamps = list(outdoor(flawed=flawed))
    for number, lamp in enumerate(lamps, start=1):
        symbols.luminaire(
            pen,
            lamp.at,
            lamp.turn_deg,
            kind=lamp.kind,
            mark=lamp.mark,
            height=lamp.height,
            name=f"{lamp.mark}-{number}",
            shown=lamp.kind == "보안등",
        )
    for group in ("L1", "L2", "L3", "L4", "L5", "L6"):
        for run in _runs([lamp.at for lamp in lamps if lamp.group == group]):
            pen.polyline(run, "배선")
    panel = (116_000, 8_600)
    pen.rectangle(panel[0], panel[1], panel[0] + 1_200, panel[1] + 600, "시설물")
    pen.leader("옥외등 분전반 L-P (점멸기: 광센서+타이머)", panel, (100_000, 17_500))
    _legend(pen.moved(209_500, 140_000), ("SL1", "PL1", "EL1", "BL1"), lamps)


def _runs(points: list[XY]) -> Iterator[list[XY]]:
    """Polylines through the lamps of a circuit, line by line."""
    rows: dict[float, list[XY]] = {}
    columns: dict[float, list[XY]] = {}
    for point in points:
        rows.setdefault(point[1], []).append(point)
        columns.setdefault(point[0], []).append(point)
    for line in (*rows.values(), *columns.values()):
        if len(line) > 2:
            yield sorted(line)


def draw_indoor(pen: Pen, *, flawed: bool) -> None:
    """E-110: luminaires of the car park over its outline."""
    basement.background(pen)
    lamps = list(indoor(flawed=flawed))
    for lamp in lamps:
        symbols.luminaire(
            pen, lamp.at, lamp.turn_deg, kind=lamp.kind, mark=lamp.mark, height=lamp.height
        )
    for name in sorted({lamp.group for lamp in lamps}):
        for run in _runs([lamp.at for lamp in lamps if lamp.group == name]):
            pen.polyline(run, "배선")
    _legend(pen.moved(206_000, 140_000), ("CL1", "CL2", "CL3", "CL4"), lamps)


def _legend(pen: Pen, marks: tuple[str, ...], lamps: list[Lamp]) -> None:
    rows = [
        [
            mark,
            SCHEDULE[mark].words,
            f"{SCHEDULE[mark].height:g}",
            f"{SCHEDULE[mark].file}.ies",
            str(sum(1 for lamp in lamps if lamp.mark == mark)),
        ]
        for mark in marks
    ]
    pen.table(
        "조명기구 일람표",
        [("기호", 10), ("규격", 62), ("설치높이(m)", 18), ("배광 파일", 30), ("수량", 12)],
        rows,
        (0, 0),
        height=1.9,
        row=6.5,
    )
    for i, mark in enumerate(marks):
        kind = {"SL1": "보안등", "PL1": "보행등", "EL1": "출입구등", "BL1": "볼라드등"}.get(
            mark, "천장등"
        )
        pen.text(f"{mark}: {kind}", (0, -36_000 - i * 2_600), 2.0, align="MIDDLE_LEFT")
    pen.lines(
        [
            "주기) 1. 유지관리율(보수율) 0.8 적용.",
            "      2. 보안등은 50m 이내 간격으로 설치하고 광센서에 의해 자동 점멸한다.",
            "      3. 지하주차장 차로·주차구획 최소 10lx 이상, 출입구 300lx, 통로 50lx 이상.",
        ],
        (0, -48_000),
        2.0,
    )
