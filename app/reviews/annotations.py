"""Marks on the plan of a round: drawn, changed, answered, judged; drafts until published."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from uuid import uuid4

import shapely
from shapely.errors import ShapelyError
from shapely.geometry.base import BaseGeometry
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import audit
from app.annotations.placing import wkt
from app.annotations.record import Review
from app.auth.permissions import CaseStanding, Permission
from app.auth.tables import PersonRow
from app.cases.states import CaseState
from app.cases.tables import CaseRow
from app.db import now
from app.errors import ConflictError, NotFoundError, RefusedError
from app.reviews import faults, journal
from app.reviews.findings import current_round
from app.reviews.opinions import check_version, has_submitted
from app.reviews.tables import AnnotationRow
from cpted_rules.errors import Fault
from cpted_rules.text import Text, same

MOST_POINTS = 2_000
"""Corners of one mark."""
MOST_CHARACTERS = 4_000
FARTHEST_M = 100_000.0
"""A mark further than this from the origin is on no site."""


class Kind(StrEnum):
    """What a mark on the plan is."""

    POINT = "point"
    LINE = "line"
    CLOUD = "cloud"
    POLYGON = "polygon"
    TEXT = "text"
    REPLY = "reply"
    STATE = "state"

    @property
    def is_drawn(self) -> bool:
        """Whether it lies somewhere; an answer and a state belong to what does."""
        return self not in (Kind.REPLY, Kind.STATE)


SHAPES = {
    Kind.POINT: ("Point",),
    Kind.TEXT: ("Point",),
    Kind.LINE: ("LineString",),
    Kind.CLOUD: ("Polygon",),
    Kind.POLYGON: ("Polygon",),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A mark as somebody drew or wrote it.

    Args:
        shape: GeoJSON geometry in site metres; None for an answer or a state.
        parent_id: the mark that it answers or judges.
        review: of a state.
    """

    kind: Kind
    storey: int = 0
    shape: BaseGeometry | None = None
    text: str = ""
    finding_id: str | None = None
    parent_id: str | None = None
    review: Review = Review.NONE


def visible(
    session: Session, person_id: str, case: CaseRow, number: int, standing: CaseStanding
) -> tuple[AnnotationRow, ...]:
    """The marks of a round that somebody may see: their own, and what is published."""
    rows = session.scalars(
        select(AnnotationRow)
        .where(
            AnnotationRow.case_id == case.id,
            AnnotationRow.round == number,
            AnnotationRow.deleted_at.is_(None),
        )
        .order_by(AnnotationRow.created_at, AnnotationRow.id)
    )
    others = standing.may(Permission.READ_OPINIONS, CaseState(case.state))
    return tuple(
        row
        for row in rows
        if row.person_id == person_id or (others and row.published_at is not None)
    )


def found(
    session: Session, person_id: str, case: CaseRow, annotation_id: str, standing: CaseStanding
) -> AnnotationRow:
    """One mark that somebody may see.

    Raises:
        NotFoundError: there is none.
    """
    row = session.get(AnnotationRow, annotation_id)
    if row is None or row.case_id != case.id or row.deleted_at is not None:
        raise NotFoundError(faults.no_row("annotation", annotation_id))
    if row not in visible(session, person_id, case, row.round, standing):
        raise NotFoundError(faults.no_row("annotation", annotation_id))
    return row


def draw(
    session: Session, person: PersonRow, case: CaseRow, drawn: Drawn, *, origin: str = "page"
) -> AnnotationRow:
    """A new draft of its author.

    Raises:
        ConflictError: the case is not in review, or the author has submitted.
        RefusedError: it is no mark that can be drawn.
    """
    number = _open_round(session, person, case)
    parent = _parent(session, person, case, drawn)
    _check(drawn)
    id = str(uuid4())
    row = AnnotationRow(
        id=id,
        case_id=case.id,
        round=number,
        person_id=person.id,
        key=f"cpted-{id}",
        kind=drawn.kind.value,
        origin=origin,
        parent_id=parent.id if parent else None,
        finding_id=drawn.finding_id or (parent.finding_id if parent else None),
        storey=parent.storey if parent else drawn.storey,
    )
    _write(row, drawn)
    session.add(row)
    _note(session, person, case, row, None)
    return row


def change(
    session: Session,
    person: PersonRow,
    case: CaseRow,
    annotation_id: str,
    drawn: Drawn,
    *,
    version: int | None = None,
) -> AnnotationRow:
    """A draft of its author, redrawn or reworded.

    Raises:
        NotFoundError, ConflictError, StaleError: not there, not theirs, or not as they read it.
        RefusedError: it is no mark that can be drawn.
    """
    _open_round(session, person, case)
    row = _own(session, person, case, annotation_id, version)
    if drawn.kind.value != row.kind:
        raise RefusedError(faults.unknown("kind", drawn.kind.value, (row.kind,)))
    _check(drawn)
    before = journal.snapshot(row)
    _write(row, drawn)
    if drawn.kind.is_drawn:
        row.finding_id, row.storey = drawn.finding_id, drawn.storey
    _note(session, person, case, row, before)
    return row


def take_back(
    session: Session,
    person: PersonRow,
    case: CaseRow,
    annotation_id: str,
    *,
    version: int | None = None,
) -> None:
    """Remove a draft with what its author answered to it; undo brings both back.

    Raises:
        NotFoundError, ConflictError, StaleError: as `change`.
    """
    _open_round(session, person, case)
    row = _own(session, person, case, annotation_id, version)
    bundle = journal.new_bundle()
    answers = session.scalars(
        select(AnnotationRow).where(
            AnnotationRow.parent_id == row.id,
            AnnotationRow.person_id == person.id,
            AnnotationRow.deleted_at.is_(None),
        )
    )
    for one in (row, *answers):
        before = journal.snapshot(one)
        one.deleted_at = now()
        journal.noted(
            session, person_id=person.id, case_id=case.id, bundle=bundle, row=one, before=before
        )


def publish(session: Session, case: CaseRow, number: int, *, by: str, people: Iterable[str]) -> int:
    """Show the drafts of some people to everybody who may read opinions; how many those were."""
    rows = session.scalars(
        select(AnnotationRow).where(
            AnnotationRow.case_id == case.id,
            AnnotationRow.round == number,
            AnnotationRow.person_id.in_(list(people)),
            AnnotationRow.published_at.is_(None),
            AnnotationRow.deleted_at.is_(None),
        )
    ).all()
    at = now()
    for row in rows:
        row.published_at = at
    if rows:
        audit.record(session, "annotation.publish", person_id=by, case_id=case.id, count=len(rows))
    return len(rows)


def _open_round(session: Session, person: PersonRow, case: CaseRow) -> int:
    if case.state != CaseState.REVIEWING:
        raise ConflictError(faults.not_now("opinions", case.state))
    number = current_round(session, case)
    if has_submitted(session, person.id, case, number):
        raise ConflictError(faults.submitted())
    return number


def _own(
    session: Session, person: PersonRow, case: CaseRow, annotation_id: str, version: int | None
) -> AnnotationRow:
    row = session.get(AnnotationRow, annotation_id)
    if row is None or row.case_id != case.id or row.deleted_at is not None:
        raise NotFoundError(faults.no_row("annotation", annotation_id))
    if row.person_id != person.id:
        if row.published_at is None:  # nobody learns that it is there
            raise NotFoundError(faults.no_row("annotation", annotation_id))
        raise ConflictError(faults.not_own(annotation_id))
    if row.published_at is not None:
        raise ConflictError(faults.published(annotation_id))
    check_version("annotation", row.version, version)
    return row


def _parent(
    session: Session, person: PersonRow, case: CaseRow, drawn: Drawn
) -> AnnotationRow | None:
    if drawn.kind.is_drawn:
        return None
    row = session.get(AnnotationRow, drawn.parent_id or "")
    mine_or_said = row is not None and (row.person_id == person.id or row.published_at is not None)
    if row is None or row.case_id != case.id or row.deleted_at is not None or not mine_or_said:
        raise NotFoundError(faults.no_row("annotation", drawn.parent_id or ""))
    return row


def _check(drawn: Drawn) -> None:
    wrong = list(_wrong(drawn))
    if wrong:
        raise RefusedError(*wrong)


def _wrong(drawn: Drawn) -> Iterable[Fault]:
    if len(drawn.text) > MOST_CHARACTERS:
        yield _fault("text", f"{len(drawn.text)}", Text(ko="4,000자 이내", en="4,000 characters"))
    if drawn.kind in (Kind.TEXT, Kind.REPLY) and not drawn.text.strip():
        yield _fault("text", "-", Text(ko="내용", en="words"))
    if drawn.kind is Kind.STATE and drawn.review is Review.NONE:
        yield _fault("review", drawn.review.value, same("Accepted, Rejected, …"))
    if not drawn.kind.is_drawn:
        return
    shape, kinds = drawn.shape, SHAPES[drawn.kind]
    if shape is None or shape.is_empty or shape.geom_type not in kinds:
        yield _fault("shape", shape.geom_type if shape is not None else "-", same(kinds[0]))
        return
    if shapely.get_num_coordinates(shape) > MOST_POINTS:
        yield _fault("shape", "-", Text(ko="2,000점 이내", en="at most 2,000 points"))
    # not-a-number compares with nothing, so that the test is for what it may be
    if not all(abs(v) < FARTHEST_M for v in shape.bounds):
        yield _fault("shape", "-", Text(ko="대지 좌표(m)", en="site metres"))
    elif shape.geom_type == "Polygon" and shape.area == 0:
        yield _fault("shape", "0 m²", Text(ko="넓이가 있는 도형", en="a shape with an area"))


def _fault(where: str, found_: str, expected: Text) -> Fault:
    return Fault(
        code="annotation/drawn",
        where=where,
        found=same(found_),
        expected=expected,
        remedy=Text(ko="표시를 다시 그리거나 적으십시오.", en="Draw or write the mark again."),
    )


def shape_of(row: AnnotationRow) -> BaseGeometry | None:
    """Where a mark lies on the site; None where it lies on a page only."""
    if not row.site:
        return None
    try:
        return shapely.from_wkt(row.site)
    except ShapelyError:
        return None


def _write(row: AnnotationRow, drawn: Drawn) -> None:
    row.site = wkt(shapely.force_2d(drawn.shape)) if drawn.shape is not None else None
    row.text = drawn.text.strip()
    row.review = drawn.review.value if drawn.kind is Kind.STATE else ""
    row.deleted_at = None


def _note(
    session: Session,
    person: PersonRow,
    case: CaseRow,
    row: AnnotationRow,
    before: journal.Kept | None,
) -> None:
    journal.noted(
        session,
        person_id=person.id,
        case_id=case.id,
        bundle=journal.new_bundle(),
        row=row,
        before=before,
    )
