"""The JSON interface: corrections and confirmation of what was understood, and offices."""

from typing import Annotated, Any

from fastapi import APIRouter, Body, Depends, Query, Request, Response

from app import audit, faults
from app.auth.permissions import Permission
from app.auth.tables import PersonRow
from app.db import OfficeRow
from app.errors import NotFoundError
from app.offices import Offices, office_key
from app.submissions.corrections import Corrections
from app.web import readings
from app.web.access import OnCase, SignedIn, needs
from app.web.described import problems
from app.web.language import preferred
from app.web.models import Office, OfficeList, SubmissionStatus, office_of, status_of
from app.web.service import Service, ServiceOf

_CORRECTIONS: dict[str, Any] = {
    "unit": {
        "summary": "The drawing is in centimetres",
        "value": {"units": {"drawings/배치도.dxf": "cm"}},
    },
    "names": {
        "summary": "A layer is walls, a block is a security light; another layer is taken back",
        "value": {
            "layers": {"A-구조01": "wall", "0-기타": None},
            "blocks": {"LAMP_7": "security_light"},
        },
    },
    "sheets": {
        "summary": "A sheet is the plan of storeys 2 to 4; one is no plan, one lies elsewhere",
        "value": {
            "sheets": {
                "A-103": {"kind": "floor_plan", "storeys": [2, 3, 4]},
                "A-901": {"left_out": True},
                "A-104": {
                    "placement": {
                        "drawing_point": [1200.0, 0.0],
                        "site_point": [3.5, 0.0],
                        "rotation_deg": 90.0,
                    }
                },
            }
        },
    },
}

Corrector = Annotated[OnCase, Depends(needs(Permission.CORRECT))]

router = APIRouter(prefix="/api/submissions/{submission_id}", tags=["submissions"])
offices = APIRouter(prefix="/api/offices", tags=["offices"])


@router.post(
    "/corrections",
    status_code=202,
    summary="Read a submission again with corrections",
    responses={
        202: {
            "description": "A new submission of the same upload; its review is queued",
            "headers": {
                "Location": {
                    "description": "Address of the new submission",
                    "schema": {"type": "string"},
                }
            },
        },
        **problems(401, 403, 404, 409, 422),
    },
)
def correct(
    request: Request,
    response: Response,
    service: ServiceOf,
    submission_id: str,
    on_case: Corrector,
    corrections: Annotated[Corrections, Body(openapi_examples=_CORRECTIONS)],
    office: Annotated[
        str | None,
        Query(
            min_length=1,
            max_length=300,
            description="Name of your office, on whose drawings the names mean the same from now "
            "on; without it the meanings hold for this submission.",
        ),
    ] = None,
) -> SubmissionStatus:
    """Lay corrections over those made before. The submission corrected stays as it is."""
    if office is not None:
        office = readings.own_office(on_case.person, office)
    row = readings.correct(service, submission_id, corrections, office=office)
    response.headers["Location"] = f"/api/submissions/{row.id}"
    return status_of(row, preferred(request))


@router.put(
    "/confirmation",
    summary="Say that the drawings were understood rightly",
    responses=problems(401, 403, 404, 409, 422),
)
def confirm(
    request: Request, service: ServiceOf, submission_id: str, on_case: Corrector
) -> SubmissionStatus:
    """Take down when it was confirmed; asked again, the first time stays."""
    row = readings.confirm(service, submission_id, confirmed=True, by=on_case.person)
    return status_of(row, preferred(request))


@router.delete(
    "/confirmation",
    summary="Withdraw the confirmation",
    responses=problems(401, 403, 404, 409, 422),
)
def withdraw(
    request: Request, service: ServiceOf, submission_id: str, on_case: Corrector
) -> SubmissionStatus:
    """Nobody says any more that it is right."""
    row = readings.confirm(service, submission_id, confirmed=False, by=on_case.person)
    return status_of(row, preferred(request))


@offices.get(
    "", summary="List the offices that layer maps are kept of", responses=problems(401, 422)
)
def list_offices(service: ServiceOf, person: SignedIn) -> OfficeList:
    """Your own office, if its map is kept; for administrators every one, by name."""
    rows = Offices(service.database).all()
    return OfficeList(items=[office_of(row) for row in rows if _is_theirs(row.key, person)])


@offices.get("/{key}", summary="The layer map of an office", responses=problems(401, 404, 422))
def show_office(service: ServiceOf, person: SignedIn, key: str) -> Office:
    """What its layers and blocks mean, and what its drawings are known by."""
    return office_of(_found(service, person, key))


@offices.delete(
    "/{key}",
    status_code=204,
    summary="Forget an office",
    response_model=None,
    responses=problems(401, 403, 404, 422),
)
def forget_office(service: ServiceOf, person: SignedIn, key: str) -> Response:
    """Read its drawings by the common layer map again. Reviews that were made stay as they are."""
    row = _found(service, person, key)
    Offices(service.database).drop(row.key)
    with service.database.session() as session:
        audit.record(session, "office.forget", person_id=person.id, office=row.key)
    return Response(status_code=204)


def _found(service: Service, person: PersonRow, key: str) -> OfficeRow:
    """The office with that key, where they may see it.

    Raises:
        NotFoundError: there is none, or it is another's.
    """
    if not _is_theirs(key, person):
        raise NotFoundError(faults.no_office(key))
    return Offices(service.database).find(key)


def _is_theirs(key: str, person: PersonRow) -> bool:
    own = bool(person.office) and key == office_key(person.office)
    return own or person.is_administrator
