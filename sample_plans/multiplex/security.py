"""T-101 and T-102: cameras and their signs on the pilotis floor and at the roof."""

from sample_plans import symbols
from sample_plans.drafting import XY, Pen
from sample_plans.multiplex import layout as lay
from sample_plans.multiplex.site import background
from sample_plans.rooms import underlay

SIGN = "CCTV 설치안내: 범죄예방·시설안전 / 건물 출입구·주차장 전역 / 24시간 / 관리인 02-000-0000"

# mark, place, direction, height [m], target, dome
CAMERAS: tuple[tuple[str, XY, float, float, str, bool], ...] = (
    ("C1", (1_300, 12_000), 250, 2.6, "주출입구", False),
    ("C2", (5_900, 12_300), 60, 2.6, "주차장", False),
    ("C3", (13_700, 7_700), 135, 2.6, "주차장", False),
    ("C4", (13_950, 1_300), 135, 2.6, "측면·후면", False),
)


def draw_ground_cameras(pen: Pen, *, flawed: bool) -> None:
    """Cameras at the entrance, the car park and the gaps."""
    background(pen, flawed=flawed)
    cameras = CAMERAS[1:2] if flawed else CAMERAS
    for mark, at, turn, height, target, dome in cameras:
        symbols.camera(pen, at, turn, mark=mark, height=height, target=target, dome=dome)
    if not flawed:
        symbols.sign(pen, (1_150, 10_700), words=SIGN)
        symbols.sign(pen, (9_700, 12_350), words=SIGN)
        pen.leader("CCTV 안내판", (1_150, 10_700), (-5_000, 10_900))
        pen.leader("CCTV 안내판", (9_700, 12_350), (17_000, 14_400))
    rows = [
        (mark, target, f"{height:g}", "고정형 400만화소", "90°")
        for mark, _, _, height, target, _ in cameras
    ]
    if not flawed:
        rows.append(("C5", "옥상 출입구", "2.4", "고정형 400만화소", "90°"))
    columns = (
        ("기호", 16.0),
        ("감시 대상", 34.0),
        ("높이(m)", 20.0),
        ("사양", 40.0),
        ("화각", 16.0),
    )
    pen.table("CCTV 일람표", columns, rows, (33_000, 31_000), height=2.4, row=7.0)
    pen.lines(
        (
            "1. 녹화장치(DVR): 1층 계량기실 내 잠금함, 30일 이상 보관.",
            "2. 공동현관기 호출 시 각 세대 월패드로 방문자 영상 확인.",
            "3. 안내판은 개인정보 보호법 제25조제4항의 기재사항을 표시.",
        ),
        (33_000, 27_500 - 700 * len(rows)),
        2.4,
    )
    pen.text("1층 CCTV 설치계획도", (7_000, -14_500), 5.0)
    pen.text("S = 1/100", (7_000, -15_600), 2.5)


def draw_roof_cameras(pen: Pen, *, flawed: bool) -> None:
    """The camera at the roof door."""
    underlay(pen, "XREF-지붕층", _roof_background)
    here = pen.moved(*lay.AT)
    if not flawed:
        symbols.camera(here, (6_900, 7_100), 225, mark="C5", height=2.4, target="옥상출입구")
    here.text("지붕층 CCTV 설치계획도", (6_200, -4_500), 5.0)
    here.text("S = 1/100", (6_200, -5_600), 2.5)


def _roof_background(pen: Pen) -> None:
    here = pen.moved(*lay.AT)
    here.rectangle(0, 0, lay.WIDTH, lay.DEPTH, "배경", colour=8)
    here.rectangle(200, 200, lay.WIDTH - 200, lay.DEPTH - 200, "배경")
    here.rectangle(0, 4_000, 5_300, 6_800, "배경", colour=8)
    here.text("옥탑 계단실", (2_600, 5_400), 2.0, layer="배경")
    here.text("옥상", (8_800, 5_400), 2.4, layer="배경")
