"""What the pages of one's work and of the list of cases show."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from app.auth.permissions import Permission
from app.auth.roles import ROLE_NAMES, Role
from app.auth.standing import standing
from app.auth.tables import CommitteeRow, PersonRow
from app.cases.states import CASE_STATE_NAMES, CaseState
from app.cases.tables import CaseRow
from app.procedure import meetings, rounds
from app.procedure.clocks import countdown, seoul_day
from app.procedure.work import Kind, Task, Work
from app.procedure.workflow import steps_from
from cpted_rules.text import Text, join

PLACES = {
    Kind.WAIT_FOR_REVIEW: "/submissions/{submission}",
    Kind.CORRECT_UPLOAD: "/submissions/{submission}",
    Kind.CONFIRM: "/submissions/{submission}/reading",
    Kind.SUPPLY: "/cases/{case}/upload",
    Kind.UPLOAD: "/cases/{case}/upload",
    Kind.ANSWER: "/cases/{case}/answers",
    Kind.KEEP_CONDITIONS: "/cases/{case}/conditions",
    Kind.CHECK_CONDITIONS: "/cases/{case}/conditions",
    Kind.OPINE: "/cases/{case}/rounds/{round}/plan",
    Kind.CONSOLIDATE: "/cases/{case}/opinions",
    Kind.ATTEND: "/cases/{case}/opinions",
    Kind.VOTE: "/cases/{case}/meeting",
    Kind.MEET: "/meetings/{meeting}",
    Kind.DECIDE: "/cases/{case}/decision",
}
"""Where each task is done; the others on the page of the case."""

_IN_ORDER = (
    Role.ARCHITECT,
    Role.EXPERT,
    Role.MEMBER,
    Role.SECRETARY,
    Role.CHAIR,
    Role.OFFICIAL,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A day by which something is due, as pages show it."""

    on: str
    countdown: str
    is_late: bool
    is_near: bool


def due_of(day: date | None, today: date) -> Due | None:
    """How a day is shown; near is within three days."""
    if day is None:
        return None
    left = (day - today).days
    return Due(
        on=day.isoformat(),
        countdown=countdown(day, today),
        is_late=left < 0,
        is_near=0 <= left <= 3,
    )


def roles_of(session: Session, person: PersonRow) -> tuple[Role, ...]:
    """The roles somebody has in committees; if none, an architect, and an administrator before."""
    held = [
        role for role in _IN_ORDER if meetings.committees_of(session, person, frozenset({role}))
    ]
    if held:
        return tuple(held)
    return (Role.ADMINISTRATOR, Role.ARCHITECT) if person.is_administrator else (Role.ARCHITECT,)


def work(session: Session, person: PersonRow, found: Work) -> dict[str, Any]:
    """What waits for somebody, and what they wait for."""
    today = seoul_day()
    roles = roles_of(session, person)
    return {
        "tasks": [task_of(session, task, today) for task in found.tasks],
        "waiting": [listed(session, person, case, today) for case in found.waiting],
        "roles": roles,
        "role_names": ROLE_NAMES,
        "empty": f"work.empty-{roles[0].value}",
        "may_upload": Role.ARCHITECT in roles,
        "keeps_meetings": bool(
            meetings.committees_of(session, person, frozenset({Role.SECRETARY, Role.CHAIR}))
        ),
        "today": today.isoformat(),
    }


def listed(session: Session, person: PersonRow, case: CaseRow, today: date) -> dict[str, Any]:
    """What a list shows of a case: where it stands and whose turn it is."""
    state = CaseState(case.state)
    stands = standing(session, person, case)
    seen = rounds.seen_by(session, case, stands)
    committee = session.get(CommitteeRow, case.committee_id) if case.committee_id else None
    return {
        "id": case.id,
        "number": case.number,
        "title": case.title,
        "district": case.district,
        "committee": committee.name if committee else "",
        "state": state.value,
        "state_name": CASE_STATE_NAMES[state],
        "since": seoul_day(case.state_since).isoformat(),
        "round": seen[-1].number if seen else 1,
        "due": due_of(case.due_on, today),
        "turn": _turn(state),
        "roles": [ROLE_NAMES[role] for role in _IN_ORDER if role in stands.roles],
        "may_read": stands.may(Permission.READ, state),
    }


def _turn(state: CaseState) -> Text:
    """Whose turn it is: who may take the case on from where it stands."""
    roles = [role for row in steps_from(state) if row.to is not state for role in row.roles]
    others = [role for role in roles if role is not Role.ARCHITECT] or roles
    return join([ROLE_NAMES[role] for role in dict.fromkeys(others)], " · ")


def task_of(session: Session, task: Task, today: date) -> dict[str, Any]:
    """A thing to do, with the address where it is done."""
    case = task.case
    newest = rounds.newest(session, case.id)
    filed = rounds.newest(session, case.id, filed=True)
    slots = {
        "case": case.id,
        "submission": newest.submission_id if newest else "",
        "round": str(filed.number if filed else 1),
        "meeting": case.meeting_id or "",
    }
    return {
        "kind": task.kind.value,
        "href": PLACES.get(task.kind, "/cases/{case}").format(**slots),
        "case": case,
        "role": ROLE_NAMES[task.role],
        "due": due_of(task.due_on, today),
        "count": task.count,
        "round": newest.number if newest else 1,
        "asked": case.asked if task.kind is Kind.SUPPLY else "",
    }
