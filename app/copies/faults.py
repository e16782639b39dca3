"""What keeps a copy from being made, in words a person can act on."""

from cpted_rules.errors import CptedError, Fault
from cpted_rules.text import Text, same


class CopyError(CptedError):
    """A copy of a review cannot be made."""

    title = Text(ko="사본을 만들 수 없음", en="The copy cannot be made")


_REVIEW_AGAIN = Text(
    ko="cpted review로 검토 폴더를 다시 만드십시오.", en="Make the folder again with cpted review."
)


def no_file(name: str) -> Fault:
    """The review folder lacks a file."""
    return Fault(
        code="copy/no-file",
        where=name,
        found=Text(ko="파일이 없음", en="no such file"),
        expected=Text(ko="cpted review가 만든 폴더", en="a folder that cpted review made"),
        remedy=_REVIEW_AGAIN,
    )


def unreadable_assessment(found: str) -> Fault:
    """assessment.json is not of the documented form."""
    return Fault(
        code="copy/assessment",
        where="assessment.json",
        found=same(found),
        expected=Text(ko="이 판의 검토 결과 파일", en="an assessment of this version's form"),
        remedy=_REVIEW_AGAIN,
    )


def other_edition(name: str) -> Fault:
    """The assessment was made with an edition that is not among our packs."""
    return Fault(
        code="copy/edition",
        where="assessment.json: editions",
        found=same(name[:80]),
        expected=Text(ko="cpted packs가 보여 주는 판", en="an edition that cpted packs lists"),
        remedy=_REVIEW_AGAIN,
    )


def unreadable_marks(where: str, found: str) -> Fault:
    """marks.json is no list of marks."""
    return Fault(
        code="copy/marks",
        where=where,
        found=same(found),
        expected=Text(
            ko="cpted annotations가 쓴 표시 목록", en="a list of marks as cpted annotations writes"
        ),
        remedy=Text(
            ko="표시를 다시 읽어 들이거나 marks.json을 빼고 만드십시오.",
            en="Read the marks again, or make the copy without marks.json.",
        ),
    )


def mark_off_page(key: str, page: int, pages: int) -> Fault:
    """A mark lies on a page that the report does not have."""
    return Fault(
        code="copy/mark-page",
        where=f"marks.json: {key[:80]}",
        found=Text(ko=f"{page + 1}쪽", en=f"page {page + 1}"),
        expected=Text(ko=f"{pages}쪽까지", en=f"up to page {pages}"),
        remedy=Text(
            ko="이 보고서에 단 표시가 맞는지 확인하십시오. 다른 차수의 표시는 옮긴 뒤에 씁니다.",
            en="See that the marks are of this report; those of another round are moved first.",
        ),
    )


def unreadable_report(found: str) -> Fault:
    """report.pdf cannot be read."""
    return Fault(
        code="copy/report",
        where="report.pdf",
        found=same(found),
        expected=Text(ko="cpted review가 쓴 보고서", en="the report that cpted review wrote"),
        remedy=_REVIEW_AGAIN,
    )


def not_conforming(part: str, found: tuple[str, ...]) -> Fault:
    """A copy breaks the standard that it claims."""
    return Fault(
        code="copy/conformance",
        where=part,
        found=same("; ".join(found[:8])),
        expected=same(part),
        remedy=Text(
            ko="보고서 글꼴과 서식을 고치지 않았는지 확인하고, 계속되면 개발자에게 알리십시오.",
            en="See that fonts and templates are as shipped; if it recurs, tell the developers.",
        ),
    )


def withheld_words_left(places: tuple[str, ...]) -> Fault:
    """Something withheld would have been published; the words themselves are not repeated."""
    return Fault(
        code="copy/withheld",
        where=", ".join(places[:8]),
        found=Text(
            ko="가려야 할 이름·번호가 남아 있음", en="a withheld name or number is still there"
        ),
        expected=Text(ko="공개본에 남지 않음", en="nothing of it in the public copy"),
        remedy=Text(
            ko="도면의 이름표나 과제명에 같은 말이 쓰였는지 확인하여 고치고 다시 검토하십시오.",
            en="See whether the title or a label of the drawing uses it; change that and review.",
        ),
    )


def unreadable_key(found: str) -> Fault:
    """The signing key cannot be used."""
    return Fault(
        code="copy/key",
        where="--key",
        found=same(found),
        expected=Text(
            ko="암호를 아는 PKCS#12 파일(.p12, .pfx)",
            en="a PKCS#12 file (.p12, .pfx) and its passphrase",
        ),
        remedy=Text(
            ko="파일과 암호(CPTED_KEY_PASSPHRASE)를 확인하십시오.",
            en="See to the file and its passphrase (CPTED_KEY_PASSPHRASE).",
        ),
    )
