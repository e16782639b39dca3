"""Values of the form fields of a document, by their full names."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pikepdf import Array, Name, Pdf, String

from app.annotations.pdf.gate import DEEPEST, MOST_MARKS, actions, additional_actions
from app.annotations.pdf.values import (
    identity,
    is_dictionary,
    member,
    members,
    name_of,
    words,
)
from app.annotations.record import FieldValue
from app.annotations.returned import Refused

_OFF = "Off"


@dataclass(slots=True)
class FieldsRead:
    """What the form came to."""

    values: dict[str, str] = field(default_factory=dict)
    refused: list[Refused] = field(default_factory=list)
    has_form: bool = False
    is_signed: bool = False

    def fields(self) -> tuple[FieldValue, ...]:
        """Names and values, in order of name."""
        return tuple(FieldValue(name=n, value=v) for n, v in sorted(self.values.items()))


def read_fields(document: Pdf) -> FieldsRead:
    """The values of fields; also of widgets that stand on a page and in no form."""
    found = FieldsRead()
    form = member(document.Root, "/AcroForm")
    found.has_form = is_dictionary(form)
    seen: set[tuple[int, int]] = set()
    for top in members(member(form, "/Fields"), MOST_MARKS):
        _walk(top, found, seen)
    for page in document.pages:
        for widget in members(member(page.obj, "/Annots"), MOST_MARKS):
            if name_of(member(widget, "/Subtype")) == "/Widget":
                _active(widget, words(member(widget, "/T")), found)
                _walk(_uppermost(widget), found, seen)
    return found


def _uppermost(widget: Any) -> Any:
    for _ in range(DEEPEST):
        parent = member(widget, "/Parent")
        if not is_dictionary(parent):
            break
        widget = parent
    return widget


def _walk(top: Any, found: FieldsRead, seen: set[tuple[int, int]]) -> None:
    """A field and what is under it; each once, and no deeper than a form can mean."""
    waiting: list[tuple[Any, str, Any, Any, int]] = [(top, "", None, None, 0)]
    while waiting:
        holder, above, kind, value, depth = waiting.pop()
        if not is_dictionary(holder) or depth > DEEPEST or identity(holder) in seen:
            continue
        if identity(holder)[0]:
            seen.add(identity(holder))
        partial = words(member(holder, "/T"))
        name = ".".join(part for part in (above, partial) if part)
        kind, own = member(holder, "/FT") or kind, member(holder, "/V")
        value = own if own is not None else value
        _active(holder, name, found)
        children = [
            kid
            for kid in members(member(holder, "/Kids"), MOST_MARKS)
            if is_dictionary(kid) and "/T" in kid
        ]
        if children:
            waiting.extend((kid, name, kind, value, depth + 1) for kid in reversed(children))
        elif name and name_of(kind) == "/Sig":
            found.is_signed = found.is_signed or value is not None
        elif name and name not in found.values:
            found.values[name] = _value(holder, kind, value)


def _active(holder: Any, name: str, found: FieldsRead) -> None:
    for what in (*actions(member(holder, "/A")), *additional_actions(holder)):
        refused = Refused(what=what, where=name or "field")
        if refused not in found.refused:
            found.refused.append(refused)


def _value(holder: Any, kind: Any, value: Any) -> str:
    if name_of(kind) == "/Btn":
        return _chosen(holder, value)
    if isinstance(value, Array):
        return "\n".join(_texts(value))
    return words(value) if isinstance(value, (String, str)) else _stream(value)


def _chosen(holder: Any, value: Any) -> str:
    """The option that is on; a number stands for one of `/Opt`."""
    chosen = words(value).removeprefix("/")  # some writers make a text of the name
    if not chosen:  # some writers only turn the widget on
        widgets = [*members(member(holder, "/Kids"), 1_000), holder]
        states = (words(member(widget, "/AS")) for widget in widgets)
        chosen = next((state for state in states if state not in ("", _OFF)), "")
    options = list(_texts(member(holder, "/Opt")))
    if chosen.isdecimal() and len(chosen) < 6 and int(chosen) < len(options):
        return options[int(chosen)]
    return "" if chosen == _OFF else chosen


def _texts(array: Any) -> Iterator[str]:
    for item in members(array, 1_000):
        yield words(item)


def _stream(value: Any) -> str:
    """Long text kept in a stream, as the standard allows."""
    if value is None or isinstance(value, Name) or not hasattr(value, "read_bytes"):
        return ""
    return words(str(String(value.read_bytes()[:100_000])))
