"""Decision and archive copies: nothing moves any more, and nothing that was said is lost."""

import subprocess
import sys
from io import BytesIO
from pathlib import Path

import numpy as np
import pikepdf
import pypdf
import pypdfium2
import pytest

from app.annotations.record import MarkKind
from app.copies.archival import Claim
from app.copies.conformance import broken_rules
from app.copies.faults import CopyError
from app.copies.record import record_copy
from app.copies.said import Said
from cpted_rules.text import Lang
from tests.app.copies.case import WORDS, mark, opened, picture, texts

CLAIMS = {"decision": Claim.A3B, "archive": Claim.A1B}


@pytest.fixture(params=["decision", "archive"])
def copy(request: pytest.FixtureRequest) -> tuple[Claim, bytes]:
    return CLAIMS[request.param], request.getfixturevalue(request.param)


def test_it_keeps_the_rules_that_it_claims(copy: tuple[Claim, bytes]) -> None:
    claim, content = copy
    assert broken_rules(content, claim) == ()


def test_strict_readers_open_it_without_complaint(
    copy: tuple[Claim, bytes], recwarn: pytest.WarningsRecorder, caplog: pytest.LogCaptureFixture
) -> None:
    content = copy[1]
    with opened(content) as pdf:
        assert pdf.check_pdf_syntax() == []
        pages = len(pdf.pages)
    strict = pypdf.PdfReader(BytesIO(content), strict=True)
    assert sum(len(page.extract_text()) > 0 for page in strict.pages) == pages
    assert len(pypdfium2.PdfDocument(content)) == pages
    assert [w for w in recwarn if "pypdf" in str(w.filename)] == []
    assert [r for r in caplog.records if r.name.startswith(("pypdf", "pikepdf"))] == []


def test_only_links_are_left_of_what_could_be_changed(copy: tuple[Claim, bytes]) -> None:
    with opened(copy[1]) as pdf:
        kinds = {str(a.Subtype) for page in pdf.pages for a in page.obj.get("/Annots", [])}
        assert kinds == {"/Link"}
        assert "/AcroForm" not in pdf.Root
        left = [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and "/FT" in o]
        assert left == []


def test_every_opinion_is_in_the_table_at_its_end(copy: tuple[Claim, bytes]) -> None:
    last = "".join(texts(copy[1])[-1].split())
    said = (WORDS, "조명을 더할 것", "같은 생각입니다", "조건부", "안내판을 출입구에 두는 조건")
    for words in (*said, "김위원", "박위원", "(손으로 그린 선)"):
        assert "".join(words.split()) in last


def test_a_mark_is_drawn_where_it_was_made(folder: Path, copy: tuple[Claim, bytes]) -> None:
    claim, content = copy
    report = (folder / "report.pdf").read_bytes()
    bare = record_copy(report, Said(), claim=claim, title="t", case="c", digests=(), lang=Lang.KO)
    (page,) = {n for n, text in enumerate(texts(content)[:-1]) if WORDS[:9] in text}
    changed = np.abs(picture(content, page, 2) - picture(bare, page, 2)) > 60
    rows, columns = np.nonzero(changed)
    with opened(report) as pdf:
        high = float(pdf.pages[page].MediaBox[3])
    # the square of conftest begins 20 pt right of and above the figure's corner
    x0 = min(columns) / 2
    assert changed.sum() > 500
    low = high - max(rows) / 2
    assert x0 > 20
    assert low > 20
    box = changed[int((high - low - 41) * 2) : int((high - low + 1) * 2), :]
    assert box.any()


def test_words_of_a_text_box_can_be_selected_on_the_page(decision: bytes) -> None:
    assert sum(WORDS[:9] in text for text in texts(decision)) == 2  # on the page, in the table


def test_the_archive_looks_as_the_report_does(folder: Path, archive: bytes) -> None:
    report = (folder / "report.pdf").read_bytes()
    plain = record_copy(
        report, Said(), claim=Claim.A1B, title="t", case="c", digests=(), lang=Lang.KO
    )
    for page in (0, len(texts(report)) // 2):
        off = np.abs(picture(report, page) - picture(plain, page)) > 60
        assert off.mean() < 0.01


def test_the_pages_of_the_table_are_tagged_under_the_document(decision: bytes) -> None:
    with opened(decision) as pdf:
        last = pdf.pages[-1].obj
        numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
        found = {int(numbers[n]): numbers[n + 1] for n in range(0, len(numbers), 2)}
        elements = found[int(last.StructParents)]
        top = elements[0]
        while "/P" in top and top.P.get("/Type") != pikepdf.Name.StructTreeRoot:
            top = top.P
        assert pikepdf.Name.Document == top.S
        assert [i.title for i in pdf.open_outline().root][-1] == "위원 의견"


def test_the_decision_copy_keeps_the_assessment_and_the_archive_keeps_no_file(
    folder: Path, decision: bytes, archive: bytes
) -> None:
    with opened(decision) as pdf:
        kept = pdf.attachments["assessment.json"].get_file().read_bytes()
    assert kept == (folder / "assessment.json").read_bytes()
    with opened(archive) as pdf:
        assert list(pdf.attachments) == []
    assert b"/EmbeddedFile" not in archive


def test_a_mark_on_a_page_that_is_not_there_is_refused(folder: Path) -> None:
    far = mark("far", MarkKind.SQUARE, 999, (0, 0, 10, 10))
    with pytest.raises(CopyError) as caught:
        record_copy(
            (folder / "report.pdf").read_bytes(),
            Said(marks=(far,)),
            claim=Claim.A3B,
            title="t",
            case="c",
            digests=(),
            lang=Lang.KO,
        )
    assert caught.value.faults[0].code == "copy/mark-page"


def test_a_report_that_is_no_pdf_is_refused() -> None:
    with pytest.raises(CopyError) as caught:
        record_copy(
            b"no PDF", Said(), claim=Claim.A3B, title="t", case="c", digests=(), lang=Lang.KO
        )
    assert caught.value.faults[0].code == "copy/report"


def test_another_process_makes_the_same_bytes(
    folder: Path, decision: bytes, tmp_path: Path
) -> None:
    out = tmp_path / "again.pdf"
    arguments = ["-m", "app.cli", "copies", str(folder), "--kind", "decision", "--out", str(out)]
    subprocess.run([sys.executable, *arguments], check=True, capture_output=True, timeout=120)
    assert out.read_bytes() == decision
