"""The JSON interface: what was understood of a submission, as a plan by storey."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Request, Response

from app.auth.permissions import Permission
from app.screens.names import PLAN
from app.web.access import needs
from app.web.api.plan import MADE, WorkshopOf, sent
from app.web.service import ServiceOf

router = APIRouter(
    prefix="/api/submissions/{submission_id}/plan",
    tags=["submissions"],
    dependencies=[Depends(needs(Permission.READ_SECURITY))],
)


@router.get("", response_model=None, summary="Storeys, sheets and extent", responses=MADE)
def plan(
    request: Request, service: ServiceOf, workshop: WorkshopOf, submission_id: str
) -> Response:
    """What a drawing of the plan needs to know first; elements come by storey."""
    return sent(request, workshop.member(service.find(submission_id), PLAN, "plan"))


@router.get("/{storey}", response_model=None, summary="The elements of a storey", responses=MADE)
def storey(
    request: Request,
    service: ServiceOf,
    workshop: WorkshopOf,
    submission_id: str,
    storey: Annotated[int, Path(ge=-20, le=300, description="0 outside, -1 first basement.")],
) -> Response:
    """Elements with shape in site metres, kind, name, sheet, layer and handle."""
    return sent(request, workshop.member(service.find(submission_id), PLAN, f"storey/{storey}"))
