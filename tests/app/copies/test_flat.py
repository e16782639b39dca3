"""Annotations drawn into the page: where they were, in the state they were, and no more."""

from io import BytesIO
from typing import Any

import numpy as np
import pikepdf
import pypdfium2
import pytest
from numpy.typing import NDArray
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream, String

from app.copies.flat import flatten


def _form(pdf: Pdf, box: list[float], **more: Any) -> Object:
    """A form that is all black within its box."""
    content = f"{box[0]} {box[1]} {box[2] - box[0]} {box[3] - box[1]} re f"
    return pdf.make_indirect(Stream(pdf, content.encode(), BBox=box, **more))


def _annotated(**keys: Any) -> Pdf:
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(100, 100))
    given = {"Type": Name.Annot, "Subtype": Name.Square, "Rect": [20, 30, 60, 50], "F": 4}
    page.obj.Annots = Array([pdf.make_indirect(Dictionary(**(given | keys)))])
    return pdf


def _black(pdf: Pdf) -> NDArray[np.bool_]:
    out = BytesIO()
    pdf.save(out)
    shown = pypdfium2.PdfDocument(out.getvalue())[0].render(scale=1, may_draw_forms=False)
    return shown.to_numpy()[::-1, :, 0] < 128  # rows from below


def _box(black: NDArray[np.bool_]) -> tuple[int, int, int, int]:
    rows, columns = np.nonzero(black)
    return columns.min(), rows.min(), columns.max() + 1, rows.max() + 1


@pytest.mark.parametrize(
    ("box", "matrix"),
    [
        ([0, 0, 40, 20], None),
        ([5, 5, 10, 10], None),
        ([20, 30, 60, 50], None),
        ([0, 0, 20, 40], [0, 1, -1, 0, 0, 0]),
        ([0, 0, 1, 1], [3, 0, 0, 7, 50, -9]),
    ],
)
def test_an_appearance_fills_the_rectangle_of_its_annotation(
    box: list[float], matrix: list[float] | None
) -> None:
    pdf = _annotated()
    more = {"Matrix": matrix} if matrix else {}
    pdf.pages[0].obj.Annots[0].AP = Dictionary(N=_form(pdf, box, **more))
    flatten(pdf)
    assert _box(_black(pdf)) == (20, 30, 60, 50)
    assert "/Annots" not in pdf.pages[0].obj


def test_of_a_choice_the_state_that_is_set_is_drawn() -> None:
    for state, drawn in (("/on", True), ("/Off", False)):
        pdf = _annotated(AS=Name(state), Subtype=Name.Widget)
        states = Dictionary({"/on": _form(pdf, [0, 0, 9, 9])})
        pdf.pages[0].obj.Annots[0].AP = Dictionary(N=states)
        pdf.Root.AcroForm = Dictionary(Fields=pdf.pages[0].obj.Annots)
        flatten(pdf)
        assert bool(_black(pdf).any()) is drawn
        assert "/AcroForm" not in pdf.Root


@pytest.mark.parametrize(
    "keys", [{"F": 2}, {"F": 32}, {"Subtype": Name.Popup}, {"NM": String("gone")}]
)
def test_what_nobody_was_shown_is_not_drawn(keys: dict[str, Any]) -> None:
    pdf = _annotated(**keys)
    pdf.pages[0].obj.Annots[0].AP = Dictionary(N=_form(pdf, [0, 0, 9, 9]))
    flatten(pdf, without={"gone"})
    assert not _black(pdf).any()


def test_a_page_that_leaves_its_matrix_changed_does_not_move_what_is_drawn() -> None:
    pdf = _annotated()
    pdf.pages[0].obj.Contents = Stream(pdf, b"1 0 0 -1 0 100 cm 2 0 0 2 7 7 cm")
    pdf.pages[0].obj.Annots[0].AP = Dictionary(N=_form(pdf, [0, 0, 40, 20]))
    flatten(pdf)
    assert _box(_black(pdf)) == (20, 30, 60, 50)


def test_links_stay_and_the_words_of_marks_do_not() -> None:
    pdf = _annotated(Contents=String("nobody else's business"))
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9])
    pdf.pages[0].obj.Annots.append(pdf.make_indirect(link))
    mark = pdf.pages[0].obj.Annots[0]
    element = Dictionary(S=Name.Annot, K=Array([Dictionary(Type=Name.OBJR, Obj=mark)]))
    root = Dictionary(Type=Name.StructTreeRoot, K=Array([pdf.make_indirect(element)]))
    pdf.Root.StructTreeRoot = pdf.make_indirect(root)
    flatten(pdf)
    out = BytesIO()
    pdf.save(out, compress_streams=False, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    assert [str(a.Subtype) for a in pdf.pages[0].obj.Annots] == ["/Link"]
    assert b"nobody else" not in out.getvalue()
