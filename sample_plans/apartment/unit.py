"""Furniture and sanitary fittings of the two dwelling types, for looks."""

from collections.abc import Callable

from sample_plans import symbols
from sample_plans.drafting import Pen


def furnish(pen: Pen) -> None:
    """Furniture of the 84A and 59A dwellings of one half of a tower."""
    symbols.furniture(pen, "침대_더블", _bed(1_600), (1_950, 3_200))
    symbols.furniture(pen, "침대_싱글", _bed(1_100), (10_000, 2_700))
    symbols.furniture(pen, "책상", _desk, (11_900, 3_700))
    symbols.furniture(pen, "소파", _sofa, (4_600, 2_600), 90)
    symbols.furniture(pen, "TV장", _cabinet, (8_650, 2_600), 90)
    symbols.furniture(pen, "식탁", _table, (5_600, 8_000))
    symbols.furniture(pen, "주방가구", _kitchen, (6_600, 10_850))
    symbols.furniture(pen, "욕실", _bath, (1_250, 5_200))
    symbols.furniture(pen, "침대_싱글", _bed(1_100), (1_000, 9_900))
    symbols.furniture(pen, "침대_더블", _bed(1_600), (14_250, 2_900))
    symbols.furniture(pen, "소파", _sofa, (16_500, 2_400), 90)
    symbols.furniture(pen, "TV장", _cabinet, (19_800, 2_400), 90)
    symbols.furniture(pen, "주방가구", _kitchen, (17_600, 10_850))
    symbols.furniture(pen, "식탁", _table, (17_200, 7_700))
    symbols.furniture(pen, "책상", _desk, (21_300, 3_600))
    symbols.furniture(pen, "침대_싱글", _bed(1_100), (21_700, 9_900))
    symbols.furniture(pen, "욕실", _bath, (21_400, 6_700))


def _bed(width: float) -> Callable[[Pen], None]:
    def draw(p: Pen) -> None:
        p.rectangle(-width / 2, -1_000, width / 2, 1_000, "0")
        p.line((-width / 2, 450), (width / 2, 450), "0")
        p.rectangle(-width / 2 + 100, 550, width / 2 - 100, 900, "0")

    return draw


def _desk(p: Pen) -> None:
    p.rectangle(-600, -300, 600, 300, "0")
    p.circle((0, -500), 220, "0")


def _sofa(p: Pen) -> None:
    p.rectangle(-1_200, -420, 1_200, 420, "0")
    p.rectangle(-1_050, -420, 1_050, 200, "0")
    for x in (-350, 350):
        p.line((x, -420), (x, 200), "0")


def _cabinet(p: Pen) -> None:
    p.rectangle(-1_000, -200, 1_000, 200, "0")
    p.rectangle(-700, -60, 700, 60, "0")


def _table(p: Pen) -> None:
    p.rectangle(-700, -400, 700, 400, "0")
    for x in (-350, 350):
        p.rectangle(x - 200, 450, x + 200, 850, "0")
        p.rectangle(x - 200, -850, x + 200, -450, "0")


def _kitchen(p: Pen) -> None:
    p.rectangle(-1_500, -300, 1_500, 300, "0")
    p.rectangle(-1_200, -180, -500, 180, "0")
    for x in (600, 1_000):
        p.circle((x, 0), 150, "0")


def _bath(p: Pen) -> None:
    p.rectangle(-950, -600, -250, 600, "0")
    p.circle((250, 300), 200, "0")
    p.rectangle(450, -500, 850, 500, "0")
