"""The types of windows and doors of the 오피스텔, with their ratings."""

from sample_plans.officetel import ground, tower
from sample_plans.officetel import layout as lay
from sample_plans.opening_schedule import Row
from sample_plans.rooms import NO_RATING, RATED_DOOR, RATED_WINDOW


def opening_types(*, flawed: bool) -> list[Row]:
    """The rows of the schedule of windows and doors."""
    rows = []
    panes = [*tower.windows(flawed=flawed), *tower.stair_windows(flawed=flawed)]
    floors = len(lay.TYPICAL)
    fixed = [*ground.store_windows(flawed=flawed), *ground.shop_windows(flawed=flawed)]
    for group, storeys in ((panes, floors), (fixed, 1)):
        for mark in sorted({w.mark for w in group}):
            these = [w for w in group if w.mark == mark]
            w = these[0]
            dwelling = mark.startswith("PW")
            made = (
                "PVC 이중창(슬라이딩), THK24+THK22 로이복층유리" if dwelling
                else "AL 고정창, THK24 강화접합유리" if mark.startswith("FX")
                else "AL 단열창, THK24 로이복층유리"
            )  # fmt: skip
            rating = "없음(미표기)" if w.grade == NO_RATING else RATED_WINDOW if dwelling else "-"
            rows.append(
                Row(
                    mark,
                    f"호실 {w.room}" if dwelling else w.room,
                    w.width,
                    round((w.head - w.sill) * 1_000),
                    made,
                    rating,
                    len(these) * storeys,
                )
            )
    entry = ground.entrance(flawed=flawed)
    return [
        *rows,
        Row(
            "FSD1",
            "호실 현관문",
            1_000,
            2_100,
            "갑종방화문 T45, 디지털도어록, 도어체인",
            RATED_DOOR,
            lay.ROOMS,
            window=False,
        ),
        Row(
            "FSD2",
            "부속실·계단실",
            1_000,
            2_100,
            "갑종방화문 T45, 도어클로저",
            "-",
            4 * (floors + 2),
            window=False,
        ),
        Row(
            "FSD3",
            "옥상 출입문",
            1_000,
            2_100,
            "갑종방화문, 비상문자동개폐장치",
            RATED_DOOR,
            2,
            window=False,
        ),
        Row(
            "SSD1",
            "오피스텔 주출입구",
            entry.width,
            2_400,
            "STS 자동문, 강화접합유리, 공동현관기",
            "-",
            1,
            window=False,
        ),
        Row(
            "SSD2",
            "지하 승강기홀",
            1_800,
            2_100,
            "STS 자동문, 강화접합유리, 공동현관기",
            "-",
            2,
            window=False,
        ),
        Row("FD1", "편의점 출입구", 1_800, 2_400, "AL 자동문, 강화유리", "-", 1, window=False),
    ]
