"""E-101 the outdoor lighting of the 다세대 with its schedule."""

from dataclasses import dataclass
from pathlib import Path

from sample_plans import luminaires, symbols
from sample_plans.drafting import XY, Pen
from sample_plans.multiplex.site import background


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
    "SL1": Kind("street_50w", "security", "보안등", 5.0, "LED 보안등(공공) 50W, 암·폴 H=5.0m",
                luminaires.street, 6_000, 50, "LED street light"),
    "WL1": Kind("wall_12w", "pedestrian", "보행등", 2.4, "LED 벽부등 12W(하향), H=2.4m, 동작감지",
                luminaires.downlight, 1_100, 12, "LED wall light"),
    "EL1": Kind("downlight_20w", "entrance", "출입구등", 2.6, "LED 현관등 20W, H=2.6m",
                luminaires.downlight, 2_200, 20, "LED canopy downlight"),
    "CL1": Kind("ceiling_15w", "ceiling", "천장등", 2.6, "LED 필로티 직부등 15W, H=2.6m",
                luminaires.linear, 1_800, 15, "LED ceiling light"),
}  # fmt: skip

ALLEY_LAMPS: tuple[tuple[XY, float], ...] = (
    ((-3_700, 17_000), 0), ((-3_700, 1_000), 0), ((13_000, 24_000), 270), ((-300, -11_000), 180),
)  # fmt: skip


def lamps(*, flawed: bool) -> tuple[tuple[str, XY, float], ...]:
    """Mark, place and direction of every luminaire."""
    found: list[tuple[str, XY, float]] = [("SL1", at, turn) for at, turn in ALLEY_LAMPS]
    if flawed:
        return (*found, ("CL1", (7_200, 10_700), 0.0), ("CL1", (11_000, 10_700), 0.0))
    found += [("EL1", at, 0.0) for at in ((1_150, 8_600), (1_150, 9_800))]
    gaps = (
        (14_050, 3_200), (14_050, 6_300), (14_050, 10_200), (3_600, 1_250), (7_700, 1_250),
        (11_800, 1_250), (1_350, 3_000), (1_350, 12_000),
    )  # fmt: skip
    found += [("WL1", at, 0.0) for at in gaps]
    found += [
        ("CL1", (x, y), 0.0)
        for y in (3_600, 10_700)
        for x in (4_400, 7_200, 10_000, 12_600)
        if not (x == 4_400 and y == 10_700)
    ]
    found += [
        ("CL1", (4_700, 11_600), 0.0),
        ("CL1", (8_600, 7_000), 0.0),
        ("CL1", (12_000, 7_000), 0.0),
    ]
    return tuple(found)


def draw_lighting(pen: Pen, *, flawed: bool) -> None:
    """Luminaires, their circuits and the schedule."""
    background(pen, flawed=flawed)
    placed = lamps(flawed=flawed)
    for mark, at, turn in placed:
        kind = SCHEDULE[mark]
        symbols.luminaire(
            pen, at, turn, kind=kind.block, mark=mark, height=kind.height_m, shown=True
        )
    for mark in ("WL1", "CL1"):
        points = sorted(
            (at for m, at, _ in placed if m == mark), key=lambda p: (p[1] // 3_000, p[0])
        )
        if len(points) > 2:
            pen.polyline([(4_200, 7_300), *points], "배선")
    used = [mark for mark in SCHEDULE if any(m == mark for m, _, _ in placed)]
    rows = [
        (mark, SCHEDULE[mark].words, f"{SCHEDULE[mark].lumens:,.0f}", f"{SCHEDULE[mark].watts:g}",
         str(sum(m == mark for m, _, _ in placed)))
        for mark in used
    ]  # fmt: skip
    columns = (("기호", 16.0), ("사양", 70.0), ("광속(lm)", 22.0), ("W", 14.0), ("수량", 14.0))
    pen.table("조명기구 일람표", columns, rows, (33_000, 31_000), height=2.4, row=7.0)
    pen.lines(
        (
            "1. SL1은 기존 공공 보안등(한강구청 관리)으로 점등 상태를 현장 확인함.",
            "2. 벽부등·필로티등은 조도감지 및 동작감지(상시 30 %, 감지 시 100 %).",
            "3. 인접 세대 창면 빛공해: 제3종 조명환경관리구역 10 lx 이하로 각도 조정.",
        ),
        (33_000, 26_000),
        2.4,
    )
    pen.rectangle(4_000, 7_000, 4_500, 7_500, "배선")
    pen.text("LP-1", (4_250, 6_700), 1.6)
    pen.text("옥외조명 계획도", (7_000, -14_500), 5.0)
    pen.text("S = 1/100", (7_000, -15_600), 2.5)


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
