"""The figures of a report by the names of their places, as its templates set them."""

from base64 import b64encode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from markupsafe import Markup, escape

from app.reports.blocks import Block
from app.reports.context import ReportContext
from cpted_rules.figure import Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawings:
    """Figures and the findings each shows, by name; a figure set twice has two names.

    Args:
        names: of figures, by their identity.
        figures: filled as they are set.
    """

    names: Mapping[int, tuple[str, tuple[int, ...]]]
    figures: dict[str, Figure] = field(default_factory=dict)
    findings: dict[str, tuple[int, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, context: ReportContext) -> "Drawings":
        """Those of a report."""
        named = {id(figure): (name, shown) for name, shown, figure in _named(context)}
        return cls(names=named)

    def image(self, figure: Figure, alternative: str = "") -> Markup:
        """A figure as an image of its true size, with its text alternative.

        Args:
            alternative: in place of the figure's own.
        """
        name, shown = self.names.get(id(figure), ("figure", ()))
        place, times = name, 1
        while place in self.figures:
            times += 1
            place = f"{name}-{times}"
        self.figures[place], self.findings[place] = figure, shown
        source = b64encode(figure.svg.encode()).decode()
        start = figure.svg.index("<title>") + len("<title>")
        title = figure.svg[start : figure.svg.index("</title>")]
        size = f"width:{figure.width_mm:.2f}mm;height:{figure.height_mm:.2f}mm"
        return Markup(
            f'<img src="data:image/svg+xml;base64,{source}" data-place="{escape(place)}"'
            f' alt="{escape(alternative) if alternative else title}" style="{size}">'
        )


def _named(context: ReportContext) -> Iterator[tuple[str, tuple[int, ...], Figure]]:
    for block in (*context.failed, *context.referred):
        if block.figure is not None:
            yield block.anchor, numbers_of(block), block.figure
    for n, picture in enumerate(context.summary.pictures, start=1):
        number = int(picture.item.anchor.removeprefix("finding-"))
        yield f"summary-{n}", (number,), picture.figure
    for overview in context.overviews:
        yield f"overview-{overview.figure.level}", overview.findings, overview.figure
    for sheet in context.pictures:
        yield f"sheet-{sheet.number}", (), sheet.figure


def numbers_of(block: Block) -> tuple[int, ...]:
    """The numbers of the findings that a block is of."""
    if block.rows:
        return tuple(int(row.number) for row in block.rows)
    return (int(block.anchor.removeprefix("finding-")),)
