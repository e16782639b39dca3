"""qpdf by way of pikepdf: objects written by hand, the file written anew."""

from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from benchmarks.writers.task import Act, Task


def write(report: bytes, act: Act, task: Task) -> bytes:
    """The report with one act done."""
    with pikepdf.open(BytesIO(report)) as pdf:
        page = pdf.pages[task.page].obj
        ours = next(a for a in page.Annots if str(a.get("/NM", "")) == task.key)
        match act:
            case Act.ADD:
                page.Annots.append(pdf.make_indirect(_mark(task, Name.Square, pdf)))
            case Act.EDIT:
                ours.Contents, ours.T = String(task.words), String(task.author)
            case Act.DELETE:
                gone = (task.object, task.popup)
                page.Annots = Array([a for a in page.Annots if a.objgen[0] not in gone])
            case Act.REPLY | Act.STATE:
                made = _mark(task, Name.Text, pdf)
                made.IRT = ours
                if act is Act.STATE:
                    made.StateModel, made.State = String("Review"), String("Accepted")
                page.Annots.append(pdf.make_indirect(made))
            case Act.FIELD:
                _fill(pdf, task)
        out = BytesIO()
        pdf.save(out)
        return out.getvalue()


def _mark(task: Task, kind: Name, pdf: pikepdf.Pdf) -> Any:
    x0, y0, x1, y1 = task.rect
    look = pdf.make_stream(
        f"1 0 0 RG 1 1 {x1 - x0 - 2} {y1 - y0 - 2} re S".encode(),
        Type=Name.XObject,
        Subtype=Name.Form,
        BBox=[0, 0, x1 - x0, y1 - y0],
    )
    return Dictionary(
        Type=Name.Annot,
        Subtype=kind,
        Rect=list(task.rect),
        Contents=String(task.words),
        T=String(task.author),
        C=[1, 0, 0],
        F=4,
        AP=Dictionary(N=look),
    )


def _fill(pdf: pikepdf.Pdf, task: Task) -> None:
    text = pdf.get_object(task.opinion_object, 0)
    text.V = String(task.opinion_words)
    choice = pdf.get_object(task.decision_object, 0)
    state = Name("/" + task.decision_state)
    for kid in choice.Parent.Kids:
        kid.AS = state if state in kid.AP.N else Name.Off
    choice.Parent.V = state
