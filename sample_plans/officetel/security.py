"""T-101 to T-202: cameras, bells and signs of the 오피스텔."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sample_plans import symbols
from sample_plans.drafting import XY, Pen
from sample_plans.officetel import layout as lay
from sample_plans.officetel.lighting import basement_background
from sample_plans.officetel.site import background

SIGN = (
    "CCTV 설치안내: 범죄예방·시설안전 / 출입구·로비·승강기·주차장 / 24시간 / 관리사무소 02-000-0000"
)


@dataclass(frozen=True, slots=True)
class Eye:
    """A camera on a plan; a dome has no direction."""

    mark: str
    at: XY
    turn_deg: float | None
    target: str
    height_m: float = 2.6


def ground(*, flawed: bool) -> Iterator[Eye]:
    """Cameras of the ground floor."""
    if not flawed:
        yield Eye("C101", (31_100, 6_200), 270, "주출입구")
        yield Eye("C103", (38_600, 7_000), 300, "점포출입구")
        yield Eye("C104", (43_000, 8_000), 300, "계산대", 2.8)
    else:
        yield Eye("C101", (14_200, 13_700), 180, "주출입구")
    yield Eye("C102", (29_600, 15_400), 90, "승강기홀")
    yield Eye("C105", (28_100, 21_200), None, "승강기", 2.4)
    yield Eye("C106", (31_100, 21_200), None, "승강기", 2.4)
    yield Eye("C107", (44_800, 31_900), 180, "주차장출입구", 2.8)
    if not flawed:
        yield Eye("C108", (12_300, 22_700), 200, "후면", 3.0)
        yield Eye("C109", (46_800, 22_700), 300, "후면", 3.0)


def parking(storey: int, *, flawed: bool) -> Iterator[Eye]:
    """Cameras of a basement storey: domes over lanes, one at the lift hall."""
    spots: Sequence[XY] = (
        (4_000, 9_500),
        (9_500, 9_500),
        (17_000, 9_500),
        (25_400, 9_500),
        (33_800, 9_500),
        (42_200, 9_500),
        (9_500, 17_500),
        (9_500, 25_700),
        (9_500, 32_500),
        (17_000, 25_700),
        (25_400, 25_700),
        (33_800, 25_700),
        (42_200, 25_700),
    )
    base = 200 if storey == -1 else 300
    for i, at in enumerate(spots, start=1):
        if flawed and storey == -2 and at[1] == 25_700:
            continue
        yield Eye(f"C{base + i}", at, None, "주차장")
    if not (flawed and storey == -2):
        yield Eye(f"C{base + 20}", (26_500, 18_700), 0, "승강기홀", 2.4)


def bells(storey: int) -> Iterator[tuple[str, XY]]:
    """Bells on columns and walls along lanes and at the lift hall."""
    spots: Sequence[XY] = (
        (12_800, 13_300), (29_600, 13_300), (46_400, 13_300), (12_800, 22_900), (29_600, 22_900),
        (45_600, 22_900), (1_500, 10_000), (12_650, 33_800), (29_300, 17_300),
    )  # fmt: skip
    for i, at in enumerate(spots, start=1):
        yield f"EB{-storey}-{i}", at


def draw_ground_cameras(pen: Pen, *, flawed: bool) -> None:
    """T-101: cameras and signs of the ground floor."""
    background(pen, flawed=flawed, inside=True)
    placed = list(ground(flawed=flawed))
    _cameras(pen, placed)
    signs: Sequence[XY] = ((33_900, 4_400), (41_300, 4_400), (46_400, 28_300))
    for at in signs if not flawed else ():
        symbols.sign(pen, at, words=SIGN)
    _schedule(pen, placed, (59_500, 50_500), note=not flawed)
    pen.text("1층 CCTV 설치계획도", (24_000, -23_500), 5.0)
    pen.text("S = 1/150", (24_000, -25_200), 2.5)


def draw_parking_cameras(pen: Pen, storey: int, *, flawed: bool) -> None:
    """T-201 and T-202: cameras and bells of a basement storey."""
    basement_background(pen, storey)
    placed = list(parking(storey, flawed=flawed))
    _cameras(pen, placed)
    for mark, at in bells(storey):
        symbols.bell(pen, at, mark=mark)
    if not flawed:
        symbols.sign(pen, (32_900, 17_300), words=SIGN)
    _schedule(pen, placed, (50_500, 33_000), note=True)
    pen.text(f"지하{-storey}층 CCTV·비상벨 설치계획도", (24_000, -5_200), 5.0)
    pen.text("S = 1/100", (24_000, -6_400), 2.5)


def draw_roof_cameras(pen: Pen, *, flawed: bool) -> None:
    """T-103: cameras at the roof doors."""
    background(pen, flawed=flawed)
    placed = (
        []
        if flawed
        else [
            Eye("C401", (22_600, 15_600), 90, "옥상출입구", 2.5),
            Eye("C402", (36_600, 15_600), 90, "옥상출입구", 2.5),
        ]
    )
    for x0, x1 in lay.STAIRS:
        pen.rectangle(x0, lay.CORE[0], x1, lay.CORE[2], "배경", colour=8)
        pen.text("계단실", ((x0 + x1) / 2, 20_000), 1.4, layer="배경")
    _cameras(pen, placed)
    _schedule(pen, placed, (59_500, 50_500), note=False)
    pen.text("옥상층 CCTV 설치계획도", (24_000, -23_500), 5.0)
    pen.text("S = 1/150", (24_000, -25_200), 2.5)


def _cameras(pen: Pen, placed: Sequence[Eye]) -> None:
    for eye in placed:
        symbols.camera(
            pen, eye.at, eye.turn_deg or 0.0, mark=eye.mark, height=eye.height_m, target=eye.target,
            dome=eye.turn_deg is None, pixels=3_840,
        )  # fmt: skip


def _schedule(pen: Pen, placed: Sequence[Eye], at: XY, *, note: bool) -> None:
    targets = sorted({eye.target for eye in placed})
    rows = []
    for target in targets:
        these = [eye for eye in placed if eye.target == target]
        marks = f"{these[0].mark}~{these[-1].mark[1:]}" if len(these) > 1 else these[0].mark
        form = "돔(전방위)" if these[0].turn_deg is None else "고정형 90°"
        rows.append((marks, target, f"{form} 800만화소", f"{these[0].height_m:g}", str(len(these))))
    columns = (
        ("기호", 24.0),
        ("감시 대상", 28.0),
        ("사양", 36.0),
        ("높이(m)", 16.0),
        ("수량", 12.0),
    )
    pen.table("CCTV 일람표", columns, rows, at, height=2.2, row=7.0)
    words = [
        "1. 녹화: NVR 8TB×4, 30일 이상 저장, 방재실에서 상시 모니터링.",
        "2. 바닥면에서 높이 170cm의 물체를 식별할 수 있을 것.",
    ]
    if note:
        words.append("3. 비상벨은 방재실과 양방향 통화, 설치 기둥은 적색 도색.")
    pen.lines(words, (at[0], at[1] - (len(rows) + 2.5) * 7.0 * pen.scale), 2.2)
