"""DXF bytes to a Drawing: strict first, then repaired; the only user of ezdxf in the library."""

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from gc import collect, disable, enable, isenabled
from io import BytesIO, TextIOWrapper
from logging import CRITICAL, getLogger
from typing import Any

from ezdxf import recover
from ezdxf._options import options
from ezdxf.document import Drawing as Document
from ezdxf.filemanagement import read
from ezdxf.lldxf.tagger import binary_tags_loader

from cpted_rules.drawing.attributes import number
from cpted_rules.drawing.drawing import (
    Block,
    Box,
    Dimension,
    Drawing,
    DrawnEntity,
    EntityKind,
    Layer,
)
from cpted_rules.drawing.dxf.entities import drawn_entities
from cpted_rules.drawing.dxf.plain import Taken, drawn_at, fits, taken
from cpted_rules.drawing.dxf.remarks import notes_of
from cpted_rules.drawing.dxf.sniff import (
    BINARY_MARK,
    Encoding,
    cannot_parse,
    clean,
    encoding_of,
    refuse_what_is_no_dxf,
)
from cpted_rules.drawing.points import XY
from cpted_rules.errors import DrawingError


def read_dxf(raw: bytes, name: str) -> Drawing:
    """The drawing in a DXF file: ASCII or binary, R12 and later.

    Raises:
        DrawingError: it is no DXF, or broken beyond repair.
    """
    refuse_what_is_no_dxf(raw, name)
    binary = raw.startswith(BINARY_MARK)
    encoding = Encoding(name="binary", declared="") if binary else encoding_of(raw)
    with _alone():
        document, opened, mended, took = _document(raw, name, encoding)
        try:
            return _drawing(document, name, opened, encoding, mended, took)
        except DrawingError:
            raise
        except Exception as error:
            raise DrawingError(cannot_parse(name, error)) from error
        finally:
            _let_go(document)


@contextmanager
def _alone() -> Iterator[None]:
    """Nothing else is opened, and garbage is not searched for in a million small tags."""
    log = getLogger("ezdxf")
    before = (options.support_dirs, options.load_proxy_graphics, log.level)
    collecting = isenabled()
    options.support_dirs, options.load_proxy_graphics = [], False
    log.setLevel(CRITICAL)  # what it finds is told in notes
    disable()
    try:
        yield
    finally:
        options.support_dirs, options.load_proxy_graphics = before[:2]
        log.setLevel(before[2])
        if collecting:
            enable()


def _let_go(document: Document) -> None:
    """Take the entities of a document apart: they go at once, not when cycles are looked for."""
    for entity in list(document.entitydb.values()):
        attributes = getattr(entity, "dxf", None)
        if attributes is not None:
            vars(attributes).clear()
        vars(entity).clear()


def _document(raw: bytes, name: str, encoding: Encoding) -> tuple[Document, str, int, Taken | None]:
    """The document, how it was opened, how many entities had to be mended or let go, and the rest.

    The rest is what was taken out before because it is plain.
    """
    took = taken(raw, encoding)
    if took is not None:
        try:
            document, mended = _strict(took.rest, encoding)
        except Exception:  # noqa: BLE001 - then the whole of it may say why, or be repaired
            took = None
        else:
            if fits(took, document):
                return document, "strict", mended, took
            _let_go(document)
    try:
        document, mended = _strict(raw, encoding)
    except Exception:  # noqa: BLE001 - ezdxf raises ValueError, DXFTypeError, DXFStructureError, ...
        try:
            document, _ = recover.read(BytesIO(raw))
        except Exception as error:
            raise DrawingError(cannot_parse(name, error)) from error
        return document, "recovered", 0, None
    return document, "strict", mended, None


def _strict(raw: bytes, encoding: Encoding) -> tuple[Document, int]:
    """The document of a file that is sound, and how many entities had to be mended or let go."""
    if raw.startswith(BINARY_MARK):
        document = Document.load(binary_tags_loader(raw, errors="surrogateescape"))
    else:
        document = read(
            TextIOWrapper(BytesIO(raw), encoding=encoding.name, errors="surrogateescape")
        )
    mended = _give_own_handles(document)
    drawn = len(document.modelspace())
    document.audit()
    # its queries leave exceptions behind, and with them every frame up to here and what they hold;
    # only what is young is looked through: while nothing else collects, that is all of this file
    collect(0)
    return document, mended + drawn - len(document.modelspace())


def _give_own_handles(document: Document) -> int:
    """How many entities got a new handle because another one has theirs; an audit drops them."""
    database = document.entitydb
    twins = [
        entity
        for layout in (document.modelspace(), *document.blocks)
        for entity in layout
        if database.get(entity.dxf.handle) is not entity
    ]
    for entity in {id(entity): entity for entity in twins}.values():
        entity.dxf.handle = database.next_handle()
        database.add(entity)
    return len(twins)


def _drawing(
    document: Document,
    name: str,
    opened: str,
    encoding: Encoding,
    mended: int,
    took: Taken | None,
) -> Drawing:
    aside: Counter[str] = Counter()
    space = document.modelspace()
    entities = tuple(_in_order(drawn_entities(space, aside), took, document))
    blocks = _blocks(document, entities)
    for layout in document.layouts:
        if layout.name != space.name and len(layout):
            aside["PAPERSPACE"] += len(layout)
    layers = tuple(
        Layer(name=clean(entry.dxf.name), off=entry.is_off(), frozen=entry.is_frozen())
        for entry in document.layers
    )
    # no query: it leaves an exception behind, and with it every frame up to here
    dimensions = [entity for entity in space if entity.dxftype() == "DIMENSION"]
    insunits = document.header.get("$INSUNITS", 0)
    return Drawing(
        name=name,
        version=document.dxfversion,
        code_page=encoding.name,
        opened=opened,
        insunits=insunits if isinstance(insunits, int) else 0,
        layers=tuple(sorted(layers, key=lambda layer: layer.name)),
        entities=entities,
        blocks=blocks,
        dimensions=tuple(filter(None, map(_dimension, dimensions))),
        read=len(entities) + sum(aside.values()),
        set_aside=tuple(sorted(aside.items())),
        notes=tuple(notes_of(name, opened, encoding, blocks, aside, mended)),
    )


def _in_order(
    rest: Iterable[DrawnEntity], took: Taken | None, document: Document
) -> Iterator[DrawnEntity]:
    """What is drawn, in the order of the file."""
    if took is None:
        yield from rest
        return
    plain = drawn_at(took, document)
    place, one = next(plain, (None, None))
    for entity in rest:
        # several things made of one have its handle and a number
        own = took.places.get(int(entity.handle.split(".")[0], 16), -1)
        while one is not None and place is not None and place < own:
            yield one
            place, one = next(plain, (None, None))
        yield entity
    if one is not None:
        yield one
    yield from (entity for _, entity in plain)


def _dimension(entity: Any) -> Dimension | None:
    """A linear or aligned dimension; None for angles, radii and what is damaged."""
    try:
        if entity.dimtype not in (0, 1):
            return None
        measured = float(entity.get_measurement())
        words = clean(str(entity.dxf.get("text", "") or "")).strip()
        typed = words not in {"", "<>"} and "<>" not in words
        factor = float(entity.override().get("dimlfac", 1.0) or 1.0)
        says = number(words) if typed else measured * abs(factor)
    except Exception:  # noqa: BLE001 - a damaged dimension is no evidence, and no more
        return None
    return Dimension(measured=measured, says=says, typed=typed) if measured > 0 else None


def _blocks(document: Document, entities: Iterable[DrawnEntity]) -> tuple[Block, ...]:
    """The blocks that model space reaches, each read once."""
    definitions: dict[str, Any] = {clean(b.name).casefold(): b for b in document.blocks}
    drawn: dict[str, tuple[DrawnEntity, ...]] = {}
    wanted = sorted({e.block.casefold() for e in entities if e.block})
    while wanted:
        key = wanted.pop()
        if key in drawn or key not in definitions:
            continue
        drawn[key] = tuple(drawn_entities(definitions[key], Counter()))
        wanted += sorted({e.block.casefold() for e in drawn[key] if e.block})
    boxes: dict[str, Box | None] = {}
    return tuple(
        Block(
            name=clean(definitions[key].name),
            entities=drawn[key],
            extents=_extents(key, drawn, boxes, ()),
            external=bool(definitions[key].block.is_xref),
        )
        for key in sorted(drawn)
    )


def _extents(
    key: str,
    drawn: dict[str, tuple[DrawnEntity, ...]],
    known: dict[str, Box | None],
    above: tuple[str, ...],
) -> Box | None:
    if key in known:
        return known[key]
    points: list[XY] = []
    for entity in drawn.get(key, ()):
        if entity.kind is EntityKind.INSERT:
            below = entity.block.casefold()
            box = None if below in above else _extents(below, drawn, known, (*above, key))
            if box:
                corners = ((box[0], box[1]), (box[2], box[1]), (box[2], box[3]), (box[0], box[3]))
                points += [entity.placed.point(corner) for corner in corners]
        elif entity.kind is not EntityKind.TEXT:
            points += entity.points
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    known[key] = (min(xs), min(ys), max(xs), max(ys)) if points else None
    return known[key]
