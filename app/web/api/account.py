"""The JSON interface: who one is, and one's personal tokens."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Response
from pydantic import BaseModel, ConfigDict, Field

from app.auth import committees, people, tokens
from app.auth.roles import Body, Role
from app.auth.tables import CommitteeRow, MembershipRow, PersonRow, SessionRow, TokenRow
from app.web.access import SignedIn, in_browser
from app.web.described import problems
from app.web.service import Service, ServiceOf
from cpted_rules.text import Lang

me = APIRouter(prefix="/api/me", tags=["people"])
router = APIRouter(prefix="/api/tokens", tags=["people"])


class Held(BaseModel):
    """A role in a committee."""

    committee_id: str
    committee: str
    role: Role
    body: Body | None = Field(description="Who recommended an expert.")
    since: datetime


class Me(BaseModel):
    """Who sends the request."""

    id: str
    email: str
    name: str
    lang: Lang
    office: str
    field: str
    is_administrator: bool
    roles: list[Held]


class MyChange(BaseModel):
    """What somebody may change of themselves; what is left out stays."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"lang": "en"}]})

    name: str | None = Field(default=None, min_length=1, max_length=100)
    lang: Lang | None = None


class TokenAsked(BaseModel):
    """A token to be made."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"name": "도서 제출", "days": 90}]})

    name: str = Field(min_length=1, max_length=100)
    days: int = Field(default=90, description="30, 90 or 365.")


class Token(BaseModel):
    """A personal token, without the word itself."""

    id: str
    name: str
    created_at: datetime
    used_at: datetime | None
    expires_at: datetime | None


class NewToken(Token):
    """A personal token that was just made."""

    token: str = Field(description="Shown this once.")


class TokenList(BaseModel):
    """One's personal tokens."""

    items: list[Token]


@me.get("", summary="Who you are", responses=problems(401))
def show_me(service: ServiceOf, person: SignedIn) -> Me:
    """Your name, your office, and your roles in committees."""
    return _me(service, person)


@me.patch("", summary="Change your name or language", responses=problems(401, 403, 422))
def change_me(service: ServiceOf, person: SignedIn, said: MyChange) -> Me:
    """An administrator writes down office and field."""
    with service.database.session() as session:
        changed = said.model_dump(mode="json")
        row = people.change(session, person.id, by=person.id, **changed)
    return _me(service, row)


@router.get("", summary="List your tokens", responses=problems(401))
def list_tokens(service: ServiceOf, person: SignedIn) -> TokenList:
    """Without the words, which nobody can show again."""
    with service.database.reading() as session:
        rows = tokens.of_person(session, person.id)
    return TokenList(items=[Token(**_said(row)) for row in rows])


@router.post(
    "",
    status_code=201,
    summary="Make a token",
    responses=problems(401, 403, 422),
)
def make_token(
    service: ServiceOf,
    person: SignedIn,
    _session: Annotated[SessionRow, Depends(in_browser)],
    asked: TokenAsked,
) -> NewToken:
    """A program signs in with it as you; only a browser's sign-in may make one."""
    with service.database.session() as session:
        made = tokens.make(session, person.id, name=asked.name, days=asked.days)
    return NewToken(token=made.word, **_said(made.row))


@router.delete(
    "/{token_id}",
    status_code=204,
    summary="Revoke a token",
    response_model=None,
    responses=problems(401, 403, 404, 422),
)
def revoke_token(service: ServiceOf, person: SignedIn, token_id: str) -> Response:
    """It works no longer, from the next request on."""
    with service.database.session() as session:
        tokens.revoke(session, person.id, token_id)
    return Response(status_code=204)


def held(row: MembershipRow, committee: CommitteeRow) -> Held:
    """A role as data."""
    return Held(
        committee_id=committee.id,
        committee=committee.name,
        role=Role(row.role),
        body=Body(row.body) if row.body else None,
        since=row.since,
    )


def _me(service: Service, person: PersonRow) -> Me:
    with service.database.reading() as session:
        roles = committees.of_person(session, person.id)
    return Me(
        id=person.id,
        email=person.email,
        name=person.name,
        lang=Lang(person.lang),
        office=person.office,
        field=person.field,
        is_administrator=person.is_administrator,
        roles=[held(*one) for one in roles],
    )


def _said(row: TokenRow) -> dict[str, object]:
    return {
        "id": row.id,
        "name": row.name,
        "created_at": row.created_at,
        "used_at": row.used_at,
        "expires_at": row.expires_at,
    }
