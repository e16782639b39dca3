"""The account of a reading: what became of every entity, and the remarks that follow from it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from cpted_rules.drawing.drawing import Drawing, EntityKind
from cpted_rules.drawing.homes import Made
from cpted_rules.drawing.layers import ASIDE
from cpted_rules.drawing.reading import DrawingCensus, LayerUse
from cpted_rules.drawing.sheets import Placed
from cpted_rules.note import Note, Severity
from cpted_rules.text import Text


def reason(thing: Placed) -> str:
    """Why an entity that made no element was set aside."""
    if thing.meaning in ASIDE:
        return thing.meaning.value if thing.meaning else ""
    if thing.entity.kind is EntityKind.TEXT:
        return "annotation"
    if thing.entity.kind is EntityKind.HATCH:
        return "hatch"
    return "unknown_layer" if thing.meaning is None else "unreadable_form"


def census(
    drawing: Drawing,
    things: Sequence[Placed],
    *,
    made: Sequence[Made],
    background: Sequence[Made],
    tags: Iterable[Placed],
    unit: str | None,
    unit_from: str,
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
        elements.setdefault(_key(one.thing), one.kind)
    repeated = {_key(one.thing) for one in background} - set(elements)
    named = {_key(tag) for tag in tags}
    aside: Counter[str] = Counter(more_aside)
    aside["not_geometry"] += sum(n for _, n in drawing.set_aside)
    per_layer: dict[str, Counter[str]] = {}
    total: Counter[str] = Counter()
    for thing in things:
        key = _key(thing)
        layer = thing.entity.layer
        total[layer] += 1
        if key in elements:
            per_layer.setdefault(layer, Counter())[elements[key]] += 1
        elif key in repeated:
            aside["background"] += 1
        elif key in named:
            per_layer.setdefault(layer, Counter())["tag"] += 1
        else:
            aside[reason(thing)] += 1
    states = {layer.name: _state(off=layer.off, frozen=layer.frozen) for layer in drawing.layers}
    return DrawingCensus(
        file=drawing.name,
        version=drawing.version,
        code_page=drawing.code_page,
        opened=drawing.opened,
        unit=unit or "",
        unit_from=unit_from,
        read=len(things) + sum(more_aside.values()) + sum(n for _, n in drawing.set_aside),
        used=tuple(sorted(Counter(one.kind for one in made).items())),
        set_aside=tuple(sorted((why, n) for why, n in aside.items() if n)),
        layers=tuple(
            LayerUse(
                layer=layer,
                state=states.get(layer, "on"),
                entities=total[layer],
                elements=tuple(sorted(per_layer.get(layer, Counter()).items())),
            )
            for layer in sorted(total)
        ),
    )


def _key(thing: Placed) -> tuple[str, str]:
    return (thing.sheet.number, thing.entity.handle)


def _state(*, off: bool, frozen: bool) -> str:
    return "frozen" if frozen else "off" if off else "on"


def remarks(census_of: DrawingCensus) -> Iterator[Note]:
    """What a person should know of one drawing's account."""
    unknown = dict(census_of.set_aside)
    hidden = [u.layer for u in census_of.layers if u.state != "on" and u.elements]
    if hidden:
        yield Note(
            code="drawing/hidden-layer",
            severity=Severity.WARNING,
            text=Text(
                ko="{file}: 꺼지거나 동결된 레이어 {layers}의 내용도 읽음. 의도한 것인지 확인",
                en="{file}: layers {layers} are off or frozen and were read; please confirm",
            ).fill(file=census_of.file, layers=listed(hidden)),
        )
    if unknown.get("outside_frames"):
        yield Note(
            code="drawing/outside-frames",
            text=Text(
                ko="{file}: 신고한 도면 범위 밖의 객체 {n}개는 읽지 않음",
                en="{file}: {n} entities outside every declared sheet were not read",
            ).fill(file=census_of.file, n=str(unknown["outside_frames"])),
        )


def listed(names: Sequence[str], most: int = 6) -> str:
    """Names as a short list."""
    shown = ", ".join(names[:most])
    return shown if len(names) <= most else f"{shown} … (+{len(names) - most})"
