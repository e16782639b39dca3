"""The schedule of windows and doors of the small samples, with their ratings."""

from collections.abc import Sequence
from dataclasses import dataclass

from sample_plans.drafting import Pen


@dataclass(frozen=True, slots=True)
class Row:
    """One type of window or door."""

    mark: str
    place: str
    width: float
    height: float
    made: str
    rating: str
    count: int
    window: bool = True


def draw_schedule(pen: Pen, rows: Sequence[Row], *, across: int = 5) -> None:
    """Types in boxes, each with its elevation and its particulars."""
    for i, row in enumerate(rows):
        _cell(pen.moved((i % across) * 6_700, -(i // across) * 8_600), row)


def _cell(pen: Pen, row: Row) -> None:
    w, h = 6_500.0, 8_300.0
    pen.rectangle(0, 0, w, h, "표")
    particulars = (
        ("부호", row.mark), ("위치", row.place), ("크기", f"{row.width:.0f} × {row.height:.0f}"),
        ("사양", row.made), ("침입방어성능", row.rating), ("수량", f"{row.count:,} EA"),
    )  # fmt: skip
    for i, (name, words) in enumerate(particulars):
        y = 2_700.0 - i * 450
        pen.line((0, y + 225), (w, y + 225), "표")
        pen.text(name, (750, y), 2.2)
        pen.text(words, (1_650, y), 2.0, align="MIDDLE_LEFT")
    pen.line((1_500, 225), (1_500, 2_925), "표")
    scale = min(1.0, 4_700 / row.width)
    width, height = row.width * scale, row.height * scale
    x0, y0 = (w - width) / 2, 4_200.0
    pen.rectangle(x0, y0, x0 + width, y0 + height, "입면")
    sill = 60.0 if row.window else 0.0
    pen.rectangle(x0 + 60, y0 + sill, x0 + width - 60, y0 + height - 60, "입면")
    if row.window:
        pen.line((x0 + width / 2, y0), (x0 + width / 2, y0 + height), "입면")
        for s in (0.25, 0.75):
            x, y = x0 + width * s, y0 + height / 2
            pen.polyline([(x - 200, y), (x + 200, y), (x + 80, y + 60)], "입면")
        pen.circle((x0 + width / 2 - 90, y0 + height / 2), 35, "입면")
    elif row.width > 1_300:
        pen.line((x0 + width / 2, y0), (x0 + width / 2, y0 + height - 60), "입면")
        for side in (-150, 150):
            pen.rectangle(
                x0 + width / 2 + side - 20, y0 + 800, x0 + width / 2 + side + 20, y0 + 1_200, "입면"
            )
    else:
        pen.line((x0 + 60, y0 + height - 60), (x0 + width - 60, y0 + height / 2), "난간")
        pen.line((x0 + width - 60, y0 + height / 2), (x0 + 60, y0), "난간")
        pen.circle((x0 + width - 150, y0 + 1_000), 40, "입면")
    pen.dimension((x0, y0), (x0 + width, y0), -6)
    pen.dimension((x0, y0 + height), (x0, y0), -5)
    pen.line((300, y0), (w - 300, y0), "난간")
