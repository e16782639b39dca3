"""The lines of one sheet, sorted by what they may be: faces of walls, swings, glass, leaves."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cpted_rules.drawing.drawing import EntityKind
from cpted_rules.drawing.elements.homes import Made
from cpted_rules.drawing.layers.layer_map import Meaning
from cpted_rules.drawing.linework import Linework, Solid, Stroke, arcs_of, strokes_of
from cpted_rules.drawing.reading import SheetSpec
from cpted_rules.drawing.shapes import area_of, parts_of, polygon
from cpted_rules.drawing.sheets.placing import Placed, in_order
from cpted_rules.plan import Wall

FEWEST_WALL_LINES = 4
"""Fewer bare lines on wall layers than this are leftovers."""

_STROKES = frozenset({EntityKind.LINE, EntityKind.POLYLINE, EntityKind.CURVE, EntityKind.ARC})


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """What a sheet says by names, which lines must not double."""

    walls: tuple[Made, ...]
    openings: tuple[Made, ...]
    zones: tuple[Made, ...]


class SheetLines:
    """The lines of one sheet, sorted by what they may be."""

    def __init__(self, things: Sequence[Placed], drawn: Drawn, number: str) -> None:
        self.things = [
            t
            for t in things
            if t.kind in _STROKES or (t.kind is EntityKind.HATCH and t.meaning is Meaning.WALL)
        ]
        self.spec: SheetSpec = things[0].sheet
        self.drawn_walls = [m for m in drawn.walls if m.thing.sheet.number == number]
        own = [m for m in drawn.openings if m.thing.sheet.number == number]
        self.drawn_openings = [m for m in own if m.thing.kind is EntityKind.INSERT]
        self.outlined = [m for m in own if m.thing.kind is not EntityKind.INSERT]
        self.drawn_zones = [m for m in drawn.zones if m.thing.sheet.number == number]
        walled = {id(t) for m in self.drawn_walls for t in (m.thing, *m.also)}
        self.bare = [
            n
            for n, t in enumerate(self.things)
            if t.meaning is Meaning.WALL and id(t) not in walled
        ]
        self.loose = [
            n
            for n, t in enumerate(self.things)
            if t.meaning in {Meaning.DOOR, Meaning.WINDOW} and area_of(t) is None
        ]
        self.linework = self._linework()

    @property
    def needed(self) -> bool:
        """Whether lines have to tell what no symbol or outline does."""
        if len(self.bare) >= FEWEST_WALL_LINES or self.loose or self.outlined:
            return True
        walled = bool(self.drawn_walls)
        return walled and not (self.drawn_openings and self.drawn_zones)

    def _linework(self) -> Linework:
        by_index = dict(enumerate(self.things))

        def strokes(indices: Iterable[int]) -> tuple[Stroke, ...]:
            return tuple(
                s
                for n in indices
                for s in strokes_of(by_index[n].points, ref=n, closed=by_index[n].drawn.closed)
            )

        def of(*meanings: Meaning | None) -> list[int]:
            return [
                n
                for n, t in by_index.items()
                if t.meaning in meanings and t.kind not in {EntityKind.ARC, EntityKind.HATCH}
            ]

        first = len(self.things)  # references beyond the strokes are walls known already
        known = [
            Solid(area=part, ref=first + n)
            for n, made in enumerate(self.drawn_walls)
            if isinstance(made.element, Wall)
            for part in parts_of(made.element.area)
        ]
        filled = [
            Solid(area=part, ref=n)
            for n, t in by_index.items()
            if t.kind is EntityKind.HATCH and (area := polygon(t.points)) is not None
            for part in parts_of(area)
        ]
        doors = of(Meaning.DOOR)
        arcs = [
            n
            for n, t in by_index.items()
            if t.kind is EntityKind.ARC
            and t.meaning in {None, Meaning.DOOR, Meaning.WALL, Meaning.STRUCTURE}
        ]
        return Linework(
            walls=strokes(n for n in self.bare if by_index[n].kind is not EntityKind.HATCH),
            solids=(*known, *filled),
            arcs=tuple(
                arc
                for n in (*arcs, *doors)
                for arc in arcs_of(by_index[n].points, ref=n, closed=by_index[n].drawn.closed)
            ),
            glazing=strokes(of(Meaning.WINDOW)),
            doors=strokes(doors),
            free=strokes(of(None)),
        )

    def made_of(self, refs: Sequence[int]) -> tuple[Placed, ...]:
        """The things behind some references, the lowest handle first."""
        found = [
            self.things[r] if r < len(self.things) else self.drawn_walls[r - len(self.things)].thing
            for r in refs
        ]
        return in_order(found)

    def anchor(self) -> Placed | None:
        """The first wall of the sheet: what encloses rooms is named after it."""
        walls = [self.things[n] for n in self.bare] + [m.thing for m in self.drawn_walls]
        return next(iter(in_order(walls)), None)
