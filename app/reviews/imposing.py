"""Conditions of a decision: drafted from opinions, checked, and numbered as they are imposed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import uuid4

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import audit
from app.auth.tables import PersonRow
from app.cases.tables import CaseRow
from app.errors import NotFoundError
from app.reviews import faults
from app.reviews.consolidation import Point, published_points
from app.reviews.findings import RoundFindings
from app.reviews.guards import Said, wanting
from app.reviews.opinions import said_of
from app.reviews.tables import ConditionRow, OpinionRow
from app.reviews.terms import ConditionState, Position, SaidBasis
from cpted_rules.errors import Fault
from cpted_rules.facts import Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A condition as the secretary puts it to the committee.

    Args:
        opinion_id: of the opinion it comes of; None where it was agreed in session.
    """

    opinion_id: str | None
    text: str
    place: str
    target: str
    stage: Stage | None
    check: str
    basis: SaidBasis
    cite: str = ""


def drafted(
    session: Session, case: CaseRow, number: int, findings: RoundFindings
) -> tuple[tuple[Point, Draft], ...]:
    """The conditions that the published opinions of a round ask for."""
    return tuple(
        (point, _of_opinion(point.lead, findings))
        for point in published_points(session, case, number)
        if point.lead.position == Position.CONDITION
    )


def check_drafts(
    session: Session, case: CaseRow, drafts: Sequence[Draft], findings: RoundFindings
) -> tuple[Fault, ...]:
    """What keeps drafts from being conditions; each fault says of which one, by its place."""
    saids = [_as_said(session, case, draft) for draft in drafts]
    return tuple(
        replace(fault, where=str(n))
        for n, said in enumerate(saids, start=1)
        for fault in wanting(said, findings.of(said.finding_id))
    )


def impose(
    session: Session,
    person: PersonRow,
    case: CaseRow,
    number: int,
    drafts: Sequence[Draft],
) -> tuple[ConditionRow, ...]:
    """The conditions of a decision, numbered on from those of rounds before."""
    last = session.scalar(
        select(func.max(ConditionRow.number)).where(ConditionRow.case_id == case.id)
    )
    made = []
    for n, draft in enumerate(drafts, start=(last or 0) + 1):
        opinion = session.get(OpinionRow, draft.opinion_id) if draft.opinion_id else None
        row = ConditionRow(
            id=str(uuid4()),
            case_id=case.id,
            round=number,
            number=n,
            opinion_id=opinion.id if opinion else None,
            finding_id=opinion.finding_id if opinion else None,
            must=True,
            basis=draft.basis.value,
            cite=draft.cite[:300],
            place=draft.place.strip()[:500],
            target=draft.target.strip()[:500],
            stage=(draft.stage or Stage.PERMIT).value,
            check=draft.check.strip()[:500],
            text=draft.text.strip(),
            state=ConditionState.OPEN.value,
        )
        session.add(row)
        made.append(row)
    session.flush()
    for row in made:
        audit.record(
            session, "condition.impose", person_id=person.id, case_id=case.id, condition=row.id
        )
    return tuple(made)


def _of_opinion(row: OpinionRow, findings: RoundFindings) -> Draft:
    found = findings.of(row.finding_id)
    return Draft(
        opinion_id=row.id,
        text=row.text,
        place=row.place,
        target=row.target,
        stage=Stage(row.stage) if row.stage else None,
        check=row.check,
        basis=SaidBasis(row.basis),
        cite=found.ko.cite if found else "",
    )


def _as_said(session: Session, case: CaseRow, draft: Draft) -> Said:
    """A draft as what is said of its finding, for the same guards."""
    opinion = session.get(OpinionRow, draft.opinion_id) if draft.opinion_id else None
    if draft.opinion_id and (opinion is None or opinion.case_id != case.id):
        raise NotFoundError(faults.no_row("opinion", draft.opinion_id))
    base = said_of(opinion) if opinion else Said(position=Position.CONDITION)
    return Said(
        position=Position.CONDITION,
        finding_id=base.finding_id,
        text=draft.text if opinion or not draft.cite else f"{draft.text} [{draft.cite}]",
        must=True,
        basis=draft.basis,
        place=draft.place,
        target=draft.target,
        stage=draft.stage,
        check=draft.check,
    )
