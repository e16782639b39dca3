"""Pages of analyses as HTML: for the browser with figures beside it, for paper with them inside."""

from base64 import b64encode
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from app.analyses.columns import column_widths
from app.analyses.page import HALF_MM, WIDE_MM, Page, Shown, Table
from app.reports.fetcher import TEMPLATES
from app.reports.templates import template
from cpted_rules.facts import SiteFacts
from cpted_rules.text import Lang, Text

HEADING = Text(ko="범죄예방 분석 도판", en="Figures of the analyses")
CONTENTS = Text(ko="목차", en="Contents")
SKIP = Text(ko="본문으로 건너뛰기", en="Skip to the figures")
NOTES = Text(ko="가정과 미확정 사항", en="Assumed and undetermined")
SENSITIVE = Text(ko="보안 유의", en="Security-sensitive")
SENSITIVE_HEAD = Text(
    ko="보안 유의 – 심의 관계자 외 배포 금지", en="Security-sensitive – not for distribution"
)
DISCLAIMER = Text(
    ko="검토 보조자료 – 심의결과가 아님", en="Review support, not the committee's result"
)

NARROW = 5
"""Columns of a table that stands on half the width of a page."""
LONE = "lone"
"""How a row stands that has tables beside it."""
CAPTION_MM = 8.0
"""What a caption takes above its figure."""

Source = Callable[[str, Shown], str]
"""The address of a figure, by its name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell of a table, ready to be set."""

    words: str
    numeric: bool
    lead: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SetTable:
    """A table, ready to be set.

    Args:
        widths: of its columns. [%]
    """

    caption: str
    widths: tuple[str, ...]
    head: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    more: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SetFigure:
    """A figure, ready to be set."""

    caption: str
    alternative: str
    source: Markup
    size: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureRow:
    """Figures beside each other: one or two."""

    classes: str
    figures: tuple[SetFigure, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SetPage:
    """A page, ready to be set."""

    number: int
    slug: str
    title: str
    lead: str
    mark: str
    classes: str
    rows: tuple[FigureRow, ...]
    tables: tuple[SetTable, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """All that the template knows."""

    lang: str
    heading: str
    project: str
    case_number: str
    disclaimer: str
    sensitive: str
    skip: str
    contents: str
    notes: str
    style: Markup
    pages: tuple[SetPage, ...]


def figure_name(number: int, page: Page, n: int) -> str:
    """The name of the file of a figure: page number, slug and place on the page."""
    return f"{number:02d}-{page.slug}-{n}.svg"


def screen_html(pages: Sequence[Page], facts: SiteFacts, lang: Lang) -> str:
    """The pages for a browser; figures lie in the folder `figures` beside it."""
    style = Markup((TEMPLATES / "analyses.css").read_text("utf-8"))
    return _html(pages, facts, lang, style, lambda name, _: f"figures/{name}")


def print_html(pages: Sequence[Page], facts: SiteFacts, lang: Lang) -> str:
    """The pages for paper, with every figure inside."""

    def inside(_name: str, shown: Shown) -> str:
        return "data:image/svg+xml;base64," + b64encode(shown.figure.svg.encode()).decode()

    return _html(pages, facts, lang, Markup(""), inside)


def _html(
    pages: Sequence[Page], facts: SiteFacts, lang: Lang, style: Markup, source: Source
) -> str:
    context = Context(
        lang=lang.value,
        heading=HEADING.in_(lang),
        project=facts.title,
        case_number=facts.case_number,
        disclaimer=DISCLAIMER.in_(lang),
        sensitive=SENSITIVE_HEAD.in_(lang),
        skip=SKIP.in_(lang),
        contents=CONTENTS.in_(lang),
        notes=NOTES.in_(lang),
        style=style,
        pages=tuple(_page(n, page, lang, source) for n, page in enumerate(pages, start=1)),
    )
    return template("analyses.html.j2").render(c=context)


def _page(number: int, page: Page, lang: Lang, source: Source) -> SetPage:
    rows = tuple(_rows(number, page, lang, source))
    wide_mm = HALF_MM if rows and rows[-1].classes == LONE else WIDE_MM
    return SetPage(
        number=number,
        slug=page.slug,
        title=page.title.in_(lang),
        lead=page.lead.in_(lang),
        mark=SENSITIVE.in_(lang) if page.sensitive else "",
        classes=" sensitive" if page.sensitive else "",
        rows=rows,
        tables=tuple(_table(one, lang, wide_mm) for one in page.tables),
        notes=tuple(note.in_(lang) for note in page.notes),
    )


def _rows(number: int, page: Page, lang: Lang, source: Source) -> list[FigureRow]:
    """Figures in rows: those that want to stand beside each other, or one.

    Beside a high figure stand as many as fit its height, above each other.
    """
    rows: list[list[tuple[int, Shown]]] = []
    for n, shown in enumerate(page.shown, start=1):
        last = rows[-1] if rows else []
        if last and shown.half and last[0][1].half and _fits(last, shown):
            last.append((n, shown))
        else:
            rows.append([(n, shown)])
    narrow = all(len(one.head) <= NARROW for one in page.tables)
    return [
        FigureRow(
            classes=_row_class(row, last=row is rows[-1], narrow=narrow),
            figures=tuple(_figure(figure_name(number, page, n), s, lang, source) for n, s in row),
        )
        for row in rows
    ]


def _row_class(row: list[tuple[int, Shown]], *, last: bool, narrow: bool) -> str:
    """How a row stands; beside the last figure, where it is alone, stand narrow tables."""
    if not row[0][1].half:
        return "single"
    return LONE if len(row) == 1 and last and narrow else "pair"


def _fits(row: list[tuple[int, Shown]], shown: Shown) -> bool:
    high = sum(one.figure.height_mm + CAPTION_MM for _, one in row[1:])
    return len(row) == 1 or high + shown.figure.height_mm <= row[0][1].figure.height_mm


def _figure(name: str, shown: Shown, lang: Lang, source: Source) -> SetFigure:
    return SetFigure(
        caption=shown.caption.in_(lang),
        alternative=shown.figure.alternative.in_(lang),
        source=Markup(source(name, shown)),
        size=f"width:{shown.figure.width_mm:.2f}mm;height:{shown.figure.height_mm:.2f}mm",
    )


def _table(one: Table, lang: Lang, wide_mm: float) -> SetTable:
    head = tuple(text.in_(lang) for text in one.head)
    rows = tuple(tuple(text.in_(lang) for text in row) for row in one.rows)
    widths = column_widths(head, rows, words=one.words, wide_mm=wide_mm)
    return SetTable(
        caption=one.caption.in_(lang),
        widths=tuple(f"{100 * share:.2f}" for share in widths),
        head=tuple(Cell(words=words, numeric=n >= one.words) for n, words in enumerate(head)),
        rows=tuple(
            tuple(
                Cell(words=words, numeric=n >= one.words, lead=n == 0)
                for n, words in enumerate(row)
            )
            for row in rows
        ),
        more=one.more.in_(lang) if one.more else "",
    )
