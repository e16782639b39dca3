"""PDFium, the reader inside Chrome and Edge, by its C interface: marks, and typing in fields."""

import ctypes
from contextlib import closing
from io import BytesIO
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from benchmarks.writers.task import Act, Task


def write(report: bytes, act: Act, task: Task) -> bytes | None:
    """The report with one act done; None: it has no function for it."""
    if act in (Act.REPLY, Act.STATE):  # it reads /IRT, and cannot set what is no string
        return None
    with closing(pypdfium2.PdfDocument(report)) as document:
        if act is Act.FIELD:
            document.init_forms()
            with closing(document[task.opinion_page]) as page:
                _click(document, page, task.opinion_rect)
                pdfium.FORM_ReplaceSelection(document.formenv, page, _wide(task.opinion_words))
                pdfium.FORM_ForceToKillFocus(document.formenv)
            with closing(document[task.decision_page]) as page:
                _click(document, page, task.decision_rect)
                pdfium.FORM_ForceToKillFocus(document.formenv)
        else:
            with closing(document[task.page]) as page:
                _mark(page, act, task)
        out = BytesIO()
        document.save(out)
        return out.getvalue()


def _mark(page: Any, act: Act, task: Task) -> None:
    if act is Act.ADD:
        made = pdfium.FPDFPage_CreateAnnot(page, pdfium.FPDF_ANNOT_SQUARE)
        x0, y0, x1, y1 = task.rect
        pdfium.FPDFAnnot_SetRect(made, pdfium.FS_RECTF(x0, y1, x1, y0))
        pdfium.FPDFAnnot_SetColor(made, pdfium.FPDFANNOT_COLORTYPE_Color, 255, 0, 0, 255)
    else:
        index = next(
            n for n in range(pdfium.FPDFPage_GetAnnotCount(page)) if _name(page, n) == task.key
        )
        if act is Act.DELETE:
            pdfium.FPDFPage_RemoveAnnot(page, index)
            return
        made = pdfium.FPDFPage_GetAnnot(page, index)
    pdfium.FPDFAnnot_SetStringValue(made, b"Contents", _wide(task.words))
    pdfium.FPDFAnnot_SetStringValue(made, b"T", _wide(task.author))
    pdfium.FPDFPage_CloseAnnot(made)


def _name(page: Any, index: int) -> str:
    annotation = pdfium.FPDFPage_GetAnnot(page, index)
    size = pdfium.FPDFAnnot_GetStringValue(annotation, b"NM", None, 0)
    buffer = ctypes.create_string_buffer(size)
    found = ctypes.cast(buffer, ctypes.POINTER(pdfium.FPDF_WCHAR))
    pdfium.FPDFAnnot_GetStringValue(annotation, b"NM", found, size)
    pdfium.FPDFPage_CloseAnnot(annotation)
    return buffer.raw[: max(0, size - 2)].decode("utf-16-le")


def _click(document: Any, page: Any, rect: tuple[float, float, float, float]) -> None:
    x, y = (rect[0] + rect[2]) / 2, (rect[1] + rect[3]) / 2
    pdfium.FORM_OnMouseMove(document.formenv, page, 0, x, y)
    pdfium.FORM_OnLButtonDown(document.formenv, page, 0, x, y)
    pdfium.FORM_OnLButtonUp(document.formenv, page, 0, x, y)


def _wide(words: str) -> Any:
    raw = (words + "\x00").encode("utf-16-le")
    return ctypes.cast(ctypes.create_string_buffer(raw), ctypes.POINTER(pdfium.FPDF_WCHAR))
