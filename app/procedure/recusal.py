"""Recusal (제척·회피): somebody who may not act on a case, and from then on does not see it."""

from datetime import datetime
from enum import StrEnum
from typing import TypeVar

from sqlalchemy import Select, delete, select
from sqlalchemy.orm import Session

from app import audit
from app.auth.roles import Role
from app.auth.standing import roles_in, standing
from app.auth.tables import PersonRow
from app.cases.states import CaseState
from app.cases.tables import AssignmentRow, CaseRow, RecusalRow
from app.db import now
from app.errors import ConflictError, RefusedError
from app.procedure import faults, meeting_faults
from app.procedure.rounds import newest
from app.reviews.tables import AnnotationRow, OpinionRow, VoteRow
from cpted_rules.text import Text

T = TypeVar("T", OpinionRow, AnnotationRow)


class Ground(StrEnum):
    """Why somebody may not act on a case.

    Source: 건축법 시행령 제5조의2제1항, 서울특별시 건축 조례 제5조의2.
    """

    PARTY = "party"
    KIN = "kin"
    SERVICE = "service"
    AGENT = "agent"
    EMPLOYER = "employer"
    CHALLENGED = "challenged"


GROUND_NAMES = {
    Ground.PARTY: Text(
        ko="본인·배우자(전 배우자)가 당사자이거나 공동권리자·공동의무자 (제1호)",
        en="oneself or one's (former) spouse is a party, or shares its rights or duties (no. 1)",
    ),
    Ground.KIN: Text(
        ko="당사자와 친족이거나 친족이었음 (제2호)", en="kin of a party, now or before (no. 2)"
    ),
    Ground.SERVICE: Text(
        ko="이 안건에 자문·연구·용역·감정·조사를 함 (제3호)",
        en="gave advice, research, service, appraisal or survey on the case (no. 3)",
    ),
    Ground.AGENT: Text(
        ko="본인이나 소속 법인이 당사자의 대리인이거나 대리인이었음 (제4호)",
        en="oneself or one's firm acts or acted for a party (no. 4)",
    ),
    Ground.EMPLOYER: Text(
        ko="재직 중이거나 3년 안에 재직한 기업이 이 안건에 자문·용역 등을 함 (제5호)",
        en="one's employer, now or within three years, served on the case (no. 5)",
    ),
    Ground.CHALLENGED: Text(
        ko="당사자의 기피 신청을 위원회가 받아들임 (제2항)",
        en="challenged by a party, and the committee agreed (para. 2)",
    ),
}


def recuse(
    session: Session,
    case: CaseRow,
    person: PersonRow,
    *,
    whom: PersonRow,
    ground: Ground,
    words: str = "",
    at: datetime | None = None,
) -> RecusalRow:
    """The recusal of somebody, by themselves or by the secretary or chair; it holds at once.

    What they had written and not published is taken out of the case; a vote of theirs on it too.

    Raises:
        ConflictError: they are recused already.
        RefusedError: they have no part in the committee of the case.
    """
    if session.get(RecusalRow, (case.id, whom.id)) is not None:
        raise ConflictError(faults.already(Text(ko="이미 제척·회피된 위원", en="recused already")))
    if case.committee_id is None or not roles_in(session, whom.id, case.committee_id):
        raise RefusedError(meeting_faults.no_member(whom.id))
    at = at or now()
    row = RecusalRow(
        case_id=case.id,
        person_id=whom.id,
        ground=ground.value,
        words=words,
        said_by=person.id,
        at=at,
    )
    session.add(row)
    session.execute(
        delete(AssignmentRow).where(
            AssignmentRow.case_id == case.id, AssignmentRow.person_id == whom.id
        )
    )
    taken_out = _take_out_drafts(session, case, whom, at)
    audit.record(
        session,
        "case.recuse",
        person_id=person.id,
        case_id=case.id,
        whom=whom.id,
        ground=ground.value,
        drafts=taken_out,
    )
    return row


def readmit(session: Session, case: CaseRow, person: PersonRow, whom_id: str) -> None:
    """Take back a recusal that was a mistake; the person is to be named for the case anew.

    Raises:
        RefusedError: they are not recused, or one would readmit oneself.
    """
    row = session.get(RecusalRow, (case.id, whom_id))
    if row is None or whom_id == person.id:
        raise RefusedError(meeting_faults.no_member(whom_id))
    session.delete(row)
    audit.record(session, "case.readmit", person_id=person.id, case_id=case.id, whom=whom_id)


def recused_of(session: Session, case: CaseRow) -> tuple[RecusalRow, ...]:
    """Who is recused from a case."""
    rows = select(RecusalRow).where(RecusalRow.case_id == case.id).order_by(RecusalRow.at)
    return tuple(session.scalars(rows))


def may_recuse_others(session: Session, case: CaseRow, person: PersonRow) -> bool:
    """Whether somebody keeps the list of a case: its secretary or chair."""
    return not standing(session, person, case).roles.isdisjoint({Role.SECRETARY, Role.CHAIR})


def _take_out_drafts(session: Session, case: CaseRow, whom: PersonRow, at: datetime) -> int:
    taken = 0
    for drafts in (_drafts(OpinionRow, case, whom), _drafts(AnnotationRow, case, whom)):
        for row in session.scalars(drafts).all():
            row.deleted_at = at
            taken += 1
    if case.state == CaseState.MEETING:  # what was decided before stays decided
        session.execute(
            delete(VoteRow).where(
                VoteRow.case_id == case.id,
                VoteRow.person_id == whom.id,
                VoteRow.round == _open_round(session, case),
            )
        )
    session.flush()
    return taken


def _drafts(table: type[T], case: CaseRow, whom: PersonRow) -> Select[T]:
    return select(table).where(
        table.case_id == case.id,
        table.person_id == whom.id,
        table.published_at.is_(None),
        table.deleted_at.is_(None),
    )


def _open_round(session: Session, case: CaseRow) -> int:
    last = newest(session, case.id, filed=True)
    return last.number if last else 0
