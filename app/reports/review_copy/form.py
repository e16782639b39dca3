"""The fields of the opinion form, over the places that the page keeps for them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String

from app.annotations.opinion_form import RECUSED, ExpertField
from app.annotations.record import FieldValue, Rect
from app.reports.press import Place
from app.reports.review_copy.appearance import dot, empty_text, nothing, tick
from app.reports.review_copy.asks import Ask, expert_fields
from app.reports.review_copy.font import FACE, embedded
from app.reports.review_copy.places import rect_of
from app.reports.review_copy.tags import Tags
from cpted_rules.text import Lang

LETTERS_PT = 8.5
INK = "0.086 0.125 0.169 rg"
PRINTED = 4
"""Flag of an annotation that is printed."""
MULTILINE = 1 << 12
RADIO = 1 << 15
TARGET_PT = 2.0
"""A choice is easier to hit than its circle is large."""
SINGLE = (ExpertField.NAME, ExpertField.EXPERTISE, ExpertField.DATE)
DECISION = ".decision."


@dataclass(slots=True)
class Form:
    """The form of a document while it is filled with fields."""

    pdf: Pdf
    tags: Tags
    fonts: Dictionary
    top: list[pikepdf.Object] = field(default_factory=list)
    holders: dict[str, pikepdf.Object] = field(default_factory=dict)

    def holder(self, name: str) -> pikepdf.Object:
        """The field that others are named after, such as `f.12`."""
        if name not in self.holders:
            above, _, partial = name.rpartition(".")
            made = self.pdf.make_indirect(Dictionary(T=String(partial), Kids=Array()))
            self.holders[name] = made
            self._hang(made, above)
        return self.holders[name]

    def hang(self, widget: pikepdf.Object, name: str) -> None:
        """Give a field its full name."""
        above, _, partial = name.rpartition(".")
        widget.T = String(partial)
        self._hang(widget, above)

    def _hang(self, one: pikepdf.Object, above: str) -> None:
        if above:
            parent = self.holder(above)
            one.Parent = parent
            parent.Kids.append(one)
        else:
            self.top.append(one)


def write_form(
    pdf: Pdf, places: Sequence[Place], asks: Sequence[Ask], lang: Lang, tags: Tags
) -> tuple[FieldValue, ...]:
    """Write a field over each place; the fields with the values they go out with."""
    labels = {one.name: one.label for one in expert_fields(lang).values()}
    for ask in asks:
        labels |= {one.name: one.label for one in (*ask.choices, ask.opinion)}
    form = Form(pdf, tags, Dictionary({f"/{FACE}": embedded(pdf)}))
    names: dict[str, None] = {}
    for place in places:
        names[_field(form, place, labels)] = None
    pdf.Root.AcroForm = pdf.make_indirect(
        Dictionary(
            Fields=Array(form.top),
            DR=Dictionary(Font=form.fonts),
            DA=String(_look(LETTERS_PT)),
        )
    )
    return tuple(FieldValue(name=name) for name in names)


def _field(form: Form, place: Place, labels: Mapping[str, str]) -> str:
    """Write one field or one choice of it; the field's full name."""
    label = labels.get(place.name, place.name)
    if DECISION in place.name:
        return _choice(form, place, label)
    if place.name == ExpertField.RECUSAL:
        return _box(form, place, label)
    rect = rect_of(place)
    widget = _widget(form, place, rect, label)
    widget.FT = Name.Tx
    widget.DA = String(_look(LETTERS_PT))
    if place.name not in SINGLE:
        widget.Ff = MULTILINE
    widget.AP = Dictionary(N=empty_text(form.pdf, rect, form.fonts))
    form.hang(widget, place.name)
    return place.name


def _choice(form: Form, place: Place, label: str) -> str:
    name, _, state = place.name.rpartition(".")
    if name not in form.holders:
        group = form.holder(name)
        group.FT = Name.Btn
        group.Ff = RADIO
        group.V = Name.Off
        group.TU = String(label.rpartition(":")[0] or label)
    rect = _grown(rect_of(place))
    widget = _widget(form, place, rect, label)
    _states(form.pdf, widget, rect, state, dot(form.pdf, rect))
    widget.Parent = form.holders[name]
    form.holders[name].Kids.append(widget)
    return name


def _box(form: Form, place: Place, label: str) -> str:
    rect = _grown(rect_of(place))
    widget = _widget(form, place, rect, label)
    widget.FT = Name.Btn
    widget.V = Name.Off
    _states(form.pdf, widget, rect, RECUSED, tick(form.pdf, rect))
    form.hang(widget, place.name)
    return place.name


def _states(
    pdf: Pdf, widget: pikepdf.Object, rect: Rect, state: str, chosen: pikepdf.Stream
) -> None:
    widget.AS = Name.Off
    shown = Dictionary(Off=nothing(pdf, rect))
    shown[f"/{state}"] = chosen
    widget.AP = Dictionary(N=shown)


def _widget(form: Form, place: Place, rect: Rect, label: str) -> pikepdf.Object:
    page = form.pdf.pages[place.page].obj
    widget = form.pdf.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Widget,
            Rect=Array(list(rect)),
            F=PRINTED,
            P=page,
            TU=String(label),
            MK=Dictionary(),
        )
    )
    form.tags.in_place_of(place.element, widget, page)
    annotations = page.get(Name.Annots)
    if annotations is None:
        page.Annots = annotations = Array()
    page.Annots.append(widget)
    return widget


def _grown(rect: Rect) -> Rect:
    x0, y0, x1, y1 = rect
    return (
        round(x0 - TARGET_PT, 3),
        round(y0 - TARGET_PT, 3),
        round(x1 + TARGET_PT, 3),
        round(y1 + TARGET_PT, 3),
    )


def _look(size: float) -> str:
    return f"/{FACE} {size:g} Tf {INK}"
