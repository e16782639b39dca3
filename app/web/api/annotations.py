"""The JSON interface: marks on the plan of a round, with answers and states, person by person."""

from collections.abc import Iterable
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header, Query, Response
from pydantic import BaseModel, ConfigDict, Field
from shapely.errors import ShapelyError
from shapely.geometry import mapping, shape
from shapely.geometry.base import BaseGeometry
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.annotations.record import Review
from app.auth.permissions import Permission
from app.auth.roles import Role
from app.auth.tables import PersonRow
from app.cases.tables import CaseRow
from app.errors import NotFoundError, RefusedError
from app.reviews import annotations, faults
from app.reviews.annotations import Drawn, Kind
from app.reviews.findings import current_round
from app.reviews.tables import AnnotationRow
from app.web.access import OnCase, needs
from app.web.api.plan import Number
from app.web.described import problems
from app.web.service import ServiceOf
from cpted_rules.errors import Fault
from cpted_rules.text import Text, same

router = APIRouter(prefix="/api/cases/{case_id}/rounds/{number}/annotations", tags=["annotations"])

Reader = Annotated[OnCase, Depends(needs(Permission.READ))]
Author = Annotated[OnCase, Depends(needs(Permission.OPINE))]
IfMatch = Annotated[
    str, Header(alias="If-Match", max_length=40, description="The ETag that the caller read.")
]
SOMEBODY = Text(ko="위원", en="a member")
"""What an applicant reads instead of a member's name."""


class ShapeModel(BaseModel):
    """A GeoJSON geometry in site metres."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"example": {"type": "Point", "coordinates": [12.5, 8]}}
    )

    type: str = Field(pattern="^(Point|LineString|Polygon)$")
    coordinates: list[Any] = Field(max_length=annotations.MOST_POINTS)


class DrawnModel(BaseModel):
    """A mark as somebody drew or wrote it."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "example": {
                "kind": "point",
                "storey": 0,
                "shape": {"type": "Point", "coordinates": [12.5, 8.0]},
                "text": "경비실에서 보이지 않음",
                "finding_id": "3f2a9c01de",
            }
        },
    )

    kind: Kind
    storey: int = Field(default=0, ge=-20, le=300)
    shape: ShapeModel | None = None
    text: str = Field(default="", max_length=annotations.MOST_CHARACTERS)
    finding_id: str | None = Field(default=None, max_length=64)
    parent_id: str | None = Field(default=None, max_length=36)
    review: Review = Review.NONE

    def drawn(self) -> Drawn:
        """The same as a value.

        Raises:
            RefusedError: the shape is none.
        """
        return Drawn(
            kind=self.kind,
            storey=self.storey,
            shape=_shape(self.shape) if self.shape else None,
            text=self.text,
            finding_id=self.finding_id,
            parent_id=self.parent_id,
            review=self.review,
        )


class AuthorModel(BaseModel):
    """Whose mark it is."""

    id: str
    name: str
    mine: bool


class AnnotationModel(BaseModel):
    """One mark, answer or state."""

    id: str
    kind: str
    storey: int
    shape: dict[str, Any] | None = Field(description="GeoJSON geometry in site metres.")
    text: str
    finding_id: str | None
    parent_id: str | None
    review: str
    author: AuthorModel
    draft: bool = Field(description="Only its author sees it.")
    origin: str
    carried_from: str | None = Field(description="Of the round before.")
    created_at: datetime
    updated_at: datetime
    version: int


class AnnotationPage(BaseModel):
    """Marks of a round, oldest first."""

    items: list[AnnotationModel]
    total: int
    offset: int
    limit: int


@router.get("", summary="Marks of a round", responses=problems(401, 404, 422))
def listed(
    service: ServiceOf,
    on_case: Reader,
    number: Number,
    offset: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
    limit: Annotated[int, Query(ge=1, le=1_000)] = 500,
) -> AnnotationPage:
    """The caller's own, and what is published where they may read opinions."""
    with service.database.reading() as session:
        rows = annotations.visible(
            session, on_case.person.id, on_case.case, number, on_case.standing
        )
        shown = rows[offset : offset + limit]
        items = _models(session, shown, on_case)
    return AnnotationPage(items=items, total=len(rows), offset=offset, limit=limit)


@router.post(
    "", status_code=201, summary="Draw a mark", responses=problems(401, 403, 404, 409, 422)
)
def draw(
    service: ServiceOf, on_case: Author, number: Number, said: DrawnModel, response: Response
) -> AnnotationModel:
    """A draft: its author alone sees it until opinions are published."""
    drawn = said.drawn()
    with service.database.session() as session:
        case = session.get_one(CaseRow, on_case.case.id)
        _check_round(session, case, number)
        row = annotations.draw(session, on_case.person, case, drawn, origin="page")
        made = _models(session, [row], on_case)[0]
    response.headers["ETag"] = f'"{made.version}"'
    return made


@router.get("/{annotation_id}", summary="One mark", responses=problems(401, 404, 422))
def one(
    service: ServiceOf, on_case: Reader, number: Number, annotation_id: str, response: Response
) -> AnnotationModel:
    """A mark, answer or state that the caller may see."""
    with service.database.reading() as session:
        row = annotations.found(
            session, on_case.person.id, on_case.case, annotation_id, on_case.standing
        )
        if row.round != number:
            raise NotFoundError(faults.no_row("annotation", annotation_id))
        found = _models(session, [row], on_case)[0]
    response.headers["ETag"] = f'"{found.version}"'
    return found


@router.patch(
    "/{annotation_id}",
    summary="Redraw or reword a mark",
    responses=problems(401, 403, 404, 409, 412, 422),
)
def change(
    service: ServiceOf,
    on_case: Author,
    number: Number,
    annotation_id: str,
    said: DrawnModel,
    response: Response,
    if_match: IfMatch = "",
) -> AnnotationModel:
    """A draft of the caller's own, whole as it shall be."""
    drawn, version = said.drawn(), _version(if_match)
    with service.database.session() as session:
        case = session.get_one(CaseRow, on_case.case.id)
        _check_round(session, case, number)
        row = annotations.change(
            session, on_case.person, case, annotation_id, drawn, version=version
        )
        session.flush()
        changed = _models(session, [row], on_case)[0]
    response.headers["ETag"] = f'"{changed.version}"'
    return changed


@router.delete(
    "/{annotation_id}",
    status_code=204,
    summary="Take a mark back",
    responses=problems(401, 403, 404, 409, 412, 422),
)
def take_back(
    service: ServiceOf,
    on_case: Author,
    number: Number,
    annotation_id: str,
    if_match: IfMatch = "",
) -> None:
    """A draft of the caller's own; undo brings it back."""
    version = _version(if_match)
    with service.database.session() as session:
        case = session.get_one(CaseRow, on_case.case.id)
        _check_round(session, case, number)
        annotations.take_back(session, on_case.person, case, annotation_id, version=version)


def _check_round(session: Session, case: CaseRow, number: int) -> None:
    if current_round(session, case) != number:
        raise NotFoundError(faults.no_round(number))


def _shape(raw: ShapeModel) -> BaseGeometry:
    try:
        return shape(raw.model_dump())
    except (ShapelyError, ValueError, TypeError, IndexError, AttributeError, KeyError) as error:
        raise RefusedError(
            Fault(
                code="annotation/shape",
                where="shape.coordinates",
                found=same(type(error).__name__),
                expected=Text(ko="GeoJSON 좌표", en="GeoJSON coordinates"),
                remedy=Text(ko="다시 그리십시오.", en="Draw it again."),
            )
        ) from error


def _version(if_match: str) -> int | None:
    digits = if_match.strip().removeprefix("W/").strip('"')
    return int(digits) if digits.isdigit() else None


def _models(
    session: Session, rows: Iterable[AnnotationRow], on_case: OnCase
) -> list[AnnotationModel]:
    rows = list(rows)
    people = {row.person_id for row in rows}
    names = {
        person.id: person.name
        for person in session.scalars(select(PersonRow).where(PersonRow.id.in_(people)))
    }
    outside = on_case.standing.roles <= {Role.ARCHITECT}
    return [_model(row, names, on_case.person, outside=outside) for row in rows]


def _model(
    row: AnnotationRow, names: dict[str, str], reader: PersonRow, *, outside: bool
) -> AnnotationModel:
    drawn = annotations.shape_of(row)
    mine = row.person_id == reader.id
    hidden = outside and not mine
    return AnnotationModel(
        id=row.id,
        kind=row.kind,
        storey=row.storey,
        shape=dict(mapping(drawn)) if drawn is not None else None,
        text=row.text,
        finding_id=row.finding_id,
        parent_id=row.parent_id,
        review=row.review,
        author=AuthorModel(
            id="" if hidden else row.person_id,
            name=f"{SOMEBODY.ko} ({SOMEBODY.en})" if hidden else names.get(row.person_id, "–"),
            mine=mine,
        ),
        draft=row.published_at is None,
        origin=row.origin,
        carried_from=row.carried_from,
        created_at=row.created_at,
        updated_at=row.updated_at,
        version=row.version,
    )
