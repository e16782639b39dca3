"""The report with all that was said of it, as a document that changes no more: PDF/A."""

from collections import defaultdict
from io import BytesIO

from pikepdf import Object, Pdf, PdfError, parse_content_stream, unparse_content_stream

from app.annotations.record import Mark, Rect
from app.copies.archival import Claim, conform, written
from app.copies.conformance import broken_rules
from app.copies.faults import CopyError, mark_off_page, not_conforming, unreadable_report
from app.copies.flat import draw, flatten
from app.copies.joined import append
from app.copies.opaque import make_opaque
from app.copies.overlay import overlay_svg
from app.copies.pages import WORDS, opinion_pages, overlay_pages
from app.copies.said import Said
from cpted_rules.text import Lang, Text

TITLES = {
    Claim.A3B: Text(ko="{title} – 의결용 사본", en="{title} – decision copy"),
    Claim.A1B: Text(ko="{title} – 보존용 사본", en="{title} – archive copy"),
}
MARKED = ("BDC", "BMC", "EMC", "DP", "MP")


def record_copy(
    report: bytes,
    said: Said,
    *,
    claim: Claim,
    title: str,
    case: str,
    digests: tuple[tuple[str, str], ...],
    lang: Lang,
) -> bytes:
    """The report with its marks drawn into its pages and every opinion in a table at its end.

    Args:
        title: of the project.
        digests: names and SHA-256 of the files that are kept with the copy, as the table ends.

    Raises:
        CopyError: the report cannot be read, a mark lies on no page of it, or what was made does
            not conform.
    """
    try:
        with Pdf.open(BytesIO(report)) as pdf:
            # what people made is drawn from the store; the file may hold an older state of it
            flatten(pdf, without={mark.key for mark in said.marks})
            _draw_marks(pdf, said, lang)
            _append_opinions(pdf, said, case=case, digests=digests, lang=lang)
            if claim is Claim.A1B:
                make_opaque(pdf)
            conform(pdf, claim, title=TITLES[claim].fill(title=title).in_(lang))
            content = written(pdf, claim)
    except PdfError as error:
        raise CopyError(unreadable_report(str(error))) from error
    if broken := broken_rules(content, claim):
        raise CopyError(not_conforming(claim.value, broken))
    return content


def _draw_marks(pdf: Pdf, said: Said, lang: Lang) -> None:
    by_page: dict[int, list[tuple[int, Mark]]] = defaultdict(list)
    for number, mark in enumerate(said.drawn, 1):
        if mark.page >= len(pdf.pages):
            raise CopyError(mark_off_page(mark.key, mark.page, len(pdf.pages)))
        by_page[mark.page].append((number, mark))
    if not by_page:
        return
    boxes = {page: _box(pdf.pages[page].obj) for page in by_page}
    drawings = {
        page: overlay_svg(marks, page=page, box=boxes[page], lang=lang)
        for page, marks in by_page.items()
    }
    with Pdf.open(BytesIO(overlay_pages(drawings, boxes))) as drawn:
        for n, page in enumerate(sorted(by_page)):
            form = drawn.pages[n].as_form_xobject()
            kept = [each for each in parse_content_stream(form) if str(each.operator) not in MARKED]
            form.write(unparse_content_stream(kept))
            left, low, *_ = boxes[page]
            copied = pdf.copy_foreign(form)
            draw(pdf, pdf.pages[page], [(copied, (1.0, 0.0, 0.0, 1.0, left, low))])


def _box(page: Object) -> Rect:
    x0, y0, x1, y1 = (float(value) for value in page["/MediaBox"])
    return (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def _append_opinions(
    pdf: Pdf, said: Said, *, case: str, digests: tuple[tuple[str, str], ...], lang: Lang
) -> None:
    pages = opinion_pages(said, case=case, digests=digests, lang=lang)
    with Pdf.open(BytesIO(pages)) as appendix:
        append(pdf, appendix, title=WORDS["title"].in_(lang))
