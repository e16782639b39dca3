"""Several drawings in one model space, told apart by title blocks, borders or empty space."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from cpted_rules.drawing.drawing import Box, Drawing
from cpted_rules.drawing.layers.layer_map import LayerMap
from cpted_rules.drawing.sheets.captions import (
    Caption,
    SheetWords,
    captions,
    words_of_cluster,
    words_of_frame,
)
from cpted_rules.drawing.sheets.clusters import Cluster, Strokes
from cpted_rules.drawing.sheets.found import (
    Part,
    SheetFound,
    guessed_sheet,
    roofs_resolved,
    titled_sheet,
)
from cpted_rules.drawing.sheets.frames import Found, SheetFrame, frames, inside, is_title_block
from cpted_rules.drawing.sheets.guess import by_content
from cpted_rules.drawing.sheets.likeness import guesses
from cpted_rules.drawing.sheets.pieces import FEWEST, Space, apart
from cpted_rules.drawing.sheets.placing import classifier
from cpted_rules.drawing.sheets.stray import robust_extent
from cpted_rules.plan import SheetKind
from cpted_rules.text import Text, join

__all__ = ["SheetFound", "found_sheets", "roofs_resolved"]

_LOOSE_SHARE = 0.05
"""Drawings beside all borders are spoken of if they have this share of the entities."""
_AT_FOOT = 0.35
"""The title of a view stands under it, or at its foot: this share of its height."""


def found_sheets(
    drawing: Drawing, layer_map: LayerMap, *, metres_per_unit: float
) -> tuple[SheetFound, ...]:
    """The sheets of a drawing, left to right; none where nothing is drawn.

    Raises:
        DrawingError: opened inserts add up to too many entities.
    """
    known = classifier(drawing, layer_map)
    every = tuple(
        drawing.flat(lambda e: known.stays_closed(e) or is_title_block(drawing, known, e))
    )
    strokes = Strokes(drawing=drawing, entities=every)
    extent = robust_extent(strokes)
    if extent is None:
        return ()
    if extent.strays:
        left_out = set(extent.strays)
        every = tuple(e for i, e in enumerate(every) if i not in left_out)
        strokes = Strokes(drawing=drawing, entities=every)
    space = Space(drawing, every, strokes, known, metres_per_unit)
    borders = frames(drawing, known, every, strokes.boxes, metres_per_unit)
    found = (
        [*_framed(space, borders)] if borders else [*_unframed(space, strayed=bool(extent.strays))]
    )
    return tuple(_told_apart(found))


def _told_apart(sheets: Sequence[SheetFound]) -> Iterator[SheetFound]:
    """The sheets, each with a number of its own; a sheet that is there twice is read once."""
    seen: set[tuple[str, SheetKind, tuple[int, ...], str]] = set()
    numbers: Counter[str] = Counter()
    for order, sheet in enumerate(sheets, 1):
        spec = sheet.spec
        number = spec.number or f"#{order}"
        numbers[number] += 1
        if numbers[number] > 1:
            number = f"{number}[{numbers[number]}]"
        made = replace(sheet, spec=replace(spec, number=number))
        same = (spec.number, spec.kind, spec.storeys, spec.title)
        if sheet.use and sheet.titled and spec.number and same in seen:
            why = Text(
                ko="번호와 제목이 같은 도면이 이미 있음: 더하지 않음",
                en="a sheet of this number and title is there already; not added up",
            )
            yield replace(
                made, use=False, confidence=0.3, evidence=join((sheet.evidence, why), "; ")
            )
        else:
            yield made
        seen.add(same)


def _framed(space: Space, borders: Sequence[SheetFrame]) -> Iterator[SheetFound]:
    drawn = frozenset(b.entity for b in borders if b.entity is not None)
    said = captions(space.entities, drawn)
    taken: set[int] = set(drawn)
    for border in borders:
        members = [i for i in inside(space.strokes.boxes, border.box) if i not in drawn]
        taken |= set(members)
        insert = space.entities[border.entity] if border.entity is not None else None
        words = words_of_frame(space.drawing, insert, border.box, _within(said, border.box))
        views = _views(space, members, words.views)
        if len(views) > 1:
            yield from _of_views(border, words, views)
            continue
        if words.title is None and not words.named and len(words.views) == 1:
            words = replace(words, title=words.views[0].title)
        part = Part(
            how=border.how,
            frame=border.box,
            entities=len(members),
            insert_scale=border.scale,
        )
        if words.title is not None:
            yield titled_sheet(part, words.title, words, words.number)
        else:
            guess = by_content(space.meanings(members), space.size_m(border.box))
            yield guessed_sheet(part, guess, words, words.number, use=False)
    loose = [i for i in range(len(space.entities)) if i not in taken]
    if len(loose) >= max(FEWEST, _LOOSE_SHARE * len(space.entities)):
        yield from _outside(space, loose, said)


def _of_views(
    border: SheetFrame, words: SheetWords, views: Sequence[tuple[Cluster, Caption]]
) -> Iterator[SheetFound]:
    """The views of one sheet, each as a sheet of its own: A-101(1), A-101(2), ..."""
    for order, (view, caption) in enumerate(views, 1):
        if caption.title is None:
            continue
        part = Part(
            how=border.how,
            frame=_reaching(view.box, caption),
            entities=len(view.members),
            view=True,
            insert_scale=None if caption.scale else border.scale,
        )
        told = replace(words, scale=caption.scale or words.scale)
        number = f"{words.number}({order})" if words.number else ""
        yield titled_sheet(part, caption.title, told, number)


def _reaching(box: Box, caption: Caption) -> Box:
    x, y = caption.at
    return (min(box[0], x), min(box[1], y), max(box[2], x), max(box[3], y))


def _outside(space: Space, loose: Sequence[int], said: Sequence[Caption]) -> Iterator[SheetFound]:
    """Drawings that lie beside all borders: spoken of, but not to be read unasked."""
    beside = Text(ko="모든 도곽의 밖에 있음", en="lies outside every sheet border")
    for piece in apart(space, loose):
        if len(piece.members) < max(FEWEST, 0.02 * len(space.entities)):
            continue
        words = words_of_cluster(piece.box, _within(said, piece.box))
        part = Part(how=Found.CLUSTER, frame=piece.box, entities=len(piece.members))
        guess = by_content(space.meanings(piece.members), space.size_m(piece.box))
        sheet = (
            titled_sheet(part, words.title, words, words.number)
            if words.title is not None
            else guessed_sheet(part, guess, words, words.number, use=False)
        )
        yield replace(
            sheet,
            use=False,
            confidence=min(sheet.confidence, 0.3),
            evidence=join((sheet.evidence, beside), "; "),
        )


def _within(said: Sequence[Caption], box: Box) -> list[Caption]:
    return [c for c in said if box[0] <= c.at[0] <= box[2] and box[1] <= c.at[1] <= box[3]]


def _views(
    space: Space, members: Sequence[int], titles: Sequence[Caption]
) -> list[tuple[Cluster, Caption]]:
    """The views of one sheet with their titles, where they show different things on the site."""
    plans = [c for c in titles if c.title is not None and c.title.plan_view and not c.title.part]
    if len({(c.title.kind, c.title.storeys, c.title.roof) for c in plans if c.title}) < 2:
        return []
    named: dict[int, list[Cluster]] = {}
    for piece in apart(space, members):
        middle, low = (piece.box[0] + piece.box[2]) / 2, piece.box[1]
        foot = low + _AT_FOOT * (piece.box[3] - low)
        under = [
            (abs(c.at[0] - middle) + abs(c.at[1] - low), n)
            for n, c in enumerate(titles)
            if c.at[1] < foot and piece.box[0] <= c.at[0] <= piece.box[2]
        ]
        if under:
            named.setdefault(min(under)[1], []).append(piece)
    views = [(max(pieces, key=lambda p: len(p.members)), titles[n]) for n, pieces in named.items()]
    most = max((len(piece.members) for piece, _ in views), default=0)
    kept = [(p, c) for p, c in views if len(p.members) >= max(FEWEST, 0.05 * most)]
    return sorted(kept, key=lambda pair: (pair[0].box[0], -pair[0].box[3]))


def _unframed(space: Space, *, strayed: bool) -> Iterator[SheetFound]:
    said = captions(space.entities)
    pieces = apart(space, range(len(space.entities)))
    if len(pieces) == 1:
        part = Part(
            how=Found.WHOLE,
            frame=_wider(pieces[0].box, space) if strayed else None,
            entities=len(space.entities),
        )
        words = words_of_cluster(pieces[0].box, said)
        guess = by_content(space.meanings(pieces[0].members), space.size_m(pieces[0].box))
        if words.title is not None:
            yield _doubted(titled_sheet(part, words.title, words, words.number), words)
        else:
            yield guessed_sheet(part, guess, words, words.number, use=True)
        return
    spoken = [words_of_cluster(p.box, _within(said, p.box)) for p in pieces]
    untitled = [p for p, words in zip(pieces, spoken, strict=True) if words.title is None]
    guessed = guesses(space, untitled, alone=len(untitled) == len(pieces))
    for piece, words in zip(pieces, spoken, strict=True):
        part = Part(how=Found.CLUSTER, frame=_wider(piece.box, space), entities=len(piece.members))
        if words.title is not None:
            yield _doubted(titled_sheet(part, words.title, words, words.number), words)
        else:
            guess, use = guessed[piece]
            yield guessed_sheet(part, guess, words, words.number, use=use)


def _doubted(sheet: SheetFound, words: SheetWords) -> SheetFound:
    """A sheet, not to be read unasked where other plans, by their titles, are drawn in it."""
    own = words.title
    others = [
        c.title
        for c in words.views
        if c.title is not None
        and own is not None
        and c.title.plan_view
        and not c.title.part
        and (c.title.kind, c.title.storeys, c.title.roof) != (own.kind, own.storeys, own.roof)
    ]
    if not others or not sheet.use:
        return sheet
    names = ", ".join(dict.fromkeys(title.title for title in others))
    why = Text(
        ko="다른 도면의 제목도 있으나 나눌 수 없음: {names}",
        en="holds titles of other drawings, too, and could not be parted: {names}",
    ).fill(names=names)
    return replace(sheet, use=False, confidence=0.3, evidence=join((sheet.evidence, why), "; "))


def _wider(box: Box, space: Space) -> Box:
    """A box with a little room, so that what lies on its edge is within."""
    by = 0.1 / space.metres_per_unit
    return (box[0] - by, box[1] - by, box[2] + by, box[3] + by)
