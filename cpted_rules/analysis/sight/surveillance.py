"""Natural surveillance of a way: who sees somebody who walks it, step by step and hour by hour."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from cpted_rules.analysis.lines import LEAST_SHARE
from cpted_rules.analysis.scene.eyes import Eyes, together
from cpted_rules.analysis.scene.pieces import Floats, Ints, Scene
from cpted_rules.analysis.sight.along import Way
from cpted_rules.analysis.sight.person import Looks, looks
from cpted_rules.analysis.sight.presence import HOURS, Presence, Use

RELIABLE_M = 15.0
"""Up to this distance a witness is reliable (van Asten 2021; international.md 2.1)."""
DEPENDABLE_M = 43.0
"""Up to this distance a witness is dependable (van Asten 2021; international.md 2.1)."""
UNKNOWN_USE = "bedroom"
"""Use of a room whose name tells none, as the least of the rooms people live in. [X]"""


class Kind(StrEnum):
    """What a watcher is."""

    WINDOW = "window"
    COMMON = "common"
    """A window of a stair, a corridor or another common room."""
    SHOP = "shop"
    ENTRANCE = "entrance"
    ROAD = "road"
    GUARD = "guard"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Watchers:
    """Eyes of watchers; a watcher is one element, however many eyes it has.

    Args:
        kind: shape (N,), of each eye.
        use: shape (N,), the name of its use in the table of presence; "" where unknown.
    """

    eyes: Eyes
    kind: tuple[Kind, ...]
    use: tuple[str, ...]


def watchers_of(
    groups: Iterable[tuple[Kind, Eyes]], room_uses: Mapping[str, str], presence: Presence
) -> Watchers:
    """Groups of eyes with what each may be used for.

    Args:
        room_uses: the room of each window as drawn, by the window's id.
    """
    listed = tuple(groups)
    uses = []
    for kind, eyes in listed:
        for id in eyes.ids:
            if kind in (Kind.WINDOW, Kind.COMMON):
                found = presence.of_room(room_uses.get(id, ""))
                fallback = "" if kind is Kind.WINDOW else "stair"
                uses.append(found.name if found else fallback)
            else:
                uses.append(kind.value)
    return Watchers(
        eyes=together(eyes for _, eyes in listed),
        kind=tuple(kind for kind, eyes in listed for _ in eyes.ids),
        use=tuple(uses),
    )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Surveillance:
    """Who sees somebody at each of the M steps of a way.

    Args:
        kinds: of watchers, the rows of the counts.
        near, far: shape (K, M), watchers of each kind who see at least half of the person, within
            the reliable and within the dependable distance; int.
        index: shape (M,), window-to-street index.
        expected: shape (24, M), watchers expected to be there and to see, by hour; far ones too.
        unknown: windows that count whose room's use is not told by its name.
    """

    way: Way
    kinds: tuple[Kind, ...]
    near: Ints
    far: Ints
    index: Floats
    expected: Floats
    unknown: int

    def counts(self, *kinds: Kind, far: bool) -> Ints:
        """Watchers of some kinds at each step, of all where none is named. Shape (M,); int."""
        rows = self.far if far else self.near
        chosen = [n for n, kind in enumerate(self.kinds) if not kinds or kind in kinds]
        total: Ints = rows[chosen].sum(axis=0).astype(np.int32)
        return total

    def watched_share(self, *kinds: Kind, least: int, far: bool) -> float:
        """Share of the length of the way seen by at least so many watchers. [share]

        Source:
            international.md 2.1, path surveillance: 2 windows within 15 m, beside 1 within 43 m.
        """
        return float((self.counts(*kinds, far=far) >= least).mean())


def surveillance(
    scene: Scene,
    watchers: Watchers,
    way: Way,
    presence: Presence,
    *,
    person_height_m: float,
    ground_m: float | Floats = 0.0,
    glazed_m2: Floats | None = None,
    reliable_m: float = RELIABLE_M,
    dependable_m: float = DEPENDABLE_M,
) -> Surveillance:
    """Who sees somebody who walks a way, at the middle of each step.

    A watcher sees at least half of the person. The window-to-street index of a step is the sum
    over windows of glass, weight of the room, fall-off with distance, cosine of the angle to the
    window's normal, and visible share of the person. Who is expected by hour adds up the presence
    of those who see, as if each came and went by itself; a road counts once.

    Args:
        ground_m: height of the ground, one for all steps or shape (M,).
        glazed_m2: shape (N,), glass of the window of each eye; None: each window counts 1.

    Source:
        international.md 2.1; distances of van Asten 2021.

    Departures: looks go to a person's middle, so the distance is not that to the foot.
    """
    eyes = watchers.eyes
    seen = looks(
        scene, eyes.at, way.feet(ground_m), height_m=person_height_m, within_m=dependable_m
    )
    kinds = tuple(kind for kind in Kind if kind in set(watchers.kind))
    kind_of = np.array([kinds.index(kind) for kind in watchers.kind], dtype=np.int32)
    _, element = np.unique(np.array(eyes.ids, dtype=np.str_), return_inverse=True)
    sees = seen.share >= LEAST_SHARE
    close = sees & (seen.distance_m <= reliable_m)
    who, step = _once(seen, element, sees, len(way))
    expected = np.zeros((HOURS, len(way)))
    present = np.array([_use(presence, use).present for use in watchers.use]).reshape(-1, HOURS)
    for hour in range(HOURS):
        expected[hour] = np.bincount(step, weights=present[who, hour], minlength=len(way))
    counted = np.unique(seen.eye[sees]).tolist()
    return Surveillance(
        way=way,
        kinds=kinds,
        near=_by_kind(*_once(seen, element, close, len(way)), kind_of, len(kinds), len(way)),
        far=_by_kind(who, step, kind_of, len(kinds), len(way)),
        index=_index(seen, watchers, presence, glazed_m2, len(way), reliable_m, dependable_m),
        expected=expected,
        unknown=len({eyes.ids[n] for n in counted if not watchers.use[n]}),
    )


def _once(
    seen: Looks, element: NDArray[np.int64], sees: NDArray[np.bool_], steps: int
) -> tuple[Ints, Ints]:
    """An eye of each watcher who sees, and the step seen: each watcher once for each step."""
    eye, person = seen.eye[sees], seen.person[sees]
    _, first = np.unique(element[eye].astype(np.int64) * steps + person, return_index=True)
    return eye[first], person[first]


def _by_kind(eye: Ints, step: Ints, kind_of: Ints, kinds: int, steps: int) -> Ints:
    counts = np.zeros((kinds, steps), np.int32)
    np.add.at(counts, (kind_of[eye], step), 1)
    return counts


def _index(
    seen: Looks,
    watchers: Watchers,
    presence: Presence,
    glazed_m2: Floats | None,
    steps: int,
    reliable_m: float,
    dependable_m: float,
) -> Floats:
    windows = (Kind.WINDOW, Kind.COMMON, Kind.SHOP)
    weight = np.array(
        [
            _use(presence, use).weight if kind in windows else 0.0
            for kind, use in zip(watchers.kind, watchers.use, strict=True)
        ]
    )
    if glazed_m2 is not None:
        weight = weight * glazed_m2
    near = (dependable_m - seen.distance_m) / (dependable_m - reliable_m)
    each = weight[seen.eye] * near.clip(0.0, 1.0) * seen.facing * seen.share
    return np.bincount(seen.person, weights=each, minlength=steps).astype(np.float64)


def _use(presence: Presence, name: str) -> Use:
    return presence.named(name or UNKNOWN_USE)
