"""Whether a file is a copy of the report, which of its pages is which, and what was done to it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from app.annotations import faults
from app.annotations.changes import Evidence
from app.annotations.faults import MergeError
from app.annotations.page_code import page_codes
from app.annotations.record import Manifest, Mark
from app.annotations.returned import Form, Returned
from app.errors import Words
from cpted_rules.text import Text

PRODUCERS = (
    ("Quartz PDFContext", "macOS Preview"),
    ("Skia/PDF", "Chrome (print)"),
    ("Microsoft: Print To PDF", "Windows (print)"),
    ("Ghostscript", "Ghostscript (print)"),
    ("cairo", "cairo (print)"),
    ("Hancom", "Hancom PDF"),
    ("ALPDF", "ALPDF"),
    ("ezPDF", "ezPDF"),
    ("Bluebeam", "Bluebeam"),
    ("Foxit", "Foxit"),
    ("Acrobat", "Adobe Acrobat"),
    ("PDFium", "PDFium"),
    ("pdf-lib", "pdf-lib"),
    ("pypdf", "pypdf"),
    ("pikepdf", "pikepdf"),
)
"""What producers call themselves, and how people know them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognised:
    """A returned file, known as a copy of the report.

    Args:
        pages: of the report, by page of the file; those that are not in it are not of the report.
        heights: of the report's pages, where they came back. [pt]
        altered: pages of the report whose content is not what went out.
    """

    evidence: tuple[Evidence, ...]
    pages: Mapping[int, int]
    heights: Mapping[int, float]
    altered: tuple[int, ...]


def recognised(returned: Returned, manifest: Manifest, alike: Collection[int] = ()) -> Recognised:
    """By markers, manifest, page codes and what the pages draw.

    Args:
        alike: pages of the report that hold other bytes and look as they did.

    Raises:
        MergeError: nothing shows that the file is a copy of this report.
    """
    pages = _pages(returned, manifest)
    digests = {page.number: page.digest for page in manifest.pages}
    evidence = tuple(_evidence(returned, manifest, digests))
    if not evidence and returned.form is Form.PDF:
        raise MergeError(faults.not_ours(returned.name, _found(returned)))
    if returned.form is Form.XFDF and returned.case not in (None, manifest.case):
        raise MergeError(faults.not_ours(returned.name, _found(returned)))
    return Recognised(
        evidence=evidence,
        pages=pages,
        heights={
            pages[page.number]: page.box[3] for page in returned.pages if page.number in pages
        },
        altered=tuple(
            sorted(
                pages[page.number]
                for page in returned.pages
                if page.number in pages
                and page.digest != digests.get(pages[page.number])
                and pages[page.number] not in alike
            )
        ),
    )


def producer_name(returned: Returned) -> str:
    """The program that last wrote the file, as people know it."""
    if returned.rewritten_by:
        return ", ".join(returned.rewritten_by)
    for said in (returned.producer, returned.creator):
        for sign, name in PRODUCERS:
            if sign.lower() in said.lower():
                return name
    return returned.producer or returned.creator or returned.form.value.upper()


def damage(
    returned: Returned, manifest: Manifest, lost: tuple[Mark, ...], rewritten: int = 0
) -> tuple[Words, ...]:
    """What the file no longer has that went out with the report.

    Args:
        lost: marks that went out and did not come back.
        rewritten: how many pages hold other bytes and look the same.
    """
    if returned.form is not Form.PDF:
        return ()
    told: list[Text] = []
    sent = len(manifest.marks)
    named = {mark.key for mark in manifest.marks}
    signed = sum(mark.marker is not None for mark in manifest.marks)
    markers = sum(mark.marker is not None for mark in returned.marks)
    names = sum(mark.key in named for mark in returned.marks)
    if lost:
        told.append(_count("표시가 없어짐", "marks are gone", len(lost), sent))
    if markers + len(lost) < signed:
        told.append(_count("고유 표식이 지워짐", "markers are gone", signed - markers, signed))
    if names + len(lost) < sent:
        told.append(_count("이름(/NM)이 지워짐", "names (/NM) are gone", sent - names, sent))
    if returned.bare:
        told.append(
            _count(
                "다른 뷰어에서 보이지 않는 표시",
                "marks are invisible in other viewers",
                len(returned.bare),
                len(returned.marks),
            )
        )
    gone = [
        page for page in manifest.pages if page.number not in _pages(returned, manifest).values()
    ]
    if gone:
        told.append(_count("쪽이 없음", "pages are gone", len(gone), len(manifest.pages)))
    if rewritten:
        told.append(
            _count(
                "쪽을 다시 썼으나 모습은 같음",
                "pages were written anew and look the same",
                rewritten,
                len(manifest.pages),
            )
        )
    if manifest.fields and not returned.fields:
        told.append(Text(ko="의견 서식이 없어짐", en="the opinion form is gone"))
    if returned.manifest is None:
        told.append(Text(ko="붙임(manifest)이 없어짐", en="the attached manifest is gone"))
    if not returned.is_tagged:
        told.append(Text(ko="구조 태그가 없음", en="the structure tags are gone"))
    if returned.is_encrypted:
        told.append(Text(ko="암호화됨", en="it was encrypted"))
    if returned.is_signed:
        told.append(Text(ko="전자서명이 있음", en="it was signed"))
    return tuple(Words.of(text) for text in told)


def _count(ko: str, en: str, found: int, of: int) -> Text:
    return Text(ko=f"{ko}: {of}개 중 {found}개", en=f"{found} of {of} {en}")


def _pages(returned: Returned, manifest: Manifest) -> dict[int, int]:
    """By code, by what is drawn, and, where nothing else is known, by order."""
    if returned.form is not Form.PDF:
        return {page.number: page.number for page in manifest.pages}
    codes = {page.code: page.number for page in manifest.pages}
    digests: dict[str, int | None] = {}
    for page in manifest.pages:  # pages that draw the same are not told apart by it
        digests[page.digest] = None if page.digest in digests else page.number
    found: dict[int, int] = {}
    for came in returned.pages:
        by_code = codes.get(came.code) if came.code else None
        number = by_code if by_code is not None else digests.get(came.digest)
        if number is not None and number not in found.values():
            found[came.number] = number
    if len(returned.pages) == len(manifest.pages):
        left = {page.number for page in manifest.pages} - set(found.values())
        found |= {n: n for n in sorted(left) if n not in found}
    return found


def _evidence(returned: Returned, manifest: Manifest, digests: Mapping[int, str]) -> list[Evidence]:
    found = []
    case, round_ = manifest.case, manifest.round
    if any(
        m.marker and m.marker.valid and (m.marker.case, m.marker.round) == (case, round_)
        for m in returned.marks
    ):
        found.append(Evidence.MARKER)
    own = returned.manifest
    if own and (own.case, own.round, own.assessment) == (case, round_, manifest.assessment):
        found.append(Evidence.MANIFEST)
    sent = {page.code for page in manifest.pages if page_codes(page.code)}
    if any(page.code in sent for page in returned.pages if page.code):
        found.append(Evidence.PAGE_CODES)
    drawn = set(digests.values())
    if returned.pages and sum(p.digest in drawn for p in returned.pages) * 2 > len(returned.pages):
        found.append(Evidence.PAGES)
    named = {mark.key for mark in manifest.marks}
    if any(mark.key in named or mark.reply_to in named for mark in returned.marks):
        found.append(Evidence.NAMES)
    return found


def _found(returned: Returned) -> Text:
    if returned.manifest is not None:
        other = returned.manifest
        return Text(
            ko=f"다른 검토의 보고서: {other.case} {other.round}차",
            en=f"the report of another review: {other.case}, round {other.round}",
        )
    codes = [code for page in returned.pages if page.code for code in page_codes(page.code)]
    if codes:
        return Text(
            ko=f"다른 검토의 보고서: {codes[0].case} {codes[0].round}차",
            en=f"the report of another review: {codes[0].case}, round {codes[0].round}",
        )
    if returned.case is not None:
        return Text(ko=f"다른 건: {returned.case}", en=f"another case: {returned.case}")
    return Text(
        ko="표식, 첨부 목록, 쪽 번호가 모두 없음", en="no marker, no manifest, no page code"
    )
