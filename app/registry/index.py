"""Filed rounds taken into the index, so that they are found by clause, rule and words."""

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from app.blobs import Blobs
from app.cases.tables import CaseRow, RoundRow
from app.db import OutputRow
from app.exports.review_folder import ASSESSMENT
from app.registry.tables import IndexedRow
from app.reviews.findings import findings_in

_MOST = 300


def index_case(session: Session, blobs: Blobs, case: CaseRow) -> int:
    """Take the filed rounds of a case into the index; how many findings were written.

    A round that is there with the same assessment is left alone.
    """
    rounds = session.scalars(
        select(RoundRow).where(RoundRow.case_id == case.id, RoundRow.filed_at.is_not(None))
    ).all()
    return sum(_index(session, blobs, case.id, row) for row in rounds)


def index_all(session: Session, blobs: Blobs) -> int:
    """Take every filed round into the index that is not there; how many findings were written."""
    cases = session.scalars(select(CaseRow).order_by(CaseRow.created_at)).all()
    return sum(index_case(session, blobs, case) for case in cases)


def _index(session: Session, blobs: Blobs, case_id: str, row: RoundRow) -> int:
    output = session.get(OutputRow, (row.submission_id, ASSESSMENT))
    if output is None:
        return 0
    there = select(IndexedRow.digest).where(
        IndexedRow.case_id == case_id, IndexedRow.round == row.number
    )
    if session.scalars(there.limit(1)).first() == output.digest:
        return 0
    session.execute(
        delete(IndexedRow).where(IndexedRow.case_id == case_id, IndexedRow.round == row.number)
    )
    values = [
        {
            "case_id": case_id,
            "round": row.number,
            "number": found.number,
            "finding_id": found.id,
            "digest": output.digest,
            "rule": found.finding.rule or "",
            "clause": found.finding.clause,
            "cite_ko": found.ko.cite[:_MOST],
            "cite_en": found.en.cite[:_MOST],
            "verdict": found.finding.verdict.value,
            "basis": found.finding.basis.value if found.finding.basis else "",
            "headline_ko": found.ko.headline,
            "headline_en": found.en.headline,
        }
        for found in findings_in(session, blobs, output).findings
    ]
    if values:
        session.execute(insert(IndexedRow), values)
    return len(values)
