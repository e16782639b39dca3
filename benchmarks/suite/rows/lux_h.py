"""Horizontal illuminance on the ground of a complex from two hundred street lights."""

from functools import cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from numpy.typing import NDArray

from benchmarks.peers import radiance
from benchmarks.suite.claim import Claim
from benchmarks.suite.gates import nearly
from benchmarks.suite.trial import Done, Gate, Rival, Trial

Floats = NDArray[np.float64]
Bits = NDArray[np.bool_]

CLAIMS = (
    Claim(
        id="lux-h",
        workload="200 lamps x 284,000 points of 0.5 m on the ground, of any distance",
        peer=radiance.NAME,
        at_least=150.0,
        stretch=400.0,
    ),
)

STEP_M = 0.5
HEIGHT_M = 0.0
PEERS_BAND_M = (100.0, 166.0)
"""South and north of the band that the peer is given: neighbouring points, a quarter of all."""

DARK_LX = 0.05
"""Where it is darker nothing is compared."""

WITHIN, SHARE = 0.002, 0.999
"""So far a point may be off, and so many points must not be further."""


def prepare() -> Trial:
    """The complex with its lamps, in the product's form and as Radiance's octree."""
    from benchmarks.peers.plain import walls_of
    from benchmarks.suite import product
    from benchmarks.suite.scenes.household import SEED, household
    from benchmarks.suite.scenes.streetlight import lm63

    site = household()
    points = site.cells(STEP_M)
    band = in_band(points)
    lux = product.ground_lux(
        site.opaque, site.lamps, lm63(), site.mask(STEP_M), step_m=STEP_M, height_m=HEIGHT_M
    )
    folder = TemporaryDirectory()
    lamps = cache(
        lambda: radiance.Lamps(Path(folder.name), walls_of(site.opaque), site.lamps, lm63())
    )
    at = np.column_stack([points[band], np.full(int(band.sum()), HEIGHT_M)])

    def ours() -> Done:
        return Done(result=lux(), work=len(site.lamps) * len(points))

    def peer() -> Done:
        done = lamps().illuminance(at, np.array([0.0, 0.0, 1.0]))
        return Done(result=done.result, work=len(site.lamps) * len(at), cost=done.cost)

    return Trial(
        unit="pair of lamp and point",
        inputs={
            "seed": SEED,
            "lamps": len(site.lamps),
            "points": len(points),
            "points_of_the_peer": len(at),
        },
        ours=ours,
        rivals={
            "lux-h": Rival(run=peer, gate=partial(same_light, band), versions=radiance.versions)
        },
    )


def in_band(points: Floats) -> Bits:
    """Which points the peer is given, shape (M,)."""
    south, north = PEERS_BAND_M
    return np.asarray((points[:, 1] > south) & (points[:, 1] < north))


def same_light(band: Bits, ours: Floats, peer: Floats) -> Gate:
    """Whether the light at nearly all points that are not dark is the same by both."""
    lit = peer > DARK_LX
    return nearly(ours[band][lit], peer[lit], share=SHARE, within=WITHIN, what="lit points")
