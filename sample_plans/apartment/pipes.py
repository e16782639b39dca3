"""P-101: gas risers and downpipes on the outer walls."""

from collections.abc import Iterator
from dataclasses import dataclass

from sample_plans import symbols
from sample_plans.apartment import layout as lay
from sample_plans.apartment.site import background
from sample_plans.drafting import XY, Pen

GUARD_TOP_M = 6.5
TOP_M = 42.5
BARE = ("102동", 1)


@dataclass(frozen=True, slots=True)
class Riser:
    """A pipe on an outer wall."""

    kind: str
    at: XY
    guard: str
    guard_top: float | None
    top: float


def risers(*, flawed: bool) -> Iterator[Riser]:
    """Gas risers beside the kitchens, and downpipes cast into the walls."""
    for tower in lay.TOWERS:
        y = tower.y + lay.DEPTH + 70
        for i, x in enumerate((8_300, 19_000, 26_000, 36_700), start=1):
            bare = flawed and (tower.name, i) == BARE
            yield Riser(
                "가스배관",
                (tower.x + x, y),
                "없음" if bare else "방호덮개(스테인리스, 미끄럼 마감)",
                None if bare else GUARD_TOP_M,
                TOP_M,
            )
        for x, dy in ((3_900, -70), (20_100, -70), (24_900, -70), (41_100, -70)):
            yield Riser("우수홈통", (tower.x + x, tower.y + dy), "매립", None, 45.0)


def draw_pipes(pen: Pen, *, flawed: bool) -> None:
    """P-101 with a table."""
    background(pen)
    for riser in risers(flawed=flawed):
        symbols.pipe(
            pen,
            riser.at,
            kind=riser.kind,
            top=riser.top,
            guard=riser.guard,
            guard_top=riser.guard_top,
        )
        up = 1 if riser.kind == "가스배관" else -1
        words = "G50" if riser.kind == "가스배관" else "RD100"
        pen.text(words, (riser.at[0], riser.at[1] + up * 900), 1.3)
        if riser.guard == "없음":
            pen.leader(
                "가스배관 노출(방호덮개 없음)", riser.at, (riser.at[0] - 4_000, riser.at[1] + 2_600)
            )
    pen.table(
        "외벽 배관 일람표",
        [("기호", 14), ("종류", 28), ("범위", 34), ("등반 방지", 54)],
        [
            ["G50", "도시가스 입상관", "지표 ~ 15층", "지표~2층 상단(6.5m) 방호덮개"],
            ["RD100", "우수 선홈통", "지표 ~ 옥상", "벽체 내 매립(노출 없음)"],
            ["-", "에어컨 실외기", "세대 내 실외기실", "외벽 노출 없음"],
        ],
        (209_500, 140_000),
        height=1.9,
        row=6.5,
    )
    _detail(pen.moved(214_000, 60_000))


def _detail(pen: Pen) -> None:
    """The guard of a gas riser, as a section, enlarged ten times."""
    k = 10.0
    pen.rectangle(0, 0, 200 * k, 4_200 * k, "입면")
    pen.hatch(
        [(0, 0), (200 * k, 0), (200 * k, 4_200 * k), (0, 4_200 * k)], pattern="ANSI31", size=1.2
    )
    pen.rectangle(260 * k, 0, 310 * k, 4_200 * k, "입면")
    pen.polyline(
        [(200 * k, 100 * k), (380 * k, 100 * k), (380 * k, 3_300 * k), (200 * k, 3_420 * k)], "입면"
    )
    for h in (900, 1_900, 2_900):
        pen.rectangle(200 * k, h * k, 320 * k, (h + 40) * k, "입면")
    pen.leader("방호덮개 STS304 T1.5, 상단 경사", (380 * k, 3_000 * k), (7_500, 36_000))
    pen.leader("도시가스 입상관 50A", (310 * k, 3_900 * k), (7_500, 40_500))
    pen.text("입상관 방호덮개 상세  S=1/40", (8_000, -3_500), 2.4)
