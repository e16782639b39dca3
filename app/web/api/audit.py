"""The JSON interface: the audit log, for administrators."""

from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from app import audit
from app.web.access import Administrator
from app.web.described import problems
from app.web.service import ServiceOf

router = APIRouter(prefix="/api/audit", tags=["audit"])


class Entry(BaseModel):
    """One entry; people and cases by their ids."""

    seq: int
    at: datetime
    action: str
    person_id: str
    case_id: str
    detail: dict[str, Any]
    before: str = Field(description="Hash of the entry before.")
    hash: str


class EntryPage(BaseModel):
    """Some entries, the newest first."""

    items: list[Entry]
    total: int
    offset: int
    limit: int


class Place(BaseModel):
    """Where the chain does not hold."""

    seq: int
    why: str = Field(description="changed, gap or unlinked")


class Verified(BaseModel):
    """Whether the chain holds from its first entry on."""

    whole: bool
    entries: int
    head: str = Field(description="Hash of the last entry: keep it elsewhere.")
    broken: list[Place]


@router.get("", summary="Entries of the audit log", responses=problems(401, 403, 422))
def entries(
    service: ServiceOf,
    _administrator: Administrator,
    action: Annotated[str, Query(max_length=60)] = "",
    person_id: Annotated[str, Query(max_length=36)] = "",
    case_id: Annotated[str, Query(max_length=36)] = "",
    offset: Annotated[int, Query(ge=0, le=10_000_000)] = 0,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> EntryPage:
    """Who did what and when; nothing that people wrote."""
    sought = audit.Sought(action=action, person_id=person_id, case_id=case_id)
    with service.database.reading() as session:
        rows, total = audit.listed(session, sought, offset=offset, limit=limit)
    items = [
        Entry(
            seq=row.seq,
            at=row.at,
            action=row.action,
            person_id=row.person_id,
            case_id=row.case_id,
            detail=row.detail,
            before=row.before,
            hash=row.hash,
        )
        for row in rows
    ]
    return EntryPage(items=items, total=total, offset=offset, limit=limit)


@router.get("/verification", summary="Whether the audit log is whole", responses=problems(401, 403))
def verification(service: ServiceOf, _administrator: Administrator) -> Verified:
    """Every hash computed anew, from the first entry on."""
    with service.database.reading() as session:
        found = [Place(seq=one.seq, why=one.why) for one in audit.broken(session)]
        last = audit.head(session)
        _, total = audit.listed(session, audit.Sought(), limit=0)
    return Verified(
        whole=not found, entries=total, head=last.hash if last else audit.FIRST, broken=found
    )
