"""Where a mark belongs: on which figure, where on the site, in which finding's section."""

from collections.abc import Mapping

import shapely
from shapely import affinity
from shapely.geometry import Point, box
from shapely.geometry.base import BaseGeometry

from app.annotations.record import Affine6, Manifest, Mark, MarkKind, PlacedFigure
from app.annotations.shape import drawn, extent, middle, overlap

DECIMALS = 4
"""Of site metres in WKT: a tenth of a millimetre."""
_ABOVE_PT = 8.0
"""A mark may begin so far above the heading of its section."""
_PAGES_ON = 2
"""A section is taken to run on so many pages at most."""


def placed(mark: Mark, manifest: Manifest, heights: Mapping[int, float]) -> Mark:
    """The mark with its figure, its place on the site and its finding.

    Args:
        heights: top of each page, where it is known. [pt]
    """
    figure = figure_under(mark, manifest.figures)
    site = None
    says_only = mark.reply_to is not None and mark.kind is MarkKind.NOTE
    if figure is not None and figure.to_site is not None and not says_only:
        site = wkt(to_site(drawn(mark), figure.to_site))
    number = mark.finding
    if number is None:
        number = _of_figure(mark, figure, manifest) or _of_section(mark, manifest, heights)
    return mark.model_copy(
        update={"figure": figure.id if figure else None, "site": site, "finding": number}
    )


def figure_under(mark: Mark, figures: tuple[PlacedFigure, ...]) -> PlacedFigure | None:
    """The figure that the mark lies on: the one of its middle, the smallest where they nest."""
    x, y = middle(mark)
    under = [
        figure
        for figure in figures
        if figure.page == mark.page
        and figure.rect[0] <= x <= figure.rect[2]
        and figure.rect[1] <= y <= figure.rect[3]
    ]
    return min(under, key=lambda f: (_area(f), f.id), default=None)


def to_site(shape: BaseGeometry, affine: Affine6) -> BaseGeometry:
    """A geometry of the page [pt] on the site. [m]"""
    return affinity.affine_transform(shape, list(affine))


def to_page(shape: BaseGeometry, affine: Affine6) -> BaseGeometry:
    """A geometry of the site [m] on the page. [pt]

    Raises:
        ValueError: the matrix cannot be turned round.
    """
    a, b, c, d, e, f = affine
    determinant = a * d - b * c
    if determinant == 0:
        raise ValueError("a figure without area on the site")
    back = (
        d / determinant,
        -b / determinant,
        -c / determinant,
        a / determinant,
        (b * f - d * e) / determinant,
        (c * e - a * f) / determinant,
    )
    return affinity.affine_transform(shape, list(back))


def wkt(shape: BaseGeometry) -> str:
    """As text, to a tenth of a millimetre."""
    return shapely.to_wkt(shape, rounding_precision=DECIMALS)


def _of_figure(mark: Mark, figure: PlacedFigure | None, manifest: Manifest) -> int | None:
    """The one finding the figure shows; of several the one whose own mark it covers most."""
    if figure is None or not figure.findings:
        return None
    if len(figure.findings) == 1:
        return figure.findings[0]
    shares = [
        (_nearness(mark, other), -other.finding)
        for other in manifest.marks
        if other.page == mark.page and other.finding in figure.findings and other.finding
    ]
    share, number = max(shares, default=(0.0, 0))
    return -number if share > 0 else None


def _nearness(mark: Mark, other: Mark) -> float:
    """Above 0 where the marks touch: overlap, or the one within the other."""
    x, y = middle(mark)
    inside = box(*extent(other)).covers(Point(x, y))
    return max(overlap(extent(mark), extent(other)), 0.01 if inside else 0.0)


def _of_section(mark: Mark, manifest: Manifest, heights: Mapping[int, float]) -> int | None:
    """The finding in whose section its top is, which may have begun on a page before."""
    if mark.page not in heights:
        return None
    below_top = heights[mark.page] - extent(mark)[3] + _ABOVE_PT
    sections = {page.number: sorted(page.sections) for page in manifest.pages}
    here = [number for top, number in sections.get(mark.page, []) if top <= below_top]
    if here:
        return here[-1]
    last = max((number for number, found in sections.items() if found), default=-1)
    if mark.page > last:  # after the last section come tables and appendices
        return None
    before = range(mark.page - 1, mark.page - 1 - _PAGES_ON, -1)
    return next((sections[page][-1][1] for page in before if sections.get(page)), None)


def _area(figure: PlacedFigure) -> float:
    x0, y0, x1, y1 = figure.rect
    return (x1 - x0) * (y1 - y0)
