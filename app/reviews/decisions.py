"""The decision of a committee on a round, held to the committee criteria 2.3 and 9.3."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import audit
from app.auth.tables import PersonRow
from app.cases.states import CaseState
from app.cases.tables import CaseRow
from app.errors import ConflictError, RefusedError
from app.procedure.actions import Action
from app.procedure.workflow import step
from app.reviews import faults
from app.reviews.consolidation import published_points
from app.reviews.findings import RoundFindings, current_round
from app.reviews.imposing import Draft, check_drafts, impose
from app.reviews.tables import DecisionRow, OpinionRow
from app.reviews.terms import (
    BY_FINDING,
    BY_WRITTEN_VOTE,
    DECISION_KIND_NAMES,
    FOR_REJECTION,
    GROUND_OF,
    LISTED_GROUND_NAMES,
    OF_FINDING,
    DecisionKind,
    ListedGround,
    Position,
    SaidBasis,
)
from app.reviews.votes import Tally, tally
from cpted_rules.errors import Fault
from cpted_rules.standing import Standing
from cpted_rules.text import Text, join

_ACTIONS = {
    DecisionKind.APPROVED: Action.APPROVE,
    DecisionKind.CONDITIONAL: Action.APPROVE_CONDITIONALLY,
    DecisionKind.REDELIBERATION: Action.REDELIBERATE,
    DecisionKind.REJECTED: Action.REJECT,
}
_SHORTEST_ALTERNATIVE = 10  # characters; a word or two names no alternative


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """What the committee decided.

    Args:
        grounds: of 심의 기준 2.3, for a re-deliberation or a rejection.
        words: reasons, and for a re-deliberation the clear and doable alternative (9.3).
    """

    kind: DecisionKind
    decided_on: date
    grounds: tuple[ListedGround, ...] = ()
    words: str = ""
    conditions: tuple[Draft, ...] = ()


def decide(
    session: Session, person: PersonRow, case: CaseRow, findings: RoundFindings, said: Decided
) -> DecisionRow:
    """The decision, written down with its conditions; the case goes on by it.

    Raises:
        ConflictError: the case is not in session, or the round is decided.
        RefusedError: quorum, majority, ground, alternative or a condition lacks; all are named.
    """
    if case.state != CaseState.MEETING:
        raise ConflictError(faults.not_now("decision", case.state))
    number, found = current_round(session, case), tally(session, case)
    wrong = (
        *_of_vote(said.kind, found),
        *_of_grounds(session, case, findings, said),
        *_of_conditions(session, case, findings, said),
    )
    if wrong:
        raise RefusedError(*wrong)
    row = session.get(DecisionRow, (case.id, number))
    if row is not None:
        raise ConflictError(faults.not_now("decision", case.state))
    row = DecisionRow(
        case_id=case.id,
        round=number,
        kind=said.kind.value,
        grounds=[ground.value for ground in said.grounds],
        words=said.words.strip(),
        decided_on=said.decided_on,
        named=len(found.named),
        present=len(found.present),
        votes=dict(found.counts),
        by=person.id,
    )
    session.add(row)
    conditions = impose(session, person, case, number, said.conditions)
    audit.record(
        session,
        "decision.record",
        person_id=person.id,
        case_id=case.id,
        round=number,
        kind=said.kind.value,
        grounds=[ground.value for ground in said.grounds],
        conditions=len(conditions),
    )
    step(session, case, _ACTIONS[said.kind], person)
    return row


def decision_of(session: Session, case: CaseRow, number: int) -> DecisionRow | None:
    """What was decided on a round; None where nothing is."""
    return session.get(DecisionRow, (case.id, number))


def decisions_of(session: Session, case: CaseRow) -> tuple[DecisionRow, ...]:
    """What was decided on each round, in order."""
    rows = session.scalars(
        select(DecisionRow).where(DecisionRow.case_id == case.id).order_by(DecisionRow.round)
    )
    return tuple(rows)


def grounded(
    session: Session, case: CaseRow, findings: RoundFindings
) -> dict[ListedGround, tuple[int, ...]]:
    """The grounds of 2.3 that the round's findings or opinions show, with the findings' numbers.

    A finding that only a member can judge counts where a published opinion judged it: one that
    must be resolved and rests on that basis. A plan (다) needs such an opinion too.
    """
    shown: dict[ListedGround, list[int]] = {}
    for found in findings.raised:
        basis = found.finding.basis
        if found.ground.standing is Standing.REDELIBERATION and basis is not None:
            shown.setdefault(GROUND_OF[OF_FINDING[basis]], []).append(found.number)
    for row in _judged(session, case):
        judged = findings.of(row.finding_id)
        basis_said = SaidBasis(row.basis)
        if judged is not None and judged.ground.standing not in (
            Standing.REDELIBERATION,
            Standing.IF_JUDGED,
        ):
            continue
        if judged is None and GROUND_OF[basis_said] in BY_FINDING:
            continue
        shown.setdefault(GROUND_OF[basis_said], []).append(judged.number if judged else 0)
    return {ground: tuple(sorted(set(numbers))) for ground, numbers in shown.items()}


def _judged(session: Session, case: CaseRow) -> Sequence[OpinionRow]:
    points = published_points(session, case, current_round(session, case))
    return [
        point.lead
        for point in points
        if point.lead.must
        and point.lead.basis in {basis.value for basis in GROUND_OF}
        and point.lead.position in (Position.AGREE, Position.CONDITION)
    ]


def _of_vote(kind: DecisionKind, found: Tally) -> Iterator[Fault]:
    if not found.has_quorum:
        yield _fault(
            "decision/quorum",
            found=Text(
                ko=f"지명 {len(found.named)}명 중 출석 {len(found.present)}명",
                en=f"{len(found.present)} of {len(found.named)} named are present",
            ),
            expected=Text(ko="과반수 출석", en="more than half present"),
            remedy=Text(
                ko="출석을 확인하거나 안건을 연기하십시오(건축법 시행령 제5조의5).",
                en="Check attendance, or put the item off (건축법 시행령 Art. 5-5).",
            ),
        )
    if not found.carries(kind):
        written = kind in BY_WRITTEN_VOTE
        votes = (found.written if written else found.counts).get(kind.value, 0)
        yield _fault(
            "decision/majority",
            found=Text(
                ko=f"{DECISION_KIND_NAMES[kind].ko} {votes}표 / 출석 {len(found.present)}명",
                en=f"{votes} votes of {len(found.present)} present",
            ),
            expected=Text(
                ko="출석 과반수의 서면 투표", en="a majority of those present, in writing"
            )
            if written
            else Text(ko="출석 과반수", en="a majority of those present"),
            remedy=Text(
                ko="표결을 마친 뒤 의결하십시오(심의 기준 9.3).",
                en="Finish the vote (criteria 9.3).",
            ),
        )


def _of_grounds(
    session: Session, case: CaseRow, findings: RoundFindings, said: Decided
) -> Iterator[Fault]:
    if said.kind not in BY_WRITTEN_VOTE:
        return
    allowed = FOR_REJECTION if said.kind is DecisionKind.REJECTED else tuple(ListedGround)
    names = join([LISTED_GROUND_NAMES[ground] for ground in allowed], " / ")
    outside = [ground for ground in said.grounds if ground not in allowed]
    if not said.grounds or outside:
        yield _fault(
            "decision/ground",
            found=join([LISTED_GROUND_NAMES[g] for g in outside])
            if outside
            else Text(ko="사유 없음", en="no ground"),
            expected=names,
            remedy=Text(
                ko="심의 기준 2.3항의 사유를 고르십시오. 해당이 없으면 조건부로 의결하십시오.",
                en="Choose a ground of criteria 2.3, or else decide with conditions.",
            ),
        )
    shown = grounded(session, case, findings)
    for ground in said.grounds:
        if ground in (*BY_FINDING, ListedGround.PLAN) and ground not in shown:
            yield _fault(
                "decision/ground-unshown",
                found=LISTED_GROUND_NAMES[ground],
                expected=Text(
                    ko="이 사유가 되는 검토 사항 또는 그렇게 판단한 위원의 공개 의견",
                    en="a finding that grounds it, or a published opinion that judges so",
                ),
                remedy=Text(
                    ko="이 사유를 빼거나 조건부로 의결하십시오(심의 기준 2.3).",
                    en="Leave this ground out, or decide with conditions (criteria 2.3).",
                ),
            )
    if len(said.words.strip()) < _SHORTEST_ALTERNATIVE:
        yield _fault(
            "decision/alternative",
            found=Text(ko="사유와 대안이 적히지 않음", en="no reasons and alternative"),
            expected=Text(
                ko="이행 가능한 명확한 대안", en="a clear alternative that can be carried out"
            ),
            remedy=Text(
                ko="무엇을 어떻게 고치면 되는지 적으십시오(심의 기준 9.3).",
                en="Say what to change, and how (criteria 9.3).",
            ),
        )


def _of_conditions(
    session: Session, case: CaseRow, findings: RoundFindings, said: Decided
) -> Iterator[Fault]:
    conditional = said.kind is DecisionKind.CONDITIONAL
    if conditional is bool(said.conditions):
        yield from check_drafts(session, case, said.conditions, findings)
        return
    yield _fault(
        "decision/conditions",
        found=Text(ko=f"조건 {len(said.conditions)}개", en=f"{len(said.conditions)} conditions"),
        expected=Text(ko="조건 하나 이상", en="at least one condition")
        if conditional
        else Text(ko="조건 없음", en="no condition"),
        remedy=Text(
            ko="조건을 고르거나 의결 종류를 바꾸십시오.",
            en="Choose conditions, or another kind of decision.",
        ),
    )


def _fault(code: str, *, found: Text, expected: Text, remedy: Text) -> Fault:
    return Fault(code=code, where="decision", found=found, expected=expected, remedy=remedy)
