"""The account of a reading: what became of every entity, and the remarks that follow from it."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from cpted_rules.drawing.drawing import Drawing, EntityKind
from cpted_rules.drawing.elements.homes import Made
from cpted_rules.drawing.layers.layer_map import ASIDE
from cpted_rules.drawing.reading import BlockUse, DrawingCensus, LayerUse, SheetRead
from cpted_rules.drawing.scale.units import UnitFound
from cpted_rules.drawing.sheets.placing import Placed


def reason(thing: Placed) -> str:
    """Why an entity that made no element was set aside."""
    if thing.meaning in ASIDE:
        return thing.meaning.value if thing.meaning else ""
    if thing.kind is EntityKind.TEXT:
        return "annotation"
    if thing.kind is EntityKind.HATCH:
        return "hatch"
    return "unknown_layer" if thing.meaning is None else "unreadable_form"


def census(
    drawing: Drawing,
    things: Sequence[Placed],
    *,
    made: Sequence[Made],
    background: Sequence[Made],
    tags: Iterable[Placed],
    unit: UnitFound,
    sheets: Sequence[SheetRead],
    extent: float,
    more_aside: Mapping[str, int],
) -> DrawingCensus:
    """The account of one drawing.

    Args:
        things: everything on its sheets.
        made, background, tags: of this drawing only.
        more_aside: entities that reached no sheet, by reason.
    """
    elements: dict[tuple[str, str], str] = {}
    for one in made:
        for thing in (one.thing, *one.also):
            elements.setdefault(_key(thing), one.counted_as)
    repeated = {_key(t) for one in background for t in (one.thing, *one.also)} - set(elements)
    named = {_key(tag) for tag in tags}
    aside: Counter[str] = Counter(more_aside)
    aside["not_geometry"] += sum(n for _, n in drawing.set_aside)
    per_layer: dict[str, Counter[str]] = {}
    total: Counter[str] = Counter()
    unread: Counter[str] = Counter()
    meanings: dict[str, Counter[str]] = {}
    for thing in things:
        key = _key(thing)
        layer = thing.layer
        total[layer] += 1
        if thing.meaning:
            meanings.setdefault(layer, Counter())[thing.meaning.value] += 1
        if key in elements:
            per_layer.setdefault(layer, Counter())[elements[key]] += 1
        elif key in repeated:
            aside["background"] += 1
        elif key in named:
            per_layer.setdefault(layer, Counter())["tag"] += 1
        else:
            why = reason(thing)
            aside[why] += 1
            unread[layer] += why == "unreadable_form"
    states = {layer.name: _state(off=layer.off, frozen=layer.frozen) for layer in drawing.layers}
    return DrawingCensus(
        file=drawing.name,
        version=drawing.version,
        code_page=drawing.code_page,
        opened=drawing.opened,
        unit=unit.unit or "",
        unit_from=unit.basis,
        votes=unit.votes,
        tally=unit.tally,
        extent=extent,
        sheets=tuple(sheets),
        read=len(things) + sum(more_aside.values()) + sum(n for _, n in drawing.set_aside),
        used=tuple(sorted(Counter(one.counted_as for one in made).items())),
        set_aside=tuple(sorted((why, n) for why, n in aside.items() if n)),
        layers=tuple(
            LayerUse(
                layer=layer,
                state=states.get(layer, "on"),
                entities=total[layer],
                meaning=commonest(meanings.get(layer)),
                unread=unread[layer],
                elements=tuple(sorted(per_layer.get(layer, Counter()).items())),
            )
            for layer in sorted(total)
        ),
        blocks=_blocks(drawing, things),
    )


def _blocks(drawing: Drawing, things: Sequence[Placed]) -> tuple[BlockUse, ...]:
    """The blocks inserted in model space, those of most inserts first."""
    inserts = Counter(e.block for e in drawing.entities if e.kind is EntityKind.INSERT)
    meanings = {
        thing.block: thing.meaning.value
        for thing in things
        if thing.kind is EntityKind.INSERT and thing.meaning
    }
    return tuple(
        BlockUse(block=block, inserts=n, meaning=meanings.get(block, ""))
        for block, n in sorted(inserts.items(), key=lambda pair: (-pair[1], pair[0]))
    )


def _key(thing: Placed) -> tuple[str, str]:
    return (thing.sheet.number, thing.handle)


def commonest(counts: Counter[str] | None) -> str:
    """What was counted most often, nothing where nothing was."""
    return min(counts, key=lambda name: (-counts[name], name)) if counts else ""


def _state(*, off: bool, frozen: bool) -> str:
    return "frozen" if frozen else "off" if off else "on"
