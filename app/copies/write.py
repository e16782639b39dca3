"""A copy of a reviewed case, of the kind asked for, from its review folder."""

from dataclasses import dataclass, replace
from pathlib import Path

from app.copies.archival import Claim, digest_of
from app.copies.faults import CopyError, no_file, withheld_words_left
from app.copies.kinds import Kind
from app.copies.public import Published, published
from app.copies.record import record_copy
from app.copies.said import Said, said_in
from app.copies.traces import traces
from app.copies.twin import digests, twin
from app.exports.review_folder import ASSESSMENT, review_of
from app.exports.zipped import zipped
from app.reports.context import build_context
from app.reports.reading import ReadingSummary
from app.reports.render import pdf_of
from cpted_rules.findings import Assessment
from cpted_rules.note import Note
from cpted_rules.plan import SitePlan
from cpted_rules.plan.canonical import digest
from cpted_rules.rules import RULES
from cpted_rules.text import Lang, Text

REPORT = "report.pdf"
PUBLIC_TITLE = Text(ko="{title} (공개용 사본)", en="{title} (public copy)")
WITHHELD = Text(
    ko="공개용 사본: 카메라·경비·침입 경로에 관한 결과 {n}건과 개인의 성명, 도면 판독의 세부를 "
    "빼고 다시 작성함. 결과의 번호는 원본과 같음",
    en="public copy, made anew without {n} findings on cameras, guards and ways in, without "
    "names of persons and details of the reading; findings are numbered as in the original",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """A copy that was made.

    Args:
        claim: what it conforms to; None: it claims nothing.
        withheld: findings left out.
        marks, answers: that it carries.
    """

    content: bytes
    claim: Claim | None = None
    withheld: int = 0
    marks: int = 0
    answers: int = 0


def copy_of(folder: Path, kind: Kind, *, lang: Lang = Lang.KO, paper: str = "A4") -> Copy:
    """A copy of the review in a folder; same folder, same bytes.

    Args:
        folder: with assessment.json, report.pdf and, where people made marks, marks.json.
        paper: of a public copy, which is set anew.

    Raises:
        CptedError: a file is lacking or cannot be read, or the copy would not be what it claims.
    """
    content = _read(folder, ASSESSMENT)
    review = review_of(content)
    if kind is Kind.PUBLIC:
        return _public(published(review.assessment, review.plan), lang, paper)
    report, said = _read(folder, REPORT), said_in(folder)
    facts = review.assessment.facts
    files = twin(folder, said, case=facts.case_number, report=report)
    if kind is Kind.DATA:
        return _counted(Copy(content=zipped(files)), said)
    claim = Claim.A3B if kind is Kind.DECISION else Claim.A1B
    made = record_copy(
        report,
        said,
        claim=claim,
        title=facts.title,
        case=facts.case_number,
        digests=((REPORT, digest_of(report)), *digests(files)),
        lang=lang,
    )
    return _counted(Copy(content=made, claim=claim), said)


def _counted(copy: Copy, said: Said) -> Copy:
    return replace(copy, marks=len(said.marks), answers=len(said.answers))


def _public(left: Published, lang: Lang, paper: str) -> Copy:
    """The report of what is left, if nothing that is withheld can be found in it."""
    content = public_pdf(left.assessment, left.plan, withheld=left.withheld, lang=lang, paper=paper)
    if places := traces(content, left.words):
        raise CopyError(withheld_words_left(places))
    return Copy(content=content, withheld=left.withheld)


def public_pdf(
    assessment: Assessment, plan: SitePlan, *, withheld: int, lang: Lang, paper: str = "A4"
) -> bytes:
    """The report of an assessment alone: no opinion form, no attachments, nothing of the files."""
    note = Note(code="copy/withheld", text=WITHHELD.fill(n=str(withheld)))
    told = replace(assessment, notes=(note, *assessment.notes))
    context = build_context(
        told,
        plan,
        ReadingSummary(),
        rules=RULES,
        assessment_digest=digest(assessment),
        lang=lang,
        paper=paper,
    )
    title = PUBLIC_TITLE.fill(title=context.title).in_(lang)
    return pdf_of(replace(context, title=title), form=False)


def _read(folder: Path, name: str) -> bytes:
    path = folder / name
    if not path.is_file():
        raise CopyError(no_file(name))
    return path.read_bytes()
