"""The vote of a committee on a round: who is named and present, what was voted, what carries."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import audit
from app.auth.roles import VOTING, Role
from app.auth.standing import roles_in
from app.auth.tables import PersonRow
from app.cases.states import CaseState
from app.cases.tables import AssignmentRow, AttendanceRow, CaseRow, RecusalRow
from app.db import now
from app.errors import ConflictError, ForbiddenError
from app.reviews import faults
from app.reviews.findings import current_round
from app.reviews.tables import VoteRow
from app.reviews.terms import BY_WRITTEN_VOTE, DecisionKind
from cpted_rules.errors import Fault
from cpted_rules.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How a vote stands.

    Args:
        named: members named for the case, without the recused.
        present: of those, who is there.
        recused: how many may not be there.
        counts: votes by choice.
        written: of those, cast in writing.
        voted: ids of those who have voted.
    """

    named: tuple[str, ...]
    present: tuple[str, ...]
    recused: int
    counts: Mapping[str, int]
    written: Mapping[str, int]
    voted: tuple[str, ...]

    @property
    def has_quorum(self) -> bool:
        """Whether more than half of those named are there. 건축법 시행령 제5조의5."""
        return 2 * len(self.present) > len(self.named)

    def carries(self, kind: DecisionKind) -> bool:
        """Whether more than half of those present voted for it; in writing where that is asked."""
        counts = self.written if kind in BY_WRITTEN_VOTE else self.counts
        return 2 * counts.get(kind.value, 0) > len(self.present)


def tally(session: Session, case: CaseRow, number: int | None = None) -> Tally:
    """How the vote of a round stands, the newest if no number is said.

    Where a case is on the agenda of a meeting, those named for it are who is named and their
    attendance who is present; in a vote by paper alone, those assigned and those who voted.
    """
    number = number if number is not None else current_round(session, case)
    recused = set(
        session.scalars(select(RecusalRow.person_id).where(RecusalRow.case_id == case.id))
    )
    votes = {
        row.person_id: row
        for row in session.scalars(
            select(VoteRow).where(VoteRow.case_id == case.id, VoteRow.round == number)
        )
        if row.person_id not in recused
    }
    named, present = _seats(session, case)
    named = tuple(one for one in named if one not in recused)
    present = tuple(one for one in present if one in named)
    if case.meeting_id is None:
        present = tuple(one for one in named if one in votes)
    counted = [row for who, row in votes.items() if who in present]
    return Tally(
        named=named,
        present=present,
        recused=len(recused),
        counts=Counter(row.choice for row in counted),
        written=Counter(row.choice for row in counted if row.written),
        voted=tuple(row.person_id for row in counted),
    )


def cast(
    session: Session,
    person: PersonRow,
    case: CaseRow,
    choice: DecisionKind | None,
    *,
    written: bool,
) -> VoteRow:
    """Their vote, cast or changed while the case is in session; None abstains.

    Raises:
        ConflictError: the case is not in session.
        ForbiddenError: they are not named for it, or not there.
    """
    if case.state != CaseState.MEETING:
        raise ConflictError(faults.not_now("votes", case.state))
    found = tally(session, case)
    if person.id not in found.named:
        raise ForbiddenError(_no_seat(Text(ko="이 안건의 위원이 아님", en="not named for this")))
    if case.meeting_id is not None and person.id not in found.present:
        raise ForbiddenError(_no_seat(Text(ko="출석으로 표시되지 않음", en="not marked present")))
    number = current_round(session, case)
    row = session.get(VoteRow, (case.id, number, person.id))
    if row is None:
        row = VoteRow(case_id=case.id, round=number, person_id=person.id)
        session.add(row)
    row.choice = choice.value if choice else "abstain"
    row.written, row.at = written, now()
    audit.record(
        session, "vote.cast", person_id=person.id, case_id=case.id, round=number, written=written
    )
    return row


def own_vote(session: Session, person_id: str, case: CaseRow, number: int) -> VoteRow | None:
    """What somebody voted in a round."""
    return session.get(VoteRow, (case.id, number, person_id))


def _seats(session: Session, case: CaseRow) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Who is named for a case, and who of them is there; only those who vote."""
    if case.meeting_id is None:
        assigned = session.scalars(
            select(AssignmentRow)
            .where(AssignmentRow.case_id == case.id)
            .order_by(AssignmentRow.person_id)
        )
        return tuple(row.person_id for row in assigned if Role(row.role) in VOTING), ()
    rows = session.scalars(
        select(AttendanceRow)
        .where(AttendanceRow.meeting_id == case.meeting_id)
        .order_by(AttendanceRow.person_id)
    ).all()
    voting = [row for row in rows if _votes(session, row.person_id, case)]
    return (
        tuple(row.person_id for row in voting),
        tuple(row.person_id for row in voting if row.present),
    )


def _votes(session: Session, person_id: str, case: CaseRow) -> bool:
    return not roles_in(session, person_id, case.committee_id or "").isdisjoint(VOTING)


def _no_seat(found: Text) -> Fault:
    return Fault(
        code="vote/seat",
        where="votes",
        found=found,
        expected=Text(ko="이 안건에 지명되어 출석한 위원", en="a member named for it and present"),
        remedy=Text(
            ko="간사에게 지명과 출석을 확인하십시오.", en="Ask the secretary about your seat."
        ),
    )
