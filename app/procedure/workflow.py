"""The procedure: one table of where a case is, what is done, where it goes, by whom, until when."""

# ruff: noqa: E501 - a table reads by its columns

from datetime import datetime

from sqlalchemy.orm import Session

from app import audit
from app.auth.roles import ROLE_NAMES, Role
from app.auth.standing import standing
from app.auth.tables import PersonRow
from app.cases.states import CASE_STATE_NAMES
from app.cases.states import CaseState as S
from app.cases.tables import CaseRow
from app.db import now
from app.errors import ConflictError, ForbiddenError
from app.procedure import articles, clocks, faults
from app.procedure.actions import ACTION_NAMES, Action, Step
from app.procedure.terms import Running, running
from cpted_rules.text import join

_A = Action
_ARCHITECT = (Role.ARCHITECT,)
_OFFICE = (Role.SECRETARY, Role.OFFICIAL)
_SECRETARY = (Role.SECRETARY,)
_CHAIR = (Role.SECRETARY, Role.CHAIR)  # the secretary does it for the chair, 조례 제10조
_TABLED = (clocks.TABLED, clocks.TABLED_AGAIN, clocks.HELD_AGAIN)
_NAMED = (clocks.NAMED, *_TABLED)
_TOLD = (clocks.TOLD,)
_PUBLIC = (clocks.PUBLIC,)
_OBJECTION = (clocks.OBJECTION,)

# fmt: off
TABLE: tuple[Step, ...] = (
    #    where the case is what is done              where it goes     by whom      until when        by what provision
    Step(S.PRECHECK,       _A.FILE,                  S.FILED,          _ARCHITECT,  (),               articles.APPLICATION),

    Step(S.FILED,          _A.ACCEPT,                S.ACCEPTED,       _OFFICE,     _TABLED,          articles.TABLED),
    Step(S.FILED,          _A.ASK_SUPPLEMENT,        S.SUPPLEMENT,     _OFFICE,     (),               articles.PAPERS),
    Step(S.FILED,          _A.WITHDRAW,              S.WITHDRAWN,      _ARCHITECT,  (),               articles.OWN),

    Step(S.SUPPLEMENT,     _A.SUPPLY,                S.FILED,          _ARCHITECT,  (),               articles.PAPERS),
    Step(S.SUPPLEMENT,     _A.WITHDRAW,              S.WITHDRAWN,      _ARCHITECT,  (),               articles.OWN),

    Step(S.ACCEPTED,       _A.SCHEDULE,              S.SCHEDULED,      _CHAIR,      _NAMED,           articles.NAMED),
    Step(S.ACCEPTED,       _A.ASK_SUPPLEMENT,        S.SUPPLEMENT,     _OFFICE,     (),               articles.PAPERS),
    Step(S.ACCEPTED,       _A.WITHDRAW,              S.WITHDRAWN,      _ARCHITECT,  (),               articles.OWN),

    Step(S.SCHEDULED,      _A.DISTRIBUTE,            S.REVIEWING,      _CHAIR,      (clocks.SENT,),   articles.SENT),
    Step(S.SCHEDULED,      _A.POSTPONE,              S.ACCEPTED,       _CHAIR,      (),               articles.OWN),
    Step(S.SCHEDULED,      _A.WITHDRAW,              S.WITHDRAWN,      _ARCHITECT,  (),               articles.OWN),

    Step(S.REVIEWING,      _A.PUBLISH_OPINIONS,      S.PUBLISHED,      _SECRETARY,  (clocks.SPOKEN,), articles.OWN),
    Step(S.REVIEWING,      _A.POSTPONE,              S.ACCEPTED,       _CHAIR,      (),               articles.OWN),
    Step(S.REVIEWING,      _A.WITHDRAW,              S.WITHDRAWN,      _ARCHITECT,  (),               articles.OWN),

    Step(S.PUBLISHED,      _A.OPEN_MEETING,          S.MEETING,        _SECRETARY,  (clocks.HELD,),   articles.QUORUM),
    Step(S.PUBLISHED,      _A.POSTPONE,              S.ACCEPTED,       _CHAIR,      (),               articles.OWN),
    Step(S.PUBLISHED,      _A.WITHDRAW,              S.WITHDRAWN,      _ARCHITECT,  (),               articles.OWN),

    Step(S.MEETING,        _A.APPROVE,               S.APPROVED,       _SECRETARY,  (clocks.HELD,),   articles.DECISION),
    Step(S.MEETING,        _A.APPROVE_CONDITIONALLY, S.CONDITIONAL,    _SECRETARY,  (clocks.HELD,),   articles.DECISION),
    Step(S.MEETING,        _A.REDELIBERATE,          S.REDELIBERATION, _SECRETARY,  (clocks.HELD,),   articles.AGAIN),
    Step(S.MEETING,        _A.REJECT,                S.REJECTED,       _SECRETARY,  (clocks.HELD,),   articles.AGAIN),
    Step(S.MEETING,        _A.ADJOURN,               S.PUBLISHED,      _SECRETARY,  (),               articles.QUORUM),

    Step(S.APPROVED,       _A.NOTIFY,                S.APPROVED,       _OFFICE,     _TOLD,            articles.TOLD),
    Step(S.APPROVED,       _A.PUBLISH_RESULT,        S.APPROVED,       _OFFICE,     _PUBLIC,          articles.PUBLIC),
    Step(S.APPROVED,       _A.CLOSE,                 S.CLOSED,         _OFFICE,     (),               articles.OWN),

    Step(S.CONDITIONAL,    _A.NOTIFY,                S.CONDITIONAL,    _OFFICE,     _TOLD,            articles.TOLD),
    Step(S.CONDITIONAL,    _A.PUBLISH_RESULT,        S.CONDITIONAL,    _OFFICE,     _PUBLIC,          articles.PUBLIC),
    Step(S.CONDITIONAL,    _A.FOLLOW,                S.FOLLOWING,      _OFFICE,     (),               articles.CONFIRMED),
    Step(S.CONDITIONAL,    _A.RESUBMIT,              S.FOLLOWING,      _ARCHITECT,  (),               articles.CONFIRMED),
    Step(S.CONDITIONAL,    _A.OBJECT,                S.ACCEPTED,       _ARCHITECT,  _OBJECTION,       articles.OBJECTION),

    Step(S.REDELIBERATION, _A.NOTIFY,                S.REDELIBERATION, _OFFICE,     _TOLD,            articles.TOLD),
    Step(S.REDELIBERATION, _A.PUBLISH_RESULT,        S.REDELIBERATION, _OFFICE,     _PUBLIC,          articles.PUBLIC),
    Step(S.REDELIBERATION, _A.RESUBMIT,              S.FILED,          _ARCHITECT,  (),               articles.AGAIN),
    Step(S.REDELIBERATION, _A.TABLE_AGAIN,           S.ACCEPTED,       _SECRETARY,  (clocks.HELD_AGAIN,), articles.NO_TIME),
    Step(S.REDELIBERATION, _A.OBJECT,                S.ACCEPTED,       _ARCHITECT,  _OBJECTION,       articles.OBJECTION),
    Step(S.REDELIBERATION, _A.WITHDRAW,              S.WITHDRAWN,      _ARCHITECT,  (),               articles.OWN),

    Step(S.REJECTED,       _A.NOTIFY,                S.REJECTED,       _OFFICE,     _TOLD,            articles.TOLD),
    Step(S.REJECTED,       _A.PUBLISH_RESULT,        S.REJECTED,       _OFFICE,     _PUBLIC,          articles.PUBLIC),
    Step(S.REJECTED,       _A.OBJECT,                S.ACCEPTED,       _ARCHITECT,  _OBJECTION,       articles.OBJECTION),
    Step(S.REJECTED,       _A.CLOSE,                 S.CLOSED,         _OFFICE,     (),               articles.OWN),

    Step(S.FOLLOWING,      _A.NOTIFY,                S.FOLLOWING,      _OFFICE,     _TOLD,            articles.TOLD),
    Step(S.FOLLOWING,      _A.PUBLISH_RESULT,        S.FOLLOWING,      _OFFICE,     _PUBLIC,          articles.PUBLIC),
    Step(S.FOLLOWING,      _A.RESUBMIT,              S.FOLLOWING,      _ARCHITECT,  (),               articles.CONFIRMED),
    Step(S.FOLLOWING,      _A.OBJECT,                S.ACCEPTED,       _ARCHITECT,  _OBJECTION,       articles.OBJECTION),
    Step(S.FOLLOWING,      _A.CLOSE,                 S.CLOSED,         _OFFICE,     (),               articles.CONFIRMED),
)
# fmt: on
"""Each state and action once."""

DECISIONS = {
    S.APPROVED: Action.APPROVE,
    S.CONDITIONAL: Action.APPROVE_CONDITIONALLY,
    S.REDELIBERATION: Action.REDELIBERATE,
    S.REJECTED: Action.REJECT,
}
"""What takes a case to each kind of decision."""


def steps_from(state: S, roles: frozenset[Role] | None = None) -> tuple[Step, ...]:
    """The rows of a state that any of the roles may do, or all rows."""
    return tuple(
        row
        for row in TABLE
        if row.state is state and (roles is None or not roles.isdisjoint(row.roles))
    )


def found(state: S, action: Action) -> Step:
    """The row of a state and an action.

    Raises:
        ConflictError: the action is not done in that state.
    """
    for row in TABLE:
        if row.state is state and row.action is action:
            return row
    there = join([ACTION_NAMES[row.action] for row in steps_from(state)])
    raise ConflictError(faults.not_in_state(ACTION_NAMES[action], CASE_STATE_NAMES[state], there))


def terms_of(session: Session, case: CaseRow) -> tuple[Running, ...]:
    """The terms that run for a case, the nearest first."""
    return running(session, case, steps_from(S(case.state)))


def may_step(session: Session, case: CaseRow, action: Action, person: PersonRow) -> Step:
    """The row by which somebody may do that now.

    Raises:
        ConflictError: the action is not done in the state the case is in.
        ForbiddenError: it is for others to do.
    """
    row = found(S(case.state), action)
    if standing(session, person, case).roles.isdisjoint(row.roles):
        whose = join([ROLE_NAMES[role] for role in row.roles])
        raise ForbiddenError(faults.not_yours(ACTION_NAMES[action], whose, row.article))
    return row


def step(
    session: Session,
    case: CaseRow,
    action: Action,
    person: PersonRow,
    *,
    at: datetime | None = None,
    **detail: str | int | bool | list[str],
) -> Step:
    """The row that was gone by: the case moved, its running term set, the step taken down.

    Acts check what else a step needs before they call this.

    Args:
        at: when it is done; now, if not said.
        detail: for the audit log; no names, no words of people.

    Raises:
        ConflictError, ForbiddenError: as `may_step`.
    """
    row = may_step(session, case, action, person)
    if row.to is not row.state:
        case.state, case.state_since = row.to, at or now()
    session.flush()
    duties = (term for term in terms_of(session, case) if not term.term.is_right)
    case.due_on = next((duty.due_on for duty in duties), None)
    audit.record(
        session,
        f"case.{action}",
        person_id=person.id,
        case_id=case.id,
        **{"from": row.state.value, "to": row.to.value, **detail},
    )
    return row
