"""The JSON interface: the drawing of a finding, as the report has it."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Response

from app.auth.permissions import Permission
from app.errors import NotFoundError
from app.reviews import faults
from app.reviews.findings import current_round, findings_of, whole_review
from app.web.access import OnCase, needs
from app.web.described import binary, problems
from app.web.service import ServiceOf
from cpted_rules.figure import Size, finding_figure
from cpted_rules.text import Lang

router = APIRouter(prefix="/api/cases/{case_id}", tags=["sessions"])

Reader = Annotated[OnCase, Depends(needs(Permission.READ_SECURITY))]


@router.get(
    "/findings/{number}/figure",
    summary="The drawing of a finding",
    response_class=Response,
    responses={**binary("image/svg+xml", "SVG"), **problems(401, 403, 404, 409, 422)},
)
def figure(
    service: ServiceOf,
    on_case: Reader,
    number: Annotated[int, Path(ge=1, le=100_000)],
    lang: Annotated[Lang, Query()] = Lang.KO,
    width_mm: Annotated[float, Query(ge=40, le=400)] = 190,
    height_mm: Annotated[float, Query(ge=40, le=400)] = 130,
) -> Response:
    """Of the newest filed round: the place with what proves it, to scale. [mm]

    Raises:
        NotFoundError: there is no such finding, or nothing of it to draw.
    """
    with service.database.reading() as session:
        round_ = current_round(session, on_case.case)
        findings = findings_of(session, service.blobs, on_case.case, round_)
    size = Size(width_mm=width_mm, height_mm=height_mm, paper="A4")
    review = whole_review(service.blobs, findings.assessment)
    found = next((f for f in review.assessment.findings if f.number == number), None)
    drawn = (
        finding_figure(review.plan, found, review.assessment.settings, lang=lang, size=size)
        if found
        else None
    )
    if drawn is None:
        raise NotFoundError(faults.no_finding(f"#{number}"))
    return Response(
        drawn.svg,
        media_type="image/svg+xml",
        headers={
            "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "private, max-age=600",
        },
    )
