"""P-101 the plan of downpipes and gas pipes on the outer walls of the 오피스텔."""

from dataclasses import dataclass

from sample_plans import symbols
from sample_plans.drafting import XY, Pen
from sample_plans.officetel import layout as lay
from sample_plans.officetel.layout import X, Y
from sample_plans.officetel.site import background


@dataclass(frozen=True, slots=True)
class Riser:
    """A pipe on an outer wall; heights in m."""

    name: str
    kind: str
    at: XY
    guard: str
    guard_top: float | None


def risers(*, flawed: bool) -> tuple[Riser, ...]:
    """Downpipes at the corners and by the cores, one gas riser; two are bare in the flawed set."""
    spots: tuple[tuple[str, str, XY], ...] = (
        ("RD1", "우수홈통", (X[0] + 500, Y[0] - 190)),
        ("RD2", "우수홈통", (X[4] - 500, Y[0] - 190)),
        ("RD3", "우수홈통", (X[0] + 4_200, Y[3] + 190)),
        ("RD4", "우수홈통", (X[3] + 4_200, Y[3] + 190)),
        ("G1", "가스배관", (X[1] + 3_400, Y[3] + 180)),
    )
    found = []
    for name, kind, at in spots:
        bare = flawed and name in ("RD3", "RD4")
        if kind == "가스배관":
            guard, top = "방호덮개(가시형)", 9.0
        elif at[1] < Y[1]:
            guard, top = "매립(외벽 내)", lay.HEIGHT
        else:
            guard, top = "방호덮개(미끄럼판)", 9.0
        found.append(Riser(name, kind, at, "없음" if bare else guard, None if bare else top))
    return tuple(found)


def draw_pipes(pen: Pen, *, flawed: bool) -> None:
    """The plan with marks and the schedule."""
    background(pen, flawed=flawed)
    every = risers(flawed=flawed)
    for r in every:
        symbols.pipe(
            pen, r.at, kind=r.kind, base=0.0, top=lay.HEIGHT, guard=r.guard, guard_top=r.guard_top
        )
        low = r.at[1] < Y[1]
        pen.leader(r.name, r.at, (r.at[0] + 1_800, r.at[1] + (-2_400 if low else 2_400)), 2.2)
    rows = [
        (
            r.name,
            "우수 선홈통 D125" if r.kind == "우수홈통" else "도시가스 입상관 50A",
            f"0 ~ {lay.HEIGHT:g}",
            r.guard,
            f"{r.guard_top:g}" if r.guard_top else "-",
        )
        for r in every
    ]
    columns = (
        ("기호", 14.0),
        ("종류", 36.0),
        ("높이(m)", 20.0),
        ("등반방지", 34.0),
        ("방지(m)", 16.0),
    )
    pen.table("외벽 배관 일람표", columns, rows, (59_500, 50_500), height=2.2, row=7.0)
    pen.lines(
        (
            "1. 세대 실외기는 각 세대 실외기실 내 설치(외벽 노출 없음).",
            "2. 노출 배관은 지표면~지상2층 상부까지 등반방지 조치."
            if not flawed
            else "2. 북측 선홈통은 노출 시공.",
            "3. 옥상 파라펫~최상층 구간은 파라펫 내측 배관으로 노출 없음.",
        ),
        (59_500, 42_000),
        2.2,
    )
    pen.text("외벽 배관 계획도", (24_000, -23_500), 5.0)
    pen.text("S = 1/150", (24_000, -25_200), 2.5)
