"""Marks of one round laid onto the report of the next: by where they are on the site."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from shapely.geometry.base import BaseGeometry

from app.annotations.laid import figure_for, laid, then
from app.annotations.placing import to_site, wkt
from app.annotations.record import Affine6, Manifest, Mark, MarkKind, PlacedFigure, Rect
from app.annotations.shape import drawn
from app.annotations.store import Lacking

UNMOVED: Affine6 = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
A4_PT = 841.89
"""Height of a page of which nothing else is known."""
_PIN_PT, _LEFT_PT = 18.0, 22.0
"""Size of a note beside the text, and where it is: in the margin."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unplaced:
    """A mark that has no place on the report, as it was but for its place on the site."""

    mark: Mark
    lacking: Lacking


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """Marks on the report of another round, and those that have no place on it.

    Args:
        marks: each after what it answers.
        beside: keys of those that are no longer on a plan, but notes at the head of their finding.
    """

    marks: tuple[Mark, ...]
    unplaced: tuple[Unplaced, ...]
    beside: Mapping[str, Lacking]


def carried(
    marks: Sequence[Mark],
    before: Manifest,
    after: Manifest,
    *,
    moved: Affine6 = UNMOVED,
    numbers: Mapping[int, int] | None = None,
    heights: Mapping[int, float] | None = None,
) -> Carried:
    """The marks of one round as marks of another.

    A mark goes onto the plan figure that shows its place; else it becomes a note at the head of its
    finding; what answers goes with what it answers.

    Args:
        moved: site metres of the round before to those of the round after; see
            `app.annotations.registration`.
        numbers: of findings after by those of the same findings before; None: by their ids.
        heights: of the pages after, where they are known. [pt]
    """
    known = _by_ids(before, after) if numbers is None else numbers
    carrying = _Carrying(before, after, moved, known, heights or {})
    for mark in _parents_first(marks):
        carrying.take(mark)
    return Carried(
        marks=tuple(carrying.found.values()),
        unplaced=tuple(carrying.left.values()),
        beside=carrying.beside,
    )


@dataclass(slots=True)
class _Carrying:
    """Marks taken one after the other, each after what it answers."""

    before: Manifest
    after: Manifest
    moved: Affine6
    numbers: Mapping[int, int]
    heights: Mapping[int, float]
    found: dict[str, Mark] = field(default_factory=dict)
    left: dict[str, Unplaced] = field(default_factory=dict)
    beside: dict[str, Lacking] = field(default_factory=dict)

    def take(self, mark: Mark) -> None:
        above = mark.reply_to
        if above in self.left:
            self._leave(mark, self.left[above].lacking)
        elif above in self.found:
            self._answer(mark, self.found[above])
        elif (system := self._of_system(above)) is not None:
            self._answer_system(mark, system)
        else:
            self._alone(mark)

    def _alone(self, mark: Mark) -> None:
        figure = self._figure_of(mark)
        made = self._drawn_again(mark, figure) if figure is not None else None
        if made is not None:
            self.found[mark.key] = made
            return
        on_plan = figure is not None and figure.to_site is not None
        lacking = Lacking.NO_FIGURE if on_plan else Lacking.NO_PLAN
        made = self._at_its_finding(mark)
        if made is None:
            self._leave(mark, lacking)
        else:
            self.found[mark.key] = made
            self.beside[mark.key] = lacking

    def _answer_system(self, mark: Mark, system: Mark) -> None:
        number = self.numbers.get(system.finding or 0)
        other = next((each for each in self.after.marks if each.finding == number), None)
        if number is None:
            self._leave(mark, Lacking.NO_FINDING)
        elif other is None:  # a finding that no plan figure shows
            self._alone(mark.model_copy(update={"reply_to": None, "finding": system.finding}))
        else:
            self._answer(mark, other)

    def _answer(self, mark: Mark, to: Mark) -> None:
        """With what it answers; an edit of its outline goes where it was drawn, if it can."""
        made = None
        if mark.kind is not MarkKind.NOTE:
            figure = self._figure_of(mark)
            made = self._drawn_again(mark, figure) if figure is not None else None
        made = made or mark.model_copy(
            update={
                "kind": MarkKind.NOTE,
                "page": to.page,
                "rect": to.rect,
                "points": (),
                "figure": to.figure,
                "site": None,
            }
        )
        self.found[mark.key] = made.model_copy(update={"reply_to": to.key, "finding": to.finding})

    def _leave(self, mark: Mark, lacking: Lacking) -> None:
        """Behind the pages of the report, where nothing is taken for being there."""
        figure = self._figure_of(mark)
        if figure is not None and figure.to_site is not None and mark.site is not None:
            mark = mark.model_copy(update={"site": wkt(self._on_site(mark, figure.to_site))})
        gone = {"page": len(self.after.pages) + mark.page, "figure": None, "finding": None}
        self.left[mark.key] = Unplaced(mark=mark.model_copy(update=gone), lacking=lacking)

    def _drawn_again(self, mark: Mark, old: PlacedFigure) -> Mark | None:
        if old.to_site is None:
            return None
        shape = self._on_site(mark, old.to_site)
        number = self.numbers.get(mark.finding) if mark.finding is not None else None
        new = figure_for(shape, old.storey, number, self.after.figures)
        if new is None or new.to_site is None:
            return None
        whole = then(old.to_site, self.moved, onto=new.to_site)
        placed = {"page": new.page, "figure": new.id, "finding": number, "site": wkt(shape)}
        return mark.model_copy(update={**placed, **laid(mark, whole)})

    def _at_its_finding(self, mark: Mark) -> Mark | None:
        """A note in the margin, where the finding begins; under those that are there already."""
        number = self.numbers.get(mark.finding) if mark.finding is not None else None
        heads = ((p.number, top) for p in self.after.pages for top, n in p.sections if n == number)
        page, top = next(heads, (None, 0.0))
        if page is None:
            return None
        there = sum(self.found[key].finding == number for key in self.beside)
        high = self.heights.get(page, A4_PT) - top - there * _PIN_PT
        rect: Rect = (_LEFT_PT, high - _PIN_PT, _LEFT_PT + _PIN_PT, high)
        note = {"kind": MarkKind.NOTE, "points": (), "unreadable": None}
        placed = {"page": page, "rect": rect, "finding": number, "figure": None, "site": None}
        return mark.model_copy(update={**note, **placed})

    def _on_site(self, mark: Mark, affine: Affine6) -> BaseGeometry:
        return to_site(to_site(drawn(mark), affine), self.moved)

    def _figure_of(self, mark: Mark) -> PlacedFigure | None:
        figures = (figure for figure in self.before.figures if figure.id == mark.figure)
        return next(figures, None)

    def _of_system(self, key: str | None) -> Mark | None:
        return next((mark for mark in self.before.marks if mark.key == key), None)


def _by_ids(before: Manifest, after: Manifest) -> dict[int, int]:
    """Numbers after by numbers before, of findings that kept their id."""
    numbers = {m.marker.finding: m.finding for m in after.marks if m.marker}
    same = ((m.finding, numbers.get(m.marker.finding)) for m in before.marks if m.marker)
    return {one: other for one, other in same if one is not None and other is not None}


def _parents_first(marks: Sequence[Mark]) -> Iterator[Mark]:
    """Each mark after what it answers; of those that answer in a circle, in the order they are."""
    waiting, given = list(marks), set[str]()
    there = {mark.key for mark in marks}
    while waiting:
        ready = [m for m in waiting if m.reply_to not in there or m.reply_to in given] or waiting
        yield from ready
        given |= {mark.key for mark in ready}
        waiting = [mark for mark in waiting if mark.key not in given]
