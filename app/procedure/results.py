"""After the decision: the result told and published, conditions followed, the case closed."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.auth.tables import PersonRow
from app.cases.states import CaseState
from app.cases.tables import CaseRow
from app.db import now
from app.errors import ConflictError
from app.procedure import clocks, faults
from app.procedure.actions import ACTION_NAMES, Action, Step
from app.procedure.terms import decision_of
from app.procedure.workflow import may_step, step
from app.reviews.tables import ConditionRow, DecisionRow
from cpted_rules.text import Text


def notify(
    session: Session, case: CaseRow, person: PersonRow, *, at: datetime | None = None
) -> Step:
    """Take down that the applicant was told the result in writing; from then on they may object.

    Raises:
        ConflictError: that was taken down before.
    """
    may_step(session, case, Action.NOTIFY, person)
    decision = _decision(session, case)
    if decision.notified_at is not None:
        raise ConflictError(faults.already(Text(ko="이미 통보함", en="told already")))
    decision.notified_at = at or now()
    return step(session, case, Action.NOTIFY, person, at=at, round=decision.round)


def publish_result(
    session: Session, case: CaseRow, person: PersonRow, *, at: datetime | None = None
) -> Step:
    """Take down that the main results are on the website.

    Raises:
        ConflictError: that was taken down before.
    """
    may_step(session, case, Action.PUBLISH_RESULT, person)
    decision = _decision(session, case)
    if decision.published_at is not None:
        raise ConflictError(faults.already(Text(ko="이미 공개함", en="published already")))
    decision.published_at = at or now()
    return step(session, case, Action.PUBLISH_RESULT, person, at=at, round=decision.round)


def follow(
    session: Session, case: CaseRow, person: PersonRow, *, at: datetime | None = None
) -> Step:
    """The case of which only conditions are left to be followed."""
    return step(session, case, Action.FOLLOW, person, at=at)


def close(
    session: Session, case: CaseRow, person: PersonRow, *, at: datetime | None = None
) -> Step:
    """The case closed.

    Raises:
        ConflictError: the result was not told or published, conditions are open, or a rejection
            may still be contested.
    """
    may_step(session, case, Action.CLOSE, person)
    at = at or now()
    decision = _decision(session, case)
    for moment, action, term in (
        (decision.notified_at, Action.NOTIFY, clocks.TOLD),
        (decision.published_at, Action.PUBLISH_RESULT, clocks.PUBLIC),
    ):
        if moment is None:
            what = Text(ko="{a}을(를) 하지 않음", en="“{a}” was not done").fill(
                a=ACTION_NAMES[action]
            )
            raise ConflictError(faults.not_told(what, term.article))
    waiting = open_conditions(session, case.id)
    if waiting:
        raise ConflictError(faults.conditions_open(waiting))
    if case.state == CaseState.REJECTED and decision.notified_at is not None:
        due = clocks.ends_on(clocks.OBJECTION, clocks.seoul_day(decision.notified_at))
        if clocks.seoul_day(at) <= due:
            raise ConflictError(faults.objection_running(due, clocks.OBJECTION.article))
    return step(session, case, Action.CLOSE, person, at=at)


def open_conditions(session: Session, case_id: str) -> int:
    """How many conditions of a case nobody has closed or waived."""
    return (
        session.scalar(
            select(func.count())
            .select_from(ConditionRow)
            .where(
                ConditionRow.case_id == case_id,
                ConditionRow.state.in_(("open", "reported")),
            )
        )
        or 0
    )


def _decision(session: Session, case: CaseRow) -> DecisionRow:
    decision = decision_of(session, case.id)
    if decision is None:
        raise ConflictError(
            faults.not_told(
                Text(ko="의결 기록이 없음", en="no decision is recorded"), clocks.HELD.article
            )
        )
    return decision
