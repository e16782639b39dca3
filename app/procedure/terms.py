"""Which terms run for a case, read from its rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.auth.roles import Role
from app.cases.states import CaseState
from app.cases.tables import CaseRow, MeetingRow
from app.procedure import rounds
from app.procedure.actions import Action, Step
from app.procedure.clocks import Event, Term, ends_on, seoul_day
from app.reviews.tables import DecisionRow

OUT_OF_TIME = "e"
"""Ground 마 of the review standard 2.3: there was no time to deliberate."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """A term that runs: until when, of what, for whom to keep."""

    term: Term
    due_on: date
    action: Action
    roles: tuple[Role, ...]


def running(session: Session, case: CaseRow, rows: Sequence[Step]) -> tuple[Running, ...]:
    """The terms that run for a case, the nearest first; each once.

    Args:
        rows: what may be done in the state it is in.
    """
    events = events_of(session, case)
    decision = decision_of(session, case.id)
    found: dict[Term, Running] = {}
    for row in rows:
        if _is_done(row, decision):
            continue
        for term in row.terms:
            if term.event in events and term not in found:
                found[term] = Running(
                    term=term,
                    due_on=ends_on(term, events[term.event]),
                    action=row.action,
                    roles=row.roles,
                )
    return tuple(sorted(found.values(), key=lambda r: (r.due_on, r.term.is_right)))


def events_of(session: Session, case: CaseRow) -> Mapping[Event, date]:
    """When what terms are counted from happened, in days of Seoul."""
    events: dict[Event, date] = {}
    decision = decision_of(session, case.id)
    if decision is not None:
        events[Event.DECIDED] = decision.decided_on
        if decision.notified_at is not None:
            events[Event.TOLD] = seoul_day(decision.notified_at)
        if case.state == CaseState.REDELIBERATION and OUT_OF_TIME in decision.grounds:
            events[Event.OUT_OF_TIME] = decision.decided_on
    filed = rounds.newest(session, case.id, filed=True)
    if filed is not None and filed.filed_at is not None:
        match rounds.Cause(filed.cause):
            case rounds.Cause.OBJECTION:
                events[Event.OBJECTED] = seoul_day(filed.filed_at)
            case rounds.Cause.TIME if decision is not None:
                events[Event.OUT_OF_TIME] = decision.decided_on
            case _:
                events[Event.RECEIVED] = seoul_day(filed.filed_at)
    meeting = session.get(MeetingRow, case.meeting_id) if case.meeting_id else None
    if meeting is not None:
        events[Event.MEETING] = meeting.held_on
    return events


def decision_of(session: Session, case_id: str) -> DecisionRow | None:
    """The last decision on a case."""
    return session.scalar(
        select(DecisionRow)
        .where(DecisionRow.case_id == case_id)
        .order_by(DecisionRow.round.desc())
        .limit(1)
    )


def _is_done(row: Step, decision: DecisionRow | None) -> bool:
    """Whether a step that leaves the state as it is was taken."""
    if decision is None:
        return False
    done = {Action.NOTIFY: decision.notified_at, Action.PUBLISH_RESULT: decision.published_at}
    return done.get(row.action) is not None
