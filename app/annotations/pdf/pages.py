"""What pages are: their boxes, what is drawn on them as a digest, the codes printed on them."""

from contextlib import closing
from pathlib import Path

import pypdfium2
from pikepdf import Page, Pdf

from app.annotations.page_code import page_codes
from app.annotations.page_digest import page_digests
from app.annotations.pdf.values import Broken, member, number, rectangle, words
from app.annotations.record import Rect
from app.annotations.returned import PageRead

_A4: Rect = (0.0, 0.0, 595.276, 841.89)


def read_pages(document: Pdf, codes: dict[int, str]) -> tuple[PageRead, ...]:
    """The pages in order.

    Args:
        codes: printed on pages, by page.
    """
    try:
        digests = page_digests(document)
    except Broken:  # a stream that cannot be unpacked: then no page is known to be as it went out
        digests = tuple("" for _ in document.pages)
    return tuple(
        PageRead(
            number=index,
            box=_box(page),
            rotate=_rotation(page),
            code=codes.get(index),
            digest=digest,
        )
        for index, (page, digest) in enumerate(zip(document.pages, digests, strict=True))
    )


def printed_codes(path: Path) -> dict[int, str]:
    """The first page code in the text of each page that has one."""
    found: dict[int, str] = {}
    try:
        with closing(pypdfium2.PdfDocument(path)) as document:
            for index in range(len(document)):
                with closing(document[index]) as page, closing(page.get_textpage()) as text:
                    codes = page_codes(text.get_text_range())
                if codes:
                    found[index] = codes[0].words
    except pypdfium2.PdfiumError:  # what PDFium does not open may still have markers
        return found
    return found


def producer_and_creator(document: Pdf) -> tuple[str, str]:
    """What the document's information says wrote it."""
    info = member(document.trailer, "/Info")
    return words(member(info, "/Producer"))[:200], words(member(info, "/Creator"))[:200]


def _box(page: Page) -> Rect:
    unit = number(member(page.obj, "/UserUnit")) or 1.0
    try:
        return rectangle(page.mediabox, unit) or _A4
    except Broken:
        return _A4


def _rotation(page: Page) -> int:
    try:
        turned = number(page.get("/Rotate"))
    except Broken:
        return 0
    return int(turned or 0) // 90 * 90 % 360
