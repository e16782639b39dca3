"""The report of a review made again from its assessment alone: another language, other paper."""

from pathlib import Path

from app.exports.review_folder import ReviewFolder
from app.reports.reading import ReadingSummary
from app.reports.render import write_report
from cpted_rules.rules import RULES
from cpted_rules.text import Lang, Text

NOT_SHOWN = (
    Text(
        ko="도면 파일을 읽은 내역(형식, 단위, 레이어, 쓰지 않은 도형)은 도면을 다시 읽어야 나옴",
        en="how the drawing files were read (format, unit, layers, what was set aside)",
    ),
    Text(ko="시트를 읽은 그림", en="pictures of sheets as read"),
    Text(ko="대지 자료 파일을 읽은 내역", en="how files of site data were read"),
    Text(ko="제출 파일의 지문", en="the digest of the submission"),
)
"""What assessment.json does not carry."""


def report_again(
    review: ReviewFolder,
    out: Path,
    *,
    lang: Lang,
    paper: str,
    also: Lang | None = None,
    twin: Path | None = None,
) -> None:
    """Write the report of a review. Drawings are not read; `NOT_SHOWN` says what it lacks.

    Args:
        paper: `A4` (portrait) or `A3` (landscape).
        also: a second language, set under the first.
        twin: where it is written as an HTML page too.
    """
    write_report(
        review.assessment,
        review.plan,
        ReadingSummary(),
        assessment_json=review.content,
        lang=lang,
        out=out,
        paper=paper,
        rules=RULES,
        also=also,
        twin=twin,
    )
