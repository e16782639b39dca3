"""Bands and lines along ways: of a width of the page, hatched where nobody sees them."""

from shapely import LineString
from shapely.geometry.base import BaseGeometry

from cpted_rules.figure.frame import Frame
from cpted_rules.figure.hatch import hatched
from cpted_rules.figure.svg import INK, PAPER, UNSEEN, Pen, path

WIDTH_MM = 2.6
BARE_MM = 2.8
BARE = "#fbe9e7"
"""Under the hatch of what nobody sees."""
BY_DAY = Pen(stroke="#4f7fa9", width=0.9)
BY_NIGHT = Pen(stroke=INK, width=0.6, dash="2 0.9")
HALO = Pen(stroke=PAPER, width=1.5)


def band(
    line: BaseGeometry, frame: Frame, *, fill: str, bad: bool, width_mm: float = WIDTH_MM
) -> tuple[str, BaseGeometry]:
    """A band along a line as far as it lies in the window, and its area on the site.

    Args:
        bad: it is hatched red.
    """
    whole = line.buffer(frame.metres(width_mm / 2), cap_style="flat", join_style="mitre")
    shown = frame.cut(whole)
    if shown.is_empty:
        return "", shown
    outline = frame.path(shown)
    drawn = path(outline, Pen(fill=fill))
    if bad:
        strokes = hatched(whole, frame, spacing_mm=0.95, angle_deg=45)
        drawn += path(frame.path(strokes), Pen(stroke=UNSEEN, width=0.2))
    return drawn + path(outline, edge(bad=bad)), shown


def edge(*, bad: bool) -> Pen:
    """What a band is outlined with."""
    return Pen(stroke=UNSEEN if bad else INK, width=0.12)


def approach(line: LineString, frame: Frame, *, night: bool = False) -> str:
    """A way somebody comes, without its arrow."""
    run = frame.outline(line)
    return path(run, HALO) + path(run, BY_NIGHT if night else BY_DAY)


def bare(line: BaseGeometry, frame: Frame) -> str:
    """A stretch of such a way on which nobody sees who comes."""
    return band(line, frame, fill=BARE, bad=True, width_mm=BARE_MM)[0]
