"""What the routes on opinions work with: the case held, its findings, opinions as told."""

from collections.abc import Iterable

from sqlalchemy.orm import Session

from app.cases.tables import CaseRow
from app.errors import NotFoundError
from app.reviews import faults, opinions
from app.reviews.findings import RoundFindings, current_round, findings_of
from app.reviews.tables import OpinionRow
from app.web.access import OnCase
from app.web.review_models import OpinionOut, names_of, opinion_out
from app.web.service import Service
from cpted_rules.text import Lang


def locked(session: Session, on_case: OnCase) -> CaseRow:
    """The case, held against other writers until the session ends."""
    return session.get_one(CaseRow, on_case.case.id, with_for_update=True)


def writing(
    session: Session, service: Service, on_case: OnCase, number: int | None = None
) -> tuple[CaseRow, RoundFindings]:
    """The case, held, and the findings of its newest round.

    Args:
        number: of the round that the caller means; None: the newest.

    Raises:
        NotFoundError: another round than the newest is meant.
    """
    case = locked(session, on_case)
    newest = current_round(session, case)
    if number not in (None, newest):
        raise NotFoundError(faults.no_round(number or 0))
    return case, findings_of(session, service.blobs, case, newest)


def opinions_out(
    session: Session,
    rows: Iterable[OpinionRow],
    findings: RoundFindings,
    on_case: OnCase,
    lang: Lang,
) -> list[OpinionOut]:
    """Opinions as their reader may know them, own drafts with what they lack."""
    session.flush()
    rows = list(rows)
    names = names_of(session, {row.person_id for row in rows})
    own = on_case.person.id
    return [
        opinion_out(
            row,
            names=names,
            on_case=on_case,
            lacks=opinions.lacks(row, findings)
            if row.person_id == own and row.published_at is None
            else (),
            lang=lang,
        )
        for row in rows
    ]
