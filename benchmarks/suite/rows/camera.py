"""What eighty cameras resolve of a complex: the best class of each cell of 0.25 m."""

from functools import cache
from math import radians, tan

import numpy as np
from numpy.typing import NDArray

from benchmarks.peers import raycasting
from benchmarks.suite.claim import Claim
from benchmarks.suite.trial import Done, Gate, Rival, Trial

Floats = NDArray[np.float64]
Classes = NDArray[np.int64]

CLAIMS = (
    Claim(
        id="camera",
        workload="80 cameras x 1,134,000 cells of 0.25 m at 1.5 m: best class of IEC 62676-4",
        peer=f"numpy and {raycasting.NAME}",
        at_least=40.0,
        stretch=120.0,
    ),
)

STEP_M = 0.25
HEIGHT_M = 1.5
PIXELS = 2560
DENSITIES = (25.0, 62.5, 125.0, 250.0)
"""Least density of the classes detection, observation, recognition, identification. [px/m]

Source: IEC 62676-4:2014, 6.7; international.md 2.7."""

MOST_OTHER = 2e-5
"""Share of cells that rays in float32 may put into another class: they graze an edge."""


def prepare() -> Trial:
    """The complex with its cameras, in the product's form and as rays."""
    from benchmarks.peers.plain import walls_of
    from benchmarks.suite import product
    from benchmarks.suite.scenes.household import SEED, household

    site = household()
    cells = site.cells(STEP_M)
    targets = np.column_stack([cells, np.full(len(cells), HEIGHT_M)])
    densities = product.camera_densities(
        site.opaque,
        site.cameras,
        site.mask(STEP_M),
        pixels=PIXELS,
        least_density=DENSITIES[0],
        step_m=STEP_M,
        height_m=HEIGHT_M,
    )
    rays = cache(lambda: raycasting.Walls(walls_of(site.opaque)))
    work = len(site.cameras) * len(cells)

    def by_rays() -> Done:
        walls = rays()
        best = np.zeros(len(targets))
        for camera in site.cameras:
            chosen, density = in_view(camera, targets)
            clear = ~walls.blocked(camera[:3], targets[chosen])
            np.maximum.at(best, chosen[clear], density[clear])
        return Done(result=best, work=work)

    rays()
    return Trial(
        unit="pair of camera and cell",
        inputs={
            "seed": SEED,
            "cameras": len(site.cameras),
            "cells": len(cells),
            "pixels": PIXELS,
            "densities": DENSITIES,
        },
        ours=lambda: Done(result=densities(), work=work),
        rivals={"camera": Rival(run=by_rays, gate=same_classes, versions=raycasting.versions)},
    )


def in_view(camera: Floats, targets: Floats) -> tuple[NDArray[np.intp], Floats]:
    """The targets within the field and the range of a camera, and their density. [px/m]

    Args:
        camera: x, y, z [m], azimuth, horizontal field. [deg]
        targets: shape (M, 3). [m]
    """
    half = tan(radians(camera[4]) / 2)
    reach = PIXELS / (2 * half * DENSITIES[0])
    near = np.flatnonzero((np.abs(targets[:, :2] - camera[:2]) < reach).all(axis=1))
    x, y, z = (targets[near] - camera[:3]).T
    sine, cosine = np.sin(np.radians(camera[3])), np.cos(np.radians(camera[3]))
    ahead, aside = x * sine + y * cosine, x * cosine - y * sine
    distance = np.sqrt(x * x + y * y + z * z)
    seen = (ahead > 0) & (np.abs(aside) <= ahead * half) & (distance <= reach)
    return near[seen], PIXELS / (2 * half * distance[seen])


def classes(densities: Floats) -> Classes:
    """The class of each density: 0 for none, then one for each of `DENSITIES`."""
    return np.searchsorted(np.array(DENSITIES), np.nan_to_num(densities), side="right")


def same_classes(ours: Floats, rays: Floats) -> Gate:
    """Whether nearly all cells are in the same class by both."""
    other = int((classes(ours) != classes(rays)).sum())
    covered = int((classes(rays) > 0).sum())
    words = f"{other} of {len(rays)} cells in another class, {covered} are covered"
    return Gate(passed=other <= MOST_OTHER * len(rays), found=words)
