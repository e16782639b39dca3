"""The pages of a round on its plan: its review, and two rounds compared."""

import gzip
import json
from datetime import date
from functools import lru_cache
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query
from starlette.requests import Request
from starlette.responses import HTMLResponse

from app.auth.permissions import Permission
from app.auth.roles import Role
from app.db import State, SubmissionRow, now
from app.errors import NotFoundError
from app.procedure import rounds
from app.procedure.clocks import SEOUL
from app.reviews.reasons import REASONS
from app.screens.names import DRAWING, PLAN, without_places
from app.screens.workshop import Member, Workshop
from app.web.access import OnCase, needs
from app.web.api.keys import ACTS
from app.web.api.plan import Number, Reader, WorkshopOf, reviewed_row
from app.web.built import built
from app.web.language import of_page
from app.web.page import page
from app.web.service import ServiceOf
from app.web.words import WORDS
from cpted_rules.facts import STAGE_NAMES
from cpted_rules.findings import VERDICT_NAMES, Verdict
from cpted_rules.text import Lang

router = APIRouter(include_in_schema=False)

RAISED = (Verdict.FAIL.value, Verdict.REFERRED.value, Verdict.UNKNOWN.value)
SAID = ("verdict", "headline", "alternative", "place", "cite")
"""What the page tells of a finding in words."""
_TOLD = 16
WORDS_OF_SCRIPTS = ("plan.", "marks.", "layers.", "act.", "report.")
"""Beginnings of the keys of sentences that scripts say."""


@router.get("/cases/{case_id}/rounds/{number}/plan")
def plan(
    request: Request,
    service: ServiceOf,
    workshop: WorkshopOf,
    on_case: Reader,
    number: Number,
) -> HTMLResponse:
    """The findings on the plan: list, plan and evidence side by side; all of it in words below."""
    row = reviewed_row(service, on_case, number)
    lang = of_page(request)
    with service.database.reading() as session:
        seen = rounds.seen_by(session, on_case.case, on_case.standing)
    numbers = [one.number for one in seen]
    done = row.state == State.DONE
    return page(
        request,
        "plan.html",
        case=on_case.case,
        number=number,
        numbers=numbers,
        submission=row,
        done=done,
        text=_text(workshop, row, on_case, lang) if done else None,
        script=built("plan.js"),
        style=built("plan.css"),
        left=days_left(on_case.case.due_on),
        may_opine=on_case.may(Permission.OPINE),
        given=given_of(on_case, row, number, numbers, lang),
        words=words_of(lang),
    )


@router.get("/cases/{case_id}/compare")
def compare(
    request: Request,
    service: ServiceOf,
    on_case: Annotated[OnCase, Depends(needs(Permission.READ))],
    before: Annotated[int | None, Query(ge=1, le=99)] = None,
    after: Annotated[int | None, Query(ge=1, le=99)] = None,
) -> HTMLResponse:
    """Two rounds one over the other: a curtain between them, or what is gone red, new green."""
    with service.database.reading() as session:
        seen = rounds.seen_by(session, on_case.case, on_case.standing)
    numbers = [one.number for one in seen]
    after = after or (numbers[-1] if numbers else 1)
    before = before or max((n for n in numbers if n < after), default=after)
    rows = [reviewed_row(service, on_case, n) for n in (before, after)]
    lang = of_page(request)
    return page(
        request,
        "compare.html",
        case=on_case.case,
        numbers=numbers,
        before=before,
        after=after,
        done=all(row.state == State.DONE for row in rows),
        script=built("compare.js"),
        style=built("plan.css"),
        given={
            "case": on_case.case.id,
            "before": before,
            "after": after,
            "lang": lang.value,
        },
        words=words_of(lang),
    )


def given_of(
    on_case: OnCase, row: SubmissionRow, number: int, numbers: list[int], lang: Lang
) -> dict[str, Any]:
    """What the script of the page knows from the start."""
    roles = on_case.standing.roles
    return {
        "case": on_case.case.id,
        "round": number,
        "rounds": numbers,
        "lang": lang.value,
        "submission": row.id,
        "me": on_case.person.id,
        "may": {
            "opine": on_case.may(Permission.OPINE),
            "security": on_case.may(Permission.READ_SECURITY),
            "linework": any(output.name == DRAWING for output in row.outputs),
            "opinions": bool(roles - {Role.ARCHITECT}) or on_case.may(Permission.READ_OPINIONS),
        },
        "keys": json.loads(on_case.person.keys) if on_case.person.keys else {},
        "acts": list(ACTS),
        "reasons": [
            {"id": r.id, "name": r.name.in_(lang), "for": [p.value for p in r.positions]}
            for r in REASONS
        ],
        "verdicts": {v.value: VERDICT_NAMES[v].in_(lang) for v in Verdict},
        "stages": {s.value: name.in_(lang) for s, name in STAGE_NAMES.items()},
    }


def days_left(due_on: date | None) -> int | None:
    """Days until a term ends, as they are counted in Seoul; negative where it is over."""
    return (due_on - now().astimezone(SEOUL).date()).days if due_on else None


def words_of(lang: Lang) -> dict[str, str]:
    """The sentences that scripts say."""
    return {key: text.in_(lang) for key, text in WORDS.items() if key.startswith(WORDS_OF_SCRIPTS)}


def _text(
    workshop: Workshop, row: SubmissionRow, on_case: OnCase, lang: Lang
) -> dict[str, Any] | None:
    """The plan in words; None while it is being made."""
    try:
        found, places = (workshop.member(row, PLAN, name) for name in ("findings", "alternative"))
    except NotFoundError:
        return None
    if not isinstance(found, Member) or not isinstance(places, Member):
        return None
    return _told(found.content, places.content, lang.value, on_case.may(Permission.READ_SECURITY))


@lru_cache(maxsize=_TOLD)
def _told(found: bytes, places: bytes, lang: str, whole: bool) -> dict[str, Any]:
    """A plan in words; parsed once, as a large one has a megabyte of findings.

    Args:
        whole: whether what would help an intruder is told too.
    """
    findings = json.loads(gzip.decompress(found))
    if not whole:
        findings = without_places(findings)
    raised = [f for f in findings if f["verdict"] in RAISED]
    told = [{name: f["words"][lang][name] for name in SAID} for f in raised]
    return {
        **json.loads(gzip.decompress(places)),
        "findings": [
            {"number": f["number"], "code": f["verdict"], **words}
            for f, words in zip(raised, told, strict=True)
        ],
        "others": len(findings) - len(raised),
    }
