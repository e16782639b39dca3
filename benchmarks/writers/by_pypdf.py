"""pypdf: its own annotation classes where it has them; written anew, or added to."""

from io import BytesIO

from pypdf import PdfReader, PdfWriter
from pypdf.annotations import Rectangle, Text
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    TextStringObject,
)

from benchmarks.writers.task import Act, Task


def write(report: bytes, act: Act, task: Task) -> bytes:
    """The report with one act done, written anew."""
    return _written(PdfWriter(clone_from=PdfReader(BytesIO(report))), act, task)


def add_to(report: bytes, act: Act, task: Task) -> bytes:
    """The report with one act done, added behind the old bytes."""
    return _written(PdfWriter(BytesIO(report), incremental=True), act, task)


def _written(writer: PdfWriter, act: Act, task: Task) -> bytes:
    page = writer.pages[task.page]
    listed = page["/Annots"]
    ours = next(a for a in listed if str(a.get_object().get("/NM", "")) == task.key)
    match act:
        case Act.ADD:
            made = Rectangle(rect=task.rect, title_bar=task.author)
            made[NameObject("/Contents")] = TextStringObject(task.words)
            writer.add_annotation(task.page, made)
        case Act.EDIT:
            mark = ours.get_object()
            mark[NameObject("/Contents")] = TextStringObject(task.words)
            mark[NameObject("/T")] = TextStringObject(task.author)
        case Act.DELETE:
            popup = ours.get_object().get("/Popup")
            gone = {ours.get_object().indirect_reference}
            if popup is not None:
                gone.add(popup.get_object().indirect_reference)
            kept = [a for a in listed if _reference(a) not in gone]
            page[NameObject("/Annots")] = ArrayObject(kept)
        case Act.REPLY | Act.STATE:
            made = Text(rect=task.rect, text=task.words, title_bar=task.author)
            made[NameObject("/IRT")] = ours.get_object().indirect_reference
            if act is Act.STATE:
                made[NameObject("/StateModel")] = TextStringObject("Review")
                made[NameObject("/State")] = TextStringObject("Accepted")
            writer.add_annotation(task.page, made)
        case Act.FIELD:
            for number, value in (
                (task.opinion_page, {task.opinion: task.opinion_words}),
                (task.decision_page, {task.decision: f"/{task.decision_state}"}),
            ):
                writer.update_page_form_field_values(
                    writer.pages[number], value, auto_regenerate=False
                )
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def _reference(annotation: IndirectObject | DictionaryObject) -> IndirectObject | None:
    return annotation.get_object().indirect_reference
