"""The acts on a case that the interface and the pages share: read, checked, done at once."""

from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy.orm import Session

from app.auth.tables import PersonRow
from app.cases.tables import CaseRow
from app.errors import ConflictError, RefusedError
from app.procedure import filing, intake, results, rounds, scheduling
from app.procedure import ledger as ledgers
from app.procedure.actions import ACTION_NAMES, Action
from app.procedure.ledger import Ledger
from app.procedure.readiness import Readiness, readiness
from app.procedure.scheduling import Excuse
from app.registry.index import index_case
from app.reviews.answers import check_answered
from app.web import etag, refusals
from app.web.service import Service
from cpted_rules.verify import AssessmentError

ELSEWHERE = {
    Action.PUBLISH_OPINIONS: "opinions",
    Action.APPROVE: "decision",
    Action.APPROVE_CONDITIONALLY: "decision",
    Action.REDELIBERATE: "decision",
    Action.REJECT: "decision",
}
"""Actions that are done together with what people said, by the part of the address they have."""


class Given(BaseModel):
    """What an action needs besides being asked for; each action takes its own of these."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {"knowing": True},
                {"asked": "배치도에 보안등 위치를 표시하십시오."},
                {"meeting_id": "5f0c6c1e-3d0a-4a51-9d9b-0f1c2d3e4f50", "item": "2026-제11회-안건3"},
            ]
        },
    )

    knowing: bool = Field(
        default=False,
        description="file, supply, resubmit: it is filed knowing what the drawings lack.",
    )
    committee_id: str = Field(
        default="", max_length=36, description="file: which committee, if not the likeliest."
    )
    asked: str = Field(
        default="", max_length=4_000, description="ask_supplement: what is to be supplied."
    )
    meeting_id: str = Field(default="", max_length=36, description="schedule: which meeting.")
    item: str = Field(default="", max_length=100, description="schedule: the number on the agenda.")
    excuse: Excuse | None = Field(
        default=None,
        description="schedule, distribute: what excuses being later than the term.",
    )


def act(
    service: Service,
    person: PersonRow,
    case_id: str,
    action: Action,
    given: Given,
    *,
    if_match: str = "",
) -> CaseRow:
    """The case after an action of the procedure.

    Args:
        if_match: the version of the case that it is done on, as an ETag; "": any.

    Raises:
        StaleError: the case has changed since.
        ConflictError, ForbiddenError, RefusedError: as the act says.
    """
    if action in ELSEWHERE:
        raise RefusedError(
            refusals.done_elsewhere(ACTION_NAMES[action], f"/{case_id}/{ELSEWHERE[action]}")
        )
    # What takes long is read before the case is taken hold of.
    ready = prepared(service, case_id) if action in _FILING else None
    ledger = compared_to_last(service, case_id) if action in _FURTHER else None
    with service.database.session() as session:
        case = session.get_one(CaseRow, case_id, with_for_update=True)
        etag.check(if_match, case.version)
        if action in _FURTHER:
            check_answered(session, case)
        _do(session, case, person, action, given, ready=ready, ledger=ledger)
    if action in _FILING:
        _register(service, case)
    return case


def prepared(service: Service, case_id: str) -> Readiness:
    """How ready the newest drawings of a case are."""
    with service.database.reading() as session:
        return readiness(session, service.blobs.read, session.get_one(CaseRow, case_id))


def compared_to_last(service: Service, case_id: str) -> Ledger | None:
    """What became of everything since the last filed round; None where it cannot be told."""
    with service.database.reading() as session:
        case = session.get_one(CaseRow, case_id)
        before = rounds.newest(session, case_id, filed=True)
        after = rounds.newest(session, case_id, filed=False)
        if before is None or after is None:
            return None
        try:
            return ledgers.compared_rounds(session, service.blobs.read, case, before, after)
        except ConflictError:
            return None  # reviewed by another version: filed all the same, compared by people


def _register(service: Service, case: CaseRow) -> None:
    """Have the registry find what was filed: of its own transaction, as it takes a second."""
    try:
        with service.database.session() as session:
            index_case(session, service.blobs, case)
    except AssessmentError:
        return  # reviewed by another version: found by its number, not by its findings


_FURTHER = (Action.SUPPLY, Action.RESUBMIT)
_FILING = (Action.FILE, *_FURTHER)


def _do(
    session: Session,
    case: CaseRow,
    person: PersonRow,
    action: Action,
    given: Given,
    *,
    ready: Readiness | None,
    ledger: Ledger | None,
) -> None:
    ready = ready or Readiness(reviewed=False, confirmed=False)
    match action:
        case Action.FILE:
            filing.file(
                session,
                case,
                person,
                readiness=ready,
                knowing=given.knowing,
                committee_id=given.committee_id,
            )
        case Action.SUPPLY:
            filing.supply(
                session, case, person, readiness=ready, ledger=ledger, knowing=given.knowing
            )
        case Action.RESUBMIT:
            filing.resubmit(
                session, case, person, readiness=ready, ledger=ledger, knowing=given.knowing
            )
        case Action.ASK_SUPPLEMENT:
            intake.ask_supplement(session, case, person, asked=given.asked)
        case Action.SCHEDULE:
            scheduling.schedule(
                session,
                case,
                person,
                meeting_id=given.meeting_id,
                item=given.item,
                excuse=given.excuse,
            )
        case Action.DISTRIBUTE:
            scheduling.distribute(session, case, person, excuse=given.excuse)
        case _:
            _PLAIN[action](session, case, person)


_PLAIN = {
    Action.ACCEPT: intake.accept,
    Action.OBJECT: filing.apply_again,
    Action.TABLE_AGAIN: filing.table_again,
    Action.WITHDRAW: filing.withdraw,
    Action.POSTPONE: scheduling.postpone,
    Action.OPEN_MEETING: scheduling.open_item,
    Action.ADJOURN: scheduling.adjourn,
    Action.NOTIFY: results.notify,
    Action.PUBLISH_RESULT: results.publish_result,
    Action.FOLLOW: results.follow,
    Action.CLOSE: results.close,
}
"""Actions that need nothing but to be asked for."""
