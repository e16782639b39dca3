"""The palette of reasons: a decision on a finding needs one of few, so that they can be counted."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.cases.tables import CaseRow
from app.reviews.tables import OpinionRow
from app.reviews.terms import Position
from cpted_rules.text import Text

OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One reason of the palette.

    Args:
        positions: those it can be given for.
    """

    id: str
    name: Text
    positions: tuple[Position, ...]


_DISAGREE, _DEFER = (Position.DISAGREE,), (Position.DEFER,)

REASONS = (
    Reason(
        id="misread",
        name=Text(ko="도면 판독·측정이 사실과 다름", en="Read or measured wrongly"),
        positions=_DISAGREE,
    ),
    Reason(
        id="not_bound",
        name=Text(ko="적용 대상이 아님", en="The clause does not bind here"),
        positions=_DISAGREE,
    ),
    Reason(
        id="shown_elsewhere",
        name=Text(ko="다른 도서에 이미 표기됨", en="Shown on another sheet"),
        positions=_DISAGREE,
    ),
    Reason(
        id="substitute",
        name=Text(ko="대체시설로 충족함", en="Met by a substitute"),
        positions=_DISAGREE,
    ),
    Reason(
        id="egress",
        name=Text(ko="피난·소방·무장애와 충돌함", en="Conflicts with egress, fire or access law"),
        positions=_DISAGREE,
    ),
    Reason(
        id="minor",
        name=Text(ko="경미하여 실효가 없음", en="Too slight to matter"),
        positions=_DISAGREE,
    ),
    Reason(
        id="other_body",
        name=Text(
            ko="다른 위원회·부서의 소관(심의 기준 9.2)", en="For another committee (criteria 9.2)"
        ),
        positions=_DISAGREE,
    ),
    Reason(
        id="discuss",
        name=Text(ko="회의에서 논의", en="To be discussed in session"),
        positions=_DEFER,
    ),
    Reason(
        id="site_visit",
        name=Text(ko="현장 확인이 필요함", en="Needs to be seen on site"),
        positions=_DEFER,
    ),
    Reason(
        id="other_field",
        name=Text(ko="다른 분야 위원의 의견이 필요함", en="Needs another member's field"),
        positions=_DEFER,
    ),
    Reason(
        id=OTHER,
        name=Text(ko="기타(의견에 적음)", en="Other, said in the opinion"),
        positions=(Position.DISAGREE, Position.DEFER),
    ),
)
BY_ID = {reason.id: reason for reason in REASONS}


def reasons_for(position: Position) -> tuple[Reason, ...]:
    """The reasons that can be given for a position, in order of their keys 1 to 9."""
    return tuple(reason for reason in REASONS if position in reason.positions)


def reason_counts(
    session: Session, *, committee_id: str | None = None
) -> Mapping[tuple[str, str], int]:
    """How often each position was published with each reason, by (position, reason).

    Args:
        committee_id: of this committee only.
    """
    query = (
        select(OpinionRow.position, OpinionRow.reason, func.count())
        .join(CaseRow, CaseRow.id == OpinionRow.case_id)
        .where(OpinionRow.published_at.is_not(None), OpinionRow.deleted_at.is_(None))
        .group_by(OpinionRow.position, OpinionRow.reason)
    )
    if committee_id is not None:
        query = query.where(CaseRow.committee_id == committee_id)
    return {(position, reason): count for position, reason, count in session.execute(query)}
