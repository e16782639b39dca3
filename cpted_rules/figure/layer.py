"""What is laid over a plan: markup, labels, what they had better not cover, and its legend."""

from collections.abc import Iterable
from dataclasses import dataclass

from shapely.geometry.base import BaseGeometry

from cpted_rules.figure.labels import Label
from cpted_rules.figure.strip import Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """What an analysis adds to a plan.

    Args:
        under, over: markup under and over the linework.
        footprint: lines of the page that labels had better not cover. [mm]
        areas: areas of the page that only their own labels may cover. [mm]
        legend: what explains it.
    """

    under: str = ""
    over: str = ""
    labels: tuple[Label, ...] = ()
    footprint: tuple[BaseGeometry, ...] = ()
    areas: tuple[BaseGeometry, ...] = ()
    legend: tuple[Entry, ...] = ()


def together(layers: Iterable[Layer]) -> Layer:
    """Several layers as one, the first lowest; what is alike in their legends is said once."""
    listed = tuple(layers)
    legend = {(e.sample, e.words): e for layer in listed for e in layer.legend}
    return Layer(
        under="".join(layer.under for layer in listed),
        over="".join(layer.over for layer in listed),
        labels=tuple(label for layer in listed for label in layer.labels),
        footprint=tuple(shape for layer in listed for shape in layer.footprint),
        areas=tuple(shape for layer in listed for shape in layer.areas),
        legend=tuple(legend.values()),
    )
