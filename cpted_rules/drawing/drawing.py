"""A drawing as read: a frozen value of entities, blocks and layers in the drawing's own units."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from itertools import chain

import numpy as np

from cpted_rules.drawing.points import (
    NO_POINTS,
    SAME_PLACE,
    XY,
    Affine,
    Floats,
    Move,
    Points,
    boxes_of,
)
from cpted_rules.errors import DrawingError, Fault
from cpted_rules.note import Note
from cpted_rules.text import Text

Box = tuple[float, float, float, float]

MAX_DEPTH = 12
"""Inserts inside inserts deeper than this are not opened."""
MAX_ENTITIES = 400_000
"""Entities that opened inserts may add up to."""


class EntityKind(StrEnum):
    """What an entity is, as far as the reader tells kinds apart."""

    LINE = "line"
    POLYLINE = "polyline"
    CIRCLE = "circle"
    ARC = "arc"
    CURVE = "curve"
    POINT = "point"
    SOLID = "solid"
    HATCH = "hatch"
    TEXT = "text"
    INSERT = "insert"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnEntity:
    """One entity of model space or of a block.

    Args:
        dxf_type: its DXF name, such as `LWPOLYLINE`.
        handle: its handle; for one inside opened inserts, the path of handles joined by `/`.
        block: name of the inserted block.
        points: vertices, curves flattened to 5 degree steps (0.1 % of the radius).
        at: insertion point of an insert, the anchor of a text, the centre of a circle or an arc.
        radius: of a circle or an arc.
        sweep_deg: of an arc.
        placed: block coordinates to those of the entity; a text has only its rotation.
        width: constant width of a polyline.
        elevation: z, where it was drawn with one.
        scale_z: of an insert, what heights in its block are multiplied by.
    """

    kind: EntityKind
    dxf_type: str
    layer: str
    handle: str
    block: str = ""
    points: Points = NO_POINTS
    closed: bool = False
    text: str = ""
    attributes: tuple[tuple[str, str], ...] = ()
    at: XY | None = None
    radius: float = 0.0
    sweep_deg: float = 0.0
    placed: Affine = SAME_PLACE
    width: float = 0.0
    elevation: float = 0.0
    scale_z: float = 1.0

    def attribute(self, tag: str) -> str | None:
        """The attribute of a tag, None where there is none."""
        return next((value for name, value in self.attributes if name == tag), None)

    def moved(self, by: Affine) -> "DrawnEntity":
        """The entity in the coordinates that a map leads to."""
        return self.shown(Move(by), self.layer, self.handle, self.elevation, self.scale_z)

    def shown(
        self, move: Move, layer: str, handle: str, elevation: float, scale_z: float
    ) -> "DrawnEntity":
        """The entity moved, with another layer, handle and height."""
        by = move.by
        return DrawnEntity(
            kind=self.kind,
            dxf_type=self.dxf_type,
            layer=layer,
            handle=handle,
            block=self.block,
            points=self.points.moved(move) if self.points is not NO_POINTS else NO_POINTS,
            closed=self.closed,
            text=self.text,
            attributes=self.attributes,
            at=by.point(self.at) if self.at else None,
            radius=self.radius * by.scale_x if self.radius else 0.0,
            sweep_deg=self.sweep_deg,
            placed=move.after(self.placed),
            width=self.width * by.scale_x if self.width else 0.0,
            elevation=elevation,
            scale_z=scale_z,
        )

    @property
    def representative(self) -> XY | None:
        """The point that decides on which sheet the entity lies."""
        if self.at is not None:
            return self.at
        points = self.points
        if not points:
            return None
        if len(points) == 2:
            (x0, y0), (x1, y1) = points
            return ((x0 + x1) / 2, (y0 + y1) / 2)
        low, high = points.xy.min(axis=0), points.xy.max(axis=0)
        x, y = ((low + high) / 2).tolist()
        return (x, y)


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A block definition.

    Args:
        extents: box of its drawn content without texts, in block coordinates; None if empty.
        external: it stands for an external reference, whose content is not here.
    """

    name: str
    entities: tuple[DrawnEntity, ...]
    extents: Box | None
    external: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Dimension:
    """A linear dimension: what it measures, and what it says.

    Args:
        measured: distance between its two points. [drawing units]
        says: the number that is printed for it; None where its words hold none.
        typed: whether that number was typed in, instead of measured by the CAD program.
    """

    measured: float
    says: float | None
    typed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """A layer as the file defines it."""

    name: str
    off: bool = False
    frozen: bool = False


@dataclass(frozen=True, kw_only=True)
class Drawing:
    """All that was read of one file.

    Args:
        opened: how it was opened: `strict` or `recovered`.
        insunits: $INSUNITS of the header, 0 where there is none.
        set_aside: DXF names of what is not drawn geometry, with counts.
    """

    name: str
    version: str
    code_page: str
    opened: str
    insunits: int
    layers: tuple[Layer, ...]
    entities: tuple[DrawnEntity, ...]
    blocks: tuple[Block, ...]
    read: int
    dimensions: tuple[Dimension, ...] = ()
    set_aside: tuple[tuple[str, int], ...] = ()
    notes: tuple[Note, ...] = ()

    @cached_property
    def boxes(self) -> Floats:
        """x0 y0 x1 y1 around the points of each entity; NaN where it has none. (entities, 4)"""
        return boxes_of(entity.points for entity in self.entities)

    @cached_property
    def anchors(self) -> Floats:
        """Where each entity is anchored; NaN where it is not. (entities, 2)"""
        nowhere = (np.nan, np.nan)
        flat = chain.from_iterable(entity.at or nowhere for entity in self.entities)
        return np.fromiter(flat, np.float64, 2 * len(self.entities)).reshape(-1, 2)

    @cached_property
    def places(self) -> Floats:
        """The representative point of each entity; NaN for one that is nowhere. (entities, 2)"""
        middles = (self.boxes[:, :2] + self.boxes[:, 2:]) / 2
        return np.where(np.isnan(self.anchors), middles, self.anchors)

    @cached_property
    def _inside(self) -> dict[int, list[DrawnEntity]]:
        """What inserts of this drawing, by their identity, have been opened to."""
        return {}

    @cached_property
    def block_by_name(self) -> dict[str, Block]:
        """The blocks by name, without regard to case."""
        return {block.name.casefold(): block for block in self.blocks}

    def extents(self, insert: DrawnEntity) -> Box | None:
        """The box of an insert's block, in block coordinates."""
        block = self.block_by_name.get(insert.block.casefold())
        return block.extents if block else None

    def flat(self, keep: Callable[[DrawnEntity], bool]) -> Iterator[DrawnEntity]:
        """Every entity of model space, inserts opened unless `keep` says they mean something.

        Raises:
            DrawingError: opened inserts add up to more than MAX_ENTITIES.
        """
        counted: dict[str, int] = {}
        total = 0
        for entity in self.entities:
            total += self._opened(entity, keep, counted, 0)
            if total > MAX_ENTITIES:
                raise DrawingError(_explosion(self.name, entity))
        count = 0
        stack: list[tuple[DrawnEntity, int]] = [(e, 0) for e in reversed(self.entities)]
        while stack:
            entity, depth = stack.pop()
            count += 1
            if count > MAX_ENTITIES:
                raise DrawingError(_explosion(self.name, entity))
            block = None
            if entity.kind is EntityKind.INSERT and depth < MAX_DEPTH and not keep(entity):
                block = self.block_by_name.get(entity.block.casefold())
            if block is None or not block.entities:
                yield entity
                continue
            # what was opened once is not opened again: several read the drawing this way
            inside = self._inside.get(id(entity))
            if inside is None:
                inside = self._inside[id(entity)] = within_insert(entity, block.entities)
            stack.extend((child, depth + 1) for child in reversed(inside))

    def shown(self, keep: Callable[[DrawnEntity], bool]) -> "Drawing":
        """The drawing with its inserts opened; see `flat`."""
        return replace(self, entities=tuple(self.flat(keep)))

    def _opened(
        self,
        entity: DrawnEntity,
        keep: Callable[[DrawnEntity], bool],
        counted: dict[str, int],
        depth: int,
    ) -> int:
        """How many entities an insert opens to; counted before anything is opened."""
        if entity.kind is not EntityKind.INSERT or depth >= MAX_DEPTH or keep(entity):
            return 1
        key = entity.block.casefold()
        if key not in counted:
            counted[key] = 1  # a block inside itself
            block = self.block_by_name.get(key)
            inside = block.entities if block else ()
            counted[key] = 1 + sum(self._opened(e, keep, counted, depth + 1) for e in inside)
        return counted[key]


def within_insert(insert: DrawnEntity, children: Iterable[DrawnEntity]) -> list[DrawnEntity]:
    """Entities of a block as an insert shows them; those on layer 0 take the insert's layer."""
    move = Move(insert.placed)
    return [
        child.shown(
            move,
            insert.layer if child.layer == "0" else child.layer,
            f"{insert.handle}/{child.handle}",
            insert.elevation + insert.scale_z * child.elevation,
            insert.scale_z * child.scale_z,
        )
        for child in children
    ]


def _explosion(name: str, entity: DrawnEntity) -> Fault:
    return Fault(
        code="drawing/too-many-entities",
        where=f"{name} #{entity.handle}",
        found=Text(
            ko=f"겹친 블록을 풀면 객체가 {MAX_ENTITIES:,}개를 넘음",
            en=f"more than {MAX_ENTITIES:,} entities once nested blocks are opened",
        ),
        expected=Text(ko=f"{MAX_ENTITIES:,}개 이하", en=f"at most {MAX_ENTITIES:,}"),
        remedy=Text(
            ko="사용하지 않는 블록을 지우거나 도면을 나누어 제출하십시오",
            en="Remove blocks that are not needed, or split the drawing",
        ),
    )
