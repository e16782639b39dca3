"""Which single change makes the least-observed route more observed, and by how much."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from cpted_rules.analysis.approach.exposure import Exposure, Watchfulness
from cpted_rules.analysis.approach.ground import Cells, WalkGround
from cpted_rules.analysis.approach.routes import Approach, least_observed


class ChangeKind(StrEnum):
    """What is changed."""

    LAMP = "lamp"
    CAMERA = "camera"
    TRIM = "trim"
    FENCE = "fence"
    WINDOW = "window"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Change:
    """A change to the plan, by what it makes of the exposure of the same cells.

    Args:
        id: of the element changed or added.
    """

    id: str
    kind: ChangeKind
    exposure: Exposure


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Gain:
    """What one change does to one target.

    Args:
        after: the route that is least observed then, which may be another one.
        gain_m: by how much it costs more, in metres that nobody sees.
    """

    change: Change
    before: Approach
    after: Approach
    gain_m: float
    security_sensitive: bool = field(default=True, init=False)


def ranked(
    ground: WalkGround,
    exposure: Exposure,
    changes: Iterable[Change],
    *,
    starts: Cells,
    target: str,
    cell: int,
    watch: Watchfulness,
    night: bool,
) -> tuple[Gain, ...]:
    """What each change does to the least-observed route to one target, the best change first.

    After each change the intruder chooses anew: a change that only moves the route elsewhere gains
    little. Changes that gain alike are in order of kind and id.

    Args:
        exposure: as things are.
        cell: the one before the target.

    Raises:
        ValueError: no way leads to the target, or it is night and the illuminance is not known.
    """

    def route(of: Exposure) -> Approach:
        found = least_observed(
            ground, of, starts=starts, targets={target: cell}, watch=watch, night=night
        )
        if not found:
            raise ValueError(f"no way leads to {target}")
        return found[0]

    before = route(exposure)
    gains = []
    for change in changes:
        after = route(change.exposure)
        gain = after.cost_m - before.cost_m
        gains.append(Gain(change=change, before=before, after=after, gain_m=gain))
    return tuple(sorted(gains, key=lambda g: (-g.gain_m, g.change.kind.value, g.change.id)))
