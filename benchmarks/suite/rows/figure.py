"""Figures of findings of the apartment sample: the place, the linework and what proves it."""

from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from benchmarks.peers import pictures
from benchmarks.suite.claim import Claim
from benchmarks.suite.trial import Done, Gate, Rival, Trial

CLAIMS = (
    Claim(
        id="figure",
        workload="figures of 25 findings with their place and proof, 104 x 93 mm",
        peer="matplotlib, 200 dpi",
        stretch=50.0,
    ),
)

FINDINGS = 25
SIZE_MM = (104.0, 93.0)
CELLS = 200
"""Cells along a side of the field that the peer draws."""


def prepare() -> Trial:
    """The assessment; the peer is given the outlines of the plan."""
    import shapely

    from benchmarks.suite.sample import reviewed
    from cpted_rules.figure import finding_figure, site_of
    from cpted_rules.text import Lang

    sample = reviewed()
    plan, settings = sample.site.plan, sample.site.settings
    placed = [f for f in sample.assessment.findings if site_of(plan, f) is not None][:FINDINGS]
    shapes = [b.area.boundary for b in plan.buildings] + [o.line for o in plan.openings]
    lines = [shapely.get_coordinates(shape).tolist() for shape in shapes]
    field = np.add.outer(np.arange(CELLS), np.arange(CELLS)).astype(np.float64)
    folder = TemporaryDirectory()

    def ours() -> Done:
        figures = [finding_figure(plan, finding, settings, lang=Lang.KO) for finding in placed]
        svgs = [figure.svg if figure else "" for figure in figures]
        return Done(result=dict(zip(placed, svgs, strict=True)), work=len(placed))

    def peer() -> Done:
        width, height = SIZE_MM
        for n in range(len(placed)):
            out = Path(folder.name) / f"figure{n}.png"
            pictures.heat_map(out, field, lines, width_mm=width, height_mm=height)
        return Done(result=len(placed), work=len(placed))

    def every_pin(figures: dict[object, str], _: int) -> Gate:
        shown = [str(f.number) for f in placed if f">{f.number}<" in figures[f]]
        words = f"{len(shown)} of {len(placed)} figures show the number of their finding"
        return Gate(passed=len(shown) == len(placed), found=words)

    return Trial(
        unit="figure",
        inputs={"findings": len(placed), "lines_of_the_peer": len(lines)},
        ours=ours,
        rivals={"figure": Rival(run=peer, gate=every_pin, versions=pictures.matplotlib_versions)},
    )
