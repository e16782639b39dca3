"""The page of a round on its report: the PDF with the marks of the case on its pages."""

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import HTMLResponse

from app.auth.permissions import Permission
from app.db import State
from app.procedure import rounds
from app.reviews import sent_report
from app.web.api.plan import Number, reviewed_row
from app.web.api.report import Reader
from app.web.built import built
from app.web.guard import POLICY_OF_PDF
from app.web.language import of_page
from app.web.page import page
from app.web.plan_page import days_left, given_of, words_of
from app.web.service import ServiceOf
from cpted_rules.text import Lang

router = APIRouter(include_in_schema=False)


@router.get("/cases/{case_id}/rounds/{number}/report")
def report(
    request: Request,
    service: ServiceOf,
    on_case: Reader,
    number: Number,
    copy: Annotated[Lang | None, Query()] = None,
) -> HTMLResponse:
    """The report beside its findings and what is said of them; without scripts, as downloads."""
    row = reviewed_row(service, on_case, number)
    lang, there = of_page(request), sent_report.languages(row)
    shown = next((one for one in (copy, lang, *there) if one in there), None)
    with service.database.reading() as session:
        seen = rounds.seen_by(session, on_case.case, on_case.standing)
    numbers = [one.number for one in seen]
    api = f"/api/cases/{on_case.case.id}/rounds/{number}"
    response = page(
        request,
        "report.html",
        case=on_case.case,
        number=number,
        numbers=numbers,
        submission=row,
        done=row.state == State.DONE and shown is not None,
        copy=shown.value if shown else "",
        copies=[one.value for one in there],
        script=built("report.js"),
        style=built("report.css"),
        left=days_left(on_case.case.due_on),
        may_opine=on_case.may(Permission.OPINE),
        may_import=on_case.may(Permission.IMPORT),
        api=api,
        given={
            **given_of(on_case, row, number, numbers, lang),
            "copy": shown.value if shown else "",
            "file": f"/api/submissions/{row.id}/report?lang={shown.value}" if shown else "",
        },
        words=words_of(lang),
    )
    response.headers["Content-Security-Policy"] = POLICY_OF_PDF
    return response
