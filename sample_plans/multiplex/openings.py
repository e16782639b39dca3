"""The types of windows and doors of the 다세대, with their ratings."""

from sample_plans.multiplex import floors, ground
from sample_plans.opening_schedule import Row
from sample_plans.rooms import NO_RATING, RATED_DOOR, RATED_WINDOW


def opening_types(*, flawed: bool) -> list[Row]:
    """The rows of the schedule of windows and doors."""
    rows = []
    counts = {"AW1": 8, "AW2": 16, "AW3": 8, "AW4": 8}
    seen = {w.mark: w for w in floors.windows(flawed=flawed)}
    for mark, w in sorted(seen.items()):
        rows.append(
            Row(
                mark, f"세대 {w.room}", w.width, round((w.head - w.sill) * 1_000),
                "PVC 이중창(슬라이딩), THK22+THK22 로이복층유리, 잠금장치",
                "없음(미표기)" if w.grade == NO_RATING else RATED_WINDOW, counts[mark],
            )
        )  # fmt: skip
    if not flawed:
        w = floors.stair_window()
        rows.append(Row(w.mark, "계단실", w.width, 1_000, "AL 단열창, THK24 로이복층유리", "-", 4))
    entry = ground.ground_doors(flawed=flawed)[0]
    return [
        *rows,
        Row(
            "FSD1",
            "세대 현관문",
            1_000,
            2_100,
            "갑종방화문 T45, 디지털도어록, 도어체인",
            "없음(미표기)" if flawed else RATED_DOOR,
            8,
            window=False,
        ),
        Row(
            "FSD2",
            "옥상 출입문",
            900,
            2_100,
            "갑종방화문 T45, 비상문자동개폐장치",
            RATED_DOOR,
            1,
            window=False,
        ),
        Row(
            "SSD1",
            "주출입구",
            entry.width,
            2_200,
            "STS 프레임, 강화접합유리, 공동현관기",
            "-",
            1,
            window=False,
        ),
    ]
