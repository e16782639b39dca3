"""Marks of people as drawings in the size of the pages they lie on, each with its number."""

from collections.abc import Callable, Iterator, Sequence
from math import cos, pi, sin

from app.annotations.record import XY, Mark, MarkKind, Rect
from cpted_rules.figure.svg import (
    PAPER,
    Pen,
    document,
    path,
    polyline,
    rect,
    segment,
    text,
    width_of,
)
from cpted_rules.text import Lang, Text

Placing = Callable[[XY], XY]
"""Points of the page to millimetres of its drawing, downwards."""

MM_PER_PT = 25.4 / 72
LINE_MM = 0.4
OURS = "#14497a"
TAG_MM = 2.6
LETTERS_MM = (3.1, 2.6, 2.2, 1.8)
"""Sizes that the words of a text box are tried in."""
TITLE = Text(ko="위원 의견 표시, {page}쪽", en="marks of experts, page {page}")
TEXT_BOXES = (MarkKind.FREE_TEXT, MarkKind.STAMP)
TEXT_MARKS = (MarkKind.HIGHLIGHT, MarkKind.UNDERLINE, MarkKind.SQUIGGLY, MarkKind.STRIKEOUT)


def overlay_svg(
    marks: Sequence[tuple[int, Mark]],
    *,
    page: int,
    box: Rect,
    lang: Lang,
    numbered: bool = True,
) -> str:
    """The drawing of a page's marks.

    Args:
        marks: each with the number it is drawn with.
        page: from 0.
        box: of the page. [pt]
        numbered: whether the numbers are drawn.
    """
    left, low, right, top = box
    height_mm = (top - low) * MM_PER_PT

    def place(point: XY) -> XY:
        return ((point[0] - left) * MM_PER_PT, height_mm - (point[1] - low) * MM_PER_PT)

    items = [
        item for number, mark in marks for item in _drawn(number if numbered else None, mark, place)
    ]
    drawing = document(
        items,
        width_mm=(right - left) * MM_PER_PT,
        height_mm=height_mm,
        title=TITLE.fill(page=str(page + 1)).in_(lang),
        description="",
        lang=lang,
    )
    # a page is no sheet of paper of its own: what lies under it must be seen
    start, end = drawing.index("<rect"), drawing.index("/>") + 2
    return drawing[:start] + drawing[end:]


def _drawn(number: int | None, mark: Mark, place: Placing) -> Iterator[str]:
    colour = _colour(mark)
    pen = Pen(stroke=colour, width=LINE_MM)
    x0, y0, x1, y1 = mark.rect
    corners = [place(p) for p in ((x0, y1), (x1, y1), (x1, y0), (x0, y0))]
    lines = [[place(point) for point in line] for line in mark.points]
    at = corners[0]
    if mark.kind in TEXT_MARKS and lines:
        yield from _text_mark(mark.kind, lines, colour)
    elif mark.kind in TEXT_BOXES:
        yield polyline(corners, Pen(stroke=colour, width=LINE_MM, fill=PAPER), closed=True)
        yield from _words(mark.contents, corners)
    elif mark.kind is MarkKind.CIRCLE:
        yield polyline(_round(corners), pen, closed=True)
    elif mark.kind in (MarkKind.NOTE, MarkKind.CARET):
        at = ((corners[0][0] + corners[2][0]) / 2, (corners[0][1] + corners[2][1]) / 2)
    elif lines:
        for line in lines:
            yield polyline(line, pen, closed=mark.kind is MarkKind.POLYGON)
    else:
        yield polyline(corners, pen, closed=True)
    if number is not None:
        yield from _tag(number, at, colour)


def _text_mark(kind: MarkKind, quads: Sequence[Sequence[XY]], colour: str) -> Iterator[str]:
    """Without transparency: words that were highlighted are framed and underlined, not covered."""
    for quad in quads:
        left, right = min(x for x, _ in quad), max(x for x, _ in quad)
        top, foot = min(y for _, y in quad), max(y for _, y in quad)
        if kind is MarkKind.HIGHLIGHT:
            frame = Pen(stroke=colour, width=0.15)
            yield rect(left, top, right - left, foot - top, frame)
            yield path(segment(left, foot, right, foot), Pen(stroke=colour, width=0.7))
        elif kind is MarkKind.STRIKEOUT:
            middle = (top + foot) / 2
            yield path(segment(left, middle, right, middle), Pen(stroke=colour, width=0.35))
        else:
            dash = "0.6 0.4" if kind is MarkKind.SQUIGGLY else ""
            yield path(segment(left, foot, right, foot), Pen(stroke=colour, width=0.35, dash=dash))


def _round(corners: Sequence[XY]) -> list[XY]:
    (left, top), _, (right, foot), _ = corners
    x, y, a, b = (left + right) / 2, (top + foot) / 2, (right - left) / 2, (foot - top) / 2
    return [(x + a * cos(n * pi / 32), y + b * sin(n * pi / 32)) for n in range(64)]


def _words(words: str, corners: Sequence[XY]) -> Iterator[str]:
    """The words of a box, as large as they fit; the table of opinions has all of them."""
    (left, top), _, (right, foot), _ = corners
    wide, high = right - left - 1.0, foot - top - 0.8
    for size in LETTERS_MM:
        lines = _set(words, size, wide)
        if len(lines) * size * 1.3 <= high:
            break
    room = max(int(high / (size * 1.3)), 1)
    if len(lines) > room:
        lines = [*lines[: room - 1], lines[room - 1][:-1] + "…"]
    for n, line in enumerate(lines):
        yield text(line, left + 0.5, top + 0.4 + size * (1.3 * n + 0.95), size=size)


def _set(words: str, size: float, wide: float) -> list[str]:
    """Lines that are no wider; a word that is wider alone is broken where it must be."""
    lines: list[str] = []
    for paragraph in words.splitlines() or [""]:
        line = ""
        for word in paragraph.split(" "):
            joined = f"{line} {word}" if line else word
            if width_of(joined, size) <= wide:
                line = joined
                continue
            if line:
                lines.append(line)
            line = word
            while len(line) > 1 and width_of(line, size) > wide:
                fits = max(
                    (n for n in range(1, len(line)) if width_of(line[:n], size) <= wide), default=1
                )
                lines.append(line[:fits])
                line = line[fits:]
        lines.append(line)
    return lines


def _tag(number: int, at: XY, colour: str) -> Iterator[str]:
    """The number of a mark at its upper left corner, white on its colour."""
    words = str(number)
    wide = max(width_of(words, TAG_MM * 0.8) + 1.0, TAG_MM)
    x, y = max(at[0] - wide / 2, 0.0), max(at[1] - TAG_MM / 2, 0.0)
    yield rect(x, y, wide, TAG_MM, Pen(fill=colour, stroke=PAPER, width=0.15), round_=0.5)
    yield text(
        words,
        x + wide / 2,
        y + TAG_MM * 0.79,
        size=TAG_MM * 0.8,
        weight=700,
        fill=PAPER,
        anchor="middle",
    )


def _colour(mark: Mark) -> str:
    """Its own colour, if it can be seen on paper and carry white figures; else ours."""
    if len(mark.colour) not in (1, 3):
        return OURS
    red, green, blue = mark.colour if len(mark.colour) == 3 else mark.colour * 3
    if 0.299 * red + 0.587 * green + 0.114 * blue > 0.6:
        red, green, blue = (part * 0.55 for part in (red, green, blue))
    return "#" + "".join(f"{round(min(max(v, 0), 1) * 255):02x}" for v in (red, green, blue))
