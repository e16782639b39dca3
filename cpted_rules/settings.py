"""Engineering defaults: what an analysis assumes where neither drawing nor law says. Never law."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Assumptions of the analyses. Each is printed in the report's appendix as a tool default.

    Heights are above the local floor or ground. A value stated in the drawing always wins.
    """

    eye_height_m: float = 1.5
    """Eye of a standing occupant or walker above the floor."""
    person_height_m: float = 1.7
    """Height of a person who should be seen."""
    child_height_m: float = 1.0
    """Height at which a child on a playground should be seen."""
    sight_limit_m: float = 43.0
    """Beyond this distance a witness is not dependable (international.md R15)."""
    fence_height_m: float = 1.8
    """Barrier drawn without a height."""
    shrub_height_m: float = 1.0
    """Shrub drawn without a height."""
    tree_height_m: float = 6.0
    """Tree drawn without a height."""
    tree_crown_base_m: float = 1.8
    """Tree drawn without a clear trunk height."""
    tree_crown_radius_m: float = 1.5
    """Tree drawn without a crown."""
    storey_height_m: float = 3.0
    """Storey without a stated height."""
    window_sill_m: float = 0.9
    """Window drawn without a sill height."""
    window_head_m: float = 2.1
    """Window drawn without a head height."""
    door_head_m: float = 2.1
    """Door drawn without a head height."""
    luminaire_height_m: float = 4.0
    """Outdoor luminaire drawn without a mounting height."""
    ceiling_luminaire_height_m: float = 2.4
    """Indoor luminaire drawn without a mounting height."""
    camera_height_m: float = 2.5
    """Camera drawn without a mounting height."""
    camera_hfov_deg: float = 90.0
    """Camera drawn without a field of view."""
    camera_pixels: int = 1920
    """Camera drawn without a horizontal pixel count."""
    maintenance_factor: float = 0.8
    """Luminaire scheduled without a maintenance factor."""
    grid_m: float = 1.0
    """Grid step for outdoor areas."""
    indoor_grid_m: float = 0.5
    """Grid step for parking and other indoor areas."""
    fence_openness_share: float = 0.0
    """Openness of a barrier whose kind is not stated: taken as solid."""
    see_through_openness_share: float = 0.5
    """Openness of a barrier of which only the type is stated (투시형, 메쉬): the least that
    guidance takes for see-through (international.md NS-11); one lets a look through, two in a row
    do not."""
    railing_openness_share: float = 0.7
    """Openness of a railing of no stated type [X]: bars 20 to 40 mm wide, up to 0.1 m apart."""
    tree_openness_share: float = 0.0
    """Openness of a crown in leaf: taken as solid."""
    bare_crown_openness_share: float = 0.5
    """Openness of a crown that has shed its leaves: ten deciduous species let 0.44 to 0.54 of the
    sky be seen in winter, 0.11 to 0.24 in summer (Tregenza and Sharples, Daylighting algorithms,
    1.44, after Wilkinson 1992)."""
    bare_shrub_openness_share: float = 0.25
    """Openness of a hedge or shrub that has shed its leaves [X]: dense twigs, half as open as a
    bare crown."""
    growth_factor: float = 1.5
    """How many times as high and wide as drawn a tree grows, where grown-up trees are asked for
    [X]: no source by species was read."""
    trunk_diameter_m: float = 0.0
    """Thickness of the trunk below a crown [X]; 0 leaves trunks out, as they hide no person."""
