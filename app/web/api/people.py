"""The JSON interface: people and committees, for administrators."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from app.auth import committees, invitations, people
from app.auth.roles import Body, Role
from app.auth.tables import CommitteeRow, MembershipRow, PersonRow
from app.web.access import Administrator, SignedIn
from app.web.described import problems
from app.web.links import invitation_link
from app.web.service import ServiceOf
from cpted_rules.text import Lang

router = APIRouter(prefix="/api/people", tags=["people"])
of_committees = APIRouter(prefix="/api/committees", tags=["people"])


class Person(BaseModel):
    """Somebody who can sign in, or is invited to."""

    id: str
    email: str
    name: str
    lang: Lang
    office: str
    field: str
    is_administrator: bool
    active: bool
    has_password: bool = Field(description="Whether the invitation was accepted.")
    created_at: datetime


class PersonPage(BaseModel):
    """Some people, by name."""

    items: list[Person]
    total: int
    offset: int
    limit: int


class PersonAsked(BaseModel):
    """Somebody to be added."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"email": "kim@example.kr", "name": "김가상", "office": "㈜가상 건축", "lang": "ko"}
            ]
        }
    )

    email: str = Field(max_length=254)
    name: str = Field(min_length=1, max_length=100)
    lang: Lang = Lang.KO
    office: str = Field(default="", max_length=300, description="An architect's.")
    field: str = Field(default="", max_length=100, description="An expert's.")
    is_administrator: bool = False


class PersonChange(BaseModel):
    """What changes of somebody; what is left out stays."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"office": "㈜가상 건축"}]})

    name: str | None = Field(default=None, min_length=1, max_length=100)
    lang: Lang | None = None
    office: str | None = Field(default=None, max_length=300)
    field: str | None = Field(default=None, max_length=100)
    is_administrator: bool | None = None
    active: bool | None = Field(default=None, description="false keeps them out.")


class Invitation(BaseModel):
    """An address by which somebody chooses a password, once."""

    href: str = Field(description="Shown this once.")
    purpose: str
    expires_at: datetime


class Committee(BaseModel):
    """A building committee."""

    id: str
    name: str
    district: str


class CommitteeAsked(BaseModel):
    """A committee to be added."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"name": "용산구 건축위원회", "district": "용산구"}]}
    )

    name: str = Field(min_length=1, max_length=200)
    district: str = Field(min_length=1, max_length=40)


class CommitteeList(BaseModel):
    """Every committee, by name."""

    items: list[Committee]


class Member(BaseModel):
    """Somebody with a role in a committee."""

    person_id: str
    name: str
    field: str
    role: Role
    body: Body | None = Field(description="Who recommended an expert.")
    since: datetime


class MemberList(BaseModel):
    """Who is in a committee now."""

    items: list[Member]


class Appointment(BaseModel):
    """How somebody came into a committee."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"body": "seoul_police"}]})

    body: Body | None = Field(default=None, description="Who recommended an expert.")


@router.get("", summary="List people", responses=problems(401, 403, 422))
def list_people(
    service: ServiceOf,
    _administrator: Administrator,
    words: Annotated[str, Query(max_length=100, description="Of name, address or office.")] = "",
    offset: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> PersonPage:
    """Some people, by name."""
    with service.database.reading() as session:
        rows, total = people.listed(session, words=words, offset=offset, limit=limit)
    items = [person_of(row) for row in rows]
    return PersonPage(items=items, total=total, offset=offset, limit=limit)


@router.post("", status_code=201, summary="Add somebody", responses=problems(401, 403, 409, 422))
def add_person(
    service: ServiceOf, administrator: Administrator, response: Response, asked: PersonAsked
) -> Person:
    """They can sign in once they have an invitation and have chosen a password."""
    with service.database.session() as session:
        row = people.add(session, by=administrator.id, **asked.model_dump(mode="json"))
    response.headers["Location"] = f"/api/people/{row.id}"
    return person_of(row)


@router.get("/{person_id}", summary="Somebody", responses=problems(401, 403, 404, 422))
def show_person(service: ServiceOf, _administrator: Administrator, person_id: str) -> Person:
    """Who they are; their roles are listed by committee."""
    with service.database.reading() as session:
        return person_of(people.find(session, person_id))


@router.patch(
    "/{person_id}",
    summary="Change, bar or readmit somebody",
    responses=problems(401, 403, 404, 409, 422),
)
def change_person(
    service: ServiceOf, administrator: Administrator, person_id: str, said: PersonChange
) -> Person:
    """Whoever is barred is signed out at once; what they said stays."""
    changed = said.model_dump(mode="json", exclude={"active"})
    with service.database.session() as session:
        row = people.change(session, person_id, by=administrator.id, **changed)
        if said.active is False and row.active:
            people.bar(session, person_id, by=administrator.id)
        if said.active is True and not row.active:
            people.readmit(session, person_id, by=administrator.id)
    return person_of(row)


@router.post(
    "/{person_id}/invitation",
    status_code=201,
    summary="Invite somebody, or let them choose a new password",
    responses=problems(401, 403, 404, 422),
)
def invite(
    request: Request, service: ServiceOf, administrator: Administrator, person_id: str
) -> Invitation:
    """The address works once; one given before works no longer."""
    with service.database.session() as session:
        person = people.find(session, person_id)
        purpose: invitations.Purpose = "reset" if person.password else "invite"
        word = invitations.offer(session, person, purpose, by=administrator.id)
        _, row = invitations.found(session, word)
    href = invitation_link(request, service.settings, word)
    return Invitation(href=href, purpose=purpose, expires_at=row.expires_at)


@of_committees.get("", summary="List committees", responses=problems(401))
def list_committees(service: ServiceOf, _person: SignedIn) -> CommitteeList:
    """Every committee, by name."""
    with service.database.reading() as session:
        return CommitteeList(items=[committee_of(row) for row in committees.listed(session)])


@of_committees.post(
    "", status_code=201, summary="Add a committee", responses=problems(401, 403, 409, 422)
)
def add_committee(
    service: ServiceOf, administrator: Administrator, response: Response, asked: CommitteeAsked
) -> Committee:
    """A committee that cases can be filed with."""
    with service.database.session() as session:
        row = committees.add(session, by=administrator.id, **asked.model_dump(mode="json"))
    response.headers["Location"] = f"/api/committees/{row.id}"
    return committee_of(row)


@of_committees.get(
    "/{committee_id}/members",
    summary="Who is in a committee",
    responses=problems(401, 403, 404, 422),
)
def list_members(
    service: ServiceOf, _administrator: Administrator, committee_id: str
) -> MemberList:
    """By role and name; an expert with the body that recommended them."""
    with service.database.reading() as session:
        committees.find(session, committee_id)
        rows = committees.members(session, committee_id)
    return MemberList(items=[_member(*one) for one in rows])


@of_committees.put(
    "/{committee_id}/members/{person_id}/{role}",
    summary="Give somebody a role",
    responses=problems(401, 403, 404, 422),
)
def appoint(
    service: ServiceOf,
    administrator: Administrator,
    committee_id: str,
    person_id: str,
    role: Role,
    said: Appointment,
) -> Member:
    """An expert needs the body that recommended them."""
    with service.database.session() as session:
        row = committees.appoint(
            session,
            committee_id=committee_id,
            person_id=person_id,
            role=role,
            body=said.body,
            by=administrator.id,
        )
        return _member(row, people.find(session, person_id))


@of_committees.delete(
    "/{committee_id}/members/{person_id}/{role}",
    status_code=204,
    summary="Take a role away",
    response_model=None,
    responses=problems(401, 403, 404, 422),
)
def dismiss(
    service: ServiceOf,
    administrator: Administrator,
    committee_id: str,
    person_id: str,
    role: Role,
) -> Response:
    """What they did in it stays."""
    with service.database.session() as session:
        committees.dismiss(
            session,
            committee_id=committee_id,
            person_id=person_id,
            role=role,
            by=administrator.id,
        )
    return Response(status_code=204)


def person_of(row: PersonRow) -> Person:
    """Somebody as data."""
    return Person(
        id=row.id,
        email=row.email,
        name=row.name,
        lang=Lang(row.lang),
        office=row.office,
        field=row.field,
        is_administrator=row.is_administrator,
        active=row.active,
        has_password=row.password is not None,
        created_at=row.created_at,
    )


def committee_of(row: CommitteeRow) -> Committee:
    """A committee as data."""
    return Committee(id=row.id, name=row.name, district=row.district)


def _member(row: MembershipRow, person: PersonRow) -> Member:
    return Member(
        person_id=person.id,
        name=person.name,
        field=person.field,
        role=Role(row.role),
        body=Body(row.body) if row.body else None,
        since=row.since,
    )
