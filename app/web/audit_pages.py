"""The page of the audit log: what was done, by whom and when, and whether the chain holds."""

import json
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import HTMLResponse

from app import audit
from app.web.access import Administrator
from app.web.page import page
from app.web.paging import around
from app.web.service import ServiceOf
from app.web.when import seoul

router = APIRouter(include_in_schema=False)

_LISTED = 100
_RECENT = 2_000  # entries that every visit verifies; all of them when asked


@router.get("/audit")
def log(
    request: Request,
    service: ServiceOf,
    _administrator: Administrator,
    action: Annotated[str, Query(max_length=60)] = "",
    person_id: Annotated[str, Query(max_length=36)] = "",
    case_id: Annotated[str, Query(max_length=36)] = "",
    offset: Annotated[int, Query(ge=0, le=10_000_000)] = 0,
    whole: Annotated[bool, Query()] = False,
) -> HTMLResponse:
    """Some entries, the newest first."""
    sought = audit.Sought(
        action=action.strip(), person_id=person_id.strip(), case_id=case_id.strip()
    )
    with service.database.reading() as session:
        rows, total = audit.listed(session, sought, offset=offset, limit=_LISTED)
        last = audit.head(session)
        since = 1 if whole or last is None else max(1, last.seq - _RECENT + 1)
        broken = list(audit.broken(session, since=since))
        actions = audit.actions(session)
    asked = {"action": sought.action, "person_id": sought.person_id, "case_id": sought.case_id}
    return page(
        request,
        "audit.html",
        rows=[
            {
                "seq": row.seq,
                "at": seoul(row.at, seconds=True),
                "action": row.action,
                "person_id": row.person_id,
                "case_id": row.case_id,
                "detail": json.dumps(row.detail, ensure_ascii=False) if row.detail else "",
            }
            for row in rows
        ],
        broken=broken,
        since=since,
        verified=f"{last.seq - since + 1:,}" if last else "0",
        head=last,
        actions=actions,
        query=urlencode({key: value for key, value in asked.items() if value}),
        **around(offset, shown=_LISTED, total=total),
        action=sought.action,
        person_id=sought.person_id,
        case_id=sought.case_id,
    )
