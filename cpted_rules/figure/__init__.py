"""Plan and findings to drawings: SVG at a true scale, the same on screen and paper."""

from cpted_rules.figure.alternative import figure_text
from cpted_rules.figure.compose import (
    Figure,
    finding_figure,
    group_figure,
    overview_figure,
)
from cpted_rules.figure.frame import Frame
from cpted_rules.figure.index_grid import square_of
from cpted_rules.figure.place import place_of, site_of
from cpted_rules.figure.polar import PolarFigure, polar_figure
from cpted_rules.figure.reading import reading_figure
from cpted_rules.figure.thumbnail import thumbnail_figure
from cpted_rules.figure.window import Size

__all__ = [
    "Figure",
    "Frame",
    "PolarFigure",
    "Size",
    "figure_text",
    "finding_figure",
    "group_figure",
    "overview_figure",
    "place_of",
    "polar_figure",
    "reading_figure",
    "site_of",
    "square_of",
    "thumbnail_figure",
]
