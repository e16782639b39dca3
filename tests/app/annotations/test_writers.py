"""What other programs write on a report comes home: benchmarks.writers, cell by cell."""

from collections.abc import Callable
from contextlib import closing
from io import BytesIO

import pytest
from pikepdf import Array, Dictionary, Name, Pdf

from app.annotations.merge import applied, previewed
from app.annotations.record import Manifest
from app.annotations.returned import Returned
from app.annotations.store import Store
from benchmarks.writers import by_node, by_pdfium, by_pikepdf, by_pypdf
from benchmarks.writers.judge import what_is_wrong
from benchmarks.writers.task import Act, Task, task_of
from tests.app.annotations import written

Read = Callable[[bytes], Returned]
Writer = Callable[[bytes, Act, Task], bytes | None]
WRITERS: dict[str, Writer] = {
    "pypdf": by_pypdf.write,
    "pypdf, added": by_pypdf.add_to,
    "pikepdf": by_pikepdf.write,
    "PDFium": by_pdfium.write,
}


@pytest.fixture(scope="module")
def report() -> tuple[bytes, Manifest]:
    """The report with a popup on each mark of ours, as viewers make them."""
    raw, manifest = written.report()
    with Pdf.open(BytesIO(raw)) as pdf:
        for page in pdf.pages:
            for mark in list(page.obj.Annots):
                if mark.Subtype == Name.Square:
                    popup = pdf.make_indirect(
                        Dictionary(
                            Type=Name.Annot, Subtype=Name.Popup, Rect=[0, 0, 9, 9], Parent=mark
                        )
                    )
                    mark.Popup = popup
                    page.obj.Annots = Array([*page.obj.Annots, popup])
        return written.saved(pdf), manifest


def judge(
    returned: bytes | None, act: Act, report: tuple[bytes, Manifest], read: Read
) -> str | None:
    if returned is None:
        return None
    found = previewed(Store(), read(returned), manifest=report[1])
    assert found.altered == ()
    assert found.refused == ()
    once = applied(Store(), found)
    assert applied(once, found) == once
    return what_is_wrong(found, act, task_of(report[0]), report[1])


@pytest.mark.parametrize("act", Act)
@pytest.mark.parametrize("writer", WRITERS)
def test_what_a_python_writer_does_comes_home(
    writer: str, act: Act, report: tuple[bytes, Manifest], read: Read
) -> None:
    returned = WRITERS[writer](report[0], act, task_of(report[0]))
    cannot = writer == "PDFium" and act in (Act.REPLY, Act.STATE)
    assert judge(returned, act, report, read) == (None if cannot else "")


@pytest.mark.skipif(bool(by_node.is_there()), reason="make matrix was not run: no pdf-lib")
@pytest.mark.parametrize("act", Act)
def test_what_pdf_lib_does_comes_home(act: Act, report: tuple[bytes, Manifest], read: Read) -> None:
    assert judge(by_node.pdf_lib(report[0], act, task_of(report[0])), act, report, read) == ""


@pytest.mark.skipif(bool(by_node.is_there()), reason="make matrix was not run: no PDF.js")
def test_what_pdfjs_does_in_a_browser_comes_home(
    report: tuple[bytes, Manifest], read: Read
) -> None:
    pytest.importorskip("playwright", reason="playwright is not installed")
    with by_node.pdfjs() as write:
        for act in Act:
            returned = write(report[0], act, task_of(report[0]))
            cannot = act in (Act.REPLY, Act.STATE)
            assert judge(returned, act, report, read) == (None if cannot else ""), act


def test_pdfium_opens_what_it_wrote(report: tuple[bytes, Manifest]) -> None:
    import pypdfium2

    returned = by_pdfium.write(report[0], Act.ADD, task_of(report[0]))
    assert returned is not None
    with closing(pypdfium2.PdfDocument(returned)) as document:
        assert len(document) == 3
