"""What became of each finding and sheet from one round to the next, and the proof of what did not.

A sheet is unchanged where its file has the same SHA-256 in both rounds; names and dates prove
nothing.
"""

from collections.abc import Iterable, Iterator
from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.cases.tables import CaseRow, RoundRow
from app.comparison.model import ComparedModel, ComparisonModel, comparison_model
from app.comparison.rounds import Rounds
from app.db import OutputRow, State, SubmissionRow
from app.errors import ConflictError
from app.exports.review_folder import ReviewFolder, review_of
from app.procedure import faults
from app.procedure.outputs import Contents, content_of
from app.reviews.tables import ConditionRow
from cpted_rules.compare import Change, Round, compare
from cpted_rules.figure import site_of
from cpted_rules.text import Text
from cpted_rules.verify import AssessmentError


class SheetChange(StrEnum):
    """What became of a sheet."""

    SAME = "same"  # the same file
    SAME_CONTENT = "same_content"  # another file, of which the same was read
    CHANGED = "changed"
    NEW = "new"
    GONE = "gone"


SHEET_CHANGE_NAMES = {
    SheetChange.SAME: Text(ko="그대로 (같은 파일)", en="unchanged (the same file)"),
    SheetChange.SAME_CONTENT: Text(
        ko="파일은 다르나 읽은 내용은 같음", en="another file, the same was read of it"
    ),
    SheetChange.CHANGED: Text(ko="바뀜", en="changed"),
    SheetChange.NEW: Text(ko="새 도면", en="new"),
    SheetChange.GONE: Text(ko="빠짐", en="gone"),
}


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True)


class SheetModel(_Model):
    """A sheet in two rounds."""

    number: str
    title: str
    change: SheetChange
    before: str | None = Field(description="SHA-256 of its file in the earlier round.")
    after: str | None = Field(description="SHA-256 of its file in the later round.")


class SideModel(_Model):
    """A round that was compared."""

    round: int
    submission_id: str
    upload: str = Field(description="SHA-256 of what was uploaded.")


class Ledger(_Model):
    """What became of everything from one round to the next."""

    before: SideModel
    after: SideModel
    comparison: ComparisonModel
    sheets: tuple[SheetModel, ...]

    def next_id(self, finding_id: str) -> ComparedModel | None:
        """The comparison of the finding that had that id in the earlier round."""
        for compared in self.comparison.findings:
            if compared.before is not None and compared.before.id == finding_id:
                return compared
        return None

    @property
    def counts(self) -> dict[str, int]:
        """How many findings are fixed, still open, returned, new; how many sheets changed."""
        made = self.comparison.counts
        changed = (SheetChange.CHANGED, SheetChange.NEW, SheetChange.GONE)
        return {
            "fixed": made.get(Change.GONE, 0),
            "open": made.get(Change.UNCHANGED, 0) + made.get(Change.CHANGED, 0),
            "returned": made.get(Change.REOPENED, 0),
            "new": made.get(Change.NEW, 0),
            "sheets_changed": sum(s.change in changed for s in self.sheets),
            "sheets": len(self.sheets),
        }


def compared_rounds(
    session: Session, contents: Contents, case: CaseRow, before: RoundRow, after: RoundRow
) -> Ledger:
    """The ledger between two rounds of a case.

    Findings whose conditions were closed before the later round count as settled: raised again,
    they are reopened.

    Raises:
        ConflictError: one of them was not reviewed, or by a version this one cannot read.
    """
    reviews = [_review(session, contents, row) for row in (before, after)]
    closed = _settled(session, case, before.number)
    made = compare(
        Round(assessment=reviews[0].assessment, plan=reviews[0].plan, closed=closed),
        Round(assessment=reviews[1].assessment, plan=reviews[1].plan),
        place=site_of,
    )
    rounds = Rounds(before=reviews[0], after=reviews[1], comparison=made)
    submissions = [session.get_one(SubmissionRow, r.submission_id) for r in (before, after)]
    return Ledger(
        before=_side(before, submissions[0]),
        after=_side(after, submissions[1]),
        comparison=comparison_model(rounds),
        sheets=tuple(
            sheet_changes(*(_sheets(session, contents, submission) for submission in submissions))
        ),
    )


def kept(row: RoundRow) -> Ledger | None:
    """The ledger that a round was filed with."""
    return Ledger.model_validate(row.ledger) if row.ledger else None


class Sheet(_Model):
    """A sheet of one round: the digests of its file and of the picture of what was read of it."""

    number: str
    title: str
    file: str | None
    picture: str | None


def sheet_changes(before: Iterable[Sheet], after: Iterable[Sheet]) -> Iterator[SheetModel]:
    """What became of each sheet, in the order of the later round, the gone ones last."""
    old = {sheet.number: sheet for sheet in before}
    for now in after:
        was = old.pop(now.number, None)
        yield SheetModel(
            number=now.number,
            title=now.title,
            change=SheetChange.NEW if was is None else _change(was, now),
            before=was.file if was else None,
            after=now.file,
        )
    for was in old.values():
        yield SheetModel(
            number=was.number,
            title=was.title,
            change=SheetChange.GONE,
            before=was.file,
            after=None,
        )


def _change(was: Sheet, now: Sheet) -> SheetChange:
    """What is not proven to be the same has changed."""
    if was.file is not None and was.file == now.file:
        return SheetChange.SAME
    if was.picture is not None and was.picture == now.picture:
        return SheetChange.SAME_CONTENT
    return SheetChange.CHANGED


class _ReadSheet(BaseModel):
    model_config = ConfigDict(extra="ignore")

    number: str
    title: str = ""
    picture: str | None = None


class _ReadDrawing(BaseModel):
    model_config = ConfigDict(extra="ignore")

    file: str
    sheets: tuple[_ReadSheet, ...] = ()


class _Read(BaseModel):
    model_config = ConfigDict(extra="ignore")

    drawings: tuple[_ReadDrawing, ...] = ()


def _sheets(session: Session, contents: Contents, row: SubmissionRow) -> tuple[Sheet, ...]:
    try:
        raw = content_of(session, contents, row.id, "reading.json") or b"{}"
        reading = _Read.model_validate_json(raw)
    except ValidationError:
        return ()
    files = {f["path"]: f["sha256"] for f in (row.facts or {}).get("files", ())}
    pictures = session.scalars(select(OutputRow).where(OutputRow.submission_id == row.id)).all()
    digests = {output.name: output.digest for output in pictures}
    return tuple(
        Sheet(
            number=sheet.number,
            title=sheet.title,
            file=files.get(drawing.file),
            picture=digests.get(sheet.picture or ""),
        )
        for drawing in reading.drawings
        for sheet in drawing.sheets
    )


def _review(session: Session, contents: Contents, row: RoundRow) -> ReviewFolder:
    submission = session.get_one(SubmissionRow, row.submission_id)
    if submission.state != State.DONE:
        waiting = Text(ko=f"{row.number}차 검토가 끝나지 않음", en=f"round {row.number} unfinished")
        raise ConflictError(faults.not_comparable(waiting))
    content = content_of(session, contents, submission.id, "assessment.json") or b""
    try:
        return review_of(content)
    except AssessmentError as error:
        older = Text(
            ko=f"{row.number}차 검토는 다른 판의 프로그램이 하였음",
            en=f"round {row.number} was reviewed by another version",
        )
        raise ConflictError(faults.not_comparable(older)) from error


def _settled(session: Session, case: CaseRow, until: int) -> frozenset[str]:
    """Ids of the findings whose conditions were closed, as they were in the earlier round."""
    rows = session.scalars(
        select(ConditionRow).where(
            ConditionRow.case_id == case.id,
            ConditionRow.round == until,
            ConditionRow.state == "closed",
            ConditionRow.finding_id.is_not(None),
        )
    )
    return frozenset(row.finding_id for row in rows if row.finding_id)


def _side(row: RoundRow, submission: SubmissionRow) -> SideModel:
    return SideModel(
        round=row.number, submission_id=row.submission_id, upload=submission.upload_digest
    )
