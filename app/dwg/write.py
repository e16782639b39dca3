"""A DXF file with everything that was read in a DWG, and the count of what it holds."""

from collections import Counter
from collections.abc import Iterable, Iterator
from math import isfinite
from pathlib import Path
from typing import Any

from ezdxf.document import Drawing as Document
from ezdxf.filemanagement import new
from ezdxf.layouts.base import BaseLayout

from app.dwg.account import Written
from app.dwg.entities import WRITERS, is_estimated
from app.dwg.source import MODEL, Source, SourceEntity, dxf_name, space_of
from cpted_rules.drawing.dxf.sniff import clean

_ANONYMOUS = "*"
_EXTERNAL = 4
_NO_NAME = str.maketrans(dict.fromkeys("\n\r\t", " "))


def write(source: Source, path: Path) -> Written:
    """What the DXF at `path` then holds; handles are those of the DWG where they are free."""
    document = new("R2018")
    document.header["$INSUNITS"] = source.insunits
    document.entitydb.handles.reset(f"{max(source.largest_handle, 0xFFFF) + 1:X}")
    layers = _layers(document, source)
    names = _block_names(source)
    spaces = _spaces(document, source, names)
    owners = {entity.handle: entity.owner for entity in source.entities}
    counts = {"model": Counter[str](), "blocks": Counter[str](), "paper": Counter[str]()}
    inserts: dict[int, Any] = {}
    layerless = estimated = 0
    # Attributes hang on their inserts, so these are there first.
    for entity in sorted(source.entities, key=lambda e: e.kind == "ATTRIB"):
        target = inserts.get(entity.owner) if entity.kind == "ATTRIB" else spaces.get(entity.owner)
        if target is None:
            continue
        layer = layers.get(entity.layer or "")
        made = _written(document, target, entity, layer or "0", names)
        if made is None:
            continue
        if made.dxftype() == "INSERT":
            inserts[entity.handle] = made
        space = space_of(entity.owner, owners, source.blocks)
        counts[space][dxf_name(entity.kind)] += 1
        if space != "paper":
            layerless += layer is None
            estimated += entity.kind == "SPLINE" and is_estimated(entity.values)
    document.saveas(path, encoding="utf-8")
    return Written(
        model=dict(counts["model"]),
        blocks=dict(counts["blocks"]),
        layerless=layerless,
        estimated=estimated,
    )


def _written(
    document: Document, target: Any, entity: SourceEntity, layer: str, names: dict[int, str]
) -> Any | None:
    """The entity as written; None where its values are no drawing: it counts as lost."""
    writer = WRITERS.get(entity.kind)
    if writer is None or not _finite(entity.values.values()):
        return None
    common: dict[str, Any] = {"layer": layer}
    handle = f"{entity.handle:X}"
    if document.entitydb.get(handle) is None:
        common["handle"] = handle
    if entity.values.get("invisible"):
        common["invisible"] = 1
    colour = entity.values.get("color_index")
    if isinstance(colour, int) and 0 <= colour <= 256:
        common["color"] = colour
    try:
        return writer(target, common, entity.values, names)
    except Exception:  # noqa: BLE001 - one damaged entity is not worth the drawing
        half = document.entitydb.get(handle) if "handle" in common else None
        if half is not None and half in target:
            target.delete_entity(half)
        return None


def _finite(values: Iterable[Any]) -> bool:
    for value in values:
        if isinstance(value, float) and not (isfinite(value) and abs(value) < 1e15):
            return False
        if isinstance(value, (list, tuple)) and not _finite(value):
            return False
    return True


def _layers(document: Document, source: Source) -> dict[str, str]:
    """Names as written, by names as read."""
    written: dict[str, str] = {}
    for layer in source.layers:
        name = _name(layer.name)
        written[layer.name] = name
        if not document.layers.has_entry(name):
            document.layers.add(name)
        entry = document.layers.get(name)
        entry.dxf.color = layer.colour if 1 <= layer.colour <= 255 else 7
        if layer.off:
            entry.off()
        if layer.frozen:
            entry.freeze()
    return written


def _name(words: str) -> str:
    return clean(words).translate(_NO_NAME) or "?"


def _block_names(source: Source) -> dict[int, str]:
    """A name of its own for every block: a DWG keeps anonymous ones without their numbers."""
    taken = Counter(_name(b.name).casefold() for b in source.blocks.values())
    found: dict[int, str] = {}
    for handle, block in source.blocks.items():
        name = _name(block.name)
        if taken[name.casefold()] > 1 or name in {"*D", "*U", "*T", "*X", "*E"}:
            name = f"{name}{handle}" if name.startswith(_ANONYMOUS) else f"{name}_{handle:X}"
        found[handle] = name
    return found


def _spaces(document: Document, source: Source, names: dict[int, str]) -> dict[int, BaseLayout]:
    spaces: dict[int, BaseLayout] = {MODEL: document.modelspace()}
    papers: Iterator[BaseLayout] = iter([document.paperspace()])
    for handle, block in source.blocks.items():
        if block.paper:
            spaces[handle] = next(papers, None) or document.layouts.new(f"Layout {handle:X}")
            continue
        made: Any = document.blocks.new(names[handle], base_point=block.base)
        spaces[handle] = made
        if block.external:
            made.block.dxf.flags |= _EXTERNAL
    return spaces
