"""Changes to a drawing that leave its meaning as it is, and bytes of it in any version."""

import re
from collections.abc import Callable, Collection, Mapping
from io import BytesIO, StringIO
from math import cos, radians, sin
from random import Random
from typing import Any

from ezdxf import recover, transform
from ezdxf.addons import r12export
from ezdxf.document import Drawing as Document
from ezdxf.math import Matrix44

from cpted_rules.drawing.points import Affine


def similarity(
    *,
    turn_deg: float = 0.0,
    scale: float = 1.0,
    mirror: bool = False,
    by: tuple[float, float] = (0, 0),
) -> Affine:
    """Mirrored at the y axis, if at all, then turned counter-clockwise, scaled and moved."""
    c, s = scale * cos(radians(turn_deg)), scale * sin(radians(turn_deg))
    flip = -1.0 if mirror else 1.0
    return Affine(flip * c, -s, flip * s, c, *map(float, by))


def inverse(of: Affine) -> Affine:
    """The map that undoes another."""
    d = of.a * of.d - of.b * of.c
    a, b, c, e = of.d / d, -of.b / d, -of.c / d, of.a / d
    return Affine(a, b, c, e, -a * of.e - b * of.f, -c * of.e - e * of.f)


def matrix(of: Affine) -> Matrix44:
    """The same map in space; z is scaled like x."""
    z = of.scale_x
    return Matrix44([of.a, of.c, 0, 0, of.b, of.d, 0, 0, 0, 0, z, 0, of.e, of.f, 0, 1])


def moved(document: Document, by: Affine) -> None:
    """Everything in model space led elsewhere."""
    transform.inplace(document.modelspace(), matrix(by))


def nested(document: Document, by: Affine, *, layers: Collection[str] | None = None) -> None:
    """Drawn in a block of its own that is inserted so that all lies where it lay.

    Args:
        by: what the insert does; the content of the block has it undone.
        layers: of what goes into the block; None takes everything.
    """
    space = document.modelspace()
    inside = [e for e in space if layers is None or e.dxf.layer in layers]
    transform.inplace(inside, matrix(inverse(by)))
    name = f"A$C{len(document.blocks)}"
    block = document.blocks.new(name)
    for entity in inside:
        space.move_to_layout(entity, block)
    attributes = {
        "xscale": -by.scale_x if by.mirrored else by.scale_x,
        "yscale": by.scale_y,
        "zscale": by.scale_x,
        "rotation": (by.rotation_deg + (180.0 if by.mirrored else 0.0)) % 360.0,
    }
    space.add_blockref(name, (by.e, by.f), dxfattribs=attributes)


def exploded(document: Document) -> None:
    """The inserts without attributes as their content, until there are none."""
    space: Any = document.modelspace()
    while plain := [i for i in space.query("INSERT") if i.dxf.name.startswith("A$C")]:
        for insert in plain:
            insert.explode()


def split(document: Document, *, but: Collection[str] = ()) -> None:
    """Every polyline without width or bulge as single lines, but for those on some layers."""
    space = document.modelspace()
    for polyline in list(space.query("LWPOLYLINE")):
        if polyline.has_arc or polyline.has_width or polyline.dxf.layer in but:
            continue
        points = [(x, y) for x, y in polyline.get_points("xy")]
        ends = [*points[1:], points[0]] if polyline.closed else points[1:]
        for a, b in zip(points, ends, strict=False):
            space.add_line(a, b, dxfattribs={"layer": polyline.dxf.layer})
        space.delete_entity(polyline)


def reversed_lines(document: Document) -> None:
    """Every line and polyline drawn from its other end; closed ones begin at another corner."""
    lines: list[Any] = list(document.modelspace().query("LWPOLYLINE LINE"))
    for entity in lines:
        if entity.dxftype() == "LINE":
            entity.dxf.start, entity.dxf.end = entity.dxf.end, entity.dxf.start
            continue
        points = list(entity.get_points("xy"))[::-1]
        entity.set_points([*points[1:], points[0]] if entity.closed else points, format="xy")


def reordered(document: Document, seed: int) -> None:
    """The entities of model space in another order, with their handles."""
    Random(seed).shuffle(document.modelspace().entity_space.entities)


def renumbered(document: Document, seed: int) -> None:
    """The entities of model space drawn in another order: other handles as well."""
    space = document.modelspace()
    order = list(space)
    Random(seed).shuffle(order)
    for entity in order:
        space.add_entity(entity.copy())
        space.delete_entity(entity)


def renamed(document: Document, names: Mapping[str, str]) -> None:
    """Layers by other names."""
    for old, new in names.items():
        if old in document.layers:
            document.layers.get(old).rename(new)
    for layout in (document.modelspace(), *document.blocks):
        for entity in layout:
            parts = [entity, *getattr(entity, "attribs", ())]
            for part in parts:
                part.dxf.layer = names.get(part.dxf.layer, part.dxf.layer)


def with_unused_layers(document: Document) -> None:
    """More layers, on which nothing is drawn."""
    for name in ("A-WALL-PATT", "XREF$0$벽체", "쓰지않는층", "E-LITE-CLNG", "Walls (old)"):
        document.layers.add(name)


def hidden(document: Document, *, frozen: bool) -> None:
    """Every layer off, or frozen."""
    for layer in document.layers:
        if frozen:
            layer.freeze()
        else:
            layer.off()


def purged(document: Document) -> None:
    """Without the entries of the layer table and without blocks nobody inserts."""
    for layer in list(document.layers):
        if layer.dxf.name not in {"0", "Defpoints"}:
            document.layers.remove(layer.dxf.name)
    document.blocks.delete_all_blocks()


def ascii_bytes(document: Document, *, errors: str = "surrogateescape") -> bytes:
    """An ASCII DXF."""
    stream = StringIO()
    document.write(stream)
    return stream.getvalue().encode(document.output_encoding, errors)


def binary_bytes(document: Document) -> bytes:
    """A binary DXF."""
    stream = BytesIO()
    document.write(stream, fmt="bin")
    return stream.getvalue()


def as_version(document: Document, version: str) -> Document:
    """The same drawing in another version."""
    if version == "R12":
        return r12export.convert(document)
    document.dxfversion = version
    return document


def _escaped(document: Document) -> bytes:
    r"""R2000 in Latin letters; others as `\U+XXXX`."""
    document.encoding = "cp1252"
    stream = StringIO()
    as_version(document, "R2000").write(stream)
    return re.sub(r"[^\x00-\x7f]", lambda m: f"\\U+{ord(m[0]):04X}", stream.getvalue()).encode(
        "ascii"
    )


def _in_code_page(document: Document, *, declared: str, encoding: str) -> bytes:
    document.encoding = "cp949"
    stream = StringIO()
    as_version(document, "R2000").write(stream)
    return stream.getvalue().replace("ANSI_949", declared).encode(encoding)


CODE_PAGES: dict[str, Callable[[Document], bytes]] = {
    "cp949, declared": lambda d: _in_code_page(d, declared="ANSI_949", encoding="cp949"),
    "cp949, said to be cp1252": lambda d: _in_code_page(d, declared="ANSI_1252", encoding="cp949"),
    "UTF-8 in an R2000 file": lambda d: _in_code_page(d, declared="ANSI_949", encoding="utf-8"),
    "escapes in ASCII": _escaped,
    "UTF-8 with a byte-order mark": lambda d: b"\xef\xbb\xbf" + ascii_bytes(as_version(d, "R2010")),
}
"""How the words of a drawing are written."""


def opened(raw: bytes) -> Document:
    """A drawing to be changed."""
    return recover.read(BytesIO(raw))[0]
