"""What the office does with an application: accept it, or ask for supplements."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.auth.tables import PersonRow
from app.cases.tables import CaseRow
from app.errors import RefusedError
from app.procedure import faults
from app.procedure.actions import Action, Step
from app.procedure.workflow import may_step, step
from cpted_rules.text import Text


def accept(
    session: Session, case: CaseRow, person: PersonRow, *, at: datetime | None = None
) -> Step:
    """The application accepted: next it is put on an agenda."""
    return step(session, case, Action.ACCEPT, person, at=at)


def ask_supplement(
    session: Session, case: CaseRow, person: PersonRow, *, asked: str, at: datetime | None = None
) -> Step:
    """The application back with its architect, with what is to be supplied.

    Raises:
        RefusedError: it is not said what.
    """
    may_step(session, case, Action.ASK_SUPPLEMENT, person)
    if not asked.strip():
        raise RefusedError(
            faults.unsaid(
                "asked",
                Text(ko="무엇을 보완하면 되는지", en="what is to be supplied"),
            )
        )
    case.asked = asked.strip()
    return step(session, case, Action.ASK_SUPPLEMENT, person, at=at)
