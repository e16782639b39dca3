"""The annotations of a document as marks, with what was refused and what nobody else will see."""

import hashlib
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring
from pikepdf import Page, Pdf

from app.annotations.pdf.gate import MOST_MARKS, actions, additional_actions
from app.annotations.pdf.geometry import points_of
from app.annotations.pdf.values import (
    Broken,
    identity,
    is_dictionary,
    member,
    members,
    name_of,
    number,
    numbers,
    rectangle,
    when,
    words,
)
from app.annotations.pdf.verbatim import kept
from app.annotations.record import PRIVATE, Mark, Marker, MarkKind, Rect, Review
from app.annotations.returned import Refused

KINDS = {
    "/Square": MarkKind.SQUARE,
    "/Circle": MarkKind.CIRCLE,
    "/Polygon": MarkKind.POLYGON,
    "/PolyLine": MarkKind.POLYLINE,
    "/Line": MarkKind.LINE,
    "/Ink": MarkKind.INK,
    "/Highlight": MarkKind.HIGHLIGHT,
    "/Underline": MarkKind.UNDERLINE,
    "/Squiggly": MarkKind.SQUIGGLY,
    "/StrikeOut": MarkKind.STRIKEOUT,
    "/FreeText": MarkKind.FREE_TEXT,
    "/Text": MarkKind.NOTE,
    "/Stamp": MarkKind.STAMP,
    "/Caret": MarkKind.CARET,
}
REFUSED = frozenset(
    ("/Redact", "/Screen", "/RichMedia", "/Sound", "/Movie", "/3D", "/FileAttachment", "/TrapNet")
)
PASSED_OVER = frozenset(("/Popup", "/Link", "/Widget"))
"""Made for their parents by viewers; part of the report; read as fields."""
_KEPT_WHOLE = (MarkKind.OTHER, MarkKind.STAMP)
_REVIEWS = {f"{review}": review for review in Review}
_MADE = "made:"
"""Begins a key that was made of what a mark is."""


@dataclass(slots=True)
class MarksRead:
    """What the annotations of a document came to."""

    marks: list[Mark] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    bare: list[str] = field(default_factory=list)
    signs: set[str] = field(default_factory=set)


def read_marks(document: Pdf) -> MarksRead:
    """The marks of all pages in order, each with a key of its own."""
    found = MarksRead()
    keys: dict[tuple[int, int], str] = {}
    used: Counter[str] = Counter()
    listed: list[tuple[int, Any, str, float]] = []
    for index, page in enumerate(document.pages):
        unit = number(member(page.obj, "/UserUnit")) or 1.0
        for annotation in _annotations(page):
            if len(listed) >= MOST_MARKS:
                found.refused.append(Refused(what="more marks", where=f"> {MOST_MARKS:,}"))
                return _read(document, listed, keys, found)
            kind = name_of(member(annotation, "/Subtype"))
            if "/AAPL:AKExtras" in annotation:
                found.signs.add("macOS Preview")
            if kind in PASSED_OVER:
                continue
            key = _key(annotation, index, unit)
            used[key] += 1
            if used[key] > 1:  # a name is unique on its page at best: copies keep what they are
                key = f"{_made(annotation, index, unit)}~{used[key]}"
            if identity(annotation)[0]:
                keys.setdefault(identity(annotation), key)
            listed.append((index, annotation, key, unit))
    return _read(document, listed, keys, found)


def _annotations(page: Page) -> Iterator[Any]:
    for annotation in members(member(page.obj, "/Annots"), MOST_MARKS):
        if is_dictionary(annotation):
            yield annotation


def _read(
    document: Pdf,
    listed: list[tuple[int, Any, str, float]],
    keys: dict[tuple[int, int], str],
    found: MarksRead,
) -> MarksRead:
    for index, annotation, key, unit in listed:
        subtype = name_of(member(annotation, "/Subtype"))
        if subtype in REFUSED:
            found.refused.append(Refused(what=subtype[1:], where=key, page=index))
            continue
        for what in (*actions(member(annotation, "/A")), *additional_actions(annotation)):
            found.refused.append(Refused(what=what, where=key, page=index))
        try:
            mark = _mark(document, annotation, index, key, unit, keys)
        except Broken as error:
            what = f"unreadable {subtype[1:] or 'annotation'} ({type(error).__name__})"
            found.refused.append(Refused(what=what, where=key, page=index))
            continue
        if mark.kind in _KEPT_WHOLE and mark.unreadable is None:
            what = f"what a {subtype[1:] or 'nameless annotation'} looks like"
            found.refused.append(Refused(what=what, where=key, page=index))
        found.marks.append(mark)
        if member(member(annotation, "/AP"), "/N") is None and mark.review is None:
            found.bare.append(key)
    return found


def _mark(
    document: Pdf,
    annotation: Any,
    page: int,
    key: str,
    unit: float,
    keys: dict[tuple[int, int], str],
) -> Mark:
    kind = KINDS.get(name_of(member(annotation, "/Subtype")), MarkKind.OTHER)
    rect = rectangle(member(annotation, "/Rect"), unit) or (0.0, 0.0, 0.0, 0.0)
    model = words(member(annotation, "/StateModel"))
    state = words(member(annotation, "/State"))
    review = _REVIEWS.get(state) if model in ("Review", "") else None
    whole = kind in _KEPT_WHOLE or (bool(state) and review is None)
    return Mark(
        key=key,
        kind=kind,
        page=page,
        rect=rect,
        points=points_of(annotation, kind, rect, unit),
        contents=_contents(annotation),
        subject=words(member(annotation, "/Subj")),
        author=words(member(annotation, "/T")),
        created=when(member(annotation, "/CreationDate")),
        modified=when(member(annotation, "/M")),
        colour=numbers(member(annotation, "/C"), 4),
        reply_to=_answered(annotation, page, unit, keys),
        review=review,
        marker=_marker(annotation),
        unreadable=kept(annotation, document) if whole else None,
    )


def _answered(
    annotation: Any, page: int, unit: float, keys: dict[tuple[int, int], str]
) -> str | None:
    """The key of what it answers, even of what is on no page any more."""
    parent = member(annotation, "/IRT")
    if parent is None or name_of(member(annotation, "/RT")) == "/Group":
        return None
    if isinstance(parent, str) or not is_dictionary(parent):  # a name instead of the object
        return words(parent) or f"{_MADE}lost"
    known = keys.get(identity(parent)) if identity(parent)[0] else None
    return known or _key(parent, page, unit)


def _marker(annotation: Any) -> Marker | None:
    private = member(annotation, PRIVATE)
    if not is_dictionary(private):
        return None
    round_, revision = member(private, "/Round"), member(private, "/Rev")
    if not isinstance(round_, int) or not isinstance(revision, int):
        return None
    return Marker(
        case=words(member(private, "/Case")),
        round=round_,
        finding=words(member(private, "/Finding")),
        revision=revision,
        mac=words(member(private, "/Mac")),
    )


def _contents(annotation: Any) -> str:
    """Its text; of rich text alone, the words."""
    plain = words(member(annotation, "/Contents"))
    rich = words(member(annotation, "/RC"))
    return plain if plain or not rich else plain_words(rich)


def plain_words(rich: str) -> str:
    """The words of rich text, a paragraph a line; nothing where it is no XML."""
    with suppress(ParseError, DefusedXmlException, ValueError):
        tree = fromstring(rich)
        lines = [p for p in tree.iter() if p.tag.rpartition("}")[2] == "p"] or [tree]
        return "\n".join("".join(line.itertext()) for line in lines).strip()
    return ""


def _key(annotation: Any, page: int, unit: float) -> str:
    return words(member(annotation, "/NM")).strip() or _made(annotation, page, unit)


def _made(annotation: Any, page: int, unit: float) -> str:
    """A key of what it is, the same in every copy of the file."""
    rect: Rect = rectangle(member(annotation, "/Rect"), unit) or (0.0, 0.0, 0.0, 0.0)
    what = (
        str(page),
        name_of(member(annotation, "/Subtype")),
        ",".join(f"{each:.1f}" for each in rect),
        words(member(annotation, "/Contents")),
        words(member(annotation, "/T")),
        words(member(annotation, "/CreationDate")),
    )
    return _MADE + hashlib.sha256("\x1f".join(what).encode()).hexdigest()[:24]
