"""The layers, blocks and classes of a reading, as the page shows them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.reports.reading import element_name
from app.web.counts import counted
from app.web.name_uses import NameUse
from app.web.reading_form import Sent
from app.web.words import LAYER_STATES
from cpted_rules.drawing.layers.layer_map import MEANING_NAMES, Meaning
from cpted_rules.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class NameRow:
    """One layer or block and the field that gives it a meaning.

    Args:
        meaning: what the field holds.
        unknown: whether the reader did not know what it means.
    """

    field: str
    name: str
    states: tuple[Text, ...]
    count: str
    meaning: str
    unknown: bool
    said: Text | None
    elements: Text
    unread: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """Layers or blocks: those that ask for a person, and the rest."""

    asked: tuple[NameRow, ...]
    rest: tuple[NameRow, ...]
    unknown: int
    hidden: int

    @property
    def total(self) -> int:
        """How many there are."""
        return len(self.asked) + len(self.rest)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassRow:
    """One class of building models and what became of it."""

    name: str
    count: str
    meaning: Text | None
    elements: Text
    unread: str


def names(
    part: str, uses: Sequence[NameUse], said: Mapping[str, Meaning | None], sent: Sent
) -> Names:
    """The rows of layers or blocks.

    Args:
        part: `layer` or `block`; the names of their fields begin with it.
        said: what people corrected.
        sent: what their fields hold instead of what was read.
    """
    rows = [(use, _name(f"{part}.{n}", use, said, sent)) for n, use in enumerate(uses)]
    asked = {use.name for use in uses if not use.meaning or use.states or use.unread}
    return Names(
        asked=tuple(row for use, row in rows if use.name in asked),
        rest=tuple(row for use, row in rows if use.name not in asked),
        unknown=sum(not use.meaning for use in uses),
        hidden=sum(bool(use.states) for use in uses),
    )


def class_row(use: NameUse) -> ClassRow:
    """The row of a class."""
    return ClassRow(
        name=use.name,
        count=f"{use.count:,}",
        meaning=MEANING_NAMES[Meaning(use.meaning)] if use.meaning else None,
        elements=counted(dict(use.elements), element_name),
        unread=_unread(use),
    )


def _name(field: str, use: NameUse, said: Mapping[str, Meaning | None], sent: Sent) -> NameRow:
    meaning = said.get(use.name)
    return NameRow(
        field=field,
        name=use.name,
        states=tuple(LAYER_STATES[state] for state in use.states),
        count=f"{use.count:,}",
        meaning=sent.or_read(field, use.meaning),
        unknown=not use.meaning,
        said=MEANING_NAMES[meaning] if meaning else None,
        elements=counted(dict(use.elements), element_name),
        unread=_unread(use),
    )


def _unread(use: NameUse) -> str:
    return f"{use.unread:,}" if use.unread else ""
