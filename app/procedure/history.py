"""What was done on a case, and the line of its states with their dates, from the audit log."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.audit import AuditRow
from app.cases.states import CASE_STATE_NAMES
from app.cases.states import CaseState as S
from app.cases.tables import CaseRow, MeetingRow
from app.procedure import clocks
from app.procedure.actions import Action
from app.procedure.clocks import ends_on, seoul_day
from cpted_rules.text import Text

LINE = (
    S.PRECHECK,
    S.FILED,
    S.ACCEPTED,
    S.SCHEDULED,
    S.REVIEWING,
    S.PUBLISHED,
    S.MEETING,
)
"""The way of every case; then its decision, and what follows it."""

DECISION = Text(ko="의결", en="Decision")


class Standing(StrEnum):
    """Where a state of the line lies from where the case is."""

    PAST = "past"
    NOW = "now"
    AHEAD = "ahead"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """A state of a case's line.

    Args:
        on: when it was reached; ahead: until when it is to be.
    """

    name: Text
    standing: Standing
    on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Something that was done on a case."""

    at: datetime
    action: str
    person_id: str
    to: S | None
    round: int | None


def entries_of(session: Session, case_id: str) -> tuple[Entry, ...]:
    """Everything that was done on a case, the newest first."""
    rows = session.scalars(
        select(AuditRow).where(AuditRow.case_id == case_id).order_by(AuditRow.seq.desc())
    )
    return tuple(
        Entry(
            at=row.at,
            action=row.action,
            person_id=row.person_id,
            to=S(row.detail["to"]) if row.detail.get("to") in tuple(S) else None,
            round=row.detail.get("round"),
        )
        for row in rows
    )


def line_of(session: Session, case: CaseRow) -> tuple[Stop, ...]:
    """The states a case passes in this round, with the dates known of them."""
    state = S(case.state)
    path: list[S | None] = [*LINE, *_after(state)]
    if state is S.SUPPLEMENT:
        path.insert(path.index(S.FILED) + 1, S.SUPPLEMENT)
    here = path.index(state)
    reached = _reached(session, case)
    planned = _planned(session, case)
    return tuple(
        Stop(
            name=CASE_STATE_NAMES[stop] if stop else DECISION,
            standing=Standing.NOW if i == here else Standing.PAST if i < here else Standing.AHEAD,
            on=(reached if i <= here else planned).get(stop) if stop else None,
        )
        for i, stop in enumerate(path)
    )


def _after(state: S) -> tuple[S | None, ...]:
    """What follows the meeting; None: a decision that is not made yet."""
    match state:
        case S.APPROVED | S.REJECTED:
            return (state, S.CLOSED)
        case S.CONDITIONAL | S.FOLLOWING:
            return (S.CONDITIONAL, S.FOLLOWING, S.CLOSED)
        case S.REDELIBERATION | S.WITHDRAWN | S.CLOSED:
            return (state,)
    return (None,)


def _reached(session: Session, case: CaseRow) -> dict[S, date]:
    """The last time a case came to each state; the pre-check is when it was opened."""
    reached = {S.PRECHECK: seoul_day(case.created_at)}
    moving = {f"case.{action.value}" for action in Action}
    for entry in reversed(entries_of(session, case.id)):
        if entry.to is not None and entry.action in moving:
            reached[entry.to] = seoul_day(entry.at)
    reached[S(case.state)] = seoul_day(case.state_since)
    return reached


def _planned(session: Session, case: CaseRow) -> dict[S, date]:
    meeting = session.get(MeetingRow, case.meeting_id) if case.meeting_id else None
    if meeting is None:
        return {}
    return {
        S.SCHEDULED: ends_on(clocks.NAMED, meeting.held_on),
        S.REVIEWING: ends_on(clocks.SENT, meeting.held_on),
        S.PUBLISHED: meeting.held_on - timedelta(days=1),
        S.MEETING: meeting.held_on,
    }
