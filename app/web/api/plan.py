"""The JSON interface: a round on its plan: elements, findings, evidence by layer and state."""

import gzip
import json
import re
from collections.abc import Callable
from enum import StrEnum
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query, Request, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field

from app import faults
from app.auth.permissions import Permission
from app.db import SubmissionRow
from app.errors import ForbiddenError, NotFoundError, RefusedError
from app.procedure import rounds
from app.reviews import faults as review_faults
from app.screens.names import (
    DRAWING,
    LAMP_OUT,
    LEAF_OFF,
    LEAF_ON,
    PLAN,
    without_cameras,
    without_places,
)
from app.screens.workshop import Member, Working, Workshop
from app.web.access import OnCase, needs
from app.web.described import problems
from app.web.service import Service, ServiceOf

router = APIRouter(prefix="/api/cases/{case_id}/rounds/{number}", tags=["plan"])

Reader = Annotated[OnCase, Depends(needs(Permission.READ))]
Number = Annotated[int, Path(ge=1, le=99, description="The round, from 1.")]
_LAMP = re.compile(r"lamp-out:(?P<id>[\w.:/ -]{1,100})")


class Layer(StrEnum):
    """A layer of evidence."""

    SURVEILLANCE = "surveillance"
    LIGHT = "light"
    CAMERAS = "cameras"
    CLIMB = "climb"
    APPROACH = "approach"
    SIGHT = "sight"
    DOORS = "doors"


KEPT_APART = frozenset({Layer.CAMERAS, Layer.CLIMB, Layer.APPROACH})
"""Layers that would help an intruder."""


class WorkingModel(BaseModel):
    """What was asked for is being made; ask again in a second."""

    model_config = ConfigDict(
        json_schema_extra={"example": {"state": "working", "part": "light", "done": 3, "total": 9}}
    )

    state: str = "working"
    part: str = Field(description="What is being made.")
    done: int
    total: int


MADE: dict[int | str, dict[str, Any]] = {
    200: {"description": "JSON, compressed; the ETag stands for its content"},
    202: {"model": WorkingModel, "description": "It is being made"},
    304: {"description": "As the caller has it (`If-None-Match`)"},
    **problems(401, 403, 404, 422),
}


def workshop_of(request: Request) -> Workshop:
    """Where what the pages show is made."""
    workshop: Workshop = request.app.state.workshop
    return workshop


WorkshopOf = Annotated[Workshop, Depends(workshop_of)]


def reviewed_row(service: Service, on_case: OnCase, number: int) -> SubmissionRow:
    """The review that stands for a round.

    Raises:
        NotFoundError: there is no such round, or it is not yet filed and not theirs.
    """
    with service.database.reading() as session:
        filed = rounds.seen(session, on_case.case, on_case.standing, number)
        return session.get_one(SubmissionRow, filed.submission_id)


@router.get("/plan", response_model=None, summary="Storeys, sheets and extent", responses=MADE)
def plan(
    request: Request, service: ServiceOf, workshop: WorkshopOf, on_case: Reader, number: Number
) -> Response:
    """What a drawing of the plan needs to know first; elements come by storey."""
    row = reviewed_row(service, on_case, number)
    return sent(request, workshop.member(row, PLAN, "plan"))


@router.get(
    "/plan/{storey}", response_model=None, summary="The elements of a storey", responses=MADE
)
def storey(
    request: Request,
    service: ServiceOf,
    workshop: WorkshopOf,
    on_case: Reader,
    number: Number,
    storey: Annotated[int, Path(ge=-20, le=300, description="0 outside, -1 first basement.")],
) -> Response:
    """Elements with shape in site metres, kind, name, sheet, layer and handle."""
    row = reviewed_row(service, on_case, number)
    found = workshop.member(row, PLAN, f"storey/{storey}")
    open_to_all = on_case.may(Permission.READ_SECURITY)
    return sent(request, found, None if open_to_all else without_cameras)


@router.get(
    "/drawing/{storey}", response_model=None, summary="The linework of a storey", responses=MADE
)
def drawing(
    request: Request,
    service: ServiceOf,
    workshop: WorkshopOf,
    on_case: Annotated[OnCase, Depends(needs(Permission.READ_SECURITY))],
    number: Number,
    storey: Annotated[int, Path(ge=-20, le=300, description="0 outside, -1 first basement.")],
) -> Response:
    """Lines by layer and texts as drawn, in site metres; cameras are in them."""
    row = reviewed_row(service, on_case, number)
    if all(output.name != DRAWING for output in row.outputs):
        raise NotFoundError(faults.no_output(DRAWING, ()))
    return sent(request, workshop.member(row, DRAWING, f"storey/{storey}"))


@router.get("/findings", response_model=None, summary="The findings", responses=MADE)
def findings(
    request: Request, service: ServiceOf, workshop: WorkshopOf, on_case: Reader, number: Number
) -> Response:
    """Every finding: words in both languages, verdict, standing, place, witnesses, alternative."""
    row = reviewed_row(service, on_case, number)
    found = workshop.member(row, PLAN, "findings")
    open_to_all = on_case.may(Permission.READ_SECURITY)
    return sent(request, found, None if open_to_all else without_places)


@router.get("/alternative", response_model=None, summary="The plan in words", responses=MADE)
def alternative(
    request: Request, service: ServiceOf, workshop: WorkshopOf, on_case: Reader, number: Number
) -> Response:
    """Entrances with side and distance from the street; openings counted by storey."""
    row = reviewed_row(service, on_case, number)
    return sent(request, workshop.member(row, PLAN, "alternative"))


@router.get("/evidence/{layer}", response_model=None, summary="A layer of evidence", responses=MADE)
def evidence(
    request: Request,
    service: ServiceOf,
    workshop: WorkshopOf,
    on_case: Reader,
    number: Number,
    layer: Layer,
    state: Annotated[
        str,
        Query(
            max_length=120,
            description="day, night, leaf-on, leaf-off, lamp-out (the worst lamp), or lamp-out:ID.",
        ),
    ] = "day",
) -> Response:
    """What the analyses found, as areas and lines with classes; made by a child process."""
    if layer in KEPT_APART and not on_case.may(Permission.READ_SECURITY):
        raise ForbiddenError(faults.not_allowed(Permission.READ_SECURITY.value, on_case.case.state))
    row = reviewed_row(service, on_case, number)
    archive, member = _where(workshop, row, layer, state)
    return sent(request, workshop.member(row, archive, member))


def _where(workshop: Workshop, row: SubmissionRow, layer: Layer, state: str) -> tuple[str, str]:
    """Archive and member that hold a layer in a state."""
    if layer is Layer.LIGHT and (lamp := _LAMP.fullmatch(state)):
        return f"{LAMP_OUT}{_known_lamp(workshop, row, lamp['id'])}", "light"
    match state:
        case "day" | "leaf-on":
            return LEAF_ON, layer.value
        case "night" | "lamp-out":
            other = {Layer.APPROACH: "approach-night"}
            if state == "lamp-out":
                other[Layer.LIGHT] = "light-out"
            return LEAF_ON, other.get(layer, layer.value)
        case "leaf-off":
            changes = layer in (
                Layer.SURVEILLANCE, Layer.LIGHT, Layer.CAMERAS, Layer.APPROACH, Layer.SIGHT
            )  # fmt: skip
            return (LEAF_OFF if changes else LEAF_ON), layer.value
    known = ("day", "night", "leaf-on", "leaf-off", "lamp-out", "lamp-out:ID")
    raise RefusedError(review_faults.unknown("state", state, known))


def _known_lamp(workshop: Workshop, row: SubmissionRow, lamp_id: str) -> str:
    """A lamp of the plan: nothing is made for a made-up one."""
    for level in (0, 1):
        try:
            found = workshop.member(row, PLAN, f"storey/{level}")
        except NotFoundError:
            continue
        if isinstance(found, Member):
            elements = json.loads(gzip.decompress(found.content))
            if any(e["id"] == lamp_id and e["kind"] == "luminaire" for e in elements):
                return lamp_id
    raise NotFoundError(review_faults.no_row("lamp", lamp_id))


def sent(
    request: Request,
    found: Member | Working,
    cut: Callable[[list[dict[str, Any]]], list[dict[str, Any]]] | None = None,
) -> Response:
    """The answer that carries a member: compressed, with its tag; or how far its making is.

    Args:
        cut: what takes out of it what the caller may not see.
    """
    if isinstance(found, Working):
        working = WorkingModel(part=found.part, done=found.done, total=found.total)
        return JSONResponse(working.model_dump(), status_code=202, headers={"Retry-After": "1"})
    content, tag = found.content, found.tag
    if cut is not None:
        tag = f"{tag}-cut"
        kept = cut(json.loads(gzip.decompress(content)))
        content = gzip.compress(json.dumps(kept, ensure_ascii=False).encode(), 6, mtime=0)
    headers = {"ETag": f'"{tag}"', "Vary": "Accept-Encoding"}
    if f'"{tag}"' in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    if "gzip" in request.headers.get("accept-encoding", ""):
        headers["Content-Encoding"] = "gzip"
    else:
        content = gzip.decompress(content)
    return Response(content, media_type="application/json", headers=headers)
