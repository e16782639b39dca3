"""Words are found wherever a PDF can hide them."""

from collections.abc import Callable
from io import BytesIO

import pytest
from pikepdf import Dictionary, ObjectStreamMode, OutlineItem, Pdf, Stream, String

from app.copies.traces import traces
from app.reports.press import printed
from tests.app.copies.case import opened

WORD = "감시카메라7"
MARKUP = "<html lang=ko><title>표</title><p>아무 말</p><p>{}</p></html>"


def _page(words: str) -> bytes:
    return printed(MARKUP.format(words), sheets=("report.css",))


def _bookmark(pdf: Pdf) -> None:
    with pdf.open_outline() as outline:
        outline.root.append(OutlineItem(WORD, 0))


def _title(pdf: Pdf) -> None:
    pdf.docinfo["/Title"] = WORD


def _xmp(pdf: Pdf) -> None:
    with pdf.open_metadata() as metadata:
        metadata["dc:publisher"] = {WORD}


def _attachment(pdf: Pdf) -> None:
    pdf.attachments["a.json"] = f'{{"a": "{WORD}"}}'.encode()


def _alternative(pdf: Pdf) -> None:
    pdf.Root.StructTreeRoot.K[0].Alt = String(WORD)


def _deep(pdf: Pdf) -> None:
    pdf.Root.PieceInfo = Dictionary(A=Dictionary(B=[Dictionary(C=String(WORD))]))


def _no_longer_used(pdf: Pdf) -> None:
    pdf.Root.Old = pdf.make_indirect(Stream(pdf, WORD.encode("utf-16-be")))


def _code_page(pdf: Pdf) -> None:
    pdf.Root.Old = pdf.make_indirect(Stream(pdf, WORD.encode("cp949")))


@pytest.mark.parametrize(
    "hide",
    [_bookmark, _title, _xmp, _attachment, _alternative, _deep, _no_longer_used, _code_page],
)
def test_a_hidden_word_is_found(hide: Callable[[Pdf], None]) -> None:
    with opened(_page("")) as pdf:
        hide(pdf)
        out = BytesIO()
        pdf.save(out)
    assert traces(out.getvalue(), [WORD]) != ()


def test_a_word_on_a_page_is_found_though_glyphs_are_written_and_lines_break() -> None:
    assert "page 1" in traces(_page(f"<span style='font-size:150pt'>{WORD}</span>"), [WORD])


def test_what_is_not_there_is_not_found() -> None:
    assert traces(_page("다른 말"), [WORD]) == ()
    assert traces(_page(WORD), []) == ()


def test_the_word_itself_is_not_repeated() -> None:
    assert WORD not in " ".join(traces(_page(WORD), [WORD]))


@pytest.mark.parametrize("words", ["ACC210", "C2101", "xC210"])
def test_a_number_within_another_is_another(words: str) -> None:
    with opened(_page(words)) as pdf:
        pdf.docinfo["/Title"] = f"한글 {words}"
        pdf.attachments["a.txt"] = f"가 {words} 나".encode()
        out = BytesIO()
        pdf.save(out, object_stream_mode=ObjectStreamMode.disable)
    assert traces(out.getvalue(), ["C210"]) == ()


@pytest.mark.parametrize("words", ["C210", "카메라C210은", "(C210)", "C 210"])
def test_a_number_is_found_beside_korean_letters_and_signs(words: str) -> None:
    assert "page 1" in traces(_page(words), ["C210"])
    with opened(_page("")) as pdf:
        pdf.attachments["a.txt"] = words.encode("utf-16-le")
        out = BytesIO()
        pdf.save(out)
    assert bool(traces(out.getvalue(), ["C210"])) is (" " not in words)
