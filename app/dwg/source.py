"""What ezdwg reads in a DWG file, and the census of what is there to be read."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from importlib.metadata import version
from typing import Any

import ezdwg
from ezdwg import raw

from app.dwg.account import Census

MODEL = 0
"""The owner of what lies in model space."""
NOWHERE = -1
"""The owner of what has no place that is known: it counts as lost."""
_BLOCK_HEADER = 49
_MODEL_SPACE = "*MODEL_SPACE"
_OWNED, _IN_PAPER, _IN_MODEL = range(3)
"""How an entity says where it lies: by its owner, or that it is in the space now on screen."""
_FIRST_CLASS = 500
"""Types from here on are defined by a class in the file, not by the format."""

_PARTS = frozenset(
    {"BLOCK", "ENDBLK", "SEQEND", "VIEWPORT", "VP_ENT_HDR"}
    | {f"VERTEX_{kind}" for kind in ("2D", "3D", "MESH", "PFACE", "PFACE_FACE")}
)
"""Objects that draw nothing of their own."""
_OWN_CLASSES = frozenset(
    {
        "ACAD_TABLE",
        "ARC_DIMENSION",
        "CAMERA",
        "DGNUNDERLAY",
        "DWFUNDERLAY",
        "EXTRUDEDSURFACE",
        "GEOPOSITIONMARKER",
        "HATCH",
        "HELIX",
        "IMAGE",
        "LARGE_RADIAL_DIMENSION",
        "LIGHT",
        "LOFTEDSURFACE",
        "LWPOLYLINE",
        "MESH",
        "MULTILEADER",
        "NURBSURFACE",
        "OLE2FRAME",
        "PDFUNDERLAY",
        "PLANESURFACE",
        "POINTCLOUD",
        "POINTCLOUDEX",
        "REVOLVEDSURFACE",
        "RTEXT",
        "SECTIONOBJECT",
        "SURFACE",
        "SWEPTSURFACE",
        "WIPEOUT",
    }
)
"""Classes of plain AutoCAD; any other belongs to an application on top of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceEntity:
    """One entity as ezdwg gives it: its values by ezdwg's names, angles in degrees.

    Args:
        owner: `MODEL`, or the handle of its block or of the INSERT it is an attribute of.
        layer: name, or None where the file does not hold its layer.
        values: a geometry of its own for each type.
    """

    kind: str
    handle: int
    owner: int
    layer: str | None
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceLayer:
    """A layer and its state."""

    name: str
    colour: int
    off: bool
    frozen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceBlock:
    """A block definition; `paper` for the block of a paper-space layout."""

    name: str
    base: tuple[float, float, float]
    external: bool
    paper: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A DWG file as ezdwg reads it."""

    insunits: int
    layers: tuple[SourceLayer, ...]
    blocks: Mapping[int, SourceBlock]
    entities: tuple[SourceEntity, ...]
    census: Census
    largest_handle: int


@dataclass(frozen=True, slots=True)
class _Objects:
    """The object map: every drawn object's type and owner, whether ezdwg decodes it or not."""

    kinds: dict[int, str] = field(default_factory=dict)
    owners: dict[int, int] = field(default_factory=dict)
    foreign: set[str] = field(default_factory=set)


def reader() -> str:
    """The reader and its version."""
    return f"ezdwg {version('ezdwg')}"


def census_of(path: str) -> Census:
    """The drawn objects of a DWG file, by the map that the file itself keeps of them."""
    blocks = _blocks(path)
    return _census(_objects(path, blocks), blocks)


def read(path: str) -> Source:
    """Everything in the file that ezdwg decodes; what it does not is in the census alone."""
    document = ezdwg.read(path)
    blocks = _blocks(path)
    objects = _objects(path, blocks)
    layer_names = dict(raw.decode_layer_names(path))
    more = _more_values(path)
    entities: dict[int, SourceEntity] = {}
    for kind in sorted(set(objects.kinds.values())):
        for entity in _decoded(document, kind):
            handle = int(entity.handle)
            # ezdwg also finds texts in bytes it cannot otherwise read, under handles of its own
            if objects.kinds.get(handle) != kind or handle in entities:
                continue
            values = {**entity.dxf, **more.get(handle, {})}
            entities[handle] = SourceEntity(
                kind=kind,
                handle=handle,
                owner=objects.owners[handle],
                layer=layer_names.get(values.get("layer_handle")),
                values=values,
            )
    insunits = document.insunits
    return Source(
        insunits=insunits if isinstance(insunits, int) and 0 <= insunits <= 24 else 0,
        layers=tuple(
            SourceLayer(name=row.name, colour=row.color, off=not row.on, frozen=row.frozen)
            for row in document.layers
        ),
        blocks=blocks,
        entities=tuple(entities[handle] for handle in objects.kinds if handle in entities),
        census=_census(objects, blocks),
        largest_handle=max(objects.kinds, default=0),
    )


def _decoded(document: Any, kind: str) -> list[Any]:
    """The entities of a type; none where ezdwg does not know it or fails: they count as lost."""
    try:
        if kind not in ezdwg.document.SUPPORTED_ENTITY_TYPES:
            return []
        return list(document.entities().query(kind))
    except Exception:  # noqa: BLE001 - ezdwg raises whatever its decoders stumble over
        return []


def _blocks(path: str) -> dict[int, SourceBlock]:
    rows = {row["handle"]: row for row in raw.decode_write_blocks(path)}
    headers = {row[0] for row in raw.list_object_headers_with_type(path) if row[3] == _BLOCK_HEADER}
    found: dict[int, SourceBlock] = {}
    for handle, name in raw.decode_block_header_names(path):
        if handle not in headers:  # ezdwg gives the names of block entities as well
            continue
        row = rows.get(handle)
        upper = name.strip().upper()
        # Without its base point a block would be drawn in a wrong place: rather lost, and said
        if upper != _MODEL_SPACE and row is not None:
            found[int(handle)] = SourceBlock(
                name=name,
                base=tuple(row["base_point"]),
                external="xref" in row["losses"],
                paper=upper.startswith("*PAPER_SPACE"),
            )
    return found


def _objects(path: str, blocks: Mapping[int, SourceBlock]) -> _Objects:
    types = {
        int(handle): (code, name)
        for handle, _, _, code, name, kind in raw.list_object_headers_with_type(path)
        if kind == "E" and name not in _PARTS
    }
    paper = next((handle for handle, block in blocks.items() if block.paper), NOWHERE)
    models = {
        int(handle)
        for handle, name in raw.decode_block_header_names(path)
        if name.strip().upper() == _MODEL_SPACE
    }
    # An attribute names its insert; where it does not, the insert may name the attribute.
    parents = {
        int(child): int(insert)
        for insert, _, _, children in raw.decode_insert_write_properties(path)
        for child in children or ()
    }
    found = _Objects()
    placed = {int(h): (mode, int(owner)) for h, mode, owner in raw.decode_entity_placements(path)}
    for handle, (code, name) in types.items():
        mode, owner = placed.get(handle, (_OWNED, NOWHERE))
        if mode == _IN_PAPER:
            owner = paper
        elif mode == _IN_MODEL or owner in models:
            owner = MODEL
        elif name == "ATTRIB":
            owner = parents.get(handle, owner)
        elif owner not in blocks:
            owner = NOWHERE
        found.owners[handle] = owner
        found.kinds[handle] = "DIMENSION" if name.startswith("DIM_") else name
        if (code >= _FIRST_CLASS and name not in _OWN_CLASSES) or "PROXY" in name:
            found.foreign.add(name)
    return found


def dxf_name(kind: str) -> str:
    """The name that DXF has for a type of object in a DWG."""
    if kind.startswith("POLYLINE_"):
        return "POLYLINE"
    return {"MINSERT": "INSERT"}.get(kind, kind)


def _census(objects: _Objects, blocks: Mapping[int, SourceBlock]) -> Census:
    counts: dict[str, Counter[str]] = {"model": Counter(), "blocks": Counter(), "paper": Counter()}
    for handle, kind in objects.kinds.items():
        counts[space_of(objects.owners[handle], objects.owners, blocks)][dxf_name(kind)] += 1
    return Census(
        reader=reader(),
        model=dict(sorted(counts["model"].items())),
        blocks=dict(sorted(counts["blocks"].items())),
        foreign=tuple(sorted(objects.foreign)),
    )


def space_of(owner: int, owners: Mapping[int, int], blocks: Mapping[int, SourceBlock]) -> str:
    """`model`, `blocks` or `paper`: where something lies; attributes count with the blocks."""
    if owner in blocks:
        return "paper" if blocks[owner].paper else "blocks"
    if owner in owners:  # an attribute, which lies where its insert does
        return "paper" if space_of(owners[owner], {}, blocks) == "paper" else "blocks"
    return "model"


def _more_values(path: str) -> dict[int, dict[str, Any]]:
    """Values that ezdwg decodes, but not in the entities it gives: for each handle."""
    more: dict[int, dict[str, Any]] = {}
    for handle, extrusion, block, _ in raw.decode_insert_write_properties(path):
        more[int(handle)] = {"extrusion": extrusion, "block_handle": block}
    for row in _rows(raw.decode_write_splines, path):
        more[int(row["handle"])] = dict(row)
    for row in _rows(raw.decode_write_polylines, path):
        more[int(row["handle"])] = dict(row)
    return more


def _rows(decode: Callable[[str], Iterable[Any]], path: str) -> Iterable[Any]:
    try:
        return list(decode(path))
    except Exception:  # noqa: BLE001 - without these, the entities' own values stand
        return []
