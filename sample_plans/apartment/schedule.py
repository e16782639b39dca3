"""A-501: the schedule of windows and doors, with their ratings."""

from sample_plans.apartment import layout as lay
from sample_plans.apartment.tower import (
    GABLE,
    HALL_WINDOW,
    NORTH,
    RATED,
    RATED_DOOR,
    SOUTH,
    STAIR_WINDOW,
    Pane,
)
from sample_plans.drafting import Pen


def draw_schedule(pen: Pen, *, unrated: tuple[str, ...]) -> None:
    """Windows and doors in boxes, each with its elevation and data."""
    panes: dict[str, Pane] = {}
    count: dict[str, int] = {}
    for pane in (*SOUTH, *NORTH, *GABLE, STAIR_WINDOW, HALL_WINDOW):
        panes.setdefault(pane.mark, pane)
        floors = lay.STOREYS - 1 if pane.mark == "SW2" else lay.STOREYS
        count[pane.mark] = count.get(pane.mark, 0) + 2 * floors * len(lay.TOWERS)
    items = [
        (
            mark,
            f"세대 {pane.room}" if mark.startswith("PW") else pane.room,
            pane.width,
            round((pane.head - pane.sill) * 1000),
            "PVC 이중창(슬라이딩), THK24+THK22 로이복층유리"
            if mark.startswith("PW")
            else "AL 단열창, THK24 로이복층유리",
            "-" if not mark.startswith("PW") else "없음(미표기)" if mark in unrated else RATED,
            count[mark],
            "창",
        )
        for mark, pane in sorted(panes.items())
    ]
    total = len(lay.TOWERS) * 2
    items += [
        (
            "FSD1",
            "계단실 방화문",
            900,
            2_100,
            "갑종방화문 T45, 도어클로저",
            "-",
            total * (lay.STOREYS + 1),
            "문",
        ),
        (
            "FSD2",
            "세대 현관문",
            1_000,
            2_100,
            "갑종방화문 T45, 디지털도어록, 도어체인",
            RATED_DOOR,
            lay.HOUSEHOLDS,
            "문",
        ),
        ("FSD3", "옥상 출입문", 900, 2_100, "갑종방화문, 비상문자동개폐장치", "-", total, "문"),
        ("SSD1", "주동 출입구", 1_600, 2_400, "STS 자동문, 강화접합유리", "-", total, "문"),
        ("SSD2", "지하층 출입구", 1_800, 2_100, "STS 자동문, 강화접합유리", "-", total, "문"),
    ]
    for i, item in enumerate(items):
        _cell(pen.moved((i % 5) * 6_700, -(i // 5) * 8_600), *item)


def _cell(
    pen: Pen,
    mark: str,
    place: str,
    width: float,
    height: float,
    made: str,
    rating: str,
    count: int,
    kind: str,
) -> None:
    w, h = 6_500.0, 8_300.0
    pen.rectangle(0, 0, w, h, "표")
    rows = (
        ("부호", mark),
        ("위치", place),
        ("크기", f"{width:.0f} × {height:.0f}"),
        ("사양", made),
        ("침입방어성능", rating),
        ("수량", f"{count:,} EA"),
    )
    for i, (name, words) in enumerate(rows):
        y = 2_700 - i * 450
        pen.line((0, y + 225), (w, y + 225), "표")
        pen.text(name, (750, y), 2.2)
        pen.text(words, (1_650, y), 2.0, align="MIDDLE_LEFT")
    pen.line((1_500, 225), (1_500, 2_925), "표")
    x0, y0 = (w - width) / 2, 4_200.0
    pen.rectangle(x0, y0, x0 + width, y0 + height, "입면")
    pen.rectangle(
        x0 + 60, y0 + (60 if kind == "창" else 0), x0 + width - 60, y0 + height - 60, "입면"
    )
    if kind == "창":
        pen.line((x0 + width / 2, y0), (x0 + width / 2, y0 + height), "입면")
        for s in (0.25, 0.75):
            x = x0 + width * s
            pen.polyline(
                [
                    (x - 200, y0 + height / 2),
                    (x + 200, y0 + height / 2),
                    (x + 80, y0 + height / 2 + 60),
                ],
                "입면",
            )
    else:
        pen.line((x0 + 60, y0 + height - 60), (x0 + width - 60, y0 + height / 2), "난간")
        pen.line((x0 + width - 60, y0 + height / 2), (x0 + 60, y0), "난간")
        pen.circle((x0 + width - 150, y0 + 1_000), 40, "입면")
    pen.dimension((x0, y0), (x0 + width, y0), -6)
    pen.dimension((x0, y0 + height), (x0, y0), -5)
    pen.line((300, y0), (w - 300, y0), "난간")
