"""What a DXF file says in its plainest form, taken out of its text in columns.

A site plan is a hundred thousand lines, polylines, arcs, texts and inserts that say nothing
unusual. They are read here; all else, and whatever is the least bit out of the ordinary, is left
to ezdxf in a text that is shorter by them. What comes out is the same either way.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from math import cos, isnan, radians, sin
from struct import Struct
from typing import Any

import numpy as np
from ezdxf.document import Drawing as Document
from ezdxf.lldxf.validator import is_valid_layer_name

from cpted_rules.drawing.drawing import DrawnEntity, EntityKind
from cpted_rules.drawing.dxf.columns import Flags, Tags, tags_of
from cpted_rules.drawing.dxf.entities import STEP_DEG, const_attributes
from cpted_rules.drawing.dxf.forms import FORMS, plain_ones
from cpted_rules.drawing.dxf.sniff import BINARY_MARK, Encoding, clean
from cpted_rules.drawing.points import Affine, Floats, Ints, Points

_SECTION = re.compile(rb"\n *0\r?\nSECTION\r?\n *2\r?\nENTITIES\r?\n")
_END = re.compile(rb"\n *0\r?\nENDSEC\r?\n")
_ENTITY = re.compile(rb"\n *0\r?\n(?=[A-Z])")
_BLOCK = re.compile(rb"\n *0\r?\nBLOCK\r?\n(.*?)\n *0\r?\n(?=[A-Z])", re.DOTALL)
_NAME = re.compile(rb"(?:^|\n) *2\r?\n([^\r\n]*)")
_VERSION = re.compile(rb"9\r?\n\$ACADVER\r?\n *1\r?\n(AC\d{4})")
_FIRST_WITH_HANDLES = b"AC1015"

_AT_ONCE = 1_000_000
"""Bytes looked at together: what that takes does not grow with the drawing."""
_SPECIAL = frozenset(b"%^\\")
"""Bytes with which something else begins than what is written in a text."""

_ENDS = Struct("=4d")
_ROUND = np.radians(STEP_DEG) * np.arange(round(360.0 / STEP_DEG))
_CIRCLE = np.stack((np.cos(_ROUND), np.sin(_ROUND)), axis=1).tobytes()
"""The circle of radius 1 about (0, 0)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Insert:
    """An insert whose block is not known yet."""

    layer: str
    handle: str
    block: str
    at: tuple[float, float, float]
    scale: tuple[float, float, float]
    turn_deg: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What was taken out of a file, and what is left.

    Args:
        rest: the file without it.
        drawn: what was taken, by its place among the entities of the file.
        owners: handles of the layouts that it belongs to.
        places: the place of each entity that is left, by its handle.
        handles: of what was taken.
    """

    rest: bytes
    drawn: dict[int, DrawnEntity | _Insert] = field(repr=False)
    owners: frozenset[int]
    places: dict[int, int] = field(repr=False)
    handles: frozenset[int] = field(repr=False)


def taken(raw: bytes, encoding: Encoding) -> Taken | None:
    """The plain entities of a drawing; None where its text is not as this reader knows it."""
    version = _VERSION.search(raw[:4096])
    begun = None if raw.startswith(BINARY_MARK) else _SECTION.search(raw)
    ended = _END.search(raw, begun.end() - 1) if begun else None
    if not (version and version[1] >= _FIRST_WITH_HANDLES and begun and ended):
        return None
    if raw.count(b"\r") not in (0, raw.count(b"\r\n")):
        return None
    reader = _Reader(raw, encoding, _block_names(raw[: begun.start()], encoding))
    for start, end in _parts(raw, begun.end(), ended.start() + 1):
        if not reader.read(start, end):
            return None
    count = len(reader.drawn) + len(reader.places)
    if not reader.drawn or len(reader.handles) + len(reader.places) != count:
        return None  # a handle twice: an audit decides whose it is
    if reader.handles & reader.places.keys():
        return None
    return Taken(
        rest=b"".join((raw[: begun.end()], *reader.left, raw[ended.start() + 1 :])),
        drawn=reader.drawn,
        owners=frozenset(reader.owners),
        places=reader.places,
        handles=frozenset(reader.handles),
    )


def fits(took: Taken, document: Document) -> bool:
    """Whether what was taken is of model space alone, and nothing else has its handles."""
    model = document.block_records.get("*Model_Space").dxf.handle
    if took.owners != {int(model, 16)}:
        return False
    return not any(int(handle, 16) in took.handles for handle in document.entitydb)


def drawn_at(took: Taken, document: Document) -> Iterator[tuple[int, DrawnEntity]]:
    """What was taken, with its place; inserts as their blocks in a document say."""
    bases: dict[str, tuple[tuple[float, float], tuple[tuple[str, str], ...]]] = {}
    for place, one in took.drawn.items():
        if isinstance(one, DrawnEntity):
            yield place, one
            continue
        if one.block not in bases:
            block: Any = document.blocks.get(one.block)
            base = block.block.dxf.base_point
            bases[one.block] = (base.x, base.y), tuple(const_attributes(block, ()))
        yield place, _inserted(one, *bases[one.block])


def _inserted(
    one: _Insert, base: tuple[float, float], attributes: tuple[tuple[str, str], ...]
) -> DrawnEntity:
    c, s = cos(radians(one.turn_deg)), sin(radians(one.turn_deg))
    (sx, sy, sz), (x, y, z) = one.scale, one.at
    turned = Affine(sx * c, -sy * s, sx * s, sy * c)
    u, v = turned.point(base)
    return DrawnEntity(
        kind=EntityKind.INSERT,
        dxf_type="INSERT",
        layer=one.layer,
        handle=one.handle,
        block=clean(one.block),
        at=(x, y),
        attributes=attributes,
        placed=Affine(*turned[:4], x - u, y - v),
        elevation=z,
        scale_z=sz,
    )


def _parts(raw: bytes, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where to cut a section between entities, in parts that are not large."""
    while start < end:
        cut = _ENTITY.search(raw, min(start + _AT_ONCE, end), end)
        stop = cut.start() + 1 if cut else end
        yield start, stop
        start = stop


def _block_names(raw: bytes, encoding: Encoding) -> frozenset[str]:
    """The names of the blocks that are defined, in small letters."""
    names = (_NAME.search(block[1]) for block in _BLOCK.finditer(raw))
    return frozenset(
        name[1].decode(encoding.name, "surrogateescape").lower() for name in names if name
    )


class _Reader:
    """Reads a section part by part."""

    def __init__(self, raw: bytes, encoding: Encoding, blocks: frozenset[str]) -> None:
        self.raw = raw
        self.encoding = encoding
        self.blocks = blocks
        self.left: list[bytes] = []
        self.drawn: dict[int, DrawnEntity | _Insert] = {}
        self.places: dict[int, int] = {}
        self.handles: set[int] = set()
        self.owners: set[int] = set()
        self.count = 0
        self.layers: dict[bytes, str | None] = {}

    def read(self, start: int, end: int) -> bool:
        """Read a part; whether it is as this reader knows it."""
        part = self.raw[start:end]
        tags = tags_of(part)
        if tags is None:
            return False
        handles = tags.hexadecimal(5)
        if (handles <= 0).any():
            return False
        plain = plain_ones(tags)
        for kind, ones in plain.items():
            ones[self._odd(tags, kind, ones)] = False
        made = {
            n: one
            for kind, ones in plain.items()
            for n, one in self._made(tags, kind, np.flatnonzero(ones))
        }
        self.drawn |= {self.count + n: made[n] for n in sorted(made)}
        took: Flags = np.logical_or.reduce(list(plain.values()))
        self.handles.update(handles[took].tolist())
        self.owners.update(np.unique(tags.hexadecimal(330)[took]).tolist())
        for n in np.flatnonzero(~took).tolist():
            self.places[int(handles[n])] = self.count + n
            self.left.append(part[tags.starts[n] : tags.starts[n + 1]])
        self.count += len(took)
        return True

    def _odd(self, tags: Tags, kind: str, ones: Any) -> Ints:
        """Those of plain form whose words are not."""
        numbers: Ints = np.flatnonzero(ones)
        odd = [self._layer(name) is None for name in tags.values(8, numbers)]
        code = FORMS[kind].words
        said = tags.values(code, numbers) if code else []
        for k, words in enumerate(said):
            if kind == "TEXT":
                odd[k] |= not _SPECIAL.isdisjoint(words)
            else:
                odd[k] |= self._words(words).lower() not in self.blocks
        return numbers[np.array(odd, dtype=np.bool_)]

    def _layer(self, name: bytes) -> str | None:
        """A layer's name; None where an audit would not leave it."""
        if name not in self.layers:
            words = self._words(name)
            self.layers[name] = clean(words) if is_valid_layer_name(words) else None
        return self.layers[name]

    def _words(self, words: bytes) -> str:
        return words.decode(self.encoding.name, "surrogateescape")

    def _made(
        self, tags: Tags, kind: str, ones: Ints
    ) -> Iterator[tuple[int, DrawnEntity | _Insert]]:
        """What some entities of one kind are, each after its number."""
        form = FORMS[kind]
        numbers = {c: tags.numbers(c, ones, form.usual.get(c, 0.0)).tolist() for c in form.numbers}
        rings = tags.vertices(ones) if form.vertices else [b""] * len(ones)
        said = tags.values(form.words, ones) if form.words else []
        words = [self._words(one) for one in said]
        layers = [self._layer(name) or "" for name in tags.values(8, ones)]
        handles = [handle.decode() for handle in tags.values(5, ones)]
        for k, n in enumerate(ones.tolist()):
            of = {code: column[k] for code, column in numbers.items()}
            if kind == "INSERT":
                yield (
                    n,
                    _Insert(
                        layer=layers[k],
                        handle=handles[k],
                        block=words[k],
                        at=(of[10], of[20], of[30]),
                        scale=(of[41], of[42], of[43]),
                        turn_deg=of[50],
                    ),
                )
                continue
            what = _text(of, words[k]) if kind == "TEXT" else _what(kind, of, rings[k])
            yield n, DrawnEntity(dxf_type=kind, layer=layers[k], handle=handles[k], **what)


def _what(kind: str, of: dict[int, float], ring: bytes) -> dict[str, Any]:
    """What an entity is, by its numbers and points."""
    match kind:
        case "LINE":
            ends = Points(_ENDS.pack(of[10], of[20], of[11], of[21]))
            return {"kind": EntityKind.LINE, "points": ends, "elevation": of[30]}
        case "LWPOLYLINE":
            return {
                "kind": EntityKind.POLYLINE,
                "points": Points(ring),
                "closed": bool(int(of[70]) & 1),
                "width": of[43],
                "elevation": of[38],
            }
        case "HATCH":
            # as its outline is closed, it comes back to where it began
            points = Points(ring + ring[:16])
            return {"kind": EntityKind.HATCH, "points": points, "closed": True}
        case _:
            return _round(kind, of)


def _text(of: dict[int, float], words: str) -> dict[str, Any]:
    aligned = (of[72] or of[73]) and not isnan(of[11])
    c, s = cos(radians(of[50])), sin(radians(of[50]))
    return {
        "kind": EntityKind.TEXT,
        "text": clean(words).strip(),
        "at": (of[11], of[21]) if aligned else (of[10], of[20]),
        "placed": Affine(c, -s, s, c),
    }


def _round(kind: str, of: dict[int, float]) -> dict[str, Any]:
    """A circle or an arc."""
    x, y, radius = of[10], of[20], abs(of[40])
    moved = Affine(radius, 0.0, 0.0, radius, x, y)
    common = {"at": (x, y), "radius": radius, "elevation": of[30]}
    if kind == "CIRCLE":
        common |= {"closed": True, "sweep_deg": 360.0}
        return {"kind": EntityKind.CIRCLE, "points": Points(_CIRCLE, moved), **common}
    sweep_deg = (of[51] - of[50]) % 360.0 or 360.0
    steps = max(2, int(np.ceil(sweep_deg / STEP_DEG)))
    turns = np.radians(of[50] + sweep_deg * np.arange(steps + 1) / steps)
    chords: Floats = np.stack((np.cos(turns), np.sin(turns)), axis=1)
    points = Points(chords.tobytes(), moved)
    return {"kind": EntityKind.ARC, "points": points, "sweep_deg": sweep_deg, **common}
