"""Why a returned file or a store of marks is refused, in words a reader can act on."""

from cpted_rules.errors import CptedError, Fault
from cpted_rules.text import Text, same

_AGAIN = Text(
    ko="보고서 PDF를 다시 저장하여 보내거나 XFDF로 내보내 보내십시오",
    en="Save the report again and send it, or export the marks as XFDF",
)


class ReturnedError(CptedError):
    """A returned file cannot be read, or may not be."""

    title = Text(ko="돌아온 파일을 읽을 수 없음", en="The returned file cannot be read")


class MergeError(CptedError):
    """What came back cannot be taken in, or not as asked."""

    title = Text(ko="의견을 반영할 수 없음", en="The marks cannot be taken in")


def too_large(name: str, found: str, limit: str) -> Fault:
    """More of something than is read."""
    return Fault(
        code="annotations/too-large",
        where=name,
        found=same(found),
        expected=same(f"≤ {limit}"),
        remedy=Text(
            ko="의견만 XFDF로 내보내거나 붙임 자료를 빼고 보내십시오",
            en="Export only the marks as XFDF, or send it without what was added",
        ),
    )


def no_format(name: str) -> Fault:
    """Neither PDF nor XFDF nor DXF."""
    return Fault(
        code="annotations/format",
        where=name,
        found=Text(ko="PDF, XFDF, DXF가 아님", en="neither PDF nor XFDF nor DXF"),
        expected=Text(
            ko="의견을 적은 보고서 PDF, XFDF, 답을 적은 review.dxf",
            en="the marked report as PDF, its XFDF, or the answered review.dxf",
        ),
        remedy=_AGAIN,
    )


def damaged(name: str, reason: str) -> Fault:
    """A file whose content cannot be followed."""
    return Fault(
        code="annotations/damaged",
        where=name,
        found=Text(ko=f"손상된 파일 ({reason})", en=f"a damaged file ({reason})"),
        expected=Text(ko="끝까지 읽히는 파일", en="a file that can be read to its end"),
        remedy=_AGAIN,
    )


def locked(name: str) -> Fault:
    """Needs a password."""
    return Fault(
        code="annotations/password",
        where=name,
        found=Text(ko="암호로 잠긴 PDF", en="a PDF locked with a password"),
        expected=Text(ko="암호 없는 PDF", en="a PDF without a password"),
        remedy=Text(ko="암호를 풀고 저장하여 보내십시오", en="Save it without the password"),
    )


def not_ours(name: str, found: Text) -> Fault:
    """Not a copy of the report it is read against."""
    return Fault(
        code="annotations/not-ours",
        where=name,
        found=found,
        expected=Text(
            ko="이 검토의 검토용 PDF (쪽 번호, 고유 표식 또는 첨부 목록으로 확인)",
            en="the review copy of this assessment, known by page codes, markers or manifest",
        ),
        remedy=Text(
            ko="--assessment가 이 보고서의 assessment.json인지 확인하십시오",
            en="Check that --assessment names the assessment.json of this report",
        ),
    )


def no_manifest(name: str, folder: str) -> Fault:
    """Nothing says what went out."""
    return Fault(
        code="annotations/no-manifest",
        where=name,
        found=Text(
            ko=f"보낸 검토용 PDF의 기록이 파일에도 {folder}에도 없음",
            en=f"no record of the review copy that went out, neither in the file nor in {folder}",
        ),
        expected=Text(
            ko="assessment.json 옆의 report.pdf 또는 cpted-manifest.json",
            en="report.pdf or cpted-manifest.json beside assessment.json",
        ),
        remedy=Text(
            ko="보낸 보고서 PDF를 assessment.json 옆에 두십시오",
            en="Put the report that went out beside assessment.json",
        ),
    )


def altered(name: str, pages: tuple[int, ...]) -> Fault:
    """Content of pages is not what went out."""
    numbers = ", ".join(str(page + 1) for page in pages)
    return Fault(
        code="annotations/altered-pages",
        where=name,
        found=Text(ko=f"내용이 바뀐 쪽: {numbers}", en=f"pages with other content: {numbers}"),
        expected=Text(ko="보낸 그대로의 쪽", en="pages as they went out"),
        remedy=Text(
            ko="바뀐 쪽을 눈으로 확인한 뒤 --accept-altered로 반영하십시오",
            en="Look at those pages, then apply with --accept-altered",
        ),
    )


def outdated(name: str) -> Fault:
    """The store was changed after the preview was made."""
    return Fault(
        code="annotations/outdated",
        where=name,
        found=Text(ko="미리 본 뒤에 의견이 바뀜", en="marks were changed after the preview"),
        expected=Text(ko="미리 본 그대로의 의견", en="the marks that the preview was made of"),
        remedy=Text(ko="다시 미리 본 뒤 반영하십시오", en="Preview again, then apply"),
    )


def nothing_to_undo(where: str) -> Fault:
    """No import is left to take back."""
    return Fault(
        code="annotations/nothing-to-undo",
        where=where,
        found=Text(ko="반영한 기록이 없음", en="nothing was taken in"),
        expected=Text(ko="한 번 이상의 반영", en="at least one import"),
        remedy=Text(ko="되돌릴 것이 없습니다", en="There is nothing to take back"),
    )


def other_manifest(where: str) -> Fault:
    """The store of marks is of another assessment than the one it lies beside."""
    return Fault(
        code="annotations/other-review",
        where=where,
        found=Text(
            ko="옆의 assessment.json이 아닌 다른 검토의 의견",
            en="marks of another review than the assessment.json beside them",
        ),
        expected=Text(
            ko="이 검토의 보고서에 단 의견", en="marks that were made on the report of this review"
        ),
        remedy=Text(
            ko="의견을 받은 그 검토의 폴더를 지정하십시오",
            en="Name the folder of the review that the marks were made on",
        ),
    )


def same_review(where: str) -> Fault:
    """Both rounds are one."""
    return Fault(
        code="annotations/same-review",
        where=where,
        found=Text(ko="앞뒤 회차가 같은 검토", en="the same review before and after"),
        expected=Text(ko="서로 다른 두 회차", en="two rounds"),
        remedy=Text(
            ko="앞 회차와 다음 회차의 폴더를 차례로 지정하십시오",
            en="Name the folder of the round before, then that of the next",
        ),
    )


def not_registered(where: str, found: Text, expected: Text) -> Fault:
    """It cannot be told how the plan of one round lies to that of the other."""
    return Fault(
        code="annotations/not-registered",
        where=where,
        found=found,
        expected=expected,
        remedy=Text(
            ko="두 폴더가 같은 대지의 검토인지, 두 회차의 배치도와 좌표가 맞는지 확인하십시오. "
            "의견은 옮기지 않았습니다",
            en="Check that both folders are of one site and that the site plans and coordinates of "
            "both rounds are right; no mark was carried",
        ),
    )


def bad_store(where: str, reason: str) -> Fault:
    """The store of marks, or the manifest beside it, is not in its form."""
    return Fault(
        code="annotations/store",
        where=where,
        found=same(reason),
        expected=Text(ko="이 프로그램이 쓴 파일", en="a file that this program wrote"),
        remedy=Text(
            ko="파일을 백업에서 되살리십시오. 손으로 고치지 않습니다",
            en="Restore the file from a backup; it is not for editing by hand",
        ),
    )
