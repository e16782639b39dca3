"""A-502: one tower at 1:100, with the marks of its windows and doors, dimensions and furniture."""

from dataclasses import replace

from sample_plans.apartment import layout as lay
from sample_plans.apartment.tower import CORE, NORTH, PARTY, SOUTH, Floor, draw_floor
from sample_plans.drafting import Pen, box

ROOMS_X = (0, 3_900, 9_000, 12_600, 15_900, 20_100, 22_500)
ROOMS_Y = (0, 4_400, 7_600, lay.DEPTH)
APART = 26_500


def draw_opening_plan(pen: Pen, *, unrated: tuple[str, ...]) -> None:
    """The ground floor below, a typical floor above."""
    for dy, ground, words in (
        (0, True, "101동 지상1층 창호평면도"),
        (APART, False, "101동 기준층(2~15층) 창호평면도"),
    ):
        here = pen.moved(0, dy)
        tower = replace(lay.TOWERS[0], x=0, y=0, name="")
        draw_floor(here, tower, Floor(ground=ground, unrated=unrated, detailed=True))
        _axes(here)
        _dimensions(here)
        _areas(here)
        here.text(words, (PARTY, -6_600), 5.0)
        here.text("S = 1/100", (PARTY, -7_500), 2.5)
        here.level(f"FL+{0.3 if ground else 3.2:.2f}", (PARTY - 4_500, 5_900))
    pen.lines(
        [
            "주기) 1. 창호 부호는 창호일람표(A-501)에 따른다.",
            "      2. 세대 창호(PW)·현관문(FSD2)은 범죄예방 건축기준 고시 별표1의 침입 방어 성능을"
            " 갖춘 제품으로 한다.",
            "      3. 1·2층 창호에는 개폐형 방범 안전장치(화재 시 실내 개방)를 설치한다.",
        ],
        (0, -8_600),
        2.5,
    )


def _axes(pen: Pen) -> None:
    for i, x in enumerate((0, 3_900, 9_000, CORE, 15_900, 20_100, PARTY), start=1):
        pen.axis(f"X{i}", (x, -3_600), (x, lay.CORE_FACE + 1_600))
        if x != PARTY:
            pen.axis(
                f"X{14 - i}", (lay.LENGTH - x, -3_600), (lay.LENGTH - x, lay.CORE_FACE + 1_600)
            )
    for i, y in enumerate(ROOMS_Y, start=1):
        pen.axis(f"Y{i}", (-3_600, y), (lay.LENGTH + 1_500, y))


def _dimensions(pen: Pen) -> None:
    right = [(lay.LENGTH - x, -400.0) for x in reversed(ROOMS_X)]
    pen.chain(right, -8)
    pen.dimension((0, -400), (lay.LENGTH, -400), -24)
    pen.chain([(-400.0, y) for y in reversed(ROOMS_Y)], -8)
    top = lay.CORE_FACE + 400.0
    for sign, start in ((1, 0), (-1, lay.LENGTH)):
        cuts = [0.0]
        for pane in NORTH:
            cuts += [pane.at[0] - pane.width / 2, pane.at[0] + pane.width / 2]
        cuts.append(PARTY)
        pen.chain([(start + sign * x, top) for x in cuts], 8 * sign, total=False)
        low: list[float] = [0.0]
        for pane in SOUTH:
            low += [pane.at[0] - pane.width / 2, pane.at[0] + pane.width / 2]
        low.append(PARTY)
        if sign == 1:
            pen.chain([(x, -400.0) for x in low], -3, total=False)


def _areas(pen: Pen) -> None:
    for x, words in ((6_450, "84A 전용 84.92㎡"), (18_000, "59A 전용 59.94㎡")):
        pen.text(words, (x, 5_700 if x < PARTY / 2 else 4_600), 2.0)
        pen.text(words, (lay.LENGTH - x, 5_700 if x < PARTY / 2 else 4_600), 2.0)
    for low in (CORE - 100, lay.LENGTH - CORE - 100):
        pen.hatch(box(low, 200, low + 200, 5_000), pattern="ANSI31", size=0.5)
