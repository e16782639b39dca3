"""The opinion sheet of a case: writing, submitting, the secretary's consolidation, publishing."""

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Query
from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from app.auth.permissions import Permission
from app.cases.tables import CaseRow
from app.errors import NotFoundError, ServiceError
from app.reviews import consolidation, faults, gathering, library, opinions, undoing
from app.reviews.findings import RoundFindings, findings_of
from app.reviews.guards import Said
from app.reviews.terms import Position, SaidBasis
from app.web.access import OnCase, needs
from app.web.case_round import writing
from app.web.language import of_page
from app.web.opinion_sheet import sheet
from app.web.page import page
from app.web.refused import problem_of_form
from app.web.review_models import SHORT, WORDS
from app.web.service import Service, ServiceOf
from cpted_rules.facts import Stage
from cpted_rules.findings import Verdict

router = APIRouter(prefix="/cases/{case_id}/opinions", include_in_schema=False)

Reader = Annotated[OnCase, Depends(needs(Permission.READ))]
Author = Annotated[OnCase, Depends(needs(Permission.OPINE))]
Secretary = Annotated[OnCase, Depends(needs(Permission.CONSOLIDATE))]
Short = Annotated[str, Form(max_length=SHORT)]
Id = Annotated[str, Form(max_length=64)]
_ONE = ":"


@router.get("")
def opinions_page(
    request: Request,
    service: ServiceOf,
    on_case: Reader,
    verdict: Annotated[Verdict | None, Query()] = None,
    finding: Annotated[str, Query(max_length=40)] = "",
) -> Response:
    """Own drafts with an editor; what is published; for the secretary what was submitted."""
    return _shown(request, service, on_case, verdict=verdict, chosen=finding)


@router.post("")
def save(
    request: Request,
    service: ServiceOf,
    on_case: Author,
    act: Annotated[str, Form(max_length=80)],
    finding: Id = "",
    draft: Id = "",
    position: Annotated[Position, Form()] = Position.AGREE,
    reason: Annotated[str, Form(max_length=30)] = "",
    text: Annotated[str, Form(max_length=WORDS)] = "",
    must: Annotated[bool, Form()] = False,
    basis: Annotated[SaidBasis | None, Form()] = None,
    place: Short = "",
    target: Short = "",
    stage: Annotated[str, Form(max_length=20)] = "",
    check: Short = "",
    template: Annotated[str, Form(max_length=60)] = "",
) -> Response:
    """Keep what stands in the editor, or fill it from the library and show it again."""
    said = Said(
        position=position,
        finding_id=finding or None,
        reason=reason if position in (Position.DISAGREE, Position.DEFER) else "",
        text=text,
        must=must or position is Position.CONDITION,
        basis=basis,
        place=place,
        target=target,
        stage=Stage(stage) if stage in tuple(Stage) else None,
        check=check,
        template=template,
    )

    def keep(session: Session, case: CaseRow, findings: RoundFindings) -> str:
        if act == "phrase":
            rule = findings.by_id[finding].finding.rule if finding in findings.by_id else ""
            library.keep_phrase(session, on_case.person, case, ko=text, rule=rule or "")
            return f"?finding={_chosen(findings, finding, draft)}#editor"
        if draft and not finding:  # an opinion on the whole, written before
            person = on_case.person
            row = opinions.change(session, person, case, findings, draft, said)
        else:
            (row,) = opinions.triage(session, on_case.person, case, findings, [said])
        return f"#o-{row.id}"

    return _done(request, service, on_case, keep, sent=said, draft=draft)


@router.post("/many")
def say_of_many(
    request: Request,
    service: ServiceOf,
    on_case: Author,
    finding: Annotated[list[Id], Form(max_length=500)] = [],  # noqa: B006 - FastAPI copies defaults
    one: Annotated[str, Form(max_length=100)] = "",
    position: Annotated[Position | None, Form()] = None,
    reason: Annotated[str, Form(max_length=30)] = "",
) -> Response:
    """The same of every finding that is ticked, or one thing of one (`agree:<id>`)."""
    word, _, single = one.partition(_ONE)
    if single and word in tuple(Position):
        position, finding, reason = Position(word), [single], ""

    def keep(session: Session, case: CaseRow, findings: RoundFindings) -> str:
        if not finding or position is None:
            raise NotFoundError(faults.no_row("finding", ""))
        given = reason if position in (Position.DISAGREE, Position.DEFER) else ""
        said = [
            Said(position=position, finding_id=each, reason=given)
            for each in dict.fromkeys(finding)
        ]
        rows = opinions.triage(session, on_case.person, case, findings, said)
        return f"#o-{rows[0].id}"

    return _done(request, service, on_case, keep)


@router.post("/gather")
def gather(
    request: Request,
    service: ServiceOf,
    on_case: Author,
    lead: Annotated[str, Form(max_length=64)] = "",
    finding: Annotated[list[Id], Form(max_length=500)] = [],  # noqa: B006 - FastAPI copies defaults
) -> Response:
    """Put the findings that are ticked under one's draft on another."""

    def keep(session: Session, case: CaseRow, findings: RoundFindings) -> str:
        rows = gathering.gather(session, on_case.person, case, findings, lead=lead, others=finding)
        return f"#o-{rows[0].id}"

    return _done(request, service, on_case, keep)


@router.post("/part")
def part(
    request: Request,
    service: ServiceOf,
    on_case: Author,
    finding: Annotated[str, Form(max_length=64)],
) -> Response:
    """Take one's draft on a finding out from under another."""

    def keep(session: Session, case: CaseRow, findings: RoundFindings) -> str:
        row = gathering.part(session, on_case.person, case, findings, finding)
        return f"#o-{row.id}"

    return _done(request, service, on_case, keep)


@router.post("/remove")
def remove(request: Request, service: ServiceOf, on_case: Author, opinion: Id) -> Response:
    """A draft of one's own."""

    def keep(session: Session, case: CaseRow, _findings: RoundFindings) -> str:
        opinions.take_back(session, on_case.person, case, opinion)
        return ""

    return _done(request, service, on_case, keep)


@router.post("/submit")
def submit(request: Request, service: ServiceOf, on_case: Author) -> Response:
    """Give the first opinions in."""

    def keep(session: Session, case: CaseRow, findings: RoundFindings) -> str:
        opinions.submit(session, on_case.person, case, findings)
        return ""

    return _done(request, service, on_case, keep)


@router.post("/withdraw")
def withdraw(request: Request, service: ServiceOf, on_case: Author) -> Response:
    """Take the submission back."""

    def keep(session: Session, case: CaseRow, _findings: RoundFindings) -> str:
        opinions.withdraw(session, on_case.person, case)
        return ""

    return _done(request, service, on_case, keep)


@router.post("/undo")
def undo(request: Request, service: ServiceOf, on_case: Reader) -> Response:
    """Put back what one did last."""

    def keep(session: Session, case: CaseRow, _findings: RoundFindings) -> str:
        undoing.undo_last(session, on_case.person, case, on_case.standing)
        return ""

    return _done(request, service, on_case, keep)


@router.post("/redo")
def redo(request: Request, service: ServiceOf, on_case: Reader) -> Response:
    """Do again what one undid last."""

    def keep(session: Session, case: CaseRow, _findings: RoundFindings) -> str:
        undoing.redo_last(session, on_case.person, case, on_case.standing)
        return ""

    return _done(request, service, on_case, keep)


@router.post("/merge")
def merge(
    request: Request,
    service: ServiceOf,
    on_case: Secretary,
    keep: Annotated[str, Form(max_length=100)],
) -> Response:
    """Put one opinion under another (`kept:other`)."""
    kept, _, other = keep.partition(_ONE)

    def put(session: Session, case: CaseRow, _findings: RoundFindings) -> str:
        consolidation.merge(session, on_case.person, case, keep=kept, others=[other])
        return "#pairs"

    return _done(request, service, on_case, put)


@router.post("/split")
def split(request: Request, service: ServiceOf, on_case: Secretary, opinion: Id) -> Response:
    """Take an opinion out again."""

    def keep(session: Session, case: CaseRow, _findings: RoundFindings) -> str:
        consolidation.split(session, on_case.person, case, opinion)
        return "#sheet"

    return _done(request, service, on_case, keep)


@router.post("/publish")
def publish(
    request: Request,
    service: ServiceOf,
    on_case: Secretary,
    reason: Annotated[str, Form(max_length=1_000)] = "",
) -> Response:
    """Show the submitted opinions to everybody on the case."""

    def keep(session: Session, case: CaseRow, _findings: RoundFindings) -> str:
        consolidation.publish(session, on_case.person, case, reason=reason)
        return ""

    return _done(request, service, on_case, keep)


def _done(
    request: Request,
    service: Service,
    on_case: OnCase,
    act: Callable[[Session, CaseRow, RoundFindings], str],
    *,
    sent: Said | None = None,
    draft: str = "",
) -> Response:
    """Do it and show the page anew; where it is refused, the page with what is wrong."""
    try:
        with service.database.session() as session:
            case, findings = writing(session, service, on_case)
            rest = act(session, case, findings)
    except ServiceError as error:
        with service.database.reading() as session:
            findings = findings_of(session, service.blobs, on_case.case)
        chosen = _chosen(findings, sent.finding_id or "", draft) if sent else ""
        return _shown(request, service, on_case, chosen=chosen, sent=sent, error=error)
    return RedirectResponse(f"/cases/{on_case.case.id}/opinions{rest}", status_code=303)


def _chosen(findings: RoundFindings, finding_id: str, draft: str) -> str:
    found = findings.of(finding_id)
    return str(found.number) if found else draft or "whole"


def _shown(
    request: Request,
    service: Service,
    on_case: OnCase,
    *,
    verdict: Verdict | None = None,
    chosen: str = "",
    sent: Said | None = None,
    error: ServiceError | None = None,
) -> Response:
    lang = of_page(request)
    with service.database.reading() as session:
        fresh = OnCase(
            person=on_case.person,
            case=session.get_one(CaseRow, on_case.case.id),
            standing=on_case.standing,
        )
        values = sheet(
            session, service.blobs, fresh, lang, verdict=verdict, chosen=chosen, sent=sent
        )
    return page(
        request,
        "opinions.html",
        status=error.status if error else 200,
        problem=problem_of_form(request, error),
        **values,
    )
