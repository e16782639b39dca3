"""T-101 to T-110: cameras, bells and signs on site, in towers, on roofs, in the basement."""

from collections.abc import Iterator
from dataclasses import dataclass

from sample_plans import symbols
from sample_plans.apartment import basement
from sample_plans.apartment import layout as lay
from sample_plans.apartment import parking_grid as grid
from sample_plans.apartment.site import background
from sample_plans.drafting import XY, Pen

SIGN = "CCTV 설치 안내: 목적 범죄예방, 범위 단지 내 공용부, 24시간, 관리책임자 관리사무소"


@dataclass(frozen=True, slots=True)
class Watch:
    """A camera; `turn_deg` None is a dome."""

    mark: str
    at: XY
    turn_deg: float | None
    height: float
    target: str
    fov: float = 90.0


def site_cameras(*, flawed: bool) -> Iterator[Watch]:
    """Cameras on poles and walls outdoors."""
    if not flawed:
        yield Watch("CS-01", (81_000, 48_000), 42, 4.5, "어린이놀이터")
        yield Watch("CS-02", (103_200, 64_200), 222, 4.5, "어린이놀이터")
    yield Watch("CS-03", (76_000, 7_000), 215, 4.0, "대지출입구")
    yield Watch("CS-04", (122_400, 8_800), 320, 4.0, "대지출입구")
    yield Watch("CS-05", (191_500, 93_500), 315, 4.0, "대지출입구")
    points = (
        ((9_600, 38_000), 90), ((9_600, 99_000), 270), ((9_600, 130_000), 270),
        ((187_400, 38_000), 90), ((187_400, 70_000), 270), ((187_400, 130_000), 270),
        ((65_600, 54_000), 90), ((131_400, 104_000), 90), ((121_500, 61_500), 200),
        ((103_500, 71_500), 180), ((39_000, 58_500), 340), ((159_200, 58_500), 200),
    )  # fmt: skip
    for i, (at, turn) in enumerate(points, start=6):
        if flawed and at in AROUND_PLAYGROUND:
            continue
        yield Watch(f"CS-{i:02d}", at, turn, 4.5, "보행로")


def draw_site_cameras(pen: Pen, *, flawed: bool) -> None:
    """T-101."""
    background(pen)
    for watch in site_cameras(flawed=flawed):
        _camera(pen, watch)
    spots: list[XY] = []
    for gate in lay.GATES:
        x, y = gate.at
        spots.append(
            (x + gate.width / 2 + 800, y + 900)
            if gate.turn_deg == 0
            else (x - 900, y + gate.width / 2 + 800)
        )
    spots += [(e.at[0] + 1_400, e.at[1] + 350) for e in lay.entrances()]
    spots.append((lay.COMMUNITY_DOOR[0] + 1_800, lay.COMMUNITY_DOOR[1] - 350))
    for spot in spots:
        symbols.sign(pen, spot, words=SIGN)
    for i, at in enumerate(
        ((80_500, 64_600), (9_800, 85_000), (187_200, 52_000), (104_000, 76_300)), start=1
    ):
        symbols.bell(pen, at, mark=f"EB-S{i}")
    _legend(pen.moved(209_500, 140_000), outdoor=True)


def _camera(pen: Pen, watch: Watch, *, shown: bool = True) -> None:
    symbols.camera(
        pen,
        watch.at,
        watch.turn_deg or 0.0,
        mark=watch.mark,
        height=watch.height,
        target=watch.target,
        fov=watch.fov,
        dome=watch.turn_deg is None,
        shown=shown,
    )


AROUND_PLAYGROUND = ((65_600, 54_000), (121_500, 61_500), (103_500, 71_500))
NO_ROOF_CAMERA = ("107동", 1)
NO_LOBBY_CAMERA = ("104동", 1)


def ground_cameras() -> Iterator[Watch]:
    """Entrance, lobby, stair and lift cameras of the ground floor."""
    for tower in lay.TOWERS:
        for line, core in enumerate(tower.cores, start=1):
            s = 1 if line == 1 else -1
            no = f"{tower.name[:3]}-{line}"
            y = tower.y
            yield Watch(
                f"CE-{no}",
                (core + s * 1_500, y + lay.CORE_FACE + 150),
                60 if s > 0 else 120,
                2.6,
                "주출입구",
                110,
            )
            yield Watch(
                f"CH-{no}",
                (core + s * 2_900, y + 6_900),
                200 if s > 0 else 340,
                2.5,
                "승강기홀",
                110,
            )
            yield Watch(f"CT-{no}", (core - s * 2_000, y + 7_600), 90, 2.5, "계단실", 100)
            yield Watch(f"CL-{no}", (core + s * 2_200, y + 8_500), None, 2.3, "승강기")
    x, y = lay.COMMUNITY_DOOR
    yield Watch("CE-관리", (x + 1_600, y - 200), 235, 2.8, "주출입구", 110)


def roof_cameras(*, flawed: bool) -> Iterator[Watch]:
    """A camera at every roof door."""
    for tower in lay.TOWERS:
        for line, core in enumerate(tower.cores, start=1):
            if flawed and (tower.name, line) == NO_ROOF_CAMERA:
                continue
            s = 1 if line == 1 else -1
            at = (core - s * 600, tower.y + 4_700)
            yield Watch(
                f"CR-{tower.name[:3]}-{line}", at, 215 if s > 0 else 325, 2.5, "옥상출입구", 110
            )


def draw_ground_cameras(pen: Pen) -> None:
    """T-102."""
    background(pen)
    for watch in ground_cameras():
        _camera(pen, watch)
    _legend(pen.moved(209_500, 140_000), outdoor=False)


def draw_roof_cameras(pen: Pen, *, flawed: bool) -> None:
    """T-103."""
    background(pen)
    for watch in roof_cameras(flawed=flawed):
        _camera(pen, watch)
    _legend(pen.moved(209_500, 140_000), outdoor=False)


def parking_cameras(*, flawed: bool) -> Iterator[Watch]:
    """Domes over the lanes, and a camera in every basement lobby."""
    number = 0
    for lane in grid.lanes():
        length = lane.y1 - lane.y0 if lane.across else lane.x1 - lane.x0
        count = max(1, round(length / 16_800))
        for i in range(count):
            t = (i + 0.5) / count
            at = (
                ((lane.x0 + lane.x1) / 2, lane.y0 + length * t)
                if lane.across
                else (lane.x0 + length * t, (lane.y0 + lane.y1) / 2)
            )
            if flawed and at[1] < 33_000 and at[0] < 76_000:
                continue
            number += 1
            yield Watch(f"CP-{number:02d}", at, None, 2.5, "주차장")
    yield Watch("CP-R1", (129_000, 31_500), 270, 2.6, "주차장출입구", 100)
    for tower in lay.TOWERS:
        for line, core in enumerate(tower.cores, start=1):
            if flawed and (tower.name, line) == NO_LOBBY_CAMERA:
                continue
            s = 1 if line == 1 else -1
            at = (core + s * 2_900, tower.y + 6_900)
            yield Watch(
                f"CB-{tower.name[:3]}-{line}", at, 200 if s > 0 else 340, 2.5, "승강기홀", 110
            )


def bells(*, flawed: bool) -> Iterator[tuple[str, XY]]:
    """Bells on columns along every lane, at the lobby doors and the entry."""
    number = 0
    for name, row_y, lines in (
        ("S", 17_900, range(1, 8, 2)),
        ("A", 48_500, range(1, 22, 2)),
        ("A'", 64_500, range(1, 22, 2)),
        ("C", 80_500, range(8, 15, 2)),
        ("B", 96_500, range(1, 22, 2)),
        ("B'", 112_500, range(1, 22, 2)),
    ):
        for k in lines:
            if flawed and name == "A'" and k in (17, 19):
                continue
            number += 1
            yield f"EB-{number:02d}", (grid.column_x(k) + 320, row_y)
    if flawed:
        number += 1
        yield f"EB-{number:02d}", (grid.column_x(20) + 320, 64_500)
    for k, ys in (
        (1, (32_000, 72_000, 80_000)),
        (7, (26_000, 72_300, 84_000)),
        (14, (40_300, 72_300, 88_300)),
        (21, (40_300, 75_000, 88_300)),
    ):
        for y in ys:
            number += 1
            yield f"EB-{number:02d}", (grid.column_x(k) + 200.0, float(y))
    for tower, _, x, north in grid.accesses():
        base = next(t.y for t in lay.TOWERS if t.name == tower)
        number += 1
        yield f"EB-{number:02d}", (x + 1_300, base + (lay.CORE_FACE + 150 if north else -150))
    for name, area in grid.passages():
        if name[0] in "ABN" and "-" not in name:
            y = area[2][1] - 200.0 if name[0] == "N" else area[0][1] + 200.0
            for x in (area[0][0] + 1_500.0, area[2][0] - 1_500.0):
                number += 1
                yield f"EB-{number:02d}", (x, y)
    yield "EB-R1", (125_650, 30_000)
    yield "EB-R2", (132_350, 26_000)


def draw_parking_cameras(pen: Pen, *, flawed: bool) -> None:
    """T-110."""
    basement.background(pen)
    for watch in parking_cameras(flawed=flawed):
        _camera(pen, watch)
    for mark, at in bells(flawed=flawed):
        symbols.bell(pen, at, mark=mark)
    _legend(pen.moved(206_000, 140_000), outdoor=False)


def _legend(pen: Pen, *, outdoor: bool) -> None:
    rows = [
        [
            "CCTV 고정형",
            "400만 화소 이상, IR, IP66" if outdoor else "400만 화소 이상, 벽부·천장",
            "90~110°",
        ],
        ["CCTV 돔", "400만 화소 이상, 어안(전방위)", "360°"],
        ["비상벨", "양방향 통화, 경광등 연동, 기둥 채색 구분", "-"],
        ["안내판", "개인정보보호법 제25조 안내판 300×400", "-"],
    ]
    pen.table(
        "CCTV·비상벨 범례",
        [("구분", 26), ("사양", 74), ("화각", 20)],
        rows,
        (0, 0),
        height=1.9,
        row=6.5,
    )
    pen.lines(
        [
            "주기) 1. 영상은 관리사무소·경비실에서 상시 관제하고 30일 이상 저장한다.",
            "      2. 비상벨은 25m 이내 간격으로 설치하고 관리사무소·경비실과 통화 연결한다.",
            "      3. 비상벨 설치 기둥·벽은 노란색 띠로 구분 도색한다.",
            "      4. 옥상 출입문은 화재 시 자동 해정되는 비상문자동개폐장치로 한다.",
        ],
        (0, -36_000),
        2.0,
    )
