"""Fields over a plan in given classes: what is seen from where, light, density, distance."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from cpted_rules.analysis.scene.grid import Grid
from cpted_rules.analysis.scene.pieces import Floats
from cpted_rules.figure.field import Class, classed_field, swatch
from cpted_rules.figure.frame import Frame
from cpted_rules.figure.lattice import Lattice
from cpted_rules.figure.layer import Layer
from cpted_rules.figure.strip import Entry
from cpted_rules.text import Lang, Text

BLUES = ("#f3f6f9", "#d6e2ed", "#adc6dc", "#7ea3c6", "#4d7fae", "#235a8c")
"""The more is seen, the darker."""
LIGHTS = ("#b9bfca", "#d3d2cd", "#eadfbe", "#f7eab6", "#fcf5d8", "#fffdf4")
"""The more light, the lighter."""
SANDS = ("#fbf8f1", "#f1e4c9", "#e1c999", "#c8a462", "#a47c35", "#7c5a1e")
"""The further, the darker."""
ROUND = (1.0, 2.0, 2.5, 5.0, 10.0, 20.0)
"""Steps between classes, times a power of ten."""


def heat(
    grid: Grid,
    values: Floats,
    limits: Sequence[float],
    frame: Frame,
    lang: Lang,
    *,
    unit: str,
    tints: Sequence[str] = BLUES,
    names: Sequence[Text] = (),
    below: float | None = None,
) -> Layer:
    """Values of the cells of a grid in classes, with isolines and their legend.

    Args:
        values: shape (M,); NaN where nothing is said.
        limits: ascending, between the classes.
        names: of the classes, from the lowest up; () where they have none.
        below: classes wholly below this are hatched, and its isoline is heavy.
    """
    edges: list[float | None] = [None, *limits, None]
    classes = tuple(
        Class(
            low=low,
            high=high,
            tint=tints[n],
            short=below is not None and high is not None and high <= below,
            name=names[n] if names else None,
        )
        for n, (low, high) in enumerate(pairwise(edges))
    )
    square = np.full((grid.rows, grid.columns), np.nan)
    square[grid.row, grid.column] = np.round(values, 3)
    whole = Lattice(values=square, x_m=grid.x_m, y_m=grid.y_m, step_m=grid.step_m)
    drawn = classed_field(whole, unit, frame, classes, heavy=below)
    legend = tuple(Entry(sample=swatch(c, 1, -2), words=c.words(unit).in_(lang)) for c in classes)
    return Layer(under=drawn.under, over=drawn.over, labels=drawn.labels, legend=legend)


def round_limits(values: Floats, *, most: int = 5) -> tuple[float, ...]:
    """Equal round steps over the bulk of the values, ascending; () where all are alike."""
    known = values[np.isfinite(values)]
    if not known.size:
        return ()
    low, high = (float(q) for q in np.quantile(known, (0.03, 0.97)))
    if high - low <= 1e-9:
        return ()
    power = 10.0 ** np.floor(np.log10((high - low) / most))
    for step in (s * power for s in ROUND):
        first = int(np.floor(low / step)) + 1
        last = int(np.ceil(high / step)) - 1
        if 0 < last - first + 1 <= most:
            return tuple(float(f"{n * step:.6g}") for n in range(first, last + 1))
    return (float(f"{(low + high) / 2:.2g}"),)
