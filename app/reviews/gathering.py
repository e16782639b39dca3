"""Several findings under one opinion of their author's, while it is a draft."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from app.auth.tables import PersonRow
from app.cases.tables import CaseRow
from app.errors import ConflictError, NotFoundError
from app.reviews import faults, opinions
from app.reviews.findings import RoundFindings, current_round
from app.reviews.guards import Said
from app.reviews.tables import OpinionRow
from app.reviews.terms import Position
from cpted_rules.text import Text

LEAD = Text(
    ko="합칠 초안 의견(대표 발견에 먼저 쓴 것)", en="a draft on the leading finding to merge into"
)
OTHERS = Text(ko="함께 합칠 다른 발견", en="other findings to merge into it")


def gather(
    session: Session,
    person: PersonRow,
    case: CaseRow,
    findings: RoundFindings,
    *,
    lead: str,
    others: Sequence[str],
) -> tuple[OpinionRow, ...]:
    """Put findings under the author's draft on another; one act, undone at one go.

    What the author wrote on them is kept; a finding with no opinion is agreed to. Said anew of one
    of them, an opinion stands by itself again.

    Args:
        lead, others: ids of findings.

    Raises:
        ConflictError: there is no draft on the leading finding, it is under another one itself, or
            there is no other finding.
        NotFoundError: the round has no such finding.
    """
    mine = _mine(session, person, case)
    into = mine.get(lead)
    if into is None or into.merged_into is not None:
        raise ConflictError(faults.nothing_to(LEAD))
    chosen = list(dict.fromkeys(one for one in others if one != lead))
    if not chosen:
        raise ConflictError(faults.nothing_to(OTHERS))
    under = {mine[one].id for one in chosen if one in mine}
    chosen += [key for key, row in mine.items() if row.merged_into in under and key not in chosen]
    said = [
        opinions.said_of(mine[one])
        if one in mine
        else Said(position=Position.AGREE, finding_id=one)
        for one in chosen
    ]
    return opinions.triage(session, person, case, findings, said, into=into.id)


def part(
    session: Session, person: PersonRow, case: CaseRow, findings: RoundFindings, finding_id: str
) -> OpinionRow:
    """The author's draft on a finding, taken out from under another one.

    Raises:
        NotFoundError: it is under none.
    """
    row = _mine(session, person, case).get(finding_id)
    if row is None or row.merged_into is None:
        raise NotFoundError(faults.no_row("opinion", finding_id))
    (found,) = opinions.triage(session, person, case, findings, [opinions.said_of(row)])
    return found


def _mine(session: Session, person: PersonRow, case: CaseRow) -> dict[str, OpinionRow]:
    """The author's drafts on findings of the round, by finding."""
    rows = opinions.drafts(session, person.id, case, current_round(session, case))
    return {row.finding_id: row for row in rows if row.finding_id is not None}
