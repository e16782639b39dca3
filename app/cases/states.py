"""Where a case stands, from the private pre-check to the last condition."""

from enum import StrEnum

from cpted_rules.text import Text


class CaseState(StrEnum):
    """Where a case stands."""

    PRECHECK = "precheck"
    FILED = "filed"
    SUPPLEMENT = "supplement"
    ACCEPTED = "accepted"
    SCHEDULED = "scheduled"
    REVIEWING = "reviewing"
    PUBLISHED = "published"
    MEETING = "meeting"
    APPROVED = "approved"
    CONDITIONAL = "conditional"
    REDELIBERATION = "redeliberation"
    REJECTED = "rejected"
    FOLLOWING = "following"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


CASE_STATE_NAMES = {
    CaseState.PRECHECK: Text(ko="사전점검(비공개)", en="Private pre-check"),
    CaseState.FILED: Text(ko="접수", en="Filed"),
    CaseState.SUPPLEMENT: Text(ko="보완 요청", en="Supplement asked for"),
    CaseState.ACCEPTED: Text(ko="수리", en="Accepted"),
    CaseState.SCHEDULED: Text(ko="상정 확정", en="On the agenda"),
    CaseState.REVIEWING: Text(ko="위원 검토", en="In review"),
    CaseState.PUBLISHED: Text(ko="의견 공개", en="Opinions published"),
    CaseState.MEETING: Text(ko="심의 중", en="In session"),
    CaseState.APPROVED: Text(ko="원안 의결", en="Approved as filed"),
    CaseState.CONDITIONAL: Text(ko="조건부 의결", en="Approved with conditions"),
    CaseState.REDELIBERATION: Text(ko="재검토 의결", en="To be deliberated again"),
    CaseState.REJECTED: Text(ko="부결", en="Rejected"),
    CaseState.FOLLOWING: Text(ko="조건 이행 확인", en="Conditions followed"),
    CaseState.CLOSED: Text(ko="종결", en="Closed"),
    CaseState.WITHDRAWN: Text(ko="철회", en="Withdrawn"),
}

BEFORE_MEETING = (
    CaseState.FILED,
    CaseState.SUPPLEMENT,
    CaseState.ACCEPTED,
    CaseState.SCHEDULED,
    CaseState.REVIEWING,
    CaseState.PUBLISHED,
)
DECIDED = (
    CaseState.APPROVED,
    CaseState.CONDITIONAL,
    CaseState.REDELIBERATION,
    CaseState.REJECTED,
    CaseState.FOLLOWING,
    CaseState.CLOSED,
)
