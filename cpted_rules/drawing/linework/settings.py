"""What counts as a wall, a gap, a swing or a room: the tolerances of reading bare linework."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class LineworkSettings:
    """Tolerances of reading bare linework. [m, deg]

    Engineering defaults, set on real plans; none is law.

    Args:
        thinnest_wall_m: two lines nearer than this are one line drawn twice, or its finish.
        thickest_wall_m: retaining and party walls reach it; stair treads and furniture begin here.
        thickest_leaf_m: a third parallel line farther from its wall than this is not part of it.
        parallel_deg: two faces of one wall drawn by hand differ by less.
        thickest_solid_m: an outline thicker than this anywhere goes round a room, not round a wall.
        chord_deg: chords of one curve differ by up to one step of flattening (5 degrees) each way.
        chord_slip_m: how much the distance between two chords may change along them.
        least_aspect: a pair shorter than this times its thickness is two ends, not two faces.
        even_share: spacings that differ by less are even, as in stairs and hatches.
        repair_m: ends that miss each other by less were meant to meet.
        narrowest_gap_m: a gap narrower is a shaft or a draughting error too wide to close.
        widest_gap_m: a gap wider is not one opening.
        narrowest_passage_m: the least bare gap a person passes.
        widest_passage_m: a bare gap wider is an open side.
        widest_nibless_m: a bare gap between a wall's end and a face across is a passage if
            narrower; wider ones are corridors that a wall ends at.
        narrowest_leaf_m: the least radius of a door swing.
        widest_leaf_m: the largest radius of a door swing.
        quarter_slip_deg: a door swing sweeps a right angle to within this.
        jamb_reach_m: frames stand between a hinge and the wall's end.
        thin_lines_most: more parallel lines across a gap are a stair or a hatch.
        least_room_m2: faces smaller are shafts.
        narrowest_room_m: faces narrower are cavities.
        least_outline_m2: outlines smaller are sheds, columns and details.
    """

    thinnest_wall_m: float = 0.05
    thickest_wall_m: float = 0.60
    thickest_leaf_m: float = 0.25
    parallel_deg: float = 1.03
    thickest_solid_m: float = 1.2
    chord_deg: float = 10.0
    chord_slip_m: float = 0.0203
    least_aspect: float = 0.49
    even_share: float = 0.123
    repair_m: float = 0.10
    narrowest_gap_m: float = 0.5
    widest_gap_m: float = 6.0
    narrowest_passage_m: float = 0.6
    widest_passage_m: float = 2.0
    widest_nibless_m: float = 1.3
    narrowest_leaf_m: float = 0.5
    widest_leaf_m: float = 1.3
    quarter_slip_deg: float = 10.0
    jamb_reach_m: float = 0.15
    thin_lines_most: int = 5
    least_room_m2: float = 1.0
    narrowest_room_m: float = 0.6
    least_outline_m2: float = 8.0


DEFAULTS = LineworkSettings()
