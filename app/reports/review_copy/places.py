"""Where plan figures lie on the pages of a copy, and where their points lie on the site."""

from collections.abc import Mapping, Sequence

from app.annotations.record import Affine6, PlacedFigure, Rect
from app.reports.press import Place
from cpted_rules.figure import Figure


def placed_figures(
    places: Sequence[Place],
    figures: Mapping[str, Figure],
    findings: Mapping[str, tuple[int, ...]],
) -> tuple[PlacedFigure, ...]:
    """The figures that are plans, each with the window of its drawing.

    Args:
        figures: by the names of their places.
        findings: numbers that each shows, by the same names.
    """
    return tuple(
        PlacedFigure(
            id=place.name,
            page=place.page,
            rect=_window(place, figures[place.name]),
            to_site=_to_site(place, figures[place.name]),
            storey=figures[place.name].level,
            findings=findings.get(place.name, ()),
        )
        for place in places
        if place.name in figures
    )


def rect_of(place: Place) -> Rect:
    """The whole of a place. [pt]"""
    a, _, _, d, e, f = place.matrix
    return _rect((e, f), (e + a * place.width_px, f + d * place.height_px))


def _per_mm(place: Place, figure: Figure) -> tuple[float, float]:
    """Points of the page for a millimetre of the figure, to the right and downwards."""
    a, d = place.matrix[0], place.matrix[3]
    return a * place.width_px / figure.width_mm, d * place.height_px / figure.height_mm


def _window(place: Place, figure: Figure) -> Rect:
    right, down = _per_mm(place, figure)
    e, f = place.matrix[4:]
    frame = figure.frame
    corner = (e + right * frame.left_mm, f + down * frame.top_mm)
    return _rect(corner, (corner[0] + right * frame.width_mm, corner[1] + down * frame.height_mm))


def _to_site(place: Place, figure: Figure) -> Affine6:
    r"""Page points to site metres.

    page x = e + right (left + mm(x - west))      mm(metres) = metres 1000 / scale
    page y = f + down (top + height - mm(y - south))
    """
    right, down = _per_mm(place, figure)
    e, f = place.matrix[4:]
    frame = figure.frame
    metres = frame.scale / 1000
    a, d = metres / right, -metres / down
    bottom = frame.top_mm + frame.height_mm
    return (
        a,
        0.0,
        0.0,
        d,
        frame.west_m - a * e - metres * frame.left_mm,
        frame.south_m - d * f + metres * bottom,
    )


def _rect(one: tuple[float, float], other: tuple[float, float]) -> Rect:
    xs, ys = sorted((one[0], other[0])), sorted((one[1], other[1]))
    return round(xs[0], 3), round(ys[0], 3), round(xs[1], 3), round(ys[1], 3)
