"""XFDF of this and of other programs, read as marks and fields."""

import base64
import binascii
import hashlib
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from xml.etree.ElementTree import Element, tostring

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring
from pydantic import ValidationError

from app.annotations import faults
from app.annotations.faults import ReturnedError
from app.annotations.record import FieldValue, Mark, Marker, MarkKind, Rect, Review
from app.annotations.returned import Form, Refused, Returned
from app.annotations.xfdf.terms import ELEMENTS, OURS, TEXT_MARKS, numbers, ours, points, time_of

LARGEST_BYTES = 64 << 20
DEEPEST = 64
_KINDS = {element: kind for kind, element in ELEMENTS.items()}
_REFUSED = {
    "redact": "Redact",
    "fileattachment": "FileAttachment",
    "sound": "Sound",
    "movie": "Movie",
    "screen": "Screen",
    "richmedia": "RichMedia",
    "threed": "3D",
}
_PASSED_OVER = frozenset(("popup", "link"))
_ACTIVE = frozenset(("JavaScript", "Launch", "SubmitForm", "ImportData", "Sound", "Movie"))
_REVIEWS = {review.value: review for review in Review}


def read_xfdf(raw: bytes, name: str) -> Returned:
    """What an XFDF file holds.

    Raises:
        ReturnedError: too large, no XML, or with entities of its own.
    """
    if len(raw) > LARGEST_BYTES:
        raise ReturnedError(
            faults.too_large(name, f"{len(raw) >> 20} MiB", f"{LARGEST_BYTES >> 20} MiB")
        )
    try:
        root = fromstring(raw, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise ReturnedError(faults.damaged(name, f"XML: {type(error).__name__}")) from error
    if _local(root) != "xfdf":
        raise ReturnedError(faults.no_format(name))
    marks, refused = _marks(root)
    return Returned(
        form=Form.XFDF,
        name=name,
        digest=hashlib.sha256(raw).hexdigest(),
        case=_word(root, "case") or None,
        marks=marks,
        fields=tuple(_fields(root)),
        refused=refused,
        has_form=_child(root, "fields") is not None,
    )


def _marks(root: Element) -> tuple[tuple[Mark, ...], tuple[Refused, ...]]:
    marks: list[Mark] = []
    refused: list[Refused] = []
    used: set[str] = set()
    for element in _child(root, "annots") or ():
        kind = _local(element)
        if kind in _PASSED_OVER:
            continue
        page, key = _page(element), _word(element, "name") or _made(element)
        while key in used:
            key += "~"
        if kind in _REFUSED:
            refused.append(Refused(what=_REFUSED[kind], where=key, page=page))
            continue
        acts = {_local(part) for part in element.iter()} & _ACTIVE
        refused.extend(Refused(what=act, where=key, page=page) for act in sorted(acts))
        try:
            marks.append(_mark(element, _KINDS.get(kind, MarkKind.OTHER), page, key))
        except (ValidationError, binascii.Error, ValueError) as error:
            what = f"unreadable {kind} ({type(error).__name__})"
            refused.append(Refused(what=what, where=key, page=page))
            continue
        used.add(key)
    return tuple(marks), tuple(refused)


def _mark(element: Element, kind: MarkKind, page: int, key: str) -> Mark:
    strange = kind is MarkKind.OTHER and element.tag != ours("other")
    finding, marker = element.get(ours("finding")), element.get(ours("marker"))
    answered = _word(element, "inreplyto") if "inreplyto" in element.attrib else None
    grouped = element.get("replyType") == "group"
    return Mark(
        key=key,
        kind=kind,
        page=page,
        rect=_rect(element),
        points=_points(element, kind),
        contents=_contents(element),
        subject=_word(element, "subject"),
        author=_word(element, "title"),
        created=_time(element, "creationdate"),
        modified=_time(element, "date"),
        colour=_colour(element),
        reply_to=None if grouped else answered,
        review=_REVIEWS.get(element.get("state", ""))
        if element.get("statemodel", "Review") == "Review"
        else None,
        finding=int(finding) if finding else None,
        marker=Marker.model_validate_json(base64.b64decode(marker)) if marker else None,
        figure=_own(element, "figure"),
        site=_own(element, "site"),
        unreadable=_verbatim(element) if strange else _own(element, "unreadable"),
    )


def _points(element: Element, kind: MarkKind) -> tuple[tuple[tuple[float, float], ...], ...]:
    own = element.get(ours("points"))
    if own is not None:
        return tuple(points(part) for part in own.split("|"))
    if kind in TEXT_MARKS:
        quads = points(element.get("coords", ""))
        return tuple(quads[n : n + 4] for n in range(0, len(quads) - 3, 4))
    match kind:
        case MarkKind.INK:
            strokes = (points(g.text or "") for g in _child(element, "inklist") or ())
            return tuple(stroke for stroke in strokes if stroke)
        case MarkKind.POLYGON | MarkKind.POLYLINE:
            found = _child(element, "vertices")
            ring = points((found.text if found is not None else "") or "")
            return (ring,) if ring else ()
        case MarkKind.LINE:
            ends = (*points(element.get("start", "")), *points(element.get("end", "")))
            return (ends,) if len(ends) == 2 else ()
        case _:
            return ()


def _contents(element: Element) -> str:
    exact = element.get(ours("contents"))
    if exact is not None:
        return base64.b64decode(exact).decode("utf-8", "replace")
    plain = _child(element, "contents")
    if plain is not None:
        return "".join(plain.itertext())
    rich = _child(element, "contents-richtext")
    if rich is None:
        return ""
    lines = [p for p in rich.iter() if _local(p) == "p"] or [rich]
    return "\n".join("".join(line.itertext()) for line in lines).strip()


def _fields(root: Element) -> Iterator[FieldValue]:
    waiting = [(_child(root, "fields"), "", 0)]
    while waiting:
        holder, above, depth = waiting.pop()
        if holder is None or depth > DEEPEST:
            continue
        values = [child for child in holder if _local(child) == "value"]
        if above and values:
            yield FieldValue(name=above, value="\n".join(_value(value) for value in values))
        for child in reversed([child for child in holder if _local(child) == "field"]):
            name = ".".join(part for part in (above, child.get("name", "")) if part)
            waiting.append((child, name, depth + 1))


def _value(element: Element) -> str:
    exact = element.get(ours("contents"))
    return base64.b64decode(exact).decode("utf-8", "replace") if exact else (element.text or "")


def _time(element: Element, name: str) -> datetime | None:
    exact = element.get(ours(name))
    if exact is not None:
        with suppress(ValueError):
            found = datetime.fromisoformat(exact)
            return found if found.tzinfo else None
    return time_of(element.get(name, ""))


def _colour(element: Element) -> tuple[float, ...]:
    own = element.get(ours("colour"))
    if own is not None:
        return numbers(own)
    written = element.get("color", "").removeprefix("#")
    with suppress(ValueError):
        if len(written) == 6:
            return tuple(int(written[n : n + 2], 16) / 255 for n in (0, 2, 4))
    return ()


def _rect(element: Element) -> Rect:
    flat = numbers(element.get("rect", ""))
    return (flat[0], flat[1], flat[2], flat[3]) if len(flat) == 4 else (0.0, 0.0, 0.0, 0.0)


def _page(element: Element) -> int:
    written = element.get("page", "")
    return int(written) if written.isdecimal() and len(written) < 7 else 0


def _word(element: Element, name: str) -> str:
    exact = element.get(ours(f"{name}-exact"))
    with suppress(binascii.Error):
        if exact is not None:
            return base64.b64decode(exact).decode("utf-8", "replace")
    return element.get(name, "")


def _own(element: Element, name: str) -> str | None:
    exact = element.get(ours(f"{name}-exact"))
    if exact is not None:
        return base64.b64decode(exact).decode("utf-8", "replace")
    return element.get(ours(name))


def _verbatim(element: Element) -> str:
    """An element that XFDF does not name, as it came; without what would act."""
    for parent in list(element.iter()):
        for child in list(parent):
            if _local(child) in ("OnActivation", "Action") or _local(child) in _ACTIVE:
                parent.remove(child)
    return base64.b64encode(tostring(element, encoding="utf-8")).decode("ascii")


def _made(element: Element) -> str:
    """A key of what it is."""
    said = [_local(element), *sorted(f"{k}={v}" for k, v in element.attrib.items())]
    said.append("".join(element.itertext()))
    return "made:" + hashlib.sha256("\x1f".join(said).encode()).hexdigest()[:24]


def _child(element: Element, name: str) -> Element | None:
    return next((child for child in element if _local(child) == name), None)


def _local(element: Element) -> str:
    """Its name without namespace; ours keep theirs apart but for `other`."""
    if not isinstance(element.tag, str):
        return ""
    space, _, name = element.tag.rpartition("}")
    return name if space != "{" + OURS or name == "other" else f"cpted:{name}"
