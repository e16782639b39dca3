"""Sheets: model space cut by the declared frames and laid onto the site, in metres."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import compress
from math import cos, radians, sin

import numpy as np
from numpy.typing import NDArray

from cpted_rules.drawing.drawing import Box, Drawing, DrawnEntity, EntityKind
from cpted_rules.drawing.layers.layer_map import LayerMap, Meaning
from cpted_rules.drawing.points import SAME_PLACE, XY, Affine, Floats, Points
from cpted_rules.drawing.reading import SheetSpec
from cpted_rules.plan import Source

SYMBOLS = frozenset(
    {
        Meaning.TREE,
        Meaning.WINDOW,
        Meaning.DOOR,
        Meaning.GATE,
        Meaning.SHUTTER,
        Meaning.COLUMN,
        Meaning.BAY,
        Meaning.LUMINAIRE,
        Meaning.SECURITY_LIGHT,
        Meaning.PEDESTRIAN_LIGHT,
        Meaning.ENTRANCE_LIGHT,
        Meaning.BOLLARD_LIGHT,
        Meaning.CEILING_LIGHT,
        Meaning.DECORATIVE_LIGHT,
        Meaning.CAMERA,
        Meaning.DOME_CAMERA,
        Meaning.BELL,
        Meaning.MIRROR,
        Meaning.SIGN,
        Meaning.GAS_PIPE,
        Meaning.DOWNPIPE,
        Meaning.AC_UNIT,
        Meaning.METER,
        Meaning.PARCEL_BOX,
        Meaning.SPOT_HEIGHT,
    }
)
"""Meanings an insert may have by its layer alone; any other insert there is opened."""

_WINS_OVER_BLOCKS = frozenset({Meaning.LEGEND, Meaning.TITLE_BLOCK})


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """One entity on a sheet, in site metres.

    Most of what is drawn means nothing and is only counted; it is never moved.

    Args:
        drawn: the entity where it was drawn.
        to_site: from there to the site.
        extents: of its block, in block coordinates.
        proposed: its meaning is not by a name, but by what the lines of its layer look like.
    """

    sheet: SheetSpec
    drawn: DrawnEntity
    to_site: Affine = SAME_PLACE
    meaning: Meaning | None
    extents: Box | None = None
    proposed: bool = False

    @property
    def entity(self) -> DrawnEntity:
        """The entity on the site."""
        return self.drawn if self.to_site is SAME_PLACE else self.drawn.moved(self.to_site)

    @property
    def points(self) -> Points:
        """Its points on the site."""
        points = self.drawn.points
        return points if self.to_site is SAME_PLACE else points.moved(self.to_site)

    @property
    def kind(self) -> EntityKind:
        """What its entity is."""
        return self.drawn.kind

    @property
    def layer(self) -> str:
        """The layer it is on."""
        return self.drawn.layer

    @property
    def handle(self) -> str:
        """The handle of its entity."""
        return self.drawn.handle

    @property
    def block(self) -> str:
        """The block of an insert."""
        return self.drawn.block

    @property
    def text(self) -> str:
        """What a text says."""
        return self.drawn.text

    @property
    def at(self) -> XY:
        """The point that stands for it."""
        at = self.drawn.at
        return self.to_site.point(at) if at else self.entity.representative or (0.0, 0.0)

    @property
    def source(self) -> Source:
        """Where it is in the drawings."""
        return Source(self.sheet.number, self.layer, self.handle)

    @property
    def corners(self) -> tuple[XY, ...]:
        """The corners of its block's extents on the site; empty where there are none."""
        if self.extents is None:
            return ()
        x0, y0, x1, y1 = self.extents
        placed = self.entity.placed
        return tuple(placed.point(p) for p in ((x0, y0), (x1, y0), (x1, y1), (x0, y1)))

    def stated(self, *tags: str) -> str | None:
        """The first attribute given; None where none is, or where it says `-`."""
        for tag in tags:
            words = (self.drawn.attribute(tag) or "").strip()
            if words not in {"", "-", "–", "—", "?", "미정"}:
                return words
        return None


@dataclass(frozen=True)
class Classifier:
    """Layer and block names of one drawing, each looked up once."""

    layers: dict[str, Meaning | None]
    blocks: dict[str, Meaning | None]

    def meaning(self, entity: DrawnEntity) -> Meaning | None:
        """What an entity means: by its block, else by its layer."""
        by_layer = self.layers.get(entity.layer)
        if entity.kind is not EntityKind.INSERT or by_layer in _WINS_OVER_BLOCKS:
            return by_layer
        return self.blocks.get(entity.block) or by_layer

    def stays_closed(self, insert: DrawnEntity) -> bool:
        """Whether an insert means something as a whole, so that its content does not."""
        by_layer = self.layers.get(insert.layer)
        if by_layer in _WINS_OVER_BLOCKS or self.blocks.get(insert.block) is not None:
            return True
        return by_layer in SYMBOLS


def classifier(drawing: Drawing, layer_map: LayerMap) -> Classifier:
    """The meanings of all names in a drawing."""
    every = [*drawing.entities, *(e for block in drawing.blocks for e in block.entities)]
    return Classifier(
        layers={name: _layer_meaning(layer_map, name) for name in {e.layer for e in every}},
        blocks={name: layer_map.block(name) for name in {e.block for e in every if e.block}},
    )


def _layer_meaning(layer_map: LayerMap, name: str) -> Meaning | None:
    """What a layer means; one named after the use of rooms has their outlines."""
    known = layer_map.layer(name)
    return Meaning.ZONE if known is None and layer_map.word("zones", name) else known


def in_order(things: Iterable[Placed]) -> tuple[Placed, ...]:
    """Things by their handles, the first drawn first: what is made of several is named after it."""
    return tuple(sorted(things, key=lambda t: (len(t.handle), t.handle)))


def placement(sheet: SheetSpec, metres_per_unit: float) -> Affine:
    """Drawing units of a sheet to site metres."""
    c = cos(radians(sheet.rotation_deg)) * metres_per_unit
    s = sin(radians(sheet.rotation_deg)) * metres_per_unit
    (x, y), (u, v) = sheet.drawing_point, sheet.site_point
    return Affine(c, -s, s, c, u - c * x + s * y, v - s * x - c * y)


def placed(
    drawing: Drawing, sheet: SheetSpec, metres_per_unit: float, known: Classifier
) -> Iterator[Placed]:
    """The entities of a drawing that lie on one sheet, on the site."""
    to_site = placement(sheet, metres_per_unit)
    for entity in compress(drawing.entities, on_sheet(sheet, drawing.places).tolist()):
        yield Placed(
            sheet=sheet,
            drawn=entity,
            to_site=to_site,
            meaning=known.meaning(entity),
            extents=drawing.extents(entity) if entity.kind is EntityKind.INSERT else None,
        )


def on_sheet(sheet: SheetSpec, places: Floats) -> NDArray[np.bool_]:
    """Which of some places of model space lie on a sheet, see `holds`; NaN is no place."""
    if sheet.frame is None:
        return np.ones(len(places), dtype=np.bool_)
    x0, y0, x1, y1 = sheet.frame
    x, y = places[:, 0], places[:, 1]
    inside: NDArray[np.bool_] = (x0 <= x) & (x <= x1) & (y0 <= y) & (y <= y1)
    return inside


def within(sheet: SheetSpec, entity: DrawnEntity) -> bool:
    """Whether an entity lies on a sheet, by its representative point."""
    return sheet.frame is None or holds(sheet, entity.representative)


def holds(sheet: SheetSpec, at: XY | None) -> bool:
    """Whether a point of model space lies on a sheet; None lies on one without a frame only."""
    if sheet.frame is None:
        return True
    x0, y0, x1, y1 = sheet.frame
    return at is not None and x0 <= at[0] <= x1 and y0 <= at[1] <= y1
