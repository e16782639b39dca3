"""Who climbs: the lengths that decide whether one place can be reached from another."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Climber:
    """The lengths of a climb. None is law; each is a parameter of a pack or an assumption.

    [M?] stands for a figure of international.md whose source was not read, [X] for an engineering
    default. Heights are above local ground.
    """

    reach_m: float = 2.4
    """Greatest rise from one foothold to the next, hands on the upper one [M?, R14 and 2.6]."""
    gap_m: float = 1.0
    """Greatest horizontal gap between two footholds, or to an opening [M?, 2.6]."""
    drop_m: float = 3.5
    """Greatest height let down from: hanging by the hands, then a short fall [X]."""
    ledge_m: float = 0.15
    """Least width of a top that one can stand on [M?, 2.6]."""
    headroom_m: float = 0.6
    """Least clear height that one gets through: under a building, or on top of a thing [X]."""
    car_height_m: float = 1.5
    """Roof of a parked car [X]."""
    car_width_m: float = 1.7
    """A bay narrower than this holds no car: of bicycles or motorcycles [X]."""
    bin_height_m: float = 1.1
    """Top of the bins of a waste area, a four-wheeled container [X]."""
    unit_half_m: float = 0.4
    """Half the side of an outdoor unit, meter or box, whose outline is not read [X]."""
    limb_share: float = 1.0
    """Share of the drawn crown radius whose limbs bear a person; 1: as far as the crown [X]."""
    trunk_share: float = 0.7
    """Share of a tree's height up to which it bears a person [X]."""
    least_tree_m: float = 4.0
    """A tree lower than this bears nobody [X]."""

    def rises(self, from_m: float, to_m: float) -> bool:
        """Whether one gets from one height to another in one go, up or down."""
        return to_m - from_m <= self.reach_m + SLACK_M and from_m - to_m <= self.drop_m + SLACK_M

    def spans(self, gap_m: float) -> bool:
        """Whether a horizontal gap can be bridged."""
        return gap_m <= self.gap_m + SLACK_M


SLACK_M = 1e-6
"""What rounding may add to a length that is just at a limit."""
