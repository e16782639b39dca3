"""조치계획 as a page: the architect's grid, read by the committee."""

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form
from sqlalchemy.orm import Session
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from app.auth.permissions import Permission
from app.cases.tables import CaseRow
from app.errors import ServiceError
from app.forms.kinds import FormKind
from app.reviews import answers
from app.reviews.answers import WAIVED, Answer
from app.reviews.findings import current_round, findings_of
from app.reviews.terms import REFLECTED_NAMES, SAID_BASIS_NAMES, Reflected, SaidBasis
from app.web.access import OnCase, needs
from app.web.case_round import locked
from app.web.language import of_page
from app.web.page import page
from app.web.refused import problem_of_form
from app.web.review_head import head
from app.web.review_models import WORDS, author_name, is_outside, names_of
from app.web.service import Service, ServiceOf
from app.web.words import word
from cpted_rules.text import Lang

router = APIRouter(prefix="/cases/{case_id}/answers", include_in_schema=False)

Reader = Annotated[OnCase, Depends(needs(Permission.READ))]
Applicant = Annotated[OnCase, Depends(needs(Permission.ANSWER))]
Office = Annotated[OnCase, Depends(needs(Permission.DECIDE))]
_SCRIPT_WORDS = ("saved", "saving", "failed", "stale", "done", "open", "half")
_FIELDS = 2_000
NAMES = {reflected.value: name for reflected, name in REFLECTED_NAMES.items()}


async def _form(request: Request) -> FormData:
    return await request.form(max_fields=_FIELDS)


@router.get("")
def answers_page(request: Request, service: ServiceOf, on_case: Reader) -> Response:
    """Opinions with their answers."""
    return _shown(request, service, on_case)


@router.post("")
def save(
    request: Request,
    service: ServiceOf,
    on_case: Applicant,
    form: Annotated[FormData, Depends(_form)],
) -> Response:
    """Every answer of the grid, without scripts."""

    def keep(session: Session, case: CaseRow) -> None:
        for row in answers.rows(session, case):
            key = row.point.lead.id
            if f"text.{key}" not in form:
                continue
            said = _sent(form, key)
            if said != _kept(row):
                answers.answer(session, on_case.person, case, key, said)

    return _done(request, service, on_case, keep)


@router.post("/paste")
def paste(
    request: Request,
    service: ServiceOf,
    on_case: Applicant,
    table: Annotated[str, Form(max_length=500_000)],
) -> Response:
    """Rows out of a table."""

    def keep(session: Session, case: CaseRow) -> None:
        answers.paste(session, on_case.person, case, table)

    return _done(request, service, on_case, keep, pasted=table)


@router.post("/waive")
def waive(
    request: Request,
    service: ServiceOf,
    on_case: Office,
    opinion: Annotated[str, Form(max_length=36)],
    reason: Annotated[str, Form(max_length=1_000)] = "",
) -> Response:
    """Let the applicant file without an answer."""

    def keep(session: Session, case: CaseRow) -> None:
        answers.waive(session, on_case.person, case, opinion, reason)

    return _done(request, service, on_case, keep)


def _sent(form: FormData, key: str) -> Answer:
    reflected = str(form.get(f"reflected.{key}") or "")
    return Answer(
        reflected=Reflected(reflected) if reflected in tuple(Reflected) else None,
        text=str(form.get(f"text.{key}") or "").replace("\r\n", "\n").strip()[:WORDS],
        sheet=str(form.get(f"sheet.{key}") or "").strip()[:200],
    )


def _kept(row: answers.Row) -> Answer:
    found = row.answer
    if found is None:
        return Answer()
    known = found.reflected in tuple(Reflected)
    return Answer(
        reflected=Reflected(found.reflected) if known else None,
        text=found.text,
        sheet=found.sheet,
    )


def _done(
    request: Request,
    service: Service,
    on_case: OnCase,
    act: Callable[[Session, CaseRow], None],
    *,
    pasted: str = "",
) -> Response:
    try:
        with service.database.session() as session:
            act(session, locked(session, on_case))
    except ServiceError as error:
        return _shown(request, service, on_case, error=error, pasted=pasted)
    return RedirectResponse(f"/cases/{on_case.case.id}/answers", status_code=303)


def _shown(
    request: Request,
    service: Service,
    on_case: OnCase,
    *,
    error: ServiceError | None = None,
    pasted: str = "",
) -> Response:
    lang = of_page(request)
    with service.database.reading() as session:
        values = _values(session, service, on_case, lang)
    return page(
        request,
        "answers.html",
        status=error.status if error else 200,
        problem=problem_of_form(request, error),
        pasted=pasted,
        script_words={key: word(f"answers.{key}", lang) for key in _SCRIPT_WORDS},
        **values,
    )


def _values(session: Session, service: Service, on_case: OnCase, lang: Lang) -> dict[str, Any]:
    case = on_case.case
    rows = answers.rows(session, case)
    findings = findings_of(session, service.blobs, case, current_round(session, case))
    names = names_of(session, {one for row in rows for one in row.point.authors})
    musts = [row for row in rows if row.must]
    told = []
    for row in rows:
        lead, kept = row.point.lead, row.answer
        found = findings.of(lead.finding_id)
        words = found.words(lang) if found else None
        told.append(
            {
                "id": lead.id,
                "n": row.point.number,
                "number": found.number if found else None,
                "text": lead.text or (words.opinion if words else ""),
                "authors": []
                if is_outside(on_case)
                else [author_name(one, names, on_case, lang) for one in row.point.authors],
                "cite": words.cite if words else "",
                "basis": SAID_BASIS_NAMES[SaidBasis(lead.basis)],
                "sheet_of": words.sheet if words else "",
                "must": row.must,
                "target": lead.target,
                "reflected": kept.reflected if kept else "",
                "reflected_name": NAMES.get(kept.reflected) if kept else None,
                "waived": kept is not None and kept.reflected == WAIVED,
                "answer": kept.text if kept else "",
                "sheet": kept.sheet if kept else "",
                "version": kept.version if kept else 0,
                "done": row.done,
                "half": kept is not None and not row.done,
            }
        )
    return {
        **head(session, on_case, "answers", FormKind.ACTION_PLAN),
        "rows": told,
        "musts": len(musts),
        "musts_done": sum(row.done for row in musts),
        "choices": [(r.value, name) for r, name in REFLECTED_NAMES.items()],
        "may": {
            "answer": on_case.may(Permission.ANSWER),
            "waive": on_case.may(Permission.DECIDE),
        },
    }
