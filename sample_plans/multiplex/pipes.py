"""P-101 the plan of gas pipes, downpipes and outdoor units on the outer walls."""

from dataclasses import dataclass

from sample_plans import symbols
from sample_plans.drafting import XY, Pen
from sample_plans.multiplex import layout as lay
from sample_plans.multiplex.site import background

TOP = 14.4
GUARD_TOP = 6.5


@dataclass(frozen=True, slots=True)
class Riser:
    """Something on an outer wall; heights in m."""

    name: str
    kind: str
    at: XY
    base: float
    top: float
    guard: str
    guard_top: float | None


def risers(*, flawed: bool) -> tuple[Riser, ...]:
    """Every pipe and unit; in the flawed set gas pipes and units stand unguarded by windows."""
    found = []
    for number, (kind, at) in enumerate(lay.RISERS, start=1):
        gas = kind == "가스배관"
        bare = flawed and gas
        name = f"{'G' if gas else 'RD'}{number - 4 if gas else number}"
        guard = "없음" if bare else "방호덮개(가시형)" if gas else "매립(벽체 내)"
        found.append(
            Riser(name, kind, at, 0.0, TOP, guard, None if bare else GUARD_TOP if gas else TOP)
        )
    if flawed:
        found += [
            Riser("AC1", "실외기", (10_500, 12_400), 0.0, 0.9, "없음", None),
            Riser("AC2", "실외기", (10_500, 12_380), 2.9, 3.7, "없음", None),
        ]
    return tuple(found)


def draw_pipes(pen: Pen, *, flawed: bool) -> None:
    """The plan with marks, the schedule, and the detail of the guard."""
    background(pen, flawed=flawed)
    all_risers = risers(flawed=flawed)
    for riser in all_risers:
        symbols.pipe(
            pen, riser.at, kind=riser.kind, base=riser.base, top=riser.top, guard=riser.guard,
            guard_top=riser.guard_top,
        )  # fmt: skip
        east = riser.at[0] > 7_000
        shift = 1_200 if riser.name == "AC2" else 0
        pen.leader(
            riser.name, riser.at, (16_600 if east else -1_400, riser.at[1] + 700 + shift), 2.4
        )
    rows = [
        (
            r.name,
            {"우수홈통": "우수 선홈통 D100", "가스배관": "도시가스 입상관 25A"}.get(
                r.kind, "에어컨 실외기"
            ),
            f"{r.base:g} ~ {r.top:g}",
            r.guard,
            f"{r.guard_top:g}" if r.guard_top else "-",
        )
        for r in all_risers
    ]
    columns = (
        ("기호", 16.0),
        ("종류", 40.0),
        ("설치높이(m)", 28.0),
        ("등반방지", 38.0),
        ("방지높이(m)", 24.0),
    )
    pen.table("외벽 배관·설비 일람표", columns, rows, (33_000, 31_000), height=2.4, row=7.0)
    _detail(pen.moved(37_500, 3_000), flawed=flawed)
    pen.text("외벽 배관 계획도", (7_000, -14_500), 5.0)
    pen.text("S = 1/100", (7_000, -15_600), 2.5)


def _detail(pen: Pen, *, flawed: bool) -> None:
    """An elevation strip: wall, pipe, windows of the second floor, guard."""
    pen.polyline([(-1_500, 0), (9_500, 0)], "입면", width=60)
    for level, y in (("1FL", 0.0), ("2FL", 2_800.0), ("3FL", 5_700.0), ("4FL", 8_600.0)):
        pen.line((-1_500, y), (9_500, y), "중심선")
        pen.text(level, (-2_200, y), 2.0)
    for y in (2_800.0, 5_700.0):
        pen.rectangle(1_000, y + 1_200, 1_900, y + 2_100, "입면")
        pen.rectangle(3_800, y + 1_200, 4_700, y + 2_100, "입면")
    for x in (2_300, 3_400):
        pen.line((x, 0), (x, 9_300), "배선")
        pen.line((x + 60, 0), (x + 60, 9_300), "배선")
        if not flawed:
            pen.rectangle(x - 100, 0, x + 160, 6_500, "입면")
            for i in range(30):
                pen.line((x - 100, 200 + i * 210), (x + 160, 340 + i * 210), "입면")
    words = (
        "도시가스 입상관 25A 노출 설치"
        if flawed
        else "가스배관 방호덮개(가시형) 지표면~2층 상부 H=6.5m"
    )
    pen.leader(words, (2_400, 4_200), (6_000, 4_800))
    if not flawed:
        pen.dimension((700, 0), (700, 6_500), 8)
    pen.text("동측 외벽 부분입면도", (4_000, -1_300), 3.6)
    pen.text("S = 1/100", (4_000, -2_200), 2.2)
