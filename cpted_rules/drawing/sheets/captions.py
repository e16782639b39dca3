"""Captions: the words in a title block, or under a view, that say what is shown."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from cpted_rules.drawing.drawing import Box, Drawing, DrawnEntity, EntityKind
from cpted_rules.drawing.points import XY
from cpted_rules.drawing.sheets.titles import (
    TitleFound,
    is_number,
    number_of,
    scale_of,
    title_of,
)

_TITLE_TAG = re.compile(
    r"도면명|도명|도면제목|명칭|title|(?:dwg|drawing|sheet)[ _.-]?name", re.IGNORECASE
)
_NUMBER_TAG = re.compile(r"도면.?번호|도번|(?:dwg|drawing|sheet)?[ _.-]?(?:no|num)", re.IGNORECASE)
_PROJECT_TAG = re.compile(
    r"사업|공사|프로젝트|project|client|발주|건축주|설계|date|일자", re.IGNORECASE
)
_GLYPH_ROWS = 400
"""Rows of single letters that are looked at; a drawing has a handful."""
_LIST_OF_SHEETS = 8
"""A sheet with more captions than this is a list of drawings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Caption:
    """A text that is a title, a sheet number or a scale, and where it stands."""

    words: str
    at: XY
    title: TitleFound | None = None
    number: str | None = None
    scale: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetWords:
    """What the words of a sheet say.

    Args:
        named: words in the place of the title, whether understood or not.
        views: titles under the views of the sheet, where they are not that of the sheet.
    """

    title: TitleFound | None = None
    named: str = ""
    number: str = ""
    scale: float | None = None
    views: tuple[Caption, ...] = ()


def captions(entities: Sequence[DrawnEntity], but: frozenset[int] = frozenset()) -> list[Caption]:
    """The captions among texts and attributes.

    Args:
        but: indices of entities whose words are none, such as title blocks.
    """
    words = [
        (line, at)
        for index, entity in enumerate(entities)
        if index not in but and (at := entity.representative) is not None
        for text in (entity.text, *(value for _, value in entity.attributes))
        if text
        for line in dict.fromkeys((text, *text.splitlines()))
    ]
    words += _from_glyphs(words)
    said = {w: _said(w) for w in {w for w, _ in words}}
    return [replace(c, at=at) for w, at in words if (c := said[w]) is not None]


def _said(words: str) -> Caption | None:
    if len(words) > 120 or not any(c.isalpha() or c == "/" or c == ":" for c in words):
        return None
    title = title_of(words)
    number = number_of(words) if title is not None or is_number(words) else None
    scale = scale_of(words)
    if title is None and number is None and scale is None:
        return None
    return Caption(words=words, at=(0.0, 0.0), title=title, number=number, scale=scale)


def _from_glyphs(words: Sequence[tuple[str, XY]]) -> Iterator[tuple[str, XY]]:
    """Words made of letters that stand in a row as texts of their own."""
    rows: dict[float, list[tuple[float, str]]] = {}
    for text, (x, y) in words:
        if len(text.strip()) == 1:
            rows.setdefault(float(y), []).append((float(x), text.strip()))
    for y, row in list(rows.items())[:_GLYPH_ROWS]:
        row.sort()
        gaps = [b[0] - a[0] for a, b in pairwise(row) if b[0] > a[0]]
        if len(row) < 3 or not gaps:
            continue
        near = 1.8 * sorted(gaps)[len(gaps) // 2]
        word, start, last = row[0][1], row[0][0], row[0][0]
        for x, letter in row[1:]:
            if x - last > near:
                yield word, ((start + last) / 2, y)
                word, start = "", x
            word, last = word + letter, x
        yield word, ((start + last) / 2, y)


def words_of_frame(
    drawing: Drawing, insert: DrawnEntity | None, box: Box, around: Sequence[Caption]
) -> SheetWords:
    """What the words of a framed sheet say: attributes, then its title strip, then its views.

    Args:
        around: the captions within the frame.
    """
    told = _of_attributes(insert) if insert is not None else SheetWords()
    block = drawing.block_by_name.get(insert.block.casefold()) if insert is not None else None
    own: list[Caption] = []
    if insert is not None and block is not None and told.title is None:
        texts = [e for e in block.entities if e.kind is EntityKind.TEXT and not e.attributes]
        own = [replace(c, at=insert.placed.point(c.at)) for c in captions(texts)]
    strip = [*[c for c in around if _in_strip(box, c.at)], *own]
    numbered = [c for c in strip if c.number]
    corner = (box[2], box[1])
    number = min(numbered, key=lambda c: _distance(c.at, corner), default=None)
    by = number.at if number is not None else corner
    title = min(
        (c for c in strip if c.title is not None),
        key=lambda c: _distance(c.at, by),
        default=None,
    )
    views = tuple(c for c in around if c.title is not None and c is not title)
    scaled = min((c for c in strip if c.scale), key=lambda c: _distance(c.at, by), default=None)
    stated = told.title is not None or told.named
    return SheetWords(
        title=told.title if stated else (title.title if title else None),
        named=told.named if stated else (title.title.title if title and title.title else ""),
        number=told.number or (number.number or "" if number else ""),
        scale=told.scale or (scaled.scale if scaled else None),
        views=views if len(views) <= _LIST_OF_SHEETS else (),
    )


def words_of_cluster(box: Box, around: Sequence[Caption]) -> SheetWords:
    """What the words within and under a drawing without a border say."""
    titled = [c for c in around if c.title is not None and c.title.kind is not None]
    if not titled:
        return SheetWords()
    low = ((box[0] + box[2]) / 2, box[1])
    best = min(titled, key=lambda c: (c.scale is None, c.at[1] > low[1], _distance(c.at, low)))
    found = best.title
    return SheetWords(
        title=found,
        named=found.title if found else "",
        number=best.number or "",
        scale=best.scale or next((c.scale for c in around if c.scale), None),
        views=tuple(c for c in titled if c is not best) if len(titled) <= _LIST_OF_SHEETS else (),
    )


def _of_attributes(insert: DrawnEntity) -> SheetWords:
    values = [(tag, value.strip()) for tag, value in insert.attributes if value.strip()]
    free = [(t, v) for t, v in values if not _PROJECT_TAG.search(t) or _TITLE_TAG.search(t)]
    named = [v for t, v in free if _TITLE_TAG.search(t) and not _PROJECT_TAG.search(t)]
    words = [" ".join(named), *named, *[v for _, v in free]]
    # a title of two lines is often two attributes that follow one another
    words += [f"{a} {b}" for (_, a), (_, b) in pairwise(free)]
    title = next((found for w in words if (found := title_of(w)) is not None), None)
    number = next((v for t, v in free if _NUMBER_TAG.search(t) and len(v) <= 20), "")
    if not number or not any(c.isdigit() for c in number):
        number = next((v for _, v in free if is_number(v)), "")
    return SheetWords(
        title=title,
        named=title.title if title else " ".join(named),
        number=number_of(number) or number,
        scale=next((s for _, v in free if (s := scale_of(v)) is not None), None),
    )


def _in_strip(box: Box, at: XY) -> bool:
    """Whether a place is where title strips are: along the right or the lower edge."""
    w, h = box[2] - box[0], box[3] - box[1]
    return at[0] > box[2] - 0.22 * w or at[1] < box[1] + 0.10 * h


def _distance(a: XY, b: XY) -> float:
    return float(((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2) ** 0.5)
