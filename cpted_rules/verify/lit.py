"""Ground on which illuminance is measured again, cell by cell of a finding's field."""

from collections.abc import Sequence

from cpted_rules.text import Text
from cpted_rules.verify.case import Case
from cpted_rules.verify.expected import SLACK
from cpted_rules.verify.fields import compared, placed, spread
from cpted_rules.verify.given import Field
from cpted_rules.verify.lamps import Light
from cpted_rules.verify.regions import Region
from cpted_rules.verify.result import Difference
from cpted_rules.verify.shapes import Box, Spot

MOST_LINES = 15_000
"""Rays from lamps followed for one field at most; a larger field is sampled."""
FEWEST = 24
"""Cells measured again of any field, if it has so many."""


class Place:
    """Ground on which illuminance is measured again."""

    def __init__(
        self, *, case: Case, light: Light, region: Region, box: Box, stage: int, step_m: float,
        z_m: float, edge_m: float,
    ) -> None:  # fmt: skip
        self.case, self.light, self.region, self.box = case, light, region, box
        self.stage, self.step_m, self.z_m, self.edge_m = stage, step_m, z_m, edge_m

    def lx(self, at: Spot) -> float:
        """Illuminance at the centre of a cell."""
        return self.light.horizontal_lx(self.stage, self.case.stand(at, self.z_m, self.stage))

    def again(self, at: Spot, stated: float) -> tuple[float, float]:
        """Illuminance at a cell; a range only where it is otherwise than stated."""
        value = self.lx(at)
        if abs(value - stated) <= SLACK["lx"].of(value):
            return value, value
        return self.light.range_lx(self.stage, self.case.stand(at, self.z_m, self.stage))

    def most(self) -> int:
        """How many cells are measured again at most."""
        return max(FEWEST, MOST_LINES // max(1, len(self.light.lamps(self.stage))))

    def field(
        self, field: Field | None, extra: Sequence[Spot] = ()
    ) -> tuple[list[Difference], int]:
        """What of a field is otherwise, and how many cells of it were measured again."""
        self.case.ground_known()
        if field is None:
            return [Difference(what=_FIELD, stated="none", found="a field")], 0
        wrong = [*placed(field, self.region, self.box, self.step_m, edge_m=self.edge_m)]
        found, on = compared(field, self.again, most=self.most())
        cells = field.cells()
        chosen = set(spread(list(cells), self.most()))
        for at in extra:
            if at in cells and at not in chosen:
                low, high = self.again(at, cells[at])
                on += 1
                if not low - SLACK["lx"].of(low) <= cells[at] <= high + SLACK["lx"].of(high):
                    said = f"{low:.3f}..{high:.3f}"
                    found.append(
                        Difference(what=_FIELD, stated=f"{cells[at]:g} lx", found=said, where=at)
                    )
        return wrong + found, on


_FIELD = Text(ko="칸의 조도", en="illuminance of a cell")
