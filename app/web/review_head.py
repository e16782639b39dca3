"""The head that the pages of opinions, answers, session, decision and conditions share."""

from typing import Any

from sqlalchemy.orm import Session

from app.auth.permissions import Permission
from app.cases.states import CASE_STATE_NAMES, DECIDED, CaseState
from app.forms.kinds import FormKind
from app.procedure.clocks import seoul_day
from app.procedure.workflow import terms_of
from app.reviews.findings import current_round
from app.web.access import OnCase
from app.web.work_page import due_of
from cpted_rules.text import Text

FORM_NAMES = {
    FormKind.OPINION: Text(ko="사전검토의견서", en="Opinion before the meeting"),
    FormKind.ACTION_PLAN: Text(ko="조치계획서", en="Action plan"),
    FormKind.RESULT: Text(ko="심의 주요결과 (별지 제2호)", en="Main results (Form 2)"),
    FormKind.CAMERA_SIGNS: Text(ko="CCTV 안내판 목록", en="Signs for cameras"),
    FormKind.STAGES: Text(ko="단계별 조건 이행 확인표", en="Conditions by stage"),
}
_SPOKEN = (CaseState.PUBLISHED, CaseState.MEETING, *DECIDED)


def head(session: Session, on_case: OnCase, here: str, *kinds: FormKind) -> dict[str, Any]:
    """What stands at the head of a page of a case.

    Args:
        here: the part of the case's address that the page has.
        kinds: papers that can be taken from it.
    """
    case, state = on_case.case, CaseState(on_case.case.state)
    number = current_round(session, case)
    tabs = [("opinions", "said.tab.opinions")]
    if state in _SPOKEN:
        tabs.append(("answers", "said.tab.answers"))
    if state is CaseState.MEETING or (case.meeting_id and state in _SPOKEN):
        tabs.append(("meeting", "said.tab.meeting"))
    if state in DECIDED or on_case.may(Permission.DECIDE):
        tabs.append(("decision", "said.tab.decision"))
    if state in DECIDED:
        tabs.append(("conditions", "said.tab.conditions"))
    return {
        "case": case,
        "state": state.value,
        "state_name": CASE_STATE_NAMES[state],
        "number": number,
        "here": here,
        "tabs": tabs,
        "due": due_of(case.due_on, seoul_day()) if case.due_on else None,
        "due_name": next(
            (run.term.name for run in terms_of(session, case) if run.due_on == case.due_on), None
        ),
        "papers": [(kind.value, FORM_NAMES[kind]) for kind in kinds],
        "roles": {role.value for role in on_case.standing.roles},
    }
