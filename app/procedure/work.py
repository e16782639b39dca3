"""What waits for somebody: one task for each thing that is theirs to do now."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.auth.roles import VOTING, Role
from app.auth.standing import standing
from app.auth.tables import PersonRow
from app.cases.states import CaseState as S
from app.cases.tables import AssignmentRow, CaseRow, RoundRow
from app.db import State, SubmissionRow
from app.procedure import listing, rounds
from app.procedure.actions import Action
from app.procedure.terms import Running
from app.procedure.workflow import steps_from, terms_of
from app.reviews.tables import ConditionRow, VoteRow

_MOST = 200  # cases looked through for one person


class Kind(StrEnum):
    """What is to be done; actions of the procedure have their own names."""

    WAIT_FOR_REVIEW = "wait_for_review"
    CORRECT_UPLOAD = "correct_upload"
    CONFIRM = "confirm"
    FILE = "file"
    SUPPLY = "supply"
    UPLOAD = "upload"
    SUBMIT = "submit"
    KEEP_CONDITIONS = "keep_conditions"
    ANSWER = "answer"
    OPINE = "opine"
    ATTEND = "attend"
    VOTE = "vote"
    ACCEPT = "accept"
    SCHEDULE = "schedule"
    DISTRIBUTE = "distribute"
    CONSOLIDATE = "consolidate"
    MEET = "meet"
    DECIDE = "decide"
    NOTIFY = "notify"
    PUBLISH_RESULT = "publish_result"
    TABLE_AGAIN = "table_again"
    CHECK_CONDITIONS = "check_conditions"
    CLOSE = "close"


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One thing to do on one case.

    Args:
        due_on: None where no term runs.
        count: of what is to be done, such as conditions; 0 where there is nothing to count.
    """

    case: CaseRow
    kind: Kind
    role: Role
    due_on: date | None = None
    count: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What waits for somebody, and what they wait for."""

    tasks: tuple[Task, ...]
    waiting: tuple[CaseRow, ...]


_OFFICE: dict[Action, Kind] = {
    Action.ACCEPT: Kind.ACCEPT,
    Action.SCHEDULE: Kind.SCHEDULE,
    Action.DISTRIBUTE: Kind.DISTRIBUTE,
    Action.PUBLISH_OPINIONS: Kind.CONSOLIDATE,
    Action.OPEN_MEETING: Kind.MEET,
    Action.APPROVE: Kind.DECIDE,
}
"""What an action means for the secretary and the official who do it."""
_STATES_FOR_OFFICE = {
    S.FILED,
    S.ACCEPTED,
    S.SCHEDULED,
    S.REVIEWING,
    S.PUBLISHED,
    S.MEETING,
}


def work_of(session: Session, person: PersonRow) -> Work:
    """What waits for somebody, the nearest term first; and the open cases on which others act."""
    cases, _ = listing.found(session, person, is_open=True, limit=_MOST)
    tasks = [task for case in cases for task in tasks_on(session, person, case)]
    busy = {task.case.id for task in tasks}
    return Work(
        tasks=tuple(sorted(tasks, key=lambda t: (t.due_on is None, t.due_on or date.max))),
        waiting=tuple(case for case in cases if case.id not in busy),
    )


def tasks_on(session: Session, person: PersonRow, case: CaseRow) -> Iterator[Task]:
    """What waits for somebody on one case."""
    roles = standing(session, person, case).roles
    running = terms_of(session, case)
    if Role.ARCHITECT in roles:
        yield from _of_architect(session, case)
    if not roles.isdisjoint(VOTING):
        yield from _of_member(session, person, case, roles, running)
    if not roles.isdisjoint({Role.SECRETARY, Role.OFFICIAL, Role.CHAIR}):
        yield from _of_office(session, case, roles, running)


def _of_architect(session: Session, case: CaseRow) -> Iterator[Task]:
    def task(kind: Kind, count: int = 0) -> Task:
        return Task(case=case, kind=kind, role=Role.ARCHITECT, count=count)

    state = S(case.state)
    draft = rounds.newest(session, case.id, filed=False)
    if draft is not None:
        done = Kind.FILE if state is S.PRECHECK else Kind.SUBMIT
        yield task(_next_of(session, draft, done))
    elif state is S.SUPPLEMENT:
        yield task(Kind.SUPPLY)
    elif state is S.REDELIBERATION:
        yield task(Kind.UPLOAD)
    if state is S.PUBLISHED:
        yield task(Kind.ANSWER)
    if state in (S.CONDITIONAL, S.FOLLOWING):
        open_ones = _conditions(session, case, "open")
        if open_ones:
            yield task(Kind.KEEP_CONDITIONS, open_ones)


def _next_of(session: Session, draft: RoundRow, done: Kind) -> Kind:
    """What a round that is not filed needs next."""
    row = session.get_one(SubmissionRow, draft.submission_id)
    state = State(row.state)
    if not state.is_final:
        return Kind.WAIT_FOR_REVIEW
    if state is not State.DONE:
        return Kind.CORRECT_UPLOAD
    return done if row.confirmed_at is not None else Kind.CONFIRM


def _of_member(
    session: Session,
    person: PersonRow,
    case: CaseRow,
    roles: frozenset[Role],
    running: tuple[Running, ...],
) -> Iterator[Task]:
    role = next(role for role in VOTING if role in roles)
    due = _due(running, Action.PUBLISH_OPINIONS, Action.OPEN_MEETING)
    now = rounds.newest(session, case.id, filed=True)
    number = now.number if now else 0
    match S(case.state):
        case S.REVIEWING if not _submitted(session, person, case, number):
            yield Task(case=case, kind=Kind.OPINE, role=role, due_on=due)
        case S.PUBLISHED:
            yield Task(case=case, kind=Kind.ATTEND, role=role, due_on=due)
        case S.MEETING if session.get(VoteRow, (case.id, number, person.id)) is None:
            yield Task(case=case, kind=Kind.VOTE, role=role, due_on=due)


def _of_office(
    session: Session, case: CaseRow, roles: frozenset[Role], running: tuple[Running, ...]
) -> Iterator[Task]:
    state = S(case.state)
    if state in _STATES_FOR_OFFICE:
        kept = roles - {Role.CHAIR} if Role.SECRETARY in roles else roles
        for row in steps_from(state, kept):
            if row.action in _OFFICE:
                role = next(role for role in row.roles if role in kept)
                due = _due(running, row.action)
                yield Task(case=case, kind=_OFFICE[row.action], role=role, due_on=due)
        return
    if roles.isdisjoint({Role.SECRETARY, Role.OFFICIAL}):
        return
    keeper = Role.SECRETARY if Role.SECRETARY in roles else Role.OFFICIAL
    for term in running:
        if term.action in (Action.NOTIFY, Action.PUBLISH_RESULT, Action.TABLE_AGAIN):
            yield Task(case=case, kind=Kind(term.action.value), role=keeper, due_on=term.due_on)
    if state in (S.CONDITIONAL, S.FOLLOWING) and Role.OFFICIAL in roles:
        reported = _conditions(session, case, "reported")
        if reported:
            yield Task(case=case, kind=Kind.CHECK_CONDITIONS, role=Role.OFFICIAL, count=reported)
    told = not any(t.action in (Action.NOTIFY, Action.PUBLISH_RESULT) for t in running)
    if told and (
        state is S.APPROVED
        or (
            state is S.FOLLOWING
            and not _conditions(session, case, "open")
            and not _conditions(session, case, "reported")
        )
    ):
        yield Task(case=case, kind=Kind.CLOSE, role=keeper)


def _due(running: tuple[Running, ...], *actions: Action) -> date | None:
    return next((r.due_on for r in running if r.action in actions), None)


def _submitted(session: Session, person: PersonRow, case: CaseRow, number: int) -> bool:
    row = session.get(AssignmentRow, (case.id, person.id))
    return row is not None and row.submitted_round >= number


def _conditions(session: Session, case: CaseRow, state: str) -> int:
    counted = (
        select(func.count())
        .select_from(ConditionRow)
        .where(ConditionRow.case_id == case.id, ConditionRow.state == state)
    )
    return session.scalar(counted) or 0
