"""L-201: the fences, the fence plan with its table and a detail."""

from dataclasses import dataclass
from itertools import pairwise

from sample_plans import symbols
from sample_plans.apartment import layout as lay
from sample_plans.apartment.site import background
from sample_plans.drafting import XY, Pen


@dataclass(frozen=True, slots=True)
class Fence:
    """A fence; type and openness as the fence plan states them."""

    name: str
    kind: str
    height: float
    openness: float | None
    points: tuple[XY, ...]


SEE_THROUGH = "투시형(메탈 펜스)"


def fences(*, flawed: bool) -> list[Fence]:
    """The fences of the west and north sides, and what the flawed design adds."""
    out = [
        Fence("F-1", SEE_THROUGH, 1.5, 70, ((0, 4_000), (0, 58_000))),
        Fence("F-2", SEE_THROUGH, 1.5, 70, ((0, 58_000), (0, 106_000))),
        Fence("F-3", SEE_THROUGH, 1.5, 70, ((0, 106_000), (0, 145_500), (3_000, 148_000))),
        Fence("F-4", SEE_THROUGH, 1.5, 70, ((3_000, 148_000), (100_000, 148_000))),
        Fence(
            "F-5",
            SEE_THROUGH,
            1.5,
            70,
            ((100_000, 148_000), (190_000, 148_000), (197_000, 142_000)),
        ),
        Fence("F-6", SEE_THROUGH, 1.2, 70, ((0, 4_000), (4_000, 0))),
    ]
    if flawed:
        out[1] = Fence("F-2", "불투시형(조적 위 몰탈)", 2.2, 0, out[1].points)
        del out[4]
        x, y = SCREENED
        out.append(
            Fence("F-7", "불투시형(조형 가벽)", 2.4, 0,
                  ((x - 4_000, y + 60), (x - 4_000, y + 1_250), (x + 9_000, y + 1_250)))
        )  # fmt: skip
    return out


SCREENED: XY = (lay.TOWERS[5].cores[0] + 200.0, float(lay.TOWERS[5].y + lay.CORE_FACE))


def run_m(points: tuple[XY, ...]) -> float:
    """Length of a run. [m]"""
    total = 0.0
    for (x0, y0), (x1, y1) in pairwise(points):
        total += ((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5 / 1000
    return total


def draw_fences(pen: Pen, *, flawed: bool) -> None:
    """L-201 with details and a table of fences."""
    background(pen)
    rows = []
    for fence in fences(flawed=flawed):
        pen.polyline(fence.points, "담장")
        _posts(pen, fence.points)
        (x0, y0), (x1, y1) = max(
            pairwise(fence.points),
            key=lambda s: (s[0][0] - s[1][0]) ** 2 + (s[0][1] - s[1][1]) ** 2,
        )
        spot = ((x0 + x1) / 2, (y0 + y1) / 2 + (900 if y0 == y1 else 0))
        symbols.fence_label(
            pen,
            spot,
            kind=fence.kind,
            height=fence.height,
            name=fence.name,
            openness=fence.openness,
        )
        rows.append(
            [
                fence.name,
                fence.kind,
                f"{fence.height:g}",
                f"{fence.openness:g} %" if fence.openness is not None else "-",
                f"{run_m(fence.points):.1f}",
            ]
        )
    pen.table(
        "담장 일람표",
        [("부호", 14), ("형식", 52), ("높이(m)", 18), ("개방률", 18), ("연장(m)", 20)],
        rows,
        (209_500, 140_000),
        height=1.9,
        row=5.5,
    )
    _fence_detail(pen.moved(212_000, 60_000))


def _posts(pen: Pen, points: tuple[XY, ...]) -> None:
    for (x0, y0), (x1, y1) in pairwise(points):
        count = max(1, int((((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5) // 4_000))
        for i in range(count + 1):
            t = i / count
            pen.circle((x0 + (x1 - x0) * t, y0 + (y1 - y0) * t), 150, "배경", colour=6)


def _fence_detail(pen: Pen) -> None:
    """An elevation of the metal fence at 1:40, drawn ten times larger than the plan."""
    k = 10.0
    for i in range(3):
        x = i * 2_000 * k
        pen.rectangle(x, 0, x + 60 * k, 1_500 * k, "입면")
        if i < 2:
            for j in range(1, 17):
                px = x + j * 115 * k
                pen.line((px, 120 * k), (px, 1_400 * k), "입면")
            for h in (150, 1_380):
                pen.rectangle(x + 60 * k, h * k, x + 2_000 * k, (h + 40) * k, "입면")
    pen.line((-2_000, 0), (4_200 * k, 0), "입면")
    for i in range(12):
        pen.line((i * 3_500, 0), (i * 3_500 - 1_500, -1_500), "입면")
    pen.text("투시형 담장 상세 (F-1~F-5)  S=1/40", (20_000, -5_000), 2.4)
    pen.text("각관 60×60, 세로살 Ø16@115, 하부 틈 120", (20_000, -8_500), 1.8)
