"""The names of a reading: layers and blocks over all its drawings, classes of its models."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from app.reports.reading_file import LayerModel, ReadingFile


@dataclass(frozen=True, slots=True, kw_only=True)
class NameUse:
    """One layer or block name over all drawings: a name means the same in each of them."""

    name: str
    count: int
    meaning: str
    states: tuple[str, ...] = ()
    elements: tuple[tuple[str, int], ...] = ()
    unread: int = 0


def layers_of(reading: ReadingFile) -> tuple[NameUse, ...]:
    """The layers of all drawings, those that need a person first."""
    uses: dict[str, list[NameUse]] = {}
    for drawing in reading.drawings:
        if not drawing.is_model:
            for use in drawing.layers:
                uses.setdefault(use.layer, []).append(_use(use))
    return _ordered(uses)


def classes_of(reading: ReadingFile) -> tuple[NameUse, ...]:
    """The classes of all building models; what they mean is fixed by their standard."""
    uses: dict[str, list[NameUse]] = {}
    for drawing in reading.drawings:
        if drawing.is_model:
            for use in drawing.layers:
                uses.setdefault(use.layer, []).append(_use(use))
    return tuple(sorted((_joined(n, f) for n, f in uses.items()), key=lambda use: use.name))


def blocks_of(reading: ReadingFile) -> tuple[NameUse, ...]:
    """The blocks of all drawings, those that need a person first."""
    uses: dict[str, list[NameUse]] = {}
    for drawing in reading.drawings:
        for use in drawing.blocks:
            one = NameUse(name=use.block, count=use.inserts, meaning=use.meaning)
            uses.setdefault(use.block, []).append(one)
    return _ordered(uses)


def _use(layer: LayerModel) -> NameUse:
    return NameUse(
        name=layer.layer,
        count=layer.entities,
        meaning=layer.meaning,
        states=(layer.state,) if layer.state != "on" else (),
        elements=tuple(layer.elements.items()),
        unread=layer.unread,
    )


def _ordered(uses: Mapping[str, list[NameUse]]) -> tuple[NameUse, ...]:
    joined = [_joined(name, found) for name, found in uses.items()]
    return tuple(
        sorted(
            joined,
            key=lambda use: (bool(use.meaning), not use.states, -use.unread, -use.count, use.name),
        )
    )


def _joined(name: str, found: list[NameUse]) -> NameUse:
    elements: Counter[str] = Counter()
    for use in found:
        elements.update(dict(use.elements))
    return NameUse(
        name=name,
        count=sum(use.count for use in found),
        meaning=next((use.meaning for use in found if use.meaning), ""),
        states=tuple(sorted({state for use in found for state in use.states})),
        elements=tuple(elements.items()),
        unread=sum(use.unread for use in found),
    )
