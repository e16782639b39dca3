"""Plan and findings to drawings: SVG at a true scale, the same on screen and paper."""

from cpted_rules.figure.alternative import figure_text
from cpted_rules.figure.compose import (
    Figure,
    Size,
    finding_figure,
    group_figure,
    overview_figure,
)
from cpted_rules.figure.frame import Frame
from cpted_rules.figure.place import place_of, site_of

__all__ = [
    "Figure",
    "Frame",
    "Size",
    "figure_text",
    "finding_figure",
    "group_figure",
    "overview_figure",
    "place_of",
    "site_of",
]
