"""What the page of a case shows: its line, its clock, what is next, its rounds, people, history."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.auth.permissions import Permission
from app.auth.roles import ROLE_NAMES, Role
from app.auth.tables import CommitteeRow, PersonRow
from app.cases.states import CASE_STATE_NAMES, CaseState
from app.cases.tables import CaseRow, MeetingRow, RoundRow
from app.db import State, SubmissionRow
from app.procedure import clocks, history, rounds
from app.procedure.actions import ACTION_NAMES, Action, Step
from app.procedure.assignment import assigned, revealed
from app.procedure.clocks import ends_on, seoul_day
from app.procedure.committees import committees_for
from app.procedure.ledger import kept
from app.procedure.readiness import Readiness
from app.procedure.rounds import CAUSE_NAMES, Cause
from app.procedure.scheduling import EXCUSE_NAMES
from app.procedure.work import Kind, tasks_on
from app.procedure.workflow import steps_from, terms_of
from app.summary import Summary
from app.web.access import OnCase
from app.web.case_acts import ELSEWHERE
from app.web.when import seoul
from app.web.words import STATE_NAMES, WORDS
from app.web.work_page import due_of, task_of
from cpted_rules.facts import STAGE_NAMES, USE_NAMES, Stage, Use
from cpted_rules.findings import VERDICT_NAMES, Verdict
from cpted_rules.text import Text

_QUIET = (Action.WITHDRAW, Action.OBJECT, Action.POSTPONE, Action.ADJOURN, Action.CLOSE)
"""Actions that are offered behind a word, not at once."""
_ELSEWHERE = (
    Kind.OPINE,
    Kind.ATTEND,
    Kind.VOTE,
    Kind.ANSWER,
    Kind.KEEP_CONDITIONS,
    Kind.CHECK_CONDITIONS,
)
"""What is done on other pages and is no step of the procedure."""
_FILING = (Action.FILE, Action.SUPPLY, Action.RESUBMIT)
_LISTED = 30  # entries of the history
_NOT_MOVING = ("open", "upload", "assign", "unassign", "recuse", "readmit")
"""What the history tells besides the steps; to an applicant only the first two."""


def overview(session: Session, on_case: OnCase, ready: Readiness | None) -> dict[str, Any]:
    """Everything the page of a case shows to somebody."""
    case, today = session.get_one(CaseRow, on_case.case.id), seoul_day()
    state = CaseState(case.state)
    seen = rounds.seen_by(session, case, on_case.standing)
    committee = session.get(CommitteeRow, case.committee_id) if case.committee_id else None
    meeting = session.get(MeetingRow, case.meeting_id) if case.meeting_id else None
    return {
        "case": case,
        "state": state.value,
        "state_name": CASE_STATE_NAMES[state],
        "facts": _facts(case),
        "committee": committee.name if committee else "",
        "meeting": meeting,
        "line": [
            {
                "name": stop.name,
                "standing": stop.standing.value,
                "on": stop.on.isoformat() if stop.on else "",
            }
            for stop in history.line_of(session, case)
        ],
        "terms": [
            {
                "name": t.term.name,
                "due": due_of(t.due_on, today),
                "is_right": t.term.is_right,
                "article": t.term.article,
                "whose": [ROLE_NAMES[role] for role in t.roles],
            }
            for t in terms_of(session, case)
        ],
        "reckoning": clocks.RECKONING,
        "rounds": [_round(session, row) for row in reversed(seen)],
        "next": _next(session, case, on_case),
        "tasks": [
            task_of(session, task, today)
            for task in tasks_on(session, on_case.person, case)
            if task.kind in _ELSEWHERE
        ],
        "ready": ready,
        "committees": committees_for(session, case) if state is CaseState.PRECHECK else (),
        "draft": _draft(session, case, on_case),
        "members": [
            {
                "name": m.person.name,
                "role": ROLE_NAMES[m.role],
                "field": m.person.field,
            }
            for m in revealed(session, case, on_case.standing)
        ],
        "submitted": _submitted(session, case, on_case),
        "history": _history(session, case, on_case),
        "may": {
            "assign": on_case.may(Permission.ASSIGN),
            "meet": on_case.standing.roles != {Role.ARCHITECT},
            "recuse": on_case.may(Permission.RECUSE),
            "remove": on_case.may(Permission.REMOVE),
            "upload": on_case.may(Permission.UPLOAD),
            "opinions": on_case.may(Permission.READ_OPINIONS) or on_case.may(Permission.OPINE),
            "conditions": state in (CaseState.CONDITIONAL, CaseState.FOLLOWING, CaseState.CLOSED),
        },
    }


def _facts(case: CaseRow) -> list[Text]:
    """What is known of the building, in the words of the law."""
    known = [USE_NAMES[Use(use)] for use in case.uses if use in tuple(Use)]
    if case.stage in tuple(Stage):
        known.append(STAGE_NAMES[Stage(case.stage)])
    return known


def _next(session: Session, case: CaseRow, on_case: OnCase) -> dict[str, Any]:
    """What somebody may do now: the main thing, what else, and what is kept behind a word."""
    rows = [
        row
        for row in steps_from(CaseState(case.state), on_case.standing.roles)
        if not _needless(session, case, row)
    ]
    shown = [_step(session, case, row) for row in rows]
    return {
        "main": [step for step in shown if not step["quiet"]],
        "quiet": [step for step in shown if step["quiet"]],
    }


def _needless(session: Session, case: CaseRow, row: Step) -> bool:
    """Whether a step makes no sense now, though the table has it."""
    if row.action in _FILING:
        return rounds.newest(session, case.id, filed=False) is None
    if row.action in (Action.NOTIFY, Action.PUBLISH_RESULT, Action.TABLE_AGAIN):
        return not any(t.action is row.action for t in terms_of(session, case))
    return False


def _step(session: Session, case: CaseRow, row: Step) -> dict[str, Any]:
    step: dict[str, Any] = {
        "action": row.action.value,
        "name": ACTION_NAMES[row.action],
        "article": row.article,
        "quiet": row.action in _QUIET,
        "files": row.action in _FILING,
        "elsewhere": ELSEWHERE.get(row.action),
        "meetings": [],
        "excuses": [],
    }
    if row.action is Action.SCHEDULE:
        step["meetings"] = _meetings(session, case)
        step["excuses"] = list(EXCUSE_NAMES.items())
    if row.action is Action.DISTRIBUTE and case.meeting_id:
        held_on = session.get_one(MeetingRow, case.meeting_id).held_on
        if seoul_day() > ends_on(clocks.SENT, held_on):
            step["excuses"] = list(EXCUSE_NAMES.items())
    return step


def _meetings(session: Session, case: CaseRow) -> list[dict[str, Any]]:
    """The meetings that a case may still come to, with the last day for it."""
    today = seoul_day()
    rows = session.scalars(
        select(MeetingRow)
        .where(
            MeetingRow.committee_id == case.committee_id,
            MeetingRow.held_on >= today,
            MeetingRow.opened_at.is_(None),
        )
        .order_by(MeetingRow.held_on)
    )
    return [
        {
            "id": row.id,
            "title": row.title,
            "held_on": row.held_on.isoformat(),
            "by": ends_on(clocks.NAMED, row.held_on).isoformat(),
            "is_late": today > ends_on(clocks.NAMED, row.held_on),
        }
        for row in rows
    ]


def _draft(session: Session, case: CaseRow, on_case: OnCase) -> dict[str, Any] | None:
    """The round that its architect has not filed yet."""
    if Role.ARCHITECT not in on_case.standing.roles:
        return None
    row = rounds.newest(session, case.id, filed=False)
    return _round(session, row) if row else None


def _round(session: Session, row: RoundRow) -> dict[str, Any]:
    submission = session.get_one(SubmissionRow, row.submission_id)
    summary = Summary.model_validate(submission.summary) if submission.summary else None
    ledger = kept(row)
    return {
        "number": row.number,
        "cause": CAUSE_NAMES[Cause(row.cause)],
        "filed": seoul(row.filed_at),
        "submission": submission.id,
        "file_name": submission.file_name,
        "state": submission.state,
        "state_name": STATE_NAMES[State(submission.state)],
        "done": submission.state == State.DONE,
        "is_final": State(submission.state).is_final,
        "confirmed": seoul(submission.confirmed_at),
        "counts": [
            {"verdict": v.value, "name": VERDICT_NAMES[v], "count": summary.counts.get(v, 0)}
            for v in (Verdict.FAIL, Verdict.REFERRED, Verdict.UNKNOWN)
        ]
        if summary
        else [],
        "since": ledger.counts if ledger else None,
        "has_report": any(o.name == "report.pdf" for o in submission.outputs),
    }


def _submitted(session: Session, case: CaseRow, on_case: OnCase) -> dict[str, int] | None:
    """How many of those on a case have given their opinion, for who waits for them."""
    if case.state != CaseState.REVIEWING or not on_case.may(Permission.CONSOLIDATE):
        return None
    filed = rounds.newest(session, case.id, filed=True)
    on_it = assigned(session, case)
    number = filed.number if filed else 0
    return {
        "given": sum(row.submitted_round >= number for row in on_it),
        "named": len(on_it),
    }


def _history(session: Session, case: CaseRow, on_case: OnCase) -> list[dict[str, Any]]:
    """What moved the case, the newest first; to its applicant without the names of others."""
    if not on_case.may(Permission.READ_HISTORY):
        return []
    applicant = on_case.standing.roles == {Role.ARCHITECT}
    names = {f"case.{action.value}": name for action, name in ACTION_NAMES.items()}
    others = ("open", "upload") if applicant else _NOT_MOVING
    names |= {f"case.{key}": WORDS[f"history.{key}"] for key in others}
    found = [e for e in history.entries_of(session, case.id) if e.action in names][:_LISTED]
    people = {
        id: person.name
        for id in {e.person_id for e in found}
        if (person := session.get(PersonRow, id)) is not None
    }
    return [
        {
            "at": seoul(e.at),
            "what": names[e.action],
            "round": e.round,
            "who": people.get(e.person_id, "")
            if not applicant or e.person_id == on_case.person.id
            else "",
        }
        for e in found
    ]
