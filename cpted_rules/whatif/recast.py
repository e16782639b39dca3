"""What stands in the way after a change: the same mesh with a few rings less and a few more."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from cpted_rules.analysis.scene.pieces import PRISM, Floats, Ints, Scene
from cpted_rules.analysis.shadows import TALL_M, Casters, casters_of


def recast(casters: Casters, gone: Scene, come: Scene) -> Casters | None:
    """Casters without some pieces and with others; None where the mesh has or needs one of them.

    What is seen past them is the same to the bit as past the casters of the whole scene: shadows
    are whole numbers that add up in any order, so that equal rings may take each other's place.

    Args:
        gone: pieces as they stand among the casters.
    """
    old, new = casters_of(gone), casters_of(come)
    places = [_place(casters, old, n) for n in range(len(old.base_m))]
    if any(place is None or casters.tall[place] for place in places):
        return None
    kept = np.ones(len(casters.base_m), dtype=np.bool_)
    kept[np.array(places, dtype=np.int64)] = False
    base = np.concatenate([casters.base_m[kept], new.base_m])
    may_be_tall = (new.top_m >= casters.ground_m + TALL_M) & (new.base_m <= casters.ground_m)
    same_ground = len(base) > 0 and base.min() == casters.ground_m
    if kept.sum() + len(places) != len(kept) or not same_ground or _solid(come, may_be_tall):
        return None
    sizes = np.diff(casters.first)
    corners = np.repeat(kept, sizes)
    return replace(
        casters,
        x_m=np.concatenate([casters.x_m[corners], new.x_m]),
        y_m=np.concatenate([casters.y_m[corners], new.y_m]),
        first=_starts(np.concatenate([sizes[kept], np.diff(new.first)])),
        base_m=base,
        top_m=np.concatenate([casters.top_m[kept], new.top_m]),
        weight=np.concatenate([casters.weight[kept], new.weight]),
        circle=np.concatenate([casters.circle[kept], new.circle]),
        tall=np.concatenate([casters.tall[kept], np.zeros(len(new.base_m), dtype=np.bool_)]),
    )


def _solid(come: Scene, may_be_tall: NDArray[np.bool_]) -> bool:
    """Whether one that is high enough for the mesh may also be solid and wide enough."""
    return bool(may_be_tall.any()) and bool((come.kind == PRISM).any())


def _starts(sizes: NDArray[np.int64]) -> Ints:
    return np.concatenate([[0], np.cumsum(sizes)]).astype(np.int32)


def _place(casters: Casters, old: Casters, n: int) -> int | None:
    """Which ring among the casters is ring n of others; None where there is none."""
    like = (
        (casters.circle == old.circle[n]).all(axis=1)
        & (casters.base_m == old.base_m[n])
        & (casters.top_m == old.top_m[n])
        & (casters.weight == old.weight[n])
    )
    corners = _corners(old, n)
    for k in np.flatnonzero(like).tolist():
        if np.array_equal(_corners(casters, k), corners):
            return int(k)
    return None


def _corners(casters: Casters, n: int) -> Floats:
    run = slice(casters.first[n], casters.first[n + 1])
    return np.stack([casters.x_m[run], casters.y_m[run]])


def reached(
    sources: Floats, scenes: tuple[Scene, ...], *, z_m: float, within_m: float
) -> NDArray[np.bool_]:
    """Which sources may see a plane otherwise for some pieces, by reach and height alone.

    Args:
        sources: shape (N, 5): x, y, z and the direction faced (0, 0: all round). [m]
        z_m: height of the plane.
        within_m: what is further is not seen; straight distance.
    """
    near = np.zeros(len(sources), dtype=np.bool_)
    x, y, z, facing_x, facing_y = sources.T
    flat = np.sqrt(np.maximum(within_m * within_m - (z - z_m) ** 2, 0.0))
    for scene in scenes:
        for (west, south, east, north), low, high in zip(
            scene.box, scene.low, scene.high, strict=True
        ):
            dx, dy = (west + east) / 2 - x, (south + north) / 2 - y
            radius = np.hypot(east - west, north - south) / 2
            between = (high > np.minimum(z, z_m)) & (low < np.maximum(z, z_m))
            ahead = dx * facing_x + dy * facing_y >= -radius
            near |= between & ahead & (np.hypot(dx, dy) <= flat + radius)
    return near
