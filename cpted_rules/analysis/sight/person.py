"""How much of a person is in sight: the shadows that obstacles throw on an upright at a place.

o eye
  '-.    |  '-.            each obstacle hides the part of the upright between the looks
     '-. |     '-. |       over its top and under its base: for a fence at the share t of
        '|        '|       the way from z to z + (top - z) / t
 ________|_________|__
         fence     person
"""

from dataclasses import dataclass

import numpy as np

from cpted_rules.analysis.scene.pieces import Floats, Ints, Scene
from cpted_rules.analysis.sight.passages import Passages, heights, passages


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Shadows:
    """Parts of uprights hidden from one eye, one shadow a row.

    Args:
        line: shape (S,), which upright; int.
        piece: shape (S,), the piece of the scene that hides it; int.
        low_m, high_m: shape (S,), above the foot; may lie beyond the ends of the upright.
    """

    line: Ints
    piece: Ints
    low_m: Floats
    high_m: Floats


def shadows(scene: Scene, through: Passages, *, eye_m: float | Floats, foot_m: Floats) -> Shadows:
    """What each passage of a line of sight hides of the upright at its end.

    A line that touches a top or a base is not blocked, so both ends of a shadow are seen.

    Args:
        eye_m: height of the eye above ground, one for all lines or shape (M,).
        foot_m: shape (M,), height of the foot of each upright above ground.

    Source:
        international.md 2.1, for a footprint between entering and leaving it.
    """
    eye = np.broadcast_to(eye_m, len(foot_m))[through.line]
    low_m, high_m = heights(scene, through)
    top, base = high_m - eye, low_m - eye
    with np.errstate(divide="ignore"):  # from within a footprint: everything above or below
        high = eye + top / np.where(top > 0, through.enter, through.leave)
        low = eye + base / np.where(base < 0, through.enter, through.leave)
    foot = foot_m[through.line]
    return Shadows(line=through.line, piece=through.piece, low_m=low - foot, high_m=high - foot)


def visible_share(
    scene: Scene, eye: tuple[float, float, float], feet: Floats, *, height_m: float
) -> Floats:
    """Share of the height of an upright person in sight from one eye. [share]

    The closed form of what dense samples on the upright would tell; what shows through an open
    fence or a crown counts with its openness.

    Args:
        feet: shape (M, 3), where persons stand. [m]

    Returns:
        shape (M,).

    Source:
        international.md 2.1, visible share of a person.
    """
    x, y, z = (float(v) for v in eye)
    at = np.asarray(feet, dtype=np.float64).reshape(-1, 3)
    through = passages(scene, x, y, at[:, :2])
    thrown = shadows(scene, through, eye_m=z, foot_m=at[:, 2])
    return _share_left(scene, thrown, len(at), height_m)


def share_visible_from(
    scene: Scene, eyes: Floats, foot: tuple[float, float, float], *, height_m: float
) -> Floats:
    """Share of the height of one upright in sight from each of many eyes. [share]

    Args:
        eyes: shape (N, 3 or more): x, y, z. [m]

    Returns:
        shape (N,).
    """
    x, y, z = (float(v) for v in foot)
    away = passages(scene, x, y, eyes[:, :2])
    through = Passages(
        line=away.line,
        piece=away.piece,
        enter=1.0 - away.leave,
        leave=1.0 - away.enter,
        along=away.along,
    )
    thrown = shadows(scene, through, eye_m=eyes[:, 2], foot_m=np.full(len(eyes), z))
    return _share_left(scene, thrown, len(eyes), height_m)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Looks:
    """Looks of eyes at persons within reach and before them, by eye, then by person.

    Args:
        eye, person: shape (P,), indices; int.
        share: shape (P,), what is in sight of the person, 0 to 1.
        distance_m: shape (P,), straight from the eye to the middle of the person.
        facing: shape (P,), cosine of the angle to where the eye faces; 1 where it looks all round.
    """

    eye: Ints
    person: Ints
    share: Floats
    distance_m: Floats
    facing: Floats


def looks(scene: Scene, eyes: Floats, feet: Floats, *, height_m: float, within_m: float) -> Looks:
    """How much each eye sees of each person within its reach.

    Args:
        eyes: shape (N, 5): x, y, z and the direction faced (0, 0 looks all round).
        feet: shape (M, 3), where persons stand. [m]
        within_m: persons whose middle is further away are left out.
    """
    at = np.asarray(feet, dtype=np.float64).reshape(-1, 3)
    middle = at + np.array([0.0, 0.0, height_m / 2])
    rows: list[tuple[Ints, Ints, Floats, Floats, Floats]] = []
    places, group = np.unique(eyes[:, :2], axis=0, return_inverse=True)
    for n, (x, y) in enumerate(places):  # windows above each other share one plan
        gap = np.hypot(at[:, 0] - x, at[:, 1] - y)
        near = np.flatnonzero(gap <= within_m)
        through = passages(scene, float(x), float(y), at[near, :2])
        for eye in np.flatnonzero(group.ravel() == n):
            to = middle[near] - eyes[eye, :3]
            distance = np.sqrt((to**2).sum(axis=1))
            ahead = to[:, :2] @ eyes[eye, 3:]
            seen = np.flatnonzero((distance <= within_m) & (ahead >= 0.0))
            if not len(seen):
                continue
            thrown = shadows(scene, through, eye_m=float(eyes[eye, 2]), foot_m=at[near, 2])
            share = _share_left(scene, thrown, len(near), height_m)[seen]
            all_round = not eyes[eye, 3:].any()
            facing = ahead[seen] / np.maximum(distance[seen], 1e-9)
            rows.append(
                (
                    np.full(len(seen), eye, np.int32),
                    near[seen].astype(np.int32),
                    share,
                    distance[seen],
                    np.ones(len(seen)) if all_round else facing.clip(0.0, 1.0),
                )
            )
    rows.sort(key=lambda row: int(row[0][0]))
    empty = (np.zeros(0, np.int32), np.zeros(0, np.int32), np.zeros(0), np.zeros(0), np.zeros(0))
    eye_of, person, share, distance, facing = (
        np.concatenate([empty[n], *(row[n] for row in rows)]) for n in range(5)
    )
    return Looks(
        eye=eye_of.astype(np.int32),
        person=person.astype(np.int32),
        share=share,
        distance_m=distance,
        facing=facing,
    )


def _share_left(scene: Scene, thrown: Shadows, count: int, height_m: float) -> Floats:
    """Share of each upright that the shadows on it leave in sight."""
    low, high = thrown.low_m.clip(0.0, height_m), thrown.high_m.clip(0.0, height_m)
    real = high > low
    who, piece, low, high = thrown.line[real], thrown.piece[real], low[real], high[real]
    if not len(who):
        return np.ones(count)
    through = scene.openness[piece]
    solid = (through <= 0.0).astype(np.int64)
    fade = np.log(np.where(solid == 1, 1.0, through))
    # up each upright: what stands in the way begins at its low end and is over at its high end
    at, both = np.concatenate([low, high]), np.concatenate([who, who])
    order = np.lexsort((at, both))
    at, both = at[order], both[order]
    stopped = np.cumsum(np.concatenate([solid, -solid])[order]) > 0
    dimmed = np.cumsum(np.concatenate([fade, -fade])[order])
    length = np.diff(at, append=at[-1])
    length[np.diff(both, append=both[-1]) != 0] = 0.0
    hidden = np.where(stopped, 1.0, -np.expm1(np.minimum(dimmed, 0.0)))
    metres = np.bincount(both, weights=hidden * length, minlength=count)
    left: Floats = np.clip(1.0 - metres / height_m, 0.0, 1.0)
    return left
