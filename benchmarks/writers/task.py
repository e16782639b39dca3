"""What each writer is asked to do to a report, and where."""

from dataclasses import asdict, dataclass
from enum import StrEnum
from io import BytesIO
from typing import Any

import pikepdf

from app.annotations.opinion_form import decision_field, opinion_field
from app.annotations.record import MANIFEST, Manifest, Mark, Rect

WORDS = "수목을 2 m 옮길 것 (move the tree)"
AUTHOR = "김위원"
STATE = "conditional"
FIELD_WORDS = "조건부 (on condition)"


class Act(StrEnum):
    """One thing that an expert does in a viewer."""

    ADD = "add"
    EDIT = "edit ours"
    DELETE = "delete ours"
    REPLY = "reply"
    STATE = "state"
    FIELD = "form field"


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """Where things are in the report, as each writer needs to know.

    Args:
        page: of our mark and of the figure it lies on, from 0.
        key: `/NM` of our mark.
        object: number of its object.
        popup: number of its popup's object; 0: none.
        rect: where the new mark goes, on the figure. [pt]
        opinion: name of a text field; decision: of a radio group, with the place of its choice.
    """

    page: int
    key: str
    object: int
    popup: int
    rect: Rect
    words: str
    author: str
    opinion: str
    opinion_page: int
    opinion_rect: Rect
    opinion_object: int
    opinion_words: str
    decision: str
    decision_page: int
    decision_rect: Rect
    decision_object: int
    decision_state: str

    def plain(self) -> dict[str, Any]:
        """As JSON carries it."""
        return asdict(self)


def manifest_of(report: bytes) -> Manifest:
    """The manifest attached to a review copy."""
    with pikepdf.open(BytesIO(report)) as pdf:
        raw = pdf.attachments[MANIFEST].get_file().read_bytes()
    return Manifest.model_validate_json(raw)


def task_of(report: bytes) -> Task:
    """The first mark that lies on a figure of its own, a place beside it, and its fields."""
    manifest = manifest_of(report)
    ours, rect = _target(manifest)
    number = ours.finding or 1
    with pikepdf.open(BytesIO(report)) as pdf:
        mark = next(a for a in pdf.pages[ours.page].obj.Annots if str(a.get("/NM", "")) == ours.key)
        popup = mark.get("/Popup")
        opinion_page, opinion = _widget(pdf, opinion_field(number), "")
        decision_page, decision = _widget(pdf, decision_field(number), STATE)
        return Task(
            page=ours.page,
            key=ours.key,
            object=mark.objgen[0],
            popup=popup.objgen[0] if popup is not None else 0,
            rect=rect,
            words=WORDS,
            author=AUTHOR,
            opinion=opinion_field(number),
            opinion_page=opinion_page,
            opinion_rect=_rect(opinion),
            opinion_object=opinion.objgen[0],
            opinion_words=FIELD_WORDS,
            decision=decision_field(number),
            decision_page=decision_page,
            decision_rect=_rect(decision),
            decision_object=decision.objgen[0],
            decision_state=STATE,
        )


def _target(manifest: Manifest) -> tuple[Mark, Rect]:
    for mark in manifest.marks:
        figure = next((f for f in manifest.figures if f.id == mark.figure), None)
        if figure is not None and figure.to_site is not None and len(figure.findings) == 1:
            x0, y0, _, _ = figure.rect
            return mark, (x0 + 7.25, y0 + 9.5, x0 + 47.25, y0 + 29.5)
    raise SystemExit("the report has no figure with a mark of one finding")


def _widget(pdf: pikepdf.Pdf, name: str, state: str) -> tuple[int, Any]:
    """The page and the widget of a field; of a radio group the one of a state."""
    for index, page in enumerate(pdf.pages):
        for annotation in page.obj.get("/Annots", ()):
            if annotation.get("/Subtype") == "/Widget" and _name(annotation) == name:
                states = annotation.AP.N.keys() if state else ()
                if not state or f"/{state}" in states:
                    return index, annotation
    raise SystemExit(f"the report has no field {name}")


def _name(widget: Any) -> str:
    parts: list[str] = []
    at = widget
    while at is not None:
        if "/T" in at:
            parts.insert(0, str(at.T))
        at = at.get("/Parent")
    return ".".join(parts)


def _rect(widget: Any) -> Rect:
    x0, y0, x1, y1 = (float(x) for x in widget.Rect)
    return (x0, y0, x1, y1)
