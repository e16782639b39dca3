"""The viewport of a plan figure: other viewers measure true metres in it."""

from decimal import Decimal
from math import hypot

from pikepdf import Array, Dictionary, Name, String

from app.annotations.record import Affine6, Rect

MM_PER_PT = 25.4 / 72
HUNDREDTHS = 100
"""Lengths and areas are shown to a hundredth."""


def viewport(name: str, rect: Rect, to_site: Affine6) -> Dictionary:
    """A viewport with a rectilinear measure, its origin at the site's.

    Source: ISO 32000-2, 12.9 and tables 265 to 268.
    """
    a, b, c, d, e, f = to_site
    metres = hypot(a, c)
    whole = a * d - b * c
    origin = ((b * f - d * e) / whole, (c * e - a * f) / whole)
    scale = round(metres * 1000 / MM_PER_PT)
    one = String("m")
    measure = Dictionary(
        Type=Name.Measure,
        Subtype=Name.RL,
        R=String(f"1:{scale}"),
        O=Array([round(value, 4) for value in origin]),
        X=Array([_format(one, Decimal(f"{metres:.9f}"))]),
        D=Array([_format(one, Decimal(1))]),
        A=Array([_format(String("m²"), Decimal(1))]),
    )
    return Dictionary(
        Type=Name.Viewport, BBox=Array(list(rect)), Name=String(name), Measure=measure
    )


def _format(unit: String, factor: Decimal) -> Dictionary:
    """A number format: the factor turns what comes before into the unit."""
    return Dictionary(Type=Name.NumberFormat, U=unit, C=factor, F=Name.D, D=HUNDREDTHS)
