"""What a site plan carries besides what is read: paving, planting, furniture, kerbs, words."""

from math import cos, pi, sin
from random import Random

from sample_plans.drafting import XY, Pen

SEED = 3
ASIDE = ("해치", "포장패턴", "내부선", "시설물", "배경", "노면표시", "가구", "난간", "치수", "입면")
"""Layers of what is drawn for people; nothing on them is asked about."""


class Dense:
    """Linework on layers that mean nothing, with one source of random numbers.

    Args:
        density: 1.0 draws 146,000 entities, 30 MB.
        size_mm: of the ground it covers, from (0, 0).
    """

    def __init__(self, density: float, *, size_mm: tuple[float, float]) -> None:
        self.density = density
        self.size_mm = size_mm
        self.random = Random(SEED)

    def draw(self, pen: Pen) -> None:
        """Draw all of it."""
        draws = (
            (62_000, self._line), (40_000, self._polyline), (9_000, self._arc),
            (6_000, self._circle), (12_000, self._number), (4_000, self._hatch),
            (9_000, self._plant), (4_000, self._pole),
        )  # fmt: skip
        self._blocks(pen)
        for count, draw in draws:
            for _ in range(int(count * self.density)):
                draw(pen)

    def _blocks(self, pen: Pen) -> None:
        document = pen.space.doc
        if document is None:
            raise TypeError("a space in use has a document")
        plant = Pen(document.blocks.new("조경기호"), scale=1.0)  # type: ignore[arg-type] # a block is a space, too
        for radius in (1500, 1100, 700):
            plant.circle((0, 0), radius, "0")
        for k in range(12):
            plant.line((0, 0), (1500 * cos(k * pi / 6), 1500 * sin(k * pi / 6)), "0")
        pole = Pen(document.blocks.new("시설기호"), scale=1.0)  # type: ignore[arg-type] # a block is a space, too
        pole.rectangle(-150, -150, 150, 150, "0")
        pole.line((-150, 0), (150, 0), "0")

    def _place(self) -> XY:
        return self._between(0, self.size_mm[0]), self._between(0, self.size_mm[1])

    def _between(self, least: float, most: float) -> float:
        return self.random.uniform(least, most)

    def _around(self, size: float, count: int) -> list[XY]:
        x, y = self._place()
        return [
            (x + self._between(-size, size), y + self._between(-size, size)) for _ in range(count)
        ]

    def _layer(self) -> str:
        return self.random.choice(ASIDE)

    def _line(self, pen: Pen) -> None:
        a, b = self._around(3_000, 2)
        pen.line(a, b, self._layer())

    def _polyline(self, pen: Pen) -> None:
        points = self._around(2_000, self.random.randint(3, 12))
        pen.polyline(points, self._layer(), closed=self.random.random() < 0.5)

    def _arc(self, pen: Pen) -> None:
        start, end = self._between(0, 360), self._between(0, 360)
        pen.arc(self._place(), self._between(200, 6_000), start, end, self._layer())

    def _circle(self, pen: Pen) -> None:
        pen.circle(self._place(), self._between(100, 3_000), self._layer())

    def _number(self, pen: Pen) -> None:
        pen.text(f"{self._between(30, 80):.2f}", self._place(), 0.4, layer="문자")

    def _hatch(self, pen: Pen) -> None:
        pen.hatch(self._around(2_000, self.random.randint(4, 14)), pattern="SOLID", layer="해치")

    def _plant(self, pen: Pen) -> None:
        scale, turn_deg = self._between(0.6, 1.6), self._between(0, 360)
        pen.insert("조경기호", self._place(), "배경", turn_deg=turn_deg, scale=scale)

    def _pole(self, pen: Pen) -> None:
        pen.insert("시설기호", self._place(), "시설물", turn_deg=self._between(0, 360))
