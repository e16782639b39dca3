"""Which committee a case goes to."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.auth.tables import CommitteeRow
from app.cases.tables import CaseRow, RoundRow
from app.db import SubmissionRow
from app.errors import RefusedError
from app.procedure import faults
from app.procedure.rounds import newest

CITY = "서울특별시"
CITY_FLOORS = 21
CITY_AREA_M2 = 100_000.0
"""Sizes from which the city's committee reviews. 서울특별시 건축 조례 제5조–제14조."""


def committees_for(session: Session, case: CaseRow) -> tuple[CommitteeRow, ...]:
    """The committees a case may go to, the one it most likely goes to first."""
    rows = session.scalars(
        select(CommitteeRow)
        .where(CommitteeRow.district.in_((case.district, CITY)))
        .order_by(CommitteeRow.name)
    ).all()
    wanted = CITY if _is_large(session, newest(session, case.id)) else case.district
    return tuple(sorted(rows, key=lambda row: row.district != wanted))


def chosen(session: Session, case: CaseRow, committee_id: str | None) -> CommitteeRow:
    """The committee of that id, or the likeliest one.

    Raises:
        RefusedError: there is none for the district of the case.
    """
    for row in committees_for(session, case):
        if committee_id in (None, "", row.id):
            return row
    raise RefusedError(faults.no_committee(case.district))


def _is_large(session: Session, last: RoundRow | None) -> bool:
    row = session.get(SubmissionRow, last.submission_id) if last else None
    facts = (row.facts if row else None) or {}
    floors, area = facts.get("floors_above"), facts.get("gross_area_m2")
    return (floors or 0) >= CITY_FLOORS or (area or 0.0) >= CITY_AREA_M2
