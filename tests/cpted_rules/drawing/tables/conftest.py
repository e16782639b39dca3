"""Tables drawn as entities: ruled, boxed or bare, turned, scaled and moved."""

from collections.abc import Callable, Iterator, Sequence
from itertools import count
from math import cos, radians, sin

import pytest

from cpted_rules.drawing.drawing import DrawnEntity, EntityKind
from cpted_rules.drawing.points import XY, Affine, Points

Rows = Sequence[Sequence[str]]
Merged = Sequence[tuple[int, int, int, int]]


class Sheet:
    """Entities in the making; lengths in paper-mm."""

    def __init__(self) -> None:
        self.entities: list[DrawnEntity] = []
        self._handles = count(1)

    def _add(self, kind: EntityKind, dxf_type: str, layer: str, **what: object) -> DrawnEntity:
        made = DrawnEntity(
            kind=kind,
            dxf_type=dxf_type,
            layer=layer,
            handle=f"{next(self._handles):X}",
            **what,  # type: ignore[arg-type]
        )
        self.entities.append(made)
        return made

    def text(self, words: str, at: XY, turn_deg: float = 0.0) -> DrawnEntity:
        c, s = cos(radians(turn_deg)), sin(radians(turn_deg))
        return self._add(
            EntityKind.TEXT, "TEXT", "문자", text=words, at=at, placed=Affine(c, -s, s, c)
        )

    def line(self, a: XY, b: XY, layer: str = "표") -> DrawnEntity:
        return self._add(EntityKind.LINE, "LINE", layer, points=Points.of((a, b)))

    def box(self, x0: float, y0: float, x1: float, y1: float, layer: str = "표") -> DrawnEntity:
        corners = ((x0, y0), (x1, y0), (x1, y1), (x0, y1))
        return self._add(
            EntityKind.POLYLINE, "LWPOLYLINE", layer, points=Points.of(corners), closed=True
        )

    def insert(self, block: str, at: XY, **attributes: str) -> DrawnEntity:
        return self._add(
            EntityKind.INSERT,
            "INSERT",
            "0",
            block=block,
            at=at,
            placed=Affine(e=at[0], f=at[1]),
            attributes=tuple(attributes.items()),
        )

    def words(self, words: str, at: XY, *, glyphs: bool) -> None:
        """Lines of words around a point; each letter a text of its own if asked for."""
        lines = words.split("\n")
        for n, line in enumerate(lines):
            y = at[1] + ((len(lines) - 1) / 2 - n) * 2.6
            if not glyphs:
                self.text(line, (at[0], y))
                continue
            for k, letter in enumerate(line):
                if letter != " ":
                    self.text(letter, (at[0] + 2.2 * (k - len(line) / 2), y))

    def table(
        self,
        rows: Rows,
        *,
        at: XY = (0.0, 0.0),
        widths: Sequence[float] = (),
        row: float = 7.0,
        ruled: str = "lines",
        title: str = "",
        merged: Merged = (),
        glyphs: bool = False,
    ) -> None:
        """A table from its top left. `ruled`: lines, boxes, across or none."""
        wide = list(widths) or [30.0] * len(rows[0])
        xs = [at[0] + sum(wide[:n]) for n in range(len(wide) + 1)]
        ys = [at[1] - n * row for n in range(len(rows) + 1)]
        if title:
            self.text(title, (xs[0], ys[0] + 3.0))
        for r0, c0, r1, c1 in _cells(len(rows), len(wide), merged):
            words = rows[r0][c0]
            if words:
                middle = ((xs[c0] + xs[c1 + 1]) / 2, (ys[r0] + ys[r1 + 1]) / 2)
                self.words(words, middle, glyphs=glyphs)
            if ruled == "boxes":
                self.box(xs[c0], ys[r1 + 1], xs[c1 + 1], ys[r0])
            elif ruled == "lines":
                self.line((xs[c0], ys[r0]), (xs[c1 + 1], ys[r0]))
                self.line((xs[c0], ys[r0]), (xs[c0], ys[r1 + 1]))
        if ruled == "lines":
            self.line((xs[0], ys[-1]), (xs[-1], ys[-1]))
            self.line((xs[-1], ys[0]), (xs[-1], ys[-1]))
        if ruled == "across":
            for y in ys:
                self.line((xs[0], y), (xs[-1], y))

    def placed(
        self,
        *,
        turn_deg: float = 0.0,
        scale: float = 1.0,
        at: XY = (0.0, 0.0),
        mirrored: bool = False,
    ) -> tuple[DrawnEntity, ...]:
        """The entities elsewhere."""
        c, s = scale * cos(radians(turn_deg)), scale * sin(radians(turn_deg))
        flip = -1.0 if mirrored else 1.0
        by = Affine(c * flip, -s, s * flip, c, at[0], at[1])
        return tuple(entity.moved(by) for entity in self.entities)


def _cells(rows: int, columns: int, merged: Merged) -> Iterator[tuple[int, int, int, int]]:
    covered = {
        (r, c): span
        for span in merged
        for r in range(span[0], span[2] + 1)
        for c in range(span[1], span[3] + 1)
    }
    for r in range(rows):
        for c in range(columns):
            span = covered.get((r, c), (r, c, r, c))
            if span[:2] == (r, c):
                yield span


@pytest.fixture(scope="session")
def new_sheet() -> Callable[[], Sheet]:
    return Sheet


@pytest.fixture
def sheet() -> Sheet:
    return Sheet()
