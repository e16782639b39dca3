"""Ground told apart in a few kinds, each with its own tone and hatch."""

from collections.abc import Sequence
from dataclasses import dataclass

from shapely.geometry.base import BaseGeometry

from cpted_rules.figure.analyses.samples import box_entry
from cpted_rules.figure.frame import Frame
from cpted_rules.figure.hatch import hatched, sound
from cpted_rules.figure.layer import Layer
from cpted_rules.figure.svg import INK, Pen, path
from cpted_rules.text import Lang, Text

SAMPLES = {
    45.0: "M1.2 0l2 -2M2.6 0l2 -2M4 0l1 -1",
    135.0: "M1.2 -2l2 2M2.8 -2l2 2",
    90.0: "M1.8 0v-2M2.6 0v-2M3.4 0v-2M4.2 0v-2",
    0.0: "M1 -0.5h4M1 -1h4M1 -1.5h4",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Mask:
    """One kind of ground.

    Args:
        angle_deg: of its hatch; None: no hatch.
    """

    shape: BaseGeometry
    words: Text
    fill: str
    opacity: float = 1.0
    stroke: str = INK
    angle_deg: float | None = None
    spacing_mm: float = 1.4


def mask_layer(masks: Sequence[Mask], frame: Frame, lang: Lang) -> Layer:
    """Kinds of ground, the first lowest; those that cover nothing are left out."""
    under: list[str] = []
    legend = []
    for mask in masks:
        whole = sound(mask.shape)
        if whole.is_empty:
            continue
        under.append(path(frame.path(frame.cut(whole)), Pen(fill=mask.fill, opacity=mask.opacity)))
        if mask.angle_deg is not None:
            lines = hatched(whole, frame, spacing_mm=mask.spacing_mm, angle_deg=mask.angle_deg)
            under.append(path(frame.path(lines), Pen(stroke=mask.stroke, width=0.15)))
        under.append(path(frame.outline(whole), Pen(stroke=mask.stroke, width=0.16)))
        legend.append(
            box_entry(
                mask.fill,
                mask.words,
                lang,
                opacity=mask.opacity,
                edge=Pen(stroke=mask.stroke, width=0.16),
                strokes="" if mask.angle_deg is None else SAMPLES[mask.angle_deg],
                stroke=mask.stroke,
            )
        )
    return Layer(under="".join(under), legend=tuple(legend))
