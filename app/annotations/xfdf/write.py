"""Marks and fields written as XFDF: what the format has no name for goes in a namespace of ours."""

import base64
import re
from collections.abc import Iterable, Sequence
from xml.etree.ElementTree import Element, SubElement, indent, register_namespace, tostring

from app.annotations.record import FieldValue, Mark, MarkKind
from app.annotations.xfdf.terms import (
    ELEMENTS,
    ONE_LINE,
    OURS,
    TEXT_MARKS,
    XFDF,
    coordinates,
    numerals,
    ours,
    pdf_date,
    time_of,
)

_UNWRITTEN = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 cannot hold, and the carriage return that its readers change."""


def xfdf_bytes(
    marks: Sequence[Mark], fields: Iterable[FieldValue], *, report: str = "", case: str = ""
) -> bytes:
    """An XFDF file.

    Args:
        report: name of the PDF the marks are on.
        case: they are of.
    """
    register_namespace("", XFDF)
    register_namespace("cpted", OURS)
    root = Element(f"{{{XFDF}}}xfdf", {"xml:space": "preserve"})
    if case:
        _say(root, "case", case)
    if report:
        SubElement(root, f"{{{XFDF}}}f", {"href": report})
    annotations = SubElement(root, f"{{{XFDF}}}annots")
    for mark in marks:
        annotations.append(_element(mark))
    form = SubElement(root, f"{{{XFDF}}}fields")
    for value in fields:
        _field(form, value)
    indent(annotations, space="")  # a line for each; texts of marks stay as they are
    written: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _element(mark: Mark) -> Element:
    made = Element(f"{{{XFDF}}}{ELEMENTS[mark.kind]}")
    if mark.kind is MarkKind.OTHER:
        made.tag = ours("other")
    made.set("page", str(mark.page))
    made.set("rect", numerals(mark.rect))
    _say(made, "name", mark.key)
    _say(made, "title", mark.author)
    _say(made, "subject", mark.subject)
    for name, time in (("creationdate", mark.created), ("date", mark.modified)):
        if time is not None:
            made.set(name, pdf_date(time))
            if time_of(pdf_date(time)) != time:
                made.set(ours(name), time.isoformat())
    if mark.colour:
        _colour(made, mark.colour)
    if mark.reply_to is not None:
        _say(made, "inreplyto", mark.reply_to, even_empty=True)
    if mark.review is not None:
        made.set("statemodel", "Review")
        made.set("state", mark.review.value)
    _private(made, mark)
    _points(made, mark)
    if mark.contents:
        _words(made, mark.contents)
    return made


def _private(made: Element, mark: Mark) -> None:
    if mark.finding is not None:
        made.set(ours("finding"), str(mark.finding))
    for name, value in (("figure", mark.figure), ("site", mark.site)):
        if value is not None:
            _say(made, name, value, own=True, even_empty=True)
    if mark.unreadable is not None:
        _say(made, "unreadable", mark.unreadable, own=True, even_empty=True)
    if mark.marker is not None:
        raw = mark.marker.model_dump_json(exclude_none=True).encode()
        made.set(ours("marker"), base64.b64encode(raw).decode("ascii"))


def _points(made: Element, mark: Mark) -> None:
    """The geometry where XFDF has a place for it, else in ours."""
    shape = mark.points
    if not shape:
        return
    if mark.kind in TEXT_MARKS and all(len(quad) == 4 for quad in shape):
        made.set("coords", numerals(x for quad in shape for point in quad for x in point))
    elif mark.kind is MarkKind.INK and all(shape):
        strokes = SubElement(made, f"{{{XFDF}}}inklist")
        for stroke in shape:
            SubElement(strokes, f"{{{XFDF}}}gesture").text = coordinates(stroke)
    elif mark.kind in ONE_LINE and len(shape) == 1 and shape[0]:
        SubElement(made, f"{{{XFDF}}}vertices").text = coordinates(shape[0])
    elif mark.kind is MarkKind.LINE and len(shape) == 1 and len(shape[0]) == 2:
        made.set("start", numerals(shape[0][0]))
        made.set("end", numerals(shape[0][1]))
    else:
        made.set(ours("points"), "|".join(coordinates(part) for part in shape))


def _colour(made: Element, colour: tuple[float, ...]) -> None:
    exact = tuple(round(part * 255) / 255 for part in colour)
    if len(colour) == 3 and all(0 <= part <= 1 for part in colour):
        made.set("color", "#" + "".join(f"{round(part * 255):02X}" for part in colour))
        if exact == colour:
            return
    made.set(ours("colour"), numerals(colour))


def _words(made: Element, contents: str) -> None:
    SubElement(made, f"{{{XFDF}}}contents").text = _UNWRITTEN.sub("\ufffd", contents)
    if _UNWRITTEN.search(contents):
        made.set(ours("contents"), _packed(contents))


def _say(
    made: Element, name: str, value: str, *, own: bool = False, even_empty: bool = False
) -> None:
    """An attribute; where XML would change its value, also in base64."""
    if not value and not even_empty:
        return
    made.set(ours(name) if own else name, _UNWRITTEN.sub("\ufffd", value))
    if _UNWRITTEN.search(value):
        made.set(ours(f"{name}-exact"), _packed(value))


def _packed(value: str) -> str:
    return base64.b64encode(value.encode()).decode("ascii")


def _field(form: Element, value: FieldValue) -> None:
    holder = form
    for part in value.name.split("."):
        found = next((f for f in holder if f.get("name") == part), None)
        holder = SubElement(holder, f"{{{XFDF}}}field", {"name": part}) if found is None else found
    made = SubElement(holder, f"{{{XFDF}}}value")
    made.text = _UNWRITTEN.sub("\ufffd", value.value)
    if _UNWRITTEN.search(value.value):
        made.set(ours("contents"), _packed(value.value))
