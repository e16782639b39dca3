"""The JSON interface: the rounds of a case, what they lack, what became of everything since."""

from typing import Annotated

from fastapi import APIRouter, Depends, File, Form, Query, Request, Response, UploadFile
from pydantic import BaseModel, ConfigDict, Field

from app.auth.permissions import Permission
from app.cases.tables import CaseRow, RoundRow
from app.errors import ConflictError, Words
from app.procedure import faults, rounds
from app.procedure import ledger as ledgers
from app.procedure.ledger import Ledger
from app.web import case_acts
from app.web.access import OnCase, needs
from app.web.case_models import RoundModel, round_of
from app.web.described import problems
from app.web.language import preferred
from app.web.models import SubmissionStatus, status_of
from app.web.service import Service, ServiceOf
from cpted_rules.text import Lang, Text

router = APIRouter(prefix="/api/cases", tags=["cases"])

Reader = Annotated[OnCase, Depends(needs(Permission.READ))]


class MissingModel(BaseModel):
    """Something the drawings do not show."""

    what: Words
    sheet: str | None = Field(description="The kind of sheet that would show it.")
    stage: str | None = Field(description="When it has to be shown; null: it is to be declared.")
    findings: list[int] = Field(description="Numbers of the findings it leaves undetermined.")


class ReadinessModel(BaseModel):
    """Whether the newest drawings can be filed, and what they lack."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "may_file": True,
                    "reviewed": True,
                    "confirmed": True,
                    "now": [
                        {
                            "what": {"ko": "담장 높이", "en": "the height of the fence"},
                            "sheet": "site_plan",
                            "stage": "permit",
                            "findings": [12, 14],
                        }
                    ],
                    "later": [],
                    "notes": [],
                    "unmeasured": [],
                }
            ]
        }
    )

    may_file: bool
    reviewed: bool
    confirmed: bool
    now: list[MissingModel] = Field(description="Asked for at the stage of these drawings.")
    later: list[MissingModel] = Field(description="Asked for at a later stage: no fault of these.")
    notes: list[Words]
    unmeasured: list[str] = Field(description="Files whose unit is not known.")


@router.get(
    "/{case_id}/readiness",
    summary="What the newest drawings lack",
    responses=problems(401, 403, 404, 422),
)
def show_readiness(
    service: ServiceOf, on_case: Annotated[OnCase, Depends(needs(Permission.FILE))]
) -> ReadinessModel:
    """For their architect, before filing: what this stage asks for and what a later one will."""
    ready = case_acts.prepared(service, on_case.case.id)
    now, later = (
        [
            MissingModel(
                what=Words.of(m.what),
                sheet=m.sheet.value if m.sheet else None,
                stage=m.stage.value if m.stage else None,
                findings=list(m.findings),
            )
            for m in group
        ]
        for group in (ready.now, ready.later)
    )
    return ReadinessModel(
        may_file=ready.may_file,
        reviewed=ready.reviewed,
        confirmed=ready.confirmed,
        now=now,
        later=later,
        notes=[Words.of(note) for note in ready.notes],
        unmeasured=list(ready.unmeasured),
    )


@router.get("/{case_id}/rounds", summary="The rounds of a case", responses=problems(401, 404, 422))
def list_rounds(service: ServiceOf, on_case: Reader) -> list[RoundModel]:
    """From the first on; one that is not filed is seen by its architect only."""
    with service.database.reading() as session:
        seen = rounds.seen_by(session, on_case.case, on_case.standing)
        return [round_of(session, row) for row in seen]


@router.post(
    "/{case_id}/rounds",
    status_code=202,
    summary="Upload drawings for a case",
    responses=problems(401, 403, 404, 409, 413, 422),
)
def upload(
    request: Request,
    response: Response,
    service: ServiceOf,
    on_case: Annotated[OnCase, Depends(needs(Permission.UPLOAD))],
    file: Annotated[UploadFile, File(description="The submission folder as a zip.")],
    languages: Annotated[list[Lang], Form()] = [Lang.KO],  # noqa: B006 - FastAPI copies defaults
) -> SubmissionStatus:
    """They take the place of a round that is not filed, or begin the next one."""
    row = service.receive(
        file.file,
        file.filename or "",
        tuple(languages),
        owner=on_case.person,
        case_id=on_case.case.id,
    )
    response.headers["Location"] = f"/api/submissions/{row.id}"
    return status_of(row, preferred(request))


@router.get(
    "/{case_id}/rounds/{number}/ledger",
    summary="What became of everything since another round",
    responses=problems(401, 404, 409, 422),
)
def ledger(
    service: ServiceOf,
    on_case: Reader,
    number: int,
    since: Annotated[
        int | None, Query(ge=1, le=99, description="The round before, if not said.")
    ] = None,
) -> Ledger:
    """Findings new, unchanged, changed, gone, reopened; sheets unchanged by their SHA-256."""
    return ledger_of(service, on_case, number, since)


def ledger_of(service: Service, on_case: OnCase, number: int, since: int | None) -> Ledger:
    """The ledger of a round since the one before, or another one; the one it was filed with.

    Raises:
        NotFoundError: somebody sees no such round.
        ConflictError: it is the first, or one of the two cannot be compared.
    """
    with service.database.reading() as session:
        after = rounds.seen(session, on_case.case, on_case.standing, number)
        seen = rounds.seen_by(session, on_case.case, on_case.standing)
        earlier = [row for row in seen if row.number < number and since in (None, row.number)]
        if not earlier:
            first = Text(ko=f"{number}차 앞의 회차가 없음", en=f"no round before round {number}")
            raise ConflictError(faults.not_comparable(first))
        before = earlier[-1]
        made = ledgers.kept(after)
        if made is not None and made.before.round == before.number:
            return made
        case = session.get_one(CaseRow, on_case.case.id)
        found = ledgers.compared_rounds(session, service.blobs.read, case, before, after)
    if before.number == number - 1:
        _keep(service, found, on_case.case.id)
    return found


def _keep(service: Service, found: Ledger, case_id: str) -> None:
    """Write a ledger beside its round, where that still stands for the same drawings."""
    with service.database.session() as session:
        row = session.get(RoundRow, (case_id, found.after.round))
        if row is not None and row.submission_id == found.after.submission_id:
            row.ledger = row.ledger or found.model_dump(mode="json")
